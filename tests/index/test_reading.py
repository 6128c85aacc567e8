"""Files and folders: encodings, sizes, links, permissions; what is bad is named with a reason."""

import codecs
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Found, Unreadable
from index.reading import read
from index.reading.kinds import KINDS, read_stream
from tests.index.sources import (
    FIRST,
    PAGE,
    SECOND,
    TEXT,
    docx,
    only,
    pdf,
    reason,
    rss,
    write,
    zipped,
)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SECOND),
        ("utf-8-sig", SECOND),
        ("utf-16", SECOND),
        ("utf-32", SECOND),
        ("cp1252", SECOND),
        ("cp1251", "Совет порта решил во вторник углубить восточный канал ещё до зимы. " * 3),
        ("cp1256", "قرر مجلس الميناء يوم الثلاثاء تعميق القناة الشرقية قبل حلول الشتاء. " * 3),
        ("shift_jis", "港湾理事会は火曜日に東の水路を深くすることを決めた。" * 4),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    assert only(write(tmp_path / "a.txt", text.encode(encoding))).text == text.strip()


def test_a_few_bad_bytes_in_utf8_are_mended(tmp_path: Path) -> None:
    data = f"{SECOND} {SECOND}".encode() + " It’s over.".encode("cp1252")
    assert only(write(tmp_path / "a.txt", data)).text == f"{SECOND} {SECOND} It’s over."
    row = json.dumps({"text": f"{SECOND} It’s over."}, ensure_ascii=False)
    lines = [row.encode()] * 300 + [row.encode("cp1252")]
    texts = {
        each.article.text
        for each in read([write(tmp_path / "a.jsonl", b"\n".join(lines))])
        if isinstance(each, Found)
    }
    assert texts == {f"{SECOND} It’s over."}


