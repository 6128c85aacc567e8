"""Files and folders on this machine."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.errors import ReadingError
from index.reading.drafts import to_reading, too_large, unreadable
from index.reading.kinds import kind_of, read_stream
from index.types import Found, Unreadable


def read(
    paths: Iterable[Path | str], begun: Callable[[str], None] | None = None
) -> Iterator[Found | Unreadable]:
    """Yield the articles of files and folders, one by one, as they are read.

    Folders are read with everything below them, in the order of names; hidden files are
    skipped, and a folder that links lead to twice is read once. What cannot be read is
    yielded as `Unreadable`, and the rest goes on.

    :param begun: told of each file before it is read.
    """
    for path in [paths] if isinstance(paths, str) else paths:
        yield from _read_path(os.fspath(path), begun or _untold)


def _read_path(path: str, begun: Callable[[str], None]) -> Iterator[Found | Unreadable]:
    waiting = [path]
    seen: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                begun(_shown(path))
                yield from _read_file(path, status)
                continue
            place = (status.st_dev, status.st_ino)
            if place in seen:
                continue  # A link to a folder that is read already: nothing is left out.
            seen.add(place)
            names = sorted(name for name in os.listdir(path) if not name.startswith("."))
        except (OSError, ValueError) as error:
            yield unreadable(_shown(path), _reason(error))
            continue
        waiting.extend(os.path.join(path, name) for name in reversed(names))


def _read_file(path: str, status: os.stat_result) -> Iterator[Found | Unreadable]:
    shown = _shown(path)
    try:
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("not a regular file")
        limit = kind_of(path).max_bytes
        if limit is not None and status.st_size > limit:
            raise too_large(limit)
        with open(path, "rb") as stream:
            for piece in read_stream(stream, path):
                yield to_reading(piece, shown)
    except ReadingError as error:
        yield unreadable(shown, str(error))


def _untold(path: str) -> None:
    """Tell nobody."""


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return getattr(error, "strerror", None) or str(error)


def _shown(path: str) -> str:
    """Return a path as text that can be printed, whatever bytes its name has."""
    return path.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
