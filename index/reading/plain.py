"""Plain text: one article or several, with or without header lines above them."""

from collections.abc import Iterator
from typing import BinaryIO

from index.characters import normalise
from index.errors import ReadingError
from index.reading.decoding import decode
from index.reading.drafts import Draft, Failed, read_whole
from index.reading.heads import read_head
from index.reading.markdown import is_markdown, markdown_drafts
from index.reading.splitting import split_articles


def read_plain(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read a text file, whole."""
    yield from plain_drafts(decode(read_whole(stream)))


def plain_drafts(text: str) -> Iterator[Draft]:
    """Yield the articles of a text; one that begins as Markdown does is read as such.

    :raises ReadingError: if there is nothing in it.
    """
    text = normalise(text)
    if not text.strip():
        raise ReadingError("empty")
    if is_markdown(text):
        yield from markdown_drafts(text)
        return
    pieces = split_articles(text.split("\n"))
    for number, piece in enumerate(pieces, 1):
        where = f"#{number}" if len(pieces) > 1 else ""
        yield draft_of("\n".join(piece), where)


def draft_of(text: str, where: str = "", title: str | None = None) -> Draft:
    """Return one article's draft, with what the lines above its text say.

    :param title: if it is known already.
    """
    head = read_head(text.split("\n"), title)
    return Draft(
        "\n".join(head.lines),
        head.title,
        head.facts.get("url"),
        head.facts.get("source"),
        head.published,
        head.facts.get("language"),
        where,
    )
