"""The near-duplicates of a library: copies of one report, whoever printed it and when."""

from datetime import date
from pathlib import Path

import pytest

from index import Article
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
