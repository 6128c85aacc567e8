"""Opening SQLite: a pool of connections, WAL, migrations, and errors a person can read."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryFull, LibraryTooNew
from index.migrations import MIGRATIONS

MAPPED_BYTES = 1 << 31
"""At most so much of the file is mapped into memory."""
BUSY_SECONDS = 60.0


class Database:
    """A SQLite file in WAL mode, brought to the newest schema.

    :raises LibraryTooNew: if a newer version wrote it.
    :raises LibraryDamaged: if it is not a database.
    :raises LibraryFull: if the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._lock = threading.Lock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that nobody else has meanwhile."""
        with self._explained():
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that sees the library as it is at one moment."""
        with self.reading() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")  # nothing was written

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection inside one transaction: all of it or none.

        :raises LibraryBusy: if another process writes for longer than `BUSY_SECONDS`.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every connection; one that is in use, once its user is done."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _use_wal(connection)
            # FULL: what `add` has reported survives a loss of power.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # Long blobs are read where they lie, not page by page through a small cache.
            connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _migrate(self) -> None:
        with self.reading() as connection:
            version = _version(connection)
        if version > len(MIGRATIONS):
            raise LibraryTooNew(
                f"{self.path} was written by a newer version (schema {version}, this one knows "
                f"{len(MIGRATIONS)}): upgrade this program, or use another library"
            )
        if version < len(MIGRATIONS):
            with self.writing() as connection:
                for step in MIGRATIONS[_version(connection) :]:
                    step(connection)
                connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _explain(error, self.path) from error
        except UnicodeDecodeError as error:
            raise _damaged(self.path, str(error)) from error
        except OSError as error:
            raise LibraryFull(f"cannot write the library {self.path.parent}: {error}") from error


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL mode on, which the file then remembers.

    SQLite does not wait for its lock here when two processes make one library, so we do.
    """
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.01)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _explain(error: sqlite3.DatabaseError, path: Path) -> LibraryError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryBusy(f"another process is writing to {path.parent}: try again later")
    if "full" in text:
        return LibraryFull(f"no room left on the disk of {path.parent}: nothing half-written stays")
    if "disk I/O" in text:  # A quota that is used up is told so too.
        return LibraryFull(
            f"the disk of {path.parent} fails or has no room left ({text}): "
            "nothing half-written stays"
        )
    if "readonly" in text or "unable to open" in text:
        return LibraryFull(f"cannot write the library {path.parent}: {text}")
    if any(sign in text for sign in ("not a database", "malformed", "decode", "vtable")):
        return _damaged(path, text.splitlines()[0])
    return LibraryError(f"the library {path.parent} failed: {text}")


def _damaged(path: Path, what: str) -> LibraryDamaged:
    return LibraryDamaged(f"{path} is damaged ({what}): restore it, or use another library")
