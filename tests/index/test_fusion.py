"""Merging the two searches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import weighted_sum

SCORES = st.dictionaries(st.integers(0, 30), st.floats(-1, 1, width=32), max_size=15)


def test_a_score_is_the_cosine_and_the_weighted_bm25() -> None:
    fused = weighted_sum({7: 0.5, 8: 0.4, 9: 0.1}, {8: 10.0}, 0.02)
    assert [item for item, _ in fused] == [8, 7, 9]
    assert dict(fused) == pytest.approx({8: 0.6, 7: 0.5, 9: 0.1})


@given(SCORES, st.dictionaries(st.integers(0, 30), st.floats(0, 40)))
def test_every_item_with_a_cosine_once_best_first(
    cosines: dict[int, float], keyword: dict[int, float]
) -> None:
    fused = weighted_sum(cosines, keyword)
    assert sorted(item for item, _ in fused) == sorted(cosines)
    order = [(-score, item) for item, score in fused]
    assert order == sorted(order)


@given(SCORES)
def test_without_words_in_common_cosines_decide(cosines: dict[int, float]) -> None:
    assert dict(weighted_sum(cosines, {})) == cosines


def test_nothing_found() -> None:
    assert weighted_sum({}, {}) == []
