"""The file that FAISS's vectors are saved to: there whole or not at all, and never the truth.

FAISS's own bytes come first, then a short trailer: what they were made of, and checksums. It is
written under a temporary name, flushed to the disk and renamed. One that is missing, damaged or
of another model is not used; whoever wanted it builds it anew from the store.
"""

import hashlib
import json
import os
import struct
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Literal

FILE_NAME = "vectors.faiss"
LEFTOVER_SECONDS = 3600.0
"""A temporary file this old belongs to nobody any more: saving takes seconds."""
_MAGIC = b"NEWSIDX2"
_LENGTH = struct.Struct("<Q")
_TAIL = _LENGTH.size + len(_MAGIC)
_BLOCK = 1 << 20

Layout = Literal["exact", "clustered"]


class SnapshotUnusable(Exception):
    """Raised when a snapshot cannot be used; the text says why. The caller rebuilds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot was made of: which changes of the store it holds, and whose vectors."""

    layout: Layout
    generation: int
    last_passage: int
    last_removal: int
    count: int
    model: str
    dimensions: int


def save(folder: Path, stamp: Stamp, write: Callable[[Path], int]) -> None:
    """Write the snapshot whole or not at all.

    :param write: writes FAISS's bytes to a path and returns how many of the first ones must be
        right before the rest is looked at.
    :raises OSError: if the disk is full or the folder cannot be written.
    """
    temporary = folder / f"{FILE_NAME}.{uuid.uuid4().hex}.new"
    _sweep(folder)
    try:
        head = write(temporary)
        with temporary.open("r+b") as file:
            trailer = {
                **asdict(stamp),
                "head": head,
                "head_digest": _digest(file, head, stamp),
                "rest_digest": _digest(file, None, stamp),
            }
            text = json.dumps(trailer).encode()
            file.seek(0, os.SEEK_END)
            file.write(text + _LENGTH.pack(len(text)) + _MAGIC)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, folder / FILE_NAME)
        _sync_folder(folder)
    finally:
        temporary.unlink(missing_ok=True)


def load(folder: Path, model: str, dimensions: int, *, whole: bool = False) -> Stamp:
    """Return what the snapshot was made of, once its trailer and its head are seen to be right.

    :param whole: check every byte, not the head alone.
    :raises SnapshotUnusable: if it is missing, damaged, or of another model.
    """
    try:
        with (folder / FILE_NAME).open("rb") as file:
            stamp = _checked(file, whole)
    except FileNotFoundError:
        raise SnapshotUnusable("missing") from None
    except OSError as error:
        raise SnapshotUnusable(f"unreadable ({error})") from None
    if (stamp.model, stamp.dimensions) != (model, dimensions):
        raise SnapshotUnusable(f"made with another embedding model ({stamp.model})")
    return stamp


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that takes its place; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _checked(file: BinaryIO, whole: bool) -> Stamp:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    if size < _TAIL or not tail.endswith(_MAGIC):
        raise SnapshotUnusable("damaged (cut short)")
    (length,) = _LENGTH.unpack(tail[: _LENGTH.size])
    body = size - _TAIL - length
    if body < 0:
        raise SnapshotUnusable("damaged (its trailer cannot be read)")
    file.seek(body)
    try:
        fields = json.loads(file.read(length))
        head, digests = int(fields.pop("head")), (fields.pop("head_digest"), fields["rest_digest"])
        del fields["rest_digest"]
        stamp = Stamp(**fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SnapshotUnusable("damaged (its trailer cannot be read)") from None
    right = 0 <= head <= body and _digest(file, head, stamp) == digests[0]
    if not right or (whole and _digest(file, None, stamp, body - head) != digests[1]):
        raise SnapshotUnusable("damaged (its checksum is wrong)")
    return stamp


def _digest(file: BinaryIO, head: int | None, stamp: Stamp, rest: int | None = None) -> str:
    """Hash the head, from the start; or what follows where the last call ended."""
    digest = hashlib.blake2b(repr((stamp, head)).encode(), digest_size=16)
    if head is not None:
        file.seek(0)
    left = head if head is not None else rest
    while left is None or left > 0:
        block = file.read(_BLOCK if left is None else min(_BLOCK, left))
        if not block:
            break
        digest.update(block)
        left = None if left is None else left - len(block)
    return digest.hexdigest()


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
