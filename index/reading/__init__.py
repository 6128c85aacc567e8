"""Sources read into articles: files and folders, pasted text, web pages and feeds.

Every reader is a generator that yields `Found` for an article and `Unreadable` for a piece that
could not be read, with the reason, and goes on with the rest. `path` is the source as it was
given, and within it `:line` for a row, `#n` for the n-th of several articles, `/name` for a
member of an archive.
"""

from collections.abc import Iterator

from index.errors import ReadingError
from index.reading.drafts import to_reading, unreadable
from index.reading.files import read
from index.reading.plain import draft_of, plain_drafts
from index.reading.url import read_url
from index.types import Found, Unreadable

__all__ = ["read", "read_text", "read_url"]


def read_text(text: str, name: str, title: str | None = None) -> Iterator[Found | Unreadable]:
    """Yield the article, or the several articles, of a text.

    :param name: the `path` of what is yielded.
    :param title: if given, the text is one article of this title.
    """
    try:
        if not text.strip():
            raise ReadingError("empty")
        drafts = [draft_of(text, title=title)] if title else list(plain_drafts(text))
    except ReadingError as error:
        yield unreadable(name, str(error))
        return
    for draft in drafts:
        yield to_reading(draft, name)
