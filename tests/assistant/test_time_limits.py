"""Questions about a stretch of time, and the days that words of articles mean."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant, Refusal, as_json, as_text
from assistant.asking import understood, within
from assistant.dates import DateLimits, days, meant
from assistant.resolving import dates_at, with_dates
from assistant.types import Citation, Cited, ResolvedDate
from index import Article, Filter

TODAY = date(2024, 9, 20)  # A Friday.
SALE = Article.of(
    "Port of Sfax is to be sold",
    "Trade Minister Leila Mansour said on Tuesday that the port of Sfax would be sold to a "
    "company from the Gulf. The contract will be signed on Monday.\n\n"
    "The port was opened in 1891. Its new terminal was opened on 4 May of that year, and the "
    "lighthouse burnt down two days later.",
    published=date(2024, 9, 11),
)
REFUSED = Article.of(
    "No sale of the port, says minister",
    "Trade Minister Leila Mansour said that the port of Sfax would not be sold.",
    published=date(2024, 3, 5),
)
FLOOD = Article.of(
    "Floods in Bizerte",
    "Floods swept away two bridges in Bizerte on Sunday. In May 2021 a storm had killed 14 people "
    "in the same town.",
    published=date(2024, 9, 17),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_articles([SALE, REFUSED, FLOOD])
    yield assistant
    assistant.close()


def cited(outcome: Answer | Refusal) -> set[str]:
    assert isinstance(outcome, Answer), outcome
    return {c.article_id for sentence in outcome.sentences for c in sentence.citations}


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What did Mansour say about the port last week?", SALE),
        ("What did Mansour say about the port in March?", REFUSED),
        ("What did Mansour say about the port before May 2024?", REFUSED),
        ("What did Mansour say about the port between August and September?", SALE),
        ("How many bridges were swept away in Bizerte this week?", FLOOD),
        # Reported two days later: the sentence itself names the day.
        ("How many bridges were swept away in Bizerte on 15 September?", FLOOD),
        # The date of the event, not of the article.
        ("How many people did the storm kill in May 2021?", FLOOD),
    ],
)
def test_only_what_is_of_that_time_answers(
    news: Assistant, question: str, article: Article
) -> None:
    outcome = news.ask(question, today=TODAY)
    assert cited(outcome) == {article.id}
    assert outcome.limits is not None


@pytest.mark.parametrize(
    ("question", "phrase", "shown"),
    [
        ("What did Mansour say about the port yesterday?", "yesterday", "19 September 2024"),
        ("What did Mansour say about the port in June 2023?", "in June 2023", "June 2023"),
        ("How many bridges were swept away last month?", "last month", "August 2024"),
    ],
)
def test_nothing_of_that_time_is_a_refusal_that_says_so(
    news: Assistant, question: str, phrase: str, shown: str
) -> None:
    outcome = news.ask(question, today=TODAY)
    assert isinstance(outcome, Refusal)
    assert outcome.limits is not None
    assert outcome.limits.phrase == phrase
    assert f"Searched for “{phrase}”: {shown}." in as_text.outcome(outcome)
    # Without the limit there is an answer: the next click.
    assert outcome.instead
    assert isinstance(news.ask(outcome.instead[0], today=TODAY), Answer)


def test_a_filter_is_never_widened(news: Assistant) -> None:
    where = Filter(until=date(2024, 4, 1))
    outcome = news.ask("What did Mansour say about the port last week?", where, today=TODAY)
    assert isinstance(outcome, Refusal)


def test_the_day_of_on_tuesday_is_shown_beside_the_words(news: Assistant) -> None:
    outcome = news.ask("What did Mansour say about the sale to the Gulf?", today=TODAY)
    assert isinstance(outcome, Answer)
    sentence = next(s for s in outcome.sentences if "Tuesday" in s.text)
    day = date(2024, 9, 10)
    assert sentence.dates == (ResolvedDate("on Tuesday", day, day),)
    assert "on Tuesday [10 September 2024]" in as_text.outcome(outcome)
    assert "[" not in sentence.text
    assert as_json.outcome(outcome)["sentences"][0]["dates"] == [
        {"words": "on Tuesday", "since": "2024-09-10", "until": "2024-09-10"}
    ]


def test_a_short_answer_that_is_a_day_is_resolved(news: Assistant) -> None:
    outcome = news.ask("When will the contract be signed?", today=TODAY)
    assert isinstance(outcome, Answer)
    assert [(d.since, d.until) for d in outcome.short_dates] == [(date(2024, 9, 16),) * 2]
    assert "[16 September 2024]" in as_text.outcome(outcome).splitlines()[0]


def test_dates_are_resolved_only_where_that_is_sure() -> None:
    found = {SALE.text[m.start : m.end]: m.since for m in dates_at(SALE, 0, len(SALE.text))}
    assert found == {
        "Tuesday": date(2024, 9, 10),
        "Monday": date(2024, 9, 16),
        "1891": date(1891, 1, 1),
        "4 May": date(1891, 5, 4),
    }


def test_an_old_day_after_a_paragraph_of_another_year_stays_open() -> None:
    text = (
        "The strike began on 19 November 2023.\n\nThe mills stopped on 15 December.\n\n"
        "The court will hear the owners on Friday, after a meeting on 7 April."
    )
    article = Article.of("Trade", text, published=date(2025, 4, 21))
    found = [text[m.start : m.end] for m in dates_at(article, 0, len(text))]
    assert found == ["19 November 2023", "Friday", "7 April"]


def test_a_decade_needs_no_explanation() -> None:
    text = "Trade fell in the 1970s, and again on Tuesday."
    article = Article.of("Trade", text, published=date(2024, 9, 11))
    citation = Citation.of(article, 0, len(text))
    shown = with_dates(Cited(text, (citation,)), {article.id: article})
    assert [found.words for found in shown.dates] == ["on Tuesday"]


def test_without_a_date_of_publication_only_years_are_known() -> None:
    article = Article.of("A title", "It began on Tuesday. It ended on 3 March 2021, in spring.")
    (only,) = dates_at(article, 0, len(article.text))
    assert only.since == date(2021, 3, 3)


def test_a_month_of_a_past_library_is_its_latest() -> None:
    newest = date(2021, 7, 1)
    asked = understood("What was agreed in March?", TODAY, lambda: newest)
    assert asked.limits == DateLimits(date(2021, 3, 1), date(2021, 3, 31), "in March")
    asked = understood("What was agreed in March?", TODAY, lambda: TODAY)
    assert asked.limits == DateLimits(date(2024, 3, 1), date(2024, 3, 31), "in March")


@pytest.mark.parametrize(
    ("question", "words", "topic_words"),
    [
        ("what did X say last week?", "what did X say?", "what did X say?"),
        ("what did X say in March 2021?", "what did X say in March 2021?", "what did X say?"),
        ("last week", "last week", "last week"),
    ],
)
def test_words_that_only_limit_are_not_searched_for(
    question: str, words: str, topic_words: str
) -> None:
    asked = understood(question, TODAY, lambda: None)
    assert (asked.words, asked.topic_words) == (words, topic_words)


_DAYS = st.none() | st.dates()


@given(_DAYS, _DAYS, _DAYS, _DAYS)
def test_a_narrowed_filter_lies_within_both(
    since: date | None, until: date | None, first: date | None, last: date | None
) -> None:
    where = Filter(since=since, until=until)
    narrowed = within(where, DateLimits(first, last, "then"))
    assert since is None or (narrowed.since is not None and narrowed.since >= since)
    assert until is None or (narrowed.until is not None and narrowed.until <= until)
    assert first is None or narrowed.since is not None
    assert last is None or narrowed.until is not None


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        ("2024-12-03", "2024-12-03", "3 December 2024"),
        ("2024-12-01", "2024-12-31", "December 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-12-02", "2024-12-08", "2 December 2024 to 8 December 2024"),
        ("2024-12-02", None, "since 2 December 2024"),
        (None, "2024-12-02", "until 2 December 2024"),
    ],
)
def test_stretches_of_days_as_a_person_writes_them(
    since: str | None, until: str | None, shown: str
) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    assert days(first, last) == shown


@pytest.mark.parametrize(
    ("words", "since", "until", "shown"),
    [
        ("on 27 November", "2024-11-27", "2024-11-27", "2024"),
        ("on Wednesday, November 27", "2024-11-27", "2024-11-27", "2024"),
        ("in November", "2024-11-01", "2024-11-30", "2024"),
        ("on Wednesday", "2024-11-27", "2024-11-27", "27 November 2024"),
        ("last week", "2024-11-18", "2024-11-24", "18 November 2024 to 24 November 2024"),
        ("27 November 2024", "2024-11-27", "2024-11-27", "27 November 2024"),
    ],
)
def test_words_that_name_the_day_lack_only_its_year(
    words: str, since: str, until: str, shown: str
) -> None:
    assert meant(words, date.fromisoformat(since), date.fromisoformat(until)) == shown


def test_a_vague_time_of_a_question_is_shown_as_a_stretch(news: Assistant) -> None:
    outcome = news.ask("How many bridges were swept away a few days ago?", today=TODAY)
    assert isinstance(outcome, Answer)
    shown = "Searched for “a few days ago”: 13 September 2024 to 18 September 2024."
    assert shown in as_text.outcome(outcome)
