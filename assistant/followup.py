"""A follow-up question turned into one that stands alone, by rules: "And about Iran?".

When in doubt it is left alone: a good question made worse is worse than a gap not filled.
"""

import re
from collections.abc import Callable, Sequence

from assistant import referents
from assistant.asking import asks_whether_true
from assistant.base_forms import base_form, is_known_past
from assistant.dates import date_limits
from assistant.ellipsis import ANY_DAY, substituted
from assistant.events import event_in
from assistant.quoting import MAX_STATEMENTS
from assistant.statements import asked_speaker, without_beyond
from assistant.statements.words import AUXILIARIES, PREPOSITIONS

_BARE = re.compile(
    r"^(?:(?:and|but|so|ok|okay)[\s,]+)?(?P<wh>why not|why|when|where|how come|how long|how often|"
    r"how much|how many|how|with whom|who with|by whom|to whom|since when|until when|"
    r"for how long|at what time|"
    r"on what grounds|for what reason|in what way|to what extent)"
    r"(?: exactly| then| precisely|(?<=why|hen|ere) (?:is|was) (?:that|this))?$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:and[\s,]+)?(?:what else|anything else|something else|anything more|what more|more|"
    r"tell me more|say more|go on|continue|more details?)(?: please)?$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?:and |but |so )?who (?:said|says|claimed|claims)(?: that| this| so| it)$", re.IGNORECASE
)
_BEFORE_THAT = re.compile(
    r"^(?:and |but )?(?:what )?(?:about )?(?P<word>before|after) (?:that|then|this)$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^how many \w+ (?:(?:are|were|was|have|has|had|will|did|do|does) )?(?:been )?", re.IGNORECASE
)
_FROM_TO = re.compile(r"\b(?:between|to|and|until|till)\b", re.IGNORECASE)
_OF_TIME = re.compile(r"^(?:in|on|since|during|before|after|until|from|by|as of)\s+", re.IGNORECASE)
_CONNECTIVE = re.compile(r"^(?:and|but|so|ok|okay)[\s,]+", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?P<word>he|she|they|it|him|her|them|his|hers|its|their|theirs|there)\b(?!['’])", re.I
)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:true|possible|likely|clear|safe|legal|necessary|take|takes|mean|matter|cost|rain)|"
    r"\b(?:is|are|was|were|will) there\b|\bthere (?:is|are|was|were|be|been|has|have)\b|"
    r"\bthat it (?:is|was|would)\b|\bit comes to\b",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"he", "she", "they"})
_POSSESSIVE = frozenset({"his", "its", "their"})
_AUX = (
    r"(?P<aux>did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)"
)
_ASKS_WHAT = re.compile(
    rf"^what(?: else)? {_AUX} (?P<who>.+?) (?P<verb>planning to do|do|say|think|promise|announce|"
    r"claim|deny|want|tell|suggest|demand|propose|decide|agree|warn|call for|doing|saying)"
    r"(?P<rest>\b.*)$",
    re.IGNORECASE,
)
_ASKS_OTHER = re.compile(
    rf"^(?:(?:why|when|where|how|how long|with whom|since when)\s+)?(?P<rest>{_AUX}\b.+)$", re.I
)
_ASKS_WHO = re.compile(r"^(?:who|which \w+) (?P<verb>\w+)(?P<rest>.*)$", re.IGNORECASE)
_ASKS_THAT = re.compile(r"^(?:why|where|how) (?=.*\bsay that about )", re.IGNORECASE)
_AND_WHY = re.compile(r", and (?:why|how|when|where|with whom|how \w+)\?$")
_LONGEST = 400
_FEWEST_WORDS = 3


Told = Callable[[str], str | None]
"""Returns the short answer that a question had, said so that it stands alone, if it had one."""


def standalone(
    question: str,
    previous: Sequence[str],
    told: Told = lambda question: None,
) -> str | None:
    """Return a follow-up as a question that stands alone; None if it does already, or cannot.

    :param previous: the questions before it as they were asked, the latest last.
    :param told: looks up the short answers to them.
    """
    context: list[str] = []
    answer: str | None = None
    for earlier in previous:
        rewritten = _rewritten(earlier, context, answer)
        if rewritten is None and context and _is_open(earlier):
            continue  # It was not understood: what follows is about the one before it.
        answer = told(rewritten or earlier)
        context.append(_AND_WHY.sub("?", rewritten or earlier))
    return _rewritten(question, context, answer)


def _is_open(question: str) -> bool:
    """Whether a question leans on another one: "Why did it take so long?"."""
    plain = question.strip().rstrip(" ?!.")
    leans = _PRONOUN.search(plain) or _WHO_SAID.match(plain) or _BEFORE_THAT.match(plain)
    is_short = len(plain.split()) < _FEWEST_WORDS
    return leans is not None or is_short or asks_whether_true(plain)


def _rewritten(question: str, context: Sequence[str], answer: str | None) -> str | None:
    plain = " ".join(question.split()).rstrip(" ?!.")
    if not context or not plain or len(plain) > _LONGEST:
        return None
    told, shown = context[-1], without_beyond(context[-1])[1]
    context = [without_beyond(earlier)[0] for earlier in context]
    last = " ".join(context[-1][:_LONGEST].split()).rstrip(" ?!.")
    found: str | None
    if _MORE.match(plain):
        found = _more(last, shown)
    elif _WHO_SAID.match(plain):
        # Each statement names its speaker.
        found = told.rstrip(" ?!.") if asked_speaker(last) else _who_said(answer)
    elif before := _BEFORE_THAT.match(plain):
        found = _at_other_side(before["word"].lower(), last)
    elif bare := _BARE.match(plain):
        found = _asked_with(bare["wh"], last, answer)
    else:
        found = substituted(plain, last) or _resolved(plain, context, answer)
    return _tidy(found, plain) if found else None


