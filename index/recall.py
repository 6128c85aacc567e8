"""How much of the true nearest neighbours an approximate search finds."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

IdArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]

NEIGHBOURS = 10


def nearest_exactly(
    queries: FloatArray,
    blocks: Iterable[tuple[IdArray, FloatArray]],
    go_on: Callable[[], None] | None = None,
    count: int = NEIGHBOURS,
) -> IdArray:
    """Compare queries (q, d) with every vector and return their nearest, (q, count), best first.

    :param blocks: (identifiers (n,), vectors (n, d)), together all there are.
    :param go_on: called between blocks.
    """
    ids = np.full((len(queries), count), -1, np.int64)
    scores = np.full((len(queries), count), -np.inf, np.float32)
    for numbers, vectors in blocks:
        if go_on is not None:
            go_on()
        pool = np.concatenate([scores, queries @ vectors.T], axis=1)
        names = np.concatenate(
            [ids, np.broadcast_to(numbers, (len(queries), len(numbers)))], axis=1
        )
        best = np.argpartition(-pool, count - 1, axis=1)[:, :count]
        scores, ids = np.take_along_axis(pool, best, 1), np.take_along_axis(names, best, 1)
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(ids, order, 1)


def recall_of(found: Sequence[IdArray], exact: IdArray) -> float:
    """Return the share of `exact` (q, k) that is among what was found for each query; 0 to 1."""
    wanted = exact >= 0
    hits = sum(
        int(np.isin(row[row >= 0], ids).sum()) for ids, row in zip(found, exact, strict=True)
    )
    return hits / int(wanted.sum()) if wanted.any() else 1.0
