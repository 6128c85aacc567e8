"""The near-duplicates of a library: copies of one report, whoever printed it and when."""

import threading
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from index import Article, Found
from index.copies import Copies
from index.database import Database
from index.duplicates import signature
from index.errors import LibraryFull
from index.library import Library
from tests.index.test_duplicates import OTHER, REPORT
from tests.support import STORM, article, open_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


FIRST = article("Channel to be deepened", REPORT, published=date(2024, 3, 5), source="Wire")
LATER = article(
    "Council votes for channel", f"{REPORT} Updated at noon.", published=date(2024, 3, 6)
)
UNDATED = article("Harbour vote", REPORT.replace("forty million", "42 million"), source="Post")
APART = article("A quarrel ends", OTHER, published=date(2024, 3, 5))


def unlike(count: int) -> list[Found]:
    """Return articles of which no two are alike."""
    texts = (" ".join(f"{word}{n}" for word in OTHER.split()) for n in range(count))
    return [article(f"Report {n}", text) for n, text in enumerate(texts)]


def ids(*found: object) -> tuple[str, ...]:
    return tuple(each.article.id for each in found)  # type: ignore[attr-defined]


def test_copies_are_one_group_and_another_report_of_the_event_is_not(library: Library) -> None:
    library.add([UNDATED, APART, LATER, STORM, FIRST])
    assert library.near_duplicates() == (ids(FIRST, LATER, UNDATED),)


def test_groups_follow_what_is_added_removed_and_corrected(library: Library) -> None:
    assert library.near_duplicates() == ()
    library.add([FIRST, STORM])
    assert library.near_duplicates() == ()
    library.add([LATER])
    assert library.near_duplicates() == (ids(FIRST, LATER),)
    library.correct(LATER.article.id, published=date(2024, 3, 1), source=None)
    assert library.near_duplicates() == (ids(LATER, FIRST),)
    library.remove(FIRST.article.id)
    assert library.near_duplicates() == ()


def test_no_article_is_read_twice_for_it(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST, LATER])
    assert len(library.near_duplicates()) == 1
    monkeypatch.setattr("index.copies.signature", lambda text: pytest.fail("read again"))
    assert len(library.near_duplicates()) == 1
    assert len(open_library(tmp_path).near_duplicates()) == 1


def test_short_and_odd_texts_are_grouped_only_where_they_say_the_same(library: Library) -> None:
    library.add([article("One", "Rain."), article("Two", "Rain!"), article("Three", "Sun.")])
    grouped = [{Article.of("One", "Rain.").id, Article.of("Two", "Rain!").id}]
    assert [set(group) for group in library.near_duplicates()] == grouped


def test_an_article_that_comes_in_while_others_are_signed_is_found_the_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST])
    unsigned = Copies._unsigned

    def overtaken(copies: Copies, *args: object) -> object:
        rows = unsigned(copies, *args)  # type: ignore[arg-type]
        if not rows:  # after the last signing, and before the signatures are read
            monkeypatch.setattr(Copies, "_unsigned", unsigned)
            library.add([LATER])
        return rows

    monkeypatch.setattr(Copies, "_unsigned", overtaken)
    assert library.near_duplicates() == ()
    assert library.near_duplicates() == (ids(FIRST, LATER),)


def test_a_list_does_not_wait_for_the_groups_and_has_them_the_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST, LATER])
    signing, signed = threading.Event(), []

    def slow(text: str) -> bytes:
        signing.wait(20)
        signed.append(text)
        return signature(text)

    monkeypatch.setattr("index.copies.signature", slow)
    for _ in range(20):  # many tabs
        assert library.near_duplicates(0) == ()
    assert [t.name for t in threading.enumerate()].count("copies") == 1
    signing.set()
    assert library.near_duplicates(20) == (ids(FIRST, LATER),)
    assert len(signed) == 2
    monkeypatch.setattr("index.copies.near_duplicates", lambda signed: pytest.fail("found again"))
    assert library.near_duplicates(0) == (ids(FIRST, LATER),)


def test_what_changes_while_groups_are_found_is_found_after_them(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST])
    signing, go_on = threading.Event(), threading.Event()

    def slow(text: str) -> bytes:
        signing.set()
        go_on.wait(20)
        return signature(text)

    monkeypatch.setattr("index.copies.signature", slow)
    library.near_duplicates(0)
    assert signing.wait(20)
    library.add([LATER, UNDATED])
    assert library.near_duplicates(0) == ()
    go_on.set()
    assert library.near_duplicates(20) == (ids(FIRST, LATER, UNDATED),)


def test_a_library_can_be_closed_while_groups_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path)
    library.add(unlike(30))
    monkeypatch.setattr("index.copies._TOGETHER", 1)
    signing, signed = threading.Event(), []

    def noted(text: str) -> bytes:
        signed.append(text)
        signing.set()
        closing.wait(20)
        return signature(text)

    closing = library._store._copies._closing
    monkeypatch.setattr("index.copies.signature", noted)
    library.near_duplicates(0)
    assert signing.wait(20)
    library.close()
    assert "copies" not in [thread.name for thread in threading.enumerate()]
    assert len(signed) == 1


def test_a_full_disk_keeps_no_signature_and_the_groups_are_found_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library.add([FIRST, LATER, *unlike(5)])
    monkeypatch.setattr("index.copies._TOGETHER", 2)

    def full(database: Database) -> NoReturn:
        raise LibraryFull("no room left on the disk")

    with monkeypatch.context() as disk:
        disk.setattr(Database, "writing", full)
        assert library.near_duplicates() == (ids(FIRST, LATER),)
    assert [record.getMessage() for record in caplog.records] == [
        "what near-duplicates are told by is not kept: no room left on the disk"
    ]
    # What was signed is written once there is room, and not made again.
    library.add([STORM])
    made = []
    monkeypatch.setattr("index.copies.signature", lambda text: made.append(text) or signature(text))
    assert library.near_duplicates() == (ids(FIRST, LATER),)
    assert made == [STORM.article.text]


def test_every_article_is_looked_at_once_however_many_are_signed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST, LATER, *unlike(18)])
    monkeypatch.setattr("index.copies._TOGETHER", 3)
    begun = []
    unsigned = Copies._unsigned

    def noted(copies: Copies, last: str, is_renewed: bool) -> list[tuple[str, str]]:
        begun.append(last)
        return unsigned(copies, last, is_renewed)

    monkeypatch.setattr(Copies, "_unsigned", noted)
    assert library.near_duplicates() == (ids(FIRST, LATER),)
    assert len(begun) == 8 and begun == sorted(set(begun))


def test_signatures_that_were_made_in_another_way_are_made_anew(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([FIRST, LATER])
    with monkeypatch.context() as earlier:
        earlier.setattr("index.copies.SIGNATURE_KEY", "an earlier way")
        earlier.setattr("index.copies.signature", lambda text: signature(text[::-1] + text[:9]))
        library.near_duplicates()
    made = []
    monkeypatch.setattr("index.copies.signature", lambda text: made.append(text) or signature(text))
    assert open_library(tmp_path).near_duplicates() == (ids(FIRST, LATER),)
    assert len(made) == 2
