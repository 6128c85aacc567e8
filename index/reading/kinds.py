"""Which reader reads which kind of file, by the end of its name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from index.errors import ReadingError
from index.reading.archives import read_archive
from index.reading.docx import read_docx
from index.reading.drafts import MAX_TEXT_BYTES, Draft, Failed, Reader
from index.reading.feeds import read_feed
from index.reading.html import read_html
from index.reading.markdown import read_markdown
from index.reading.pdf import read_pdf
from index.reading.plain import read_plain
from index.reading.records import read_json, read_json_lines, read_table


@dataclass(frozen=True, slots=True)
class Kind:
    """A reader, and the bytes at most of a file that it reads whole (None: it streams)."""

    read: Reader
    max_bytes: int | None = MAX_TEXT_BYTES


def _read_zip(stream: BinaryIO) -> Iterator[Draft | Failed]:
    yield from read_archive(stream, read_stream)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        ".txt": Kind(read_plain),
        ".text": Kind(read_plain),
        ".md": Kind(read_markdown),
        ".markdown": Kind(read_markdown),
        ".html": Kind(read_html),
        ".htm": Kind(read_html),
        ".xhtml": Kind(read_html),
        ".json": Kind(read_json),
        ".jsonl": Kind(read_json_lines, None),
        ".ndjson": Kind(read_json_lines, None),
        ".csv": Kind(read_table, None),
        ".tsv": Kind(read_table, None),
        ".xml": Kind(read_feed),
        ".rss": Kind(read_feed),
        ".atom": Kind(read_feed),
        ".pdf": Kind(read_pdf, 100_000_000),
        ".docx": Kind(read_docx, 100_000_000),
        ".zip": Kind(_read_zip, None),
    }
)


def kind_of(name: str) -> Kind:
    """Return the kind of a file's name.

    :raises ReadingError: if no reader reads it.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS:
        what = f"{suffix} files" if suffix else "files without an ending"
        raise ReadingError(f"{what} are not read; these are: {' '.join(KINDS)}")
    return KINDS[suffix]


def read_stream(stream: BinaryIO, name: str) -> Iterator[Draft | Failed]:
    """Read an open file by its name; every failure is yielded, none raised."""
    yield from guarded(lambda: kind_of(name).read(stream))


def guarded(read: Callable[[], Iterator[Draft | Failed]]) -> Iterator[Draft | Failed]:
    """Yield what is read; every failure is yielded, none raised."""
    is_empty = True
    try:
        for piece in read():
            is_empty = False
            yield piece
        if is_empty:
            yield Failed("", "empty: no article in it")
    except ReadingError as error:
        yield Failed("", str(error))
    except OSError as error:
        yield Failed("", f"cannot be read: {error.strerror or error}")
    except Exception as error:  # a parser met damage that its authors did not foresee
        yield Failed("", f"damaged, or not what its name says ({type(error).__name__}: {error})")
