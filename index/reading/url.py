"""A page or a feed on the web, fetched with care.

An address given by a user must not reach into the network that this program runs in (server-side
request forgery). So every address a name resolves to has to be public, at each redirect anew,
and the connection goes to the very address that was checked, whatever the name resolves to later.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.characters import one_line
from index.errors import ReadingError
from index.reading.drafts import Draft, Failed, to_reading, web_address
from index.reading.feeds import feed_drafts
from index.reading.fetching import Page, fetch, is_public
from index.reading.html import decode_html, page_draft
from index.reading.kinds import guarded, read_stream
from index.types import Found, Unreadable

_PLAIN = {"text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf"}
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_PAGES = ("text/html", "application/xhtml+xml")
_PAGE_BEGINS = (b"<!doctype html", b"<html")
_FEED_BEGINS = (b"<rss", b"<feed", b"<rdf:rdf")


def read_url(
    url: str, is_allowed: Callable[[str], bool] = is_public
) -> Iterator[Found | Unreadable]:
    """Fetch an address and yield the article of the page, or the entries of the feed.

    :param is_allowed: tells of an IP address whether it may be connected to.
    """
    url = url.strip()
    shown = one_line(url)
    for piece in guarded(lambda: _pieces(fetch(url, is_allowed))):
        yield to_reading(piece, shown)


def _pieces(page: Page) -> Iterator[Draft | Failed]:
    begins = page.body[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    is_feed = begins.startswith(b"<?xml") and any(tag in begins for tag in _FEED_BEGINS)
    if page.content_type in _FEEDS or is_feed or begins.startswith(_FEED_BEGINS):
        yield from feed_drafts(page.body)
    elif page.content_type in _PAGES or begins.startswith(_PAGE_BEGINS):
        yield page_draft(decode_html(page.body), page.url)
    elif page.content_type in _PLAIN:
        for piece in read_stream(io.BytesIO(page.body), f"page{_PLAIN[page.content_type]}"):
            if isinstance(piece, Draft) and not web_address(piece.url):
                piece = replace(piece, url=page.url)
            yield piece
    else:
        raise ReadingError(f"not a page or a feed but {page.content_type or 'of an unknown kind'}")
