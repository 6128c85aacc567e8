"""Which articles are on a topic or a person, and which of their sentences are."""

from collections.abc import Iterable

import numpy as np

from assistant.grounding import content_words, stem, tokens
from assistant.overview.likeness import FloatArray
from assistant.overview.lines import Line
from index import Article, Filter, Hit
from index.library import Library
from index.terms import STOP_WORDS

CANDIDATES = 400
"""Passages looked through for those on a topic."""
MIN_SCORE = 0.25
"""Least score of a passage on a topic."""
ALL_WORDS, HALF_THE_WORDS = 0.6, 0.7
"""Least share of the best passage's score, for one that has every word of the topic and for one
that has half of them: what names it in passing is not on it."""
ON_TOPIC = 0.4
"""Least cosine between a topic and a sentence that does not name it. A person's name is close to
no such sentence, a country's to those on its towns and rulers."""


class Topic:
    """What was asked for: its words, and those among them that are names.

    A name must be there: an earthquake elsewhere is not on "earthquake in Japan".
    """

    def __init__(self, words: str, vector: FloatArray) -> None:
        self._vector = vector
        self._words = content_words(words)
        found = [token for token in tokens(words) if token.lower() not in STOP_WORDS]
        # A first word may be large for being the first.
        names = found if all(token[:1].isupper() for token in found) else found[1:]
        self._names = {stem(token.lower()) for token in names if token[:1].isupper()}

    def holds(self, hit: Hit, best: float) -> bool:
        """Whether a passage is on the topic; `best` is the score of the best passage."""
        held = content_words(f"{hit.article.title} {hit.text}")
        if self._named(self._names, held) < len(self._names):
            return False
        share = self._named(self._words, held) / max(1, len(self._words))
        if share == 1 and hit.passage.number == 0:
            return True  # an article is about what it names at its beginning
        near = ALL_WORDS if share == 1 else HALF_THE_WORDS
        return share >= 0.5 and hit.score >= max(MIN_SCORE, near * best)

    def is_named_in(self, text: str) -> bool:
        """Whether a text has all words of the topic."""
        return self._named(self._words, content_words(text)) == len(self._words)

    def is_told_in(self, line: Line, vector: FloatArray) -> bool:
        """Whether a sentence, whose vector is (d,), is on the topic, as all its article may be."""
        if self.is_named_in(line.article.title):
            return True
        if self._named(self._names or self._words, content_words(line.text)):
            return True
        return float(np.dot(vector, self._vector)) >= ON_TOPIC

    @staticmethod
    def _named(words: set[str], held: set[str]) -> int:
        return sum(any(_alike(word, other) for other in held) for word in words)


def articles_on(library: Library, words: str, where: Filter) -> list[Article]:
    """Return the articles of a filter that are on a topic, the nearest first."""
    topic = topic_of(library, words)
    hits = library.search(words, CANDIDATES, where)
    return _distinct(hit for hit in hits if topic.holds(hit, hits[0].score))


def articles_naming(library: Library, words: str, where: Filter) -> list[Article]:
    """Return the articles of a filter that are on a topic or name it in passing."""
    topic = topic_of(library, words)
    hits = library.search(words, CANDIDATES, where)
    return _distinct(
        hit for hit in hits if topic.holds(hit, hits[0].score) or topic.is_named_in(hit.text)
    )


def _distinct(hits: Iterable[Hit]) -> list[Article]:
    return list({hit.article.id: hit.article for hit in hits}.values())


def topic_of(library: Library, words: str) -> Topic:
    """Return a topic by its words."""
    return Topic(words, library.embed([words])[0])


def _alike(word: str, other: str) -> bool:
    """Whether two words share a root: "syria" and "syrian"."""
    short, long = sorted((word, other), key=len)
    return word == other or (
        len(short) >= 4 and long.startswith(short) and len(long) - len(short) < 4
    )
