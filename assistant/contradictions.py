"""Whether two statements of one speaker, of different days, contradict one another.

By rule, and conservative: the same proposition, but one is negated, has the opposite word in its
place, or another number of the same thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.dates import dates_in
from assistant.grounding import stem, tokens
from assistant.statements import same_speaker
from assistant.types import Statement
from index import Article
from index.terms import STOP_WORDS

MIN_SHARED = 2
"""Least content words that two statements on one matter share."""
MIN_COVERAGE = 0.75
"""Least share of the shorter one's content words that the other has."""
MIN_COMMON = 0.5
"""Least share of all their content words that both have."""
MAX_PAIRS = 2

Told = tuple[Article, Statement]

_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|cannot|without|no longer|ruled? out|ruling out|"
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing))\b|n['’]t\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|until|while|provided|whether|as long as)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<scale> (?:hundred|thousand|million|billion|trillion))?"
    r"(?:-| )?(?P<unit>percent|per cent|%|[a-z]+)"
)
_OPPOSITES = tuple(
    tuple(frozenset(stem(word) for word in side.split()) for side in pair.split("/"))
    for pair in (
        "raise raised increase increased add added expand expanded rise risen grow grown"
        "/cut reduce reduced lower lowered decrease decreased shrink fall fallen drop dropped",
        "open opened reopen reopened/close closed shut",
        "support supported supports back backed favour favoured/oppose opposed opposes",
        "accept accepted approve approved agree agreed endorse endorsed"
        "/reject rejected refuse refused veto vetoed",
        "stay stayed remain remained keep kept retain retained"
        "/leave left withdraw withdrawn withdrew quit close closed",
        "continue continued resume resumed begin begun start started launch launched"
        "/stop stopped end ended suspend suspended halt halted cease ceased",
        "possible/impossible",
        "join joined/leave left quit",
        "win won/lose lost",
        "legal/illegal",
        "safe/unsafe dangerous",
        "guilty/innocent",
        "true/false untrue",
        "success succeed succeeded/failure fail failed",
        "confirm confirmed/deny denied",
        "allow allowed permit permitted/ban banned forbid forbidden prohibit prohibited",
        "welcome welcomed/condemn condemned",
        "able/unable",
        "willing/unwilling",
        "friend ally partner/enemy",
    )
)  # fmt: skip
_OPPOSED = frozenset().union(*(side for pair in _OPPOSITES for side in pair))
_PLAIN = STOP_WORDS | frozenset(
    "would will shall may might must could cannot never none nobody nothing neither without longer "
    "rule ruled ruling deny denied denies denying refuse refused refuses said says say told ready "
    "plan plans also still now soon again very yet there has have had week month year day today "
    "yesterday last next summer autumn winter spring".split()
)

_ANY_DAY = date(2024, 6, 5)
"""A day to read dates against where only their wording matters."""


@dataclass(frozen=True)
class _Proposition:
    """What a statement says, so far as it can be compared."""

    text: str
    words: frozenset[str]
    names: frozenset[str]
    is_negated: bool

    @classmethod
    def of(cls, text: str) -> "_Proposition":
        found = tokens(text)
        words = frozenset(
            stem(word.lower()) for word in found if word.lower() not in _PLAIN and word.isalpha()
        )
        names = frozenset(
            word.lower() for word in found if word[0].isupper() and word.lower() not in STOP_WORDS
        )
        return cls(text, words, names, len(_NEGATION.findall(text)) % 2 == 1)

    @cached_property
    def is_conditional(self) -> bool:
        return _CONDITION.search(self.text) is not None

    @cached_property
    def times(self) -> frozenset[str]:
        mentions = dates_in(self.text, _ANY_DAY)
        return frozenset(self.text[m.start : m.end].lower() for m in mentions)

    @cached_property
    def numbers(self) -> dict[str, str]:
        return {
            stem(match["unit"].lower()): match["value"].replace(",", "") + (match["scale"] or "")
            for match in _NUMBER.finditer(self.text)
        }


def contradicts(earlier: str, later: str) -> bool:
    """Whether two statements of one speaker cannot both hold, so far as plain rules can tell."""
    return _contradict(_Proposition.of(earlier), _Proposition.of(later))


def changes(statements: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Return pairs (earlier, later) of one speaker's statements that contradict one another."""
    dated = sorted(
        ((article.published, article, said) for article, said in statements if article.published),
        key=lambda told: told[0],
    )
    read = [(day, (article, said), _Proposition.of(said.text)) for day, article, said in dated]
    found = [
        (earlier, later)
        for number, (day, earlier, one) in enumerate(read)
        for other_day, later, other in read[number + 1 :]
        if day != other_day
        and _contradict(one, other)
        and same_speaker(earlier[1].speaker, later[1].speaker)
    ]
    return found[-MAX_PAIRS:]


def _contradict(one: _Proposition, other: _Proposition) -> bool:
    opposed = _opposed(one.words, other.words)
    if not _same_matter(one.words - opposed, other.words - opposed):
        return False
    if one.names - other.names and other.names - one.names:
        return False
    if one.is_conditional or other.is_conditional or one.times != other.times:
        return False
    if opposed:
        return one.is_negated == other.is_negated
    if one.is_negated != other.is_negated:
        # "would not block aid" and "would support aid": another verb, another proposition.
        return one.words <= other.words or other.words <= one.words
    units = one.numbers.keys() & other.numbers.keys()
    return any(one.numbers[unit] != other.numbers[unit] for unit in units)


def _opposed(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the words of both that stand for opposites: "open" here, "close" there."""
    found: frozenset[str] = frozenset()
    if one & _OPPOSED and other & _OPPOSED:
        for left, right in _OPPOSITES:
            if (one & left and other & right) or (one & right and other & left):
                found |= left | right
    return found


def _same_matter(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return (
        shared >= MIN_SHARED
        and shared >= MIN_COVERAGE * min(len(one), len(other))
        and shared >= MIN_COMMON * len(one | other)
    )
