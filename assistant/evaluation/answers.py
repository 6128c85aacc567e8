"""Whether the answers are right, refused where they should be, and cited."""

from collections.abc import Sequence

import numpy as np

from assistant.answering import (
    MIN_CONFIDENCE,
    READ_PASSAGES,
    choose,
    confidence,
    judged,
    surest,
)
from assistant.assistant import Assistant
from assistant.evaluation import metrics
from assistant.evaluation.chart import Curve
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, milliseconds, share
from assistant.evaluation.sets import Question
from assistant.finding import RETRIEVED
from assistant.grounding import join_quotes, unsupported
from assistant.reader import Candidate
from assistant.types import Answer, Cited, Refusal
from assistant.wording import asked_of
from index import Article, Hit, Passage, Ranks
from index.reranking import reranked

Outcome = Answer | Refusal


def given(assistant: Assistant, questions: Sequence[Question]) -> tuple[list[Figure], Curve]:
    """Let the reader answer each question from its own passage alone.

    :param questions: with answers and the article they were asked about.
    """
    allowed: list[str | None] = []
    forced: list[str] = []
    best: list[Candidate | None] = []
    for question in progress(questions, "passages"):
        assert question.gold is not None
        hits = reranked(assistant.reranker, asked_of(question.text), [_whole(question.gold)])
        candidates = [each for each, _ in judged(assistant.readers, question.text, hits)]
        chosen = choose(candidates)
        allowed.append(chosen.text if chosen else None)
        best.append(surest(candidates))
        forced.append(best[-1].text if best[-1] else "")
    group = "answers, passage given"
    figures = _short(group, "", questions, allowed)
    figures += _short(group, ", refusing not allowed", questions, forced)
    figures += _refusal("refusal, passage given", questions, [text is None for text in allowed])
    return figures, _curve("passage given", questions, best)


def open_retrieval(assistant: Assistant, questions: Sequence[Question]) -> list[Figure]:
    """Ask each question of the whole library, as a user would."""
    outcomes = [assistant.ask(question.text) for question in progress(questions, "questions")]
    known = [n for n, question in enumerate(questions) if question.answers is not None]
    return [
        *_right([questions[n] for n in known], [outcomes[n] for n in known]),
        *_cited(assistant, questions, outcomes),
        *_latency(outcomes),
    ]


def open_curve(assistant: Assistant, questions: Sequence[Question]) -> Curve:
    """Read each question's passages once more, for the surest answer even where it was refused."""
    best: list[Candidate | None] = []
    for question in progress(questions, "risk and coverage"):
        found = assistant.search(question.text, RETRIEVED)
        hits = reranked(assistant.reranker, asked_of(question.text), found)[:READ_PASSAGES]
        best.append(surest([each for each, _ in judged(assistant.readers, question.text, hits)]))
    return _curve("open retrieval", questions, best)


def _whole(article: Article) -> Hit:
    """Return a hit whose passage is all of the article."""
    return Hit(Passage(0, article.id, 0, len(article.text), 0), article, 1.0, Ranks())


def _right(questions: Sequence[Question], outcomes: Sequence[Outcome]) -> list[Figure]:
    group = "answers, open retrieval"
    short = [outcome.short if isinstance(outcome, Answer) else None for outcome in outcomes]
    full = [
        (_full_text(outcome), question.answers)
        for question, outcome in zip(questions, outcomes, strict=True)
        if question.answers
    ]
    return [
        *_short(group, "", questions, short),
        *share(group, "F1 of the full answer", [metrics.f1(text, gold) for text, gold in full]),
        *share(
            group,
            "full answer holds a right one",
            [metrics.contains(text, gold) for text, gold in full],
        ),
        *_refusal("refusal, open retrieval", questions, [isinstance(o, Refusal) for o in outcomes]),
    ]


def _short(
    group: str, suffix: str, questions: Sequence[Question], written: Sequence[str | None]
) -> list[Figure]:
    """EM and F1 over the questions that have an answer; a refusal counts as wrong."""
    pairs = [
        (text or "", question.answers)
        for question, text in zip(questions, written, strict=True)
        if question.answers
    ]
    return [
        *share(group, f"EM{suffix}", [metrics.exact_match(text, gold) for text, gold in pairs]),
        *share(group, f"F1{suffix}", [metrics.f1(text, gold) for text, gold in pairs]),
    ]


def _refusal(group: str, questions: Sequence[Question], refused: Sequence[bool]) -> list[Figure]:
    pairs = list(zip(questions, refused, strict=True))
    return [
        *share(group, "answered when answerable", [float(not r) for q, r in pairs if q.answers]),
        *share(group, "refused when unanswerable", [float(r) for q, r in pairs if q.answers == ()]),
    ]


def _cited(
    assistant: Assistant, questions: Sequence[Question], outcomes: Sequence[Outcome]
) -> list[Figure]:
    group = "citations"
    answered = [
        (question, outcome)
        for question, outcome in zip(questions, outcomes, strict=True)
        if isinstance(outcome, Answer)
    ]
    sentences = [sentence for _, answer in answered for sentence in answer.sentences]
    articles = {hit.article.id: hit.article for _, answer in answered for hit in answer.hits}
    return [
        *share(group, "quote is the article's text", exactness(assistant, articles, sentences)),
        *share(group, "sentence's facts in cited words", precision(sentences)),
        *share(
            group,
            "right answer in cited words",
            [
                metrics.contains(" ".join(_quotes(s) for s in answer.sentences), question.answers)
                for question, answer in answered
                if question.answers
            ],
        ),
    ]


def exactness(
    assistant: Assistant, articles: dict[str, Article], sentences: Sequence[Cited]
) -> list[float]:
    """Return 1.0 for each citation whose quote stands in its article at its offsets, else 0.0.

    :param articles: those at hand; others are taken from the library.
    """
    exact: list[float] = []
    for citation in (citation for sentence in sentences for citation in sentence.citations):
        article = articles.get(citation.article_id) or assistant.article(citation.article_id)
        exact.append(float(article.text[citation.start : citation.end] == citation.quote))
    return exact


def precision(sentences: Sequence[Cited]) -> list[float]:
    """Return 1.0 for each sentence with all its names, numbers, dates and quotes cited, else 0."""
    return [float(not unsupported(s.text, _quotes(s))) for s in sentences]


def _latency(outcomes: Sequence[Outcome]) -> list[Figure]:
    group = "latency of an answer or refusal"
    return [
        *milliseconds(group, "retrieve", [o.timings.retrieve_ms for o in outcomes]),
        *milliseconds(group, "generate", [o.timings.generate_ms for o in outcomes]),
        *milliseconds(group, "total", [o.timings.total_ms for o in outcomes]),
    ]


def _curve(label: str, questions: Sequence[Question], best: Sequence[Candidate | None]) -> Curve:
    """Risk is 1 - F1: answering what has no answer is wholly wrong."""
    odds = [confidence(candidate) if candidate else -np.inf for candidate in best]
    right = [
        metrics.f1(candidate.text, question.answers or ()) if candidate else 0.0
        for question, candidate in zip(questions, best, strict=True)
    ]
    coverage, risk = metrics.risk_coverage(odds, right)
    return Curve(label, coverage, risk, float(np.mean(np.asarray(odds) >= MIN_CONFIDENCE)))


def _full_text(outcome: Outcome) -> str:
    sentences = outcome.sentences if isinstance(outcome, Answer) else ()
    return " ".join(sentence.text for sentence in sentences)


def _quotes(sentence: Cited) -> str:
    return join_quotes(sentence.citations)
