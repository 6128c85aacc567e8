"""The page put together: three panels, and what they say to each other."""

import gradio as gr

from assistant import Assistant
from ui.chat_panel import ChatPanel
from ui.events import FOLDING, LAZY, QUICK, html
from ui.library_panel import LibraryPanel
from ui.line import Line
from ui.reader_panel import ReaderPanel
from ui.render.shell import MASTHEAD, TABS
from ui.suggesting import Suggester

TITLE = "News assistant"
AT_ONCE = 2
"""How many people the model serves at once; on two cores more would make all of them slow."""


def build_app(assistant: Assistant) -> gr.Blocks:
    """Build the page over an assistant; many people may use it at once.

    Each tab has its own shelf, conversation and open article (`gr.State`); the assistant, and
    with it the library, is shared by all.
    """
    app = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with app:
        html("masthead", value=MASTHEAD)
        with gr.Row(elem_id="columns"):
            scope = html("scope", "clear_scope", "digest", "timeline", render=False)
            line = Line(AT_ONCE)
            suggester = Suggester(assistant, line)
            library = LibraryPanel(assistant, scope)
            chat = ChatPanel(assistant, scope, line, suggester)
            reader = ReaderPanel(assistant, line, suggester)
        html("tabs", value=TABS)

        library.wire(reader.reading)
        chosen = chat.latest.example(chat.choose_example, chat.conversation, chat.latest, **QUICK)
        sampled = library.adding.offer_samples(chat.latest.samples, chosen.then)
        chat.wire(library.shelf, library.tools, [reader.ask, reader.suggested], sampled[1])
        reader.wire(library.list, chat.turns, chat.conversation)
        library.changed += sampled
        _connect(app, library, chat, reader)
    return app


def _connect(app: gr.Blocks, library: LibraryPanel, chat: ChatPanel, reader: ReaderPanel) -> None:
    states: list[gr.State] = [library.shelf, chat.conversation]
    for event in library.changed:
        # What was removed may have been open in the reader.
        event.then(reader.show, reader.reading, reader.paper, **QUICK)
    shown = [library.shelf, reader.reading]
    reader.corrected.then(library.show, shown, library.outputs, **QUICK)
    # While articles come in, the first of them can be asked already.
    library.scope.change(chat.greet, chat.conversation, chat.latest, **QUICK)
    for event in [*library.changed, *library.rescoped]:
        event.then(chat.suggest, states, chat.latest, **LAZY)
    restored = app.load(
        chat.restore, [chat.kept, chat.conversation], None,
        js="(kept, conversation) => [newsPage.recall(), conversation]", **QUICK,
    )  # fmt: skip
    seen = restored.then(chat.show, chat.conversation, chat.turns, **QUICK)
    seen.then(chat.suggest, states, chat.latest, **LAZY)
    app.unload(chat.leave)
    recalled = app.load(
        library.recall, [library.tools, library.filter, *shown], library.outputs,
        js="(tools, filter, ...states) => [...newsPage.recallShelf(), ...states]", **QUICK,
    )  # fmt: skip
    recalled.then(chat.suggest, states, chat.latest, **LAZY)
    recalled.then(library.fold, shown, library.list, **FOLDING)
    app.load(reader.show, reader.reading, reader.paper, **QUICK)
