"""Nothing that the cited words lack gets out."""

import pytest

from assistant.grounding import cite, locate, overlap, supports, unsupported
from index import Article

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


def test_a_sentence_about_something_else_is_not_supported() -> None:
    assert overlap("The harvest failed because of drought.", EVIDENCE) < 0.34
    assert not supports("The harvest failed because of drought.", EVIDENCE)


def test_a_written_sentence_is_cited_where_it_stands() -> None:
    text = f"Rain fell all day over the coast. {EVIDENCE} Schools stay closed."
    article = Article.of("Return", text)
    cited = cite("Barzani said 1,200 families had returned since March.", article, (0, len(text)))
    assert cited is not None
    assert "1,200 families" in cited.citations[0].quote
    assert cite("Barzani said 1,500 families had returned.", article, (0, len(text))) is None


def test_facts_of_two_sentences_need_two_citations() -> None:
    text = (
        "Omar Haddad, the finance minister, visited Tunis on Monday. "
        "The minister promised a loan of 40 million euros to farmers."
    )
    article = Article.of("Loan", text)
    cited = cite(
        "Omar Haddad promised a loan of 40 million euros to farmers.", article, (0, len(text))
    )
    assert cited is not None
    assert len(cited.citations) == 2
    assert unsupported(cited.text, " ".join(c.quote for c in cited.citations)) == []


@pytest.mark.parametrize(
    ("answer", "held"),
    [("the road is open", True), ("Road", True), ("ad is", False), ("1,200", True), ("", False)],
)
def test_a_short_answer_is_located_by_whole_words(answer: str, held: bool) -> None:
    places = locate(answer, EVIDENCE)
    assert bool(places) is held
    assert all(EVIDENCE[a:b].lower() == answer.lower() for a, b in places)


def test_the_same_words_the_other_way_round_are_not_support() -> None:
    evidence = "Israel accused Iran of arming militias near the border."
    assert supports("Israel accused Iran of arming militias.", evidence)
    assert not supports("Iran accused Israel near militias arming.", evidence)
