"""A library that an older version wrote opens in this one, with all that is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from index import Filter
from index.migrations import MIGRATIONS
from index.passages import passage_spans
from index.store import FILE_NAME, Store
from tests.index.test_duplicates import REPORT
from tests.support import harvest


def write_second_schema(path: Path) -> list[str]:
    """Write a library as version 2 of the schema had it, one article of it removed again."""
    articles = [found.article for found in harvest("north", 250)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for step in MIGRATIONS[:2]:
            step(connection)
        connection.execute("PRAGMA user_version = 2")
        connection.execute("PRAGMA foreign_keys = ON")
        for article in articles:
            connection.execute(
                "INSERT INTO articles (id, title, characters, language, sha256, text) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (article.id, article.title, len(article.text), "en", article.sha256, article.text),
            )
            for number, (start, end) in enumerate(passage_spans(article.text)):
                row = connection.execute(
                    'INSERT INTO passages (article_id, number, start, "end") VALUES (?, ?, ?, ?)',
                    (article.id, number, start, end),
                )
                vector = np.ones(384, np.float16)
                connection.execute("INSERT INTO vectors VALUES (?, ?)", (row.lastrowid, vector))
                words = (row.lastrowid, article.title, article.text[start:end])
                connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)
        gone = articles.pop(3)
        connection.execute("DELETE FROM articles WHERE id = ?", (gone.id,))
    return [article.id for article in articles]


def test_the_words_of_an_older_library_are_found(tmp_path: Path) -> None:
    expected = set(write_second_schema(tmp_path / FILE_NAME))
    with closing(Store(tmp_path)) as store:
        found = store.keyword_search("barley", 1000, Filter())
        assert {passage.article_id for passage in store.passages(list(found))} == expected
        assert list(store.problems()) == []
        store.write([])
        assert store.counts()[0] == len(expected)


def test_copies_in_an_older_library_are_found_whatever_signatures_it_has(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    first, second, *_ = write_second_schema(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for article in (first, second):
            text = f"{REPORT} Updated as {article}."
            connection.execute("UPDATE articles SET text = ? WHERE id = ?", (text, article))
        for step in MIGRATIONS[2:4]:
            step(connection)
        connection.execute("PRAGMA user_version = 4")
        # Of before signatures had a key.
        connection.execute("INSERT INTO signatures SELECT id, zeroblob(256) FROM articles")
    with closing(Store(tmp_path)) as store:
        assert {first, second} in map(set, store.near_duplicates())
