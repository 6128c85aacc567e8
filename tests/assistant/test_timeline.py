"""Timelines: which day a sentence tells of, the same event once, and the lesser ones left out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assistant import Assistant
from assistant.as_markdown import timeline as as_markdown
from assistant.overview.chronicle import FEWEST_EACH, MOST_EACH, MOST_EVENTS
from assistant.overview.events import dated
from assistant.types import Timeline
from index import Article, Filter

THURSDAY = date(2024, 3, 7)


def told(sentence: str, day: date | None = THURSDAY) -> tuple[str, str] | None:
    """Return the day and the words of a sentence that is not an article's lead."""
    lead = "The river Wadra has flooded the lower town of Port Selim."
    article = Article.of("Flood in Port Selim", f"{lead}\n{sentence}", published=day)
    found = [event for event in dated(article) if event.line.number == 1]
    return (found[0].since.isoformat(), found[0].words or "") if found else None


@pytest.mark.parametrize(
    ("sentence", "day", "words"),
    [
        ("The river burst its banks on Tuesday near the old mill.", "2024-03-05", "on Tuesday"),
        ("The mayor will visit the lower town on Saturday.", "2024-03-09", "on Saturday"),
        ("The town is to get 2 million dinars next month.", "2024-04-01", "next month"),
        ("The dam was finished on 12 June 1998 after nine years.", "1998-06-12", "on 12 June 1998"),
        ("In October 2019 the river had flooded the market.", "2019-10-01", "In October 2019"),
        ("A conference on the dam will be held on 14 May.", "2024-05-14", "on 14 May"),
        # Eleven months before, and past.
        ("In April the old mill was torn down.", "2023-04-01", "In April"),
        ("Yesterday the first boats reached the school.", "2024-03-06", "Yesterday"),
        ("The market closed on 3 March, the mayor said.", "2024-03-03", "on 3 March"),
        ("A fair in November will show how the town was rebuilt.", "2024-11-01", "in November"),
        # Six days before would be "last Friday": the page was brought up to date on the next day.
        ("The water had fallen by a metre on Friday morning.", "2024-03-08", "on Friday"),
    ],
)
def test_the_day_of_a_sentence(sentence: str, day: str, words: str) -> None:
    assert told(sentence) == (day, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "The river has been rising since Monday in all its length.",
        "The school stays closed until Friday, the council said.",
        "The October 2019 flood cost the town two bridges.",
        "The houses date from 1911 and were built of clay.",
        "Farida Haddad, who was elected in May 2021, asked people to leave.",
        "The lower town was rebuilt after the flood of 8 May 2001.",
        "The market is usually held on Saturday in the lower town.",
        "The owner of Mar-a-Lago sent the town a letter of comfort.",
        "The fair runs from 9 to 15 October in the upper town.",
        "People queue for water in Port Selim on March 5.",
        "In 2011 the town had nine thousand inhabitants.",
        "Nobody knows how high the water will rise this time.",
    ],
)
def test_sentences_that_tell_of_no_day(sentence: str) -> None:
    assert told(sentence) is None


def test_without_a_date_only_years_that_are_named_count() -> None:
    assert told("The dam was finished on 12 June 1998 after nine years.", None) is not None
    assert told("The river burst its banks on Tuesday near the old mill.", None) is None


def test_a_lead_without_a_day_is_of_its_articles_day() -> None:
    article = Article.of("Flood", "The river Wadra has flooded Port Selim.", published=THURSDAY)
    (event,) = dated(article)
    assert (event.since, event.words) == (THURSDAY, None)
    assert dated(Article.of("Flood", article.text)) == []
    opinion = Article.of("Opinion: The flood", article.text, published=THURSDAY)
    assert dated(opinion) == []


def report(number: int, town: str) -> Article:
    day = THURSDAY + timedelta(days=number)
    return Article.of(
        f"{town} elects a mayor",
        f"The people of {town} elected Farid Number{number} as their mayor on {day:%A}. "
        f"The new mayor of {town} will take office on {day + timedelta(days=30):%d %B %Y}. "
        f"A bridge of {town} was closed on {day - timedelta(days=2):%A}, the council said. "
        f"Rain flooded the market of {town} on {day - timedelta(days=3):%A}, farmers said.",
        published=day,
    )


COPY = Article.of(
    "Selim votes",
    "On Thursday the people of Selim elected Farid Number0 as their mayor, officials said.",
    published=THURSDAY,
)
TOWNS = "Selim Wadra Ostrava Kidal Tartus Homs Derna Tripoli Odesa Bergen Porto Lima".split()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    news = Assistant(tmp_path_factory.mktemp("library"))
    news.add_articles([COPY, *(report(n, town) for n, town in enumerate(TOWNS))])
    yield news
    news.close()


@pytest.fixture(scope="module")
def made(news: Assistant) -> Timeline:
    return news.timeline()


def test_events_come_in_order_and_quote_their_article(made: Timeline, news: Assistant) -> None:
    days = [event.date for event in made.events]
    assert days == sorted(days)
    for event in made.events:
        for citation in event.sentence.citations:
            text = news.article(citation.article_id).text
            assert text[citation.start : citation.end] == citation.quote
        assert event.words is None or event.words in event.sentence.citations[0].quote


def test_what_is_planned_is_kept(made: Timeline) -> None:
    newest = THURSDAY + timedelta(days=len(TOWNS) - 1)
    planned = [event for event in made.events if event.date > newest]
    assert planned
    assert all("take office" in event.sentence.text for event in planned)


def test_an_event_is_told_once_and_names_who_else_tells_it(made: Timeline) -> None:
    (event,) = (e for e in made.events if "Number0" in e.sentence.text)
    assert event.date == THURSDAY
    own = {citation.article_id for citation in event.sentence.citations}
    assert own | set(event.also_in) == {COPY.id, report(0, TOWNS[0]).id}


def test_a_timeline_is_no_dump(made: Timeline, news: Assistant) -> None:
    assert len(made.events) <= MOST_EVENTS
    given = Counter(event.sentence.citations[0].article_id for event in made.events)
    each = max(FEWEST_EACH, -(-MOST_EVENTS // (len(TOWNS) + 1)))
    assert max(given.values()) <= each < MOST_EACH
    alone = news.timeline(Filter(articles=frozenset({report(3, TOWNS[3]).id})))
    assert len(alone.events) == 4


def test_a_timeline_on_a_person_has_only_what_names_them(news: Assistant) -> None:
    events = news.timeline(about="Farid Number3").events
    assert events
    assert all("Kidal" in event.sentence.text for event in events)
    assert news.timeline(about="Madagascar") == Timeline(())


def test_progress_and_cancelling(news: Assistant) -> None:
    steps: list[tuple[int, int]] = []
    news.timeline(on_progress=lambda done, total: steps.append((done, total)))
    assert steps[0] == (0, 13)
    assert steps[-1] == (13, 13)
    assert news.timeline(cancelled=lambda: True) == Timeline(())


def test_markdown(made: Timeline, news: Assistant) -> None:
    shown = as_markdown(made, news.articles())
    assert shown.startswith("# Timeline\n\n- **")
    assert "**7 March 2024** (on Thursday): " in shown
    assert "Also in: *" in shown
    assert shown.count("\n- **") == len(made.events)
