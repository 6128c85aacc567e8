"""Search by meaning: FAISS kept in step with the store, and in the layout that suits its size.

Up to `EXACT_LIMIT` vectors every one is compared. Beyond that they are put into clusters, in a
thread of its own: searching and adding go on with what was there before. The clustered index
never changes; what is added later is held beside it, exactly, and merged into it from time to
time. What either finds is scored again with the store's own vectors, so that the cosines are
right, and nothing comes out that was removed.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.clusters import CANDIDATES, Built, wanted_lists
from index.recall import NEIGHBOURS, nearest_exactly, recall_of
from index.scope import Scope
from index.snapshot import SnapshotUnusable
from index.store import Mark, Store
from index.types import Filter
from index.vector_file import State, VectorFile
from index.vectors import ExactIndex, FloatArray, IdArray, blocks

log = logging.getLogger(__name__)

EXACT_LIMIT = 50_000
"""Comparing more vectors than these one by one takes longer than about 2 ms."""
SNAPSHOT_SHARE = 0.1
"""A snapshot is written again once this share of the vectors has changed; less is replayed."""
MERGE_SHARE = 0.05
"""Changes of this share of a clustered index are merged into it."""
OUTGROWN = 1.5
"""Clusters are made anew once so many times as many would suit the number of vectors."""
FEW = 1000
"""In a scope of so few passages all are read and compared: quicker than to look for them."""
CHECKED = 100
"""How many of the stored vectors `recall` searches with."""


class _Stopped(Exception):
    """Raised in the migrating thread when the library is closed."""


class DenseSearch:
    """The vectors of a store, searchable. Safe to use from many threads.

    :param model: the name of the model whose vectors the store holds.
    :param exact_limit: more vectors than these are put into clusters.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        model: str,
        dimensions: int,
        exact_limit: int = EXACT_LIMIT,
    ) -> None:
        self._store, self._dimensions = store, dimensions
        self._exact_limit = exact_limit
        self._file = VectorFile(folder, model, dimensions)
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._migration: threading.Thread | None = None
        self._state = self._opened()

    def search(self, vector: FloatArray, limit: int, where: Filter) -> dict[int, float]:
        """Return passage identifier -> cosine of the nearest, best first.

        :param vector: (dimensions,), L2-normalised.
        """
        scope = self._store.scope(where)
        if scope is not None and not len(scope):
            return {}
        # FAISS may not be searched while another thread adds to it; what is clustered never is.
        with self._lock:
            state = self.synchronise()
            found = state.fresh.search(vector, limit, scope)
        if state.clustered is None:
            return dict(zip(found[0].tolist(), found[1].tolist(), strict=True))
        if scope is not None and len(scope) <= FEW:
            near, found = scope.ids, (found[0][:0], found[1][:0])
        else:
            near = state.clustered.search(vector, max(limit, CANDIDATES), scope, state.removed)
        ids, vectors = self._read(near)
        ids, scores = np.append(ids, found[0]), np.append(vectors @ vector, found[1])
        best = np.argsort(-scores, kind="stable")[:limit]
        return dict(zip(ids[best].tolist(), scores[best].tolist(), strict=True))

    def synchronise(self) -> State:
        """Follow the store, whoever has written to it since."""
        with self._lock:
            state = self._state
            if self._store.generation() == state.mark.generation:
                return state
            changes = self._store.changes(state.mark)
            state.fresh.remove(changes.removed)
            for block in blocks(changes.added):
                state.fresh.add(*self._read(block))
            gone = changes.removed[changes.removed <= state.last]
            self._state = replace(
                state,
                mark=changes.mark,
                removed=Scope(np.append(state.removed.ids, gone)) if len(gone) else state.removed,
                unsaved=state.unsaved + len(changes.added) + len(changes.removed),
            )
            held = len(state.fresh)
            if state.clustered is None and self._state.unsaved > SNAPSHOT_SHARE * max(1, held):
                self._save_exact()
            return self._state

    def migrate(self, *, wait: bool = False) -> None:
        """Rearrange the vectors if their number asks for it, in a thread of its own.

        :param wait: return once that is done.
        """
        with self._lock:
            if not self._migrating() and self._is_due(self.synchronise()):
                self._migration = threading.Thread(
                    target=self._migrate, name="vectors", daemon=True
                )
                self._migration.start()
            running = self._migration
        if wait and running is not None:
            running.join()

    def close(self) -> None:
        """End a migration; the next `migrate` starts it over."""
        self._closing.set()
        if self._migration is not None:
            self._migration.join()

    def rebuild(self) -> None:
        """Build everything anew from the store."""
        with self._lock:
            self._state = self._from_store()
        self.migrate(wait=True)

    def recall(self) -> float | None:
        """Return recall@10 against exact search, for a sample of the stored vectors; 0 to 1.

        None where search is exact. A vector's nearest is itself, which does not count.
        """
        if self.synchronise().clustered is None:
            return None
        ids = self._store.passage_ids()
        sample, queries = self._read(ids[:: max(1, len(ids) // CHECKED)])
        every = (self._read(block) for block in blocks(ids))
        exact = nearest_exactly(queries, every, count=NEIGHBOURS + 1)
        exact = np.where(exact == sample[:, None], -1, exact)
        found = [
            np.array(list(self.search(query, NEIGHBOURS + 1, Filter())), np.int64)
            for query in queries
        ]
        return recall_of(found, exact)

    # Opening and saving.

    def _opened(self) -> State:
        try:
            state = self._file.load()
            generation = self._store.generation()
            if state.mark.generation > generation:
                # Its identifiers may have been given to other passages since.
                raise SnapshotUnusable("newer than the store, which came from a backup")
        except SnapshotUnusable as reason:
            if self._store.counts()[1]:
                log.warning("the FAISS index is %s: building it from the store", reason)
            return self._from_store()
        if state.mark.generation < generation:
            log.info("the FAISS index is behind the store: bringing it up to date")
        return state

    def _from_store(self) -> State:
        """Read every vector, and save them as they are: clusters are made later."""
        changes = self._store.changes(Mark())
        fresh = ExactIndex(self._dimensions)
        for block in blocks(changes.added):
            fresh.add(*self._read(block))
        self._state = State(None, fresh, changes.mark)
        if len(fresh):
            self._save_exact()
        return self._state

    def _save_exact(self) -> None:
        try:
            self._file.save_exact(self._state)
        except (OSError, RuntimeError) as error:
            # Only a snapshot: the next opening builds it again.
            log.warning("could not save the FAISS index (%s); it will be rebuilt", error)
        self._state = replace(self._state, unsaved=0)

    def _read(self, ids: IdArray) -> tuple[IdArray, FloatArray]:
        return self._store.vectors(ids, self._dimensions)

    # Migrating.

    def _migrating(self) -> bool:
        return self._migration is not None and self._migration.is_alive()

    def _is_due(self, state: State) -> bool:
        if state.clustered is None:
            return len(state.fresh) > self._exact_limit
        changed = len(state.fresh) + len(state.removed)
        return changed > MERGE_SHARE * len(state.clustered)

    def _migrate(self) -> None:
        try:
            with self._lock:
                state = self.synchronise()
                fresh = state.fresh.ids
            built = self._built(state, fresh)
            self._file.save_clustered(built, state.mark)
            del built
            opened = self._file.load()
            with self._lock:
                # What has come and gone meanwhile is followed like any other change.
                self._state = opened
                self.synchronise()
        except _Stopped:
            log.info("the library was closed before its vectors were rearranged")
        except Exception as error:
            log.warning("could not rearrange the vectors (%s); search goes on as before", error)

    def _built(self, state: State, fresh: IdArray) -> Built:
        old = state.clustered
        removed = state.removed.ids
        if old is not None and wanted_lists(len(state)) <= OUTGROWN * old.lists:
            return old.merged(removed, *self._read(fresh))
        if old is not None:
            fresh = np.concatenate([np.setdiff1d(old.ids, removed), fresh])
        return Built.of(np.sort(fresh), self._read, self._dimensions, self._go_on)

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise _Stopped


def problems(folder: Path, store: Store, model: str, dimensions: int) -> Iterator[str]:
    """Yield what is wrong with a library's snapshot, in words; to be asked before it is opened."""
    ids = store.passage_ids()
    try:
        held = VectorFile(folder, model, dimensions).load(whole=True)
    except SnapshotUnusable as reason:
        if len(ids):
            yield f"the FAISS index is {reason}"
        return
    # One that is behind is no problem: the next search brings it up to date.
    parts = held.fresh if held.clustered is None else held.clustered
    current = held.mark.generation == store.generation()
    if current and not np.array_equal(np.sort(parts.ids), ids):
        yield "the FAISS index holds other passages than the store"
