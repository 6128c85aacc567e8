"""The handlers of the page, without a browser: stopping, failing, not mixing."""

import asyncio
import socket
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeVar

import gradio as gr
import pytest

from assistant import InputError
from index import Filter
from tests.ui.fake import ARTICLES, FakeAssistant
from ui import serve
from ui.app import build_app
from ui.chat_panel import ChatPanel
from ui.conversation import Conversation
from ui.events import html
from ui.faults import PortTaken
from ui.library_panel import LibraryPanel
from ui.line import Line
from ui.reader_panel import GONE, ReaderPanel
from ui.reading import Reading
from ui.shelf import Shelf

HARBOUR, TALKS, _ = ARTICLES
T = TypeVar("T")


@pytest.fixture
def news() -> FakeAssistant:
    return FakeAssistant(ARTICLES)


@pytest.fixture
def chat(news) -> ChatPanel:
    return built(
        lambda: ChatPanel(news, html("scope", "digest", "timeline", render=False), Line(2))
    )


@pytest.fixture
def reader(news) -> ReaderPanel:
    return built(lambda: ReaderPanel(news, Line(2)))


@pytest.fixture
def library(news) -> LibraryPanel:
    def make() -> LibraryPanel:
        panel = LibraryPanel(news, html("scope", "clear_scope", render=False))
        panel.wire(gr.State(Reading()))
        return panel

    return built(make)


def built(make: Callable[[], T]) -> T:
    """Make a part of a page; inside a running loop, or Gradio leaves one unclosed each time."""

    async def inside() -> T:
        with gr.Blocks(analytics_enabled=False):
            return make()

    return asyncio.run(inside())


def event(**data: Any) -> Any:
    return SimpleNamespace(**data, _data=data)


def asked(chat: ChatPanel, question: str, shelf: Shelf | None = None) -> Conversation:
    conversation = Conversation()
    chat.begin(question, shelf or Shelf(), conversation)
    list(chat.answer(conversation, SimpleNamespace(session_hash="s")))
    return conversation


def test_an_answer_ends_answered(chat):
    turn = asked(chat, "When did the harbour of Kessel reopen on Monday?").turns[1]
    assert turn.state == "answered"
    assert turn.scope == "all 3 articles"
    assert turn.sentences


def test_ticked_articles_alone_are_asked(chat):
    turn = asked(
        chat, "When did the harbour of Kessel reopen on Monday?",
        Shelf(ticked=frozenset({TALKS.id})),
    ).turns[1]  # fmt: skip
    assert turn.scope == "1 ticked article"
    cited = {c.article_id for sentence in turn.sentences for c in sentence.citations}
    assert cited <= {TALKS.id}


def test_a_question_about_the_open_article_is_asked_of_that(chat):
    conversation = Conversation()
    asked_of = event(text="Who met?", article=TALKS.id)
    chat.begin_suggested(Shelf(ticked=frozenset({HARBOUR.id})), conversation, asked_of)
    assert conversation.asking.where == Filter(articles=frozenset({TALKS.id}))


def test_an_error_is_one_line_and_can_be_tried_again(chat, news):
    news.fails = InputError("the question is too long: shorten it")
    turn = asked(chat, "x").turns[1]
    assert (turn.state, turn.error) == ("failed", "the question is too long: shorten it")


def test_an_unexpected_error_shows_nothing_of_itself(chat, news, caplog):
    news.fails = RuntimeError("secret detail")
    turn = asked(chat, "x").turns[1]
    assert turn.state == "failed"
    assert "secret" not in turn.error
    assert "secret detail" in caplog.text


def test_stop_ends_the_turn_at_once_and_reaches_the_assistant(chat, news):
    news.release.clear()
    conversation = Conversation()
    chat.begin("When did the harbour of Kessel reopen on Monday?", Shelf(), conversation)
    pictures = chat.answer(conversation, SimpleNamespace(session_hash="s"))
    next(pictures)
    writer = threading.Thread(target=lambda: list(pictures))
    writer.start()
    chat.halt(conversation)
    assert conversation.turns[1].state == "stopped"
    news.release.set()
    writer.join(20)
    assert news.stopped.is_set()
    assert conversation.turns[1].state == "stopped"


def test_an_empty_question_and_a_second_one_meanwhile_are_not_begun(chat):
    conversation = Conversation()
    chat.begin("  ", Shelf(), conversation)
    assert not conversation.turns
    chat.begin("one", Shelf(), conversation)
    chat.begin("two", Shelf(), conversation)
    assert len(conversation.turns) == 1


def test_a_follow_up_is_rewritten_and_that_is_shown(chat):
    conversation = asked(chat, "When did the harbour of Kessel reopen?")
    chat.begin("and who reopened it on Monday", Shelf(), conversation)
    *_, last = chat.answer(conversation, SimpleNamespace(session_hash="s"))
    assert conversation.turns[2].searched
    assert "Searching:" in last
    assert chat.edit(event(text="x")) == "x"


