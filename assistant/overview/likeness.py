"""How much two articles tell the same story: pure functions of what is known of each."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import stem, tokens
from index import Article
from index.duplicates import DUPLICATE, signature, similarity
from index.terms import STOP_WORDS

FloatArray = NDArray[np.float32]

LEAD_WORDS = 120
"""News says at its beginning what it is about; what follows is background to many stories."""
NAME_WEIGHT = 2
PRIOR_ARTICLES = 60
"""Pretended articles without any of the words, so that in a set of three that all tell one
story its words still count for something."""
WORDS_WEIGHT, HEADLINE_NAME = 0.66, 0.2
"""What the root of a word cosine of 1 is worth in cosine of meaning, and a name of one article
only that is in a headline and at the other's beginning: a follow-up tells in other words what
came next, and keeps the name."""
DAYS_WEIGHT, KIND_WEIGHT, SAME_KIND = 0.02, 0.2, 0.2
"""What a time apart that is e times as long costs, and what more for each cosine by which the
headlines are closer than `SAME_KIND`: alike on one day they tell the same, alike months apart
the like of it, the next quake, vote or weekly column.

These weights and `stories.SAME_STORY` were chosen on one part of a labelled set (by logistic
regression on its pairs, then by the groups), held against news, and judged on the other parts."""
MAYBE_DUPLICATE = 0.6
"""Shingles are compared where the likeness is at least this."""
CERTAIN = 2.0
"""The likeness of copies."""
FAR = -1.0
"""The likeness of a round-up of many stories to each of them."""
UNKNOWN_DAYS = 7
"""How far apart articles are taken to be where one has no date."""

_ROUND_UP = re.compile(
    r"\bthings (?:you (?:need|have) )?to know(?! about)\b|\b(?:daily|morning|evening) briefing\b|"
    r"\b(?:news|week|day) in (?:brief|review|pictures)\b|\b(?:news|weekly) round-?up\b",
    re.IGNORECASE,
)

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december today yesterday".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is compared by.

    `vector` (d,) of the title and the beginning and `headline` (d,) of the title are
    L2-normalised; `words` are the stems there with how often they count, `names` those that are
    names, `in_headline` the names of the title; `signature` is the whole text's
    (`index.duplicates`).
    """

    vector: FloatArray
    headline: FloatArray
    words: Mapping[str, int]
    names: frozenset[str]
    in_headline: frozenset[str]
    published: date | None
    signature: bytes
    is_round_up: bool


def profile(article: Article, vector: FloatArray, headline: FloatArray) -> Profile:
    """Return what an article is compared by; names count double."""
    lead = " ".join(article.text.split()[:LEAD_WORDS])
    found = tokens(f"{article.title}. {lead}")
    small = {token for token in found if token[:1].islower()}
    words: Counter[str] = Counter()
    names = set()
    for token in found:
        lower = token.lower()
        if lower in STOP_WORDS or lower in _CALENDAR or len(lower) < 2:
            continue
        is_name = token[:1].isupper() and lower not in small
        words[stem(lower)] += NAME_WEIGHT if is_name else 1
        if is_name:
            names.add(stem(lower))
    return Profile(
        vector,
        headline,
        words,
        frozenset(names),
        frozenset(names & {stem(token.lower()) for token in tokens(article.title)}),
        article.published,
        signature(article.text),
        _ROUND_UP.search(article.title) is not None,
    )


class Likeness:
    """The likeness of each article of a set to each other one.

    cosine of meaning + `WORDS_WEIGHT` x root of the cosine of tf-idf + `HEADLINE_NAME` x rarity of
    the rarest name that both have and a headline has - ln(1 + days apart) x (`DAYS_WEIGHT` +
    `KIND_WEIGHT` x what the headlines' cosine is above `SAME_KIND`); news-event detection weighs
    meaning, words, names and time (Miranda et al., 2018, arXiv:1809.00540; Linger and Hajaiej,
    2020, arXiv:2004.08123).
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._vectors = np.stack([p.vector for p in profiles])  # (n, d)
        self._headlines = np.stack([p.headline for p in profiles])  # (n, d)
        self._weights = _tf_idf([p.words for p in profiles])
        self._postings = _postings(self._weights)
        self._named = _named(profiles)
        # NaN stands for no date, and stays NaN in every difference.
        self._days = np.array(
            [p.published.toordinal() if p.published else np.nan for p in profiles], np.float64
        )
        self._is_round_up = np.array([p.is_round_up for p in profiles])

    def to(self, number: int) -> FloatArray:
        """Return (n,) float32: the likeness of every article to this one; 0 is far off."""
        apart = np.nan_to_num(np.abs(self._days - self._days[number]), nan=UNKNOWN_DAYS)
        same_kind = np.maximum(self._headlines @ self._headlines[number] - SAME_KIND, 0)
        row: FloatArray = np.asarray(
            self._vectors @ self._vectors[number]
            + WORDS_WEIGHT * np.sqrt(self._word_cosines(number))
            + HEADLINE_NAME * self._rarest_names(number)
            - np.log1p(apart) * (DAYS_WEIGHT + KIND_WEIGHT * same_kind),
            np.float32,
        )
        own = self._profiles[number].signature
        likely = np.flatnonzero(row >= MAYBE_DUPLICATE).tolist()
        row[self._is_round_up | self._is_round_up[number]] = FAR
        for other in likely:
            if similarity(own, self._profiles[other].signature) >= DUPLICATE:
                row[other] = CERTAIN
        return row

    def _rarest_names(self, number: int) -> FloatArray:
        """Return (n,), 0 to 1: how rare the rarest shared name is of those in either headline."""
        row = np.zeros(len(self._profiles), np.float32)
        own = self._profiles[number]
        for name in own.names:
            articles, in_headline = self._named[name]
            rarity = _idf(len(articles), len(row)) / _idf(1, len(row))
            told = articles if name in own.in_headline else articles[in_headline]
            row[told] = np.maximum(row[told], rarity)
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
    weighted = []
    for bag in bags:
        raw = {
            word: (1 + math.log(count)) * _idf(held[word], len(bags)) for word, count in bag.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        weighted.append({word: weight / length for word, weight in raw.items()})
    return weighted


def _idf(held: int, count: int) -> float:
    return math.log((count + PRIOR_ARTICLES) / (held + 0.5))


def _named(
    profiles: Sequence[Profile],
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    """Return name -> (articles (k,) that name it at the beginning, whether in the headline)."""
    lists: dict[str, list[int]] = {}
    for number, each in enumerate(profiles):
        for name in each.names:
            lists.setdefault(name, []).append(number)
    return {
        name: (
            np.array(numbers, np.int64),
            np.array([name in profiles[n].in_headline for n in numbers], np.bool_),
        )
        for name, numbers in lists.items()
    }


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
