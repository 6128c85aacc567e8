"""The truth: articles, passages, vectors and the words they hold in one SQLite file."""

import json
import threading
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from index import postings
from index.copies import Copies, Groups
from index.database import Database
from index.keywords import KeywordSearch
from index.rows import (
    ARTICLE_COLUMNS,
    Entry,
    FloatArray,
    IdArray,
    as_article,
    as_date,
    condition_of,
    delete,
    generation_of,
    insert,
    marks,
    numbers_of,
    raise_generation,
    read_article,
)
from index.scope import Scope
from index.types import Article, Filter, Headline, Passage

FILE_NAME = "library.sqlite"
KEPT_SCOPES = 16
_HEADLINE = "id, title, url, source, published, language, characters"
_CHUNK = 500  # below SQLite's limit on variables


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the changes of a library have been followed; identifiers only ever grow."""

    generation: int = -1
    last_passage: int = 0
    last_removal: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What came and went since a mark; a passage that did both may be in both."""

    mark: Mark
    added: IdArray
    removed: IdArray


class Store:
    """A library's SQLite file.

    :raises LibraryError: as `Database` does.
    """

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder / FILE_NAME)
        self._words = KeywordSearch(self._database)
        self._copies = Copies(self._database)
        self._scopes: dict[tuple[int, Filter], Scope] = {}
        self._scopes_lock = threading.Lock()
        # Answers that are kept hold their articles: of each article there shall be one.
        self._shared: WeakValueDictionary[Hashable, Article] = WeakValueDictionary()

    def close(self) -> None:
        """Close the file."""
        self._copies.close()
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
        worded: list[postings.Worded] = []
        with self._database.writing() as connection:
            for entry in entries:
                words = insert(connection, entry)
                if words is not None:
                    new.append(entry.article)
                    worded.append(words)
            if new:
                postings.write(connection, worded)
                raise_generation(connection)
        return new

    def remove(self, *article_ids: str) -> list[Article]:
        """Take out articles, their passages, vectors and words, in one transaction.

        :raises ArticleNotFound: if one of them is not there; then none is taken out.
        """
        with self._database.writing() as connection:
            removed = [delete(connection, article_id) for article_id in dict.fromkeys(article_ids)]
            if removed:
                raise_generation(connection)
        return removed

    def replace(self, entry: Entry) -> None:
        """Write an article in the place of the one of its identifier, in one transaction.

        Its passages get new identifiers, so that whoever holds their vectors takes the new ones.

        :raises ArticleNotFound: if there is no such article.
        """
        with self._database.writing() as connection:
            delete(connection, entry.article.id)
            words = insert(connection, entry)
            if words is not None:
                postings.write(connection, [words])
            raise_generation(connection)

    def article(self, article_id: str) -> Article:
        """Return an article.

        :raises ArticleNotFound: if there is no such article.
        """
        with self._database.reading() as connection:
            return read_article(connection, article_id)

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles of these identifiers; unknown ones are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles "
                "WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        return {row[0]: self._shared_article(row) for row in rows}

    def _shared_article(self, row: Sequence[Any]) -> Article:
        """Return a row of `ARTICLE_COLUMNS` as an article, the one that somebody has already."""
        # The hash, among the columns after the text, stands for the text.
        key = (*row[:2], *row[3:])
        return self._shared.setdefault(key, as_article(row))

    def has(self, sha256: str) -> bool:
        """Whether an article of that hash is in."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT 1 FROM articles WHERE sha256 = ?", (sha256,))
            return row.fetchone() is not None

    def headlines(self, where: Filter, limit: int | None = None) -> list[Headline]:
        """Return the articles of a filter, `limit` of them at most: newest first, undated last."""
        condition, values = condition_of(where)
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_HEADLINE} FROM articles WHERE {condition} "
                "ORDER BY published IS NULL, published DESC, title LIMIT ?",
                [*values, -1 if limit is None else limit],
            ).fetchall()
        return [Headline(r[0], r[1], r[2], r[3], as_date(r[4]), r[5], r[6]) for r in rows]

    def count(self, where: Filter) -> int:
        """Return how many articles pass a filter."""
        condition, values = condition_of(where)
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT count(*) FROM articles WHERE {condition}", values)
            return int(row.fetchone()[0])

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these identifiers, in that order; unknown ones are left out."""
        found: dict[int, Passage] = {}
        with self._database.reading() as connection:
            for start in range(0, len(ids), _CHUNK):
                part = ids[start : start + _CHUNK]
                rows = connection.execute(
                    f'SELECT id, article_id, start, "end", number FROM passages '
                    f"WHERE id IN ({marks(part)})",
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

    def lead_passages(self, article_ids: Collection[str]) -> dict[str, int]:
        """Return article -> identifier of its first passage; unknown articles are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT article_id, id FROM passages WHERE number = 0 "
                "AND article_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(article_ids)),),
            ).fetchall()
        return dict(rows)

    def passage_ids(self, where: Filter | None = None) -> IdArray:
        """Return the identifiers of every passage, or of a filter's, ascending."""
        condition, values = condition_of(where or Filter())
        query = "SELECT id FROM passages"
        if where is not None and not where.is_open:
            query += f" WHERE article_id IN (SELECT id FROM articles WHERE {condition})"
        with self._database.reading() as connection:
            return np.sort(numbers_of(connection.execute(query, values)))

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
                    f"SELECT passage_id, vector FROM vectors WHERE passage_id IN ({marks(part)})",
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
            raise_generation(connection)

    def keyword_search(self, query: str, limit: int, where: Filter) -> dict[int, float]:
        """Return passage identifier -> BM25 (higher is better), best first."""
        return self._words.search(query, limit, self.scope(where))

    def near_duplicates(self, patience: float | None = None) -> Groups:
        """Return the groups of articles that are nearly the same, as `Copies` does."""
        return self._copies.groups() if patience is None else self._copies.known(patience)

    def scope(self, where: Filter) -> Scope | None:
        """Return the passages of a filter, kept until the library changes; None means all."""
        if where.is_open:
            return None
        key = (self.generation(), where)
        with self._scopes_lock:
            kept = self._scopes.get(key)
        if kept is None:
            kept = Scope(self.passage_ids(where))
            with self._scopes_lock:
                while len(self._scopes) >= KEPT_SCOPES:
                    del self._scopes[next(iter(self._scopes))]
                self._scopes[key] = kept
        return kept

    def changes(self, since: Mark) -> Changes:
        """Return what came and went since a mark, at the cost of the changes alone."""
        with self._database.snapshot() as connection:
            generation = generation_of(connection)
            added = connection.execute(
                "SELECT id FROM passages WHERE id > ? ORDER BY id", (since.last_passage,)
            ).fetchall()
            removed = connection.execute(
                "SELECT number, passage_id FROM removals WHERE number > ? ORDER BY number",
                (since.last_removal,),
            ).fetchall()
        mark = Mark(
            generation,
            added[-1][0] if added else since.last_passage,
            removed[-1][0] if removed else since.last_removal,
        )
        return Changes(mark, numbers_of(added), numbers_of(row[1:] for row in removed))

    def counts(self) -> tuple[int, int]:
        """Return the numbers of articles and of passages."""
        with self._database.reading() as connection:
            articles = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
            passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        return int(articles), int(passages)

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the file, in words."""
        with self._database.snapshot() as connection:
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
            yield from postings.problems(connection)
