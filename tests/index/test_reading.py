"""Files and folders: every kind read as a user would expect, every bad one named with a reason."""

import codecs
import json
import os
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Found, Unreadable
from index.reading import read
from index.reading.kinds import KINDS, read_stream
from tests.index.sources import docx, pdf, rss, zipped

TITLE = "Harbour Council Votes to Deepen the Eastern Channel"
FIRST = (
    "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending a "
    "dispute that had lasted for four years."
)
SECOND = "“We had to choose,” said Ana Brandt, who chaired the session in the café of the old town hall."
TEXT = f"{FIRST}\n\n{SECOND}"
DAY = date(2024, 3, 4)
URL = "https://westmere.example/channel"

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file and returns its path."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def only(path: Path) -> Article:
    [found] = read([path])
    assert isinstance(found, Found), found
    assert found.path == str(path)
    return found.article


def reason(path: Path | str) -> str:
    [failed] = read([path])
    assert isinstance(failed, Unreadable), failed
    assert "\n" not in failed.reason
    return failed.reason


PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE} - Westmere Post</title>
<meta property="og:site_name" content="Westmere Post"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2024-03-04T10:00:00Z">
<link rel="canonical" href="{URL}"></head><body><nav><a href="/">Home</a><a href="/s">Sport</a></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><div>Advertisement</div><p>{SECOND}</p>
<p>Share on Facebook</p></article><footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"{TITLE}\nDate: 4 March 2024\nSource: Westmere Post\nURL: {URL}\n\n{TEXT}"),
        ("a.TXT", f"Title: {TITLE}\nDate: 2024-03-04\nSource: Westmere Post\nURL: {URL}\n\n{TEXT}"),
        ("a.md", f"---\ndate: 2024-03-04\nurl: {URL}\nsource: Westmere Post\n---\n# {TITLE}\n\n{TEXT}"),
        ("a.html", PAGE),
        ("a.htm", PAGE.replace("<!doctype html>", "<?xml version='1.0' encoding='latin-1'?>")),
        (
            "a.json",
            json.dumps({"headline": TITLE, "body": TEXT, "pubDate": "Mon, 04 Mar 2024 10:00:00 GMT"}
                       | {"link": URL, "source": {"id": None, "name": "Westmere Post"}}),
        ),
        (
            "b.json",
            json.dumps({"status": "ok", "articles": [
                {"title": TITLE, "content": None, "maintext": [FIRST, SECOND], "description": "No.",
                 "publishedAt": 1709546400, "canonical_url": URL, "publisher": "Westmere Post"}]}),
        ),
        (
            "c.json",
            json.dumps([{"name": TITLE, "text": f"<p>{FIRST}</p>\n<p>{SECOND}<br></p>", "url": URL,
                         "date_publish": "2024-03-04 10:00:00", "site": "Westmere Post"}]),
        ),
        ("a.csv", f'Title,Text,Published At,URL,Source\n"{TITLE}","{TEXT}",04/03/2024,{URL},Westmere Post\n'),
        ("b.csv", f'title;body;date;link;site\n{TITLE};"{TEXT}";4.3.2024;{URL};Westmere Post\n'),
        ("a.tsv", f'title\tcontent\tdate\turl\tpublisher\n{TITLE}\t"{TEXT}"\t20240304\t{URL}\tWestmere Post'),
        (
            "a.rss",
            rss([f"<title>{TITLE}</title><link>{URL}</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>"
                 f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>"],
                "<title>Westmere Post</title>"),
        ),
        (
            "a.atom",
            "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Westmere Post</title>"
            f"<entry><title>{TITLE}</title><link href='{URL}'/><published>2024-03-04T10:00:00Z</published>"
            f"<content type='html'>&lt;p&gt;{FIRST}&lt;/p&gt; &lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>",
        ),
        (
            "a.docx",
            docx([("Title", TITLE), ("Normal", "Date: 2024-03-04"), ("Normal", "Source: Westmere Post"),
                  ("Normal", f"URL: {URL}"), ("Normal", FIRST.replace(" voted", "| vo|ted")),
                  ("Normal", SECOND)]),
        ),
    ],
)
def test_one_article_of_each_kind(write: Write, name: str, content: str | bytes) -> None:
    article = only(write(name, content))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert (article.published, article.url, article.source) == (DAY, URL, "Westmere Post")
    assert article.language == "en"


