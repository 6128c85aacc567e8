"""Answers to "what did X say about Y": the statements of X that are on Y, as cited sentences."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.grounding import content_words, tokens
from assistant.statements import extract, same_speaker
from assistant.types import Citation, Cited, Statement
from index import Article, Hit
from index.embedding import Embedder
from index.sentences import sentence_spans

MAX_STATEMENTS = 5
ON_TOPIC = 0.30
"""Least cosine between a topic and a statement that does not name it."""
_PRONOUN = re.compile(r"\b(he|she|they)\b(?!['’])", re.IGNORECASE)


def statements_by(speaker: str, articles: Iterable[Article]) -> list[tuple[Article, Statement]]:
    """Return what a person says in these articles, in their order."""
    return [
        (article, statement)
        for article in articles
        for statement in extract(article)
        if same_speaker(speaker, statement.speaker)
    ]


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
    order = np.argsort(-(scores + 0.2 * named), kind="stable")
    return [statements[n] for n in order if named[n] or scores[n] >= ON_TOPIC]


def cited_statements(found: Sequence[tuple[Article, Statement]]) -> tuple[Cited, ...]:
    """Return the statements as sentences that stand alone, newest article first.

    Sentences of one article keep its order; the same sentence is shown once.
    """
    ordered = sorted(
        found[:MAX_STATEMENTS],
        key=lambda pair: (
            -(pair[0].published.toordinal() if pair[0].published else 0),
            pair[0].id,
            pair[1].citation.start,
        ),
    )
    sentences: dict[tuple[str, int], Cited] = {}
    for article, statement in ordered:
        key = (article.id, statement.citation.start)
        if key not in sentences:
            sentences[key] = standing(article, statement)
    return tuple(sentences.values())


def standing(article: Article, statement: Statement) -> Cited:
    """Return a statement's sentence with its speaker named, and where the name comes from."""
    sentence = " ".join(statement.citation.quote.split())
    surname = tokens(statement.speaker)[-1] if tokens(statement.speaker) else statement.speaker
    if re.search(rf"\b{re.escape(surname)}\b", _outside_quotes(sentence)):
        return Cited(sentence, (statement.citation,))
    named = _name_subject(sentence, statement.speaker)
    introduction = _introduction(article, statement)
    citations = (statement.citation,) if introduction is None else (
        introduction, statement.citation,
    )  # fmt: skip
    return Cited(named, citations)


def nearest_statements(hits: Sequence[Hit], speaker: str) -> list[Statement]:
    """Return what a person said on anything in the articles of these hits."""
    articles = {hit.article.id: hit.article for hit in hits}
    return [statement for _, statement in statements_by(speaker, articles.values())]


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


def _outside_quotes(sentence: str) -> str:
    return re.sub(r"[“\"][^“”\"]*[”\"]?", " ", sentence)


def _name_subject(sentence: str, speaker: str) -> str:
    """Put the name where a pronoun outside quotation marks stands for the speaker."""
    outside = re.sub(r"[“\"][^“”\"]*[”\"]?", lambda match: "\0" * len(match.group()), sentence)
    match = _PRONOUN.search(outside)
    if match is None:
        return f"{speaker}: {sentence}"
    return sentence[: match.start()] + speaker + sentence[match.end() :]


def _introduction(article: Article, statement: Statement) -> Citation | None:
    """Cite the sentence nearest before the statement that has the speaker's whole name."""
    end = statement.citation.start
    at = article.text.rfind(statement.speaker, 0, end)
    at = at if at >= 0 else article.text.find(statement.speaker)
    if at < 0:
        return None
    for start, stop in sentence_spans(article.text):
        if start <= at < stop:
            return Citation.of(article, start, stop)
    return None
