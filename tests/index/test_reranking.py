"""The reranker: the packaged adapter on the packaged encoder, and adapters that are none."""

from pathlib import Path

import numpy as np
import pytest

from index import Article, EmbeddingError, Hit, Passage, Ranks
from index.reranking import RERANKED, Reranker, reranked

BRIDGE = (
    "The bridge over the Orlo was closed on Monday after inspectors found cracks in two of its "
    "pillars. Repairs will cost 14 million euros, the ministry said."
)
FERRY = "A ferry will carry cars over the Orlo every half hour until the work is done."
OLDER = "The bridge over the Orlo was built in 1931 by the engineer Tilda Brandt."
OTHER = "Apple growers in the north expect the best harvest in ten years after a mild spring."


@pytest.fixture(scope="module")
def reranker() -> Reranker:
    return Reranker()


def hits(*texts: str, score: float = 0.5) -> list[Hit]:
    found = []
    for number, text in enumerate(texts):
        article = Article.of(f"Article {number}", text)
        found.append(Hit(Passage(number, article.id, 0, len(text), 0), article, score, Ranks()))
    return found


@pytest.mark.parametrize(
    ("question", "answering"),
    [
        ("How much will the repairs of the bridge cost?", BRIDGE),
        ("Who built the bridge over the Orlo?", OLDER),
        ("How often does the ferry leave?", FERRY),
        ("What harvest do apple growers expect?", OTHER),
    ],
)
def test_the_passage_that_answers_comes_first(
    reranker: Reranker, question: str, answering: str
) -> None:
    found = reranked(reranker, lambda hit: question, hits(BRIDGE, FERRY, OLDER, OTHER))
    assert found[0].text == answering
    assert all(hit.answers is not None for hit in found)


def test_a_passage_scores_the_same_alone_and_among_others(reranker: Reranker) -> None:
    question = "How much will the repairs cost?"
    pairs = [(question, text) for text in (BRIDGE, OTHER * 3, FERRY)]
    together = reranker.scores_of(pairs)
    alone = [reranker.scores_of([pair])[0] for pair in pairs]
    np.testing.assert_allclose(together, alone, atol=0.15)


def test_only_the_first_are_read(reranker: Reranker) -> None:
    many = hits(*[f"{OLDER} {n}" for n in range(15)])
    found = reranked(reranker, lambda hit: "Who built it?", many)
    read = [hit.answers is not None for hit in found]
    assert read == [True] * RERANKED + [False] * (15 - RERANKED)
    assert {hit.passage.id for hit in found} == set(range(15))


@pytest.mark.parametrize("text", ["", " ", "\udc80", "\0", "ش" * 3000, "word " * 5000])
def test_any_text_has_a_score(reranker: Reranker, text: str) -> None:
    assert np.isfinite(reranker.scores_of([(text, BRIDGE)])).all()
    assert np.isfinite(reranker.scores_of([("Who built it?", text)])).all()


def test_nothing_to_read(reranker: Reranker) -> None:
    assert reranked(reranker, "Who?", []) == ()


def test_a_damaged_adapter_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.safetensors").write_bytes(b"not tensors")
    with pytest.raises(EmbeddingError, match=r"bad\.safetensors"):
        Reranker(adapter=tmp_path / "bad.safetensors")


def test_a_missing_adapter_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="reranker"):
        Reranker(adapter=tmp_path / "none.safetensors")
