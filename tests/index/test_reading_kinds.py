"""Every kind of file read as a user would expect, piece by piece."""

import codecs
import json
from datetime import date
from pathlib import Path

import pytest

from index import Found, Unreadable
from index.reading import read
from tests.index.sources import (
    FIRST,
    PAGE,
    SECOND,
    TEXT,
    TITLE,
    URL,
    docx,
    only,
    pdf,
    reason,
    rss,
    write,
    zipped,
)

DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"{TITLE}\nDate: 4 March 2024\nSource: Westmere Post\nURL: {URL}\n\n{TEXT}"),
        ("a.TXT", f"Title: {TITLE}\nDate: 2024-03-04\nSource: Westmere Post\nURL: {URL}\n\n{TEXT}"),
        (
            "a.md",
            f"---\ndate: 2024-03-04\nurl: {URL}\nsource: Westmere Post\n---\n# {TITLE}\n\n{TEXT}",
        ),
        ("a.html", PAGE),
        ("a.htm", PAGE.replace("<!doctype html>", "<?xml version='1.0' encoding='latin-1'?>")),
        (
            "a.json",
            json.dumps(
                {"headline": TITLE, "body": TEXT, "pubDate": "Mon, 04 Mar 2024 10:00:00 GMT"}
                | {"link": URL, "source": {"id": None, "name": "Westmere Post"}}
            ),
        ),
        (
            "b.json",
            json.dumps(
                {
                    "status": "ok",
                    "articles": [
                        {
                            "title": TITLE,
                            "content": None,
                            "maintext": [FIRST, SECOND],
                            "description": "No.",
                            "publishedAt": 1709546400,
                            "canonical_url": URL,
                            "publisher": "Westmere Post",
                        }
                    ],
                }
            ),
        ),
        (
            "c.json",
            json.dumps(
                [
                    {
                        "name": TITLE,
                        "text": f"<p>{FIRST}</p>\n<p>{SECOND}<br></p>",
                        "url": URL,
                        "date_publish": "2024-03-04 10:00:00",
                        "site": "Westmere Post",
                    }
                ]
            ),
        ),
        (
            "a.csv",
            "Title,Text,Published At,URL,Source\n"
            f'"{TITLE}","{TEXT}",04/03/2024,{URL},Westmere Post\n',
        ),
        ("b.csv", f'title;body;date;link;site\n{TITLE};"{TEXT}";4.3.2024;{URL};Westmere Post\n'),
        (
            "a.tsv",
            "title\tcontent\tdate\turl\tpublisher\n"
            f'{TITLE}\t"{TEXT}"\t20240304\t{URL}\tWestmere Post',
        ),
        (
            "a.rss",
            rss(
                [
                    f"<title>{TITLE}</title><link>{URL}</link>"
                    "<pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>"
                    f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}</description>"
                ],
                "<title>Westmere Post</title>",
            ),
        ),
        (
            "a.atom",
            "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
            f"<title>Westmere Post</title><entry><title>{TITLE}</title><link href='{URL}'/>"
            "<published>2024-03-04T10:00:00Z</published><content type='html'>"
            f"&lt;p&gt;{FIRST}&lt;/p&gt; &lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>",
        ),
        (
            "a.docx",
            docx(
                [
                    ("Title", TITLE),
                    ("Normal", "Date: 2024-03-04"),
                    ("Normal", "Source: Westmere Post"),
                    ("Normal", f"URL: {URL}"),
                    ("Normal", FIRST.replace(" voted", "| vo|ted")),
                    ("Normal", SECOND),
                ]
            ),
        ),
    ],
)
def test_one_article_of_each_kind(tmp_path: Path, name: str, content: str | bytes) -> None:
    article = only(write(tmp_path / name, content))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert (article.published, article.url, article.source) == (DAY, URL, "Westmere Post")
    assert article.language == "en"


def test_prose_between_two_rules_is_no_front_matter(tmp_path: Path) -> None:
    prose = f"{FIRST}\n\nThe clerk said: it was late."
    article = only(write(tmp_path / "a.md", f"---\n\n{prose}\n\n---\n\n{SECOND}\n"))
    assert article.text == f"{prose}\n\n{SECOND}"


@pytest.mark.parametrize(
    "front",
    [
        "layout: post\ntags:\n  - fog\n  - ferries",
        "Tags: [fog,\n  ferries\n]\nDate: 2024-03-04\n# a comment\nreading time:",
        "summary: >\n  Fog came.\n\n  It stayed.\ntags:\n- fog",
    ],
)
def test_front_matter_is_no_part_of_the_text(tmp_path: Path, front: str) -> None:
    article = only(write(tmp_path / "a.md", f"---\n{front}\n---\n\n# {TITLE}\n\n{TEXT}"))
    assert (article.title, article.text) == (TITLE, TEXT)


def test_a_date_that_no_clock_can_hold_does_not_lose_the_rest(tmp_path: Path) -> None:
    rows = [{"text": FIRST, "date": int("9" * 400)}, {"text": SECOND, "date": -int("9" * 400)}]
    first, second = read([write(tmp_path / "news.json", json.dumps(rows))])
    assert isinstance(first, Found) and isinstance(second, Found)
    assert (first.article.published, second.article.published) == (None, None)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.txt", "a.md"])
