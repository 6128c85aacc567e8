"""Whether summaries say what matters, and nothing that the article doesn't."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.errors import InputError
from assistant.evaluation.answers import exactness, precision
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, mean, milliseconds, share
from assistant.evaluation.sets import SummaryRow
from assistant.grounding import unsupported
from assistant.salience import Floats
from assistant.standing import tidied
from assistant.summarising import BUDGETS
from assistant.types import Cited, Length, Summary
from index import Article
from index.sentences import sentence_spans

GROUP = "summaries"
LEAD = 3
ROUGE = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}
"""F-measures with stemming, as rouge-score (Google Research) computes them; -Lsum by lines."""


def evaluate(assistant: Assistant, rows: Sequence[SummaryRow], length: Length) -> list[Figure]:
    """Summarise each article and hold it against the reference, the article and lead-3."""
    scorer = _scorer()
    summaries: list[Summary] = []
    took: list[float] = []
    for row in progress(rows, "summaries"):
        started = time.perf_counter()
        summaries.append(assistant.summarise(row.article, length))
        took.append(1000 * (time.perf_counter() - started))
    written = ["\n".join(s.text for s in summary.sentences) for summary in summaries]
    return [
        *_rouge(scorer, rows, written),
        *_faithful(assistant, rows, summaries),
        *_covered(assistant, rows, summaries),
        *_kept(rows, summaries, length),
        *milliseconds(GROUP, "time", took),
    ]


def _scorer() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        raise InputError(
            "summaries are scored by a package that is missing: pip install rouge-score"
        ) from None
    return RougeScorer(list(ROUGE), use_stemmer=True)


def _rouge(scorer: Any, rows: Sequence[SummaryRow], written: Sequence[str]) -> list[Figure]:
    references = [_lines(row.summary) for row in rows]
    leads = ["\n".join(_sentences(row.article.text)[:LEAD]) for row in rows]
    ours = [scorer.score(gold, text) for gold, text in zip(references, written, strict=True)]
    theirs = [scorer.score(gold, text) for gold, text in zip(references, leads, strict=True)]
    figures: list[Figure] = []
    for measure, name in ROUGE.items():
        mine = [score[measure].fmeasure for score in ours]
        lead = [score[measure].fmeasure for score in theirs]
        gain = [a - b for a, b in zip(mine, lead, strict=True)]
        figures += share(GROUP, name, mine)
        figures += share(GROUP, f"{name} of lead-{LEAD}", lead)
        figures += share(GROUP, f"{name} above lead-{LEAD}", gain)
    return figures


def _faithful(
    assistant: Assistant, rows: Sequence[SummaryRow], summaries: Sequence[Summary]
) -> list[Figure]:
    articles = {row.article.id: row.article for row in rows}
    sentences = [sentence for summary in summaries for sentence in summary.sentences]
    foreign = [
        sum(len(unsupported(s.text, f"{row.article.title} {row.article.text}")) for s in said)
        for row, said in zip(rows, (summary.sentences for summary in summaries), strict=True)
    ]
    return [
        *mean(GROUP, "names, numbers not in the article", foreign),
        *share(GROUP, "sentence's facts in cited words", precision(sentences)),
        *share(GROUP, "quote is the article's text", exactness(assistant, articles, sentences)),
        *share(GROUP, "sentences the model shortened", [float(is_shortened(s)) for s in sentences]),
    ]


def _covered(
    assistant: Assistant, rows: Sequence[SummaryRow], summaries: Sequence[Summary]
) -> list[Figure]:
    told: list[float] = []
    leads: list[float] = []
    for row, summary in zip(rows, summaries, strict=True):
        sentences = _sentences(row.article.text)
        said = [sentence.text for sentence in summary.sentences]
        vectors = assistant.library.embed([*sentences, *said])
        article = vectors[: len(sentences)]
        told.append(coverage(article, vectors[len(sentences) :]))
        leads.append(coverage(article, article[:LEAD]))
    return [
        *share(GROUP, "article covered", told),
        *share(GROUP, f"article covered by lead-{LEAD}", leads),
    ]


def coverage(article: Floats, summary: Floats) -> float:
    """Return how near an article's sentences are to a summary's: facility location, 0 to 1.

    The mean over the sentences of the article of the cosine to the nearest of the summary (Lin
    and Bilmes, 2011, "A class of submodular functions for document summarization").

    :param article: unit vectors, (n, d).
    :param summary: unit vectors, (m, d).
    :returns: 0.0 where either has no sentence.
    """
    if not len(article) or not len(summary):
        return 0.0
    return float(np.clip((article @ summary.T).max(axis=1), 0.0, 1.0).mean())


def _kept(rows: Sequence[SummaryRow], summaries: Sequence[Summary], length: Length) -> list[Figure]:
    counts = [len(summary.sentences) for summary in summaries]
    words = [sum(len(s.text.split()) for s in summary.sentences) for summary in summaries]
    leads = [len(" ".join(_sentences(row.article.text)[:LEAD]).split()) for row in rows]
    reached = [reach(row.article, summary) for row, summary in zip(rows, summaries, strict=True)]
    return [
        *share(GROUP, "length kept", [float(1 <= n <= BUDGETS[length]) for n in counts]),
        *mean(GROUP, "sentences", counts),
        *mean(GROUP, "words", words),
        *mean(GROUP, f"words of lead-{LEAD}", leads),
        *share(GROUP, "tells of the second half", [float(at > 0.5) for at in reached]),
    ]


def is_shortened(sentence: Cited) -> bool:
    """Whether a sentence is one of the article's less some of its words."""
    whole = tidied(sentence.citations[0].quote)
    return len(sentence.citations) == 1 and len(sentence.text.split()) < len(whole.split())


def reach(article: Article, summary: Summary) -> float:
    """Return how far into the article (0 to 1) its last sentence told starts."""
    last = max(citation.start for s in summary.sentences for citation in s.citations[:1])
    return last / len(article.text)


def _lines(summary: str) -> str:
    """Put each sentence of a reference on a line of its own, unless it has lines already."""
    lines = [line.strip() for line in summary.splitlines() if line.strip()]
    return "\n".join(lines if len(lines) > 1 else _sentences(summary))


def _sentences(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentence_spans(text)]
