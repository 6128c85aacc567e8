"""Against values worked out by hand."""

from math import inf, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation import metrics
from assistant.evaluation.summaries import coverage


def test_normalisation_is_that_of_squad() -> None:
    assert metrics.normalise("The  U.S. Army, and a Navy!") == "us army and navy"


def test_exact_match_takes_any_of_the_answers() -> None:
    assert metrics.exact_match("the Black Sea.", ["Azov", "Black Sea"]) == 1.0
    assert metrics.exact_match("Black", ["Black Sea"]) == 0.0
    assert metrics.exact_match("Black", []) == 0.0


def test_f1_is_the_harmonic_mean_over_tokens() -> None:
    # cat, sat against cat, sat, down: precision 1, recall 2/3.
    assert metrics.f1("the cat sat", ["cat sat down"]) == pytest.approx(0.8)
    # A word counts as often as both have it: one of two, one of one.
    assert metrics.f1("Paris Paris", ["Paris"]) == pytest.approx(2 / 3)
    assert metrics.f1("dog", ["cat sat down", "dog"]) == 1.0
    assert metrics.f1("", ["cat"]) == 0.0


@given(st.text(), st.text())
def test_f1_is_symmetric_a_share_and_one_on_a_match(one: str, other: str) -> None:
    score = metrics.f1(one, [other])
    assert 0.0 <= score <= 1.0
    assert score == pytest.approx(metrics.f1(other, [one]))
    if metrics.exact_match(one, [other]):
        assert score == 1.0


def test_an_answer_is_contained_by_whole_words() -> None:
    assert metrics.contains("It was signed on 12 May 1999, in Bern.", ["12 May"]) == 1.0
    assert metrics.contains("It was signed on 112 May.", ["12 May"]) == 0.0


RANKING = ["a", "b", "c"]


def test_recall_is_the_share_of_the_relevant_that_were_found() -> None:
    assert metrics.recall(RANKING, {"b": 1, "d": 2, "a": 0}, 3) == 0.5
    assert metrics.recall(RANKING, {"b": 1}, 1) == 0.0


def test_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert metrics.reciprocal_rank(RANKING, {"a": 0, "b": 1, "c": 1}, 10) == 0.5
    assert metrics.reciprocal_rank(RANKING, {"c": 1}, 2) == 0.0


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    # b in second place brings 1 / log2(3); at best d came first, with 2, and b second.
    expected = (1 / log2(3)) / (2 + 1 / log2(3))
    assert metrics.ndcg(RANKING, {"b": 1, "d": 2}, 3) == pytest.approx(expected)
    assert metrics.ndcg(RANKING, {"a": 2, "b": 1}, 10) == 1.0
    assert metrics.ndcg(RANKING, {"c": 1}, 2) == 0.0


def test_risk_is_what_is_wrong_among_the_surest() -> None:
    coverage, risk = metrics.risk_coverage([3.0, 1.0, 2.0, -inf], [1.0, 0.5, 0.0, 0.0])
    assert list(coverage) == [0.25, 0.5, 0.75]
    assert list(risk) == pytest.approx([0.0, 0.5, 0.5])


def test_the_interval_holds_the_mean_and_has_the_width_theory_gives() -> None:
    values = [0.0, 1.0] * 50
    low, high = metrics.bootstrap(values)
    assert low < 0.5 < high
    # 1.96 standard errors either way: 2 x 1.96 x sqrt(0.25 / 100).
    assert high - low == pytest.approx(0.196, abs=0.03)
    assert metrics.bootstrap(values) == (low, high)
    assert metrics.bootstrap([0.7, 0.7]) == pytest.approx((0.7, 0.7))


def test_an_article_is_covered_by_what_lies_near_each_of_its_sentences() -> None:
    article = np.eye(4, dtype=np.float32)
    assert coverage(article, article) == 1.0
    assert coverage(article, article[:1]) == pytest.approx(0.25)
    assert coverage(article, -article[:1]) == 0.0
    assert coverage(article, article[:0]) == 0.0