def test_a_byte_order_mark_alone_is_an_empty_file(tmp_path: Path, name: str) -> None:
    assert reason(write(tmp_path / name, codecs.BOM_UTF8)) == "empty"


def test_a_jsonl_row_is_named_by_its_line_and_a_broken_one_does_not_stop_the_rest(
    tmp_path: Path,
) -> None:
    rows = [
        json.dumps({"title": "One", "text": FIRST, "language": "en-GB"}),
        '{"title": "Two", "text": ',
        "",
        json.dumps({"title": "Three", "date": "2024-03-04"}),
        "[1, 2]",
        json.dumps({"text": SECOND, "lang": "fr", "url": "javascript:alert(1)"}),
    ]
    path = write(tmp_path / "news.jsonl", "\r\n".join(rows))
    one, two, three, four, six = read([path])
    assert isinstance(one, Found) and isinstance(six, Found)
    assert (one.path, one.article.title, one.article.language) == (f"{path}:1", "One", "en")
    assert isinstance(two, Unreadable) and two.path == f"{path}:2"
    assert two.reason.startswith("not JSON: ")
    assert three == Unreadable(
        f"{path}:4", "no text in a field called text, body, content, article or description"
    )
    assert four == Unreadable(f"{path}:5", "not an object but [1, 2]")
    assert (six.path, six.article.language, six.article.url) == (f"{path}:6", "fr", None)


def test_json_lines_in_a_json_file_are_read_as_such(tmp_path: Path) -> None:
    path = write(
        tmp_path / "news.json", "\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(3))
    )
    assert [each.path for each in read([path])] == [f"{path}:1", f"{path}:2", f"{path}:3"]


def test_several_articles_of_a_file_are_numbered(tmp_path: Path) -> None:
    many = [{"title": str(n), "text": FIRST} for n in range(3)]
    path = write(tmp_path / "news.json", json.dumps({"items": [*many, "x"]}))
    found = list(read([path]))
    assert [each.path for each in found] == [f"{path}#{n}" for n in (1, 2, 3, 4)]
    assert isinstance(found[3], Unreadable)
    feed = write(
        tmp_path / "news.xml",
        rss(
            [f"<title>{n}</title><description>{FIRST}</description>" for n in "ab"]
            + ["<title>c</title>"]
        ),
    )
    first, second, third = read([feed])
    assert (first.path, second.path) == (f"{feed}#1", f"{feed}#2")
    assert third == Unreadable(f"{feed}#3", "no text in this entry")


def test_rows_of_a_table_are_named_by_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv",
        f'title,text\nOne,"{FIRST}\n\n{SECOND}"\n\nTwo,\nThree,{SECOND.replace(",", "")}\n',
    )
    one, two, three = read([path])
    assert one.path == f"{path}:2"
    assert isinstance(two, Unreadable) and two.path == f"{path}:6"
    assert isinstance(three, Found) and (three.path, three.article.title) == (f"{path}:7", "Three")


def test_a_table_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    assert reason(write(tmp_path / "t.csv", "id,score\n1,2\n")).endswith("there are: id, score")


def test_pages_of_a_pdf_are_one_article(tmp_path: Path) -> None:
    head, foot = (9.0, "Westmere Post, spring edition"), "Page {} of 3"
    pages = [
        [
            head,
            (20.0, "Harbour Council Votes to Deepen"),
            (20.0, "the Eastern Channel"),
            (11.0, "The harbour council of Westmere voted on Tuesday to deepen its eastern chan-"),
            (11.0, "nel, ending a dispute that had lasted for four years."),
            (9.0, foot.format(1)),
        ],
        [
            head,
            (11.0, "The long-"),
            (11.0, "serving chair, Ana Brandt, had asked everybody in the room to vote before the"),
            (11.0, "long-serving clerk went home, which he did at midnight."),
            (9.0, foot.format(2)),
        ],
        [head, (11.0, "Work begins in May."), (9.0, foot.format(3))],
    ]
    article = only(write(tmp_path / "a.pdf", pdf(pages, "channel.indd")))
    assert article.title == TITLE
    assert article.text == (
        f"{FIRST}\n\nThe long-serving chair, Ana Brandt, had asked everybody in the room to vote "
        "before the long-serving clerk went home, which he did at midnight.\n\nWork begins in May."
    )


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    assert "scans" in reason(write(tmp_path / "a.pdf", pdf([[]])))


def test_the_title_of_a_document_is_used_where_none_is_styled(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.docx", docx([("Normal", FIRST)], "Channel"))).title == "Channel"


def test_members_of_a_zip_are_read_and_nothing_is_written(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{FIRST} {n}"}) for n in range(2))
    path = write(
        tmp_path / "all.zip",
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


def test_zip_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write(tmp_path / "bomb.zip", zipped({"a.txt": TEXT, "b.txt": b"a" * 5_000_000}))
    good, bad = read([bomb])
    assert isinstance(good, Found)
    assert isinstance(bad, Unreadable) and "zip bomb" in bad.reason
    monkeypatch.setattr("index.reading.archives._MAX_TOTAL", 1_000_000)
    assert reason(bomb) == "it unpacks to more than 1 MB"
    monkeypatch.setattr("index.reading.archives._MAX_MEMBERS", 1)
    assert reason(bomb) == "2 members, at most 1 are read"