def test_a_jsonl_row_is_named_by_its_line_and_a_broken_one_does_not_stop_the_rest(write: Write) -> None:
    rows = [
        json.dumps({"title": "One", "text": FIRST, "language": "en-GB"}),
        '{"title": "Two", "text": ',
        "",
        json.dumps({"title": "Three", "date": "2024-03-04"}),
        "[1, 2]",
        json.dumps({"text": SECOND, "lang": "fr", "url": "javascript:alert(1)"}),
    ]
    path = write("news.jsonl", "\r\n".join(rows))
    one, two, three, four, six = read([path])
    assert isinstance(one, Found) and isinstance(six, Found)
    assert (one.path, one.article.title, one.article.language) == (f"{path}:1", "One", "en")
    assert isinstance(two, Unreadable) and two.path == f"{path}:2"
    assert two.reason.startswith("not JSON: ")
    assert three == Unreadable(f"{path}:4", "no text in a field called text, body, content, article or description")
    assert four == Unreadable(f"{path}:5", "not an object but [1, 2]")
    assert (six.path, six.article.language, six.article.url) == (f"{path}:6", "fr", None)


def test_json_lines_in_a_json_file_are_read_as_such(write: Write) -> None:
    path = write("news.json", "\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(3)))
    assert [each.path for each in read([path])] == [f"{path}:1", f"{path}:2", f"{path}:3"]


def test_several_articles_of_a_file_are_numbered(write: Write) -> None:
    many = [{"title": str(n), "text": FIRST} for n in range(3)]
    path = write("news.json", json.dumps({"items": [*many, "x"]}))
    found = list(read([path]))
    assert [each.path for each in found] == [f"{path}#{n}" for n in (1, 2, 3, 4)]
    assert isinstance(found[3], Unreadable)
    feed = write("news.xml", rss([f"<title>{n}</title><description>{FIRST}</description>" for n in "ab"]
                                 + ["<title>c</title>"]))
    first, second, third = read([feed])
    assert (first.path, second.path) == (f"{feed}#1", f"{feed}#2")
    assert third == Unreadable(f"{feed}#3", "no text in this entry")


def test_rows_of_a_table_are_named_by_their_lines(write: Write) -> None:
    path = write("t.csv", f'title,text\nOne,"{FIRST}\n\n{SECOND}"\n\nTwo,\nThree,{SECOND.replace(",", "")}\n')
    one, two, three = read([path])
    assert one.path == f"{path}:2"
    assert isinstance(two, Unreadable) and two.path == f"{path}:6"
    assert isinstance(three, Found) and (three.path, three.article.title) == (f"{path}:7", "Three")


def test_a_table_without_a_text_column_says_which_columns_it_has(write: Write) -> None:
    assert reason(write("t.csv", "id,score\n1,2\n")).endswith("there are: id, score")


def test_pages_of_a_pdf_are_one_article(write: Write) -> None:
    head, foot = (9.0, "Westmere Post, spring edition"), "Page {} of 3"
    pages = [
        [head, (20.0, "Harbour Council Votes to Deepen"), (20.0, "the Eastern Channel")]
        + [(11.0, "The harbour council of Westmere voted on Tuesday to deepen its eastern chan-")]
        + [(11.0, "nel, ending a dispute that had lasted for four years."), (9.0, foot.format(1))],
        [head, (11.0, "The long-")]
        + [(11.0, "serving chair, Ana Brandt, had asked everybody in the room to vote before the")]
        + [(11.0, "long-serving clerk went home, which he did at midnight."), (9.0, foot.format(2))],
        [head, (11.0, "Work begins in May."), (9.0, foot.format(3))],
    ]
    article = only(write("a.pdf", pdf(pages, "channel.indd")))
    assert article.title == TITLE
    assert article.text == (
        f"{FIRST}\n\nThe long-serving chair, Ana Brandt, had asked everybody in the room to vote "
        "before the long-serving clerk went home, which he did at midnight.\n\nWork begins in May."
    )


def test_a_pdf_without_text_says_so(write: Write) -> None:
    assert "scans" in reason(write("a.pdf", pdf([[]])))


def test_the_title_of_a_document_is_used_where_none_is_styled(write: Write) -> None:
    assert only(write("a.docx", docx([("Normal", FIRST)], "Channel"))).title == "Channel"


def test_members_of_a_zip_are_read_and_nothing_is_written(write: Write, tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(2))
    path = write(
        "all.zip",
        zipped(
            {
                "../../evil.txt": f"{TITLE}\n\n{TEXT}",
                "__MACOSX/a.txt": "x",
                ".hidden/a.txt": "x",
                "in/ner.zip": zipped({"a.txt": TEXT}),
                "in/page.html": PAGE,
                "in/picture.png": b"\x89PNG",
                "rows.jsonl": rows,
                "word.docx": docx([("Title", "Word"), ("Normal", FIRST)]),
            }
        ),
    )
    found = {each.path.removeprefix(str(path)): each for each in read([path])}
    assert list(found) == [
        "/../../evil.txt", "/in/ner.zip", "/in/page.html", "/in/picture.png", "/rows.jsonl:1",
        "/rows.jsonl:2", "/word.docx",
    ]  # fmt: skip
    assert {name for name, each in found.items() if isinstance(each, Unreadable)} == {
        "/in/ner.zip",
        "/in/picture.png",
    }
    assert list(tmp_path.iterdir()) == [path]


def test_zip_bombs_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write("bomb.zip", zipped({"a.txt": TEXT, "b.txt": b"a" * 5_000_000}))
    good, bad = read([bomb])
    assert isinstance(good, Found)
    assert isinstance(bad, Unreadable) and "zip bomb" in bad.reason
    monkeypatch.setattr("index.reading.archives._MAX_TOTAL", 1_000_000)
    assert reason(bomb) == "it unpacks to more than 1 MB"
    monkeypatch.setattr("index.reading.archives._MAX_MEMBERS", 1)
    assert reason(bomb) == "2 members, at most 1 are read"


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
def test_encodings(write: Write, encoding: str, text: str) -> None:
    assert only(write("a.txt", text.encode(encoding))).text == text.strip()


def test_a_few_bad_bytes_in_utf8_are_mended(write: Write) -> None:
    data = f"{SECOND} {SECOND}".encode() + " It’s over.".encode("cp1252")
    assert only(write("a.txt", data)).text == f"{SECOND} {SECOND} It’s over."
    row = json.dumps({"text": f"{SECOND} It’s over."}, ensure_ascii=False)
    lines = [row.encode()] * 300 + [row.encode("cp1252")]
    texts = {each.article.text for each in read([write("a.jsonl", b"\n".join(lines))]) if isinstance(each, Found)}
    assert texts == {f"{SECOND} It’s over."}


def test_a_page_in_the_encoding_it_declares(write: Write) -> None:
    page = "<html><head><meta charset='windows-1256'><title>خبر</title></head><body><article><p>"
    page += "قال الوزير يوم الثلاثاء إن المحادثات ستستمر في المدينة. " * 4 + "</p></article></body></html>"
    article = only(write("a.html", page.encode("cp1256")))
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
        ("a.json", b'{"title": "x"', "not JSON: Expecting ',' delimiter: line 1 column 14 (char 13)"),
        ("a.json", b"[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", "no article text found"),
        ("a.xml", b"", "empty"),
        ("a.xml", b"<note>hello</note>", "not an RSS or Atom feed"),
        ("a.rss", rss([]).encode(), "no entries in this feed"),
        ("a.pdf", b"%PDF-1.4 nothing", "not a readable PDF"),
        ("a.docx", b"PK\x03\x04 nothing", "not a readable Word document: File is not a zip file"),
        ("a.docx", zipped({"a.txt": "x"}), "not a Word document: it has no word/document.xml"),
        ("a.docx", docx([]), "no text in this document"),
        ("a.zip", b"PK\x03\x04 nothing", "not a readable zip: File is not a zip file"),
        ("a.zip", zipped({}), "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not text: it looks like a picture"),
        ("a.txt", b"%PDF-1.4", "not text: it looks like a PDF: name it .pdf"),
        ("a.txt", bytes(range(256)) * 99, "not text: it has binary data in it"),
        ("a.jsonl", bytes(range(256)) * 99, "not text: it has binary data in it"),
        ("a.txt", "\ufffd".encode() * 9 + b"abc", "not text, or its encoding cannot be told"),
        ("a.exe", b"MZ", ".exe files are not read; these are: .txt"),
        ("README", b"x", "files without an ending are not read"),
    ],
)
def test_bad_files_have_reasons(write: Write, name: str, content: bytes, expected: str) -> None:
    assert reason(write(name, content)).startswith(expected)


