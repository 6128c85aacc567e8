"""Weights for `assistant.salience`, from articles with reference summaries.

    python -m assistant.training.sentence_choice DATA OUT.json

A step of the greedy choice is a softmax over the sentences that are left (conditional logit,
McFadden, 1974). It is first fitted to the steps of an oracle, which sees the reference, then made
to take as much gain as it can expect where its own choice leads it. The gain of a sentence is the
share of the reference's words and word pairs that it adds, less a price for each of its words.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import stem, tokens
from assistant.salience import FEATURES, Floats, Pool, choose, features, measure
from assistant.summarising import is_prose
from assistant.training.groups import Row, is_dev, read_rows
from index.embedding import Embedder
from index.sentences import sentence_spans

Doubles = NDArray[np.float64]
Observation = tuple[Floats, Doubles]
"""The features of the sentences left at a step, and what each would gain."""

WRITTEN = ("cnndm_validation_1000", "cnndm_train_sample")
"""Sets whose references are written; the gain is counted in words."""
MARKED = ("bbc_news_summary",)
"""Sets whose references are sentences of the article; the gain is being one of them."""
MARKED_GAIN = 0.1
MARKED_ROWS = 1000
PRICE = 0.07
"""What a word costs, in words of the reference. Lower, and long sentences are chosen."""
TEMPERATURE = 0.03
RIDGE = 1e-3
ORACLE_STEPS, OWN_STEPS, MARKED_STEPS = 4, 6, 5
ASCENT_STEPS, ASCENT_RATE = 200, 0.03


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's sentences and, for each, what the reference makes of it.

    `grams`: the words and word pairs of each sentence; `marked`: whether the reference has it.
    """

    pool: Pool
    grams: tuple[Counter[object], ...]
    reference: Counter[object]
    marked: NDArray[np.bool_] | None

    def gains(self, left: Sequence[int], chosen: Sequence[int]) -> Doubles:
        """Return what each sentence left would add to those chosen."""
        if self.marked is not None:
            return np.asarray(MARKED_GAIN * self.marked[left], np.float64)
        held = sum((self.grams[n] for n in chosen), Counter[object]())
        open_ = self.reference - held
        total = self.reference.total()
        matched = [(self.grams[n] & open_).total() / total for n in left]
        price = [PRICE * self.grams[n].total() / total for n in left]
        return np.asarray(np.array(matched) - np.array(price), np.float64)


def label(row: Row, embedder: Embedder, marked: bool) -> Labelled | None:
    """Measure a row's article against its summary; None where there is nothing to choose."""
    article, title = row["article"], row.get("title", "")
    texts = [" ".join(article[a:b].split()) for a, b in sentence_spans(article)]
    texts = [text for text in texts if is_prose(text)]
    if len(texts) < 5:
        return None
    vectors = embedder.embed([*texts, title or "-"])
    pool = measure(texts, vectors[:-1], vectors[-1] if title else None)
    # A reference that is made of the article's sentences runs them together.
    summary = " ".join(row["summary"].split())
    marks = np.array([text in summary for text in texts]) if marked else None
    return Labelled(pool, tuple(map(_grams, texts)), _grams(summary), marks)


def observations(article: Labelled, steps: int, weights: Doubles | None) -> Iterator[Observation]:
    """Yield the steps of a greedy choice, by the weights or, without any, by the gain itself."""
    chosen: list[int] = []
    for _ in range(min(steps, len(article.pool) - 1)):
        left = [n for n in range(len(article.pool)) if n not in chosen]
        seen, gains = features(article.pool, chosen)[left], article.gains(left, chosen)
        yield seen, gains
        scores = gains if weights is None else seen @ weights
        chosen.append(left[int(scores.argmax())])


def fit(articles: Sequence[Labelled]) -> dict[str, float]:
    """Return the weights by the features' names."""
    written = [article for article in articles if article.marked is None]
    oracle = [step for article in written for step in observations(article, ORACLE_STEPS, None)]
    guided = _imitate(_Stacked(oracle))
    own = [
        step
        for article in articles
        for step in observations(
            article, OWN_STEPS if article.marked is None else MARKED_STEPS, guided
        )
    ]
    weights = _ascend(_Stacked(oracle + own))
    return dict(zip(FEATURES, (round(float(w), 2) for w in weights), strict=True))


