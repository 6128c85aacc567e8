"""Questions worth asking, answerable by construction: each is asked before it is suggested."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from assistant.grounding import tokens
from assistant.statements import extract
from assistant.types import Answer, Refusal
from index import Article

WANTED = 3
MAX_ASKED = 10
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_PLACE = re.compile(r"\b(?:in|at|near) ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b")
_ADJECTIVE = re.compile(r"(?:ian|ish|ese|eli|aqi|ench|erman)$")
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)

Ask = Callable[[str], Answer | Refusal]


def suggest(articles: Sequence[Article], ask: Ask) -> list[str]:
    """Return up to three questions of different kinds that `ask` answers."""
    suggested: list[str] = []
    kinds: set[str] = set()
    for asked, (kind, question) in enumerate(_candidates(articles)):
        if len(suggested) == WANTED or asked == MAX_ASKED:
            break
        if kind in kinds and len(kinds) < WANTED and asked < MAX_ASKED - 1:
            continue
        if question not in suggested and isinstance(ask(question), Answer):
            suggested.append(question)
            kinds.add(kind)
    return suggested


def _candidates(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Yield (kind, question), the kinds in turn, article by article."""
    for article in articles:
        for turn in zip_longest(_said(article), _where(article), _who(article)):
            yield from (candidate for candidate in turn if candidate is not None)


def _said(article: Article) -> Iterator[tuple[str, str]]:
    for statement in extract(article):
        topic = _topic(statement.text, statement.speaker)
        if topic and statement.speaker[:1].isupper() and " " in statement.speaker:
            yield "said", f"What did {statement.speaker} say about {topic}?"


def _where(article: Article) -> Iterator[tuple[str, str]]:
    places = Counter(place for place in _PLACE.findall(article.text) if not _is_date(place))
    for place, _ in places.most_common(2):
        yield "happened", f"What happened in {place}?"


def _who(article: Article) -> Iterator[tuple[str, str]]:
    speakers = Counter(s.speaker for s in extract(article) if len(tokens(s.speaker)) > 1)
    for speaker, _ in speakers.most_common(2):
        yield "who", f"Who is {speaker}?"


def _topic(text: str, speaker: str) -> str | None:
    """Return the first name in a statement that is not the speaker's own."""
    for name in _NAME.findall(text):
        plain = re.sub(r"[’']s$", "", name)
        if _ADJECTIVE.search(plain) or _is_date(plain):
            continue
        if not set(tokens(plain)) & set(tokens(speaker)):
            return plain
    return None


def _is_date(name: str) -> bool:
    return bool(set(name.split()) & _DAYS)
