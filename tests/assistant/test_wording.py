"""An article's own time goes without saying."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording import wording

OCTOBER = date(2024, 10, 24)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who led the committee in October 2024?", "Who led the committee?"),
        ("Who led the committee in Oct. 2024, and why?", "Who led the committee, and why?"),
        ("In 2024, who led the committee?", "who led the committee?"),
        ("How did a farmer die in the October 2024 floods?", "How did a farmer die in the floods?"),
        ("How many planes were mended in late 2024?", "How many planes were mended?"),
        ("What will the 2024 budget cost?", "What will the budget cost?"),
        ("Who left in October?", "Who left?"),
    ],
)
def test_the_own_month_or_year_of_an_article_is_left_out(question: str, asked: str) -> None:
    assert wording(question, OCTOBER) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who led the committee in 2023?",
        "Who led the committee in September 2024?",
        "Who led the committee in September?",
        "Who led the committee before October 2024?",
        "How many left between 2023 and 2024?",
        "Who left on October 9, 2024?",
        "Who left on 9 October 2024?",
        "Who won the 2024-25 season?",
        "Where did the 2024th ship call?",
        "Who paid $2024?",
        "Who may march in the autumn?",
        "2024?",
        "Who won the 2023-2024 title?",
        "How many members does it have as of 2024?",
        "How many members will it have by the end of 2024?",
        "What was 2024's best-selling car?",
        "Where were the talks held in 2024 and 2025?",
        "Where were the talks held in September or October?",
        "Who was killed in October 7 attack?",
        "Who left in October last year?",
        "Which teams played in October Madness?",
    ],
)
def test_other_times_days_and_stretches_of_time_stay(question: str) -> None:
    assert wording(question, OCTOBER) == question


def test_the_first_days_after_still_report() -> None:
    assert wording("Who left in 2023?", date(2024, 1, 2)) == "Who left?"
    assert wording("Who left in 2023?", date(2024, 1, 9)) == "Who left in 2023?"


def test_without_a_date_of_publication_everything_stays() -> None:
    assert wording("Who left in 2023?", None) == "Who left in 2023?"


@given(st.text(max_size=80) | st.from_regex(r"(who|in|of|May|2024|[,. ?]){1,12}"), st.dates())
def test_any_question_stays_one(question: str, published: date) -> None:
    asked = wording(question, published)
    assert asked == question or (asked and len(asked) < len(question))
