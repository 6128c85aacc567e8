"""FAISS itself, and the exact index: inner product over L2-normalised vectors, by passage."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.scope import Scope

IdArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]
Neighbours = tuple[IdArray, FloatArray]
"""The identifiers of the nearest, best first, and their cosines."""
Read = Callable[[IdArray], tuple[IdArray, FloatArray]]
"""Identifiers -> those still there, and their vectors (n, d), from the store."""
BLOCK = 8192
"""Vectors held in memory at a time when many are read."""


class ExactIndex:
    """Every vector as float16, as the store has it, compared one by one."""

    def __init__(self, dimensions: int) -> None:
        faiss = faiss_alone()
        codes = faiss.IndexScalarQuantizer(
            dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index = faiss.IndexIDMap2(codes)

    def __len__(self) -> int:
        """The number of vectors held."""
        return int(self._index.ntotal)

    @property
    def ids(self) -> IdArray:
        """The identifiers held, in no order."""
        return np.array(faiss_alone().vector_to_array(self._index.id_map), np.int64)

    def add(self, ids: IdArray, vectors: FloatArray) -> None:
        """Add vectors, (n, dimensions), under new identifiers (n,)."""
        if len(ids):
            self._index.add_with_ids(vectors, ids)

    def remove(self, ids: IdArray) -> None:
        """Forget these identifiers; unknown ones are ignored."""
        if len(ids) and len(self):
            self._index.remove_ids(faiss_alone().IDSelectorBatch(ids))

    def search(self, vector: FloatArray, limit: int, scope: Scope | None = None) -> Neighbours:
        """Return (identifiers, cosines) of the nearest, best first.

        :param vector: (dimensions,), L2-normalised.
        :param scope: search among these identifiers only, not afterwards but inside FAISS.
        """
        faiss = faiss_alone()
        limit = min(limit, len(self))
        if limit == 0:
            return _nothing()
        selector = None if scope is None else faiss.IDSelectorBitmap(scope.bits)
        parameters = None if scope is None else faiss.SearchParameters(sel=selector)
        scores, ids = self._index.search(vector[None, :], limit, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def write(self, path: Path) -> int:
        """Write the index; all of its bytes must be right before it is read."""
        faiss_alone().write_index(self._index, str(path))
        return path.stat().st_size

    @classmethod
    def read(cls, path: Path, dimensions: int) -> "ExactIndex":
        """Read what `write` wrote."""
        made = cls(dimensions)
        made._index = faiss_alone().read_index(str(path))
        return made


def blocks(ids: IdArray) -> Iterator[IdArray]:
    """Yield identifiers in blocks that fit the memory with their vectors."""
    for start in range(0, len(ids), BLOCK):
        yield ids[start : start + BLOCK]


def _nothing() -> Neighbours:
    return np.empty(0, np.int64), np.empty(0, np.float32)


def faiss_alone() -> Any:
    """Return FAISS, set to one thread: a query is too small a piece of work to share out.

    The setting is each thread's own, so it is made every time.
    """
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss
