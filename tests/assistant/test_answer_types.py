"""An answer that is plainly of another kind than the question asks for is none."""

import pytest

from assistant.answer_types import fits, is_inside_out


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where is Tartus?", "the head of customs"),
        ("Where did they meet?", "on 3 March 2024"),
        ("How many people live in Rabat?", "the river Bou Regreg"),
        ("how many people died in Agadir", "No"),
        ("How many ships are in Tartus?", "only overseas naval base"),
        ("How much did it cost?", "Riad Joudy"),
        ("How much grain left the port?", "almost a year"),
        ("How much do seats cost?", "10 a.m."),
        ("How many trains run?", "on 12 May"),
        ("In which city do they meet?", "28 April"),
        ("What country did they visit?", "in 1998"),
        ("When did he resign?", "the foreign minister"),
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
        ("Where does it rank?", "5"),
        ("How many people died?", "more than 2,900"),
        ("How many goals did she score?", "a hat-trick"),
        ("How many children has he?", "a son and a daughter"),
        ("How many were hurt?", "Dozens"),
        ("How many came?", "The entire crew"),
        ("How many locks has it?", "no locks"),
        ("How much did it cost?", "free of charge"),
        ("How much did it rain?", "an inch"),
        ("How much was the fine?", "10.50"),
        ("How many people fled?", "about 2000"),
        ("How many years ago did it open?", "5 years ago"),
        ("How many years has she led it?", "past 20 years"),
        ("How many minutes does it last?", "3:45"),
        ("In which town is the mill?", "Ten Mile"),
        ("Which country song was first?", "1985"),
        ("How many goals were there?", "12"),
        ("How much did prices rise?", "sharply"),
        ("How much more time do they have?", "a year"),
        ("How much did they earn?", "80 dinars a month"),
        ("When did he resign?", "after the talks had failed"),
        ("When did they meet?", "Thanksgiving"),
        ("When did she win?", "at the Olympics"),
        ("On what day is the vote?", "Sundays"),
        ("In what year was it built?", "1960"),
        ("Who opened it?", "rebels"),
        ("Who resigned?", "May"),
        ("Whose record fell?", "1998"),
        ("When the talks failed, what did he do?", "resigned"),
        ("What is Tartus?", "a port"),
        ("Why did he leave?", "ill health"),
    ],
)
def test_what_may_be_an_answer_stays(question: str, answer: str) -> None:
    assert fits(question, answer)


@pytest.mark.parametrize(
    ("question", "answer", "sentence", "expected"),
    [
        ("Where is Tarsa?", "the naval base", "He runs the naval base in Tarsa.", True),
        ("Where is the summit?", "Lisse", "It was held in Lisse at the summit.", False),
        ("where's Tarsa", "a mill", "There is a mill near Tarsa.", True),
        ("Where is Tarsa?", "on the coast", "The base in Tarsa, on the coast, is old.", False),
        ("Where is Tarsa?", "Norvia", "Norvia includes Tarsa and Kessel.", False),
        ("Where is the base?", "Tarsa", "The base is in Tarsa.", False),
        ("Where did Idris go?", "the base", "She saw the base in Idris.", False),
    ],
)
def test_what_lies_at_a_place_does_not_say_where_the_place_is(
    question: str, answer: str, sentence: str, expected: bool
) -> None:
    assert is_inside_out(question, answer, sentence) == expected
