"""Sentences of different articles of one story that do not agree on a number or a day.

Only what is plainly the same fact is compared: the same kind of thing counted, in sentences that
say the same otherwise, of about the same day. A toll that rises from day to day is no
disagreement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from assistant.dates import DateMention
from assistant.grounding import content_words
from assistant.overview.lines import Line
from assistant.overview.quantities import Quantity, agree, quantities
from assistant.resolving import dates_at
from index import Article
from index.embedding import Embedder

MOST = 3
"""Pairs shown of one story."""
READ_LINES = 20
"""Sentences of each article that are read: what comes later is seldom the news."""
TOLLS = frozenset({"killed", "injured", "missing", "arrested"})
TOLL_WORDS, TOLL_COSINE = 0.25, 0.6
FACT_WORDS, FACT_COSINE = 0.6, 0.8
DATE_WORDS, DATE_COSINE = 0.6, 0.8
"""Least share of content words that two sentences have in common (of the shorter's), and least
cosine of what they mean, for tolls, other numbers, and days."""
NEAR_DAYS = 1

# Stems of words that tell one of several from the others.
_WHICH = frozenset(
    "first second third fourth fifth another latest last previou earlier final begin began start "
    "end ended ending open clos against".split()
)


@dataclass(frozen=True, slots=True)
class _Fact:
    line: Line
    quantity: Quantity | None
    day: DateMention | None
    words: frozenset[str]

    @property
    def kind(self) -> str:
        return self.quantity.unit if self.quantity else "day"


def disagreements(
    embedder: Embedder, articles: Sequence[Sequence[Line]]
) -> list[tuple[Line, Line]]:
    """Return pairs of lines of different articles that do not agree, the older article's first.

    :param articles: the lines of each article of one story.
    """
    facts = [list(_facts(lines)) for lines in articles]
    pairs = [
        (one, other)
        for first, second in combinations(facts, 2)
        for one in first
        for other in second
        if _may_disagree(one, other)
    ]
    if not pairs:
        return []
    texts = list(dict.fromkeys(fact.line.text for pair in pairs for fact in pair))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    found: list[tuple[float, _Fact, _Fact]] = []
    for one, other in pairs:
        cosine = float(np.dot(vectors[one.line.text], vectors[other.line.text]))
        if cosine >= _least(one)[1]:
            found.append((cosine, one, other))
    return _distinct(sorted(found, key=lambda item: -item[0]))


def _facts(lines: Sequence[Line]) -> Iterator[_Fact]:
    for line in lines[:READ_LINES]:
        text = line.text
        days = list(dates_at(line.article, *line.span))
        words = frozenset(word for word in content_words(text) if not word[0].isdigit())
        alone = days[0] if len(days) == 1 else None
        named = list(quantities(text))
        for quantity in named:
            # Two numbers of one kind in a sentence: which is meant is not plain.
            if sum(quantity.unit == other.unit for other in named) == 1:
                yield _Fact(line, quantity, alone, words)
        # "On Tuesday" may be reckoned from a date that the page was given later.
        if alone and alone.since == alone.until and _names_its_day(line.article, alone):
            yield _Fact(line, None, alone, words)


def _names_its_day(article: Article, day: DateMention) -> bool:
    return any(character.isdigit() for character in article.text[day.start : day.end])


def _may_disagree(one: _Fact, other: _Fact) -> bool:
    if one.kind != other.kind or one.line.text == other.line.text:
        return False
    if one.quantity and other.quantity:
        if agree(one.quantity, other.quantity) or not _of_one_time(one, other):
            return False
    elif not _are_other_days(one, other):
        return False
    if one.words & _WHICH != other.words & _WHICH:
        return False
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return shared >= _least(one)[0]


def _least(fact: _Fact) -> tuple[float, float]:
    if fact.quantity is None:
        return DATE_WORDS, DATE_COSINE
    if fact.kind in TOLLS:
        return TOLL_WORDS, TOLL_COSINE
    return FACT_WORDS, FACT_COSINE


def _of_one_time(one: _Fact, other: _Fact) -> bool:
    """Whether two numbers are of about the same day: what changes daily is no disagreement."""
    if one.day and other.day and not _overlap(one.day, other.day):
        return False
    return _are_near(one.line.article, other.line.article)


def _are_near(one: Article, other: Article) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= NEAR_DAYS


def _are_other_days(one: _Fact, other: _Fact) -> bool:
    """Whether two days named are different ones near to each other, the rest being the same."""
    if one.day is None or other.day is None or _overlap(one.day, other.day):
        return False
    numbers = [{q.value for q in quantities(fact.line.text)} for fact in (one, other)]
    return abs((one.day.since - other.day.since).days) <= 31 and numbers[0] == numbers[1]


def _overlap(one: DateMention, other: DateMention) -> bool:
    return one.since <= other.until and other.since <= one.until


def _distinct(found: Sequence[tuple[float, _Fact, _Fact]]) -> list[tuple[Line, Line]]:
    """Return the first pairs, one for each kind of fact and pair of articles, older first."""
    kept: list[tuple[Line, Line]] = []
    seen: set[object] = set()
    for _, one, other in found:
        values = frozenset(
            fact.quantity.value if fact.quantity else (fact.day and fact.day.since)
            for fact in (one, other)
        )
        if (one.kind, values) in seen or len(kept) == MOST:
            continue
        seen.add((one.kind, values))
        first, second = sorted(
            (one.line, other.line),
            key=lambda line: (
                line.article.published.toordinal() if line.article.published else 0,
                line.article.id,
            ),
        )
        kept.append((first, second))
    return kept
