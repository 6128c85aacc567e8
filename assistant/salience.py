"""Which sentences of an article a summary takes: a linear model, one sentence after another.

Each step scores every sentence by a few named features, most of the sentence alone (where it
stands, what it is close to, how it begins), two of them beside what was chosen before it, and
takes the best: maximal marginal relevance (Carbonell and Goldstein, 1998) with learned weights.
The weights are made by `assistant.training.sentence_choice`.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import content_words, tokens

Floats = NDArray[np.float32]

ALONE = (
    "early", "position", "title", "lead", "centre", "frequency", "length", "short", "long",
    "names", "numbers", "quotation", "question", "person",
)  # fmt: skip
"""Features of a sentence by itself, in the order of `Pool.alone`."""
FEATURES = (*ALONE, "adds", "leans")
"""All features. `adds`: how much better the article is covered with the sentence than without;
`leans`: it starts with "he" or the like, and the sentence before it was not chosen."""
SAME = 0.6
"""Two sentences that share this much of their content words say the same."""

_LEANS = re.compile(
    r"[\"“‘']?(?:it|they|this|these|that|those|he|she|its|their|his|her|but|and|so|such|then|"
    r"there)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PERSON = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b(?!\.)")


@dataclass(frozen=True, slots=True)
class Pool:
    """The n sentences of an article, measured.

    `likeness` (n, n): their cosines; `alone` (n, len(ALONE)): their features by themselves.
    """

    likeness: Floats
    alone: Floats
    words: tuple[frozenset[str], ...]
    leans: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.words)


def measure(texts: Sequence[str], vectors: Floats, title: Floats | None) -> Pool:
    """Measure the sentences of an article.

    :param vectors: (n, d) of the sentences, L2-normalised.
    :param title: (d,) of the title, None where there is none.
    """
    count = len(texts)
    at = np.arange(count)
    words = tuple(frozenset(content_words(text)) for text in texts)
    lengths = np.array([len(text.split()) for text in texts])
    columns = {
        "early": np.exp(-at / 3),
        "position": at / max(1, count - 1),
        "title": _centred(vectors @ title) if title is not None else np.zeros(count),
        "lead": vectors @ _unit(vectors[:3].mean(axis=0)),
        "centre": vectors @ _unit(vectors.mean(axis=0)),
        "frequency": _frequency(words),
        "length": np.log1p(lengths),
        "short": np.maximum(0, 10 - lengths) / 10,
        "long": np.maximum(0, lengths - 30) / 10,
        "names": [np.log1p(sum(t[:1].isupper() for t in tokens(text)[1:])) for text in texts],
        "numbers": [bool(re.search(r"\d", text)) for text in texts],
        "quotation": [bool(re.search(r"[“\"]", text)) for text in texts],
        "question": [text.rstrip("\"”’'").endswith("?") for text in texts],
        "person": [bool(_PERSON.search(_QUOTED.sub(" ", text))) for text in texts],
    }
    alone = np.stack([np.asarray(columns[name], np.float32) for name in ALONE], axis=1)
    leans = np.array([bool(_LEANS.match(text)) for text in texts])
    return Pool(np.asarray(vectors @ vectors.T, np.float32), alone, words, leans)


def features(pool: Pool, chosen: Collection[int]) -> Floats:
    """Return (n, len(FEATURES)): every sentence, beside those chosen so far."""
    taken = sorted(chosen)
    # Facility location (Lin and Bilmes, 2011): what is near a sentence is told by it.
    near = pool.likeness[:, taken].max(axis=1, initial=0)
    adds = np.maximum(0, pool.likeness - near[:, None]).mean(axis=0)
    leans = [lean and n - 1 not in chosen for n, lean in enumerate(pool.leans)]
    return np.column_stack([pool.alone, adds, leans]).astype(np.float32)


def choose(pool: Pool, weights: Mapping[str, float], count: int) -> list[int]:
    """Return up to `count` sentences in the order of choice; what repeats one is passed over.

    The choice of fewer sentences is the beginning of the choice of more.
    """
    weighted = np.array([weights[name] for name in FEATURES], np.float32)
    chosen: list[int] = []
    while len(chosen) < count:
        left = [n for n in range(len(pool)) if n not in chosen and not _repeats(pool, n, chosen)]
        if not left:
            break
        scores = features(pool, chosen)[left] @ weighted
        chosen.append(left[int(scores.argmax())])
    return chosen


@cache
def trained_weights() -> Mapping[str, float]:
    """Return the weights that ship, by the features' names."""
    text = files("assistant").joinpath("salience.json").read_text(encoding="utf-8")
    return {name: float(value) for name, value in json.loads(text).items()}


def _repeats(pool: Pool, number: int, chosen: Collection[int]) -> bool:
    words = pool.words[number]
    return any(
        len(words & pool.words[other]) >= SAME * max(1, min(len(words), len(pool.words[other])))
        for other in chosen
    )


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def _centred(values: Floats) -> Floats:
    return np.asarray(values - values.mean(), np.float32)


def _frequency(words: Sequence[frozenset[str]]) -> list[float]:
    """Return how common each sentence's words are: mean log of the sentences that have them."""
    counts: dict[str, int] = {}
    for bag in words:
        for word in bag:
            counts[word] = counts.get(word, 0) + 1
    return [float(np.mean([np.log(counts[w]) for w in bag])) if bag else 0.0 for bag in words]
