"""Grouping by likeness: what holds for any likeness, and for the plainest articles."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.overview.likeness import CERTAIN, Likeness, Profile, profile
from assistant.overview.stories import agglomerated, stories
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
    headlines = HashedWords().embed([a.title for a in articles])
    return [profile(*each) for each in zip(articles, vectors, headlines, strict=True)]


@st.composite
def likenesses(draw: st.DrawFn) -> np.ndarray:
    size = draw(st.integers(1, 9))
    half = draw(arrays(np.float32, (size, size), elements=st.floats(-1, 2, width=16)))
    return (half + half.T) / 2


@given(likenesses(), st.floats(-1, 2))
def test_each_article_is_in_one_group_and_no_two_groups_could_be_joined(
    matrix: np.ndarray, least: float
) -> None:
    groups = agglomerated(matrix, least)
    assert sorted(n for group in groups for n in group) == list(range(len(matrix)))
    assert all(group == sorted(group) for group in groups)
    for number, one in enumerate(groups):
        for other in groups[:number]:
            assert matrix[np.ix_(one, other)].mean() < least + 1e-5


def test_a_chain_of_like_articles_is_no_story() -> None:
    # Each like the next, the ends unlike: single linkage would join them all.
    places = np.arange(8)
    matrix = (1 - np.abs(places[:, None] - places[None]) * 0.2).astype(np.float32)
    groups = agglomerated(matrix, 0.75)
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


def test_headlines_that_are_alike_part_articles_the_more_the_longer_after() -> None:
    def lost(headline: str) -> float:
        near, far = (
            Likeness(profiles((headline, FLOOD, date(2024, 3, 4)), ("Flood", TRIAL, day))).to(0)[1]
            for day in (date(2024, 3, 5), date(2024, 9, 5))
        )
        return float(near - far)

    # The next flood half a year later, and a trial half a year after a flood.
    assert lost("Flood") > lost("Mayor") > 0


def test_a_rare_name_in_a_headline_makes_alike() -> None:
    day = date(2024, 3, 4)
    further = [(f"Council {n}", "The council met in Selim on Monday.", day) for n in range(20)]
    rows = [("Kolar sentenced", TRIAL, day), ("Selim meets", "Kolar will appeal.", day), *further]
    rare = Likeness(profiles(*rows)).to(0)[1]
    rows[0] = ("Banker sentenced", TRIAL, day)
    assert rare > Likeness(profiles(*rows)).to(0)[1]


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("5 things to know for June 13: Gun laws, Covid", True),
        ("Ten Things You Need to Know Today: 12 June", True),
        ("Daily Briefing: A flood in Selim", True),
        ("5 things to know about the flood in Selim", False),
        ("Flood in Selim: what to know", False),
    ],
)
def test_a_round_up_joins_no_story_but_its_own_copies(title: str, is_one: bool) -> None:
    day = date(2024, 3, 4)
    news = ("Flood", FLOOD.replace("two hundred", "many"), day)
    roundup = (title, "The flood in Port Selim on the river Wadra. Farida Haddad speaks.", day)
    found = profiles(news, roundup, roundup)
    assert [p.is_round_up for p in found] == [False, is_one, is_one]
    assert any(1 in group and 2 in group for group in stories(found))
    if is_one:
        assert [0] in stories(found)


@pytest.mark.parametrize("count", [0, 1])
def test_few_articles(count: int) -> None:
    rows = profiles(("Flood", FLOOD, None))[:count]
    assert stories(rows) == [[0]] * count


@given(st.lists(st.sampled_from([FLOOD, TRIAL, "", "Wadra."]), min_size=1, max_size=12))
def test_any_articles_are_each_in_one_story(texts: list[str]) -> None:
    found = stories(profiles(*((f"Title {n}", text, None) for n, text in enumerate(texts))))
    assert sorted(n for group in found for n in group) == list(range(len(texts)))
