"""What the answer verifier reads, and what it says of right and wrong answers."""

import pytest

from assistant.reader import Candidate
from assistant.verifying import around, load_verifier, verified
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


def scores(verifier: Reranker, question: str, *answers: str) -> list[float]:
    article = Article.of("Port talks", TEXT)
    hit = Hit(Passage(1, article.id, 0, len(TEXT), 0), article, 1.0, Ranks())
    found = [(Candidate(hit, a, 0.0), (TEXT.index(a), TEXT.index(a) + len(a))) for a in answers]
    return [float(score) for score in verified(verifier, question, found)]
