"""Sentences are measured and chosen one after another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.salience import ALONE, FEATURES, choose, features, measure, trained_weights
from assistant.training.sentence_choice import _Stacked, fit, label, observations
from index.embedding import MiniLM

TEXTS = [
    "The dam near Fez was opened by Minister Nadia Amrani on 3 May.",
    "It cost 40 million dirhams.",
    "“We waited nine years,” said a farmer.",
    "Was it worth the wait?",
    "I have my doubts about our rivers.",
    "The minister opened the dam near Fez.",
]


def vectors(count: int, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def column(name: str, chosen: tuple[int, ...] = ()) -> list[float]:
    pool = measure(TEXTS, vectors(len(TEXTS)), None)
    return features(pool, chosen)[:, FEATURES.index(name)].tolist()


def test_features_of_a_sentence_by_itself() -> None:
    assert column("early")[0] == 1.0 and sorted(column("early"), reverse=True) == column("early")
    assert column("position") == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert column("numbers") == [1, 1, 0, 0, 0, 0]
    assert column("quotation") == [0, 0, 1, 0, 0, 0]
    assert column("question") == [0, 0, 0, 1, 0, 0]
    assert column("person") == [0, 0, 0, 0, 1, 0]  # what is quoted does not count
    assert column("names")[0] == max(column("names"))
    assert column("short")[0] == 0 < column("short")[1]
    assert column("title") == [0] * len(TEXTS)
    assert column("frequency")[5] == max(column("frequency"))


def test_a_title_draws_what_is_close_to_it() -> None:
    made = vectors(len(TEXTS))
    pool = measure(TEXTS, made, made[4])
    assert int(pool.alone[:, ALONE.index("title")].argmax()) == 4


def test_features_beside_what_was_chosen() -> None:
    assert column("leans") == [0, 1, 0, 0, 0, 0]
    assert column("leans", (0,)) == [0] * len(TEXTS)
    assert column("adds", (2,))[2] == pytest.approx(0, abs=1e-6)
    assert all(a >= b - 1e-6 for a, b in zip(column("adds"), column("adds", (2,)), strict=True))


def test_a_repetition_is_passed_over() -> None:
    weights = dict.fromkeys(FEATURES, 0.0) | {"frequency": 1.0}
    chosen = choose(measure(TEXTS, vectors(len(TEXTS)), None), weights, 6)
    assert chosen[0] == 5
    assert 0 not in chosen


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text('ab c.I"”5é', max_size=30), min_size=1, max_size=12),
    st.integers(1, 9),
    st.integers(0, 99),
)
def test_fewer_are_the_beginning_of_more(texts: list[str], count: int, seed: int) -> None:
    pool = measure(texts, vectors(len(texts), seed), None)
    more = choose(pool, trained_weights(), count + 1)
    assert choose(pool, trained_weights(), count) == more[:count]
    assert len(set(more)) == len(more) <= len(texts)
    assert np.isfinite(features(pool, more)).all()


def test_the_weights_that_ship_fit_the_features() -> None:
    weights = trained_weights()
    assert set(weights) == set(FEATURES)
    assert weights["early"] > 0 > weights["leans"]
    assert weights["adds"] > 0 and weights["centre"] > 0


def test_training_learns_where_a_reference_comes_from() -> None:
    embedder = MiniLM()
    filler = [
        "Shops in the old town were open.",
        "Rain fell on the coast in the night.",
        "A market was held near the station.",
        "Children played beside the fountain.",
        "The mayor wore a green coat that day.",
    ]
    last = [f"The court fined {name} for fraud in {year}." for name, year in NAMES.items()]
    articles = [
        label({"article": " ".join([*filler, line]), "summary": line}, embedder, marked=False)
        for line in last
    ]
    weights = fit([article for article in articles if article is not None])
    assert set(weights) == set(FEATURES)
    assert articles[0] is not None
    assert choose(articles[0].pool, weights, 1) == [5]


NAMES = {"Alami": 2001, "Bennani": 2007, "Chraibi": 2012, "Daoudi": 2019}


def test_the_oracle_takes_what_gains_most() -> None:
    text = (
        "The dam is full again. Nobody saw it happen. The river rose by a metre. "
        "Fez is dry this year. Cows graze beside it."
    )
    row = {"article": text, "summary": "The river rose by a metre."}
    article = label(row, MiniLM(), marked=False)
    assert article is not None
    first, second = observations(article, 2, None)
    assert int(first[1].argmax()) == 2
    assert len(second[1]) == 4 and second[1].max() < 0  # all was said, and words have a price
    chances = _Stacked([first, second]).softmax(np.zeros(9))
    assert chances == pytest.approx([1 / 5] * 5 + [1 / 4] * 4)
