"""The truth: articles, passages, vectors and full-text search in one SQLite file."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.errors import ArticleNotFound, LibraryDamaged
from index.sentences import Span
from index.types import Article, Filter, Headline, Passage

IdArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]

FILE_NAME = "library.sqlite"
TITLE_WEIGHT, TEXT_WEIGHT = 0.5, 1.0
_ARTICLE = "id, title, text, url, source, published, language, sha256"
_HEADLINE = "id, title, url, source, published, language, characters"
_WORD = re.compile(r"\w+")
_CHUNK = 500  # below SQLite's limit on variables
STOP_WORDS = frozenset(
    "a about after all an and any are as at be been before being but by can could did do does for "
    "from had has have he her his how i if in into is it its just many me more most much my no not "
    "of on or our out say said says she should so some than that the their them then there these "
    "they this to up us was we were what when where which while who whom whose why will with would "
    "you your".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be written: its passages' spans and their vectors (n, d)."""

    article: Article
    spans: Sequence[Span]
    vectors: FloatArray


class Store:
    """A library's SQLite file.

    :raises LibraryError: as `Database` does.
    """

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder / FILE_NAME)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def generation(self) -> int:
        """Return the number of the last change; any write by any process raises it."""
        return int(self.fact("generation") or 0)

    def fact(self, key: str) -> Any:
        """Return a named fact about the library, or None."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_fact(self, key: str, value: str | int) -> None:
        """Keep a named fact."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def write(self, entries: Iterable[Entry]) -> list[Article]:
        """Write articles in one transaction and return those that were new."""
        new: list[Article] = []
        with self._database.writing() as connection:
            for entry in entries:
                if _insert(connection, entry):
                    new.append(entry.article)
            if new:
                _raise_generation(connection)
        return new

    def remove(self, article_id: str) -> Article:
        """Take out an article, its passages, vectors and words, in one transaction.

        :raises ArticleNotFound: if there is no such article.
        """
        with self._database.writing() as connection:
            article = _article(connection, article_id)
            rows = connection.execute(
                'SELECT id, start, "end" FROM passages WHERE article_id = ?', (article_id,)
            ).fetchall()
            connection.executemany(
                "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                [(number, article.title, article.text[start:end]) for number, start, end in rows],
            )
            connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
            _raise_generation(connection)
        return article

    def article(self, article_id: str) -> Article:
        """Return an article.

        :raises ArticleNotFound: if there is no such article.
        """
        with self._database.reading() as connection:
            return _article(connection, article_id)

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles of these identifiers; unknown ones are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_ARTICLE} FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: _as_article(row) for row in rows}

    def has(self, sha256: str) -> bool:
        """Whether an article of that hash is in."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT 1 FROM articles WHERE sha256 = ?", (sha256,))
            return row.fetchone() is not None

    def headlines(self, where: Filter) -> list[Headline]:
        """Return the articles of a filter, newest first, undated last."""
        condition, values = _condition(where)
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_HEADLINE} FROM articles WHERE {condition} "
                "ORDER BY published IS NULL, published DESC, title",
                values,
            ).fetchall()
        return [Headline(r[0], r[1], r[2], r[3], _date(r[4]), r[5], r[6]) for r in rows]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these identifiers, in that order; unknown ones are left out."""
        found: dict[int, Passage] = {}
        with self._database.reading() as connection:
            for start in range(0, len(ids), _CHUNK):
                part = ids[start : start + _CHUNK]
                rows = connection.execute(
                    f'SELECT id, article_id, start, "end", number FROM passages '
                    f"WHERE id IN ({_marks(part)})",
                    part,
                )
                found |= {row[0]: Passage(*row) for row in rows}
        return [found[number] for number in ids if number in found]

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return an article's passages in reading order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                'SELECT id, article_id, start, "end", number FROM passages '
                "WHERE article_id = ? ORDER BY number",
                (article_id,),
            ).fetchall()
        return [Passage(*row) for row in rows]

    def passage_ids(self, where: Filter | None = None) -> IdArray:
        """Return the identifiers of every passage, or of a filter's, ascending."""
        condition, values = _condition(where or Filter())
        query = "SELECT id FROM passages ORDER BY id"
        if where is not None and not where.is_open:
            query = (
                "SELECT id FROM passages WHERE article_id IN "
                f"(SELECT id FROM articles WHERE {condition}) ORDER BY id"
            )
        with self._database.reading() as connection:
            return np.array([row[0] for row in connection.execute(query, values)], np.int64)

    def vectors(self, ids: IdArray, dimensions: int) -> tuple[IdArray, FloatArray]:
        """Return (identifiers, vectors (n, dimensions)) of these passages.

        Those that somebody has removed meanwhile are left out.
        """
        vectors = np.empty((len(ids), dimensions), np.float32)
        held = np.zeros(len(ids), np.bool_)
        with self._database.reading() as connection:
            for start in range(0, len(ids), _CHUNK):
                part = [int(number) for number in ids[start : start + _CHUNK]]
                rows = connection.execute(
                    f"SELECT passage_id, vector FROM vectors WHERE passage_id IN ({_marks(part)})",
                    part,
                )
                blobs = dict(rows.fetchall())
                for offset, number in enumerate(part, start):
                    if number in blobs:
                        vectors[offset] = np.frombuffer(blobs[number], np.float16)
                        held[offset] = True
        return (ids, vectors) if held.all() else (ids[held], vectors[held])

    def replace_vectors(self, ids: Sequence[int], vectors: FloatArray) -> None:
        """Give those of these passages that are still there new vectors, in one transaction."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors SELECT id, ? FROM passages WHERE id = ?",
                [
                    (v.astype(np.float16).tobytes(), int(n))
                    for n, v in zip(ids, vectors, strict=True)
                ],
            )
            _raise_generation(connection)

    def keyword_search(self, query: str, limit: int, where: Filter) -> dict[int, float]:
        """Return passage identifier -> BM25 (SQLite's FTS5, higher is better), best first."""
        words = [word for word in _WORD.findall(query.lower()) if word not in STOP_WORDS]
        if not words:
            return {}
        condition, values = _condition(where)
        scope = "" if where.is_open else (
            "AND rowid IN (SELECT id FROM passages WHERE article_id IN "
            f"(SELECT id FROM articles WHERE {condition}))"
        )  # fmt: skip
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT rowid, -bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM words "
                f"WHERE words MATCH ? {scope} ORDER BY score DESC, rowid LIMIT ?",
                (match, *values, limit),
            ).fetchall()
        return dict(rows)

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the file, in words."""
        with self._database.reading() as connection:
            for (line,) in connection.execute("PRAGMA quick_check"):
                if line != "ok":
                    yield f"the store is damaged: {line}"
            row = connection.execute(
                "SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage_id FROM vectors)"
            ).fetchone()
            if row[0]:
                yield f"{row[0]} passages have no vector"
            row = connection.execute(
                "SELECT count(*) FROM passages p JOIN articles a ON a.id = p.article_id "
                'WHERE p.start < 0 OR p."end" <= p.start OR p."end" > a.characters'
            ).fetchone()
            if row[0]:
                yield f"{row[0]} passages lie outside their article"
            try:
                connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            except sqlite3.OperationalError:
                raise  # locked or full, which says nothing about the words
            except sqlite3.DatabaseError as error:
                yield f"the full-text index is damaged: {error}"


def _insert(connection: sqlite3.Connection, entry: Entry) -> bool:
    article = entry.article
    inserted = connection.execute(
        f"INSERT OR IGNORE INTO articles ({_ARTICLE}, characters) VALUES (?,?,?,?,?,?,?,?,?)",
        (
            article.id, article.title, article.text, article.url, article.source,
            article.published.isoformat() if article.published else None,
            article.language, article.sha256, len(article.text),
        ),
    ).rowcount  # fmt: skip
    if not inserted:
        return False
    for number, (span, vector) in enumerate(zip(entry.spans, entry.vectors, strict=True)):
        row = connection.execute(
            'INSERT INTO passages (article_id, number, start, "end") VALUES (?, ?, ?, ?)',
            (article.id, number, *span),
        )
        connection.execute(
            "INSERT INTO vectors VALUES (?, ?)",
            (row.lastrowid, vector.astype(np.float16).tobytes()),
        )
        connection.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            (row.lastrowid, article.title, article.text[slice(*span)]),
        )
    return True


def _raise_generation(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE facts SET value = value + 1 WHERE key = 'generation'")


def _article(connection: sqlite3.Connection, article_id: str) -> Article:
    row = connection.execute(
        f"SELECT {_ARTICLE} FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if row is None:
        raise ArticleNotFound(f"no article {article_id!r}: `assistant articles` lists them")
    return _as_article(row)


def _as_article(row: Sequence[Any]) -> Article:
    return Article(row[0], row[1], row[2], row[3], row[4], _date(row[5]), row[6], row[7])


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LibraryDamaged(f"the library is damaged ({text!r} is no date): restore it") from None


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _condition(where: Filter) -> tuple[str, list[str]]:
    """Return an SQL condition on `articles` and its values."""
    parts: list[str] = []
    values: list[str] = []
    for column, allowed in (("id", where.articles), ("source", where.sources)):
        if allowed is not None:
            # One JSON value, so that no number of ticked articles meets a limit.
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(allowed)))
    if where.since is not None:
        parts.append("published >= ?")
        values.append(where.since.isoformat())
    if where.until is not None:
        parts.append("published <= ?")
        values.append(where.until.isoformat())
    return " AND ".join(parts) or "1", values
