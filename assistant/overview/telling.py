"""A story's articles -> the one that stands for it, and the sentences that tell it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from assistant.overview.likeness import FloatArray
from assistant.overview.lines import (
    Line,
    begins_with_surname,
    lines,
    names_something,
    says_the_same,
    stands_alone,
)
from assistant.overview.selecting import Topic
from index import Article

TOPIC_LINES, TOPIC_BONUS = 3, 0.45
"""Further sentences considered that name the topic asked for, and what one that does gains."""
NEARLY = 0.2
"""The newest article stands for a story if it is nearer to its middle than the nearest, less
this much cosine."""
FIRST_LINES, FURTHER_LINES, FURTHER_ARTICLES = 5, 2, 3
"""Sentences considered: of the article that stands for the story, and of others."""
LEAD_BONUS, LEAD_DECAY = 0.35, 1.5
"""News puts first what matters most: what a sentence gains in cosine at the beginning, and after
how many sentences the gain falls by e."""
OTHER_BONUS, AGE_LOSS = 0.05, 0.05
"""What a second sentence gains by coming from another source, and loses for each e-fold of days
that it is older."""
LEAST_SECOND = 0.45
"""Least score of a second sentence."""
MAX_COSINE = 0.75
"""Sentences that are closer to each other say the same."""
LEANING, BARE_NAME, NAMELESS = 0.3, 0.15, 0.15
"""What a sentence loses that leans on another or speaks to its reader, one that begins with a
surname which the article introduces elsewhere, and one without a name or a number: features open
with a picture ("The morning was cold") and then tell the news."""

_BESIDE_THE_NEWS = re.compile(
    r"^(?:opinions?|analysis|editorial|comment|review|photos?|in photos|in pictures|video|watch|"
    r"explainer|quiz|letters?|live|factbox|timeline|how|why|what|who|when|where|which|here[’']s|"
    r"(?:\d+|\w+) (?:things|ways|reasons|takeaways))\b|"
    r"\b(?:things to know|need to know|(?:what|everything) to (?:know|expect)|how to watch|"
    r"photos this week|live updates?|recap|explained|in pictures|takeaways)\b|\?",
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

    `pool` are the lines it may be told in, `asked` those of them that name what was asked for.
    """

    members: tuple[Member, ...]
    centre: FloatArray
    pool: tuple[Line, ...]
    asked: frozenset[Line] = frozenset()


def plot(members: Sequence[Member], topic: Topic | None = None) -> Plot:
    """Order a story's articles and gather the lines it may be told in."""
    centre = _unit(np.sum([m.vector for m in members], axis=0))
    ordered = _ordered(members, centre)
    read = list(lines(ordered[0].article))
    pool = read[:FIRST_LINES]
    for member in ordered[1 : 1 + FURTHER_ARTICLES]:
        pool += islice(lines(member.article), FURTHER_LINES)
    if topic is None:
        return Plot(tuple(ordered), centre, tuple(pool))
    pool += islice((n for n in read[FIRST_LINES:] if topic.is_named_in(n.text)), TOPIC_LINES)
    asked = frozenset(line for line in pool if topic.is_named_in(line.text))
    return Plot(tuple(ordered), centre, tuple(pool), asked)


def told(plot: Plot, vectors: Mapping[str, FloatArray]) -> list[Line]:
    """Return the one or two lines that tell a story; of an article without prose, none.

    :param vectors: the vector (d,) of each text of the pool.
    """
    lead = plot.members[0].article
    scores = {
        line: _score(line, vectors[line.text], plot.centre) + TOPIC_BONUS * (line in plot.asked)
        for line in plot.pool
    }
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
        score = scores[line] + (0 if line.article is lead else _worth(line.article, lead))
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
    return float(vector @ centre) + lead - lost - NAMELESS * (not names_something(line))


def _worth(other: Article, lead: Article) -> float:
    """Return what a sentence of another article gains, or loses if that is older."""
    if other.published is None or lead.published is None:
        return OTHER_BONUS
    older = max(0, (lead.published - other.published).days)
    return OTHER_BONUS - AGE_LOSS * float(np.log1p(older))


def _day(member: Member) -> int:
    return member.article.published.toordinal() if member.article.published else 0


def _unit(vector: FloatArray) -> FloatArray:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
