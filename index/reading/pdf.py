"""PDF files that have text in them (not pictures of pages)."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from index.characters import normalise
from index.errors import ReadingError
from index.reading.drafts import MAX_CHARACTERS, Draft, Failed, read_whole, silence
from index.reading.plain import draft_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_BYTES = 100_000_000
_HYPHENATED = re.compile(r"\b([^\W\d_]+)-\n([^\W\d_]+)")
_FILE_NAME = re.compile(
    r"untitled.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|txt)|(?:microsoft )?word.*", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")
_RUNNING_PAGES = 3
"""Pages at least that begin or end with a line which is none of the article's."""
_SHORT = 0.8
"""A line below this share of the usual width, ending a sentence, ends its paragraph."""
_TITLE_SCALE, _TITLE_LENGTH = 1.2, 200
"""A title is set in type this much larger than the text."""


def read_pdf(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read all pages as one article; the title is in the largest type, or in the metadata."""
    silence("pypdf")
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = read_whole(stream, _MAX_BYTES)
    try:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError("protected by a password")
        text = _text(_pages(document))
        title = _printed_title(document.pages[0]) or _named_title(document) if text else None
    except PyPdfError as error:
        raise ReadingError(f"not a readable PDF: {error}") from error
    if not text:
        raise ReadingError("no text in this PDF: its pages may be pictures (scans)")
    yield draft_of(text, title=title)


def _pages(document: "PdfReader") -> list[list[str]]:
    """Return the lines of each page, without running heads and page numbers."""
    pages: list[list[str]] = []
    characters = 0
    for page in document.pages:
        text = normalise(page.extract_text())
        pages.append([line.strip() for line in text.split("\n")])
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise ReadingError(f"more than {MAX_CHARACTERS:,} characters: split it")
    running = _running_lines(pages)
    return [_without_edges(page, running) for page in pages]


def _running_lines(pages: Sequence[Sequence[str]]) -> set[str]:
    edges = Counter(line for page in pages for line in {*_filled(page)[:1], *_filled(page)[-1:]})
    return {line for line, count in edges.items() if count >= _RUNNING_PAGES}


def _without_edges(page: Sequence[str], running: set[str]) -> list[str]:
    lines = list(page)
    for edge in (0, -1):
        while lines and (
            not lines[edge] or lines[edge] in running or _PAGE_NUMBER.fullmatch(lines[edge])
        ):
            lines.pop(edge)
    return lines


def _text(pages: Sequence[Sequence[str]]) -> str:
    """Return the pages as one text, paragraphs parted, words hyphenated at line ends whole."""
    lines = [line for page in pages for line in page]
    lengths = sorted(map(len, _filled(lines)))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    parts = [
        line + "\n" if len(line) < _SHORT * width and _SENTENCE_END.search(line) else line
        for line in lines
    ]
    text = "\n".join(parts).strip()
    words = set(re.findall(r"[\w-]+", text))

    def whole(found: re.Match[str]) -> str:
        compound = f"{found[1]}-{found[2]}"
        is_compound = compound in words or not found[2].islower()
        return compound if is_compound else found[1] + found[2]

    return _HYPHENATED.sub(whole, text)


def _printed_title(page: "PageObject") -> str | None:
    """Return the words of the page's largest type, if it is larger than the text's."""
    sizes: Counter[float] = Counter()
    words: dict[float, list[str]] = {}

    def visit(text: str, _: object, matrix: Sequence[float], font: object, size: float) -> None:
        scaled = round(abs(size * (matrix[3] or matrix[1])), 1)
        sizes[scaled] += len(text.strip())
        words.setdefault(scaled, []).append(text)

    page.extract_text(visitor_text=visit)
    set_sizes = [size for size, count in sizes.items() if count]
    if not set_sizes or max(set_sizes) < _TITLE_SCALE * sizes.most_common(1)[0][0]:
        return None
    title = " ".join(" ".join(words[max(set_sizes)]).split())
    return title if len(title) <= _TITLE_LENGTH and " " in title else None


def _named_title(document: "PdfReader") -> str | None:
    """Return the title in the metadata, unless a program wrote a file's name there."""
    title = ((document.metadata and document.metadata.title) or "").strip()
    return title if title and not _FILE_NAME.fullmatch(title) else None


def _filled(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line]
