"""The chat in the middle: questions asked, answered as they are written, stopped, exported."""

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant import Answer, Assistant, Cited, Refusal
from index import Filter
from ui.conversation import Asking, Conversation, Turn, from_json, to_json
from ui.events import QUICK, SLOW, html, wire_to_browser
from ui.export import to_markdown
from ui.faults import explain
from ui.holdings import headlines
from ui.render.chat import render_chat
from ui.shelf import Shelf, scope_words
from ui.suggesting import suggestions

THROTTLE = 0.1
"""Seconds between two pictures of a growing answer, or drawing would take the time of writing."""


class ChatPanel:
    """The components of the chat, and what each of their events does.

    :param scope: the line above the question, not rendered yet; the library fills it.
    """

    def __init__(self, assistant: Assistant, scope: gr.HTML) -> None:
        self.assistant = assistant
        self.conversation = gr.State(Conversation())
        with gr.Column(elem_id="chat"):
            self.menu = html("chat-menu", "new", "export", "restore", value=MENU)
            self.turns = html("turns", "ask", "edit", "thumb", "cite", "open", "samples")
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
        self._answering = [self.turns, self.ask, self.stop, self.kept]

    def wire(self, shelf: gr.State, suggested: gr.HTML) -> None:
        """Connect the panel's events.

        :param suggested: the reader, whose questions about the open article are asked here.
        """
        states = [shelf, self.conversation]
        begun = [self.turns, self.question, self.ask, self.stop]
        asked = [
            gr.on(
                [self.question.submit, self.ask.click],
                self.begin, [self.question, *states], begun, **QUICK,
            ),
            self.turns.ask(self.begin_suggested, states, begun, **QUICK),
            suggested.ask(self.begin_suggested, states, begun, **QUICK),
        ]  # fmt: skip
        # "multiple": Gradio would take a stopped answer for one under way, and begin no other.
        answers = [
            event.then(
                self.answer, self.conversation, self._answering, **SLOW, trigger_mode="multiple"
            )
            for event in asked
        ]
        self.stop.click(
            self.halt, self.conversation, self._answering, cancels=answers, queue=False, **QUICK
        )
        self.turns.edit(self.edit, None, self.question, **QUICK)
        self.turns.thumb(self.thumb, self.conversation, [self.turns, self.kept], **QUICK)
        self.menu.new(self.new, self.conversation, self._answering, **QUICK)
        self.menu.export(self.export, self.conversation, self.file, **QUICK)
        self.menu.restore(self.restore_chosen, self.conversation, self._answering, **QUICK)

    def show(self, conversation: Conversation) -> str:
        """Return the chat as it is now."""
        held = len(headlines(self.assistant))
        return render_chat(conversation, held, conversation.suggestions, date.today())

    def suggest(self, shelf: Shelf, conversation: Conversation) -> str:
        """Return the chat with questions that the articles in the scope can answer."""
        if not conversation.turns:
            conversation.suggestions = suggestions(self.assistant, shelf.scope())
        return self.show(conversation)

    # Asking.

    def begin(self, question: str, shelf: Shelf, conversation: Conversation) -> tuple[Any, ...]:
        """Show a question at once; `answer` follows."""
        words = scope_words(shelf.scope(), len(headlines(self.assistant)))
        return self._begin(question, shelf.scope(), words, conversation)

    def begin_suggested(
        self, shelf: Shelf, conversation: Conversation, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Show a suggested question; one about the open article is asked of that alone."""
        data: dict[str, Any] = event._data
        if "article" not in data:
            return self.begin(str(data["text"]), shelf, conversation)
        where = Filter(articles=frozenset({str(data["article"])}))
        return self._begin(str(data["text"]), where, "the open article", conversation)

    def _begin(
        self, question: str, where: Filter, words: str, conversation: Conversation
    ) -> tuple[Any, ...]:
        question = " ".join(question.split())
        busy = any(turn.is_running for turn in conversation.turns.values())
        if busy or not question:
            return (gr.skip(),) * 4
        conversation.id = conversation.id or uuid.uuid4().hex
        turn = Turn(conversation.next_number(), question, words)
        conversation.asking = Asking(turn.number, question, where)
        conversation.put(turn)
        return self.show(conversation), "", gr.update(visible=False), gr.update(visible=True)

    def answer(self, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        """Write the answer to the question that was begun, sentence by sentence."""
        asking = conversation.asking
        if asking is None or asking.begun:
            yield (gr.skip(),) * 4
            return
        asking.begun = True
        shown = 0.0
        for turn in self._turns(asking, conversation):
            if asking.stopped:
                return
            conversation.put(turn)
            now = time.monotonic()
            if turn.is_running and now - shown < THROTTLE:
                continue
            shown = now
            yield self._answered(conversation, running=turn.is_running)

    def _turns(self, asking: Asking, conversation: Conversation) -> Iterator[Turn]:
        """Yield the turn anew with everything that comes in for it."""
        turn = conversation.turns[asking.number]
        try:
            standing = self._standing(asking.question, conversation.questions()[:-1])
            if standing is not None:
                turn = replace(turn, searched=standing)
                yield turn
            question = turn.searched or asking.question
            for part in self.assistant.stream(question, asking.where, lambda: asking.stopped):
                if isinstance(part, Answer | Refusal):
                    turn = turn.ended(part)
                elif isinstance(part, Cited):
                    turn = turn.said(part)
                else:
                    turn = turn.reading(part)
                yield turn
        except Exception as error:
            yield replace(turn, state="failed", error=explain(error))

    def _standing(self, question: str, previous: list[str]) -> str | None:
        """Return what a follow-up asks when it stands alone; None if it does so already."""
        standing = self.assistant.standalone(question, previous) if previous else None
        return standing if standing != question else None

    def _answered(self, conversation: Conversation, *, running: bool) -> tuple[Any, ...]:
        if running:
            return self.show(conversation), gr.skip(), gr.skip(), gr.skip()
        buttons = gr.update(visible=True), gr.update(visible=False)
        return self.show(conversation), *buttons, to_json(conversation)

    def halt(self, conversation: Conversation) -> tuple[Any, ...]:
        """Stop the answer at once and keep what has been written of it."""
        asking = conversation.asking
        if asking is not None:
            asking.stopped = True
            turn = conversation.turns[asking.number]
            if turn.is_running:
                conversation.put(replace(turn, state="stopped"))
        return self._answered(conversation, running=False)

    # What is done with answers.

    def edit(self, event: gr.EventData) -> str:
        """Put a rewritten question back where it can be changed."""
        return str(event.text)

    def thumb(self, conversation: Conversation, event: gr.EventData) -> tuple[str, str]:
        """Note that an answer was good or bad; this stays in the browser."""
        conversation.mark(int(event.turn), "up" if event.thumb == "up" else "down")
        return self.show(conversation), to_json(conversation)

    def export(self, conversation: Conversation) -> Any:
        """Hand the browser the conversation as a Markdown file."""
        if not conversation.turns:
            return gr.skip()
        held = {headline.id: headline for headline in headlines(self.assistant)}
        today = date.today()
        text = to_markdown(conversation, held, today)
        # The moment makes every export a new one, even of the same conversation.
        carried = {"name": f"answers-{today}.md", "text": text, "moment": time.time()}
        return json.dumps(carried).replace("<", "\\u003c")

    def new(self, conversation: Conversation) -> tuple[Any, ...]:
        """Begin another conversation; the one at hand stays in the browser."""
        self._replace(conversation, Conversation(uuid.uuid4().hex))
        return self._answered(conversation, running=False)

    def restore(self, stored: str, conversation: Conversation) -> None:
        """Take up the conversation that this tab had before it was loaded again."""
        self._replace(conversation, from_json(stored))

    def restore_chosen(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        """Take up an earlier conversation."""
        self.restore(str(event.stored), conversation)
        return self._answered(conversation, running=False)

    def _replace(self, conversation: Conversation, other: Conversation) -> None:
        if conversation.asking is not None:
            conversation.asking.stopped = True
        conversation.id, conversation.turns = other.id, other.turns
        conversation.asking = None


MENU = (
    '<div class="menu"><h2>Ask</h2>'
    '<button type="button" class="quiet" data-do="new">New</button>'
    '<details class="history"><summary>History</summary><ul></ul></details>'
    '<button type="button" class="quiet" data-do="export">Export</button></div>'
)
