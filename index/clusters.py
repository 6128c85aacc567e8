"""Vectors in clusters: FAISS's inverted file with 8-bit codes, built once and mapped from disk."""

import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.recall import nearest_exactly, recall_of
from index.scope import Scope
from index.vectors import BLOCK, FloatArray, IdArray, Read, blocks, faiss_alone

GoOn = Callable[[], None]
"""Called between the steps of long work; raises to end it."""

LISTS_PER_ROOT = 4.0
"""Clusters for each square root of the number of vectors, as FAISS's authors advise."""
SAMPLE_PER_LIST = 32
ROUNDS = 8
"""Rounds of k-means; later ones hardly move recall."""
CANDIDATES = 50
RECALL, LEAST_PROBES = 0.998, 96
"""The clusters looked at are the fewest whose recall@10 reaches this on stored vectors, but so
many at least: questions lie farther from the passages than passages do from each other."""
MEASURED = 200
"""On how many of the stored vectors at most recall is measured."""


class ClusteredIndex:
    """Vectors in clusters, as 8-bit codes of what tells them from their cluster's centre.

    Only the clusters nearest to a query are looked at (inverted file; Jegou, Douze and Schmid,
    2011). It never changes: the file is mapped, and what is not looked at stays on the disk.
    Cosines are approximate.
    """

    def __init__(self, path: Path) -> None:
        faiss = faiss_alone()
        flags = faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY if os.name == "posix" else 0
        self._index = faiss.read_index(str(path), flags)
        lists = faiss.downcast_InvertedLists(self._index.invlists)
        if isinstance(lists, faiss.OnDiskInvertedLists):
            # Threads that read lists ahead are started for every query and cost more than it does.
            lists.prefetch_nthread = 0

    def __len__(self) -> int:
        """The number of vectors held."""
        return int(self._index.ntotal)

    @property
    def lists(self) -> int:
        """The number of clusters."""
        return int(self._index.nlist)

    @property
    def ids(self) -> IdArray:
        """The identifiers held, in no order."""
        faiss, held = faiss_alone(), self._index.invlists
        parts = [np.empty(0, np.int64)]
        for number in range(self.lists):
            size = held.list_size(number)
            if size:
                parts.append(faiss.rev_swig_ptr(held.get_ids(number), size).copy())
        return np.concatenate(parts)

    def search(
        self, vector: FloatArray, limit: int, scope: Scope | None, removed: Scope
    ) -> IdArray:
        """Return the identifiers of the nearest, best first.

        :param scope: search all clusters, and among these identifiers only.
        :param removed: leave these out.
        """
        return _search(self._index, vector, limit, scope, removed)

    def merged(self, removed: IdArray, ids: IdArray, vectors: FloatArray) -> "Built":
        """Return all of this less what was removed plus new vectors, in the same clusters."""
        faiss = faiss_alone()
        index = _empty(faiss.clone_index(self._index.quantizer))
        index.sq, index.is_trained = self._index.sq, True
        index.nprobe = self._index.nprobe
        everything = faiss.InvertedLists.SUBSET_TYPE_ID_RANGE, 0, np.iinfo(np.int64).max
        self._index.invlists.copy_subset_to(index.invlists, *everything)
        index.ntotal = len(self)
        if len(removed):
            index.remove_ids(faiss.IDSelectorBatch(removed))
        if len(ids):
            index.add_with_ids(vectors, ids)
        return Built(index)


