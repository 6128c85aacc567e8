"""Small files of each kind, made by hand, and one article that all of them hold."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index import Article, Found, Unreadable
from index.reading import read

TITLE = "Harbour Council Votes to Deepen the Eastern Channel"
FIRST = (
    "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending a "
    "dispute that had lasted for four years."
)
SECOND = (
    "“We had to choose,” said Ana Brandt, who chaired the session in the café of the old town hall."
)
TEXT = f"{FIRST}\n\n{SECOND}"
URL = "https://westmere.example/channel"
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE} - Westmere Post</title>
<meta property="og:site_name" content="Westmere Post"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2024-03-04T10:00:00Z">
<link rel="canonical" href="{URL}"></head><body><nav><a href="/">Home</a> <a href="/s">Sport</a>
</nav><article><h1>{TITLE}</h1><p>{FIRST}</p><div>Advertisement</div><p>{SECOND}</p>
<p>Share on Facebook</p></article><footer>All rights reserved</footer></body></html>"""

Line = tuple[float, str]
"""Size of type in points, words."""


def pdf(pages: Iterable[Sequence[Line]], title: str = "") -> bytes:
    """Return a PDF with one text line below the other."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = ["BT 72 760 Td"]
        for size, words in lines:
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"/F1 {size} Tf 0 -{size * 1.3:.1f} Td ({escaped}) Tj")
        stream = "\n".join([*drawn, "ET"])
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out.encode("latin-1")


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(paragraphs: Iterable[tuple[str, str]], title: str = "") -> bytes:
    """Return a Word document of (style, words of runs parted by "|") paragraphs."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = ""
    for style, words in paragraphs:
        runs = "".join(
            f"<w:r><w:t xml:space='preserve'>{run}</w:t></w:r>" for run in words.split("|")
        )
        body += f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{runs}</w:p>"
    core = (
        "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/"
        "core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>{title}</dc:title></cp:coreProperties>"
    )
    document = f"<w:document xmlns:w='{main}'><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, "docProps/core.xml": core})


def rss(items: Iterable[str], channel: str = "<title>Harbour Gazette</title>") -> str:
    """Return an RSS 2.0 feed of items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{channel}{inner}</channel></rss>"


def write(path: Path, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(path: Path) -> Article:
    """Return the one article of a file."""
    [found] = read([path])
    assert isinstance(found, Found), found
    assert found.path in (str(path), f"{path}:2")  # a table's first row
    return found.article


def reason(path: Path | str) -> str:
    """Return why nothing of a file can be read."""
    [failed] = read([path])
    assert isinstance(failed, Unreadable), failed
    assert "\n" not in failed.reason
    return failed.reason
