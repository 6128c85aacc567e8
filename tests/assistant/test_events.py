"""Questions limited by an event: "since Sweden joined NATO"."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant import Answer, Assistant, as_json, as_text
from assistant.asking import Asked, understood
from assistant.dates import DateLimits
from assistant.events import SEARCHED, EventDay, day_of, event_in, limits_by
from index import Article, Hit, Passage
from index.types import Ranks

TODAY = date(2025, 9, 1)
STRIKE = Article.of(
    "Dockers of Sfax walk out",
    "Dockers in Sfax walked out on Monday over a plan to sell the port. Trade Minister Leila "
    "Mansour said that the port would not be sold.",
    published=date(2024, 3, 5),
)
SALE = Article.of(
    "Port of Sfax is to be sold after all",
    "Trade Minister Leila Mansour said on Tuesday that the port of Sfax would be sold to a "
    "company from the Gulf.",
    published=date(2024, 9, 11),
)
FIRE = Article.of(
    "Fire destroys a customs hall in Sfax",
    "A fire destroyed the customs hall of Sfax on 2 June. Nobody was hurt.",
    published=date(2024, 6, 4),
)


def whole(article: Article) -> Hit:
    """The article as one passage that was found."""
    return Hit(Passage(1, article.id, 0, len(article.text), 0), article, 1.0, Ranks())


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_samples()
    yield assistant
    assistant.close()


def asked(assistant: Assistant, question: str) -> Asked:
    return understood(
        question,
        TODAY,
        lambda: None,
        lambda event: day_of(event, assistant.library.search(event.name, SEARCHED)),
    )


@pytest.mark.parametrize(
    ("question", "since", "topic"),
    [
        (
            "What has Lavrov said about Syria since Sweden joined NATO?",
            "2024-03-07",
            "What has Lavrov said about Syria?",
        ),
        ("What did Lavrov say about Syria after Bathily resigned?", "2024-04-16", None),
        ("What did Lavrov say about Syria after the resignation of Bathily?", "2024-04-16", None),
        ("What did Peskov say about Assad since the grain deal lapsed?", "2023-07-17", None),
        ("What has Lavrov said about Syria since Assad fled?", "2024-12-08", None),
        ("What did Attaf say about Niger since the earthquake in Morocco?", "2023-09-08", None),
        (
            "What did Lavrov say since the agreement between Saudi Arabia and Iran?",
            "2023-03-10",
            None,
        ),
        (
            "Since the ceasefire in Gaza took effect, what has Trump ordered?",
            "2025-01-19",
            "what has Trump ordered?",
        ),
        ("What has Lavrov said since Storm Daniel reached the coast of Libya?", "2023-09-10", None),
        (
            "What did Peskov say since the Black Sea Grain Initiative was signed?",
            "2022-07-22",
            None,
        ),
    ],
)
def test_an_event_that_the_articles_date_limits_the_time(
    samples: Assistant, question: str, since: str, topic: str | None
) -> None:
    found = asked(samples, question)
    assert found.limits is not None
    assert (found.limits.since, found.limits.until) == (date.fromisoformat(since), None)
    assert found.limits.phrase in question
    assert found.limits.dated_by in {headline.title for headline in samples.articles()}
    assert topic in (None, found.topic_words)


def test_before_an_event_ends_on_the_day_before_it(samples: Assistant) -> None:
    found = asked(samples, "What did Lavrov say about Finland before Sweden joined NATO?")
    assert found.limits is not None
    assert (found.limits.since, found.limits.until) == (None, date(2024, 3, 6))


@pytest.mark.parametrize(
    "question",
    [
        # What it asks for is told by any article on the event.
        "How much will Morocco spend on rebuilding after the earthquake?",
        "Who was the UN envoy to Libya before Bathily?",
        "How much money has the UN asked for after the floods in Libya?",
        "Who was the mayor of Derna before the disaster?",
        # No event.
        "What did Lavrov say about the grain deal after meeting Guterres?",
        "What has Lavrov said since then?",
        "What did Peskov say after that?",
        "Since when has Lavrov been minister?",
        "What did Lavrov say about Syria?",
    ],
)
def test_otherwise_the_words_are_only_searched_for(samples: Assistant, question: str) -> None:
    assert asked(samples, question) == Asked(question, question, question, None)


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        # No article tells the day, or there are several such events.
        ("What has Lavrov said since the visit?", "since the visit"),
        ("What did Lavrov say about the Arab League since the summit?", "since the summit"),
        ("What did Attaf say about Niger since the earthquake?", "since the earthquake"),
        ("What has Lavrov said about Syria since Wang Yi resigned?", "since Wang Yi resigned"),
        (
            "What has happened to traffic in the canal since the attacks began?",
            "since the attacks began",
        ),
    ],
)
def test_an_event_of_no_one_day_limits_nothing(
    samples: Assistant, question: str, phrase: str
) -> None:
    limits = DateLimits(None, None, phrase)
    assert asked(samples, question) == Asked(question, question, question, limits)


def test_the_answer_says_that_no_day_limits_it(tmp_path: Path) -> None:
    undated = Article.of(SALE.title, SALE.text)
    with closing(Assistant(tmp_path)) as assistant:
        assistant.add_articles([STRIKE, undated])
        found = assistant.ask("What has Mansour said about the port since the visit?")
    assert isinstance(found, Answer)
    articles = {c.article_id for s in found.sentences for c in s.citations}
    assert articles == {STRIKE.id, undated.id}
    assert (
        "Searched all dates: your articles tell no one day for “since the visit”."
        in as_text.outcome(found)
    )


def test_a_date_comes_before_an_event(samples: Assistant) -> None:
    found = asked(samples, "What has Lavrov said about Syria since Assad fled in December 2024?")
    assert found.limits is not None
    assert found.limits.phrase == "in December 2024"


def test_the_answer_says_which_day_it_took(tmp_path: Path) -> None:
    with closing(Assistant(tmp_path)) as assistant:
        assistant.add_articles([STRIKE, SALE, FIRE])
        after = assistant.ask("What has Mansour said about the port since the fire?")
        before = assistant.ask("What did Mansour say about the port before the fire?")
    for outcome, article in ((after, SALE), (before, STRIKE)):
        assert isinstance(outcome, Answer)
        assert {c.article_id for s in outcome.sentences for c in s.citations} == {article.id}
    assert (
        "Searched for “since the fire”: since 2 June 2024 (“Fire destroys a customs hall in Sfax”)."
        in as_text.outcome(after)
    )
    assert as_json.outcome(before)["limits"] == {
        "since": None,
        "until": "2024-06-01",
        "phrase": "before the fire",
        "dated_by": FIRE.title,
    }


def test_articles_that_do_not_agree_date_nothing() -> None:
    other = Article.of(
        "Fire in Sfax", "The fire in Sfax broke out on 1 June.", published=date(2024, 6, 3)
    )
    event = event_in("What has Mansour said since the fire?")
    assert event is not None
    assert day_of(event, [whole(FIRE)]) is not None
    assert day_of(event, [whole(FIRE), whole(other)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mansour said on Monday that a fire had destroyed the hall.",
        "A fire will destroy the hall on Monday.",
        "After the fire the hall was opened again on Monday.",
        "A fire destroyed the hall between Monday and Tuesday.",
        "A fire destroyed the hall in May.",
    ],
)
def test_the_day_of_something_else_is_not_the_events(text: str) -> None:
    event = event_in("What has Mansour said since the fire destroyed the hall?")
    assert event is not None
    article = Article.of("News from Sfax", f"It rained. {text}", published=date(2024, 6, 4))
    assert day_of(event, [whole(article)]) is None


def test_nothing_lies_before_the_first_day_of_the_calendar() -> None:
    event = event_in("What did Lavrov say before the flood?")
    assert event is not None
    assert limits_by(event, EventDay(date.min, "Flood")) is None
    assert limits_by(event, EventDay(date.min + timedelta(days=1), "Flood")) == DateLimits(
        None, date.min, "before the flood", "Flood"
    )


@pytest.mark.parametrize("name", ["the fall of Bashir", "Bashir's fall", "the ousting of Bashir"])
def test_the_fall_of_a_person_is_dated_by_the_days_since_it(name: str) -> None:
    text = (
        "Talks with the new council will take weeks, the ministry said on Monday, two days after "
        "the army of Sudan overthrew President Omar al-Bashir."
    )
    article = Article.of("Ministry expects long talks", text, published=date(2019, 4, 15))
    event = event_in(f"What did Lavrov say since {name}?")
    assert event is not None
    assert day_of(event, [whole(article)]) == EventDay(date(2019, 4, 13), article.title)


@pytest.mark.parametrize(
    "text",
    [
        "Talks will take weeks, the ministry said on Monday, a day after rebels overthrew the "
        "governor and Bashir's brother.",
        "Talks will take weeks, the ministry said, a day after rebels overthrew Omar al-Bashir.",
        "Bashir left in April, and talks will take weeks, the ministry said on Monday.",
    ],
)
def test_a_sentence_that_does_not_plainly_date_a_fall_dates_nothing(text: str) -> None:
    article = Article.of("Ministry expects long talks", text, published=date(2019, 4, 15))
    event = event_in("What did Lavrov say since the fall of Bashir?")
    assert event is not None
    assert day_of(event, [whole(article)]) is None