class _Stacked:
    """All steps' sentences under one another, features scaled to unit deviation."""

    def __init__(self, steps: Sequence[Observation]) -> None:
        rows = np.concatenate([seen for seen, _ in steps]).astype(np.float64)
        self.deviation = rows.std(axis=0) + 1e-9
        self.rows = rows / self.deviation
        self.gains = np.concatenate([gains for _, gains in steps])
        sizes = [len(gains) for _, gains in steps]
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.step = np.repeat(np.arange(len(steps)), sizes)
        self.count = len(steps)

    def softmax(self, scores: Doubles) -> Doubles:
        """Return probabilities that add up to 1 within each step."""
        powers = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.step])
        return np.asarray(powers / np.add.reduceat(powers, self.starts)[self.step])


def _imitate(data: _Stacked) -> Doubles:
    """Fit the choice to the oracle's, a softmax of the gains, by Newton's method."""
    target = data.softmax(data.gains / TEMPERATURE)
    weights = np.zeros(data.rows.shape[1])
    for _ in range(12):
        chance = data.softmax(data.rows @ weights)
        slope = data.rows.T @ (chance - target) / data.count + RIDGE * weights
        weighted = data.rows * chance[:, None]
        means = np.add.reduceat(weighted, data.starts)
        curve = (weighted.T @ data.rows - means.T @ means) / data.count
        weights -= np.linalg.solve(curve + RIDGE * np.eye(len(weights)), slope)
    return np.asarray(weights / data.deviation)


def _ascend(data: _Stacked) -> Doubles:
    """Raise the expected gain, from where imitation ends, by Adam."""
    weights = _imitate(data) * data.deviation
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ASCENT_STEPS + 1):
        chance = data.softmax(data.rows @ weights)
        expected = np.add.reduceat(chance * data.gains, data.starts)[data.step]
        slope = data.rows.T @ (chance * (data.gains - expected)) / data.count
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        step = first / (1 - 0.9**turn) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-9)
        weights = weights + ASCENT_RATE * step
    return np.asarray(weights / data.deviation)


def f_measure(article: Labelled, weights: Mapping[str, float] | None, count: int) -> float:
    """Return the F-measure of words and word pairs; without weights, of the first sentences."""
    first = list(range(min(count, len(article.pool))))
    chosen = first if weights is None else choose(article.pool, weights, count)
    said = sum((article.grams[n] for n in chosen), Counter[object]())
    return 2 * (said & article.reference).total() / (said.total() + article.reference.total())


def read(
    data: Path, embedder: Embedder, names: Sequence[str], marked: bool
) -> tuple[list[Labelled], list[Labelled]]:
    """Return (train, held out) articles of the sets, held out as everywhere in training."""
    train: list[Labelled] = []
    held: list[Labelled] = []
    for name in names:
        for row in read_rows(data / f"{name}.jsonl")[: MARKED_ROWS if marked else None]:
            article = label(row, embedder, marked)
            if article is not None:
                (held if is_dev(row["article"]) else train).append(article)
    return train, held


def _grams(text: str) -> Counter[object]:
    words = [stem(token.lower()) for token in tokens(text)]
    return Counter[object](words) + Counter[object](pairwise(words))


def main() -> None:
    """Fit on the training part and write the weights; say how the held-out part fares."""
    from index.embedding import MiniLM

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description="weights for the choice of summary sentences")
    parser.add_argument("data", type=Path, help="folder with the JSONL files")
    parser.add_argument("out", type=Path, help="where the weights go")
    options = parser.parse_args()
    embedder = MiniLM()
    train, held = read(options.data, embedder, WRITTEN, marked=False)
    marked, _ = read(options.data, embedder, MARKED, marked=True)
    weights = fit([*train, *marked])
    options.out.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    for count in (2, 3, 4):
        ours, lead = (
            100 * np.mean([f_measure(article, w, count) for article in held])
            for w in (weights, None)
        )
        logging.info(
            "%d sentences, F of words and pairs, %d articles held out: %.1f, lead %.1f",
            count, len(held), ours, lead,
        )  # fmt: skip


if __name__ == "__main__":
    main()
