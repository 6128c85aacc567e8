"""Statements kept from one question to the next: a file beside the library, never the truth.

It holds no words of the articles but names and cues, only places, and may be deleted any time.
"""

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from assistant.statements.extract import extract
from assistant.types import Citation, Statement
from index import Article

log = logging.getLogger(__name__)

FILE_NAME = "statements.sqlite"
_BATCH = 64
"""Articles read and written at once; a process that is killed loses one batch of work."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS statements (
    sha256 TEXT PRIMARY KEY NOT NULL, rules TEXT NOT NULL, found TEXT NOT NULL
) WITHOUT ROWID
"""


class StatementStore:
    """The statements of articles, extracted on first use. Safe to use from many threads.

    Without a file that can be written to, statements are extracted each time.

    :param folder: the library's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def of(self, article: Article) -> list[Statement]:
        """Return an article's statements, in order."""
        ((_, found),) = self.of_all([article])
        return found

    def of_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Statement]]]:
        """Yield articles with their statements, in order."""
        remaining = iter(articles)
        while batch := list(islice(remaining, _BATCH)):
            kept = self._kept([article.sha256 for article in batch])
            new: dict[str, str] = {}
            for article in batch:
                if article.sha256 in kept:
                    yield article, _read(article, kept[article.sha256])
                    continue
                found = extract(article)
                new[article.sha256] = _written(article, found)
                yield article, found
            self._keep(new)

    def forget(self, *articles: Article) -> None:
        """Forget articles that were removed, so that nothing of them stays behind."""
        if self._path.exists():
            rows = [(article.sha256,) for article in articles]
            self._change("DELETE FROM statements WHERE sha256 = ?", rows)

    def _kept(self, hashes: Sequence[str]) -> dict[str, str]:
        with self._lock:
            try:
                rows = self._open().execute(
                    "SELECT sha256, found FROM statements WHERE rules = ? "
                    "AND sha256 IN (SELECT value FROM json_each(?))",
                    (_rules(), json.dumps(hashes)),
                )
                return dict(rows.fetchall())
            except (sqlite3.Error, OSError) as error:
                log.info("statements are not kept (%s)", error)
                return {}

    def _keep(self, new: dict[str, str]) -> None:
        if new:
            rows = [(sha256, _rules(), found) for sha256, found in new.items()]
            self._change("INSERT OR REPLACE INTO statements VALUES (?, ?, ?)", rows)

    def _change(self, sql: str, rows: Sequence[tuple[str, ...]]) -> None:
        with self._lock:
            try:
                with self._open() as connection:
                    connection.executemany(sql, rows)
            except (sqlite3.Error, OSError) as error:
                log.info("statements are not kept (%s)", error)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = _connected(self._path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._path.unlink(missing_ok=True)  # Damaged: everything in it can be made again.
                self._connection = _connected(self._path)
        return self._connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2.0, check_same_thread=False)
    try:
        connection.execute(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@cache
def _rules() -> str:
    """Return a hash of the rules themselves: statements found by other rules are found anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _written(article: Article, statements: Iterable[Statement]) -> str:
    rows = []
    for s in statements:
        start = article.text.index(s.text, s.citation.start)
        end = start + len(s.text)
        rows.append([s.speaker, s.cue, s.direct, start, end, s.citation.start, s.citation.end])
    return json.dumps(rows, ensure_ascii=False)


def _read(article: Article, found: str) -> list[Statement]:
    return [
        Statement(speaker, article.text[start:end], cue, direct, Citation.of(article, first, last))
        for speaker, cue, direct, start, end, first, last in json.loads(found)
    ]
