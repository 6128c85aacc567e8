"""Web pages, and pieces of HTML inside other sources.

Main text and facts are found by trafilatura (Barbaresi, 2021, "Trafilatura: A Web Scraping
Library and Command-Line Tool for Text Discovery and Extraction").
"""

import codecs
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from index.characters import normalise
from index.errors import ReadingError
from index.reading.dates import parse_date
from index.reading.decoding import decode
from index.reading.drafts import Draft, Failed, read_whole, silence

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LOOKS_HTML = re.compile(r"</?(?:p|div|br|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img)\b[^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_BLOCKS = (
    "p div li ul ol h1 h2 h3 h4 h5 h6 table tr blockquote section article figure figcaption "
    "pre dd dt"
).split()
_NO_TEXT = "script style noscript template iframe svg nav form button".split()
_TAG = re.compile(r"<[^<>]*>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*>")
_SPACE = re.compile(r"\s+")
_MAX_TAGS = 100_000
"""News pages have some thousands; each costs up to a tenth of a millisecond."""
_SHORTEST = 25
"""Characters at least of an article: less is a button or a link."""


def read_html(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read a web page: its article, title, date, site and address."""
    yield page_draft(decode_html(read_whole(stream)))


def page_draft(page: str, url: str | None = None) -> Draft:
    """Return the article of a page.

    :param url: where the page came from, used if it does not name its own address.
    :raises ReadingError: if it has none.
    """
    silence("trafilatura", "htmldate", "courlan", "justext")
    import trafilatura
    from trafilatura.settings import Document

    page = _XML_DECLARATION.sub("", normalise(page))  # it names the encoding of bytes
    if not page.strip():
        raise ReadingError("empty")
    if page.count("<") > _MAX_TAGS:
        raise ReadingError(f"more than {_MAX_TAGS:,} tags: not a page with an article")
    found = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if isinstance(found, Document) and found.text and len(found.text) >= _SHORTEST:
        return Draft(
            found.text,
            found.title,
            found.url or url,
            found.sitename or found.hostname,
            parse_date(found.date),
            found.language,
        )
    return _fallback(page, url)


def decode_html(data: bytes) -> str:
    """Return the text of a page: UTF-8, else the encoding it declares, else the likeliest.

    :raises ReadingError: if it is not text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(data)


def plain_words(value: str) -> str:
    """Return a field's text without markup, if it has any: fields often hold pieces of HTML."""
    if _LOOKS_HTML.search(value):
        return fragment_text(value)
    return html.unescape(value) if _ENTITY.search(value) else value


def fragment_text(fragment: str) -> str:
    """Return the words of a piece of HTML, blocks parted by a blank line."""
    root = _tree(f"<div>{normalise(fragment)}</div>")
    return html.unescape(_TAG.sub(" ", fragment)).strip() if root is None else _words(root)


def _fallback(page: str, url: str | None) -> Draft:
    """Return what stands in paragraphs, where no article was recognised: short pages, snippets."""
    root = _tree(page)
    paragraphs = [] if root is None else [_words(each) for each in root.iter("p")]
    text = "\n\n".join(filter(None, paragraphs))
    if root is None or len(text) < _SHORTEST:
        raise ReadingError("no article text found")
    return Draft(text, root.findtext(".//title"), url)


def _tree(page: str) -> "HtmlElement | None":
    from lxml import etree
    from lxml import html as lxml_html

    try:
        return lxml_html.fromstring(page)
    except (etree.LxmlError, ValueError):
        return None


def _words(root: "HtmlElement") -> str:
    """Return the words below an element, blocks parted by a blank line."""
    from lxml import etree

    etree.strip_elements(root, etree.Comment, *_NO_TEXT, with_tail=False)
    for element in root.iter():
        element.text = _SPACE.sub(" ", element.text or "")
        element.tail = _SPACE.sub(" ", element.tail or "")
        if element.tag in _BLOCKS:
            element.text, element.tail = f"\n\n{element.text}", f"\n\n{element.tail}"
        elif element.tag == "br":
            element.tail = f"\n{element.tail}"
    return str(root.text_content()).strip()
