"""The store's schema, as numbered steps that are only ever appended to.

``PRAGMA user_version`` holds the number of steps a library has been through.
"""

import json
import sqlite3
from collections.abc import Callable

from index import postings

_ARTICLES_TOGETHER = 200


def m001_articles_and_passages(connection: sqlite3.Connection) -> None:
    """Articles, their passages with vectors (float16), and full-text search over both."""
    # The text comes last: SQLite reads a row up to what is asked for, and lists leave it alone.
    connection.execute(
        """
        CREATE TABLE articles (
            id TEXT PRIMARY KEY NOT NULL,
            title TEXT NOT NULL,
            characters INTEGER NOT NULL,
            url TEXT,
            source TEXT,
            published TEXT,
            language TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL
        )
        """
    )
    # AUTOINCREMENT: an identifier is never used again, so sets of them tell what changed.
    connection.execute(
        """
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            UNIQUE (article_id, number)
        )
        """
    )
    connection.execute(
        """
        CREATE TABLE vectors (
            passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            vector BLOB NOT NULL
        )
        """
    )
    # Contentless: the words are in articles.text already.
    connection.execute(
        """
        CREATE VIRTUAL TABLE words USING fts5 (
            title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
        )
        """
    )
    connection.execute("CREATE TABLE facts (key TEXT PRIMARY KEY, value) WITHOUT ROWID")
    connection.execute("INSERT INTO facts VALUES ('generation', 0)")
    connection.execute("CREATE INDEX articles_by_date ON articles (published)")
    connection.execute("CREATE INDEX articles_by_source ON articles (source)")


def m002_removals(connection: sqlite3.Connection) -> None:
    """A line for each passage that was removed, so that FAISS can follow without comparing all."""
    connection.execute(
        """
        CREATE TABLE removals (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            passage_id INTEGER NOT NULL
        )
        """
    )
    connection.execute(
        """
        CREATE TRIGGER passage_removed AFTER DELETE ON passages
        BEGIN INSERT INTO removals (passage_id) VALUES (old.id); END
        """
    )


def m003_postings(connection: sqlite3.Connection) -> None:
    """Postings of our own for FTS5's, which took a microsecond for each passage with a word."""
    connection.execute("DROP TABLE words")
    postings.create(connection)
    articles = connection.execute(
        'SELECT a.title, a.text, json_group_array(json_array(p.id, p.start, p."end")) '
        "FROM passages p JOIN articles a ON a.id = p.article_id "
        "GROUP BY p.article_id ORDER BY min(p.id)"
    )
    while some := articles.fetchmany(_ARTICLES_TOGETHER):
        postings.write(
            connection,
            [
                postings.Worded(
                    title, [(n, text[start:end]) for n, start, end in sorted(json.loads(spans))]
                )
                for title, text, spans in some
            ],
        )


def m004_signatures(connection: sqlite3.Connection) -> None:
    """What near-duplicates are told by, of each article once it is asked for."""
    connection.execute(
        """
        CREATE TABLE signatures (
            article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            signature BLOB NOT NULL
        ) WITHOUT ROWID
        """
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_articles_and_passages,
    m002_removals,
    m003_postings,
    m004_signatures,
)
