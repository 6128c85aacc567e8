"""What search by meaning holds, and how it is kept in a file from one process to the next."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import snapshot
from index.clusters import Built, ClusteredIndex
from index.scope import Scope
from index.snapshot import SnapshotUnusable, Stamp
from index.store import Mark
from index.vectors import ExactIndex

ATTEMPTS = 5
_NOTHING = Scope(np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class State:
    """What is searched: clusters of passages up to `last`, less those removed since, and the rest.

    A new state takes its place when something changes.
    """

    clustered: ClusteredIndex | None
    fresh: ExactIndex
    mark: Mark
    last: int = 0
    removed: Scope = _NOTHING
    unsaved: int = 0

    def __len__(self) -> int:
        return len(self.clustered or ()) - len(self.removed) + len(self.fresh)


class VectorFile:
    """The snapshot of a library's vectors.

    :param model: the name of the model whose vectors they are.
    """

    def __init__(self, folder: Path, model: str, dimensions: int) -> None:
        self._folder, self._model, self._dimensions = folder, model, dimensions

    def load(self, *, whole: bool = False) -> State:
        """Read the snapshot; what was added to clusters since is left to be followed.

        :param whole: check every byte of it.
        :raises SnapshotUnusable: if it is missing, damaged, or of another model.
        """
        path = self._folder / snapshot.FILE_NAME
        for _ in range(ATTEMPTS):
            before = snapshot.identity(path)
            stamp = snapshot.load(self._folder, self._model, self._dimensions, whole=whole)
            clustered, fresh = None, ExactIndex(self._dimensions)
            try:
                if stamp.layout == "clustered":
                    clustered = ClusteredIndex(path)
                else:
                    fresh = ExactIndex.read(path, self._dimensions)
            except RuntimeError:
                raise SnapshotUnusable("damaged") from None
            if snapshot.identity(path) != before:
                continue  # another process has put a new one in its place meanwhile
            if len(fresh if clustered is None else clustered) != stamp.count:
                raise SnapshotUnusable("damaged (its count is wrong)")
            mark = Mark(stamp.generation, stamp.last_passage, stamp.last_removal)
            return State(clustered, fresh, mark, 0 if clustered is None else mark.last_passage)
        raise SnapshotUnusable("replaced again and again by other processes")

    def save_exact(self, state: State) -> None:
        """Write vectors that are not in clusters.

        :raises OSError: if the disk is full or the folder cannot be written.
        """
        stamp = self._stamp("exact", state.mark, len(state.fresh))
        snapshot.save(self._folder, stamp, state.fresh.write)

    def save_clustered(self, built: Built, mark: Mark) -> None:
        """Write clusters of what the store held at a mark.

        :raises OSError: if the disk is full or the folder cannot be written.
        """
        stamp = self._stamp("clustered", mark, len(built))
        snapshot.save(self._folder, stamp, built.write)

    def _stamp(self, layout: snapshot.Layout, mark: Mark, count: int) -> Stamp:
        return Stamp(
            layout, mark.generation, mark.last_passage, mark.last_removal, count,
            self._model, self._dimensions,
        )  # fmt: skip
