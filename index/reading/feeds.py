"""RSS and Atom feeds: each entry with text is an article."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from index.errors import ReadingError
from index.reading.dates import parse_date
from index.reading.drafts import Draft, Failed, read_whole
from index.reading.html import fragment_text, plain_words


def read_feed(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read a feed's entries, with the feed's title as their source."""
    yield from feed_drafts(read_whole(stream))


def feed_drafts(data: bytes) -> Iterator[Draft | Failed]:
    """Yield the entries of a feed.

    :raises ReadingError: if it is not a feed, or has no entries.
    """
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        raise ReadingError("no entries in this feed" if feed.version else "not an RSS or Atom feed")
    several = len(feed.entries) > 1
    for number, entry in enumerate(feed.entries, 1):
        where = f"#{number}" if several else ""
        text = fragment_text(_content(entry))
        if not text:
            yield Failed(where, "no text in this entry")
            continue
        yield Draft(
            text,
            plain_words(entry.get("title", "")),
            entry.get("link"),
            entry.get("source", {}).get("title") or feed.feed.get("title"),
            _date(entry),
            feed.feed.get("language"),
            where,
        )


def _content(entry: Mapping[str, Any]) -> str:
    """Return the longest text that an entry has: its content, else its summary."""
    parts = [part.get("value") or "" for part in entry.get("content", ())]
    return max([*parts, entry.get("summary") or ""], key=len)


def _date(entry: Mapping[str, Any]) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment is None:
        return parse_date(entry.get("published"))
    return parse_date("{:04}-{:02}-{:02}".format(*moment[:3]))
