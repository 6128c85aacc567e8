"""The FAISS index over passage vectors: built from the store, saved as a snapshot.

A snapshot is one file, FAISS's own bytes followed by a short trailer (what it was made of and a
checksum), written under a temporary name, flushed to the disk and renamed: it is there whole or
not at all. It is never the truth: one that is missing, damaged or of another model is rebuilt.
"""

import hashlib
import json
import os
import struct
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

IdArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]

FILE_NAME = "vectors.faiss"
FLAT_LIMIT = 50_000
"""Past this many vectors 8-bit codes are faster than float32, at recall@10 .985 and up."""
LEFTOVER_SECONDS = 3600.0
"""A temporary file this old belongs to nobody any more: saving takes seconds."""
_MAGIC = b"NEWSIDX1"
_LENGTH = struct.Struct("<Q")


class SnapshotUnusable(Exception):
    """Raised when a snapshot cannot be used; the text says why. The caller rebuilds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot was made of."""

    generation: int
    count: int
    model: str
    dimensions: int


class VectorIndex:
    """Inner-product search over L2-normalised vectors, by passage identifier."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._index = _new_index(dimensions)

    @property
    def ids(self) -> IdArray:
        """The identifiers held, in no order."""
        import faiss

        return np.array(faiss.vector_to_array(self._index.id_map), np.int64)

    def __len__(self) -> int:
        """The number of vectors held."""
        return int(self._index.ntotal)

    def rebuild(self, ids: IdArray, vectors: FloatArray) -> None:
        """Hold exactly these vectors, in the layout that suits their number."""
        import faiss

        index = _new_index(self._dimensions)
        if len(ids) > FLAT_LIMIT:
            codes = faiss.IndexScalarQuantizer(
                self._dimensions, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
            )
            codes.train(vectors)
            index = faiss.IndexIDMap2(codes)
        if len(ids):
            index.add_with_ids(vectors, ids)
        self._index = index

    def add(self, ids: IdArray, vectors: FloatArray) -> None:
        """Add vectors, (n, dimensions), under new identifiers (n,)."""
        if len(ids):
            self._index.add_with_ids(vectors, ids)

    def remove(self, ids: IdArray) -> None:
        """Forget these identifiers; unknown ones are ignored."""
        import faiss

        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def search(
        self, vector: FloatArray, limit: int, allowed: IdArray | None = None
    ) -> tuple[IdArray, FloatArray]:
        """Return (identifiers, cosines) of the nearest, best first.

        :param vector: (dimensions,), L2-normalised.
        :param allowed: search among these identifiers only, not afterwards but inside FAISS.
        """
        import faiss

        parameters = None
        if allowed is not None:
            if not len(allowed):
                return np.empty(0, np.int64), np.empty(0, np.float32)
            selector = faiss.IDSelectorBatch(allowed)  # FAISS does not keep it alive
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        limit = min(limit, len(self))
        if limit == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        scores, ids = self._index.search(vector[None, :], limit, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def save(self, folder: Path, generation: int, model: str) -> None:
        """Write the snapshot whole or not at all.

        :raises OSError: if the disk is full or the folder cannot be written.
        """
        import faiss

        body = faiss.serialize_index(self._index).tobytes()
        stamp = Stamp(generation, len(self), model, self._dimensions)
        temporary = folder / f"{FILE_NAME}.{uuid.uuid4().hex}.new"
        _sweep(folder)
        try:
            with temporary.open("wb") as file:
                file.write(body)
                file.write(_trailer(stamp, body))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, folder / FILE_NAME)
            _sync_folder(folder)
        finally:
            temporary.unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path, model: str, dimensions: int) -> tuple["VectorIndex", Stamp]:
        """Read the snapshot.

        :raises SnapshotUnusable: if it is missing, damaged, or of another model.
        """
        import faiss

        try:
            content = (folder / FILE_NAME).read_bytes()
        except FileNotFoundError:
            raise SnapshotUnusable("missing") from None
        except OSError as error:
            raise SnapshotUnusable(f"unreadable ({error})") from None
        stamp, body = _split(content)
        if (stamp.model, stamp.dimensions) != (model, dimensions):
            raise SnapshotUnusable(f"made with another embedding model ({stamp.model})")
        loaded = cls(dimensions)
        try:
            loaded._index = faiss.deserialize_index(np.frombuffer(body, np.uint8))
        except RuntimeError:
            raise SnapshotUnusable("damaged") from None
        if len(loaded) != stamp.count:
            raise SnapshotUnusable("damaged (its count is wrong)")
        return loaded, stamp


def _new_index(dimensions: int) -> Any:
    import faiss

    # One query is too small a piece of work to share out over threads.
    faiss.omp_set_num_threads(1)
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))


def _trailer(stamp: Stamp, body: bytes) -> bytes:
    text = json.dumps({**asdict(stamp), "digest": _digest(stamp, body)}).encode()
    return text + _LENGTH.pack(len(text)) + _MAGIC


def _digest(stamp: Stamp, body: bytes | memoryview) -> str:
    digest = hashlib.blake2b(body, digest_size=16)
    digest.update(repr(stamp).encode())
    return digest.hexdigest()


def _split(content: bytes) -> tuple[Stamp, memoryview]:
    tail = _LENGTH.size + len(_MAGIC)
    if len(content) < tail or not content.endswith(_MAGIC):
        raise SnapshotUnusable("damaged (cut short)")
    (length,) = _LENGTH.unpack(content[-tail : -len(_MAGIC)])
    body = memoryview(content)[: -tail - length]
    try:
        fields = json.loads(content[-tail - length : -tail])
        digest = fields.pop("digest")
        stamp = Stamp(**fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SnapshotUnusable("damaged (its trailer cannot be read)") from None
    if _digest(stamp, body) != digest:
        raise SnapshotUnusable("damaged (its checksum is wrong)")
    return stamp, body


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed while saving have left behind."""
    for path in folder.glob(f"{FILE_NAME}.*.new"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > LEFTOVER_SECONDS:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
