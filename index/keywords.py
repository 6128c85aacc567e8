"""Keyword search: BM25 by SQLite's FTS5, kept quick where words are common and articles many."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.database import Database
from index.scope import Scope

TITLE_WEIGHT, TEXT_WEIGHT = 0.5, 1.0
MOST_SCORED = 6_000
"""Passages that should be scored for one question: FTS5 takes about a microsecond for each."""
MOST_COUNTED = 100_000
"""A word in more passages than these tells too little for what it costs to look up."""
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


@dataclass(frozen=True, slots=True)
class _Required:
    """What a passage must hold to be scored, for FTS5, and the words of it."""

    match: str
    words: Sequence[str]


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
            size = int(connection.execute("SELECT max(id) FROM passages").fetchone()[0] or 0)
            if size > MOST_SCORED:
                required, words = self._required(connection, words, size, limit)
                if required is not None:
                    return _scored_where(connection, required, words, limit, within)
            return _best(connection, _joined(words, "OR"), limit, within)

    def _required(
        self, connection: sqlite3.Connection, words: Sequence[str], size: int, limit: int
    ) -> tuple[_Required | None, list[str]]:
        """Return what a passage must hold to be scored, None if any word will do, and the words.

        Of many matches only those with a rare word can come out on top (MaxScore; Turtle and
        Flood, 1995); where every word is common, those with several.
        """
        count = self._counter(connection, size)
        rarest = sorted((w for w in words if count(w)), key=count)
        rarest = [w for w in rarest if count(w) <= MOST_COUNTED] or rarest[:1]
        if sum(map(count, rarest)) <= MOST_SCORED:
            return None, rarest or list(words)
        rare: list[str] = []
        held = 0
        for word in rarest:
            # Few passages are not worth saving time on.
            if held + count(word) > (MOST_SCORED / 2 if held >= limit else MOST_SCORED):
                break
            rare.append(word)
            held += count(word)
        if rare:
            return _Required(_joined(rare, "OR"), rare), rarest
        for several in range(2, len(rarest) + 1):
            required = _Required(_joined(rarest[:several], "AND"), rarest[:several])
            if _holding(connection, required.match, MOST_SCORED) < MOST_SCORED:
                return required, rarest
        return None, rarest[:1]

    def _counter(self, connection: sqlite3.Connection, size: int) -> Callable[[str], int]:
        """Return a function that says how many passages hold a word, kept until twice as many."""
        if size > 2 * self._size:
            self._frequencies, self._size = {}, size
        known = self._frequencies

        def count(word: str) -> int:
            if word not in known:
                known[word] = _holding(connection, _joined([word], "OR"), size)
            return known[word]

        return count


def _scored_where(
    connection: sqlite3.Connection,
    required: _Required,
    words: Sequence[str],
    limit: int,
    within: str,
) -> dict[int, float]:
    """Return the passages that hold what is required, scored by all words, best first.

    FTS5 scores a word as often as the query has it, so what is required cannot also be an
    alternative: passages with other words as well are asked for by themselves. The best of all
    are among the best of either, since a further word only adds to a score.
    """
    scores = _best(connection, required.match, limit, within)
    others = [word for word in words if word not in required.words]
    if others:
        both = f"({required.match}) AND ({_joined(others, 'OR')})"
        scores |= _best(connection, both, limit, within)
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _best(connection: sqlite3.Connection, match: str, limit: int, within: str) -> dict[int, float]:
    """Return the passages that match, scored by the words of the match, best first."""
    return dict(
        connection.execute(
            f"SELECT rowid, {_SCORE} AS score FROM words WHERE words MATCH ? {within} "
            "ORDER BY score DESC, rowid LIMIT ?",
            (match, limit),
        )
    )


def _holding(connection: sqlite3.Connection, match: str, most: int) -> int:
    """Count the passages that match, up to a number."""
    query = "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)"
    return int(connection.execute(query, (match, most)).fetchone()[0])


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
