"""Near-duplicates: signatures that do not depend on layout, and similarities near the truth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates import SIGNATURE_BYTES, signature, similarity

REPORT = (
    "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending a "
    "dispute that had lasted for four years. Work begins in May and is to cost forty million "
    "crowns, half of which the region pays. Fishermen had feared for the oyster beds north of the "
    "lighthouse. Ana Brandt, who chaired the session, said that an independent biologist would "
    "report every month, and that dredging would stop in the spawning season."
)
OTHER = (
    "Four years of quarrel ended at the town hall on Tuesday when councillors agreed that bigger "
    "ships should be able to reach the docks. Oyster growers remain worried. A monthly report by "
    "a scientist from outside is meant to calm them, the chairwoman told journalists afterwards, "
    "and no dredger is to run while the oysters spawn. Forty million crowns are set aside."
)


def test_the_same_words_in_another_layout_are_the_same() -> None:
    shouted = REPORT.upper().replace(". ", ".\n\n").replace(",", " -")
    assert signature(shouted) == signature(REPORT)
    assert similarity(signature(REPORT), signature(shouted)) == 1.0


def test_an_edited_copy_is_near_and_another_report_is_not() -> None:
    edited = REPORT.replace("forty million", "42 million") + " The mayor was not there."
    assert similarity(signature(REPORT), signature(edited)) > 0.7
    assert similarity(signature(REPORT), signature(OTHER)) < 0.15


@settings(max_examples=25)
@given(st.sets(st.integers(0, 400), min_size=120), st.sets(st.integers(0, 400), min_size=120))
def test_the_estimate_is_near_the_jaccard_similarity(first: set[int], second: set[int]) -> None:
    def text(numbers: set[int]) -> str:  # three words a number: most shingles are the number's own
        return " ".join(f"a{number} b{number} c{number}" for number in sorted(numbers))

    def shingles(numbers: set[int]) -> set[str]:
        words = text(numbers).split()
        return {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}

    truth = len(shingles(first) & shingles(second)) / len(shingles(first) | shingles(second))
    assert similarity(signature(text(first)), signature(text(second))) == pytest.approx(
        truth, abs=0.25
    )


@given(st.text(st.characters()))
def test_any_text_has_a_signature(text: str) -> None:
    assert len(signature(text)) == SIGNATURE_BYTES
    assert similarity(signature(text), signature(text)) == 1.0


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        similarity(b"", signature("a"))
