"""Which articles of a library are nearly the same: found out on first use, and kept."""

import threading

from index.database import Database
from index.duplicates import near_duplicates, signature
from index.rows import generation_of

_TOGETHER = 200
"""Articles read and signed at once."""

Groups = tuple[tuple[str, ...], ...]


class Copies:
    """The near-duplicates of a library. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._generation = -1
        self._groups: Groups = ()

    def groups(self) -> Groups:
        """Return the identifiers of articles that are nearly the same, two or more in a group.

        An article is in one group at most; the first of each is the oldest.
        """
        with self._lock:
            with self._database.reading() as connection:
                if generation_of(connection) == self._generation:
                    return self._groups
            while self._sign_some():
                pass
            with self._database.snapshot() as connection:
                self._generation = generation_of(connection)
                signed = connection.execute(
                    "SELECT id, signature FROM articles JOIN signatures ON article_id = id "
                    "ORDER BY published IS NULL, published, id"
                )
                self._groups = tuple(near_duplicates(signed))
            return self._groups

    def _sign_some(self) -> bool:
        """Sign some of the articles that are not signed yet, and tell whether there were any."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, text FROM articles "
                "WHERE id NOT IN (SELECT article_id FROM signatures) LIMIT ?",
                (_TOGETHER,),
            ).fetchall()
        signed = [(signature(text), article) for article, text in rows]
        if signed:
            with self._database.writing() as connection:
                # Not those that somebody has removed meanwhile.
                connection.executemany(
                    "INSERT OR IGNORE INTO signatures SELECT id, ? FROM articles WHERE id = ?",
                    signed,
                )
        return bool(signed)
