"""Keyword search: BM25 by SQLite's FTS5, kept quick where words are common and articles many."""

import re
import sqlite3
from collections.abc import Callable, Sequence

from index.database import Database
from index.scope import Scope

TITLE_WEIGHT, TEXT_WEIGHT = 0.5, 1.0
MOST_SCORED = 20_000
"""Passages that may be scored for one question: FTS5 takes about a microsecond for each."""
COMMON_SHARE = 0.1
"""A word in a larger share of a large library's passages tells too little to be looked up."""
STOP_WORDS = frozenset(
    "a about after all an and any are as at be been before being but by can could did do does for "
    "from had has have he her his how i if in into is it its just many me more most much my no not "
    "of on or our out say said says she should so some than that the their them then there these "
    "they this to up us was we were what when where which while who whom whose why will with would "
    "you your".split()
)
_WORD = re.compile(r"\w+")
_CLITIC = re.compile(r"(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b")
_SCORE = f"-bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT})"


class KeywordSearch:
    """The words of a library's passages and titles. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies: dict[str, int] = {}
        self._size = 0

    def search(self, query: str, limit: int, scope: Scope | None) -> dict[int, float]:
        """Return passage identifier -> BM25 (higher is better), best first.

        :param scope: score these passages only; None means all.
        """
        text = _CLITIC.sub("", query.lower())
        words = [w for w in dict.fromkeys(_WORD.findall(text)) if w not in STOP_WORDS]
        if not words:
            return {}
        with self._database.reading() as connection:
            within = _restrict(connection, scope)
            match = self._match(connection, words, limit, within)
            rows = connection.execute(
                f"SELECT rowid, {_SCORE} AS score FROM words WHERE words MATCH ? {within} "
                "ORDER BY score DESC, rowid LIMIT ?",
                (match, limit),
            ).fetchall()
        return dict(rows)

    def _match(
        self, connection: sqlite3.Connection, words: Sequence[str], limit: int, within: str
    ) -> str:
        """Return what passages must hold: any of the words, unless too many passages do.

        Then all of them, if enough passages hold all; else the most common word is left out.
        """
        size = int(connection.execute("SELECT max(id) FROM passages").fetchone()[0] or 0)
        if size <= MOST_SCORED:
            return _joined(words, "OR")
        count = self._counter(connection, size)
        rarest = sorted(words, key=count)
        if sum(map(count, rarest)) > MOST_SCORED:
            rarest = [w for w in rarest if count(w) <= COMMON_SHARE * size] or rarest[:1]
        while len(rarest) > 1 and sum(map(count, rarest)) > MOST_SCORED:
            every = _joined(rarest, "AND")
            holding = connection.execute(
                f"SELECT rowid FROM words WHERE words MATCH ? {within} LIMIT ?", (every, limit)
            )
            if len(holding.fetchall()) == limit:
                return every
            rarest.pop()
        return _joined(rarest, "OR")

    def _counter(self, connection: sqlite3.Connection, size: int) -> Callable[[str], int]:
        """Return a function that says how many passages hold a word, kept until twice as many."""
        if size > 2 * self._size:
            self._frequencies, self._size = {}, size
        known = self._frequencies

        def count(word: str) -> int:
            if word not in known:
                row = connection.execute(
                    "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{word}"',)
                )
                known[word] = int(row.fetchone()[0])
            return known[word]

        return count


def _joined(words: Sequence[str], operator: str) -> str:
    return f" {operator} ".join(f'"{word}"' for word in words)


def _restrict(connection: sqlite3.Connection, scope: Scope | None) -> str:
    """Return the condition that keeps a scope.

    As a function it is asked of each match; as a list of identifiers SQLite would look the words
    up anew for each of them.
    """
    if scope is None:
        return ""
    flags, size = scope.flags, len(scope.flags)
    connection.create_function("in_scope", 1, lambda number: number < size and flags[number])
    return "AND in_scope(rowid)"
