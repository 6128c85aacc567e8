"""The shelf: what is listed, in which order, and what a question may see."""

from datetime import date

import pytest

from index import Filter, Headline
from ui.shelf import Shelf, scope_words


def headline(name: str, source: str | None = None, day: date | None = None) -> Headline:
    return Headline(name, name, None, source, day, "en", 100)


OLD = headline("Alpha talks", "Post", date(2020, 1, 1))
NEW = headline("beta port", "courier", date(2024, 1, 1))
UNDATED = headline("Gamma", None)
ALL = [NEW, OLD, UNDATED]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", [NEW, OLD, UNDATED]),
        ("oldest", [OLD, NEW, UNDATED]),
        ("title", [OLD, NEW, UNDATED]),
        ("source", [NEW, OLD, UNDATED]),
    ],
)
def test_sorts(sort, expected):
    assert Shelf(sort=sort).shown(ALL) == expected


def test_the_search_wants_every_word_in_title_or_source():
    assert Shelf(query="PORT courier").shown(ALL) == [NEW]
    assert Shelf(query="port post").shown(ALL) == []


def test_fields_of_the_filter():
    shelf = Shelf()
    shelf.set_filter(" x ", "Post", "2024-02-30", "2024-01-05", "upside down")
    assert (shelf.query, shelf.since, shelf.until, shelf.sort) == (
        "x", None, date(2024, 1, 5), "newest",
    )  # fmt: skip
    assert shelf.limits() == Filter(sources=frozenset({"Post"}), until=date(2024, 1, 5))


def test_ticks_scope_a_question_and_the_search_does_not():
    shelf = Shelf(query="x", ticked=frozenset({"a"}), since=date(2024, 1, 1))
    assert shelf.scope() == Filter(articles=frozenset({"a"}), since=date(2024, 1, 1))
    assert Shelf(query="x").scope().is_open


@pytest.mark.parametrize(
    ("scope", "asked", "words"),
    [
        (Filter(), 12, "all 12 articles"),
        (Filter(), 1, "the one article"),
        (Filter(articles=frozenset("ab")), 2, "2 ticked articles"),
        (
            Filter(frozenset("abc"), frozenset({"BBC"}), date(2024, 5, 3)), 1,
            "1 ticked article from BBC since 3 May 2024",
        ),
        (
            Filter(since=date(2024, 5, 3), until=date(2024, 6, 4)), 5,
            "5 articles since 3 May 2024 until 4 Jun 2024",
        ),
        (Filter(until=date(2024, 6, 4)), 0, "no articles until 4 Jun 2024"),
    ],
)  # fmt: skip
def test_a_scope_in_words(scope, asked, words):
    assert scope_words(scope, asked) == words
