"""Conversations in the browser's storage, and as Markdown."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import Answer, Citation, Cited, Timings
from assistant.markdown import markdown_text
from assistant.types import ResolvedDate, Story
from index import Article
from tests.ui.fake import ARTICLES, FakeAssistant
from ui.conversation import Conversation, Named, Turn, numbered
from ui.export import plain_text, to_markdown
from ui.keeping import from_json, to_json

TODAY = date(2025, 11, 24)
ARTICLE = ARTICLES[0]
CITATION = Citation.of(ARTICLE, 0, 78)
ANSWERED = Turn(
    1, "When did it reopen?", "all 3 articles", "answered", "When did the harbour reopen?", 5, 2,
    "Monday", (Cited("It reopened on Monday.", (CITATION,), support="strong"),), thumb="up",
    seconds=0.4,
)  # fmt: skip
REFUSED = Turn(
    2, "Who won?", "1 ticked article", "refused", reason="off_topic",
    nearest=(Named(ARTICLE.id, ARTICLE.title, ARTICLE.published),), asked=1, held=3,
)  # fmt: skip


def conversation(*turns: Turn) -> Conversation:
    return Conversation("c1", {turn.number: turn for turn in turns})


def test_a_conversation_comes_back_whole():
    kept = conversation(ANSWERED, REFUSED)
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize(
    ("short", "kept"), [("On Monday", "On Monday"), ("it reopened on Monday", None), (None, None)]
)
def test_a_short_answer_that_is_the_whole_sentence_is_not_said_twice(short, kept):
    cited = (Cited("It reopened on Monday.", (CITATION,)),)
    answer = Answer("When did it reopen?", short, cited, (), Timings(0, 0, 0))
    assert Turn(1, answer.question, "all").ended(answer).lead == kept


def test_a_turn_under_way_is_not_kept():
    running = Turn(3, "And?", "all", "reading")
    assert from_json(to_json(conversation(ANSWERED, running))) == conversation(ANSWERED)


def test_stored_text_holds_no_tag():
    assert "<" not in to_json(conversation(Turn(1, "<script>", "<b>", "failed", error="<i>")))


@pytest.mark.parametrize(
    "stored",
    [None, "", "nonsense", "[]", "null", '{"id": 1}', '{"id": "a", "turns": [{}]}', "[" * 9000],
)
def test_what_is_no_conversation_comes_back_empty(stored):
    assert from_json(stored) == Conversation()


def test_a_forged_citation_does_not_come_back():
    kept = json.loads(to_json(conversation(ANSWERED)))
    kept["turns"][0]["sentences"][0]["citations"][0]["end"] += 1
    assert from_json(json.dumps(kept)) == Conversation()


def test_each_citation_is_numbered_once():
    other = Citation.of(ARTICLE, 80, 120)
    sentences = (Cited("A.", (CITATION,)), Cited("B.", (other, CITATION)))
    assert numbered(sentences) == {CITATION: 1, other: 2}


def test_thumbs_can_be_taken_back():
    talk = conversation(ANSWERED)
    talk.mark(1, "up")
    assert talk.turns[1].thumb is None
    talk.mark(1, "down")
    assert talk.turns[1].thumb == "down"
    talk.mark(99, "down")


def test_copied_text_has_numbers_and_sources():
    copied = plain_text(ANSWERED)
    assert "It reopened on Monday. [1]" in copied
    assert f"[1] {ARTICLE.title} (15 Sep 2025): “{CITATION.quote}”" in copied


def test_markdown_numbers_the_sources_of_each_answer():
    headlines = {h.id: h for h in FakeAssistant(ARTICLES).articles()}
    text = to_markdown([ANSWERED, REFUSED], headlines, TODAY)
    assert "## When did it reopen?" in text
    assert "Searched as: When did the harbour reopen?" in text
    assert "**Monday**" in text
    assert (
        "1. Harbour of Kessel reopens after three weeks, Coast Courier, 15 Sep 2025, "
        f"<https://example.org/harbour>: “{CITATION.quote}”" in text
    )
    # A refusal has nothing to cite, and the articles near it are not its sources.
    after = text.split("## Who won?")[1]
    assert "This article doesn't say." in after
    assert ARTICLE.title not in after
    # Nothing of the article but the quote leaves with the export.
    assert "night shifts" not in text


def test_days_that_words_mean_leave_with_the_export():
    meant = ResolvedDate("on Monday", date(2025, 9, 15), date(2025, 9, 15))
    cited = Cited("It reopened on Monday.", (CITATION,), (meant,))
    turn = Turn(1, "When?", "all", "answered", short="on Monday", sentences=(cited,),
                short_dates=(meant,))  # fmt: skip
    copied = plain_text(turn)
    assert copied.startswith("on Monday [15 Sep 2025]\n")
    assert "It reopened on Monday [15 Sep 2025]. [1]" in copied


@pytest.mark.parametrize("state", ["stopped", "answered"])
def test_a_stopped_overview_says_so_in_the_export(state):
    story = Story("Harbour", TODAY, (ARTICLE.id,), (Cited("It reopened.", (CITATION,)),))
    turn = Turn(1, "Digest of all", "all", state, kind="digest", done=1, total=3, stories=(story,))
    text = to_markdown([turn], {}, TODAY)
    assert ("You stopped this digest after 1 of 3 articles." in text) == (state == "stopped")
    assert "### Harbour" in text


def test_markdown_of_hostile_text_is_text():
    article = Article.of("# <script>x</script>", "![a](http://x) <img src=x> 1. `b` **c**")
    cited = Cited(article.text, (Citation.of(article, 0, len(article.text)),))
    turn = Turn(1, "[q](javascript:x)", "all", "answered", sentences=(cited,))
    html = MarkdownIt("commonmark").render(to_markdown([turn], {}, TODAY))
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(lambda t: " ".join(t.split())))
def test_escaped_markdown_shows_itself(text):
    html = MarkdownIt("commonmark").render(f"x {markdown_text(text)}")
    shown = html.removeprefix("<p>").removesuffix("</p>\n")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, character)
    assert " ".join(shown.split()) == f"x {text}".strip()
