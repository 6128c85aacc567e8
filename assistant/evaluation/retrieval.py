"""Whether the articles that answer are found: recall, reciprocal rank and nDCG, by article."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.assistant import Assistant
from assistant.evaluation import metrics
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, milliseconds, share
from assistant.evaluation.sets import Question
from assistant.wording import asked_of
from index import Hit
from index.reranking import reranked

Relevant = Mapping[str, int]
"""Article of the library -> how relevant it is; absent or 0 is not at all."""

DEPTH = 10
PASSAGES = 50
"""Passages asked for: several may be of one article, and ten articles are ranked."""

RRF_K = 60
"""The constant of reciprocal rank fusion, as its authors chose it."""


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
    """Search with each question and judge the rankings: each search's own, fused, reranked."""
    found: dict[str, list[list[Hit]]] = {name: [] for name in RANKINGS}
    search_took: list[float] = []
    rerank_took: list[float] = []
    for question, _ in progress(questions, "retrieval"):
        started = time.perf_counter()
        hits = assistant.search(question.text, PASSAGES)
        searched = time.perf_counter()
        best = reranked(assistant.reranker, asked_of(question.text), hits)
        rerank_took.append(1000 * (time.perf_counter() - searched))
        search_took.append(1000 * (searched - started))
        for name, ranking in RANKINGS.items():
            found[name].append(ranking(hits, best))
    figures: list[Figure] = []
    for name, rankings in found.items():
        figures += _judge(f"retrieval, {name}", rankings, [gold for _, gold in questions])
    group = "retrieval, reranked"
    figures += milliseconds(group, "search", search_took)
    return figures + milliseconds(group, "reranking", rerank_took)


def _judge(
    group: str, rankings: Sequence[Sequence[Hit]], relevant: Sequence[Relevant]
) -> list[Figure]:
    articles = [list(dict.fromkeys(hit.article.id for hit in hits)) for hits in rankings]
    pairs = list(zip(articles, relevant, strict=True))
    figures: list[Figure] = []
    for k in (1, 5, DEPTH):
        figures += share(group, f"recall@{k}", [metrics.recall(r, gold, k) for r, gold in pairs])
    figures += share(
        group, f"MRR@{DEPTH}", [metrics.reciprocal_rank(r, gold, DEPTH) for r, gold in pairs]
    )
    figures += share(group, f"nDCG@{DEPTH}", [metrics.ndcg(r, gold, DEPTH) for r, gold in pairs])
    return figures


def _by_rank(hits: Sequence[Hit], rank: Callable[[Hit], int | None]) -> list[Hit]:
    ranked = [(place, n) for n, hit in enumerate(hits) if (place := rank(hit)) is not None]
    return [hits[n] for _, n in sorted(ranked)]


def _by_reciprocal_ranks(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits by reciprocal rank fusion (Cormack, Clarke and Buettcher, 2009), beside ours."""

    def fused(hit: Hit) -> float:
        places = (hit.ranks.dense, hit.ranks.keyword)
        return sum(1 / (RRF_K + place) for place in places if place is not None)

    return sorted(hits, key=fused, reverse=True)


RANKINGS: dict[str, Callable[[Sequence[Hit], Sequence[Hit]], list[Hit]]] = {
    "dense alone": lambda hits, _: _by_rank(hits, lambda hit: hit.ranks.dense),
    "keyword alone": lambda hits, _: _by_rank(hits, lambda hit: hit.ranks.keyword),
    "fused by rank": lambda hits, _: _by_reciprocal_ranks(hits),
    "fused": lambda hits, _: list(hits),
    "reranked": lambda _, best: list(best),
}
"""Name -> (hits as fused, hits as reranked) -> what it ranks of the passages found."""