def test_a_citation_opens_on_its_words(chat, reader):
    conversation = asked(chat, "When did the harbour of Kessel reopen on Monday?")
    reading = Reading()
    reader.cite(reading, conversation, event(turn="1", number="1"))
    start, end = reading.mark
    assert reading.article.text[start:end] == reading.trail[0].quote
    for step in range(len(reading.trail)):
        assert reading.position == step
        reader.step(reading, event(by="1"))
    assert reading.position == 0


def test_a_citation_whose_article_has_changed_marks_nothing(chat, reader, news):
    conversation = asked(chat, "When did the harbour of Kessel reopen on Monday?")
    citation = conversation.turns[1].sentences[0].citations[0]
    news.held[citation.article_id] = TALKS if citation.article_id == HARBOUR.id else HARBOUR
    reading = Reading()
    reader.cite(reading, conversation, event(turn="1", number="1"))
    assert reading.mark is None


def test_an_article_that_is_gone_says_so(reader, chat, news):
    conversation = asked(chat, "When did the harbour of Kessel reopen on Monday?")
    news.held.clear()
    html = reader.cite(Reading(), conversation, event(turn="1", number="1"))
    assert GONE in html
    assert GONE in reader.open(Reading(), event(article=HARBOUR.id))


@pytest.mark.parametrize("number", ["0", "-3", "99"])
def test_numbers_that_are_none_change_nothing(chat, reader, number):
    conversation = asked(chat, "When did the harbour of Kessel reopen on Monday?")
    reading = Reading()
    reader.cite(reading, conversation, event(turn="1", number=number))
    reader.cite(reading, conversation, event(turn="7", number="1"))
    reader.jump(reading, event(kind="statement", number=number))
    assert reading.article is None


def test_summary_is_shown_switched_and_hidden(reader):
    reading = Reading()
    reader.open(reading, event(article=HARBOUR.id))
    waiting, shown = reader.summarise(reading, event(length="short"))
    assert "Reading all of the article" in waiting
    assert shown.count('data-kind="summary"') == 2
    *_, shown = reader.summarise(reading, event(length="medium"))
    assert shown.count('data-kind="summary"') == 4
    (shown,) = reader.summarise(reading, event(length="short"))  # no second wait
    assert shown.count('data-kind="summary"') == 2
    (hidden,) = reader.summarise(reading, event(length="short"))
    assert 'data-kind="summary"' not in hidden


def test_a_summary_that_comes_late_is_not_shown_over_another_article(reader):
    reading = Reading()
    reader.open(reading, event(article=HARBOUR.id))
    pictures = reader.summarise(reading, event(length="short"))
    next(pictures)
    reader.open(reading, event(article=TALKS.id))
    *_, shown = pictures
    assert 'data-kind="summary"' not in shown
    assert reading.busy is None


def test_who_said_what_jumps_to_the_words(reader):
    reading = Reading()
    reader.open(reading, event(article=HARBOUR.id))
    *_, shown = reader.statements(reading)
    assert "Anna Brandt" in shown
    reader.jump(reading, event(kind="statement", number="2"))
    start, end = reading.mark
    assert "Brandt" in HARBOUR.text[start:end]


def test_removing_closes_the_reader_unticks_and_can_be_undone(library, news):
    shelf, reading = Shelf(ticked=frozenset({HARBOUR.id})), Reading()
    reading.open(HARBOUR)
    library.remove(shelf, reading, event(article=HARBOUR.id))
    assert reading.article is None
    assert not shelf.ticked
    assert HARBOUR.id not in news.held
    *_, (progress, *_) = library.adding.put_back(shelf, reading)
    assert progress == ""
    assert HARBOUR.id in news.held
    assert shelf.removed == ()


def test_every_ticked_article_can_be_removed(library, news):
    shelf = Shelf(ticked=frozenset({HARBOUR.id, TALKS.id}))
    html = library.remove_ticked(shelf, Reading())
    assert len(news.held) == 1
    assert "Removed 2 articles" in "".join(html)


def test_two_tabs_have_shelves_of_their_own(library):
    one, other = Shelf(), Shelf()
    library.tick(one, event(article=HARBOUR.id, checked=True))
    assert one.ticked and not other.ticked
    library.tick(one, event(article=HARBOUR.id, checked=False))
    assert not one.ticked


@pytest.mark.parametrize(
    ("text", "day", "problem"),
    [("  ", "", "no text to add"), ("A text.", "31.1.2025", "is not a date like")],
)
def test_what_cannot_be_pasted_says_why(library, text, day, problem):
    (shown,) = library.adding.add_text(text, "", "", day, Shelf(), Reading())
    assert problem in shown[0]


def test_an_address_of_another_kind_is_refused(library):
    (shown,) = library.adding.add_url("file:///etc/passwd", Shelf(), Reading())
    assert "An address starts with" in shown[0]


def test_the_page_is_built_and_has_no_public_api(news):
    app = built(lambda: build_app(news))
    assert all(fn.api_visibility == "private" for fn in app.fns.values())


def test_a_port_that_is_taken_is_one_clear_line(news):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*--port"):
            serve(news, port=port)
    with pytest.raises(PortTaken):
        serve(news, port=99999)
