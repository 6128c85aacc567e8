"""A story's articles -> the one that stands for it, and the sentences that tell it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from assistant.overview.likeness import FloatArray
from assistant.overview.lines import (
    Line,
    begins_with_surname,
    lines,
    says_the_same,
    stands_alone,
)
from index import Article

NEARLY = 0.1
"""The newest article stands for a story if it is nearer to its middle than the nearest, less
this much cosine."""
FIRST_LINES, FURTHER_LINES, FURTHER_ARTICLES = 5, 2, 3
"""Sentences considered: of the article that stands for the story, and of others."""
LEAD_BONUS, LEAD_DECAY = 0.35, 1.5
"""News puts first what matters most: what a sentence gains in cosine at the beginning, and after
how many sentences the gain falls by e."""
OTHER_BONUS = 0.05
"""What a second sentence gains by coming from another source."""
LEAST_SECOND = 0.45
"""Least score of a second sentence."""
MAX_COSINE = 0.75
"""Sentences that are closer to each other say the same."""
LEANING, BARE_NAME = 0.3, 0.15
"""What a sentence loses that leans on another or speaks to its reader, and one that begins with
a surname which the article introduces elsewhere."""

_BESIDE_THE_NEWS = re.compile(
    r"^(?:opinions?|analysis|editorial|comment|review|photos?|in photos|in pictures|video|watch|"
    r"explainer|quiz|letters?|live|factbox|timeline|\w+ things)\b|"
    r"\b(?:things (?:to know|you need to know)|what (?:to|we|you need to) know|how to watch|"
    r"everything you need|photos this week|live updates?|recap|explained|in pictures)\b|\?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, and the vector (d,) of its title and beginning."""

    article: Article
    vector: FloatArray


@dataclass(frozen=True, slots=True)
class Plot:
    """A story before it is told: members, the one that stands for it first, and their middle.

    `pool` are the lines it may be told in.
    """

    members: tuple[Member, ...]
    centre: FloatArray
    pool: tuple[Line, ...]


def plot(members: Sequence[Member]) -> Plot:
    """Order a story's articles and gather the lines it may be told in."""
    centre = _unit(np.sum([m.vector for m in members], axis=0))
    ordered = _ordered(members, centre)
    pool = _first(lines(ordered[0].article), FIRST_LINES)
    for member in ordered[1 : 1 + FURTHER_ARTICLES]:
        pool += _first(lines(member.article), FURTHER_LINES)
    return Plot(tuple(ordered), centre, tuple(pool))


def told(plot: Plot, vectors: Mapping[str, FloatArray]) -> list[Line]:
    """Return the one or two lines that tell a story; of an article without prose, none.

    :param vectors: the vector (d,) of each text of the pool.
    """
    lead = plot.members[0].article
    scores = {line: _score(line, vectors[line.text], plot.centre) for line in plot.pool}
    own = [line for line in plot.pool if line.article is lead] or list(plot.pool)
    if not own:
        return []
    first = max(own, key=lambda line: scores[line])
    best: tuple[float, Line] | None = None
    for line in plot.pool:
        cosine = float(np.dot(vectors[line.text], vectors[first.text]))
        if line is first or cosine > MAX_COSINE or says_the_same(line.text, first.text):
            continue
        follows = line.article is first.article and line.number == first.number + 1
        if not (stands_alone(line.text) or follows):
            continue
        score = scores[line] + OTHER_BONUS * (line.article is not lead)
        if score >= LEAST_SECOND and (best is None or score > best[0]):
            best = score, line
    if best is None:
        return [first]
    return [first, best[1]]


def is_beside_the_news(title: str) -> bool:
    """Whether a title is that of an opinion, an explanation, pictures or a round-up."""
    return _BESIDE_THE_NEWS.search(title) is not None


def newest(members: Sequence[Member]) -> date | None:
    """Return the newest date among articles."""
    return max((m.article.published for m in members if m.article.published), default=None)


def _ordered(members: Sequence[Member], centre: FloatArray) -> list[Member]:
    """Return the article that stands for a story, then the others, newest first.

    It is the newest of those that are nearly as near to the story's middle as the nearest; news
    before opinions, pictures and round-ups.
    """
    nearness = {m.article.id: float(m.vector @ centre) for m in members}
    news = [m for m in members if not is_beside_the_news(m.article.title)] or list(members)
    least = max(nearness[m.article.id] for m in news) - NEARLY
    central = [m for m in news if nearness[m.article.id] >= least]
    first = max(central, key=lambda m: (_day(m), nearness[m.article.id], m.article.id))
    others = [m for m in members if m is not first]
    others.sort(key=lambda m: (-_day(m), -nearness[m.article.id], m.article.id))
    return [first, *others]


def _score(line: Line, vector: FloatArray, centre: FloatArray) -> float:
    lead = LEAD_BONUS * float(np.exp(-line.number / LEAD_DECAY))
    lost = LEANING * (not stands_alone(line.text)) + BARE_NAME * begins_with_surname(line)
    return float(vector @ centre) + lead - lost


def _first(found: Iterable[Line], count: int) -> list[Line]:
    return list(islice(found, count))


def _day(member: Member) -> int:
    return member.article.published.toordinal() if member.article.published else 0


def _unit(vector: FloatArray) -> FloatArray:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
