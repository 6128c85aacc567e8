"""One evaluation from beginning to end: a set, a library to ask it of, and a report."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar

from assistant.assistant import Assistant
from assistant.errors import InputError
from assistant.evaluation import answers, retrieval, statements, summaries
from assistant.evaluation.chart import Curve, as_svg
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, Report
from assistant.evaluation.sets import (
    Document,
    EvaluationSet,
    Question,
    read_corpus,
    read_judgements,
    read_set,
)
from assistant.types import Length

Task = Literal["auto", "questions", "passages", "retrieval", "summaries", "statements"]
T = TypeVar("T")

NEEDS: dict[Task, str] = {
    "questions": "questions, and articles: rows with a context, --corpus, or --library",
    "passages": "rows with question, context and answers",
    "retrieval": "questions with a context, with the title of an article, or with --qrels",
    "summaries": "rows with article and summary",
    "statements": "rows with text and statements",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What to evaluate, on what, and how much of it.

    `library`: a folder that the articles go into and stay in; None is one for this run alone.
    `limit`: at most so many rows of each kind, drawn at random but always the same ones.
    """

    path: Path
    task: Task = "auto"
    corpus: Path | None = None
    judgements: Path | None = None
    library: Path | None = None
    limit: int | None = None
    length: Length = "medium"
    chart: Path | None = None
    model: str = "packaged"


def evaluate(options: Options) -> Report:
    """Run a set through the pipeline.

    :raises InputError: if a file's line is malformed, or the set has nothing for the task.
    """
    rows = read_set(options.path)
    _check_chart(options, rows.questions)
    corpus = read_corpus(options.corpus) if options.corpus else []
    judgements = read_judgements(options.judgements) if options.judgements else {}
    with _opened(options) as assistant:
        if options.task in ("auto", "questions", "retrieval"):
            add(assistant, rows.questions, corpus)
        few = _limited(rows, options.limit)
        names = {document.id: document.article.id for document in corpus}
        judged = retrieval.judged(few.questions, judgements, names, _titles(assistant))
        figures, curves = _run(assistant, few, judged, options)
        if not figures:
            raise InputError(f"{options.path}: nothing to evaluate: {_needed(options.task)}")
        if options.chart is not None:
            options.chart.write_text(as_svg(curves), encoding="utf-8")
        held = assistant.check()
        return Report(
            str(options.path), options.model, held.articles, held.passages, tuple(figures)
        )


def add(assistant: Assistant, questions: Iterable[Question], corpus: Sequence[Document]) -> None:
    """Put the articles of the questions and the corpus into the library."""
    articles = {q.gold.sha256: q.gold for q in questions if q.gold is not None}
    articles |= {document.article.sha256: document.article for document in corpus}
    assistant.add_articles(progress(list(articles.values()), "articles"))


def _run(
    assistant: Assistant,
    rows: EvaluationSet,
    judged: Sequence[tuple[Question, retrieval.Relevant]],
    options: Options,
) -> tuple[list[Figure], list[Curve]]:
    wanted = {task: options.task in (task, "auto") for task in NEEDS}
    figures: list[Figure] = []
    curves: list[Curve] = []
    known = [question for question in rows.questions if question.answers is not None]
    passages = [question for question in known if question.gold is not None]
    if wanted["retrieval"] and judged:
        assistant.library.warm()
        figures += retrieval.evaluate(assistant, judged)
    if wanted["passages"] and passages:
        given, curve = answers.given(assistant, passages)
        figures += given
        curves.append(curve)
    if wanted["questions"] and rows.questions and assistant.articles():
        assistant.warm()
        figures += answers.open_retrieval(assistant, rows.questions)
        if options.chart is not None and known:
            curves.append(answers.open_curve(assistant, known))
    if wanted["summaries"] and rows.summaries:
        assistant.warm()
        figures += summaries.evaluate(assistant, rows.summaries, options.length)
    if wanted["statements"] and rows.statements:
        figures += statements.evaluate(rows.statements)
    return figures, curves


def _needed(task: Task) -> str:
    if task == "auto":
        return "it holds no articles for its questions: name some with --corpus or --library"
    return f"--task {task} wants {NEEDS[task]}"


def _check_chart(options: Options, questions: Sequence[Question]) -> None:
    """Refuse before the work, not after it."""
    if options.chart is None:
        return
    if options.chart.suffix != ".svg":
        raise InputError(f"{options.chart}: the chart is an SVG picture, name it FILE.svg")
    if options.task not in ("auto", "questions", "passages") or not any(
        question.answers is not None for question in questions
    ):
        raise InputError(f"{options.path}: no chart without questions whose answers are known")


@contextmanager
def _opened(options: Options) -> Iterator[Assistant]:
    """Open the library that was named, or an empty one that is gone afterwards."""
    with TemporaryDirectory(prefix="evaluation-") as temporary:
        assistant = Assistant(options.library or temporary, model=options.model)
        try:
            yield assistant
        finally:
            assistant.close()


def _titles(assistant: Assistant) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for headline in assistant.articles():
        titles.setdefault(headline.title.lower(), []).append(headline.id)
    return titles


def _limited(rows: EvaluationSet, limit: int | None) -> EvaluationSet:
    return replace(
        rows,
        questions=_drawn(rows.questions, limit),
        summaries=_drawn(rows.summaries, limit),
        statements=_drawn(rows.statements, limit),
    )


def _drawn(rows: tuple[T, ...], limit: int | None) -> tuple[T, ...]:
    if limit is None or limit >= len(rows):
        return rows
    return tuple(rows[n] for n in sorted(random.Random(0).sample(range(len(rows)), limit)))
