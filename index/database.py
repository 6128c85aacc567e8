"""Opening SQLite: one connection a thread, WAL, migrations, and errors a person can read."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryFull, LibraryTooNew
from index.migrations import MIGRATIONS

BUSY_SECONDS = 60.0


class Database:
    """A SQLite file in WAL mode, brought to the newest schema.

    :raises LibraryTooNew: if a newer version wrote it.
    :raises LibraryDamaged: if it is not a database.
    :raises LibraryFull: if the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection."""
        with self._explained():
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection inside one transaction: all of it or none.

        :raises LibraryBusy: if another process writes for longer than `BUSY_SECONDS`.
        """
        with self._explained():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            with self._lock:
                self._all.append(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: what `add` has reported survives a loss of power.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
        return connection

    def _migrate(self) -> None:
        with self.reading() as connection:
            version = _version(connection)
        if version > len(MIGRATIONS):
            raise LibraryTooNew(
                f"{self.path} was written by a newer version (schema {version}, this one knows "
                f"{len(MIGRATIONS)}): upgrade the assistant, or use another --library"
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
        except OSError as error:
            raise LibraryFull(f"cannot write the library {self.path.parent}: {error}") from error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _explain(error: sqlite3.DatabaseError, path: Path) -> LibraryError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryBusy(f"another process is writing to {path.parent}: try again later")
    if "full" in text or "disk I/O" in text:
        return LibraryFull(f"no room left on the disk of {path.parent}: nothing half-written stays")
    if "readonly" in text or "unable to open" in text:
        return LibraryFull(f"cannot write the library {path.parent}: {text}")
    if "not a database" in text or "malformed" in text:
        return LibraryDamaged(f"{path} is damaged ({text}): restore it, or use another --library")
    return LibraryError(f"the library {path.parent} failed: {text}")
