"""The measures, each a pure function under its standard name.

Exact match and F1 are SQuAD's (Rajpurkar et al., 2016, arXiv:1606.05250); nDCG is that of
trec_eval, with linear gains; the risk-coverage curve is that of selective prediction (El-Yaniv
and Wiener, 2010); intervals are percentile bootstraps (Efron, 1979).
"""

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1000

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalise(text: str) -> str:
    """Lower case, without punctuation, articles and extra blanks."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """Return 1.0 if the prediction equals an answer after normalisation, else 0.0."""
    return float(any(normalise(prediction) == normalise(answer) for answer in answers))


def f1(prediction: str, answers: Sequence[str]) -> float:
    """Return the best token F1, 0 to 1, of the prediction against the answers."""
    return max((_f1(prediction, answer) for answer in answers), default=0.0)


def contains(text: str, answers: Sequence[str]) -> float:
    """Return 1.0 if the text holds one of the answers, whole words, after normalisation."""
    held = f" {normalise(text)} "
    return float(any(f" {normalise(answer)} " in held for answer in answers))


def recall(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return the share, 0 to 1, of the relevant documents that are among the first `k`.

    :param ranking: document identifiers, best first, none twice.
    :param relevant: document identifier -> relevance; 0 is not relevant.
    """
    wanted = {document for document, gain in relevant.items() if gain > 0}
    return len(wanted.intersection(ranking[:k])) / len(wanted)


def reciprocal_rank(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return 1 / the place, from 1, of the first relevant document; 0 beyond the first `k`."""
    places = (n for n, document in enumerate(ranking[:k], 1) if relevant.get(document, 0) > 0)
    return 1.0 / next(places, np.inf)


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Return DCG / ideal DCG, 0 to 1: sum of relevance / log2(place + 1) over the first `k`."""
    gains = [relevant.get(document, 0) for document in ranking[:k]]
    ideal = sorted(relevant.values(), reverse=True)[:k]
    return _dcg(gains) / _dcg(ideal)


def risk_coverage(confidence: Sequence[float], correct: Sequence[float]) -> tuple[Floats, Floats]:
    """Return (coverage, risk), each (n,): what is wrong among the surest 1, 2, ... n answers.

    :param confidence: one score a question, higher is surer; -inf where there is no answer.
    :param correct: how right each answer is, 0 to 1.
    """
    order = np.argsort(-np.asarray(confidence, dtype=np.float64), kind="stable")
    answered = order[np.isfinite(np.asarray(confidence, dtype=np.float64)[order])]
    count = np.arange(1, len(answered) + 1, dtype=np.float64)
    risk = 1.0 - np.cumsum(np.asarray(correct, dtype=np.float64)[answered]) / count
    return count / max(1, len(order)), risk


def bootstrap(values: Sequence[float], resamples: int = RESAMPLES) -> tuple[float, float]:
    """Return the 95 % interval of the mean: 2.5 and 97.5 % of means of resampled values.

    The generator's seed is fixed: the same values give the same interval.
    """
    held = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(0)
    means = [held[rng.integers(0, len(held), len(held))].mean() for _ in range(resamples)]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def _f1(prediction: str, answer: str) -> float:
    predicted, gold = normalise(prediction).split(), normalise(answer).split()
    if not predicted or not gold:
        return float(predicted == gold)
    common = sum((Counter(predicted) & Counter(gold)).values())
    if common == 0:
        return 0.0
    precision, share = common / len(predicted), common / len(gold)
    return 2 * precision * share / (precision + share)


def _dcg(gains: Sequence[int]) -> float:
    return float(sum(gain / np.log2(place + 1) for place, gain in enumerate(gains, 1)))
