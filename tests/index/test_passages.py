"""Passages: whole sentences, of a size that the embedding model reads to the end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import passages
from index.passages import MAX_SENTENCE_CHARACTERS, TARGET_WORDS, WORD_CHARACTERS, passage_spans
from index.sentences import sentence_spans
from tests.index.test_sentences import WILD, assert_covers

WORDS = st.integers(1, 60).map(lambda length: " ".join(["barley"] * length).capitalize() + ".")
LARGEST = TARGET_WORDS * WORD_CHARACTERS * 3 // 2 + MAX_SENTENCE_CHARACTERS


@given(WILD, st.integers(1, 200))
def test_every_text_is_covered_in_order(text: str, target: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passages, "TARGET_WORDS", target)
        assert_covers(text, passage_spans(text))


@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_passages_are_whole_sentences_and_none_is_a_scrap(text: str) -> None:
    sentences = sentence_spans(text)
    starts, ends = {start for start, _ in sentences}, {end for _, end in sentences}
    spans = passage_spans(text)
    assert all(start in starts and end in ends for start, end in spans)
    sizes = [len(text[start:end].split()) for start, end in spans]
    assert max(sizes) <= 1.5 * TARGET_WORDS + 60
    assert len(spans) == 1 or min(sizes) >= TARGET_WORDS / 2 - 60 / 2


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    text = "barley  and  oats " * 2000
    spans = passage_spans(text)
    assert_covers(text, spans)
    assert all(text[start:end].split()[0] in ("barley", "and", "oats") for start, end in spans)
    assert max(end - start for start, end in spans) <= LARGEST


def test_text_without_spaces_does_not_make_a_giant() -> None:
    for text in ("x" * 100_000, "収穫。" * 30_000, "https://example.org/a/very/long/path " * 3_000):
        spans = passage_spans(text)
        assert_covers(text, spans)
        assert max(end - start for start, end in spans) <= LARGEST


def test_short_texts_are_one_passage() -> None:
    assert passage_spans("Rain fell.") == [(0, 10)]
    assert passage_spans("") == passage_spans(" \n ") == []


def test_neighbours_meet() -> None:
    text = "The barley was in before the rain came down from the hills. " * 100
    spans = passage_spans(text)
    assert len(spans) > 5
    assert all(text[left[1] : right[0]] == " " for left, right in pairwise(spans))
