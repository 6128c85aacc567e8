"""What somebody speaks about: the names in their statements that are worth asking for."""

import re
from collections import Counter
from collections.abc import Iterable

from assistant.grounding import tokens
from assistant.statements.countries import COUNTRY_OF, NATIONALITIES
from assistant.statements.words import DEMONYMS
from assistant.types import Statement
from index import Article

_NAME = re.compile(r"(?:(?:the )?[A-Z][\w’'-]+(?: (?:of the |of |al-)?[A-Z][\w’'-]+)*)")
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
_NO_TOPIC = frozenset(
    "I He She We They It There This That These Those If When While Our My His Her Its Their You "
    "And But So In On At As For The A An No Not Yes What Who How Why Everything Nothing Mr Mrs Ms "
    "Dr Sir Asked Speaking According Some All Most Many More Every Now Today Then One Two".split()
)
_CUT_OFF = frozenset("Sen Rep Gov Gen Lt Col Dr Prof St State House Coach CEO".split())
_CALLS = frozenset("Oh Hey OK Lord God Thank Thanks Please Hello Well Let".split())
_ADJECTIVES = (
    NATIONALITIES | DEMONYMS | frozenset("democratic islamic muslim kurdish jewish".split())
) - frozenset("uk us eu un britain america maghreb gulf türkiye turkiye".split())

_GOES_ON = re.compile(
    r" (?!(?:and|or|is|was|were|are|had|has|have|would|will|could|should|must|may|to|of|in|on|for|"
    r"that|who|which|by|with|at|from|as|but|after|before|until|since|when)\b)[a-z]"
)


def topics(speaker: str, found: Iterable[tuple[Article, Statement]]) -> list[str]:
    """Return the names that a speaker's statements hold, the most frequent first."""
    counts: Counter[str] = Counter()
    for _, statement in found:
        counts.update(set(names_in(statement.text, speaker)))
    named: dict[str, str] = {}
    for name, _ in counts.most_common():
        plain = name.lower().removeprefix("the ")
        named.setdefault(COUNTRY_OF.get(plain, plain), name)  # Damascus is one topic with Syria.
    return list(named.values())


def names_in(text: str, speaker: str) -> list[str]:
    """Return the names in a statement that are neither its speaker's nor those of days."""
    own = {word.lower() for word in tokens(speaker)}
    names = []
    for match in _NAME.finditer(text):
        name = re.sub(r"[’']s?$", "", match.group())
        words = name.removeprefix("the ").split()
        opens = match.start() == 0 or text[: match.start()].rstrip()[-1:] in '.!?“"'
        if words[0] in _NO_TOPIC or (opens and not _is_known(words)):
            continue
        if set(words) & _DAYS or own & {w.lower() for w in words} or len(words[-1]) < 2:
            continue
        if words[-1] in _CUT_OFF or re.search(r"[’']", name) or words[0] in _CALLS:
            continue
        if len(words) == 1 and words[0].lower().removesuffix("s") in _ADJECTIVES:
            continue
        if name.startswith("the ") and len(words) == 1 and _GOES_ON.match(text, match.end()):
            continue  # "the Astana format"
        names.append(name)
    return names


def _is_known(words: list[str]) -> bool:
    """Whether a name that opens a sentence is one, not a word with a capital."""
    return len(words) > 1 or words[0].lower() in COUNTRY_OF or words[0].isupper()
