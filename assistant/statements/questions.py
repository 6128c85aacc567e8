"""Questions that ask what somebody said: "what did lavrov say about syria"."""

import re
from dataclasses import dataclass, replace

from assistant.statements.verbs import VERB_FORMS


@dataclass(frozen=True, slots=True)
class StatementQuestion:
    """A question for what `speaker` said on `topic`; None where it leaves either open.

    `verb` is the lemma it asks with: "say", "deny", "respond", "think", ... "When did X say that
    about Y" is one too: each statement has its date. `by_all` asks for what everybody but the
    topic itself said: "what do people say about X". Of "Did X change his mind" the verb is
    `CONTRADICT`. The first `beyond` statements are not asked for: they were told already.
    """

    speaker: str | None
    topic: str | None
    verb: str
    by_all: bool = False
    beyond: int = 0


CONTRADICT = "contradict"
_PARTS = {
    "SAY": "quoted as saying|say|tell|think|believe|said|told|thought|believed|saying|telling",
    "VERB": (
        "feel|promise|pledge|deny|warn|claim|argue|announce|call for|call on|call|want|suggest|"
        "stress|emphasi[sz]e|add|explain|insist|reveal|confirm|comment|mention|declare|demand|"
        "propose|predict|critici[sz]e|praise|condemn|reject|dismiss|accuse|blame|describe|vow|urge|"
        "recommend|admit|acknowledge|affirm|reaffirm|reiterate|hope|express|point out|point to|"
        "highlight|decide|discuss|"
        "speak|talk|write|tweet|post|reply|answer|respond|react|expect|make of|"
        "ask for|allege|assert|remark|disclose|welcome|threaten|oppose|underscore|conclude|note|"
        "caution|state|assure"
    ),
    "SPOKEN": (
        "said|says|say|saying|thinking|quoted as saying|told|"
        "claim(?:ed|s)|argue[ds]|warn(?:ed|s)|denie[ds]|promise[ds]|"
        "pledge[ds]|announce[ds]|call(?:ed|s) for|call(?:ed|s) on|stated|insist(?:ed|s)|"
        "suggest(?:ed|s)|critici[sz]e[ds]|praise[ds]|condemn(?:ed|s)|reject(?:ed|s)|dismisse[ds]|"
        "accuse[ds]|blame[ds]|demand(?:ed|s)|confirm(?:ed|s)|stressed|declare[ds]|urge[ds]|"
        "comment(?:ed|s)|welcome[ds]|vow(?:ed|s)|predict(?:ed|s)|admit(?:ted|s)|complained|spoke|"
        "talked|mentioned|described?|thinks|believes|expresse[ds]|propose[ds]|reveal(?:ed|s)|"
        "threaten(?:ed|s)|emphasi[sz]ed|explained|added|noted|reacted|responded|thought|believed"
    ),
    "NOUN": (
        "views?|positions?|comments?|remarks?|stances?|opinions?|statements?|thoughts?|take|words|"
        "quotes?|quotations?|assessments?|arguments?|claims?|message|line|reactions?|responses?|"
        "reply|warnings?|promises?|pledges?|criticisms?|attitude|explanation|answer"
    ),
    "GIVEN": (
        "statements?|comments?|remarks?|claims?|promises?|pledges?|commitments?|warnings?|"
        "denials?|criticisms?|accusations?|words|explanations?|reasons?|demands?|arguments?|"
        "answers?|assurances?|predictions?|threats?|proposals?|suggestions?|points?|apology"
    ),
    "GIVE": (
        "ma[dk]e|gave|given?|issued?|voiced?|level(?:led|ed)?|used?|offer(?:ed)?|express(?:ed)?|"
        "raised?|put forward"
    ),
    "ABOUT": (
        r"(?:about|on|regarding|concerning|re|over|of|to|towards?|for|against|as to|after|"
        r"with (?:regard|respect) to|in (?:regard|relation|response) to|when it comes to)"
    ),
    "ADV": r"(?:(?:\w+ly|also|ever|now|still|just|once|then|first|later|earlier|have|had|want|"
    r"need|go on|going|been|to|not) )*",
    "OWN": r"(?:his|her|its|their)(?: own)?",
    "DO": r"(?:did|does|do|has|have|had|is|are|was|were|will|would|'s|’s|can|might)",
    "WHAT": r"what(?: else| exactly| all| things?| more| precisely)?",
    "SHOW": r"(?:(?:show|list|give|find|get|collect)(?: me)?(?: all)?(?: of)? )?"
    r"(?:all |any |the )*",
    "WHO": r"(?P<speaker>.+?)",
    "TOPIC": r"(?: (?P<topic>.+))?",
}


