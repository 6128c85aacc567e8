"""Bytes to text: byte order marks, UTF-8, and older encodings by their statistics."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.characters import share_undecodable
from index.errors import ReadingError

MAX_LINE = 20_000_000
"""Characters of a line, beyond which the rest of it is not kept."""
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF: name it .pdf"),
    (b"PK\x03\x04", "a zip or office file: name it .zip or .docx"),
    (b"\x1f\x8b", "a gzip file: unpack it"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_BINARY = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_MAX_BINARY = 0.02
_MAX_BROKEN = 0.5
_MOSTLY_ASCII = 0.85
_ESCAPED = re.compile("[\udc80-\udcff]+")


def decode(data: bytes) -> str:
    """Return the text of `data`.

    :raises ReadingError: if it is not text, or its encoding cannot be told.
    """
    encoding = encoding_of(data)
    text = _mend(data.decode(encoding, _errors(encoding)))
    if share_undecodable(text) > _MAX_BINARY:
        raise ReadingError("not text, or its encoding cannot be told: save it as UTF-8")
    return text


def decoded_lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a stream with their ends, at most `MAX_LINE` characters of each.

    The encoding is told from the beginning; what does not fit it further down is mended.

    :raises ReadingError: if the stream is empty, is not text, or its encoding cannot be told.
    """
    buffered = io.BufferedReader(_Unclosing(stream), _SAMPLE)
    sample = buffered.peek(_SAMPLE)
    if not sample:
        raise ReadingError("empty")
    encoding = encoding_of(sample)
    wrapped = io.TextIOWrapper(buffered, encoding, _errors(encoding), newline="")
    while line := wrapped.readline(MAX_LINE):
        rest = line
        while not rest.endswith(("\n", "\r")) and len(rest) == MAX_LINE:
            rest = wrapped.readline(MAX_LINE)
        yield _mend(line)


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding that `data` begins with.

    :raises ReadingError: if it is not text, or its encoding cannot be told.
    """
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise ReadingError(f"not text: it looks like {kind}")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    sample = data[:_SAMPLE]
    if len(sample.translate(None, _BINARY)) < (1 - _MAX_BINARY) * len(sample):
        raise ReadingError("not text: it has binary data in it")
    if _is_utf8(data if len(data) <= _SAMPLE else sample):
        return "utf-8"
    return _older_encoding(sample)


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 but for a few that a careless tool put in.

    Other encodings hardly ever make one well-formed character beyond ASCII by chance.
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(len(found) for found in _ESCAPED.findall(text[:-1] if text else ""))
    foreign = sum(character > "\x7f" for character in text)
    return broken <= _MAX_BROKEN * foreign


def _older_encoding(sample: bytes) -> str:
    """Tell an encoding from before Unicode.

    In mostly ASCII text too few other bytes are left to tell encodings apart by statistics,
    and Windows-1252 is by far the most frequent.
    """
    ascii_share = sum(byte < 0x80 for byte in sample) / len(sample)
    if ascii_share >= _MOSTLY_ASCII and not re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise ReadingError("not text, or its encoding cannot be told: save it as UTF-8")
    return best.encoding


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def _mend(text: str) -> str:
    """Read the bytes that were not UTF-8 as Windows-1252."""
    return _ESCAPED.sub(
        lambda found: found.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace"),
        text,
    )


class _Unclosing(io.RawIOBase):
    """A raw view of a stream that belongs to somebody else."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the buffer and return how many bytes went in."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
