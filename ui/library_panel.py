"""The library on the left: articles listed, narrowed, ticked, removed and put back."""

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from assistant import Assistant
from index import Groups, Headline, NewsIndexError
from ui.adding_panel import AddingPanel
from ui.events import FOLDING, QUICK, html
from ui.faults import explain
from ui.holdings import LONG_PATIENCE, count, headlines, near_duplicates
from ui.reading import Reading
from ui.render.library import render_filter, render_list, render_scope, render_tools
from ui.shelf import STEP, Shelf


class LibraryPanel:
    """The components of the library, and what each of their events does.

    :param scope: the line above the question that says what it will be asked of.
    """

    def __init__(self, assistant: Assistant, scope: gr.HTML) -> None:
        self.assistant, self.scope = assistant, scope
        self.shelf = gr.State(Shelf())
        # Clicks in a row are handled side by side, and each would write back what it has read.
        self._ticking = threading.Lock()
        with gr.Column(elem_id="library"):
            html("library-title", value="<h2>Library</h2>")
            self.adding = AddingPanel(assistant, self.show)
            self.filter = html("filter", "filter", "period")
            self.tools = html(
                "shelf-tools", "tick_all", "remove_ticked", "undo", "digest", "timeline"
            )
            self.list = html("shelf", "tick", "open", "remove", "more", "refresh")
        self.outputs = [self.filter, self.tools, self.list, scope]

    def wire(self, reading: gr.State) -> None:
        """Connect the panel's events.

        Those after which the library holds other articles are then in `changed`, those after
        which questions are asked of others in `rescoped`.
        """
        seen: dict[str, Any] = {"inputs": [self.shelf, reading], "outputs": self.outputs, **QUICK}
        self.list.more(self.more, **seen)
        refreshed = self.list.refresh(self.show, **seen)
        self.rescoped = [
            self.filter.filter(self.narrow, **seen, trigger_mode="always_last"),
            self.filter.period(self.keep_to, **seen),
            self.list.tick(
                self.tick, self.shelf, [self.tools, self.scope], **QUICK, trigger_mode="multiple"
            ),
            self.tools.tick_all(self.tick_all, **seen),
            self.scope.clear_scope(self.clear_scope, **seen),
        ]
        self.changed = [
            self.list.remove(self.remove, **seen, trigger_mode="multiple"),
            self.tools.remove_ticked(self.remove_ticked, **seen),
            *self.adding.wire([self.shelf, reading], self.outputs, self.tools),
        ]
        for event in [refreshed, *self.changed]:
            event.then(self.fold, [self.shelf, reading], self.list, **FOLDING)

    def show(self, shelf: Shelf, reading: Reading) -> tuple[str, ...]:
        """Return the panel as it is now."""
        everything = headlines(self.assistant)
        with self._ticking:
            shelf.ticked &= {headline.id for headline in everything}
        sources = sorted({h.source for h in everything if h.source}, key=str.casefold)
        if shelf.source not in sources:
            shelf.source = ""
        limits, held = shelf.limits(), len(everything)
        listed = everything if limits.is_open else headlines(self.assistant, limits)
        copies = near_duplicates(self.assistant)
        return (
            render_filter(shelf, sources, date.today()) if held else "",
            self._tools(shelf, held, listed),
            self._list(shelf, reading, listed, copies, held),
            self._scope(shelf),
        )

    def fold(self, shelf: Shelf, reading: Reading) -> Any:
        """Draw the list anew once its near-duplicates have been found, if it shows others."""
        copies = near_duplicates(self.assistant, LONG_PATIENCE)
        if copies == shelf.copies:
            return gr.skip()
        listed = headlines(self.assistant, shelf.limits())
        return self._list(shelf, reading, listed, copies, count(self.assistant))

    def _list(
        self,
        shelf: Shelf,
        reading: Reading,
        listed: Sequence[Headline],
        copies: Groups,
        held: int,
    ) -> str:
        with self._ticking:
            shelf.revision += 1
            shelf.copies = copies
        opened = reading.article.id if reading.article else None
        return render_list(shelf, listed, copies, held, opened, date.today())

    def _tools(self, shelf: Shelf, held: int, listed: Sequence[Headline]) -> str:
        shown = shelf.shown(listed)
        ticked = sum(headline.id in shelf.ticked for headline in shown)
        return render_tools(shelf, len(shown), ticked, held)

    def _tools_alone(self, shelf: Shelf) -> str:
        """Return the tools without reading what is listed, if nothing is searched for."""
        held = count(self.assistant)
        if shelf.query:
            return self._tools(shelf, held, headlines(self.assistant, shelf.limits()))
        ticked = count(self.assistant, shelf.scope()) if shelf.ticked else 0
        return render_tools(shelf, count(self.assistant, shelf.limits()), ticked, held)

    def _scope(self, shelf: Shelf) -> str:
        where = shelf.scope()
        return render_scope(where, count(self.assistant, where))

    # The list.

    def narrow(self, shelf: Shelf, reading: Reading, event: gr.EventData) -> tuple[str, ...]:
        """Search, filter and sort the list."""
        _take_filter(shelf, event._data)
        return self.show(shelf, reading)

    def keep_to(self, shelf: Shelf, reading: Reading, event: gr.EventData) -> tuple[str, ...]:
        """Keep to the articles of the last days."""
        shelf.set_period(int(event.days), date.today())
        return self.show(shelf, reading)

    def tick(self, shelf: Shelf, event: gr.EventData) -> tuple[str, str]:
        """Tick or untick articles; the list itself shows that already."""
        with self._ticking:
            shelf.take_ticks({str(a): bool(on) for a, on in event.clicks}, int(event.number))
        return self._tools_alone(shelf), self._scope(shelf)

    def tick_all(self, shelf: Shelf, reading: Reading, event: gr.EventData) -> tuple[str, ...]:
        """Tick or untick every article that fits the search and the filter."""
        listed = {h.id for h in shelf.shown(headlines(self.assistant, shelf.limits()))}
        with self._ticking:
            shelf.ticked = shelf.ticked | listed if event.on == "1" else shelf.ticked - listed
        return self.show(shelf, reading)

    def recall(self, ticked: str, narrowed: str, shelf: Shelf, reading: Reading) -> tuple[str, ...]:
        """Take up the ticks and the filter that this tab had before it was loaded again.

        :param narrowed: the filter's fields as in the query of an address.
        """
        with self._ticking:
            shelf.ticked |= frozenset(ticked.split())
        _take_filter(shelf, dict(parse_qsl(narrowed)))
        return self.show(shelf, reading)

    def clear_scope(self, shelf: Shelf, reading: Reading) -> tuple[str, ...]:
        """Widen the scope to every article."""
        shelf.ticked = frozenset()
        shelf.set_filter(shelf.query, "", "", "", shelf.sort)
        return self.show(shelf, reading)

    def more(self, shelf: Shelf, reading: Reading) -> tuple[str, ...]:
        """List more articles."""
        shelf.limit += STEP
        return self.show(shelf, reading)

    # Removing.

    def remove(self, shelf: Shelf, reading: Reading, event: gr.EventData) -> tuple[str, ...]:
        """Remove an article, and with it the copies that are folded behind it."""
        return self._remove(shelf, reading, [str(article) for article in event.articles])

    def remove_ticked(self, shelf: Shelf, reading: Reading) -> tuple[str, ...]:
        """Remove every ticked article."""
        return self._remove(shelf, reading, sorted(shelf.ticked))

    def _remove(self, shelf: Shelf, reading: Reading, ids: list[str]) -> tuple[str, ...]:
        shelf.notice, shelf.removed = None, ()
        try:
            shelf.removed = tuple(self.assistant.remove(*ids))
        except (NewsIndexError, OSError) as error:
            shelf.notice = explain(error)
        if reading.article and reading.article.id in ids:
            reading.close()
        return self.show(shelf, reading)


def _take_filter(shelf: Shelf, fields: Mapping[str, Any]) -> None:
    names = ("query", "source", "since", "until", "sort")
    shelf.set_filter(*(str(fields.get(name, "")) for name in names))
