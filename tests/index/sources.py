"""Small files of each kind, made by hand."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

Line = tuple[float, str]
"""Size of type in points, words."""


def pdf(pages: Iterable[Sequence[Line]], title: str = "") -> bytes:
    """Return a PDF with one text line below the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = ["BT 72 760 Td"]
        for size, words in lines:
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"/F1 {size} Tf 0 -{size * 1.3:.1f} Td ({escaped}) Tj")
        stream = "\n".join([*drawn, "ET"])
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
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
        runs = "".join(f"<w:r><w:t xml:space='preserve'>{run}</w:t></w:r>" for run in words.split("|"))
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
