"""Sentences by their offsets: nothing lost, nothing twice, for any text whatever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import Span, sentence_spans

FRAGMENTS = (
    *(". ", ".", "...", "… ", "?!", "! ", '." ', ".” ", "\n", "\n\n", "\r\n", " ", "\t", "\x1c"),
    *(
        "\x85",
        "\u2028",
        "\u00a0",
        "\u200b",
        "\u200d",
        "\u0301",
        "\ufeff",
        "\x00",
        "\ud83d",
        "(",
        "“",
    ),
    *("U.S.", "Mr. ", "No. 4", "e.g. ", "p.m. ", "J. ", "3.5", "The road", "an ", "I. ", "«Non.» "),
    *("Алжир. ", "صنعاء. ", "東京。", "👩‍👩‍👧 ", "é. ", "ﬁ. ", "İ. "),
)
WILD = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(FRAGMENTS)).map("".join))


def assert_covers(text: str, spans: list[Span]) -> None:
    """Ordered, disjoint, stripped, and nothing but white space is left out."""
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(WILD)
def test_every_text_is_covered_in_order(text: str) -> None:
    assert_covers(text, sentence_spans(text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The road is open. It was shut.", ["The road is open.", "It was shut."]),
        ("Mr. Haddad met Gen. Saleh in Tunis.", ["Mr. Haddad met Gen. Saleh in Tunis."]),
        ("The U.S. Navy left at 5 p.m. It rained.", ["The U.S. Navy left at 5 p.m.", "It rained."]),
        ("He paid 3.5 dinars. No. 4 paid none.", ["He paid 3.5 dinars.", "No. 4 paid none."]),
        ("“Go.” He went.", ["“Go.”", "He went."]),
        ("“Will it rain?” she asked.", ["“Will it rain?” she asked."]),
        ("He paused... and went on.", ["He paused... and went on."]),
        ("J. K. Mansour wrote it.", ["J. K. Mansour wrote it."]),
        ("A headline\nThe first words", ["A headline", "The first words"]),
        ("Was it he? No. She was it.", ["Was it he?", "No.", "She was it."]),
        ("Sens. Lee and Ray and Reps. Amin left.", ["Sens. Lee and Ray and Reps. Amin left."]),
        ("It names then-Gov. Lee. It rained.", ["It names then-Gov. Lee.", "It rained."]),
        ("From July 29-Aug. 3 it rained.", ["From July 29-Aug. 3 it rained."]),
        ("From July 29–Aug. 3 it rained.", ["From July 29–Aug. 3 it rained."]),
        (
            "Lee (R-Tex.) met ex-Sen. Ray in Reno, Nev. They left.",
            ["Lee (R-Tex.) met ex-Sen. Ray in Reno, Nev.", "They left."],
        ),
        ("Ray, D-Conn. Democrats' whip, left.", ["Ray, D-Conn. Democrats' whip, left."]),
        ("She did ten reps. Bob did one.", ["She did ten reps.", "Bob did one."]),
        ("Ask the Mass. Bob will.", ["Ask the Mass.", "Bob will."]),
        ("It is state-of-the-art. Bob ran.", ["It is state-of-the-art.", "Bob ran."]),
        ("He takes vitamin-D. Bob ran.", ["He takes vitamin-D.", "Bob ran."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_of_news(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    "unit", [".", "…", "\n", ". ", "“", '."', "\n ", ".\n", "a.", "?!", "No. ", ", Pa. X"]
)
def test_a_page_of_one_mark_is_read_in_one_pass(unit: str) -> None:
    # Squared, this would not end within the hour.
    text = unit * 100_000 + "x"
    assert_covers(text, sentence_spans(text))
