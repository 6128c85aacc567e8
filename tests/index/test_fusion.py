"""The weighted sum of cosine and BM25."""

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import KEYWORD_WEIGHT, weighted_sum

COSINES = st.dictionaries(st.integers(0, 30), st.floats(-1, 1), max_size=15)
KEYWORD = st.dictionaries(st.integers(0, 30), st.floats(0, 40), max_size=15)


def test_the_score_is_cosine_and_weighted_bm25() -> None:
    fused = weighted_sum({7: 0.5, 8: 0.4}, {8: 10.0})
    assert fused == [(8, 0.4 + 10 * KEYWORD_WEIGHT), (7, 0.5)]


@given(COSINES, KEYWORD)
def test_every_item_with_a_cosine_once_best_first(
    cosines: dict[int, float], keyword: dict[int, float]
) -> None:
    fused = weighted_sum(cosines, keyword)
    assert sorted(item for item, _ in fused) == sorted(cosines)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)


def test_equal_scores_are_ordered_by_item() -> None:
    assert weighted_sum({9: 0.5, 3: 0.5}, {}) == [(3, 0.5), (9, 0.5)]


def test_nothing_found() -> None:
    assert weighted_sum({}, {1: 3.0}) == []
