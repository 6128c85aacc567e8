"""Summaries keep to their length, cite every sentence, and say nothing the article does not."""

import pytest

from assistant.grounding import unsupported
from assistant.models import load
from assistant.summarising import BUDGETS, LEAST, WORDS, is_prose, summaries
from assistant.types import Length
from index import Article
from index.embedding import MiniLM

PARAGRAPH = (
    "The council of Marrakech voted on {day} to rebuild {number} schools. Mayor Samira Alaoui said "
    "that work would begin in {month}. The money comes from a fund of {number} million dirhams. "
    "Teachers in {place} welcomed the decision. Two parties from {place} voted against it. "
)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
MONTHS = ["March", "April", "May", "June", "July"]
PLACES = ["Asni", "Imlil", "Amizmiz", "Ouirgane", "Taroudant", "Tahannaout"]


def article(paragraphs: int) -> Article:
    text = "\n\n".join(
        PARAGRAPH.format(day=DAYS[n % 5], month=MONTHS[n % 5], number=n + 2, place=PLACES[n % 6])
        for n in range(paragraphs)
    )
    return Article.of("Schools", text)


@pytest.fixture(scope="module")
def writer():
    return load()


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


@pytest.mark.parametrize("length", ["short", "medium", "long"])
@pytest.mark.parametrize("paragraphs", [3, 40, 200])
def test_a_summary_keeps_its_promises(writer, embedder, length: Length, paragraphs: int) -> None:
    source = article(paragraphs)
    summary = summaries(writer, embedder, source)[length]
    assert 1 <= len(summary.sentences) <= BUDGETS[length]
    words = sum(len(sentence.text.split()) for sentence in summary.sentences)
    assert words <= WORDS[length] or len(summary.sentences) <= LEAST[length]
    for sentence in summary.sentences:
        assert sentence.text.rstrip("”\"'").endswith((".", "!", "?"))
        quotes = " ".join(citation.quote for citation in sentence.citations)
        assert unsupported(sentence.text, quotes) == []
        for citation in sentence.citations:
            assert source.text[citation.start : citation.end] == citation.quote


def test_a_longer_summary_holds_the_shorter_one_in_reading_order(writer, embedder) -> None:
    said = summaries(writer, embedder, article(8))
    for shorter, longer in (("short", "medium"), ("medium", "long")):
        assert set(said[shorter].sentences) <= set(said[longer].sentences)
        places = [s.citations[0].start for s in said[longer].sentences]
        assert places == sorted(places)


def test_an_article_shorter_than_its_summary_comes_back_whole(writer, embedder) -> None:
    source = Article.of("Short", "The bridge is closed. Repairs will take a week.")
    summary = summaries(writer, embedder, source)["medium"]
    assert " ".join(s.text for s in summary.sentences) == source.text


@pytest.mark.parametrize("text", ["ok", "Weather", "...", "A line that never ends", '"'])
def test_what_is_no_prose_is_summarised_all_the_same(writer, embedder, text: str) -> None:
    assert summaries(writer, embedder, Article.of("", text))["short"].sentences[0].text == text


def test_the_same_thing_said_twice_is_told_once(writer, embedder) -> None:
    text = (
        "The port of Tangier closed on Monday after a storm. Officials said ships would wait. "
        "On Monday the port of Tangier closed after a storm. Ferries will sail again on Friday."
    )
    said = summaries(writer, embedder, Article.of("Port", text))["long"]
    assert sum("closed" in sentence.text for sentence in said.sentences) == 1


def test_what_was_opened_elsewhere_cannot_stand_alone() -> None:
    assert is_prose("The minister said the road was open.")
    assert not is_prose("“We will open the road in the spring.")
    assert not is_prose("Karim Idrissi contributed to this report.")
    assert not is_prose("A heading without a full stop")


def test_a_dateline_is_no_part_of_a_sentence(writer, embedder) -> None:
    text = "RABAT (Reuters) - The dam at Al Wahda is full for the first time in nine years."
    (sentence,) = summaries(writer, embedder, Article.of("Dam", text))["short"].sentences
    assert sentence.text.startswith("The dam")
    assert sentence.citations[0].quote == text
