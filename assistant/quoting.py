"""Answers to "what did X say about Y": the statements of X that are on Y, as cited sentences."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.grounding import content_words, tokens
from assistant.standing import standing
from assistant.statements import StatementQuestion, said_by
from assistant.types import Cited, Statement
from index import Article
from index.embedding import Embedder

MAX_STATEMENTS = 5
ON_TOPIC = 0.30
"""Least cosine between a topic and a statement that does not name it."""
NAMED_BONUS, LEAD_BONUS, LEAD_DECAY = 0.2, 0.2, 4.0
"""What a statement gains by naming the topic, and by standing early: news puts first what
matters most. The second falls by e every `LEAD_DECAY` statements of its article."""


def statements_by(speaker: str, articles: Iterable[Article]) -> list[tuple[Article, Statement]]:
    """Return what a person says in these articles, in their order."""
    return [(article, statement) for article in articles for statement in said_by(article, speaker)]


def on_topic(
    embedder: Embedder, topic: str | None, statements: Sequence[tuple[Article, Statement]]
) -> list[tuple[Article, Statement]]:
    """Return the statements on a topic, the closest first; all of them where there is no topic.

    A statement is on the topic if it or its sentence names it, or if it is close in meaning.
    """
    if topic is None or not statements:
        return list(statements)
    texts = [statement.citation.quote for _, statement in statements]
    vectors = embedder.embed([topic, *texts])
    scores = vectors[1:] @ vectors[0]
    named = np.array([_names_topic(topic, text) for text in texts], np.float32)
    lead = LEAD_BONUS * np.exp(-_places(statements) / LEAD_DECAY)
    order = np.argsort(-(scores + NAMED_BONUS * named + lead), kind="stable")
    return [statements[n] for n in order if named[n] or scores[n] >= ON_TOPIC]


def cited_statements(found: Sequence[tuple[Article, Statement]]) -> tuple[Cited, ...]:
    """Return the first statements as sentences that stand alone, newest article first.

    Sentences of one article keep its order; the same sentence is shown once.
    """
    distinct = {(article.id, s.citation.start): (article, s) for article, s in reversed(found)}
    ordered = sorted(
        list(reversed(distinct.values()))[:MAX_STATEMENTS],
        key=lambda pair: (
            -(pair[0].published.toordinal() if pair[0].published else 0),
            pair[0].id,
            pair[1].citation.start,
        ),
    )
    return tuple(standing(article, statement) for article, statement in ordered)


def speaks(asked: StatementQuestion, sentences: Sequence[Cited]) -> bool:
    """Whether what was read answers for the speaker and on the topic that were asked about.

    The speaker must be named in it and, where there is a topic, a word of that too: somebody
    else's words, or the speaker's on another matter, are no answer.
    """
    text = " ".join(s.text for s in sentences)
    names = tokens(asked.speaker or "")[-1:]
    spoken = not names or names[0].lower() in map(str.lower, tokens(text))
    titles = " ".join(c.title for s in sentences for c in s.citations)
    return spoken and (asked.topic is None or _names_topic(asked.topic, f"{text} {titles}"))


def _places(statements: Sequence[tuple[Article, Statement]]) -> NDArray[np.float32]:
    """Return each statement's place among those of its article, from 0."""
    seen: dict[str, int] = {}
    places = []
    for article, _ in statements:
        places.append(seen.get(article.id, 0))
        seen[article.id] = places[-1] + 1
    return np.array(places, np.float32)


def _names_topic(topic: str, text: str) -> bool:
    words = content_words(topic)
    held = content_words(text)
    return any(_alike(word, other) for word in words for other in held)


def _alike(word: str, other: str) -> bool:
    """Whether two words share a root: "syria" and "syrian"."""
    short, long = sorted((word, other), key=len)
    return word == other or (
        len(short) >= 4 and long.startswith(short) and len(long) - len(short) < 4
    )
