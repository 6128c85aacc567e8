"""Rendering: all text shows as itself, marks are exactly the cited words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Citation, Cited, Statement, Summary, Timings, as_text
from assistant.dates import DateLimits
from assistant.types import ResolvedDate
from index import Article, Filter, Headline
from tests.ui.fake import ARTICLES, FakeAssistant
from ui.adding import Entry, Progress
from ui.conversation import Conversation, Named, Turn
from ui.export import plain_text, to_markdown
from ui.reading import Reading
from ui.render.adding import render_progress
from ui.render.chat import render_earlier, render_latest, render_turn
from ui.render.library import render_filter, render_list, render_scope, render_tools
from ui.render.reader import render_reader, render_suggestions, render_text
from ui.render.words import age, escape, plural, shorten, web_address
from ui.shelf import Shelf

TODAY = date(2025, 11, 24)
HOSTILE = """</p><script>alert(1)</script><img src=x onerror=alert(1)>"' & {{x}} ${1} <b>"""
# What a browser can hold: no lone surrogates, no NUL.
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=80)


class Page(HTMLParser):
    """The tags, attributes and text of some HTML, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.text = ""
        self.marked = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.values += [value or "" for _, value in attrs]
        self._in_mark = self._in_mark or tag == "mark"

    def handle_endtag(self, tag):
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data):
        self.text += data
        if self._in_mark:
            self.marked += data


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, tuple[int, int], list[tuple[int, int]]]:
    text = draw(st.text(st.sampled_from("ab <&\"'\r\n\t.é𝔘ש👩‍🚀"), min_size=1, max_size=60))
    edge = st.integers(0, len(text))
    pairs = st.tuples(edge, edge).map(lambda pair: (min(pair), max(pair)))
    proper = pairs.filter(lambda pair: pair[0] < pair[1])
    return text, draw(proper), draw(st.lists(proper, max_size=3))


@given(spans())
def test_a_text_shows_itself_and_its_mark_is_the_cited_words(case):
    text, mark, also = case
    page = Page(render_text(text, mark, also))
    assert page.text == text
    assert page.marked == text[mark[0] : mark[1]]
    assert page.tags <= {"p", "mark", "span"}


def test_a_mark_across_paragraphs_keeps_every_character():
    text = "One.\n\nTwo is here.\nThree."
    page = Page(render_text(text, (0, len(text))))
    assert page.marked == text


@given(TEXT)
def test_escaped_text_is_one_text(text):
    page = Page(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert page.tags == {"p"}
    assert page.attributes == {"title"}
    assert page.text == text


def test_what_no_browser_can_hold_is_replaced():
    assert escape("a\ud800b\0c") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


def hostile_pages() -> Iterator[str]:
    article = Article.of(HOSTILE, HOSTILE, source=HOSTILE, url=f"javascript:{HOSTILE}")
    headline = FakeAssistant([article]).articles()
    citation = Citation.of(article, 0, len(HOSTILE))
    cited = (Cited(HOSTILE, (citation,)),)
    turns = [
        Turn(1, HOSTILE, HOSTILE, "answered", HOSTILE, short=HOSTILE, sentences=cited),
        Turn(
            2, HOSTILE, HOSTILE, "refused", reason="off_topic",
            nearest=(Named(article.id, HOSTILE, None),),
        ),
        Turn(3, HOSTILE, HOSTILE, "failed", error=HOSTILE),
        Turn(4, HOSTILE, HOSTILE, "stopped", sentences=cited),
        Turn(5, HOSTILE, HOSTILE, "reading", sentences=cited),
    ]  # fmt: skip
    talk = Conversation("id", {t.number: t for t in turns})
    yield render_earlier(talk, TODAY) + render_latest(talk, 1, (), TODAY)
    yield render_latest(Conversation(), 1, (HOSTILE,), TODAY)
    shelf = Shelf(query=HOSTILE, source=HOSTILE, removed=(article,))
    yield render_filter(shelf, [HOSTILE], TODAY)
    yield render_tools(shelf, 1, 1, 1)
    yield render_tools(Shelf(notice=HOSTILE), 1, 0, 1)
    yield render_list(Shelf(), headline, (), 1, article.id, TODAY)
    twice = [*headline, replace(headline[0], id="copy")]
    yield render_list(Shelf(), twice, ((article.id, "copy"),), 2, article.id, TODAY)
    yield render_scope(Filter(sources=frozenset({HOSTILE})), 3)
    entries = {"a": Entry(HOSTILE, "failed", HOSTILE)}
    yield render_progress(Progress(("a",), entries, running=False, error=HOSTILE))
    reading = Reading(notice=HOSTILE, suggestions=(HOSTILE,))
    reading.open(article)
    reading.follow(article, [citation, citation], 0, HOSTILE)
    reading.notice, reading.suggestions, reading.length = HOSTILE, (HOSTILE,), "short"
    reading.summaries = {"short": Summary((article.id,), cited, "short")}
    reading.statements = (Statement(HOSTILE, HOSTILE, HOSTILE, True, citation),)
    yield render_reader(reading, TODAY)
    yield render_suggestions(reading)


@pytest.mark.parametrize("html", list(hostile_pages()))
def test_no_text_becomes_a_tag_or_a_handler(html):
    page = Page(html)
    assert not page.tags & {"script", "img", "iframe", "object", "style", "link"}
    assert not [name for name in page.attributes if name.startswith("on")]
    assert HOSTILE in page.text + " ".join(page.values)
    assert 'href="javascript' not in html


def test_an_answer_cites_every_sentence_and_names_each_source_once():
    article = ARTICLES[0]
    first, second = Citation.of(article, 0, 20), Citation.of(article, 30, 50)
    sentences = (Cited("One.", (first,)), Cited("Two.", (second, first)))
    turn = Turn(1, "Q?", "all 3 articles", "answered", short="1", sentences=sentences)
    html = render_latest(Conversation("c", {1: turn}), 3, (), TODAY)
    assert html.count('class="cite-number"') == 3
    assert html.count('class="source"') == 1
    assert "<strong>1</strong>" in html
    assert "Asked of all 3 articles" in html


TUESDAY, NEXT_TUESDAY = date(2025, 5, 6), date(2025, 5, 13)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("It reopened on Tuesday.", ["on Tuesday"], "It reopened on Tuesday [6 May 2025]."),
        # What somebody said stays as it was said.
        ("“We leave on Tuesday,” she said.", ["on Tuesday"], "“We leave on Tuesday,” she said."),
        (
            "It closed on Tuesday for the Tuesday after.",
            ["on Tuesday", "Tuesday"],
            "It closed on Tuesday [6 May 2025] for the Tuesday [13 May 2025] after.",
        ),
        ("It reopened at dawn.", ["on Tuesday"], "It reopened at dawn."),
    ],
)
def test_terminal_clipboard_and_page_tell_the_same_days(text, words, shown):
    days = [TUESDAY, NEXT_TUESDAY][: len(words)]
    meant = tuple(ResolvedDate(each, day, day) for each, day in zip(words, days, strict=True))
    cited = Cited(text, (Citation.of(ARTICLES[0], 0, 20),), meant)
    answer = Answer("When?", "on Tuesday", (cited,), (), Timings(0, 0, 0), short_dates=meant[:1])
    turn = Turn(1, "When?", "all").ended(answer)
    paragraphs = ["on Tuesday [6 May 2025]", f"{shown} [1]"]
    assert as_text.outcome(answer).split("\n\n")[:2] == paragraphs
    assert plain_text(turn).split("\n\n")[:2] == paragraphs
    page = Page(render_turn(turn, TODAY))
    assert paragraphs[0] in page.text
    assert f"{shown}1" in page.text


def test_sentences_of_different_articles_are_paragraphs_with_their_days():
    one, other, _ = ARTICLES
    told = [Citation.of(one, 0, 20), Citation.of(one, 30, 50), Citation.of(other, 0, 20)]
    sentences = tuple(Cited(f"Sentence {n}.", (c,)) for n, c in enumerate(told))
    turn = Turn(1, "Q?", "all", "answered", sentences=sentences)
    html = render_turn(turn, TODAY)
    page = Page(html)
    assert html.count('class="said-on"') == 2
    assert "15 Sep 2025 Sentence 0." in page.text
    assert "3 Mar 2024 Sentence 2." in page.text
    ids = [value for value in page.values if value.startswith("tip-1-")]
    assert len(set(ids)) == 3
    alone = Turn(1, "Q?", "all", "answered", sentences=sentences[:2])
    assert 'class="said-on"' not in render_turn(alone, TODAY)


@pytest.mark.parametrize("support", ["strong", "partial", "weak", None])
def test_how_surely_a_sentence_answers_is_said_in_words_too(support):
    cited = Cited("One.", (Citation.of(ARTICLES[0], 0, 20),), support=support)
    page = Page(render_turn(Turn(1, "Q?", "all", "answered", sentences=(cited,)), TODAY))
    assert (f"{support} support" in page.values) == (support is not None)


def test_questions_about_an_article_say_which_it_is():
    reading = Reading(suggestions=("Who reopened it?",))
    assert render_suggestions(reading) == ""
    reading.open(ARTICLES[0])
    reading.suggestions = ("Who reopened it?",)
    html = render_suggestions(reading)
    assert f'data-of="{ARTICLES[0].id}"' in html
    assert "Who reopened it?" in html


def test_nothing_that_contradicts_is_said_so_of_whoever_was_asked_about():
    turn = Turn(1, "Did Lavrov?", "all", "refused", reason="unchanged", speaker="Lavrov", asked=1)
    for text in (Page(render_turn(turn, TODAY)).text, to_markdown([turn], {}, TODAY)):
        assert "No two statements were found that contradict one another." in text
        assert "don't say" not in text


def test_an_event_that_no_article_dates_limits_nothing_and_the_page_says_so():
    limits = DateLimits(None, None, "since the visit")
    turn = Turn(1, "What happened?", "all 3 articles", "refused", reason="off_topic", limits=limits)
    assert "of all dates: they tell no one day for since the visit" in Page(
        render_turn(turn, TODAY)
    ).text.replace("“", "").replace("”", "")
    assert "only of" not in to_markdown([turn], {}, TODAY)


@pytest.mark.parametrize(
    ("reason", "named"), [("empty", False), ("unsupported", True), ("unchanged", False)]
)
def test_a_refusal_names_a_speaker_only_where_something_was_read(reason, named):
    turn = Turn(1, "What did Lavrov say?", "all", "refused", reason=reason, speaker="Lavrov")
    assert ("Lavrov saying anything" in render_turn(turn, TODAY)) is named


@pytest.mark.parametrize(
    ("scope", "asked", "held", "says"),
    [
        ("all 12 articles", 12, 12, "Your articles don't say."),
        ("12 ticked articles", 12, 12, "Your articles don't say."),
        ("2 ticked articles", 2, 12, "These articles don't say."),
        ("5 articles from BBC since 3 May 2024", 5, 12, "These articles don't say."),
        ("1 article since 3 May 2024", 1, 12, "This article doesn't say."),
        ("in other words", 1, 12, "This article doesn't say."),
        ("the one article", 1, 1, "This article doesn't say."),
        ("the open article", 1, 12, "This article doesn't say."),
    ],
)
@pytest.mark.parametrize("speaker", [None, "Lavrov"])
def test_a_refusal_speaks_of_what_was_asked_and_its_export_says_the_same(
    scope, asked, held, says, speaker
):
    turn = Turn(
        1, "Q?", scope, "refused", reason="unsupported", speaker=speaker, asked=asked, held=held
    )
    shown, saved = Page(render_turn(turn, TODAY)).text, to_markdown([turn], {}, TODAY)
    why = f"has {speaker} saying" if speaker else "no sentence in"
    for text in (shown, saved):
        assert says in text
        assert why in text
        assert ("them" in text) is not says.startswith("This")


@pytest.mark.parametrize(
    ("scope", "asked", "held", "offers"),
    [
        ("all 12 articles", 12, 12, False),
        ("the one article", 1, 1, False),
        ("1 ticked article", 1, 1, False),
        ("5 articles since 3 May 2024", 5, 5, False),
        ("2 ticked articles", 2, 12, True),
        ("no articles since 3 May 2024", 0, 12, True),
        ("the open article", 1, 12, True),
        ("the open article", 1, 1, False),
    ],
)
def test_what_some_articles_do_not_say_can_be_asked_of_all(scope, asked, held, offers):
    turn = Turn(
        1, "And it?", scope, "refused", searched="And the port?", reason="unsupported",
        asked=asked, held=held,
    )  # fmt: skip
    html = render_turn(turn, TODAY)
    assert ("Ask all articles" in Page(html).text) is offers
    assert ('data-text="And the port?" data-everywhere' in html) is offers


def test_the_open_article_that_does_not_say_is_not_spoken_of_as_many():
    turn = Turn(1, "Q?", "the open article", "refused", reason="unsupported")
    assert "This article doesn't say." in Page(render_turn(turn, TODAY)).text
    assert "articles don't" not in Page(render_turn(turn, TODAY)).text


@pytest.mark.parametrize("reason", ["empty", "off_topic", "unsupported"])
def test_a_refusal_has_no_citation(reason):
    near = Named(ARTICLES[0].id, ARTICLES[0].title, ARTICLES[0].published)
    turn = Turn(1, "Q?", "all", "refused", reason=reason, nearest=(near,))
    html = render_latest(Conversation("c", {1: turn}), 3, (), TODAY)
    assert 'data-do="cite"' not in html
    assert 'class="refusal"' in html
    assert ARTICLES[0].title in html


def test_rows_are_cut_at_the_limit_and_the_rest_is_offered():
    headlines = [
        Headline(f"{n:012x}", f"Title {n}", None, None, None, "en", 10) for n in range(600)
    ]
    html = render_list(Shelf(), headlines, (), 600, None, TODAY)
    assert html.count('class="row"') == 500
    assert "other 100" in html


NAMED = [
    Headline(name, f"Bridge opens {name}", None, source, day, "en", 10)
    for name, source, day in (
        ("wire", "Wire", date(2025, 3, 1)),
        ("post", "Post", date(2025, 3, 2)),
        ("other", "Post", date(2025, 3, 2)),
        ("courier", "Courier", date(2025, 3, 3)),
    )
]
COPIES = (("wire", "post", "courier"),)


def test_near_duplicates_are_folded_behind_the_first_and_all_are_there():
    page = Page(html := render_list(Shelf(), NAMED, COPIES, 4, None, TODAY))
    assert html.count('class="group"') == 1
    assert html.count('class="row"') == 4
    assert html.index("opens courier") < html.index("+2 nearly the same") < html.index("opens post")
    assert "Ask Bridge opens courier and 2 nearly the same" in page.values
    # Folded, the cross removes all of them, and says so to whoever hovers over it.
    assert page.values.count("Remove 3 articles: Bridge opens courier") == 3
    assert html.count('title="Remove 3 articles: Bridge opens courier"') == 1
    assert 'title="Remove Bridge opens post"' in html


@pytest.mark.parametrize(
    ("shelf", "rows"),
    [
        (Shelf(), [["courier", "post", "wire"], ["other"]]),
        (Shelf(sort="oldest"), [["wire", "post", "courier"], ["other"]]),
        (Shelf(query="post"), [["other"], ["post"]]),
        (Shelf(query="wire"), [["wire"]]),
        # Who looks for a source finds its articles where its name is.
        (Shelf(sort="source"), [["courier"], ["other"], ["post"], ["wire"]]),
    ],
)
def test_of_near_duplicates_only_those_shown_are_folded(shelf, rows):
    assert [[each.id for each in row] for row in shelf.rows(NAMED, COPIES)] == rows


def test_folded_articles_are_counted_like_others():
    headlines = [replace(NAMED[0], id=f"{n}", title=f"{n:04}") for n in range(1100)]
    copies = tuple((f"{n}", f"{n + 1}") for n in range(0, 1100, 2))
    html = render_list(Shelf(), headlines, copies, 1100, None, TODAY)
    assert html.count('class="group"') == 500
    assert "other 100" in html
    assert "1,100 articles" in render_tools(Shelf(), 1100, 0, 1100)


def test_an_article_in_another_language_says_so():
    reading = Reading()
    reading.open(Article.of("Titre", "Le port a rouvert lundi.", language="fr"))
    assert "not seem to be in English" in render_reader(reading, TODAY)
    reading.statements = ()
    assert "for English articles only" in render_reader(reading, TODAY)


def test_what_is_quoted_stands_in_quotation_marks():
    reading, quoted = Reading(), Citation.of(ARTICLES[0], 0, 20)
    reading.open(ARTICLES[0])
    reading.statements = (
        Statement("Anna Brandt", "We reopen", "said", True, quoted),
        Statement("Anna Brandt", "the port reopened", "said", False, quoted),
    )
    text = Page(render_reader(reading, TODAY)).text
    assert "“We reopen” quoted · said" in text
    assert "the port reopened reported · said" in text
    assert "“the port" not in text


def test_a_summary_says_what_was_read_for_it():
    reading, cited = Reading(), Cited("It reopened.", (Citation.of(ARTICLES[0], 0, 20),))
    reading.open(ARTICLES[0])
    reading.length = "short"
    reading.summaries = {"short": Summary((ARTICLES[0].id,), (cited,), "short")}
    text = Page(render_reader(reading, TODAY)).text
    assert "All of the article was read" in text
    assert "It reopened.\N{NO-BREAK SPACE}1" in text  # its number never begins a line


def test_a_longer_summary_that_says_no_more_says_so():
    reading, article = Reading(), ARTICLES[0]
    one, two = (
        Cited(w, (Citation.of(article, *at),)) for w, at in (("A.", (0, 20)), ("B.", (30, 50)))
    )
    reading.open(article)
    said = {"short": (one,), "medium": (one, two), "long": (one, two)}
    reading.summaries = {
        length: Summary((article.id,), cited, length) for length, cited in said.items()
    }
    for length, same in (("short", False), ("medium", False), ("long", True)):
        reading.length = length
        text = Page(render_reader(reading, TODAY)).text
        assert ("nothing more to add: the medium summary" in text) is same


def test_one_citation_alone_has_no_steps_and_several_have():
    article = ARTICLES[0]
    trail = [Citation.of(article, 0, 20), Citation.of(article, 30, 50)]
    reading = Reading()
    reading.follow(article, trail[:1], 0, "Citation")
    assert "1 of 1" not in Page(render_reader(reading, TODAY)).text
    assert 'data-do="step"' not in render_reader(reading, TODAY)
    reading.follow(article, trail, 0, "Citation")
    assert "1 of 2" in Page(render_reader(reading, TODAY)).text


def test_the_reader_names_the_number_in_the_chat_that_it_marks():
    article, reading = ARTICLES[0], Reading()
    trail = [Citation.of(article, 0, 20), Citation.of(article, 30, 50)]
    reading.follow(article, trail, 1, "Citation", "conversation-3")
    assert 'data-cited="conversation-3-2"' in render_reader(reading, TODAY)
    reading.follow(article, trail, 1, "Sentence")
    assert 'data-cited=""' in render_reader(reading, TODAY)


def test_examples_of_an_empty_library_can_be_clicked():
    html = render_latest(Conversation(), 0, (), TODAY)
    assert html.count('data-do="example"') == 3
    assert "Then asking" in render_latest(Conversation(example="Who?"), 0, (), TODAY)


def test_a_stopped_answer_can_be_asked_again():
    assert "Ask again" in render_turn(Turn(1, "Q?", "all", "stopped"), TODAY)
    assert "Ask again" not in render_turn(Turn(1, "Q?", "all", "stopped", kind="digest"), TODAY)


def test_progress_speaks_of_no_embeddings():
    html = render_progress(Progress(("a",), {"a": Entry("a", "embedding")}))
    assert "indexing" in Page(html).text
    assert "embedding" not in Page(html).text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2025, 11, 24), "today"),
        (date(2025, 11, 23), "yesterday"),
        (date(2025, 11, 20), "4 days ago"),
        (date(2025, 10, 24), "4 weeks ago"),
        (date(2025, 1, 24), "10 months ago"),
        (date(2021, 11, 24), "4 years ago"),
        (date(2026, 1, 1), "dated in the future"),
    ],
)
def test_age(published, expected):
    assert age(published, TODAY) == expected


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url, linked):
    assert (web_address(url) == url and url is not None) is linked


def test_small_words():
    assert plural(1, "article") == "1 article"
    assert plural(2000, "article") == "2,000 articles"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("x" * 20, 5) == "xxxxx…"
