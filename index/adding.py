"""One call of `add`: articles gathered into batches, embedded, and written together."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.passages import passage_spans
from index.rows import Entry
from index.sentences import Span
from index.store import Store
from index.types import Added, AddEvent, AddReport, Article, Found, Unreadable

OnEvent = Callable[[AddEvent], None]
Cancelled = Callable[[], bool]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

FIRST_PASSAGES, BATCH_PASSAGES = 16, 128
"""Articles are committed together until they make this many passages.

The first batch is small, so that something can be asked soon; each is twice the one before.
"""


class Adder:
    """Takes what readers yield, writes it batch by batch, and keeps the report.

    :param embed: texts -> (n, d) float32.
    :param on_event: told of every change of state, in the caller's thread.
    """

    def __init__(self, store: Store, embed: Embed, on_event: OnEvent | None = None) -> None:
        self._store, self._embed = store, embed
        self._on_event = on_event
        self._pending: list[tuple[Found, list[Span]]] = []
        self._room = FIRST_PASSAGES
        self.added: list[Added] = []
        self._skipped: list[Unreadable] = []
        self._failed: list[Unreadable] = []

    def report(self, cancelled: bool) -> AddReport:
        """Return what became of everything taken."""
        return AddReport(tuple(self.added), tuple(self._skipped), tuple(self._failed), cancelled)

    def take(self, reading: Found | Unreadable) -> None:
        """Refuse, skip, or put into the batch at hand; write the batch when it is full."""
        if isinstance(reading, Unreadable):
            self._failed.append(reading)
            self._tell(AddEvent(reading.path, "failed", reason=reading.reason))
            return
        if not _can_be_stored(reading.article):
            self.take(Unreadable(reading.path, "its text holds half characters (surrogates)"))
            return
        spans = passage_spans(reading.article.text)
        if not spans:
            self.take(Unreadable(reading.path, "no text found"))
            return
        if self._is_known(reading.article):
            self._skip(reading)
            return
        self._tell(AddEvent(reading.path, "embedding", reading.article))
        self._pending.append((reading, spans))
        if sum(len(spans) for _, spans in self._pending) >= self._room:
            self.commit()
            self._room = min(2 * self._room, BATCH_PASSAGES)

    def commit(self) -> None:
        """Embed the batch at hand and write it in one transaction."""
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        texts = [t for found, spans in pending for t in embedding_texts(found.article, spans)]
        entries = list(_entries(pending, self._embed(texts)))
        new = {article.id for article in self._store.write(entries)}
        for found, _ in pending:
            if found.article.id not in new:
                self._skip(found)
                continue
            self.added.append(Added(found.article.id, found.article.title, found.path))
            self._tell(AddEvent(found.path, "ready", found.article))

    def _is_known(self, article: Article) -> bool:
        waiting = any(found.article.sha256 == article.sha256 for found, _ in self._pending)
        return waiting or self._store.has(article.sha256)

    def _skip(self, found: Found) -> None:
        reason = f"already in the library as {found.article.id}"
        self._skipped.append(Unreadable(found.path, reason))
        self._tell(AddEvent(found.path, "skipped", found.article, reason))

    def _tell(self, event: AddEvent) -> None:
        if self._on_event is not None:
            self._on_event(event)


def _can_be_stored(article: Article) -> bool:
    """Whether an article can be written as UTF-8, which lone surrogates cannot."""
    fields = (article.title, article.text, article.url, article.source, article.language)
    try:
        "".join(field for field in fields if field).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def embedding_texts(article: Article, spans: Sequence[Span]) -> list[str]:
    """Return what is embedded for each passage: its words after the title and the date."""
    when = f" {article.published:%d %B %Y}." if article.published else ""
    return [f"{article.title}.{when} {article.text[start:end]}" for start, end in spans]


def _entries(
    pending: Sequence[tuple[Found, list[Span]]], vectors: NDArray[np.float32]
) -> Iterator[Entry]:
    at = 0
    for found, spans in pending:
        yield Entry(found.article, spans, vectors[at : at + len(spans)])
        at += len(spans)
