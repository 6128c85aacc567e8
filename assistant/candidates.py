"""Questions that an article answers, read off its sentences by rule: each with what answers it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from assistant.base_forms import base_form, is_known_past
from assistant.statements.countries import COUNTRY_OF
from assistant.statements.topics import names_in
from assistant.statements.words import GROUPS, PARTICLES, ROLES
from assistant.types import Statement
from index import Article
from index.sentences import sentence_spans

Kind = Literal["said", "when", "how many", "where", "who did", "who", "quoted"]
Made = tuple[Kind, str, str]
"""Kind, question, and words of the answer."""

_WORD = r"[A-Z][\w’'-]*[\w]"
_NAME = (
    rf"(?:{_WORD}|[A-Z]\.)"
    rf"(?: (?:(?:of|the|al|el|bin|and|for|de|von)\s)*(?:al-|el-|as-|ash-)?{_WORD})*"
)
_DAY = (
    r"(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"on (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})(?:,? \d{4})?|in [A-Z][a-z]+ \d{4})"
)
_WHEN = re.compile(
    rf"^(?P<who>{_NAME}) (?P<be>was |were )?(?P<verb>[a-z]+)(?P<rest>(?: [\w’'-]+){{0,9}}?) "
    rf"(?P<day>{_DAY})"
    rf"(?P<after>(?: (?:to|that|against|after|for|with|in) (?:[\w’'-]+ ?){{2,9}})?)(?=[,.;]|\s|$)"
)
_WHERE = re.compile(
    rf"^(?P<who>{_NAME}) (?P<verb>met|held|signed|opened|died|arrived|landed|gathered|spoke)"
    rf"(?P<rest>(?: [\w’'-]+){{0,8}}?) in (?P<place>{_WORD}(?: {_WORD})?)\b"
)
_NUMBER = (
    r"(?:(?i:more than|at least|about|nearly|almost|some|around|over) )?"
    r"\d[\d,.]*(?: (?:million|billion|thousand))?"
)
_COUNTED = re.compile(
    rf"(?:^|[,;] |that )(?P<number>{_NUMBER}) (?P<noun>[a-z]+s|people|children|women|men)"
    r"(?P<be> (?:were|have been|had been|are)) (?P<done>[a-z]+(?:ed|en|wn))"
    r"(?P<rest>(?: [\w’'-]+){1,9}?)(?=[,.;]|$)"
)
_GOT = re.compile(
    rf"^(?P<who>{_NAME}) (?P<verb>[a-z]+) (?P<number>{_NUMBER}) (?P<noun>[a-z]+s|people)\b"
    r"(?P<rest>(?: [\w’'-]+){0,8}?)(?=[,.;]|$)"
)
_APPOSED = re.compile(rf"^The [^,]+, (?P<who>{_NAME}), (?=[a-z]+ )")
"""A subject named behind its office: "The envoy for Libya, Abdoulaye Bathily, resigned"."""
_LEANS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|they|them|their|this|that|these|those|there|we|our|I|my|"
    r"who|which|whose|one|ones|others?|another|also|more|same|such|said|says)\b"
)
_TIMES = re.compile(
    r"\b(?:year|years|month|months|week|weeks|days?|hours?|minutes?|percent|points?|times|years?)\b"
)
_DANGLES = re.compile(
    r"(?: (?:of|in|on|at|to|for|with|by|from|and|or|the|a|an|as|after|before|into|over|between|"
    r"against|but|when|while|where|since|until|than|about|under))+$"
)
_DID = re.compile(rf"^(?P<who>{_NAME}) (?P<verb>[a-z]+)(?P<rest>(?: [\w’'-]+){{3,11}}?)(?=[,.;])")
_FEWEST_TOLD = 3
_LONGEST = 16
"""Most words of a question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question on an article, its kind, and the words that an answer to it must have."""

    kind: Kind
    question: str
    answer: str
    article_id: str


def candidates(article: Article, statements: Sequence[Statement]) -> Iterator[Candidate]:
    """Yield questions that an article answers, of every kind in turn, from its beginning."""
    made = (
        _said(article, statements),
        _told(article.text),
        _who(article, statements),
        _quoted(article, statements),
    )
    for turn in zip_longest(*made):
        for found in turn:
            if found is not None:
                kind, question, answer = found
                yield Candidate(kind, question, answer, article.id)


def _told(text: str) -> Iterator[Made]:
    known = _known_names(text)
    for start, end in sentence_spans(text):
        sentence = _APPOSED.sub(r"\g<who> ", " ".join(text[start:end].split()))
        for found in (_when(sentence), _where(sentence), _how_many(sentence), _who_did(sentence)):
            if found is not None and _reads_well(found, known):
                yield found


def _said(article: Article, statements: Sequence[Statement]) -> Iterator[Made]:
    asked: set[str] = set()
    for statement in statements:
        speaker = _spoken_of(statement.speaker, article.text)
        for topic in names_in(statement.text, statement.speaker) if speaker else ():
            question = f"What did {speaker} say about {topic}?"
            # What is named once is seldom what an article is about.
            told = f"{article.title}\n{article.text}".count(topic.removeprefix("the "))
            if question not in asked and (told > 1 or topic.lower() in COUNTRY_OF):
                yield "said", question, statement.speaker.split()[-1]
            asked.add(question)


def _quoted(article: Article, statements: Sequence[Statement]) -> Iterator[Made]:
    for speaker in dict.fromkeys(statement.speaker for statement in statements):
        named = _spoken_of(speaker, article.text)
        if named:
            yield "quoted", f"What did {named} say?", speaker.split()[-1]


def _spoken_of(speaker: str, text: str) -> str | None:
    """Return a speaker as questions name them; None for one who is only described."""
    words = speaker.split()
    plain = all(word[0].isupper() or word in _IN_NAMES or "-" in word for word in words)
    office = words[0].lower() in ROLES | GROUPS or words[-1].lower() in ROLES
    if len(words) < 2 or not plain or office or "and" in words:
        return None
    return f"the {speaker}" if re.search(rf"\b[Tt]he {re.escape(speaker)}", text) else speaker


_IN_NAMES = PARTICLES | {"of", "the", "for"}


def _when(sentence: str) -> Made | None:
    match = _WHEN.match(sentence)
    if match is None or not is_known_past(match["verb"]):
        return None
    told = _DANGLES.sub("", f"{match['rest']}{_first_part(match['after'])}")
    who = _inside(match["who"])
    if match["be"]:
        question = f"When {match['be']}{who} {match['verb']}{told}?"
    else:
        question = f"When did {who} {base_form(match['verb'])}{told}?"
    return "when", question, match["day"].split()[-1]


def _where(sentence: str) -> Made | None:
    match = _WHERE.match(sentence)
    if match is None or re.search(r"\b(?:in|at|on)\b", match["rest"]):
        return None
    rest = _DANGLES.sub("", match["rest"])
    question = f"Where did {_inside(match['who'])} {base_form(match['verb'])}{rest}?"
    return "where", question, match["place"]


def _how_many(sentence: str) -> Made | None:
    counted = _COUNTED.search(sentence)
    if counted is not None and not _TIMES.search(counted["noun"]):
        rest = _DANGLES.sub("", counted["rest"])
        question = f"How many {counted['noun']}{counted['be']} {counted['done']}{rest}?"
        return "how many", question, _digits(counted["number"])
    got = _GOT.match(sentence)
    if got is None or not is_known_past(got["verb"]) or _TIMES.search(got["noun"]):
        return None
    rest = _DANGLES.sub("", got["rest"])
    who = _inside(got["who"])
    question = f"How many {got['noun']} did {who} {base_form(got['verb'])}{rest}?"
    return "how many", question, _digits(got["number"])


def _who_did(sentence: str) -> Made | None:
    match = _DID.match(sentence)
    if match is None or not is_known_past(match["verb"]):
        return None
    told = _DANGLES.sub("", re.split(rf" {_DAY}", match["rest"])[0])
    told = re.sub(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", "", told)
    if len(told.split()) < _FEWEST_TOLD or not re.search(r" [A-Z]", told):
        return None  # "Who went a step further?" could be asked of anything.
    return "who did", f"Who {match['verb']}{told}?", match["who"].split()[-1]


def _who(article: Article, statements: Sequence[Statement]) -> Iterator[Made]:
    """Ask who somebody is whom the article introduces by an office."""
    for name in dict.fromkeys(s.speaker for s in statements if len(s.speaker.split()) > 1):
        office = re.search(
            rf"(?P<before>[a-z]+ |[A-Z]\w+ ){re.escape(name)}|{re.escape(name)}, (?:the |a |an )?"
            r"(?P<after>[a-z]+)|"
            rf"(?P<apposed>[a-z]+) (?:for|of|to) (?:[A-Z]\w+ )*[A-Z]\w+, {re.escape(name)},",
            article.text,
        )
        told = (office["before"] or office["after"] or office["apposed"]) if office else ""
        words = told.strip()
        if words.lower() in _OFFICES:
            yield "who", f"Who is {name}?", words


_OFFICES = frozenset(
    "minister president secretary spokesman spokeswoman ambassador envoy chief director chairman "
    "governor mayor commissioner professor economist analyst leader head general".split()
)


def _known_names(text: str) -> frozenset[str]:
    """Return the words that a text writes large inside its sentences."""
    return frozenset(re.findall(rf"(?<=[a-z,] )({_WORD})", text))


def _reads_well(made: Made, known: frozenset[str]) -> bool:
    """Whether a question is short, whole, and understood without its article."""
    kind, question, answer = made
    words = question.rstrip("?").split()
    subject = next((word for word in words if word[0].isupper() and word not in _ASKS), "")
    plain = re.sub(r"[’']s$", "", answer if kind == "who did" else subject)
    named = plain in known or plain.lower() in COUNTRY_OF or plain.isupper()
    return len(words) <= _LONGEST and named and _LEANS.search(question) is None


_ASKS = frozenset({"When", "Where", "How", "Who", "What"})


def _first_part(text: str) -> str:
    """Return what comes before an "and": the first thing that was agreed on."""
    return re.split(r" and | but |, ", text)[0].rstrip()


def _inside(subject: str) -> str:
    """Return a subject as it stands inside a sentence."""
    return f"the {subject[4:]}" if subject.startswith("The ") else subject


def _digits(number: str) -> str:
    found = re.search(r"\d[\d,.]*\d|\d", number)
    return found.group() if found else number
