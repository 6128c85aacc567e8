"""What tests share: articles of our own words, and an embedder that needs no model."""

import re
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Article, Found, Hit
from index.dense import EXACT_LIMIT
from index.library import Library

_WORD = re.compile(r"\w+")
_WEEK = 7


class HashedWords:
    """Vectors from hashed words: texts that share words are near. For tests of what is stored.

    :param name: as two models are told apart.
    """

    dimensions = 64

    def __init__(self, name: str = "hashed-words") -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, 64) float32, L2-normalised."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in _WORD.findall(text.lower()):
                number = zlib.crc32(f"{self.name}{word}".encode())
                row[number % self.dimensions] += 1.0 if number & 1 << 20 else -1.0
            row[0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def article(title: str, text: str, **facts: object) -> Found:
    """Return an article as a reader yields it."""
    return Found(f"{title}.txt", Article.of(title, text, **facts))  # type: ignore[arg-type]


def harvest(prefix: str, count: int) -> list[Found]:
    """Return different articles of a few sentences, a week apart, of two sources."""
    return [
        article(
            f"Harvest report {prefix} {number}",
            f"Farmers of district {prefix} brought in {number} tonnes of barley. "
            f"The cooperative's lorries, {number + 7} of them, left before noon. "
            "Prices in the port stayed where they were.",
            source=("Coast Gazette", "Hill Courier")[number % 2],
            published=date.fromordinal(738_000 + number * _WEEK),
        )
        for number in range(count)
    ]


def open_library(
    folder: Path, name: str = "hashed-words", exact_limit: int = EXACT_LIMIT
) -> Library:
    """Open a library whose embedder costs nothing."""
    return Library(folder, lambda: HashedWords(name), exact_limit)


def ids_of(hits: list[Hit]) -> list[str]:
    """Return the identifiers of the articles found, best first."""
    return [hit.article.id for hit in hits]


STORM = article(
    "Storm closes the pass",
    "Snow closed the mountain pass on Friday. Rescuers led forty travellers down on foot.",
    published=date(2023, 2, 3),
    source="Hill Courier",
)
BRIDGE = article(
    "Bridge opens",
    "The new bridge over the estuary carries trains and lorries. It took nine years to build.",
    published=date(2024, 5, 6),
)
