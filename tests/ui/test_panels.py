"""The handlers of the page, without a browser: stopping, failing, not mixing."""

import socket
import threading
import time
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant import InputError
from index import Filter
from tests.ui.conftest import built, event
from tests.ui.fake import ARTICLES
from ui import serve
from ui.app import build_app
from ui.chat_panel import ChatPanel
from ui.conversation import Conversation
from ui.faults import PortTaken
from ui.keeping import to_json
from ui.reader_panel import GONE
from ui.reading import Reading
from ui.serving import _warm
from ui.shelf import Shelf

HARBOUR, TALKS, _ = ARTICLES


def asked(chat: ChatPanel, question: str, shelf: Shelf | None = None) -> Conversation:
    conversation = Conversation()
    asked_next(chat, conversation, question, shelf)
    return conversation


def asked_next(
    chat: ChatPanel, conversation: Conversation, question: str, shelf: Shelf | None = None
) -> str:
    chat.begin(question, shelf or Shelf(), conversation)
    *_, last = chat.answer(conversation, SimpleNamespace(session_hash="s"))
    return last


def overview(chat: ChatPanel, kind: str) -> Conversation:
    conversation = Conversation()
    chat.begin_overview("", Shelf(), conversation, event(do=kind))
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


def test_what_ticked_articles_do_not_say_is_asked_of_all_and_the_ticks_stay(chat):
    shelf, conversation = Shelf(ticked=frozenset({HARBOUR.id})), Conversation()
    chat.begin_suggested(shelf, conversation, event(text="Who met?", everywhere="1"))
    assert conversation.asking.where.is_open
    assert conversation.turns[1].scope == "all 3 articles"
    assert shelf.ticked == {HARBOUR.id}


@pytest.mark.parametrize("everywhere", [{}, {"everywhere": "1"}, {"article": TALKS.id}])
def test_a_library_of_one_article_has_no_others_to_be_asked(chat, news, everywhere):
    news.held = {TALKS.id: TALKS}
    conversation, shelf = Conversation(), Shelf()
    chat.begin_suggested(shelf, conversation, event(text="Who won?", **everywhere))
    list(chat.answer(conversation, SimpleNamespace(session_hash="s")))
    assert conversation.turns[1].state == "refused"
    assert "This article doesn't say" in chat.show(conversation)[1]
    assert "Ask all articles" not in chat.show(conversation)[1]


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


def test_stop_counts_though_a_piece_comes_in_at_that_moment(chat):
    conversation = Conversation()

    class Turns(dict):
        def __setitem__(self, number, turn):
            if turn.state == "reading" and not conversation.asking.stopped:
                chat.halt(conversation)
            super().__setitem__(number, turn)

    conversation.turns = Turns()
    chat.begin("When did the harbour of Kessel reopen on Monday?", Shelf(), conversation)
    list(chat.answer(conversation, SimpleNamespace(session_hash="s")))
    assert conversation.turns[1].state == "stopped"


@pytest.mark.parametrize("kind", ["digest", "timeline"])
def test_an_overview_that_is_stopped_keeps_what_is_done(chat, news, kind):
    conversation = overview(chat, kind)
    pictures = chat.answer(conversation, SimpleNamespace(session_hash="s"))
    news.pause = 0.2
    while conversation.turns[1].done == 0:
        next(pictures)
    chat.halt(conversation)
    assert conversation.turns[1].is_running  # the article at hand is read to its end
    list(pictures)
    turn = conversation.turns[1]
    assert turn.state == "stopped"
    assert turn.done in (1, 2)
    assert turn.stories or turn.events
    shown = chat.show(conversation)[1]
    assert f"You stopped this {kind} after {turn.done} of 3 articles." in shown
    assert 'class="cite-number"' in shown


def test_an_overview_that_is_left_for_another_conversation_does_not_come_into_it(chat, news):
    news.release.clear()
    conversation = overview(chat, "digest")
    pictures = chat.answer(conversation, SimpleNamespace(session_hash="s"))
    next(pictures)
    chat.new(conversation)
    news.release.set()
    list(pictures)
    assert not conversation.turns


