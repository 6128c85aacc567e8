"""How articles come in: files, a pasted text, an address, the samples; and how that goes on."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import gradio as gr

from assistant import Assistant
from index import AddReport, Cancelled, OnEvent, parse_date
from ui.adding import INTERVAL, Entry, Progress, Work, follow
from ui.events import QUICK, html
from ui.faults import explain
from ui.line import Line
from ui.reading import Reading
from ui.render.adding import render_progress
from ui.shelf import Shelf

Show = Callable[[Shelf, Reading], tuple[str, ...]]

_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")
LISTED = 100_000
"""Characters a second of the list's HTML that are sent while articles come in: a long list is
sent seldom, and in any case at the end."""


class AddingPanel:
    """The ways in, and the progress of what is on its way in.

    :param show: returns the library as it is, to be seen whenever articles have become ready.
    """

    def __init__(self, assistant: Assistant, show: Show) -> None:
        self.assistant, self.show = assistant, show
        # One at a time, whoever adds: more at once would only make all of them slow.
        self.line = Line(1)
        # Of several addings that wait in one tab one is next.
        self._taking_up = threading.Lock()
        self.files = gr.UploadButton(
            "Add files", file_count="multiple", elem_id="add-files", size="md"
        )
        with gr.Accordion("Paste a text", open=False):
            self.text = gr.Textbox(
                label="Text", lines=5, max_lines=12, placeholder="One article, or several",
                elem_id="paste-text",
            )  # fmt: skip
            self.title = gr.Textbox(
                label="Title", placeholder="If left empty, taken from the text", max_lines=1
            )
            with gr.Row():
                self.source = gr.Textbox(label="Source", max_lines=1, min_width=80)
                self.published = gr.Textbox(
                    label="Date", placeholder="31/1/2025", max_lines=1, min_width=80,
                    elem_id="paste-date",
                )  # fmt: skip
            self.paste = gr.Button("Add this text", elem_id="add-text", size="md")
        with gr.Accordion("Add from the web", open=False):
            self.url = gr.Textbox(
                label="Address of a page or a feed", max_lines=1, placeholder="https://",
                elem_id="paste-url",
            )  # fmt: skip
            self.fetch = gr.Button("Fetch and add", elem_id="add-url", size="md")
        self.progress = html("adding", "cancel", "retry", "dismiss")

    def wire(
        self, states: Sequence[gr.State], panel: Sequence[gr.HTML], tools: gr.HTML
    ) -> list[Any]:
        """Connect the ways in; return the events after which the library may hold more.

        :param states: the shelf and what is open in the reader.
        :param panel: the components of the library that `show` returns.
        :param tools: where what was removed can be put back.
        """
        self._states, self._outputs = list(states), [self.progress, *panel]
        pasted = [self.text, self.title, self.source, self.published]
        shelf = states[0]
        self.progress.cancel(self.cancel, shelf, None, **QUICK)
        self.progress.dismiss(self.dismiss, shelf, self.progress, **QUICK)
        # "multiple": what is added while another adding goes on waits, and is not lost.
        adds: dict[str, Any] = {"outputs": self._outputs, "trigger_mode": "multiple", **QUICK}
        pasting = self.paste.click(self.add_text, [*pasted, *states], **adds)
        pasting.then(self.cleared, shelf, pasted, **QUICK)
        fetching = gr.on(
            [self.fetch.click, self.url.submit],
            self.add_url, [self.url, *states], **adds,
        )  # fmt: skip
        return [
            self.files.upload(self.add_files, [self.files, *states], **adds),
            self.progress.retry(self.retry, states, **adds),
            tools.undo(self.put_back, states, **adds),
            pasting,
            fetching,
        ]

    def offer_samples(self, *events: Callable[..., Any]) -> list[Any]:
        """Add the sample articles at these events, wherever they are offered."""
        return [event(self.add_samples, self._states, self._outputs, **QUICK) for event in events]

    def add_files(self, paths: list[str] | None, shelf: Shelf, reading: Reading) -> Iterator[Any]:
        """Add uploaded files."""
        yield from self._add_paths(paths or [], shelf, reading)

    def retry(self, shelf: Shelf, reading: Reading) -> Iterator[Any]:
        """Add again the files in which something failed or was cancelled."""
        paths = shelf.adding.unfinished() if shelf.adding else []
        yield from self._add_paths(paths, shelf, reading)

    def add_text(
        self, text: str, title: str, source: str, published: str, shelf: Shelf, reading: Reading
    ) -> Iterator[Any]:
        """Add a pasted text; what its fields say overrules what is read from it."""

        def work(on_event: OnEvent, cancelled: Cancelled) -> AddReport:
            return self.assistant.add_text(
                text, title=title.strip() or None, source=source.strip() or None, published=day,
                on_event=on_event, cancelled=cancelled,
            )  # fmt: skip

        day, problem = _checked(text, published)
        if problem:
            yield self._refused(shelf, problem)
            return
        progress = Progress.of_one("pasted text")
        progress.note = read_as(published)
        yield from self._adding(work, progress, shelf, reading)

    def add_url(self, url: str, shelf: Shelf, reading: Reading) -> Iterator[Any]:
        """Fetch a page or a feed and add its articles."""
        address = url.strip()
        if not address.startswith(("http://", "https://")):
            yield self._refused(shelf, "An address starts with https:// or http://.")
            return

        def work(on_event: OnEvent, cancelled: Cancelled) -> AddReport:
            return self.assistant.add_url(address, on_event=on_event, cancelled=cancelled)

        yield from self._adding(work, Progress.of_one(address), shelf, reading)

    def add_samples(self, shelf: Shelf, reading: Reading) -> Iterator[Any]:
        """Add the sample articles."""

        def work(on_event: OnEvent, cancelled: Cancelled) -> AddReport:
            return self.assistant.add_samples(on_event=on_event, cancelled=cancelled)

        yield from self._adding(work, Progress.of_one("sample articles"), shelf, reading)

    def put_back(self, shelf: Shelf, reading: Reading) -> Iterator[Any]:
        """Add again what was removed last; where that goes well, the list alone shows it."""
        removed = shelf.removed

        def work(on_event: OnEvent, cancelled: Cancelled) -> AddReport:
            report = self.assistant.add_articles(removed, on_event=on_event, cancelled=cancelled)
            back = {added.id for added in report.added}
            shelf.removed = tuple(a for a in removed if a.id not in back and report.cancelled)
            return report

        queued = {article.title: Entry(article.title, "queued") for article in removed}
        progress = Progress(entries=queued)
        yield from self._adding(work, progress, shelf, reading)
        if not progress.count("failed", "cancelled"):
            yield self.dismiss(shelf), *[gr.skip()] * (len(self._outputs) - 1)

    def cleared(self, shelf: Shelf) -> list[Any]:
        """Empty the fields of a pasted text once it is in the library."""
        progress = shelf.adding
        taken = progress is not None and progress.count("ready", "skipped") > 0
        return [""] * 4 if taken else [gr.skip()] * 4

    def cancel(self, shelf: Shelf) -> None:
        """Stop adding after the batch at hand."""
        if shelf.stop_adding:
            shelf.stop_adding()

    def dismiss(self, shelf: Shelf) -> Any:
        """Put the ended progress away; that of the next adding stays."""
        return "" if self._take_up(shelf, None) else gr.skip()

    def _add_paths(self, paths: list[str], shelf: Shelf, reading: Reading) -> Iterator[Any]:
        def work(on_event: OnEvent, cancelled: Cancelled) -> AddReport:
            return self.assistant.add(paths, on_event=on_event, cancelled=cancelled)

        yield from self._adding(work, Progress.of(paths), shelf, reading)

    def _refused(self, shelf: Shelf, problem: str) -> tuple[Any, ...]:
        refused = Progress(running=False, error=problem)
        self._take_up(shelf, refused)
        return render_progress(refused), *[gr.skip()] * (len(self._outputs) - 1)

    def _take_up(
        self, shelf: Shelf, progress: Progress | None, stop: Callable[[], None] | None = None
    ) -> bool:
        """Make this what the tab shows, unless an adding goes on there; return whether it is."""
        with self._taking_up:
            if shelf.adding is not None and shelf.adding.running:
                return False
            shelf.adding, shelf.stop_adding = progress, stop
            return True

    def _adding(
        self, work: Work, progress: Progress, shelf: Shelf, reading: Reading
    ) -> Iterator[Any]:
        """Yield the progress, and with it the library whenever more articles are ready.

        What is added meanwhile waits for its turn, so that one progress is seen at a time.
        """
        stopped = threading.Event()
        while not self._take_up(shelf, progress, stopped.set):
            yield (gr.skip(),) * len(self._outputs)
            time.sleep(INTERVAL)
        listed, due = 0, 0.0
        for now in self._in_turn(work, progress, stopped):
            ready = now.count("ready")
            if now.running and (ready == listed or time.monotonic() < due):
                yield render_progress(now), *[gr.skip()] * (len(self._outputs) - 1)
                continue
            shown = self.show(shelf, reading)
            listed, due = ready, time.monotonic() + sum(map(len, shown)) / LISTED
            yield render_progress(now), *shown

    def _in_turn(
        self, work: Work, progress: Progress, stopped: threading.Event
    ) -> Iterator[Progress]:
        """Do the work once those are done who came before; yield its progress."""
        with self.line.place() as place:
            while (ahead := place.ahead()) and not stopped.is_set():
                progress.ahead = ahead
                yield progress
                place.wait(INTERVAL)
            progress.ahead = 0
            if stopped.is_set():
                progress.end(AddReport(cancelled=True), None)
                yield progress
            else:
                yield from follow(work, progress, stopped, explain)


def _checked(text: str, published: str) -> tuple[date | None, str | None]:
    """Return the day that was typed, and what is wrong with the fields."""
    if not text.strip():
        return None, "There is no text to add: paste one."
    if not published.strip():
        return None, None
    day = parse_date(published)
    if day is None:
        return None, (
            f"“{published.strip()}” is no day up to today that can be read: write it like "
            "31/1/2025, 31 January 2025 or 2025-01-31."
        )
    return day, None


def read_as(written: str) -> str | None:
    """Return how a date was read that might be read in two ways, or None."""
    numbers = _NUMBERS.fullmatch(written.strip())
    day = parse_date(written)
    if numbers is None or day is None:
        return None
    first, second = int(numbers[1]), int(numbers[2])
    if first == second or max(first, second) > 12:
        return None
    return f"{written.strip()} was read as {day.day} {day:%B %Y}: the day first."
