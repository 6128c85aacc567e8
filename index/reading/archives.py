"""Zip archives: their members are read as files are, in memory; nothing is unpacked to disk."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, BinaryIO, cast

from index.characters import one_line
from index.errors import ReadingError
from index.reading.drafts import Draft, Failed

ReadMember = Callable[[BinaryIO, str], Iterator[Draft | Failed]]
"""(stream, name) -> what is in it; never raises."""

_MAX_MEMBERS = 20_000
_MAX_TOTAL = 1_000_000_000
"""Bytes of all members unpacked."""
_MAX_RATIO, _RATIO_FROM = 200, 1_000_000
"""Text packs to a twentieth at best; a member beyond a two-hundredth is a bomb."""


def read_archive(stream: BinaryIO, read_member: ReadMember) -> Iterator[Draft | Failed]:
    """Read the members in order of their names; hidden ones are skipped.

    :raises ReadingError: if it is not a zip, or unpacks to more than is sane.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ReadingError(f"not a readable zip: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise ReadingError("empty")
        if len(members) > _MAX_MEMBERS:
            raise ReadingError(f"{len(members):,} members, at most {_MAX_MEMBERS:,} are read")
        if sum(member.file_size for member in members) > _MAX_TOTAL:
            raise ReadingError(f"it unpacks to more than {_MAX_TOTAL // 1_000_000} MB")
        for member in sorted(members, key=lambda member: member.filename):
            if not _is_hidden(member.filename):
                yield from _read(archive, member, read_member)


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, read_member: ReadMember
) -> Iterator[Draft | Failed]:
    where = f"/{one_line(member.filename)}"
    reason = _refusal(member)
    if reason:
        yield Failed(where, reason)
        return
    try:
        stream: IO[bytes] = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield Failed(where, f"cannot be unpacked: {error}")
        return
    with stream:
        for piece in read_member(cast(BinaryIO, stream), member.filename):
            yield replace(piece, where=where + piece.where)


def _refusal(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & 1:
        return "protected by a password"
    if member.filename.lower().endswith(".zip"):
        return "a zip inside a zip is not read: unpack it"
    if member.file_size > _RATIO_FROM and member.file_size > _MAX_RATIO * member.compress_size:
        return "packed too tightly to be text: it may be a zip bomb"
    return None


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or (
        parts[0] == "__MACOSX"
    )
