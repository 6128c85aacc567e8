"""Articles -> `Timeline`: what happened when, the same event told once, the lesser ones left out.

Code chooses and no model writes: every line is a sentence of an article.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.overview.citing import StatementsOf, cite
from assistant.overview.events import Dated
from assistant.overview.likeness import FloatArray
from assistant.overview.lines import Line, begins_with_surname, says_the_same, stands_alone
from assistant.types import Event
from index import Article

MOST_EVENTS = 40
FEWEST_EACH, MOST_EACH = 2, 10
"""Events that one article may give to a timeline: fewer, the more articles there are."""
SAME_DAY_COSINE, NEXT_DAY_COSINE = 0.62, 0.75
"""Least cosine of two sentences on one event, where their days are the same, and where they are
a day apart: the report of the morning after has its own date."""
LEAD_BONUS, LEAD_DECAY = 0.3, 3.0
"""What a sentence gains at its article's beginning, and after how many sentences the gain falls
by e."""
ONE_DAY = 0.15
"""What it gains by telling the very day."""
LEANING, BARE_NAME = 0.3, 0.1
"""What it loses by leaning on another, and by beginning with a surname or a thing ("The talks")
that is introduced elsewhere."""
TOLD_AGAIN = 0.15
"""What an event gains for each e-fold of the articles that tell of it."""

_KNOWN_THING = re.compile(r"The [a-z]+ (?:was|were|is|are|has|had|have|began|took|came|met)\b")


@dataclass(slots=True)
class Told:
    """An event, the sentence that tells it best, and the other articles that tell of it."""

    best: Dated
    vector: FloatArray
    score: float
    others: list[Article] = field(default_factory=list)

    @property
    def importance(self) -> float:
        """How much it matters, the more the more articles tell of it."""
        return self.score + TOLD_AGAIN * float(np.log1p(len(self.others)))


def rate(event: Dated, vector: FloatArray, middle: FloatArray) -> float:
    """Return how much a dated sentence matters in its article.

    :param vector: (d,) of the sentence; `middle` (d,) of the article's title and beginning.
    """
    line = event.line
    lead = LEAD_BONUS * float(np.exp(-line.number / LEAD_DECAY))
    is_known = begins_with_surname(line) or _KNOWN_THING.match(line.text) is not None
    lost = LEANING * (not stands_alone(line.text)) + BARE_NAME * is_known
    told = ONE_DAY * (event.is_of_one_day and event.words is not None)
    return float(vector @ middle) + lead + told - lost


def merged(
    found: Sequence[Dated], vectors: Mapping[Line, FloatArray], scores: Mapping[Line, float]
) -> list[Told]:
    """Return each event once, told by the sentence that matters most, in order of importance."""
    events: list[Told] = []
    for dated in sorted(found, key=lambda dated: -scores[dated.line]):
        vector = vectors[dated.line]
        same = next((event for event in events if _is_same(event, dated, vector)), None)
        if same is None:
            events.append(Told(dated, vector, scores[dated.line]))
        elif dated.line.article.id not in _ids(same):
            same.others.append(dated.line.article)
    return sorted(events, key=lambda event: -event.importance)


def chosen(events: Sequence[Told], articles: int, statements_of: StatementsOf) -> list[Event]:
    """Return the most important events, oldest first, not too many of one article."""
    each = min(MOST_EACH, max(FEWEST_EACH, -(-MOST_EVENTS // max(1, articles))))
    given: Counter[str] = Counter()
    kept: list[Event] = []
    for event in events:
        name = event.best.line.article.id
        if len(kept) == MOST_EVENTS:
            break
        if given[name] == each:
            continue
        cited = cite(event.best.line, statements_of)
        if not stands_alone(cited.text):
            continue
        given[name] += 1
        others = tuple(article.id for article in event.others)
        kept.append(Event(event.best.since, event.best.words, cited, others))
    return sorted(kept, key=lambda event: event.date)


def _is_same(event: Told, dated: Dated, vector: FloatArray) -> bool:
    best = event.best
    if best.is_of_one_day != dated.is_of_one_day:
        return False
    apart = abs((best.since - dated.since).days)
    if apart > 1 or (apart and not dated.is_of_one_day):
        return False
    cosine = float(event.vector @ vector)
    if cosine >= (NEXT_DAY_COSINE if apart else SAME_DAY_COSINE):
        return True
    return not apart and says_the_same(best.line.text, dated.line.text)


def _ids(event: Told) -> set[str]:
    return {event.best.line.article.id, *(article.id for article in event.others)}
