"""Summaries keep to their length, cite every sentence, and say nothing the article does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import unsupported
from assistant.models import load
from assistant.summarising import BUDGETS, MAX_WINDOWS, Sentence, share, split, summarise
from assistant.types import Length
from index import Article
from index.embedding import MiniLM
from index.sentences import sentence_spans

PARAGRAPH = (
    "The council of Marrakech voted on {day} to rebuild {number} schools. Mayor Samira Alaoui said "
    "that work would begin in {month}. The money comes from a fund of {number} million dirhams. "
    "Teachers welcomed the decision. Two parties voted against it. "
)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
MONTHS = ["March", "April", "May", "June", "July"]


def article(paragraphs: int) -> Article:
    text = "\n\n".join(
        PARAGRAPH.format(day=DAYS[n % 5], month=MONTHS[n % 5], number=n + 2)
        for n in range(paragraphs)
    )
    return Article.of("Schools", text)


@pytest.fixture(scope="module")
def writer():
    return load()


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


@pytest.mark.parametrize("length", ["short", "medium", "long"])
@pytest.mark.parametrize("paragraphs", [3, 40])
def test_a_summary_keeps_its_promises(writer, embedder, length: Length, paragraphs: int) -> None:
    source = article(paragraphs)
    summary = summarise(writer, embedder, source, length)
    assert 1 <= len(summary.sentences) <= BUDGETS[length]
    assert summary.covered == 1.0
    assert sum(len(s.text) for s in summary.sentences) <= len(source.text)
    for sentence in summary.sentences:
        assert sentence.text.rstrip("”\"'").endswith((".", "!", "?"))
        quotes = " ".join(citation.quote for citation in sentence.citations)
        assert unsupported(sentence.text, quotes) == []
        for citation in sentence.citations:
            assert source.text[citation.start : citation.end] == citation.quote


def test_an_article_shorter_than_its_summary_comes_back_as_it_is(writer, embedder) -> None:
    source = Article.of("Short", "The bridge is closed. Repairs will take a week.")
    summary = summarise(writer, embedder, source, "medium")
    assert [s.text for s in summary.sentences] == [
        source.text[a:b] for a, b in sentence_spans(source.text)
    ]


SENTENCES = st.lists(
    st.builds(Sentence, st.just((0, 1)), st.integers(1, 200), st.floats(0, 2)), min_size=1
)


@given(SENTENCES, st.integers(200, 496))
def test_windows_fit_the_model_and_keep_the_order(sentences: list[Sentence], limit: int) -> None:
    numbered = [Sentence((n, n + 1), s.tokens, s.salience) for n, s in enumerate(sentences)]
    windows = split(numbered, limit)
    flat = [s for window in windows for s in window]
    assert flat == sorted(flat, key=lambda s: s.span)
    assert all(sum(s.tokens for s in window) <= limit for window in windows)
    if sum(s.tokens for s in sentences) <= limit * MAX_WINDOWS:
        assert flat == numbered


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.sampled_from([2, 4, 8]))
def test_the_budget_is_shared_out_whole(sizes: list[int], budget: int) -> None:
    windows = [[Sentence((0, 1), 10, 1.0)] * size for size in sizes]
    shares = share(budget, windows)
    assert sum(shares) == min(budget, sum(sizes))
    assert all(count <= size for count, size in zip(shares, sizes, strict=True))