def test_a_page_in_the_encoding_it_declares(tmp_path: Path) -> None:
    page = "<html><head><meta charset='windows-1256'><title>خبر</title></head><body><article><p>"
    page += (
        "قال الوزير يوم الثلاثاء إن المحادثات ستستمر في المدينة. " * 4
        + "</p></article></body></html>"
    )
    article = only(write(tmp_path / "a.html", page.encode("cp1256")))
    assert article.text.startswith("قال الوزير")
    assert article.language == "ar"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "empty: an empty list"),
        ("a.json", b"7", "neither an object nor a list of objects"),
        (
            "a.json",
            b'{"title": "x"',
            "not JSON: Expecting ',' delimiter: line 1 column 14 (char 13)",
        ),
        ("a.json", b"[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.html", b"", "empty"),
        (
            "a.html",
            b"<html><body><nav><a href=/>Home</a></nav></body></html>",
            "no article text found",
        ),
        ("a.html", b"<p>" * 100_001, "more than 100,000 tags: not a page with an article"),
        ("a.jsonl", b"\n \n", "empty: no article in it"),
        ("a.csv", b"title,text\n", "empty: no article in it"),
        ("a.zip", zipped({".hidden.txt": "x"}), "empty: no article in it"),
        ("a.xml", b"", "empty"),
        ("a.xml", b"<note>hello</note>", "not an RSS or Atom feed"),
        ("a.rss", rss([]).encode(), "no entries in this feed"),
        ("a.pdf", b"%PDF-1.4 nothing", "not a readable PDF"),
        ("a.docx", b"PK\x03\x04 nothing", "not a readable Word document: File is not a zip file"),
        ("a.docx", zipped({"a.txt": "x"}), "not a Word document: it has no word/document.xml"),
        ("a.docx", docx([]), "no text in this document"),
        ("a.zip", b"PK\x03\x04 nothing", "not a readable zip: File is not a zip file"),
        ("a.zip", zipped({}), "empty"),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
            "not text: it looks like a picture",
        ),
        ("a.txt", b"%PDF-1.4", "not text: it looks like a PDF: name it .pdf"),
        ("a.txt", bytes(range(256)) * 99, "not text: it has binary data in it"),
        ("a.jsonl", bytes(range(256)) * 99, "not text: it has binary data in it"),
        ("a.txt", "\ufffd".encode() * 9 + b"abc", "not text, or its encoding cannot be told"),
        ("a.exe", b"MZ", ".exe files are not read; these are: .txt"),
        ("README", b"x", "files without an ending are not read"),
    ],
)
def test_bad_files_have_reasons(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    assert reason(write(tmp_path / name, content)).startswith(expected)


def test_a_protected_zip_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1  # of the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # of the directory
    [failed] = read([write(tmp_path / "a.zip", bytes(data))])
    assert isinstance(failed, Unreadable) and failed.reason == "protected by a password"


def test_large_files_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(20_000_001)
    assert reason(path) == "larger than 20 MB: split it"


def test_a_zip_member_of_more_than_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    noise = os.urandom(1_000_000).hex().encode()
    [failed] = read([write(tmp_path / "a.zip", zipped({"a.txt": noise * 11}))])
    assert isinstance(failed, Unreadable) and failed.reason == "larger than 20 MB: split it"


@pytest.mark.slow
def test_fifty_megabytes_of_json_lines_stream(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    row = json.dumps({"title": "One", "text": f"{FIRST} " * 7000}).encode() + b"\n"
    with path.open("wb") as stream:
        while stream.tell() < 50_000_000:
            stream.write(row)
    check = (
        "import resource, sys; from index.reading import read\n"
        "readings = read([sys.argv[1]]); next(readings)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = 1 + sum(hasattr(each, 'article') for each in readings)\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    ran = subprocess.run([sys.executable, "-c", check, path], check=True, capture_output=True)
    count, kilobytes = map(int, ran.stdout.split())
    assert count == -(-50_000_000 // len(row))
    assert kilobytes < 40_000


def test_reading_is_lazy(tmp_path: Path) -> None:
    readings = read([write(tmp_path / "a.txt", TEXT), tmp_path / "later.txt"])
    assert isinstance(next(readings), Found)
    write(tmp_path / "later.txt", FIRST)
    assert isinstance(next(readings), Found)


def test_each_file_is_told_of_before_it_is_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, TEXT)
    told: list[str] = []
    readings = read([tmp_path], told.append)
    assert told == []
    next(readings)
    assert told == [str(tmp_path / "a.txt")]
    list(readings)
    assert told == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", "sub/.git/d.txt", "z.png"):
        write(tmp_path / name, f"{FIRST} {name}")
    readings = list(read([tmp_path, tmp_path / "no.txt"]))
    assert [os.path.relpath(each.path, tmp_path) for each in readings] == [
        "a.txt", "b.txt", "sub/c.txt", "z.png", "no.txt",
    ]  # fmt: skip
    assert [each for each in readings if isinstance(each, Unreadable)] == [
        Unreadable(
            str(tmp_path / "z.png"), f".png files are not read; these are: {' '.join(KINDS)}"
        ),
        Unreadable(str(tmp_path / "no.txt"), "no such file or folder"),
    ]


def test_symlink_loops_end(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub/a.txt", TEXT)
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to("self")
    (tmp_path / "sub" / "gone.txt").symlink_to("nowhere")
    readings = list(read([tmp_path]))
    assert sum(isinstance(each, Found) for each in readings) == 1
    assert {each.reason for each in readings if isinstance(each, Unreadable)} == {
        "Too many levels of symbolic links",
        "no such file or folder",
    }


def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    user = os.geteuid()
    try:
        if user == 0:  # who may read everything
            os.seteuid(65534)
        readings = list(read([path, tmp_path / "shut"]))
    finally:
        os.seteuid(user)
    assert [each.reason for each in readings if isinstance(each, Unreadable)] == [
        "no permission to read it"
    ] * 2


def test_odd_paths_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "pipe.txt") == "not a regular file"
    assert "null" in reason("a\x00b.txt")
    [failed] = read(["\ud800.txt"])
    failed.path.encode("utf-8")
    [found] = read(str(tmp_path / "pipe.txt"))
    assert found.path.endswith("pipe.txt")


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as stream:
        stream.write(TEXT.encode())
    [found] = read([tmp_path])
    assert isinstance(found, Found)
    found.path.encode("utf-8")


SEEDS = [
    codecs.BOM_UTF16_LE + b"a", b"\xff\xfe\x00", b"{", b'{"text": "\\ud800 a"}', b"<p>",
    b"<rss><channel><item><title>a", b"%PDF-1.4\n1 0 obj", b"PK\x03\x04", b"---\ntitle: a\n---",
    b"# a\n\n|a|\n|-|", b"title,text\n\"a",
    PAGE.encode(), rss(["<title>a</title>"]).encode(), pdf([[(9.0, "a")]]), docx([("Title", "a")]),
    zipped({"a.txt": "a", "b.json": "{}"}), json.dumps({"articles": [{"text": "a"}]}).encode(),
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return the bytes of a file with some of them changed, cut or added."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(data)))
    return bytes(data[: cut or len(data)]) + draw(st.binary(max_size=9))


@pytest.mark.parametrize("suffix", sorted(KINDS))
@settings(deadline=None)
@given(data=st.one_of(damaged(), st.binary()))
def test_any_bytes_under_any_name_give_articles_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"wild{suffix}"
    path.write_bytes(data)
    for each in read([path]):
        if isinstance(each, Unreadable):
            assert each.reason
            each.reason.encode("utf-8")
        else:
            assert each.article.text
            f"{each.article}{each.path}".encode()


def test_a_parser_that_fails_is_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    assert (
        reason(write(tmp_path / "a.html", PAGE))
        == "damaged, or not what its name says (RuntimeError: no luck)"
    )


def test_an_unknown_kind_is_a_reason_inside_an_archive_too() -> None:
    [failed] = read_stream(io.BytesIO(b""), "a.exe")
    assert "not read" in getattr(failed, "reason", "")
