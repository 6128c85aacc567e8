"""Adding articles as the page shows it: each file's state, the counts, and the worker."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from index import AddEvent, AddReport, Cancelled, OnEvent

State = Literal["queued", "reading", "embedding", "ready", "skipped", "failed", "cancelled"]
Work = Callable[[OnEvent, Cancelled], AddReport]

INTERVAL = 0.15
"""Seconds between two looks at the progress; looking more often only makes the page flicker."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, or an article inside a file, and where it stands."""

    name: str
    state: State
    reason: str | None = None


@dataclass(slots=True)
class Progress:
    """Every file of one adding by its path, in the order given, and what it is doing.

    `whole` stands for what is not known yet, such as the articles of a feed, until the first of
    them is. `ahead` is how many other people's addings go first; `note` is to be told besides.
    """

    files: tuple[str, ...] = ()
    entries: dict[str, Entry] = field(default_factory=dict)
    whole: str | None = None
    running: bool = True
    error: str | None = None
    told: bool = False
    ahead: int = 0
    note: str | None = None

    @classmethod
    def of(cls, paths: list[str]) -> "Progress":
        """Queue files."""
        return cls(tuple(paths), {path: Entry(Path(path).name, "queued") for path in paths})

    @classmethod
    def of_one(cls, name: str) -> "Progress":
        """Show one thing at work, whose articles are not known yet."""
        return cls((), {name: Entry(name, "reading")}, name)

    def take(self, event: AddEvent) -> None:
        """Note an event. An article inside a file ("a.jsonl:3") takes the file's place."""
        file = self._file_of(event.path)
        if file != event.path:
            self.entries.pop(file, None)
        if self.whole is not None and not self.told:
            self.entries.pop(self.whole, None)  # gone already where it holds several
        self.told = True
        known, article = self.entries.get(event.path), event.article
        name = file if file == self.whole else Path(file).name
        shown = known.name if known else name + event.path[len(file) :]
        if article and (self.whole is not None or file != event.path):
            shown = article.title
        reason = event.reason.replace(file, name) if event.reason else None
        if event.state == "skipped" and article:
            named = "" if shown == article.title else f": {article.title}"
            reason = f"already in the library{named}"
        self.entries[event.path] = Entry(shown, event.state, reason)

    def end(self, report: AddReport | None, error: str | None) -> None:
        """Say what became of everything, also of what never had its turn."""
        self.running, self.error = False, error
        if report is not None and not self.told:
            # Work that tells of no events, such as fetching a page, has only its report.
            self.entries = _reported(report) or self.entries
        cancelled = error is None and report is not None and report.cancelled
        for path, entry in self.entries.items():
            if entry.state not in ("queued", "reading", "embedding"):
                continue
            if cancelled:
                self.entries[path] = replace(entry, state="cancelled")
            else:
                reason = error or "no article found in it"
                self.entries[path] = replace(entry, state="failed", reason=reason)

    def count(self, *states: State) -> int:
        """Return how many entries are in one of the states."""
        return sum(entry.state in states for entry in self.entries.values())

    def unfinished(self) -> list[str]:
        """Return the files in which something failed or was cancelled, for another try."""
        paths = [p for p, e in self.entries.items() if e.state in ("failed", "cancelled")]
        return list(dict.fromkeys(file for p in paths if (file := self._file_of(p)) in self.files))

    def _file_of(self, path: str) -> str:
        files = self.files or tuple(filter(None, [self.whole]))
        if path in files:
            return path
        return max((file for file in files if path.startswith(file)), key=len, default=path)


def _reported(report: AddReport) -> dict[str, Entry]:
    entries = {item.path: Entry(item.title, "ready") for item in report.added}
    entries |= {item.path: Entry(item.path, "skipped", item.reason) for item in report.skipped}
    return entries | {item.path: Entry(item.path, "failed", item.reason) for item in report.failed}


def follow(
    work: Work, progress: Progress, stopped: threading.Event, explain: Callable[[Exception], str]
) -> Iterator[Progress]:
    """Do the work in a thread of its own and yield its progress as it goes on, and last at its end.

    :param work: called with what to tell of events, and what to ask whether to stop.
    :param explain: one line for a person about an error.
    """
    events: queue.SimpleQueue[AddEvent] = queue.SimpleQueue()
    outcome: list[AddReport | Exception] = []

    def run() -> None:
        try:
            outcome.append(work(events.put, stopped.is_set))
        except Exception as error:
            outcome.append(error)

    worker = threading.Thread(target=run, name="adding", daemon=True)
    worker.start()
    yield progress
    while worker.is_alive():
        worker.join(INTERVAL)
        if _drain(events, progress):
            yield progress
    _drain(events, progress)
    result = outcome[0]
    if isinstance(result, AddReport):
        progress.end(result, None)
    else:
        progress.end(None, explain(result))
    yield progress


def _drain(events: "queue.SimpleQueue[AddEvent]", progress: Progress) -> bool:
    taken = False
    while not events.empty():
        progress.take(events.get())
        taken = True
    return taken
