"""Whether the articles that answer are found: recall, reciprocal rank and nDCG, by article."""

import time
from collections.abc import Iterable, Mapping, Sequence

from assistant.assistant import Assistant
from assistant.evaluation import metrics
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, milliseconds, share
from assistant.evaluation.sets import Question

Relevant = Mapping[str, int]
"""Article of the library -> how relevant it is; absent or 0 is not at all."""

DEPTH = 10
PASSAGES = 50
"""Passages asked for: several may be of one article, and ten articles are ranked."""


def judged(
    questions: Iterable[Question],
    judgements: Mapping[str, Mapping[str, int]],
    names: Mapping[str, str],
    titles: Mapping[str, Sequence[str]],
) -> list[tuple[Question, Relevant]]:
    """Return the questions that have relevant articles, with these.

    They are the judged ones; where nothing was judged at all the article that the question came
    with, or every article of its title. A question that is not answered has none.

    :param judgements: question -> document -> relevance.
    :param names: document -> article of the library.
    :param titles: title, in lower case -> articles of the library.
    """
    found: list[tuple[Question, Relevant]] = []
    for question in questions:
        if judgements:
            gains = judgements.get(question.id, {})
            relevant = {names.get(name, name): gain for name, gain in gains.items()}
        elif question.answers == ():
            continue
        elif question.gold is not None:
            relevant = {question.gold.id: 1}
        else:
            relevant = dict.fromkeys(titles.get(question.title.lower(), ()), 1)
        if any(relevant.values()):
            found.append((question, relevant))
    return found


def evaluate(assistant: Assistant, questions: Sequence[tuple[Question, Relevant]]) -> list[Figure]:
    """Search with each question and judge the ranking."""
    rankings: list[list[str]] = []
    took: list[float] = []
    for question, _ in progress(questions, "retrieval"):
        started = time.perf_counter()
        hits = assistant.search(question.text, PASSAGES)
        took.append(1000 * (time.perf_counter() - started))
        rankings.append(list(dict.fromkeys(hit.article.id for hit in hits)))
    pairs = [(ranking, gold) for ranking, (_, gold) in zip(rankings, questions, strict=True)]
    group = "retrieval"
    figures: list[Figure] = []
    for k in (1, 5, DEPTH):
        figures += share(group, f"recall@{k}", [metrics.recall(r, gold, k) for r, gold in pairs])
    figures += share(
        group, f"MRR@{DEPTH}", [metrics.reciprocal_rank(r, gold, DEPTH) for r, gold in pairs]
    )
    figures += share(group, f"nDCG@{DEPTH}", [metrics.ndcg(r, gold, DEPTH) for r, gold in pairs])
    return figures + milliseconds(group, "search", took)
