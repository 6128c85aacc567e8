"""Keyword search: BM25 (Robertson and Zaragoza, 2009) over the library's postings."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index import postings
from index.database import Database
from index.rows import generation_of
from index.scope import Scope
from index.terms import terms

K1, B = 1.2, 0.75
LEAST_IDF = 1e-6
"""What a term is worth that more than half of the passages hold."""
MOST_COUNTED = 100_000
"""A term in more passages than these tells too little for what it costs to look up."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Passages:
    """What BM25 needs to know of every passage.

    `dampening` is k1 (1 - b + b length / mean length) by identifier, infinite where there is no
    passage.
    """

    generation: int
    count: int
    dampening: Scores


class KeywordSearch:
    """The words of a library's passages and titles. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._passages = _Passages(-1, 0, np.empty(0, np.float32))

    def search(self, query: str, limit: int, scope: Scope | None) -> dict[int, float]:
        """Return passage identifier -> BM25 (higher is better), best first.

        :param scope: score these passages only; None means all.
        """
        sought = list(dict.fromkeys(terms(query)))
        if not sought:
            return {}
        with self._database.snapshot() as connection:
            passages = self._current(connection)
            if passages.count > MOST_COUNTED:
                sought = _telling(connection, sought)
            held = list(postings.read(connection, sought))
        return _best(_scored(held, passages, scope), limit)

    def _current(self, connection: sqlite3.Connection) -> _Passages:
        generation = generation_of(connection)
        if generation != self._passages.generation:
            self._passages = _measured(postings.lengths(connection), generation)
        return self._passages


def _measured(lengths: postings.Lengths, generation: int) -> _Passages:
    count = int(np.count_nonzero(lengths))
    mean = max(1.0, float(lengths.sum(dtype=np.int64)) / max(1, count))
    dampening = (K1 * (1 - B) + K1 * B / mean * lengths).astype(np.float32)
    dampening[lengths == 0] = np.inf
    return _Passages(generation, count, dampening)


def _telling(connection: sqlite3.Connection, sought: Sequence[str]) -> list[str]:
    """Return the terms that are rare enough, the rarest of all if none is."""
    held = postings.frequencies(connection, sought)
    occurring = sorted((term for term in sought if held[term]), key=held.__getitem__)
    return [term for term in occurring if held[term] <= MOST_COUNTED] or occurring[:1]


def _scored(
    held: Sequence[tuple[postings.Passages, postings.Counts]],
    passages: _Passages,
    scope: Scope | None,
) -> Scores:
    """Return the score of every passage by identifier, 0 where it holds no term or is no match."""
    scores = np.zeros(len(passages.dampening), np.float32)
    for numbers, counts in held:
        dampening = passages.dampening[numbers]
        weight = idf(int(np.count_nonzero(np.isfinite(dampening))), passages.count)
        frequency = counts.astype(np.float32) * np.float32(1 / postings.TEXT_COUNT)
        scores[numbers] += np.float32(weight * (K1 + 1)) * frequency / (frequency + dampening)
    if scope is not None:
        within = scope.flags[: len(scores)]
        scores[: len(within)] *= within
        scores[len(within) :] = 0
    return scores


def idf(held: int, count: int) -> float:
    """Return the weight of a term that `held` of `count` passages hold."""
    return max(LEAST_IDF, log((count - held + 0.5) / (held + 0.5)))


def _best(scores: Scores, limit: int) -> dict[int, float]:
    """Return the greatest scores by identifier, best first; equal ones by identifier."""
    found = np.flatnonzero(scores)
    if len(found) > limit:
        least = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= least]
    found = found[np.lexsort((found, -scores[found]))][:limit]
    return dict(zip(found.tolist(), scores[found].tolist(), strict=True))
