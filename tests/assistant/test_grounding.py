"""Nothing that the cited words lack gets out."""

import pytest

from assistant.grounding import locate, overlap, unsupported

EVIDENCE = (
    "Foreign Minister Amina Barzani told reporters in Ankara on Tuesday that 1,200 families had "
    "returned since March. “The road is open,” she said."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Amina Barzani told reporters in Ankara on Tuesday that 1,200 families had returned.",
        "Barzani said that 1200 families had returned since March.",
        'The minister said "the road is open".',
        "Families returned to Ankara, Barzani’s office told reporters.",
    ],
)
def test_what_the_evidence_holds_is_supported(sentence: str) -> None:
    assert unsupported(sentence, EVIDENCE) == []


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Amina Barzani told reporters in Erbil on Tuesday.", "Erbil"),
        ("Amina Barzani told reporters on Wednesday.", "Wednesday"),
        ("Barzani said that 1,300 families had returned.", "1,300"),
        ("Barzani said that twelve families had returned.", "twelve"),
        ("Barzani said: “The road is closed.”", "The road is closed."),
        ("Lavrov told reporters in Ankara.", "Lavrov"),
    ],
)
def test_an_invented_name_number_date_or_quotation_is_found(sentence: str, missing: str) -> None:
    assert missing in unsupported(sentence, EVIDENCE)


def test_numbers_in_words_and_figures_meet() -> None:
    assert unsupported("Three people died.", "Police said 3 people had died.") == []
    assert unsupported("3 people died.", "Police said three people had died.") == []


def test_a_sentence_about_something_else_shares_few_words() -> None:
    assert overlap("The harvest failed because of drought.", EVIDENCE) < 0.34
    assert overlap("Families returned to Ankara in March.", EVIDENCE) == 1.0


@pytest.mark.parametrize(
    ("answer", "held"),
    [("the road is open", True), ("Road", True), ("ad is", False), ("1,200", True), ("", False)],
)
def test_a_short_answer_is_located_by_whole_words(answer: str, held: bool) -> None:
    places = locate(answer, EVIDENCE)
    assert bool(places) is held
    assert all(EVIDENCE[a:b].lower() == answer.lower() for a, b in places)
