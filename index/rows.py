"""Articles and passages as rows of the store's tables: the SQL of one article, and of filters."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ArticleNotFound, LibraryDamaged
from index.postings import Worded
from index.sentences import Span
from index.types import Article, Filter

IdArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]

ARTICLE_COLUMNS = "id, title, text, url, source, published, language, sha256"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be written: its passages' spans and their vectors (n, d)."""

    article: Article
    spans: Sequence[Span]
    vectors: FloatArray


def insert(connection: sqlite3.Connection, entry: Entry) -> Worded | None:
    """Write an article with its passages and return their words; None if one of its hash is in."""
    article = entry.article
    inserted = connection.execute(
        f"INSERT OR IGNORE INTO articles ({ARTICLE_COLUMNS}, characters) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        (
            article.id, article.title, article.text, article.url, article.source,
            article.published.isoformat() if article.published else None,
            article.language, article.sha256, len(article.text),
        ),
    ).rowcount  # fmt: skip
    if not inserted:
        return None
    texts: list[tuple[int, str]] = []
    for number, (span, vector) in enumerate(zip(entry.spans, entry.vectors, strict=True)):
        row = connection.execute(
            'INSERT INTO passages (article_id, number, start, "end") VALUES (?, ?, ?, ?)',
            (article.id, number, *span),
        )
        assert row.lastrowid is not None
        connection.execute(
            "INSERT INTO vectors VALUES (?, ?)",
            (row.lastrowid, vector.astype(np.float16).tobytes()),
        )
        texts.append((row.lastrowid, article.text[slice(*span)]))
    return Worded(article.title, texts)


def delete(connection: sqlite3.Connection, article_id: str) -> Article:
    """Take out an article with all that hangs on it, and return it.

    :raises ArticleNotFound: if there is no such article.
    """
    article = read_article(connection, article_id)
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    return article


def numbers_of(rows: Iterable[Sequence[int]]) -> IdArray:
    """Return the first column of rows, (n,)."""
    return np.fromiter((row[0] for row in rows), np.int64)


def generation_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last change."""
    row = connection.execute("SELECT value FROM facts WHERE key = 'generation'").fetchone()
    return int(row[0]) if row else 0


def raise_generation(connection: sqlite3.Connection) -> None:
    """Count a change."""
    connection.execute("UPDATE facts SET value = value + 1 WHERE key = 'generation'")


def read_article(connection: sqlite3.Connection, article_id: str) -> Article:
    """Return an article.

    :raises ArticleNotFound: if there is no such article.
    """
    row = connection.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if row is None:
        raise ArticleNotFound(f"no article {article_id!r} in the library: see the list of articles")
    return as_article(row)


def as_article(row: Sequence[Any]) -> Article:
    """Return a row of `ARTICLE_COLUMNS` as an article."""
    return Article(row[0], row[1], row[2], row[3], row[4], as_date(row[5]), row[6], row[7])


def as_date(text: str | None) -> date | None:
    """Return a date as it is stored.

    :raises LibraryDamaged: if it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LibraryDamaged(f"the library is damaged ({text!r} is no date): restore it") from None


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each value."""
    return ",".join("?" * len(values))


def condition_of(where: Filter) -> tuple[str, list[str]]:
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
