"""The rankings that a retrieval report sets beside each other."""

from dataclasses import replace

from assistant.evaluation.retrieval import RANKINGS
from index import Article, Hit, Passage, Ranks


def _hit(title: str, score: float, dense: int | None, keyword: int | None) -> Hit:
    article = Article.of(title, f"{title} is told of here.")
    return Hit(Passage(1, article.id, 0, 10, 0), article, score, Ranks(dense, keyword))


def test_each_ranking_orders_by_its_own_search() -> None:
    fused = [
        _hit("surely meant", 0.9, 1, None),
        _hit("found by both", 0.7, 2, 2),
        _hit("worded so", 0.5, None, 1),
    ]
    reranked = [replace(fused[2], answers=3.0), *fused[:2]]
    titles = {
        name: [hit.article.title for hit in ranking(fused, reranked)]
        for name, ranking in RANKINGS.items()
    }
    assert titles == {
        "dense alone": ["surely meant", "found by both"],
        "keyword alone": ["worded so", "found by both"],
        "fused by rank": ["found by both", "surely meant", "worded so"],
        "fused": ["surely meant", "found by both", "worded so"],
        "reranked": ["worded so", "surely meant", "found by both"],
    }
