"""An article -> a summary whose every sentence is cited.

The article is read in windows of whole sentences that fit the model. What the model writes is
held against the article; a sentence that fails is replaced by the best extract of its window, so
the summary never says what the article does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.grounding import cite, content_words, overlap
from assistant.models import Generator
from assistant.prompts import summary_prompt
from assistant.standing import extract, statements_at
from assistant.statements import extract as statements_of
from assistant.types import Cited, Length, Statement, Summary
from index import Article
from index.embedding import Embedder
from index.sentences import Span, sentence_spans

BUDGETS: dict[Length, int] = {"short": 2, "medium": 4, "long": 8}
"""Sentences of a summary, at most."""
TOKENS_PER_SENTENCE = 48
PROMPT_TOKENS = 16
MAX_WINDOWS = 12
"""A longer article is first cut down to the sentences nearest to all of it."""
SAME = 0.6
"""Two summary sentences that share this much of their words say the same."""
LEAD_BONUS = 1.0
"""News puts first what matters most: what an extract gains at an article's very beginning."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its span, tokens, and likeness to the article as a whole."""

    span: Span
    tokens: int
    salience: float


def summarise(
    generator: Generator, embedder: Embedder, article: Article, length: Length
) -> Summary:
    """Summarise an article of any length in 2, 4 or 8 sentences at most."""
    budget = BUDGETS[length]
    sentences = rate(generator, embedder, article)
    if len(sentences) <= budget:
        whole = tuple(extract(article, s.span, {}) for s in sentences)
        return Summary((article.id,), whole, length, 1.0)
    said = statements_at(statements_of(article))
    windows = split(sentences, generator.window - PROMPT_TOKENS)
    shares = share(budget, windows)
    written = _write(generator, article, windows, shares)
    chosen: list[Cited] = []
    for window, count, texts in zip(windows, shares, written, strict=True):
        chosen += _grounded(article, window, texts, count, chosen, said)
    return Summary((article.id,), tuple(chosen), length, 1.0)


def rate(generator: Generator, embedder: Embedder, article: Article) -> list[Sentence]:
    """Return the article's sentences with their salience: cosine to the mean, and a lead bonus."""
    spans = [span for span in sentence_spans(article.text) if _is_prose(article, span)]
    spans = spans or sentence_spans(article.text)
    texts = [article.text[slice(*span)] for span in spans]
    vectors = embedder.embed(texts)
    centre = vectors.mean(axis=0)
    cosine = vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    lead = LEAD_BONUS * np.exp(-np.arange(len(spans)) / 3.0)
    return [
        Sentence(span, generator.count_tokens(text), float(score))
        for span, text, score in zip(spans, texts, cosine + lead, strict=True)
    ]


def split(sentences: Sequence[Sentence], limit: int) -> list[list[Sentence]]:
    """Return runs of sentences of at most `limit` tokens each, alike in length.

    Beyond `MAX_WINDOWS` runs only the most salient sentences are kept, in reading order.
    """
    room = limit * MAX_WINDOWS
    if sum(s.tokens for s in sentences) > room:
        kept: list[Sentence] = []
        for sentence in sorted(sentences, key=lambda s: -s.salience):
            if room < sentence.tokens:
                break
            room -= sentence.tokens
            kept.append(sentence)
        sentences = sorted(kept, key=lambda s: s.span)
    total = sum(s.tokens for s in sentences)
    count = max(1, -(-total // limit))
    quota = total / count
    windows: list[list[Sentence]] = [[]]
    taken = 0
    for sentence in sentences:
        held = sum(s.tokens for s in windows[-1])
        if windows[-1] and (taken >= quota * len(windows) or held + sentence.tokens > limit):
            windows.append([])
        windows[-1].append(sentence)
        taken += sentence.tokens
    return windows


def share(budget: int, windows: Sequence[Sequence[Sentence]]) -> list[int]:
    """Return how many summary sentences each window gets: the beginning first, then evenly."""
    shares = [0] * len(windows)
    order = sorted(range(len(windows)), key=lambda n: (-_weight(windows, n), n))
    for turn in range(budget):
        number = order[turn % len(order)]
        shares[number] += shares[number] < len(windows[number])
    while sum(shares) < min(budget, sum(len(w) for w in windows)):
        number = next(n for n in order if shares[n] < len(windows[n]))
        shares[number] += 1
    return shares


def _weight(windows: Sequence[Sequence[Sentence]], number: int) -> float:
    return 1e6 if number == 0 else max(s.salience for s in windows[number])


def _write(
    generator: Generator,
    article: Article,
    windows: Sequence[Sequence[Sentence]],
    shares: Sequence[int],
) -> list[list[str]]:
    asked = [number for number, count in enumerate(shares) if count]
    prompts = [
        summary_prompt(
            " ".join(article.text[slice(*s.span)] for s in windows[number]), shares[number]
        )
        for number in asked
    ]
    most = TOKENS_PER_SENTENCE * max(shares)
    texts: list[list[str]] = [[] for _ in windows]
    for number, written in zip(asked, generator.write(prompts, most), strict=True):
        spans = sentence_spans(written.text)
        texts[number] = [written.text[slice(*span)] for span in spans]
    return texts


def _grounded(
    article: Article,
    window: Sequence[Sentence],
    texts: Sequence[str],
    count: int,
    before: Sequence[Cited],
    said: Mapping[int, Statement],
) -> list[Cited]:
    """Return `count` sentences: those written that hold, and extracts in place of the rest."""
    within = (window[0].span[0], window[-1].span[1])
    kept: list[Cited] = []
    for text in texts[:count]:
        cited = cite(text, article, within) if _is_whole(text) else None
        if cited is not None and not _repeats(cited, [*before, *kept]):
            kept.append(cited)
    extracts = _best_extracts(article, window, said)
    while len(kept) < count:
        extract = next((e for e in extracts if not _repeats(e, [*before, *kept])), None)
        if extract is None:
            break
        kept.append(extract)
    return sorted(kept, key=lambda cited: cited.citations[0].start)


def _best_extracts(
    article: Article, window: Sequence[Sentence], said: Mapping[int, Statement]
) -> Iterator[Cited]:
    for sentence in sorted(window, key=lambda s: -s.salience):
        yield extract(article, sentence.span, said)


def _repeats(cited: Cited, others: Sequence[Cited]) -> bool:
    return any(
        overlap(cited.text, other.text) >= SAME or overlap(other.text, cited.text) >= SAME
        for other in others
    )


def _is_whole(text: str) -> bool:
    """Whether a written sentence ends as one and says something."""
    return text.rstrip("\"”’')").endswith((".", "!", "?")) and len(content_words(text)) >= 3


def _is_prose(article: Article, span: Span) -> bool:
    return len(article.text[slice(*span)].split()) >= 4
