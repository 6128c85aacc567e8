"""Statements are extracted once and kept beside the library; nothing depends on the file."""

import sqlite3
from pathlib import Path

import pytest

from assistant.statements import StatementStore, extract, store
from index import Article

ARTICLES = [
    Article.of(f"Report {number}", f"“We sold {number} boats,” Mayor Omar Haddad said. He left.")
    for number in range(150)
]


def test_what_is_kept_is_what_is_extracted(tmp_path: Path) -> None:
    for _ in range(2):
        kept = StatementStore(tmp_path)
        assert [s for _, s in kept.of_all(ARTICLES)] == [extract(a) for a in ARTICLES]
        kept.close()


def test_nothing_is_extracted_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = StatementStore(tmp_path)
    expected = list(kept.of_all(ARTICLES))
    monkeypatch.setattr(store, "extract", lambda article: pytest.fail("extracted again"))
    assert list(kept.of_all(ARTICLES)) == expected
    kept.close()


def test_what_was_extracted_for_one_article_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = StatementStore(tmp_path)
    expected = kept.of(ARTICLES[1])
    monkeypatch.setattr(store, "extract", lambda article: pytest.fail("extracted again"))
    assert kept.of(ARTICLES[1]) == expected
    kept.close()


def test_other_rules_find_anew(tmp_path: Path) -> None:
    kept = StatementStore(tmp_path)
    kept.of(ARTICLES[1])
    kept.close()
    with sqlite3.connect(tmp_path / store.FILE_NAME) as connection:
        changed = connection.execute("UPDATE statements SET rules = 'older', found = '[]'")
        assert changed.rowcount == 1
    connection.close()
    kept = StatementStore(tmp_path)
    assert kept.of(ARTICLES[1]) == extract(ARTICLES[1])
    kept.close()


def test_the_rules_are_all_files_that_read_an_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "passive.py").write_text("one = 1\n", "utf-8")
    monkeypatch.setattr(store, "__file__", str(tmp_path / "store.py"))
    one = store._rules.__wrapped__()
    (tmp_path / "forms" / "passive.py").write_text("one = 2\n", "utf-8")
    assert store._rules.__wrapped__() != one


def test_an_article_that_is_removed_leaves_nothing(tmp_path: Path) -> None:
    kept = StatementStore(tmp_path)
    list(kept.of_all(ARTICLES[1:3]))
    kept.forget(ARTICLES[1])
    kept.close()
    with sqlite3.connect(tmp_path / store.FILE_NAME) as connection:
        left = connection.execute("SELECT sha256 FROM statements").fetchall()
    connection.close()
    assert left == [(ARTICLES[2].sha256,)]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 4096])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / store.FILE_NAME).write_bytes(content)
    kept = StatementStore(tmp_path)
    assert kept.of(ARTICLES[1]) == extract(ARTICLES[1])
    kept.close()


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / store.FILE_NAME).mkdir()
    kept = StatementStore(tmp_path)
    assert kept.of(ARTICLES[1]) == extract(ARTICLES[1])
    kept.forget(ARTICLES[1])
    kept.close()
