"""Merging rankings: pure functions."""

from collections.abc import Mapping, Sequence

RRF_K = 60
"""Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float], k: int = RRF_K
) -> list[tuple[int, float]]:
    """Return (item, score) best first: score = sum over rankings of weight / (k + rank).

    :param rankings: name -> items, best first, ranks counted from 1.
    :param weights: name -> weight, greater than 0.
    """
    scores: dict[int, float] = {}
    for name, items in rankings.items():
        for rank, item in enumerate(items, start=1):
            scores[item] = scores.get(item, 0.0) + weights[name] / (k + rank)
    # Equal scores are ordered by item, so that the same question has the same answer.
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