def _pattern(text: str) -> re.Pattern[str]:
    for name, part in _PARTS.items():
        text = re.sub(rf"\b{name}\b", lambda _, part=part: part, text)  # type: ignore[misc]
    return re.compile(f"^(?:{text})$", re.IGNORECASE)


_PATTERNS = tuple(
    _pattern(text)
    for text in (
        r"(?:(?:when|where|how) )?DO WHO ADV(?P<verb>contradict(?:s|ed|ing)?|revers(?:ed?|ing)) "
        r"(?:himself|herself|itself|themselves|OWN (?:words|statements?|position))"
        r"(?: (?P<topic>ABOUT .+))?",
        r"(?:(?:when|why) )?DO WHO ADV(?P<verb>chang(?:ed?|ing)|revers(?:ed?|ing)) OWN "
        r"(?:mind|NOUN|tune|tone|story)(?: (?P<topic>ABOUT .+))?",
        r"DO WHO ADV(?P<verb>backtrack(?:ed|ing)?)(?: (?P<topic>ABOUT .+))?",
        r"DO WHO['’]s? (?:\w+ )?(?:NOUN) (?:(?P<topic>ABOUT .+?) )?(?:been )?"
        r"(?P<verb>chang(?:ed?|ing)|shift(?:ed)?)",
        r"WHAT (?:has|have|had|was|is|has been|have been|is being) (?:been )?(?P<verb>said) "
        r"(?P<topic>ABOUT .+?)(?: by WHO)?",
        r"what(?:'s|’s|s| is| are| was| were)(?: the)? (?:\w+ )?(?P<verb>NOUN) (?:of|by|from) WHO"
        r"(?: (?P<topic>(?:on|about|regarding|concerning|towards?|to|over|after) .+))?",
        r"(?:what|how)(?:'s|’s|s| is| are| was| were| has been)(?: the)? WHO(?:['’]s?|s)? "
        r"(?:\w+ )?(?P<verb>NOUN)(?: (?P<topic>ABOUT .+))?",
        r"how (?:did|has|have) WHO['’]s? (?:\w+ )?(?P<verb>NOUN) (?P<topic>ABOUT .+?) "
        r"(?:changed?|shift(?:ed)?|evolved?|develop(?:ed)?)",
        r"WHAT DO WHO ADV(?P<verb>SAY)TOPIC",
        r"WHAT DO WHO ADV(?P<verb>VERB)TOPIC",
        r"WHAT (?:has|have|had|is|are|was|were|'s) WHO ADV(?P<verb>SPOKEN)TOPIC",
        r"WHAT WHO (?P<verb>SPOKEN)(?: (?P<topic>ABOUT .+))?",
        r"how (?:did|does|do|has|have|will|would) WHO ADV(?P<verb>respond|react|reply|answer|"
        r"describe|explain|feel|justify|characteri[sz]e|view|see|defend|assess|comment|responded|"
        r"reacted|described|explained|justified)TOPIC",
        r"according to (?P<speaker>[^,?]+)(?P<verb>),TOPIC",
        r"(?:what|how|why|who|when|where), according to (?P<speaker>[^,]+)(?P<verb>), "
        r"(?P<topic>.+)",
        r"(?P<topic>(?:what|how|why|who|when|where|which)\b.+?),? according to WHO(?P<verb>)",
        r"when DO WHO ADV(?P<verb>say|mention|comment|speak|talk|warn|promise|deny|threaten)"
        r"(?: (?:that|this|so|it))? (?P<topic>(?:about|on|of|regarding|against) .+)",
        r"when DO WHO ADV(?P<verb>say) (?:that|this|so)",
        r"when DO WHO ADV(?P<verb>say|warn|claim|announce|confirm|deny|admit) "
        r"(?P<topic>that \w+ .+)",
        r"(?:did|does|has|have) WHO ADV(?P<verb>say|said|mention|mentioned|comment|commented|speak|"
        r"spoken|talk|talked)(?: anything| something)? (?P<topic>(?:about|on|regarding|of) .+)",
        r"SHOW(?P<verb>statements?|quotes?|quotations?|comments?|remarks?) (?:by|from|of|made by) "
        r"WHO(?: (?P<topic>ABOUT .+))?",
        r"SHOW(?:)WHO['’]s? (?:\w+ )?(?P<verb>NOUN) (?P<topic>ABOUT .+)",
        r"WHAT (?:has|have|had|was|is|has been|have been) (?P<verb>said) by WHO"
        r"(?: (?P<topic>ABOUT .+))?",
        r"(?:what|which) (?:\w+ )?(?P<verb>GIVEN) DO WHO ADV(?:GIVE)(?: (?P<topic>ABOUT .+))?",
        r"where DO WHO (?P<verb>stand) (?P<topic>(?:on|about|regarding|over) .+)",
        r"whom? DO WHO ADV(?P<verb>blamed?|accused?|critici[sz]ed?|praised?|condemn(?:ed)?)TOPIC",
        r"(?:did|has|have) WHO ADV(?P<verb>den(?:y|ied)|promised?|warn(?:ed)?|confirm(?:ed)?|"
        r"claim(?:ed)?|admit(?:ted)?|pledged?|suggest(?:ed)?) (?:anything |something )?"
        r"(?P<topic>(?:that|about|on|of|regarding|against) .+)",
        r"(?:did|has|have) WHO ADV(?P<verb>mention(?:ed)?) (?P<topic>.+)",
        r"(?P<verb>quote) WHO ABOUT (?P<topic>.+)",
        r"in WHO['’]s? (?P<verb>view|opinion|words), (?P<topic>.+)",
        r"in the (?P<verb>view|opinion|words) of (?P<speaker>[^,]+), (?P<topic>.+)",
        r"(?P<speaker>who)(?: else)?(?: has| have| had)? ADV(?P<verb>SPOKEN)TOPIC",
    )
)
_SHORT_FORM = re.compile(
    r"^(?P<speaker>[\w.'’-]+(?: [\w.'’-]+){0,3}?) (?:on|about)(?P<verb>) "
    r"(?P<topic>[\w'’-]+(?: [\w'’-]+){0,5})$"
)
_NOT_SHORT = re.compile(
    r"\b(?:attacks?|war|sanctions?|news|updates?|latest|info|information|talks|ban|strikes?|assault|"
    r"vote|debate|deal|tax|taxes|tariffs?|focus|based|reports?|summary|summari[sz]e|"
    r"articles?|books?|stor(?:y|ies)|questions?|films?|something|more|details|limits?|raids?|crackdown|pressure|agreement|impact|effects?|"
    r"happened|what|who|when|where|why|how|which|is|are|was|were|do|does|did|tell|show|live|depend|"
    r"decision|action|data|facts|background|anything|everything|work|progress|restrictions|and|go|"
    r"\w+ing)\b", re.I,
)  # fmt: skip
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|well|please|and|but|then)\b[\s,]*)+|"
    r"^(?:(?:can|could|would) you )?(?:please )?(?:tell|show|remind) me,? (?=what|how|who|whether)|"
    r"^(?:please )?(?:summari[sz]e|sum up|recap|list) (?=what)|"
    r"^(?:do you know|i(?:'d| would) like to know|i want to know|i wonder|find out) "
    r"(?=what|how|who)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:i|you|we|he|she|it|they|this|that|there|these|those|him|her|them|one|been|the)$", re.I
)
_OPINIONS = frozenset("say think comment criticise criticize praise".split())
"""What everybody is asked for their words by: what people call or want is in the text."""
_ALL = re.compile(
    r"^(?:other )?(?:people|anyone|anybody|everyone|everybody|(?:the )?others)(?: else)?$", re.I
)
_ANYBODY = re.compile(
    r"^(?:they all|someone|somebody|who|"
    r"(?:the |my |your |these )?(?:articles?|papers?|press|media|news|text|sources))$", re.I,
)  # fmt: skip
_NO_SPEAKER = re.compile(
    r"\b(?:article|passage|story|document|agreement|treaty|deal|law|bill|accord|pact|"
    r"constitution|contract|resolution|rule|plan|best|way|difference|reason|meaning|point|date|"
    r"name|number|cost|price|impact|effect|result|cause|capital)s?$", re.I,
)  # fmt: skip
_ASKS = re.compile(r"(?:which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_LEADING = re.compile(
    rf"^(?:{_PARTS['ABOUT']}|that|in|into|with|from|as|to do|to say|do|say) +", re.IGNORECASE
)
_ADDRESSEE = re.compile(
    r"^(?:to )?(?:the )?(?:[\w'’-]+ ){0,2}[\w'’-]+ (?=(?:about|on|regarding|concerning) )|"
    r"^(?:to )?(?:the )?(?:reporters?|journalists|press|media|parliament|congress|lawmakers|mps)$",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[\s,]*\b(?:in (?:the|my|these|those|your|this) (?:articles?|news|text|library)|recently|"
    r"lately|so far|please|today|exactly|at all|of|about|on|for)$", re.IGNORECASE,
)  # fmt: skip
_LONGEST = 400
"""Characters of a question that are read; more is no question but a pasted text."""
_NOUNS = {
    "reaction": "react", "response": "respond", "reply": "reply", "answer": "answer",
    "promise": "promise", "pledge": "pledge", "commitment": "promise", "warning": "warn",
    "denial": "deny", "criticism": "criticise", "accusation": "accuse", "demand": "demand",
    "threat": "threaten", "claim": "claim",
}  # fmt: skip
"""Nouns of what was said that mean a kind of it, and the verbs that say it."""
_CHANGES = re.compile(r"contradict|chang|revers|backtrack|shift")
_BEYOND = re.compile(r",? beyond the first (?P<count>\d{1,4}) statements(?=\W*$)")


def asked_speaker(question: str) -> StatementQuestion | None:
    """Return whom and what a question asks about, if it asks what somebody said; else None.

    Speaker and topic are as typed, without articles; a pronoun ("what did he say") and a document
    ("what did the agreement say") are nobody, hence None.
    """
    question, beyond = without_beyond(question)
    plain = " ".join(question[:_LONGEST].split()).rstrip(" ?!.")
    found = _asked(_POLITE.sub("", plain))
    return replace(found, beyond=beyond) if found is not None else None


def without_beyond(question: str) -> tuple[str, int]:
    """Return a question without ", beyond the first 5 statements", and that number; else 0."""
    match = _BEYOND.search(question)
    if match is None:
        return question, 0
    return question[: match.start()] + question[match.end() :], int(match["count"])


def _asked(plain: str) -> StatementQuestion | None:
    for pattern in _PATTERNS:
        match = pattern.match(plain)
        if match is not None:
            return _question(match)
    match = _SHORT_FORM.match(plain)
    return _question(match) if match and not _NOT_SHORT.search(match["speaker"]) else None


def _question(match: re.Match[str]) -> StatementQuestion | None:
    speaker = (match["speaker"] or "").strip(" ,'’")
    speaker = re.sub(r"^(?:the|a|an)\s+", "", speaker, flags=re.IGNORECASE)
    verb = _lemma(match["verb"])
    topic = _topic(match.groupdict().get("topic") or "", verb)
    if _PRONOUN.match(speaker) or _NO_SPEAKER.search(speaker):
        return None
    if topic and verb in _OPINIONS and _ALL.match(speaker):
        return StatementQuestion(None, topic, verb, by_all=True)
    if not speaker or _ALL.match(speaker) or _ANYBODY.match(speaker):
        return StatementQuestion(None, topic, verb) if topic else None
    if _ASKS.match(speaker):
        return None  # "Which judge wrote the court's opinion on ...?"
    return StatementQuestion(speaker, topic, verb)


def _topic(text: str, verb: str) -> str | None:
    text = _TRAILING.sub("", text.strip(" ,"))
    if verb == "tell":
        text = _ADDRESSEE.sub("", text)
    while (shorter := _LEADING.sub("", f"{text} ").strip()) != text:
        text = shorter
    return text.strip(" ,") or None


def _lemma(verb: str | None) -> str:
    word = verb.lower().split()[0] if verb else "say"
    if _CHANGES.match(word):
        return CONTRADICT
    singular = word.removesuffix("s")
    if singular in _NOUNS:
        return _NOUNS[singular]
    if re.fullmatch(f"{_PARTS['NOUN']}|{_PARTS['GIVEN']}", word):
        return "say"
    form = VERB_FORMS.get(word)
    return form.lemma if form is not None else word
