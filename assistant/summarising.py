"""An article -> its summaries: sentences chosen by a learned model, every one cited.

The sentences are the article's own. The seq2seq model is asked to write the long ones shorter,
and the asides it leaves out are cut; nothing else of what it writes is used, for what it puts in
is too often not what the article says.
"""

import re
from collections.abc import Sequence

import numpy as np

from assistant.models import Generator
from assistant.prompts import summary_prompt
from assistant.salience import Floats, choose, measure, trained_weights
from assistant.standing import extract, statements_at
from assistant.statements import extract as statements_of
from assistant.trimming import is_long, without
from assistant.types import Cited, Length, Summary
from index import Article
from index.boilerplate import is_furniture
from index.embedding import Embedder
from index.sentences import Span, sentence_spans

BUDGETS: dict[Length, int] = {"short": 2, "medium": 4, "long": 8}
"""Sentences of a summary, at most."""
LEAST: dict[Length, int] = {"short": 1, "medium": 3, "long": 5}
"""Sentences of a summary, however long they are."""
WORDS: dict[Length, int] = {"short": 50, "medium": 80, "long": 180}
"""Words beyond which no further sentence is added."""
TOKENS_PER_SENTENCE = 64
MAX_SENTENCES = 800
"""Of a longer article, the beginning and the sentences nearest to all of it are chosen from."""
BEGINNING = 50

_CREDIT = re.compile(r"contributed to this (?:report|story|article)\b|all rights reserved", re.I)
_CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")


def summaries(generator: Generator, embedder: Embedder, article: Article) -> dict[Length, Summary]:
    """Summarise an article in every length, for the work of one: a longer one says more."""
    spans = candidates(article)
    vectors = embedder.embed([*_texts(article, spans), article.title or "-"])
    kept = _nearest(vectors[:-1])
    spans, title = [spans[n] for n in kept], vectors[-1] if article.title else None
    pool = measure(_texts(article, spans), vectors[kept], title)
    chosen = choose(pool, trained_weights(), max(BUDGETS.values()))
    said = statements_at(statements_of(article))
    sentences = shortened(generator, [extract(article, spans[n], said) for n in chosen])
    return {
        length: Summary((article.id,), _fitting(sentences, length), length) for length in BUDGETS
    }


def candidates(article: Article) -> list[Span]:
    """Return the sentences of an article's prose, or whatever it has where there is none."""
    spans = sentence_spans(article.text)
    return [span for span in spans if is_prose(article.text[slice(*span)])] or spans


def is_prose(text: str) -> bool:
    """Whether a sentence is one of the article's rather than a heading, a credit or a button."""
    return (
        len(text.split()) >= 4
        and _CLOSED.search(text) is not None
        and _CREDIT.search(text) is None
        and not is_furniture(text)
        and not _is_broken_quotation(text)
    )


def _is_broken_quotation(text: str) -> bool:
    """Whether a quotation starts or ends in another sentence: it cannot stand alone."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def shortened(generator: Generator, sentences: Sequence[Cited]) -> list[Cited]:
    """Return the sentences less the asides that the model leaves out of the long ones."""
    texts = [sentence.text for sentence in sentences if is_long(sentence.text)]
    written = generator.write([summary_prompt(text, 1) for text in texts], TOKENS_PER_SENTENCE)
    short = {text: without(text, by.text) for text, by in zip(texts, written, strict=True)}
    return [Cited(short.get(s.text, s.text), s.citations) for s in sentences]


def _texts(article: Article, spans: Sequence[Span]) -> list[str]:
    return [" ".join(article.text[slice(*span)].split()) for span in spans]


def _nearest(vectors: Floats) -> list[int]:
    """Return which sentences are chosen from, in reading order: all, unless they are too many."""
    if len(vectors) <= MAX_SENTENCES:
        return list(range(len(vectors)))
    order = np.argsort(-(vectors[BEGINNING:] @ vectors.mean(axis=0)), kind="stable") + BEGINNING
    return [*range(BEGINNING), *sorted(int(n) for n in order[: MAX_SENTENCES - BEGINNING])]


def _fitting(sentences: Sequence[Cited], length: Length) -> tuple[Cited, ...]:
    """Return the sentences chosen first that fit the length, in reading order."""
    taken: list[Cited] = []
    words = 0
    for sentence in sentences[: BUDGETS[length]]:
        words += len(sentence.text.split())
        if len(taken) >= LEAST[length] and words > WORDS[length]:
            break
        taken.append(sentence)
    return tuple(sorted(taken, key=lambda cited: cited.citations[0].start))
