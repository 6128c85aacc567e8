"""Which sentences of an article a summary takes: a linear model, one sentence after another.

Each step scores every sentence by a few named features, some of the sentence alone (where it
stands, what it is close to, how it begins), some of it beside those already chosen (what it
repeats, what it adds), and takes the best. With relevance and repetition in one sum this is
maximal marginal relevance (Carbonell and Goldstein, 1998) with learned weights.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import content_sequence, tokens

Floats = NDArray[np.float32]

ALONE = (
    "first",
    "early",
    "position",
    "title",
    "lead",
    "centre",
    "frequency",
    "length",
    "short",
    "long",
    "names",
    "numbers",
    "quotation",
    "question",
    "person",
)
"""Features of a sentence by itself, in the order of `Pool.alone`."""
BESIDE = ("repeats", "said", "adds", "leans")
"""Features of a sentence beside those that were chosen before it."""
FEATURES = ALONE + BESIDE

_LEANS = re.compile(
    r"[\"“‘']?(?:it|they|this|these|that|those|he|she|its|their|his|her|but|and|so|such|then|there)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PERSON = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b(?!\.)")


@dataclass(frozen=True, slots=True)
class Pool:
    """The sentences of one article, ready to be chosen from.

    `vectors` is (n, d), L2-normalised; `likeness` (n, n) their cosines; `alone` (n, len(ALONE)).
    """

    likeness: Floats
    alone: Floats
    words: tuple[frozenset[str], ...]
    leans: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.words)


def pool(texts: Sequence[str], vectors: Floats, title: Floats | None) -> Pool:
    """Measure the sentences of an article.

    :param vectors: (n, d) of the sentences, L2-normalised.
    :param title: (d,) of the title, None where there is none.
    """
    count = len(texts)
    at = np.arange(count)
    bags = [content_sequence(text) for text in texts]
    words = tuple(frozenset(bag) for bag in bags)
    lengths = np.array([len(text.split()) for text in texts])
    columns = {
        "first": at == 0,
        "early": np.exp(-at / 3),
        "position": at / max(1, count - 1),
        "title": _centred(vectors @ title) if title is not None else np.zeros(count),
        "lead": vectors @ _unit(vectors[:3].mean(axis=0)),
        "centre": vectors @ _unit(vectors.mean(axis=0)),
        "frequency": _frequency(words),
        "length": np.log1p(lengths),
        "short": np.maximum(0, 10 - lengths) / 10,
        "long": np.maximum(0, lengths - 30) / 10,
        "names": [np.log1p(_names(text)) for text in texts],
        "numbers": [float(bool(re.search(r"\d", text))) for text in texts],
        "quotation": [float(bool(re.search(r"[“\"]", text))) for text in texts],
        "question": [float(text.rstrip("\"”’'").endswith("?")) for text in texts],
        "person": [float(bool(_PERSON.search(_QUOTED.sub(" ", text)))) for text in texts],
    }
    alone = np.stack([np.asarray(columns[name], np.float32) for name in ALONE], axis=1)
    leans = np.array([bool(_LEANS.match(text)) for text in texts])
    return Pool(np.asarray(vectors @ vectors.T, np.float32), alone, words, leans)


def features(pool: Pool, chosen: Collection[int]) -> Floats:
    """Return (n, len(FEATURES)): every sentence, beside those chosen so far."""
    taken = sorted(chosen)
    held = frozenset[str]().union(*(pool.words[n] for n in taken))
    near = pool.likeness[:, taken].max(axis=1) if taken else np.zeros(len(pool), np.float32)
    said = [len(words & held) / max(1, len(words)) for words in pool.words]
    adds = np.maximum(0, pool.likeness - near[:, None]).mean(axis=0)
    hangs = [lean and n - 1 not in chosen for n, lean in enumerate(pool.leans)]
    beside = np.stack([near, said, adds, hangs], axis=1).astype(np.float32)
    return np.concatenate([pool.alone, beside], axis=1)


def choose(pool: Pool, weights: Mapping[str, float], count: int) -> list[int]:
    """Return up to `count` sentences in the order they were chosen: any beginning of it is the
    choice of a shorter summary.
    """
    weighted = np.array([weights[name] for name in FEATURES], np.float32)
    chosen: list[int] = []
    while len(chosen) < min(count, len(pool)):
        scores = features(pool, chosen) @ weighted
        scores[chosen] = -np.inf
        chosen.append(int(scores.argmax()))
    return chosen


def _unit(vector: Floats) -> Floats:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _centred(values: Floats) -> Floats:
    return values - values.mean()


def _frequency(words: Sequence[frozenset[str]]) -> list[float]:
    """How common a sentence's words are in the article: the mean of log document frequency."""
    counts: dict[str, int] = {}
    for bag in words:
        for word in bag:
            counts[word] = counts.get(word, 0) + 1
    return [float(np.mean([np.log(counts[w]) for w in bag])) if bag else 0.0 for bag in words]


def _names(text: str) -> int:
    return sum(token[:1].isupper() for token in tokens(text)[1:])