def test_an_overview_stopped_in_the_line_ends(chat):
    conversation = overview(chat, "digest")
    with chat.line.place(), chat.line.place():
        pictures = chat.answer(conversation, SimpleNamespace(session_hash="s"))
        next(pictures)
        chat.halt(conversation)
        list(pictures)
    assert conversation.turns[1].state == "stopped"


def test_questions_are_suggested_for_the_scope_that_stays(chat, news):
    shelf, conversation = Shelf(ticked=frozenset({TALKS.id})), Conversation()
    assert TALKS.title in chat.suggest(shelf, conversation)
    assert HARBOUR.title not in str(conversation.suggestions)


def test_nothing_is_suggested_to_who_has_asked_or_ticks_on(chat, news):
    shelf, conversation = Shelf(), Conversation()
    with chat.line.place():  # somebody is served: suggestions wait
        waiting = threading.Thread(target=chat.suggest, args=(shelf, conversation))
        waiting.start()
        waiting.join(0.8)
        assert waiting.is_alive()
        shelf.ticked = frozenset({TALKS.id})
        waiting.join(20)
    assert not waiting.is_alive()
    chat.begin("one", shelf, conversation)
    chat.suggest(shelf, conversation)
    assert conversation.suggestions == ()
    assert news.suggested == 0


def test_suggestions_make_way_for_a_question_and_are_found_after_it(chat, news):
    news.release.clear()
    shelf, conversation = Shelf(), Conversation()
    looking = threading.Thread(target=chat.suggest, args=(shelf, conversation))
    looking.start()
    while not news.suggested:
        time.sleep(0.01)
    with chat.line.place():  # somebody in another tab asks
        news.release.wait(0.3)
        assert news.suggested == 1
    news.release.set()
    looking.join(20)
    assert len(conversation.suggestions) == 3
    assert news.suggested == 2


def test_an_empty_question_and_a_second_one_meanwhile_are_not_begun(chat):
    conversation = Conversation()
    chat.begin("  ", Shelf(), conversation)
    assert not conversation.turns
    chat.begin("one", Shelf(), conversation)
    chat.begin("two", Shelf(), conversation)
    assert len(conversation.turns) == 1


def test_an_example_waits_for_the_samples_and_leaves_what_is_typed(chat):
    conversation = Conversation()
    shown = chat.choose_example(conversation, event(text="Who met in Oskar?"))
    assert "Then asking" in shown and "Who met in Oskar?" in shown
    _, latest, field, *_ = chat.begin_example(Shelf(), conversation)
    assert conversation.turns[1].question == "Who met in Oskar?"
    assert field == gr.skip()
    assert "Then asking" not in latest


def test_a_follow_up_is_rewritten_and_that_is_shown(chat):
    conversation = asked(chat, "When did the harbour reopen on Monday?")
    last = asked_next(chat, conversation, "and who reopened it?")
    assert conversation.turns[2].searched == "who reopened the harbour?"
    assert "Searching:" in last
    assert chat.edit(event(text="x")) == "x"


def test_she_is_whom_the_answer_named_whatever_is_ticked_since_and_after_a_reload(chat, news):
    news.short = "Anna Brandt"
    conversation = asked(chat, "Who reopened the harbour of Kessel?")
    ticked = Shelf(ticked=frozenset({TALKS.id}))
    asked_next(chat, conversation, "When did she arrive?", ticked)
    assert conversation.turns[2].searched == "When did Anna Brandt arrive?"
    again = Conversation()
    chat.restore(to_json(conversation), again)
    asked_next(chat, again, "When did she leave?", ticked)
    assert again.turns[3].searched == "When did Anna Brandt leave?"


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


def test_the_models_are_warm_before_copies_are_looked_for_and_nobody_waits_for_those(
    news, monkeypatch
):
    done = []
    monkeypatch.setattr(news, "warm", lambda: done.append("models"))
    monkeypatch.setattr(news, "near_duplicates", lambda patience=None: done.append(patience))
    _warm(news)
    assert done == ["models", 0]
