"""Reciprocal rank fusion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import RRF_K, reciprocal_rank_fusion

RANKING = st.lists(st.integers(0, 30), unique=True, max_size=15)
EVEN = {"dense": 1.0, "keyword": 1.0}


def test_the_sum_is_the_papers() -> None:
    fused = reciprocal_rank_fusion({"dense": [7, 8], "keyword": [8]}, {"dense": 2.0, "keyword": 1})
    expected = {8: 2 / (RRF_K + 2) + 1 / (RRF_K + 1), 7: 2 / (RRF_K + 1)}
    assert [item for item, _ in fused] == [8, 7]
    assert dict(fused) == pytest.approx(expected)


@given(RANKING, RANKING)
def test_every_item_once_best_first_and_the_order_of_the_searches_is_no_matter(
    dense: list[int], keyword: list[int]
) -> None:
    fused = reciprocal_rank_fusion({"dense": dense, "keyword": keyword}, EVEN)
    assert sorted(item for item, _ in fused) == sorted({*dense, *keyword})
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
    swapped = reciprocal_rank_fusion({"keyword": keyword, "dense": dense}, EVEN)
    assert [item for item, _ in swapped] == [item for item, _ in fused]


@given(RANKING)
def test_one_search_alone_keeps_its_order(ranking: list[int]) -> None:
    fused = reciprocal_rank_fusion({"dense": ranking, "keyword": []}, EVEN)
    assert [item for item, _ in fused] == ranking


def test_nothing_found() -> None:
    assert reciprocal_rank_fusion({"dense": [], "keyword": []}, EVEN) == []
