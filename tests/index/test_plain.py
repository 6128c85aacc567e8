"""Plain text and Markdown: titles, dates, and where one article ends and the next begins."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Found, Unreadable
from index.reading import read_text

PORT = "Northport and Saltmarsh Agree on Joint Ferry Patrols"
PORT_CAPTION = "Minister Tuva Lindqvist greets her guest. (Northport’s Ministry of Transport)"
PORT_BODY = (
    "Transport Minister Tuva Lindqvist said on Monday that Northport was ready to patrol the "
    "ferry lanes together with Saltmarsh.\n\n"
    "She made her remarks in an interview with a local station during a visit to the docks. "
    "“We share one sea,” she said, “and one set of problems.”\n\n"
    "The two ports have quarrelled over fishing rights since the spring. Lindqvist added that the "
    "patrols would not touch that dispute."
)
GRAIN = "Okoro: Lakeland Keeps Its Grain Corridor Open, Will Not Raise Tolls"
GRAIN_CAPTION = "Trucks queue at the border crossing of Hollin earlier this month. (AFP)"
GRAIN_BODY = (
    "Lakeland Agriculture Minister Daniel Okoro said that his country “has not and will not close "
    "the grain corridor.” He promised talks with growers before the harvest.\n\n"
    "Speaking at a press conference on Tuesday, Okoro blamed the queues at the border on a broken "
    "weighbridge rather than on policy.\n\n"
    "“Tolls stay where they are,” he said. Haulage firms had asked for a cut."
)


def as_scraped(title: str, caption: str, body: str) -> str:
    """Lay an article out as a content system leaves it: title twice, caption twice, "TT"."""
    top = f"{title}\n\n{caption}\n{caption}\n"
    return f"{top}TT\n\n{top}\n{body}"


def articles(text: str, title: str | None = None) -> list[Article]:
    found = list(read_text(text, "paste", title))
    assert all(isinstance(each, Found) for each in found), found
    return [each.article for each in found if isinstance(each, Found)]


def titles(text: str) -> list[str]:
    return [article.title for article in articles(text)]


def test_two_scraped_articles_come_out_as_two_clean_ones() -> None:
    text = (
        as_scraped(PORT, PORT_CAPTION, PORT_BODY)
        + "\n\n\n\n"
        + as_scraped(GRAIN, GRAIN_CAPTION, GRAIN_BODY)
    )
    found = list(read_text(text, "paste"))
    assert [each.path for each in found] == ["paste#1", "paste#2"]
    first, second = articles(text)
    assert (first.title, first.text) == (PORT, PORT_BODY)
    assert (second.title, second.text) == (GRAIN, GRAIN_BODY)


@pytest.mark.parametrize(
    "layout",
    [
        "{title}\n\n{title}\n\n{body}",
        "{title}\n{title}\n\n{body}",
        "{title}\n\nBy Jon Aster\n\n{title}\n\n{body}",
        "{title}\n\n{body}",
        "{title}\n\n5 March 2024\n\n{body}",
        "{title}.\n\n{title}.\n\n{body}",
    ],
)
def test_two_or_more_blank_lines_above_a_headline_part_articles(layout: str) -> None:
    both = [(PORT, PORT_BODY), (GRAIN, GRAIN_BODY)]
    text = "\n\n\n".join(layout.format(title=title, body=body) for title, body in both)
    assert [(each.title.rstrip("."), each.text) for each in articles(text)] == both


@pytest.mark.parametrize("line", ["----", "==========", "****", "- - - - -", "####"])
def test_a_separator_parts_articles_that_begin_with_a_title(line: str) -> None:
    brief = "Ferries Late\n\nFog held up three ferries on Monday. They left at noon."
    text = (
        f"{PORT}\n\n{PORT_BODY}\n\n{line}\n\n{brief}\n{line}\n\n{GRAIN}\n\n{GRAIN_BODY}\n{line}\n"
    )
    assert titles(text) == [PORT, "Ferries Late", GRAIN]


def test_furniture_below_the_last_separator_is_no_article() -> None:
    text = f"{PORT}\n\n{PORT_BODY}\n\n----\n\n{GRAIN}\n\n{GRAIN_BODY}\n\n----\nAll rights reserved."
    assert titles(text) == [PORT, GRAIN]


def test_headers_part_articles() -> None:
    text = (
        f"Source: Harbour Gazette\nTitle: {PORT}\nDate: 2024-03-04\n\n{PORT_BODY}\n\n"
        f"Title: {GRAIN}\nURL: https://news.example/grain\nDate: 5 March 2024\n\n{GRAIN_BODY}"
    )
    first, second = articles(text)
    assert (first.title, first.source, first.published) == (
        PORT,
        "Harbour Gazette",
        date(2024, 3, 4),
    )
    assert (second.url, second.published) == ("https://news.example/grain", date(2024, 3, 5))
    assert (first.text, second.text) == (PORT_BODY, GRAIN_BODY)


SECTION = (
    "Residents of the old quarter remember the flood well. The water stood for nine days, and the "
    "bakery on the corner never opened again. The town paid for pumps, sandbags and a siren. "
    "Nobody has used them since, though every autumn the fire brigade takes them out and tries "
    "them on the square before the school, where the children count how long the siren lasts."
)
VERSE = (
    "The tide goes out, the tide comes in,\nand nothing stays the same\n\n"
    "O carry me home\n\nThe nets are torn, the boats are thin,\nand no one knows my name\n\n"
    "O carry me home\n\nThe tide goes out, the gulls come in,\nI never knew who came\n\n"
    "O carry me home"
)


@pytest.mark.parametrize(
    "text",
    [
        # sections under short headings, wide gaps above each
        f"{PORT}\n\n{PORT_BODY}\n\n\nBackground\n\n{SECTION}\n\n\nWhat happens next\n\n{SECTION}!",
        # a section under a long heading, about people introduced above by their full names
        f"{PORT}\n\n{PORT_BODY}\n\n\nHow the ferry patrols of two ports would work in practice\n\n"
        f"The patrols would sail from both ports, Lindqvist said. {SECTION}",
        # a long heading that the text below does not take up
        f"{PORT}\n\n{PORT_BODY}\n\n\nWhy nobody in these towns likes to talk of it\n\n{SECTION}",
        # wide gaps everywhere mean nothing
        f"{PORT}\n\n\n" + PORT_BODY.replace("\n\n", "\n\n\n") + f"\n\n\n{GRAIN}\n\n\n{GRAIN_BODY}",
        # too little text below the second headline
        f"{PORT}\n\n{PORT_BODY}\n\n\nFerry patrols start on both sides in May\n\nMore follows.",
        # sections parted by stars, without titles
        f"{PORT}\n\n{PORT_BODY}\n\n****\n\n{SECTION}\n\n****\n\n{SECTION}!",
        # an underlined heading
        f"{PORT}\n==========\n\n{PORT_BODY}\n\nBackground\n----------\n\n{SECTION}",
        # lists
        f"{PORT}\n\n{PORT_BODY}\n\n\nAna Brandt of the town of Westmere\nJon Aster of Northport\n"
        "\n\nMia de Witt of the town of Saltmarsh\nDaniel Okoro of Lakeland",
        # an interview
        f"Host\n\nWhen does the ferry sail?\n\nHost\n\n{SECTION}\n\nGuest\n\nAt noon.\n\n"
        f"Guest\n\n{SECTION}!",
        # a last line below a separator
        f"{PORT}\n\n{PORT_BODY}\n\n----\nThis report was corrected on Monday.",
        VERSE,
        VERSE.replace("\n\n", "\n\n\n"),
        SECTION,
        f"{SECTION}\n\n\n{SECTION}!",
    ],
)
def test_one_article_stays_one(text: str) -> None:
    [article] = articles(text)
    words = text.replace("-", "").replace("=", "").replace("*", "").split()
    assert article.text.split()[-3:] == words[-3:]


REPEATED = [
    "The council voted on Tuesday to deepen the channel and the work begins in May.",
    "“We share one sea,” she said.",
    "Nobody was hurt!",
    "The strike goes on, crews say",
]


@pytest.mark.parametrize("title", [f"{PORT}\n\n", ""])
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n\n\n"])
@pytest.mark.parametrize("repeated", REPEATED[:2])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_paragraph_printed_again_is_no_title(
    title: str, gap: str, repeated: str, times: int
) -> None:
    first, *rest = f"{PORT_BODY}\n\n{GRAIN_BODY}".split("\n\n")
    in_a_row = [first, *[repeated] * times, *rest]
    spread = [first, *(line for each in rest[:times] for line in (repeated, each)), *rest[times:]]
    for paragraphs in (in_a_row, spread):
        assert len(articles(title + gap.join(paragraphs))) == 1


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_line_printed_three_times_is_no_title_without_a_gap(repeated: str) -> None:
    first, *rest = f"{PORT_BODY}\n\n{GRAIN_BODY}".split("\n\n")
    in_a_row = [first, *[repeated] * 3, *rest]
    refrain = [first, *(line for each in rest[:3] for line in (repeated, each)), *rest[3:]]
    for paragraphs in (in_a_row, refrain):
        assert len(articles("\n\n".join([PORT, *paragraphs]))) == 1


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_an_article_pasted_twice_is_itself_twice(gap: str) -> None:
    once = f"{GRAIN}\n\n{GRAIN_CAPTION}\n\n{GRAIN}\n\n{GRAIN_BODY}"
    assert [each.text for each in articles(f"{once}{gap}{once}")] == [GRAIN_BODY] * 2


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"{PORT}\n\n{SECTION}", PORT, SECTION),
        (f"{PORT}\n{SECTION}", PORT, SECTION),
        (f"Will the Ferries Sail?\n\n{SECTION}", "Will the Ferries Sail?", SECTION),
        (f"Skip to content\n\n{PORT}\n\n{SECTION}", PORT, SECTION),
        (
            "Ferries were late. Fog was thick.",
            "Ferries were late.",
            "Ferries were late. Fog was thick.",
        ),
        ("Ferries late", "Ferries late", "Ferries late"),
    ],
)
def test_the_title_is_the_first_short_line_or_the_first_sentence(
    text: str, title: str, body: str
) -> None:
    [article] = articles(text)
    assert (article.title, article.text) == (title, body)


def test_a_long_first_sentence_is_clipped_at_a_word() -> None:
    [article] = articles(SECTION.replace(". ", ", ", 5))
    assert article.title.endswith("…")
    assert len(article.title) <= 100
    assert article.text.startswith(article.title[:-1])


def test_a_title_that_is_given_is_the_title_of_all() -> None:
    [article] = articles(
        f"{PORT}\n\n{PORT}\n\n{SECTION}\n\n\n{GRAIN}\n\n{GRAIN_BODY}", "My own title"
    )
    assert article.title == "My own title"


@pytest.mark.parametrize(
    ("head", "published", "source"),
    [
        ("Title: Ferries Late\nDate: 3/4/2024\nSource: Gazette\n", date(2024, 4, 3), "Gazette"),
        ("Ferries Late\nDate: March 4, 2024\nSource: Gazette\n", date(2024, 3, 4), "Gazette"),
        ("Ferries Late\n\nPublished: 4 March 2024, 10:15 GMT\n", date(2024, 3, 4), None),
        ("Ferries Late\n\nBy Ana Brandt\n\n2024-03-04\n", date(2024, 3, 4), None),
        ("Ferries Late\n\nWESTMERE, March 4, 2024 (Gazette) - Fog came.\n", date(2024, 3, 4), None),
        ("Ferries Late\n\nWESTMERE, March 4 (Gazette) - Fog came.\n", None, None),
        ("Ferries Late\nDate: 30 February 2024\nSource: Gazette\n", None, "Gazette"),
        ("Ferries Late\nDate: 4 March 2999\nSource: Gazette\n", None, "Gazette"),
        (
            "---\ntitle: 'Ferries Late'\ndate: 2024-03-04\nsource: Gazette\n---\n",
            date(2024, 3, 4),
            "Gazette",
        ),
        ("# Ferries Late\n\nDate: 2024-03-04\nSource: Gazette\n", date(2024, 3, 4), "Gazette"),
    ],
)
def test_lines_above_the_text(head: str, published: date | None, source: str | None) -> None:
    [article] = articles(f"{head}\n{SECTION}")
    assert article.title == "Ferries Late"
    assert (article.published, article.source) == (published, source)
    assert article.text.endswith(SECTION)
    assert "Date:" not in article.text
    assert "Source:" not in article.text


def test_a_headline_that_begins_with_source_is_no_header() -> None:
    [article] = articles(f"Source: Ferries to Sail Again\n\n{SECTION}")
    assert (article.title, article.source) == ("Source: Ferries to Sail Again", None)


def test_markdown_becomes_plain_text_with_its_paragraphs() -> None:
    [article] = articles(
        "# Ferries **Late**\n\nFog held up *three* [ferries](https://x.example)\non Monday.\n\n"
        "![a ferry](f.png)\n\n## Why\n\n- fog\n- `ice`\n\n> “We wait,” said Ana Brandt.\n\n"
        "<div>Tea was <b>served</b>.</div>\n\n| port | hours |\n|---|---|\n| Westmere | 3 |\n"
    )
    assert article.title == "Ferries Late"
    assert article.text == (
        "Fog held up three ferries on Monday.\n\nWhy\n\nfog\n\nice\n\n“We wait,” said Ana Brandt."
        "\n\nTea was served.\n\nport | hours\n\nWestmere | 3"
    )


@pytest.mark.parametrize("break_", ["<br>", "<br/>", "</p><p>"])
def test_a_tag_that_breaks_parts_words_and_others_do_not(break_: str) -> None:
    [article] = articles(f"# Ferries Late\n\nFog{break_}held up <b>three</b> f<i>e</i>rries.")
    assert article.text == "Fog held up three ferries."


def test_several_headings_of_level_one_are_several_articles() -> None:
    text = f"# {PORT}\n\n{PORT_BODY}\n\n## Why\n\n{SECTION}\n\n# {GRAIN}\n\n{GRAIN_BODY}\n"
    assert titles(text) == [PORT, GRAIN]
    assert titles(f"# {PORT}\n\n{PORT_BODY}\n\n# Background\n\n{SECTION}") == [PORT]


def test_nothing_is_an_error() -> None:
    assert list(read_text(" \n\u200b\n", "paste")) == [Unreadable("paste", "empty")]
    assert list(read_text("", "paste", "A title")) == [Unreadable("paste", "empty")]
    [failed] = read_text("Title: Ferries Late\nSource: Gazette\n", "paste")
    assert failed == Unreadable("paste", "no text under the title 'Ferries Late'")


def test_a_text_of_more_than_five_million_characters_is_refused() -> None:
    [failed] = read_text("sail " * 1_000_001, "paste")
    assert isinstance(failed, Unreadable)
    assert failed.reason == "5,000,005 characters, at most 5,000,000 make one article: split it"


LINES = st.sampled_from(
    [
        PORT,
        GRAIN,
        PORT_CAPTION,
        "TT",
        "",
        "",
        "",
        "----",
        "Title: Late",
        "Date: 2024-01-02",
        "# Late",
        "---",
        "title: Late",
        "Source: x",
        SECTION,
        "By Ana Brandt",
        "Published: 3 May 2024",
        "> a",
        "|a|",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(st.characters()), st.lists(LINES).map("\n".join)))
def test_any_text_gives_articles_or_reasons(text: str) -> None:
    for each in read_text(text, "paste"):
        assert isinstance(each, Unreadable) or (each.article.title and each.article.text)
        if isinstance(each, Found):
            (each.article.title + each.article.text).encode("utf-8")
