"""Near-duplicates: signatures that do not depend on layout, and similarities near the truth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates import SIGNATURE_BYTES, near_duplicates, signature, similarity

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


@pytest.mark.parametrize("shift", range(0, 160, 20))
def test_the_estimate_is_near_the_jaccard_similarity(shift: int) -> None:
    words = [f"word{number}" for number in range(460)]
    first, second = words[:300], words[shift : shift + 300]
    truth = (298 - shift) / (298 + shift)  # of 298 shingles each, all but `shift` are shared
    estimate = similarity(signature(" ".join(first)), signature(" ".join(second)))
    assert estimate == pytest.approx(truth, abs=0.12)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_has_a_signature(text: str) -> None:
    assert len(signature(text)) == SIGNATURE_BYTES
    assert similarity(signature(text), signature(text)) == 1.0


def test_every_copy_of_a_group_is_nearly_the_same_as_its_first() -> None:
    words = [f"word{number}" for number in range(460)]
    chain = {f"from {at}": " ".join(words[at : at + 300]) for at in range(0, 160, 50)}
    signed = [(name, signature(text)) for name, text in {**chain, "other": OTHER}.items()]
    # Each has .7 in common with the next, and ever less with the first: .7, .5, .33.
    assert near_duplicates(signed) == [("from 0", "from 50", "from 100")]
    assert near_duplicates([]) == []


def test_among_many_every_copy_is_found() -> None:
    reports = [" ".join(f"{word}{n}" for word in REPORT.split()) for n in range(300)]
    named = [(f"{n}", signature(text)) for n, text in enumerate(reports)]
    named += [(f"copy {n}", signature(f"{text} Updated.")) for n, text in enumerate(reports)]
    assert near_duplicates(named) == [(f"{n}", f"copy {n}") for n in range(300)]


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        similarity(b"", signature("a"))
