"""Dates in articles and date limits in questions, resolved against a given day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import DateLimits, date_limits, dates_in
from assistant.periods import period

TODAY = date(2022, 5, 18)  # A Wednesday.


def limits(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    return (
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
    )


@pytest.mark.parametrize(
    ("question", "since", "until", "phrase"),
    [
        ("what did Lavrov say last week?", "2022-05-09", "2022-05-15", "last week"),
        ("what happened yesterday", "2022-05-17", "2022-05-17", "yesterday"),
        ("What was agreed in March?", "2022-03-01", "2022-03-31", "in March"),
        ("what was agreed in june", "2021-06-01", "2021-06-30", "in june"),
        ("What was agreed in March 2021?", "2021-03-01", "2021-03-31", "in March 2021"),
        ("What has he said since January 5?", "2022-01-05", None, "since January 5"),
        ("What has changed since 2019?", "2019-01-01", None, "since 2019"),
        ("Who resigned this year?", "2022-01-01", "2022-12-31", "this year"),
        ("who resigned before 2020", None, "2019-12-31", "before 2020"),
        ("Who resigned after March 3, 2022?", "2022-03-04", None, "after March 3, 2022"),
        ("What was said on Tuesday?", "2022-05-17", "2022-05-17", "on Tuesday"),
        ("What was said on Wednesday?", "2022-05-18", "2022-05-18", "on Wednesday"),
        ("What was said last Wednesday?", "2022-05-11", "2022-05-11", "last Wednesday"),
        ("what was said on the 3rd of March", "2022-03-03", "2022-03-03", "on the 3rd of March"),
        ("news of the last three months", "2022-02-18", "2022-05-18", "of the last three months"),
        ("news of the past week", "2022-05-11", "2022-05-18", "of the past week"),
        ("What was said two days ago?", "2022-05-16", "2022-05-16", "two days ago"),
        ("between March and May 2021", "2021-03-01", "2021-05-31", "between March and May 2021"),
        ("talks from 2019 to 2021", "2019-01-01", "2021-12-31", "from 2019 to 2021"),
        ("wars in the 1990s", "1990-01-01", "1999-12-31", "in the 1990s"),
        ("What did he say from March onwards?", "2022-03-01", None, "from March onwards"),
        ("Who left over two years ago?", None, "2020-12-31", "over two years ago"),
        ("Who left more than a week ago?", None, "2022-05-14", "more than a week ago"),
        ("Who left less than a month ago?", "2022-04-01", None, "less than a month ago"),
        ("What was said a few days ago?", "2022-05-11", "2022-05-16", "a few days ago"),
        ("a couple of weeks ago", "2022-04-24", "2022-05-14", "a couple of weeks ago"),
        ("who left a couple weeks ago", "2022-04-24", "2022-05-14", "a couple weeks ago"),
        ("Who left several months ago?", "2021-08-01", "2022-02-28", "several months ago"),
        ("news of the last few days", "2022-05-11", "2022-05-18", "of the last few days"),
        ("Who left more than a few weeks ago?", None, "2022-05-07", "more than a few weeks ago"),
        ("what did he say earlier this month", "2022-05-01", "2022-05-18", "earlier this month"),
    ],
)  # fmt: skip
def test_questions_that_name_a_time(
    question: str, since: str | None, until: str | None, phrase: str
) -> None:
    assert date_limits(question, TODAY) == DateLimits(*limits(since, until), phrase)


@pytest.mark.parametrize(
    "question",
    [
        "What did Lavrov say about Syria?",
        "Who won the 2022 World Cup?",
        "may he go?",
        "what is the march on Rome",
        "What has changed since the visit?",
        "Who is Theresa May?",
        "What was said on 30 February?",
        "How many of the 2,000 jobs were lost?",
        "Who closes the show on the last night of the festival?",
        "Who won the last week of the tour?",
        "",
    ],
)
def test_questions_that_name_none(question: str) -> None:
    assert date_limits(question, TODAY) is None


@pytest.mark.parametrize(
    ("text", "words", "since", "until"),
    [
        ("He spoke on Tuesday.", "Tuesday", "2022-05-17", "2022-05-17"),
        ("The talks will resume on Friday.", "Friday", "2022-05-20", "2022-05-20"),
        ("He spoke on Friday.", "Friday", "2022-05-13", "2022-05-13"),
        ("It began last month.", "last month", "2022-04-01", "2022-04-30"),
        ("Yesterday it rained.", "Yesterday", "2022-05-17", "2022-05-17"),
        ("It fell two weeks ago.", "two weeks ago", "2022-05-01", "2022-05-07"),
        ("He left in November.", "November", "2021-11-01", "2021-11-30"),
        ("The vote is due in November.", "November", "2022-11-01", "2022-11-30"),
        ("It opened on 3 March 2019.", "3 March 2019", "2019-03-03", "2019-03-03"),
        ("It has run since 2019.", "2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_articles(text: str, words: str, since: str, until: str) -> None:
    (mention,) = dates_in(text, TODAY)
    assert text[mention.start : mention.end] == words
    assert (mention.since, mention.until) == limits(since, until)


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "Theresa May.", "Flight 2022."])
def test_words_that_are_no_dates(text: str) -> None:
    assert dates_in(text, TODAY) == []


_WORDS = st.sampled_from(
    "on in since before last next this Tuesday March may 2022 31 5 week month year ago two , and "
    "between from to until yesterday . will February 29th".split()
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=15).map(" ".join))


@given(_TEXTS, st.dates())
def test_mentions_lie_in_the_text_in_order(text: str, published: date) -> None:
    end = 0
    for mention in dates_in(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.since <= mention.until
        end = mention.end


@given(_TEXTS, st.dates())
def test_limits_are_in_order_and_quote_the_question(text: str, today: date) -> None:
    found = date_limits(text, today)
    if found is not None:
        assert found.phrase in text
        assert found.since or found.until
        assert not (found.since and found.until) or found.since <= found.until


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 6))
def test_weekdays(now: date, number: int) -> None:
    name = "monday tuesday wednesday thursday friday saturday sunday".split()[number]
    week = timedelta(days=7)
    ((past, _), (ahead, _), (last, _), (following, _)) = (
        period(name, now) or (now, now),
        period(name, now, ahead=True) or (now, now),
        period(f"last {name}", now) or (now, now),
        period(f"next {name}", now) or (now, now),
    )
    assert {day.weekday() for day in (past, ahead, last, following)} == {number}
    assert now - week < past <= now <= ahead < now + week
    assert now - week <= last < now < following <= now + week


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)))
def test_a_written_date_means_itself(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%Y-%m-%d"):
        assert period(day.strftime(form), date(2000, 1, 1)) == (day, day)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)))
def test_months_and_weeks_follow_one_another(now: date) -> None:
    for unit in ("week", "month", "year"):
        last, this, following = (period(f"{w} {unit}", now) for w in ("last", "this", "next"))
        assert last and this and following
        assert this[0] <= now <= this[1]
        assert last[1] + timedelta(days=1) == this[0]
        assert this[1] + timedelta(days=1) == following[0]


def test_a_newspaper_called_today_is_no_day() -> None:
    now = date(2013, 1, 24)
    assert dates_in("The actor told USA TODAY that he had quit.", now) == []
    assert [(m.since, m.until) for m in dates_in("Today the actor quit.", now)] == [(now, now)]


def test_what_somebody_is_heading_into_lies_ahead() -> None:
    (mention,) = dates_in("momentum heading into the Feb. 24 awards", date(2013, 2, 3))
    assert mention.since == date(2013, 2, 24)


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built more than 20 years ago.",
        "Nearly two weeks ago it burst.",
        "It burst about a month ago.",
        "Some 50 years ago it was new.",
        "He left just over three years ago.",
        "He left almost ten years ago.",
        "He was there at least two days ago.",
        "It burst two or three weeks ago.",
        "It burst 10-12 days ago.",
        "A few days ago it rained.",
        "It rained a couple of weeks ago.",
        "It rained a couple weeks ago and several months ago.",
        "It has rained in the last few days and the past several weeks.",
    ],
)
def test_a_vague_distance_is_given_no_date(text: str) -> None:
    assert dates_in(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It burst just two weeks ago.", "two weeks ago"),
        ("On Monday and two days ago it rained.", "two days ago"),
        ("It has rained over the last two weeks.", "last two weeks"),
        ("More than 200 people died on Monday.", "Monday"),
    ],
)
def test_a_plain_distance_beside_other_words_is_dated(text: str, words: str) -> None:
    assert words in [text[mention.start : mention.end] for mention in dates_in(text, TODAY)]