def _tidy(text: str, question: str) -> str:
    text = " ".join(text.split())
    first = text[0].upper() if question[0].isupper() else text[0]
    return f"{first}{text[1:]}?"


def _more(last: str, shown: int) -> str | None:
    match = re.match(r"^what(?: else)? (.+)$", last, re.IGNORECASE)
    if match:
        more = f"what else {match[1]}"
        asked = asked_speaker(more)
        if asked is None or not (asked.speaker or asked.by_all):
            return more
        return f"{more}, beyond the first {shown + MAX_STATEMENTS} statements"
    about = referents.thing(_COUNTED.sub("", last))
    if about is None or about.endswith(" who"):
        return None  # "the person who" resigned: nobody knows who.
    return f"what do we know about {about}"


def _who_said(answer: str | None) -> str | None:
    """Ask who said what the last question was answered with."""
    words = (answer or "").split()
    verb = next((n for n, w in enumerate(words) if n and (w in AUXILIARIES or is_known_past(w))), 0)
    is_clause = verb and words[verb - 1] not in ("that", "which", "who")
    return f"who said that {answer}" if is_clause else None


def _at_other_side(word: str, last: str) -> str | None:
    """Ask the last question of the time before or after that which it is limited to."""
    limits, event = date_limits(last, ANY_DAY), event_in(last)
    phrase = limits.phrase if limits else event.phrase if event else None
    if phrase is None or _FROM_TO.search(phrase):
        return None
    return last.replace(phrase, f"{word} {_OF_TIME.sub('', phrase)}")


def _asked_with(wh: str, last: str, answer: str | None) -> str | None:
    """Ask the last question anew with another question word."""
    what = _ASKS_WHAT.match(last)
    if what:
        rest = f"{what['who']} {what['verb']} that{what['rest']}"
        return f"{wh} {what['aux']} {rest}"
    other = _ASKS_OTHER.match(last)
    if other:
        return f"{wh} {other['rest']}"
    who = _ASKS_WHO.match(last)
    base = base_form(who["verb"]) if who else None
    if who and base and answer and referents.is_name(answer):
        return f"{wh} did {answer} {base}{who['rest']}"
    return f"{last}, and {wh}"


def _resolved(plain: str, context: Sequence[str], answer: str | None) -> str | None:
    """Put what its pronouns mean into a question."""
    text = _CONNECTIVE.sub("", plain)
    if _EXPLETIVE.search(text):
        return None
    pieces: list[str] = []
    end = 0
    meanings: set[str] = set()
    for match in _PRONOUN.finditer(text):
        if _has_antecedent(text, match):
            continue
        meant = _meant(match["word"].lower(), text[match.end() :], context, answer)
        if meant is None or meant.removesuffix("'s") in meanings:
            continue  # "Has he changed his mind": the name is needed once.
        meanings.add(meant.removesuffix("'s"))
        pieces += [text[end : match.start()], meant]
        end = match.end()
    if not pieces:
        return _said_that(text, context[-1]) if text == plain else None
    text = "".join([*pieces, text[end:]])
    return _said_that(text, context[-1]) or text


def _has_antecedent(text: str, match: re.Match[str]) -> bool:
    """Whether a question names, before a pronoun, what it may stand for."""
    word = match["word"].lower()
    before = text[: match.start()]
    after = text[match.end() :].split()
    ends = not after or after[0].lower() in PREPOSITIONS | {"and", "when"}
    if word == "it" and re.search(r"\b(?:say|said|deny|denied)\s*$", before, re.IGNORECASE):
        return True  # As "that" is.
    if word in ("him", "them", "it") and ends and not re.search(r"\bthat\s*$", before, re.I):
        return False  # "What did Tebboune tell him?": not himself.
    if word == "there":
        return bool(re.search(r"\b(?:in|at|to)\s+[A-Z]", before))
    asked = asked_speaker(text)
    if asked is not None and asked.speaker is not None and asked.speaker in before:
        return True
    nouns = re.search(
        r"\b(?:the|a|an|this|these|those|which|how many)\s+\w+\s+\w+", before, re.IGNORECASE
    )
    return bool(referents.names(before)) or nouns is not None


def _meant(word: str, after: str, context: Sequence[str], answer: str | None) -> str | None:
    if word == "there":
        place = referents.place(context[-1], answer)
        return f"in {place}" if place else None
    noun_follows = bool(re.match(r"\s+(?!and\b|when\b)[a-z]", after)) and (
        after.split()[0].lower() not in PREPOSITIONS
    )
    possessive = word in _POSSESSIVE or (word == "her" and noun_follows)
    if word in ("they", "them", "their", "theirs"):
        saying = re.match(r"\s*(?:say|think|mean|promise|deny|want)\b", after)
        last = asked_speaker(context[-1])
        if saying and last is not None and last.speaker is not None and last.topic is not None:
            return last.speaker  # Topics do not speak.
        meant = referents.pair(context[-1]) or referents.thing(context[-1], plural=True)
    elif word in ("it", "its"):
        meant = referents.thing(context[-1])
    else:
        meant = referents.person(context, answer)
    if meant is None or not referents.fits(meant, word):
        return None
    return f"{meant}'s" if possessive else meant


def _said_that(text: str, last: str) -> str | None:
    """Say what "that" is about in "when did he say that"."""
    asked = asked_speaker(last) or asked_speaker(_ASKS_THAT.sub("what ", last))
    match = re.search(
        r"\b(?:say|said|deny|denied|claim|claimed)(?: all)? (?:that|this|so|it)$", text, re.I
    )
    if match is None or asked is None or asked.topic is None:
        return None
    return f"{text} about {asked.topic}"
