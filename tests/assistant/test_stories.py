"""Grouping by likeness: what holds for any likeness, and for the plainest articles."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.overview.likeness import CERTAIN, Likeness, Profile, profile
from assistant.overview.stories import average_linkage, stories
from index import Article
from tests.support import HashedWords

FLOOD = (
    "The river Wadra burst its banks near Port Selim on Monday and flooded two hundred houses. "
    "Mayor Farida Haddad asked people to leave the lower town. Boats brought them to a school."
)
TRIAL = (
    "A court in Ostrava has sentenced the banker Jan Kolar to four years in prison for fraud. "
    "The judge said that Kolar had deceived nine hundred savers. His lawyers will appeal."
)


def profiles(*rows: tuple[str, str, date | None]) -> list[Profile]:
    articles = [Article.of(title, text, published=day) for title, text, day in rows]
    vectors = HashedWords().embed([f"{a.title} {a.text}" for a in articles])
    return [profile(a, v) for a, v in zip(articles, vectors, strict=True)]


@st.composite
def likenesses(draw: st.DrawFn) -> np.ndarray:
    size = draw(st.integers(1, 9))
    half = draw(arrays(np.float32, (size, size), elements=st.floats(-1, 2, width=16)))
    return (half + half.T) / 2


@given(likenesses(), st.floats(-1, 2))
def test_each_article_is_in_one_group_and_no_two_groups_could_be_joined(
    matrix: np.ndarray, least: float
) -> None:
    groups = average_linkage(matrix, least)
    assert sorted(n for group in groups for n in group) == list(range(len(matrix)))
    assert all(group == sorted(group) for group in groups)
    for number, one in enumerate(groups):
        for other in groups[:number]:
            assert matrix[np.ix_(one, other)].mean() < least + 1e-5


def test_a_chain_of_like_articles_is_no_story() -> None:
    # Each like the next, the ends unlike: single linkage would join them all.
    places = np.arange(8)
    matrix = (1 - np.abs(places[:, None] - places[None]) * 0.2).astype(np.float32)
    groups = average_linkage(matrix, 0.75)
    assert max(map(len, groups)) <= 3


def test_copies_are_one_story_whatever_their_titles_and_dates() -> None:
    rows = profiles(
        ("Flood in Port Selim", FLOOD, date(2024, 3, 4)),
        ("Court sentences banker", TRIAL, date(2024, 3, 4)),
        ("Hundreds leave their houses", FLOOD + " No one was hurt.", date(2024, 3, 5)),
        ("From the archive", FLOOD, None),
    )
    assert stories(rows) == [[0, 2, 3], [1]]
    assert Likeness(rows).to(0)[2] == CERTAIN


def test_the_same_words_long_after_are_less_alike() -> None:
    likeness = [
        Likeness(profiles(("Flood", FLOOD, date(2024, 3, 4)), ("Flood", TRIAL, day))).to(0)[1]
        for day in (date(2024, 3, 5), date(2024, 9, 5), None)
    ]
    assert likeness[0] > likeness[2] > likeness[1]


@pytest.mark.parametrize("count", [0, 1])
def test_few_articles(count: int) -> None:
    rows = profiles(("Flood", FLOOD, None))[:count]
    assert stories(rows) == [[0]] * count


@given(st.lists(st.sampled_from([FLOOD, TRIAL, "", "Wadra."]), min_size=1, max_size=12))
def test_any_articles_are_each_in_one_story(texts: list[str]) -> None:
    found = stories(profiles(*((f"Title {n}", text, None) for n, text in enumerate(texts))))
    assert sorted(n for group in found for n in group) == list(range(len(texts)))
