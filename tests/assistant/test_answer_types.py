"""An answer of another kind than the question asks for is none."""

import pytest

from assistant.answer_types import fits


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where is Tartus?", "the head of customs"),
        ("where did they meet", "on 3 March 2024"),
        ("How many people live in Rabat?", "the river Bou Regreg"),
        ("how much did the terminal cost", "a contract with the port"),
        ("When did he resign?", "Taher al-Sunni"),
        ("In what year was it built?", "the Senate"),
        ("Who opened it?", "in 1960"),
        ("To whom was it given?", "340 million"),
    ],
)
def test_another_kind_is_no_answer(question: str, answer: str) -> None:
    assert not fits(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where is Tartus?", "on the Mediterranean coast"),
        ("Where did the Secretary-General go?", "Head Harbour"),
        ("How many people died?", "more than 2,900"),
        ("How many were hurt?", "dozens"),
        ("How much did it cost?", "free of charge"),
        ("When did he resign?", "after the talks had failed"),
        ("When is the vote?", "Sundays"),
        ("In what year was it built?", "1960"),
        ("Who opened it?", "rebels"),
        ("When the talks failed, what did he do?", "resigned"),
        ("What is Tartus?", "a port"),
        ("Why did he leave?", "ill health"),
    ],
)
def test_what_may_be_an_answer_stays(question: str, answer: str) -> None:
    assert fits(question, answer)
