"""Follow-up questions: what they are given, what they never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.followup import standalone

SYRIA = "What did Lavrov say about Syria?"


def test_the_first_question_is_never_rewritten() -> None:
    assert standalone("And about Iran?", []) is None
    assert standalone("", [SYRIA]) is None


def test_a_chain_of_follow_ups_as_they_were_asked() -> None:
    asked = [SYRIA, "And about Iran?", "and Bogdanov?"]
    assert standalone("when did he say that?", asked) == "when did Bogdanov say that about Iran?"


def test_when_was_that_asks_for_its_day() -> None:
    assert standalone("When was that?", [SYRIA]) == "When did Lavrov say that about Syria?"
    assert standalone("why is that?", [SYRIA]) == "why did Lavrov say that about Syria?"


def test_what_else_asks_for_the_statements_not_shown_yet() -> None:
    further = "What else did Lavrov say about Syria, beyond the first {} statements?"
    assert standalone("What else?", [SYRIA]) == further.format(5)
    assert standalone("Tell me more", [SYRIA, "What else?"]) == further.format(10)
    asked = [SYRIA, "What else?"]
    assert standalone("And about Iran?", asked) == "What else did Lavrov say about Iran?"


def test_what_else_after_a_fact_asks_about_what_is_named() -> None:
    asked = ["How many people were detained over the dams in Derna?"]
    assert standalone("What else?", asked) == "What do we know about the dams in Derna?"


def test_who_said_that_is_whose_words_the_answer_has() -> None:
    asked = ["Why was it too early to discuss the port?"]
    said = standalone("Who said that?", asked, told=lambda _: "it was for the court to decide")
    assert said == "Who said that it was for the court to decide?"
    assert standalone("Who said that?", asked, told=lambda _: "2,900") is None
    assert standalone("Who said that?", [SYRIA]) == SYRIA
    further = standalone("What else?", [SYRIA])
    assert standalone("Who said that?", [SYRIA, "What else?"]) == further


@pytest.mark.parametrize(
    ("before", "rewritten"),
    [
        (
            "What did Peskov say about Assad in December 2024?",
            "What did Peskov say about Assad before December 2024?",
        ),
        (
            "What did Lavrov say about Syria since the fall of Assad?",
            "What did Lavrov say about Syria before the fall of Assad?",
        ),
        (SYRIA, None),
    ],
)
def test_before_that_is_before_the_time_asked_about(before: str, rewritten: str | None) -> None:
    assert standalone("And before that?", [before]) == rewritten


def test_whether_it_is_true_is_no_context() -> None:
    asked = [SYRIA, "Is that true?", "And before that?"]
    assert standalone("And about Iran?", asked) == "What did Lavrov say about Iran?"


def test_what_else_is_not_asked_about_a_part_of_a_phrase() -> None:
    asked = ["Who resigned as envoy to Libya?", "When did he resign?"]
    assert standalone("What else?", asked) is None


def test_the_answer_is_whom_a_question_with_who_leads_to() -> None:
    rewritten = standalone("When did she arrive?", ["Who met Tebboune?"], told=lambda _: "Ann Lee")
    assert rewritten == "When did Ann Lee arrive?"


def test_a_pronoun_of_the_other_gender_is_left_alone() -> None:
    assert standalone("Who is she?", ["What did Boris Johnson say about tax?"]) is None


_WORDS = st.sampled_from(
    "what did does Lavrov say about Syria the and he she it there that why when Iran ? 's Ann who "
    "about in March of else more tell me".split()
)
_QUESTIONS = st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join))


@given(_QUESTIONS, st.lists(_QUESTIONS, max_size=3), st.none() | st.text(max_size=20))
def test_any_dialogue_gives_a_question_or_nothing(
    question: str, previous: list[str], answer: str | None
) -> None:
    found = standalone(question, previous, told=lambda _: answer)
    assert found is None or found.endswith("?")
    if not previous:
        assert found is None


def test_he_is_whom_an_earlier_answer_named() -> None:
    asked = ["Who opened the port?", "why?"]
    told = {asked[0]: "Leila Mansour"}.get
    assert standalone("What did she say?", asked, told=told) == "What did Leila Mansour say?"
    rewritten = standalone("why?", asked[:1], told=told)
    assert rewritten == "why did Leila Mansour open the port?"


def test_it_is_the_whole_of_what_a_question_names() -> None:
    asked = ["When did the harbour of Kessel reopen?"]
    assert standalone("Who reopened it?", asked) == "Who reopened the harbour of Kessel?"
    asked = ["When did the harbour of the town reopen?"]
    assert standalone("Who reopened it?", asked) == "Who reopened the harbour?"


def test_what_was_not_understood_is_no_context() -> None:
    asked = ["When did Sweden join NATO?", "Why did it take so long?"]
    assert standalone("and Finland?", asked) == "When did Finland join NATO?"


def test_topics_do_not_speak() -> None:
    asked = ["What did Blinken say about Sweden's accession?", "and Stoltenberg?"]
    rewritten = standalone("What did they say about Russia?", asked)
    assert rewritten == "What did Stoltenberg say about Russia?"


def test_when_asks_for_the_statement_that_was_asked_for() -> None:
    asked = [SYRIA, "And about Iran?", "why?"]
    assert standalone("When did he say that?", asked) == "When did Lavrov say that about Iran?"
