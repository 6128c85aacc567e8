"""What the answer verifier reads, and what it says of right and wrong answers."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answering import confidence
from assistant.reader import Candidate
from assistant.verifying import around, load_verifier, strangers, verified
from index import Article, Hit, Passage, Ranks
from index.reranking import Reranker

TEXT = (
    "The talks were held in Muscat on Tuesday. Salma Idris led the Norvian delegation, while "
    "Tariq Benali spoke for the Coastal League. They agreed to reopen the port. The harbour had "
    "been closed since 2019. Fishermen welcomed the news."
)


@pytest.fixture(scope="module")
def verifier() -> Reranker:
    return load_verifier()


def test_the_sentence_and_its_neighbours_are_read() -> None:
    start = TEXT.index("reopen")
    first, last = around(TEXT, (start, start + 6))
    assert TEXT[first:last].startswith("Salma Idris led")
    assert TEXT[first:last].endswith("closed since 2019.")


def test_at_the_ends_of_a_text_there_is_less_to_read() -> None:
    assert around(TEXT, (0, 9))[0] == 0
    assert around(TEXT, (len(TEXT) - 5, len(TEXT)))[1] == len(TEXT)
    assert around("", (0, 0)) == (0, 0)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("Who led the Norvian delegation?", "Salma Idris", "Tariq Benali"),
        ("Where were the talks held?", "Muscat", "the port"),
        ("Since when had the harbour been closed?", "2019", "Tuesday"),
    ],
)
def test_a_right_answer_is_surer_than_a_wrong_one(
    verifier: Reranker, question: str, right: str, wrong: str
) -> None:
    for_right, for_wrong = scores(verifier, question, right, wrong)
    assert for_right > for_wrong


@pytest.mark.parametrize(
    ("question", "changed", "answer"),
    [
        ("Who led the Norvian delegation?", "Who led the Sudanese delegation?", "Salma Idris"),
        ("Where were the talks held?", "Where were the elections held?", "Muscat"),
    ],
)
def test_a_changed_question_makes_its_answer_less_sure(
    verifier: Reranker, question: str, changed: str, answer: str
) -> None:
    assert scores(verifier, question, answer) > scores(verifier, changed, answer)


def test_nothing_to_verify_is_no_error(verifier: Reranker) -> None:
    assert verified(verifier, "Who?", []).tolist() == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many people live in the valleys of Norvia?", 0),
        ("How many people live in Kessel?", 1),
        ("How many people lived in Kessel in 1998?", 2),
        ("How many people lived in Kessel, Lisse and Tarsa in 1998?", 2),
        ("Where is Kessel?", 0),
    ],
)
def test_the_names_of_a_count_that_its_sentence_lacks_are_strangers(
    question: str, expected: int
) -> None:
    text = "Rain fell. Some 4.2 million people live in the valleys. Kessel and Lisse are towns."
    article = Article.of("Floods in Norvia", text)
    hit = Hit(Passage(1, article.id, 0, len(text), 0), article, 1.0, Ranks())
    span = (text.index("Some"), text.index(" Kessel"))
    assert strangers(question, Candidate(hit, "4.2 million", 0.0), span) == expected


def test_what_a_number_leans_on_is_beside_it() -> None:
    text = "Norvia agreed last. Its parliament voted by 188 to six. Some 90 stayed away."
    article = Article.of("Pact", text)
    hit = Hit(Passage(1, article.id, 0, len(text), 0), article, 1.0, Ranks())
    question = "How many Norvian lawmakers agreed?"
    leaning, other = text.index("Its"), text.index("Some")
    assert strangers(question, Candidate(hit, "188", 0.0), (leaning, other - 1)) == 0
    assert strangers(question, Candidate(hit, "90", 0.0), (other, len(text))) == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many U.S. soldiers died?", "Three US soldiers died."),
        ("How many British ships came?", "From the UK came three ships."),
        ("How many Hungarian lawmakers agreed?", "In Hungary 188 agreed."),
        ("How many goals did Pelé score?", "Pele scored 30 goals."),
        ("How many were killed in March 2022?", "In March 40 were killed."),
    ],
)
def test_a_name_in_another_form_is_no_stranger(question: str, sentence: str) -> None:
    article = Article.of("Report", sentence, published=date(2022, 4, 2))
    hit = Hit(Passage(1, article.id, 0, len(sentence), 0), article, 1.0, Ranks())
    assert strangers(question, Candidate(hit, "3", 0.0), (0, len(sentence))) == 0


def test_strangers_make_an_answer_less_sure() -> None:
    article = Article.of("Floods", TEXT)
    hit = Hit(Passage(1, article.id, 0, len(TEXT), 0), article, 1.0, Ranks())
    known = Candidate(hit, "4.2 million", odds=2.0, verified=0.5)
    assert confidence(replace(known, strangers=1)) < confidence(known)


def scores(verifier: Reranker, question: str, *answers: str) -> list[float]:
    article = Article.of("Port talks", TEXT)
    hit = Hit(Passage(1, article.id, 0, len(TEXT), 0), article, 1.0, Ranks())
    found = [(Candidate(hit, a, 0.0), (TEXT.index(a), TEXT.index(a) + len(a))) for a in answers]
    return [float(score) for score in verified(verifier, question, found)]
