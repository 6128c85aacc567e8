"""Near-duplicates: signatures that do not depend on layout, and similarities near the truth."""

import hashlib
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import duplicates
from index.duplicates import (
    SIGNATURE_BYTES,
    SIGNATURE_KEY,
    near_duplicates,
    signature,
    similarity,
)

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


BOILERPLATE, OWN = 140, 160


def same_publisher(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield texts that have 0.3 in common, the wording around them, and then a copy of each."""
    around = [f"around{number}" for number in range(BOILERPLATE)]
    for edited in (False, True):
        for text in range(count):
            own = [f"own{text}x{number}" for number in range(OWN)]
            own[-1] = "edited" if edited else own[-1]
            yield f"{'copy' if edited else 'text'} {text}", signature(" ".join(around + own))


def test_texts_that_share_their_publishers_wording_are_not_all_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    agreeing = duplicates._agreeing

    def counted(signatures, own):
        compared.append(len(signatures))
        return agreeing(signatures, own)

    monkeypatch.setattr(duplicates, "_agreeing", counted)
    signed = [each for each in same_publisher(1000) if each[0].startswith("text")]
    near_duplicates(signed)
    few = sum(compared) / len(signed)
    assert max(compared) < 500
    compared.clear()
    near_duplicates(signed[:500])
    # Twice as many texts, and each is compared with hardly more.
    assert few < 1.25 * sum(compared) / 500


def test_a_copy_is_found_among_many_of_the_same_wording() -> None:
    grouped = {name for group in near_duplicates(same_publisher(1000)) for name in group}
    assert [n for n in range(1000) if f"text {n}" not in grouped] == []


def test_of_pairs_at_the_threshold_hardly_any_is_missed() -> None:
    assert (1 - duplicates.DUPLICATE**2) ** (SIGNATURE_BYTES // 4) < 2e-5
    shift = 128  # of 298 shingles each, 170 are shared: 0.4
    signed = []
    for text in range(300):
        words = [f"word{text}x{number}" for number in range(300 + shift)]
        signed += [(f"{text}", signature(" ".join(words[:300])))]
        signed += [(f"{text} later", signature(" ".join(words[shift:])))]
    near = sum(
        similarity(a, b) >= 0.4 for (_, a), (_, b) in zip(signed[::2], signed[1::2], strict=True)
    )
    assert len(near_duplicates(signed)) == near > 100


def test_a_signature_is_the_same_however_many_shingles_are_hashed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = " ".join(f"word{number}" for number in range(5000))
    whole = signature(text)
    monkeypatch.setattr(duplicates, "_TOGETHER", 7)
    assert signature(text) == whole


def test_signatures_of_one_key_are_made_in_one_way() -> None:
    """Libraries keep them: whoever changes how they are made changes the key too."""
    made = hashlib.sha256(signature(REPORT) + signature("") + signature(REPORT * 50)).hexdigest()
    assert (SIGNATURE_KEY, made[:16]) == ("128 hashes, 3 words, seed 20240229", "e16975ccbe2d900f")


def test_a_long_text_is_signed_in_little_memory() -> None:
    text = " ".join(f"word{number % 30_000}" for number in range(100_000))
    tracemalloc.start()
    signature(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30e6
