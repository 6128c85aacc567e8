"""Word documents (.docx): the paragraphs of the main part, tables included."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from index.errors import ReadingError
from index.reading.drafts import Draft, Failed, read_whole
from index.reading.plain import draft_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_BYTES = 100_000_000
_MAX_PART = 100_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLANKS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read one article; its title is the paragraph in the style "Title", or the document's."""
    data = read_whole(stream, _MAX_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            body = _part(parts, "word/document.xml")
            core = _part(parts, "docProps/core.xml")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise ReadingError(f"not a readable Word document: {error}") from error
    if body is None:
        raise ReadingError("not a Word document: it has no word/document.xml")
    paragraphs = list(_paragraphs(body))
    if not any(text for _, text in paragraphs):
        raise ReadingError("no text in this document")
    named = "" if core is None else core.findtext(f"{_DUBLIN_CORE}title", "").strip()
    styled = next((text for style, text in paragraphs if style == "Title" and text), None)
    yield draft_of("\n\n".join(text for _, text in paragraphs), title=styled or named or None)


def _part(parts: zipfile.ZipFile, name: str) -> "_Element | None":
    from lxml import etree

    try:
        info = parts.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _MAX_PART:
        raise ReadingError(f"its {name} is larger than {_MAX_PART // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(parts.read(info), parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"not a readable Word document: {error}") from error


def _paragraphs(body: "_Element") -> Iterator[tuple[str, str]]:
    """Yield (style, text) of each paragraph; what old programs are shown instead is left out."""
    for paragraph in body.iter(f"{_WORD}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = "" if style is None else style.get(f"{_WORD}val", "")
        yield name, "".join(_words(paragraph)).strip()


def _words(paragraph: "_Element") -> Iterator[str]:
    for run in paragraph.iter(f"{_WORD}r"):
        if next(run.iterancestors(f"{_WORD}p")) is not paragraph:
            continue  # of a text box inside, whose paragraphs come by themselves
        for element in run:
            if element.tag == f"{_WORD}t":
                yield element.text or ""
            elif element.tag in _BLANKS:
                yield _BLANKS[element.tag]
