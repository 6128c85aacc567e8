"""Which articles of a library are nearly the same: found out on first use, and kept."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from index.database import Database
from index.duplicates import SIGNATURE_KEY, near_duplicates, signature
from index.errors import LibraryError
from index.rows import generation_of

log = logging.getLogger(__name__)

_TOGETHER = 200
"""Articles read and signed at once."""
_FACT = "signatures"

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The groups of a library as it was at a generation."""

    generation: int = -1
    groups: Groups = ()


class Copies:
    """The near-duplicates of a library. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._finding, self._asking = threading.Lock(), threading.Lock()
        self._found = _Found()
        self._unkept: dict[str, bytes] = {}
        self._worker: threading.Thread | None = None
        self._is_asked = False
        self._closing = threading.Event()

    def groups(self) -> Groups:
        """Return the identifiers of articles that are nearly the same, two or more in a group.

        An article is in one group at most; the first of each is the oldest.

        :raises LibraryError: if the library cannot be read, or has been closed.
        """
        with self._finding:
            # Read first: what comes in from here on may be left out, and is looked for next time.
            generation = self._generation()
            if generation != self._found.generation:
                self._found = _Found(generation, self._find())
            return self._found.groups

    def known(self, patience: float) -> Groups:
        """Return the groups as they were last found; those of now are found in the background.

        :param patience: seconds to wait for those of now at most: a small library takes no more.
        :raises LibraryError: if the library cannot be read.
        """
        if self._generation() != self._found.generation:
            self._ask().join(patience)
        return self._found.groups

    def close(self) -> None:
        """End what is being found out; what has been signed by then is kept."""
        self._closing.set()
        with self._asking:
            worker = self._worker
        if worker is not None:
            worker.join()

    def _ask(self) -> threading.Thread:
        """Have the groups found: by the thread that is at it already, when it is done, if any."""
        with self._asking:
            self._is_asked = True
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="copies", daemon=True)
                self._worker.start()
            return self._worker

    def _work(self) -> None:
        while self._is_wanted():
            try:
                self.groups()
            except LibraryError as error:
                if not self._closing.is_set():
                    log.warning("near-duplicates could not be found: %s", error)

    def _is_wanted(self) -> bool:
        with self._asking:
            is_wanted = self._is_asked and not self._closing.is_set()
            self._is_asked = False
            if not is_wanted:
                self._worker = None
            return is_wanted

    def _generation(self) -> int:
        with self._database.reading() as connection:
            return generation_of(connection)

    def _find(self) -> Groups:
        self._sign()
        with self._database.snapshot() as connection:
            rows = connection.execute(
                "SELECT id, signature FROM articles LEFT JOIN signatures ON article_id = id "
                "ORDER BY published IS NULL, published, id"
            ).fetchall()
        signed = ((article, self._unkept.get(article) or kept) for article, kept in rows)
        return tuple(near_duplicates((name, each) for name, each in signed if each))

    def _sign(self) -> None:
        """Sign the articles that are not signed yet; what cannot be written stays in memory."""
        before, self._unkept = self._unkept, {}
        last, is_renewed = "", self._renew()
        is_writable = is_renewed
        while rows := self._unsigned(last, is_renewed):
            signed = {name: before.get(name) or signature(text) for name, text in rows}
            # Not those that somebody has removed meanwhile.
            is_writable = is_writable and self._write(
                "INSERT OR IGNORE INTO signatures SELECT id, ? FROM articles WHERE id = ?",
                [(each, name) for name, each in signed.items()],
            )
            if not is_writable:
                self._unkept |= signed
            last = rows[-1][0]

    def _renew(self) -> bool:
        """Forget signatures that were made in another way; tell whether none of them is left."""
        with self._database.reading() as connection:
            made = connection.execute("SELECT value FROM facts WHERE key = ?", (_FACT,)).fetchone()
        return made == (SIGNATURE_KEY,) or (
            self._write("DELETE FROM signatures", [()])
            and self._write("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(_FACT, SIGNATURE_KEY)])
        )

    def _unsigned(self, last: str, is_renewed: bool) -> list[tuple[str, str]]:
        """Return the next articles after an identifier that are not signed, with their texts.

        :raises LibraryError: if the library has been closed.
        """
        if self._closing.is_set():
            raise LibraryError("the library has been closed")
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT id, text FROM articles WHERE id > ? "
                "AND NOT (? AND id IN (SELECT article_id FROM signatures)) ORDER BY id LIMIT ?",
                (last, is_renewed, _TOGETHER),
            ).fetchall()

    def _write(self, sql: str, rows: Sequence[tuple[object, ...]]) -> bool:
        """Write to the library, and tell whether that was possible."""
        try:
            with self._database.writing() as connection:
                connection.executemany(sql, rows)
        except LibraryError as error:
            log.warning("what near-duplicates are told by is not kept: %s", error)
            return False
        return True