def test_a_protected_zip_member_is_named(write: Write) -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1  # of the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # of the directory
    [failed] = read([write("a.zip", bytes(data))])
    assert isinstance(failed, Unreadable) and failed.reason == "protected by a password"


def test_large_files_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(20_000_001)
    assert reason(path) == "larger than 20 MB: split it"


def test_a_zip_member_of_more_than_twenty_megabytes_is_refused(write: Write) -> None:
    noise = os.urandom(1_000_000).hex().encode()
    [failed] = read([write("a.zip", zipped({"a.txt": noise * 11}))])
    assert isinstance(failed, Unreadable) and failed.reason == "larger than 20 MB: split it"


def test_fifty_megabytes_of_json_lines_stream(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    row = json.dumps({"title": "One", "text": f"{FIRST} " * 7000}).encode() + b"\n"
    with path.open("wb") as stream:
        while stream.tell() < 50_000_000:
            stream.write(row)
    readings = read([path])
    next(readings)
    tracemalloc.start()
    try:
        count = 1 + sum(isinstance(each, Found) for each in readings)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == -(-50_000_000 // len(row))
    assert peak < 40_000_000


def test_reading_is_lazy(write: Write, tmp_path: Path) -> None:
    readings = read([write("a.txt", TEXT), tmp_path / "later.txt"])
    assert isinstance(next(readings), Found)
    write("later.txt", FIRST)
    assert isinstance(next(readings), Found)


def test_folders_are_read_in_order_without_hidden_files(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", "sub/.git/d.txt", "z.png"):
        write(name, f"{FIRST} {name}")
    readings = list(read([tmp_path, tmp_path / "no.txt"]))
    assert [os.path.relpath(each.path, tmp_path) for each in readings] == [
        "a.txt", "b.txt", "sub/c.txt", "z.png", "no.txt",
    ]  # fmt: skip
    assert [each for each in readings if isinstance(each, Unreadable)] == [
        Unreadable(str(tmp_path / "z.png"), f".png files are not read; these are: {' '.join(KINDS)}"),
        Unreadable(str(tmp_path / "no.txt"), "no such file or folder"),
    ]


def test_symlink_loops_end(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write("sub/a.txt", TEXT)
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to("self")
    (tmp_path / "sub" / "gone.txt").symlink_to("nowhere")
    readings = list(read([tmp_path]))
    assert sum(isinstance(each, Found) for each in readings) == 1
    assert {each.reason for each in readings if isinstance(each, Unreadable)} == {
        "a link to a folder that is read already",
        "Too many levels of symbolic links",
        "no such file or folder",
    }


def test_what_may_not_be_read_is_named(write: Write, tmp_path: Path) -> None:
    path = write("a.txt", TEXT)
    path.chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    user = os.geteuid()
    try:
        if user == 0:  # who may read everything
            os.seteuid(65534)
        readings = list(read([path, tmp_path / "shut"]))
    finally:
        os.seteuid(user)
    assert [each.reason for each in readings if isinstance(each, Unreadable)] == ["no permission to read it"] * 2


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
    codecs.BOM_UTF16_LE + b"a", b"\xff\xfe\x00", b"{", b'{"text": "\\ud800 a"}', b"title,text\n\"a", b"<p>",
    b"<rss><channel><item><title>a", b"%PDF-1.4\n1 0 obj", b"PK\x03\x04", b"---\ntitle: a\n---", b"# a\n\n|a|\n|-|",
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


def test_a_parser_that_fails_is_a_reason(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    assert reason(write("a.html", PAGE)) == "damaged, or not what its name says (RuntimeError: no luck)"


def test_an_unknown_kind_is_a_reason_inside_an_archive_too() -> None:
    import io

    [failed] = read_stream(io.BytesIO(b""), "a.exe")
    assert "not read" in getattr(failed, "reason", "")
