"""What a reader of one kind of source yields, and how it becomes an article."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from index.characters import clip, normalise, one_line, share_undecodable
from index.cleaning import clean, clean_title
from index.errors import ReadingError
from index.language import detect
from index.reading.dates import address_date, closing_date, dateline_date
from index.reading.heads import title_of
from index.types import Article, Found, Unreadable

MAX_CHARACTERS = 5_000_000
"""Of one article's text."""
MAX_TEXT_BYTES = 20_000_000
"""Of one file that is read whole."""
_MAX_UNDECODABLE = 0.02
_MAX_FACT, _MAX_REASON = 2000, 400
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its source has it, not yet cleaned.

    `where` is what is added to the file's path: "" or ":line" or "#n" or "/member".
    """

    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: date | None = None
    language: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of a source that could not be read, and why."""

    where: str
    reason: str


Reader = Callable[[BinaryIO], Iterator[Draft | Failed]]
"""Reads one kind of source.

:raises ReadingError: if nothing in it can be read; its text is the reason.
"""


def read_whole(stream: BinaryIO, limit: int = MAX_TEXT_BYTES) -> bytes:
    """Return all bytes of a stream.

    :raises ReadingError: if there are none, or more than `limit`.
    """
    data = stream.read(limit + 1)
    if not data:
        raise ReadingError("empty")
    if len(data) > limit:
        raise too_large(limit)
    return data


def too_large(limit: int) -> ReadingError:
    """Return the error for a source of more than `limit` bytes."""
    return ReadingError(f"larger than {limit // 1_000_000} MB: split it")


def silence(*loggers: str) -> None:
    """Keep a parser's log off the terminal: what it finds wrong is told as a reason."""
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def unreadable(path: str, reason: str) -> Unreadable:
    """Name a failure in one line that can be printed, whatever a source put into it."""
    printable = path.encode("utf-8", "replace").decode("utf-8")
    return Unreadable(printable, clip(one_line(reason), _MAX_REASON))


def to_reading(piece: Draft | Failed, path: str) -> Found | Unreadable:
    """Return a reader's piece as what `read` yields."""
    if isinstance(piece, Failed):
        return unreadable(path + piece.where, piece.reason)
    try:
        return Found(path + piece.where, article_of(piece))
    except ReadingError as error:
        return unreadable(path + piece.where, str(error))


def article_of(draft: Draft) -> Article:
    """Clean a draft; its title, date and language are looked for in the text if not given.

    :raises ReadingError: if it has no text, too much, or one that was decoded wrongly.
    """
    if len(draft.text) > MAX_CHARACTERS:
        raise ReadingError(
            f"{len(draft.text):,} characters, at most {MAX_CHARACTERS:,} make one article: split it"
        )
    body = normalise(draft.text)
    title = clean_title(draft.title or "")
    if not title:
        title, body = title_of(body)
        title = clean_title(title)
    text = clean(body, title)
    if not text:
        raise ReadingError("no text" if not title else f"no text under the title {title!r}")
    if share_undecodable(text) > _MAX_UNDECODABLE:
        raise ReadingError("its encoding cannot be told: save it as UTF-8")
    return Article.of(
        title,
        text,
        url=web_address(draft.url),
        source=one_line((draft.source or "")[:_MAX_FACT]) or None,
        published=draft.published
        or dateline_date(text)
        or closing_date(text)
        or address_date(draft.url),
        language=_language_code(draft.language) or detect(text),
    )


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to link to, or None: http and https only."""
    address = one_line((url or "")[:_MAX_FACT])
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in address
    return address if is_web else None


def _language_code(given: str | None) -> str | None:
    found = _LANGUAGE.match((given or "").strip().lower())
    return found.group() if found else None
