"""The chat in the middle: questions asked, answered as they are written, stopped, exported."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant import Assistant
from index import Filter
from ui.conversation import OPEN, Asking, Conversation, Kind, Turn
from ui.events import LAZY, QUICK, SLOW, html, wire_to_browser
from ui.export import to_file
from ui.holdings import count, headlines
from ui.keeping import from_json, to_json
from ui.line import Line
from ui.render.chat import render_earlier, render_latest
from ui.render.shell import MENU
from ui.shelf import Shelf, scope_words
from ui.suggesting import Suggester
from ui.writing import throttled, written


class ChatPanel:
    """The components of the chat, and what each of their events does.

    :param scope: the line above the question, not rendered yet; the library fills it.
    :param line: where those stand who want the model.
    """

    def __init__(
        self, assistant: Assistant, scope: gr.HTML, line: Line, suggester: Suggester
    ) -> None:
        self.assistant, self.scope, self.line = assistant, scope, line
        self.suggester = suggester
        self.conversation = gr.State(Conversation())
        self._under_way: dict[str, Asking] = {}
        with gr.Column(elem_id="chat"):
            self.menu = html("chat-menu", "new", "export", "restore", value=MENU)
            with gr.Column(elem_id="turns"):
                done = ("ask", "edit", "thumb", "cite", "open", "export")
                self.earlier = html("earlier", *done)
                self.latest = html("latest", *done, "samples", "example")
            with gr.Column(elem_id="composer"):
                scope.render()  # type: ignore[no-untyped-call]
                with gr.Row():
                    self.question = gr.Textbox(
                        show_label=False, label="Your question", container=False, max_lines=5,
                        placeholder="Ask your articles", elem_id="question", scale=1,
                    )  # fmt: skip
                    self.ask = gr.Button("Ask", elem_id="ask", variant="primary", min_width=72)
                    self.stop = gr.Button("Stop", elem_id="stop", visible=False, min_width=72)
            # What stays in the browser, and what becomes a file there.
            self.kept, self.file = wire_to_browser("keep"), wire_to_browser("download")
        self.turns = [self.earlier, self.latest]
        self._settled = [self.ask, self.stop, self.kept]

    def wire(self, shelf: gr.State, tools: gr.HTML, offered: Sequence[gr.HTML], added: Any) -> None:
        """Connect the panel's events.

        :param tools: the line above the list of articles, which offers overviews of the ticked.
        :param offered: what asks questions about the open article, which are answered here.
        :param added: the event after which an example may be asked.
        """
        states = [shelf, self.conversation]
        begun = [*self.turns, self.question, self.ask, self.stop]
        asked = [
            gr.on(
                [self.question.submit, self.ask.click],
                self.begin, [self.question, *states], begun, **QUICK,
            ),
            *(
                offering.ask(self.begin_suggested, states, begun, **QUICK)
                for offering in (*self.turns, *offered)
            ),
            added.then(self.begin_example, states, begun, **QUICK),
            *(
                offered(self.begin_overview, [self.question, *states], begun, **QUICK)
                for each in (self.scope, tools)
                for offered in (each.digest, each.timeline)
            ),
        ]  # fmt: skip
        # "multiple": a stopped answer may be under way still, and another is begun all the same.
        # Turns are always given whole: of each `gr.skip` between two values Gradio (6.31) keeps
        # the value before it for as long as the tab is open.
        answers = [
            event.then(self.answer, self.conversation, self.latest, **SLOW, trigger_mode="multiple")
            for event in asked
        ]
        for answer in answers:
            answer.then(self.settle, self.conversation, self._settled, **QUICK)
        # Nothing is cancelled in Gradio: an overview that is stopped yields what is done of it.
        halted = [self.latest, self.ask, self.stop]
        stopped = self.stop.click(self.halt, self.conversation, halted, queue=False, **QUICK)
        stopped.then(self.settle, self.conversation, self._settled, **QUICK)
        judged = [*self.turns, self.kept]
        for turns in self.turns:
            turns.edit(self.edit, None, self.question, **QUICK)
            turns.thumb(self.thumb, self.conversation, judged, **QUICK)
        replaced = [*self.turns, *self._settled]
        begun_anew = self.menu.new(self.new, self.conversation, replaced, **QUICK)
        begun_anew.then(self.suggest, states, self.latest, **LAZY)
        for offer in (self.menu, *self.turns):
            offer.export(self.export, self.conversation, self.file, **QUICK)
        self.menu.restore(self.restore_chosen, self.conversation, replaced, **QUICK)

    def show(self, conversation: Conversation) -> tuple[str, str]:
        """Return the chat as it is now: the earlier turns, and the last one."""
        return render_earlier(conversation, date.today()), self._latest(conversation)

    def _latest(self, conversation: Conversation) -> str:
        held = 0 if conversation.turns else count(self.assistant)
        return render_latest(conversation, held, conversation.suggestions, date.today())

    def greet(self, conversation: Conversation) -> str:
        """Return the chat, which an empty library greets differently."""
        return self._latest(conversation)

    def suggest(self, shelf: Shelf, conversation: Conversation) -> Any:
        """Return an empty chat with questions that the articles in the scope can answer."""
        where = shelf.scope()
        found = self.suggester.find(
            where, lambda: not conversation.turns and shelf.scope() == where
        )
        if found is None or conversation.turns:
            return gr.skip()
        conversation.suggestions = found
        return self._latest(conversation)

    # Asking.

    def choose_example(self, conversation: Conversation, event: gr.EventData) -> str:
        """Note the example that is asked once there is something to ask it of."""
        if not conversation.turns:
            conversation.example = str(event.text)
        return self._latest(conversation)

    def begin_example(self, shelf: Shelf, conversation: Conversation) -> tuple[Any, ...]:
        """Ask the example that was chosen; its answer follows."""
        question, conversation.example = conversation.example, ""
        return _leaving_the_field(self.begin(question, shelf, conversation))

    def begin(self, question: str, shelf: Shelf, conversation: Conversation) -> tuple[Any, ...]:
        """Show a question at once; `answer` follows."""
        question = " ".join(question.split())
        asking = Asking(conversation.next_number(), question, shelf.scope())
        return self._begin(asking, question, self._words(asking.where), conversation)

    def begin_suggested(
        self, shelf: Shelf, conversation: Conversation, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Show a suggested question; one about the open article is asked of that alone.

        What only some articles were asked may be asked everywhere, whatever is ticked.
        """
        data: dict[str, Any] = event._data
        question = " ".join(str(data["text"]).split())
        if "article" in data:
            where, words = Filter(articles=frozenset({str(data["article"])})), OPEN
        else:
            where = Filter() if "everywhere" in data else shelf.scope()
            words = self._words(where)
        asking = Asking(conversation.next_number(), question, where)
        return _leaving_the_field(self._begin(asking, question, words, conversation))

    def begin_overview(
        self, topic: str, shelf: Shelf, conversation: Conversation, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Show at once that a digest or a timeline is made; what has been typed is its topic."""
        kind: Kind = "timeline" if event.do == "timeline" else "digest"
        topic, words = " ".join(topic.split()), self._words(shelf.scope())
        title = f"{kind.capitalize()} of {words}" + (f" about {topic}" if topic else "")
        asking = Asking(conversation.next_number(), topic, shelf.scope(), kind)
        return self._begin(asking, title, words, conversation)

    def _words(self, where: Filter) -> str:
        return scope_words(where, count(self.assistant, where))

    def _begin(
        self, asking: Asking, title: str, words: str, conversation: Conversation
    ) -> tuple[Any, ...]:
        if not title or any(turn.is_running for turn in conversation.turns.values()):
            return *self.show(conversation), gr.skip(), gr.skip(), gr.skip()
        conversation.id = conversation.id or uuid.uuid4().hex
        conversation.asking = asking
        asked, held = count(self.assistant, asking.where), count(self.assistant)
        conversation.put(
            Turn(asking.number, title, words, kind=asking.kind, asked=asked, held=held)
        )
        return *self.show(conversation), "", gr.update(visible=False), gr.update(visible=True)

    def answer(self, conversation: Conversation, request: gr.Request) -> Iterator[str]:
        """Write what was begun, piece by piece."""
        asking = conversation.asking
        if asking is None or asking.begun:
            yield self._latest(conversation)
            return
        asking.begun = True
        session = str(request.session_hash)
        self._under_way[session] = asking
        try:
            yield from self._written(asking, conversation)
        finally:
            if self._under_way.get(session) is asking:
                del self._under_way[session]

    def leave(self, request: gr.Request) -> None:
        """Stop what nobody waits for any more, because the page was closed."""
        asking = self._under_way.pop(str(request.session_hash), None)
        if asking is not None:
            asking.stopped = True

    def _written(self, asking: Asking, conversation: Conversation) -> Iterator[str]:
        # Those of this conversation, whichever takes its place meanwhile.
        turns, earlier = conversation.turns, conversation.asked_before(asking.number)
        turn = turns[asking.number]
        for now in throttled(written(self.assistant, self.line, asking, turn, earlier)):
            if asking.stopped and (asking.kind == "answer" or conversation.asking is not asking):
                break
            turns[now.number] = now
            yield self._latest(conversation)
        if asking.stopped:
            # What comes last is what stays: whoever stops may be overtaken by what was stopped.
            last = turns[asking.number]
            if last.is_running:
                turns[last.number] = replace(last, state="stopped")
            yield self._latest(conversation)

    def settle(self, conversation: Conversation) -> tuple[Any, ...]:
        """Offer to ask, or to stop what is under way; keep what is finished."""
        return *_buttons(conversation), to_json(conversation)

    def halt(self, conversation: Conversation) -> tuple[Any, ...]:
        """Stop the answer at once and keep what has been written of it.

        An overview ends by itself, with what is done of it, after the story at hand.
        """
        asking = conversation.asking
        if asking is not None:
            asking.stopped = True
            turn = conversation.turns[asking.number]
            if turn.is_running and asking.kind == "answer":
                conversation.put(replace(turn, state="stopped"))
        return self._latest(conversation), *_buttons(conversation)

    # What is done with answers.

    def edit(self, event: gr.EventData) -> str:
        """Put a rewritten question back where it can be changed."""
        return str(event.text)

    def thumb(self, conversation: Conversation, event: gr.EventData) -> tuple[str, ...]:
        """Note that an answer was good or bad; this stays in the browser."""
        conversation.mark(int(event.turn), "up" if event.thumb == "up" else "down")
        return *self.show(conversation), to_json(conversation)

    def export(self, conversation: Conversation, event: gr.EventData) -> Any:
        """Hand the browser the conversation, or one turn of it, as a Markdown file."""
        chosen = event._data.get("turn")
        turns = [
            turn for turn in conversation.turns.values()
            if not turn.is_running and chosen in (None, str(turn.number))
        ]  # fmt: skip
        if not turns:
            gr.Info("There is nothing to export yet: ask something first.")
            return gr.skip()
        held = {headline.id: headline for headline in headlines(self.assistant)}
        return to_file(turns, held, date.today())

    def new(self, conversation: Conversation) -> tuple[Any, ...]:
        """Begin another conversation; the one at hand stays in the browser."""
        self._replace(conversation, Conversation(uuid.uuid4().hex))
        conversation.suggestions = ()  # the scope may be another by now
        return *self.show(conversation), *self.settle(conversation)

    def restore(self, stored: str, conversation: Conversation) -> None:
        """Take up the conversation that this tab had before it was loaded again."""
        self._replace(conversation, from_json(stored))

    def restore_chosen(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        """Take up an earlier conversation."""
        self.restore(str(event.stored), conversation)
        return *self.show(conversation), *self.settle(conversation)

    def _replace(self, conversation: Conversation, other: Conversation) -> None:
        if conversation.asking is not None:
            conversation.asking.stopped = True
        conversation.id, conversation.turns = other.id, other.turns
        conversation.asking = None


def _leaving_the_field(begun: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a question that was not typed changes: all but what has been typed."""
    earlier, latest, _, *buttons = begun
    return earlier, latest, gr.skip(), *buttons


def _buttons(conversation: Conversation) -> tuple[Any, Any]:
    """Return Ask and Stop, of which one is shown."""
    running = any(turn.is_running for turn in conversation.turns.values())
    return gr.update(visible=not running), gr.update(visible=running)
