"""How much two articles tell the same story: pure functions of what is known of each."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import stem, tokens
from index import Article
from index.duplicates import signature, similarity
from index.terms import STOP_WORDS

FloatArray = NDArray[np.float32]

LEAD_WORDS = 120
"""News says at its beginning what it is about; what follows is background to many stories."""
NAME_WEIGHT = 2
PRIOR_ARTICLES = 60
"""Pretended articles without any of the words, so that in a set of three that all tell one
story its words still count for something."""
WORDS_WEIGHT, DAYS_WEIGHT = 1.5, 0.08
"""What a word cosine of 1, and a time apart that is e times as long, are worth in cosine of
meaning. These and `stories.SAME_STORY` were chosen on one half of a labelled set and judged on
the other."""
DUPLICATE = 0.4
"""Least share of shingles that copies and updates of one report have in common."""
MAYBE_DUPLICATE = 0.6
"""Shingles are compared where the likeness is at least this."""
CERTAIN = 2.0
"""The likeness of copies."""
UNKNOWN_DAYS = 7
"""How far apart articles are taken to be where one has no date."""

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december today yesterday".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is compared by.

    `vector` (d,) is L2-normalised, of the title and the beginning; `words` are the stems there
    with how often they count; `signature` is the whole text's (`index.duplicates`).
    """

    vector: FloatArray
    words: Mapping[str, int]
    published: date | None
    signature: bytes


def profile(article: Article, vector: FloatArray) -> Profile:
    """Return what an article is compared by; names count double."""
    lead = " ".join(article.text.split()[:LEAD_WORDS])
    found = tokens(f"{article.title}. {lead}")
    small = {token for token in found if token[:1].islower()}
    words: Counter[str] = Counter()
    for token in found:
        lower = token.lower()
        if lower in STOP_WORDS or lower in _CALENDAR or len(lower) < 2:
            continue
        is_name = token[:1].isupper() and lower not in small
        words[stem(lower)] += NAME_WEIGHT if is_name else 1
    return Profile(vector, words, article.published, signature(article.text))


class Likeness:
    """The likeness of each article of a set to each other one.

    cosine of meaning + `WORDS_WEIGHT` x cosine of tf-idf - `DAYS_WEIGHT` x ln(1 + days apart),
    close to what news-event detection uses (Miranda et al., 2018, arXiv:1809.00540; Linger and
    Hajaiej, 2020, arXiv:2004.08123).
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._vectors = np.stack([p.vector for p in profiles])  # (n, d)
        self._weights = _tf_idf([p.words for p in profiles])
        self._postings = _postings(self._weights)
        # NaN stands for no date, and stays NaN in every difference.
        self._days = np.array(
            [p.published.toordinal() if p.published else np.nan for p in profiles], np.float64
        )

    def to(self, number: int) -> FloatArray:
        """Return (n,) float32: the likeness of every article to this one; 0 is far off."""
        apart = np.nan_to_num(np.abs(self._days - self._days[number]), nan=UNKNOWN_DAYS)
        row: FloatArray = np.asarray(
            self._vectors @ self._vectors[number]
            + WORDS_WEIGHT * self._word_cosines(number)
            - DAYS_WEIGHT * np.log1p(apart),
            np.float32,
        )
        own = self._profiles[number].signature
        for other in np.flatnonzero(row >= MAYBE_DUPLICATE).tolist():
            if similarity(own, self._profiles[other].signature) >= DUPLICATE:
                row[other] = CERTAIN
        return row

    def _word_cosines(self, number: int) -> FloatArray:
        row = np.zeros(len(self._profiles), np.float32)
        for word, weight in self._weights[number].items():
            articles, weights = self._postings[word]
            row[articles] += weight * weights
        return row


def _tf_idf(bags: Sequence[Mapping[str, int]]) -> list[dict[str, float]]:
    """Return L2-normalised weights (1 + ln tf) x ln((n + prior) / (df + 1/2))."""
    held = Counter(word for bag in bags for word in bag)
    total = len(bags) + PRIOR_ARTICLES
    weighted = []
    for bag in bags:
        raw = {
            word: (1 + math.log(count)) * math.log(total / (held[word] + 0.5))
            for word, count in bag.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        weighted.append({word: weight / length for word, weight in raw.items()})
    return weighted


def _postings(
    weights: Sequence[Mapping[str, float]],
) -> dict[str, tuple[NDArray[np.int64], FloatArray]]:
    """Return word -> (articles (k,), their weights (k,))."""
    lists: dict[str, list[tuple[int, float]]] = {}
    for number, bag in enumerate(weights):
        for word, weight in bag.items():
            lists.setdefault(word, []).append((number, weight))
    return {
        word: (
            np.array([number for number, _ in pairs], np.int64),
            np.array([weight for _, weight in pairs], np.float32),
        )
        for word, pairs in lists.items()
    }
