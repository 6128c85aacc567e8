"""What an article says is not known is told as such, and nothing else is taken for it."""

import pytest

from assistant.unknown import said_unknown
from index import Article, Hit
from index.types import Passage, Ranks

TEXT = (
    "A fire broke out at the Hotel Majestic in Oran on Sunday. It was not immediately clear how "
    "many guests were in the hotel. Police have not yet identified the man who was seen on the "
    "roof. The cause of the fire is unknown. The owner declined to say whether the alarm had been "
    "tested. The mayor did not say that the hotel would be rebuilt. Officials did not say when "
    "the road along the harbour would open again. It has not been announced who will succeed him."
)


def told(question: str, text: str = TEXT) -> str | None:
    article = Article.of("Hotel burns in Oran", text + "\n\nThe mayor, Samir Hadj, went there.")
    hit = Hit(Passage(1, article.id, 0, len(text), 0), article, 1.0, Ranks())
    found = said_unknown(question, [hit])
    return article.text[slice(*found[1])] if found else None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many guests were in the hotel?", "how many guests"),
        ("how many guests were in the Oran hotel when it burned", "how many guests"),
        ("What was the cause of the fire?", "is unknown"),
        ("Who was the man on the roof?", "yet identified"),
        ("Had the alarm been tested?", "declined to say"),
        ("Who will succeed Samir Hadj?", "who will succeed him"),
        ("When will the harbour road open again?", "did not say when"),
    ],
)
def test_what_is_not_known_is_told(question: str, words: str) -> None:
    found = told(question)
    assert found is not None and words in found


@pytest.mark.parametrize(
    "question",
    [
        "How many guests were hurt in the hospital?",
        "Who will succeed the governor of Fez?",
        "Who tested the alarm?",
        "Where does the harbour road begin?",
        "How many rooms does the hotel have?",
        "Will the mayor rebuild the hotel?",
        "What is the population of Oran?",
    ],
)
def test_another_question_is_not_answered_by_it(question: str) -> None:
    assert told(question) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many guests were in the hotel?", "How many guests were in the hotel?"),
        ("How many people were killed in Oran?", "Unknown gunmen killed 12 people in Oran."),
        ("How many were killed in Oran?", "In Oran 12 people were killed by unknown gunmen."),
        ("Which firm won the contract?", "Delta won the contract, worth an undisclosed sum."),
        ("Who said that the dam is safe?", "Ann Lee does not say that the dam is safe."),
        ("Does Ann Lee say the dam is safe?", "Ann Lee does not say the dam is safe."),
        (
            "When did the match in Oran begin?",
            "The match in Oran began at six in uncertain weather.",
        ),
        ("When was the man on the roof seen?", "Police have not identified the man on the roof."),
        ("Who won the Oran match?", "When the Oran match ended, who won was clear."),
    ],
)
def test_a_sentence_that_does_not_say_so_is_none(question: str, text: str) -> None:
    assert told(question, text) is None