class Built:
    """A clustered index in memory, to be written."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def __len__(self) -> int:
        """The number of vectors held."""
        return int(self._index.ntotal)

    @classmethod
    def of(cls, ids: IdArray, read: Read, dimensions: int, go_on: GoOn) -> "Built":
        """Cluster the vectors of these identifiers; what is gone by now is left out."""
        faiss = faiss_alone()
        lists = wanted_lists(len(ids))
        sample = np.random.default_rng(0).permutation(ids)[: lists * SAMPLE_PER_LIST]
        _, vectors = read(np.sort(sample))
        centres = faiss.IndexFlatIP(dimensions)
        centres.add(_centres(vectors, min(lists, len(vectors)), go_on))
        index = _empty(centres)
        index.train(vectors)
        for block in blocks(ids):
            go_on()
            numbers, held = read(block)
            index.add_with_ids(held, numbers)
        made = cls(index)
        # Identifiers grow with time: a stride has old and new passages among them.
        stride = max(1, math.ceil(len(vectors) / MEASURED))
        made._choose_probes(vectors[::stride], ids, read, go_on)
        return made

    def write(self, path: Path) -> int:
        """Write the index; what comes before the lists' codes must be right before it is read."""
        faiss_alone().write_index(self._index, str(path))
        codes = len(self) * (self._index.code_size + np.dtype(np.int64).itemsize)
        return path.stat().st_size - int(codes)

    def _choose_probes(self, queries: FloatArray, ids: IdArray, read: Read, go_on: GoOn) -> None:
        exact = nearest_exactly(queries, (read(block) for block in blocks(ids)), go_on)
        none = Scope(np.empty(0, np.int64))
        for probes in _steps(self._index.nlist):
            self._index.nprobe = probes
            found = [_search(self._index, query, CANDIDATES, None, none) for query in queries]
            if recall_of(found, exact) >= RECALL:
                return


def wanted_lists(count: int) -> int:
    """Return the number of clusters that suits a number of vectors."""
    return max(1, int(LISTS_PER_ROOT * math.sqrt(count)))


def _search(
    index: Any, vector: FloatArray, limit: int, scope: Scope | None, removed: Scope
) -> IdArray:
    faiss = faiss_alone()
    probes, selector = index.nprobe, None
    if scope is not None:
        # Those in scope may lie in any cluster.
        probes, selector = index.nlist, faiss.IDSelectorBitmap(scope.bits)
    elif len(removed):
        among_removed = faiss.IDSelectorBitmap(removed.bits)  # FAISS does not keep it alive
        selector = faiss.IDSelectorNot(among_removed)
    parameters = faiss.SearchParametersIVF(nprobe=probes, sel=selector)
    _, ids = index.search(vector[None, :], limit, params=parameters)
    return np.asarray(ids[0][ids[0] >= 0], np.int64)


def _empty(centres: Any) -> Any:
    """Return a clustered index of FAISS that holds nothing yet and owns its centres."""
    faiss = faiss_alone()
    index = faiss.IndexIVFScalarQuantizer(
        centres, centres.d, centres.ntotal, faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )  # fmt: skip
    index.own_fields = True
    centres.this.disown()
    return index


def _centres(sample: FloatArray, count: int, go_on: GoOn) -> FloatArray:
    """Return `count` unit centres: spherical k-means (Dhillon and Modha, 2001)."""
    faiss = faiss_alone()
    chosen = np.random.default_rng(0).choice(len(sample), count, replace=False)
    centres = sample[chosen]
    for _ in range(ROUNDS):
        coarse = faiss.IndexFlatIP(sample.shape[1])
        coarse.add(centres)
        sums = np.zeros_like(centres)
        for start in range(0, len(sample), BLOCK):
            go_on()
            block = sample[start : start + BLOCK]
            nearest = coarse.search(block, 1)[1][:, 0]
            order = np.argsort(nearest, kind="stable")
            numbers, firsts = np.unique(nearest[order], return_index=True)
            sums[numbers] += np.add.reduceat(block[order], firsts)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        # A centre that nothing is nearest to stays where it is.
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centres)
    return np.ascontiguousarray(centres, np.float32)


def _steps(lists: int) -> Iterator[int]:
    """Yield numbers of clusters to look at, each about a fifth more, up to all."""
    probes = LEAST_PROBES
    while probes < lists:
        yield probes
        probes = math.ceil(probes * 1.2)
    yield lists
