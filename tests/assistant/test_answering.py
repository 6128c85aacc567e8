"""Questions on a small library: cited answers, honest refusals."""

from pathlib import Path

import pytest

from assistant import Answer, Assistant, InputError, Refusal
from index import Article, Filter

PORT = Article.of(
    "Minister opens the port of Sfax",
    "Trade Minister Leila Mansour opened the new container terminal of Sfax on Monday. The "
    "terminal cost 340 million dinars and can take 12 ships at a time.\n\n"
    "She said that exports of olive oil would double within two years.\n\n"
    "The head of the port authority, General Karim Haddad, received the minister. Fishermen "
    "protested outside because the terminal takes up their old moorings.",
)
FLOOD = Article.of(
    "Floods close schools in Bizerte",
    "Schools in Bizerte stay closed until Thursday after floods, the governor said. Two bridges "
    "were swept away and about 300 families were taken to a sports hall. How many people were hurt "
    "is not yet known.",
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_articles([PORT, FLOOD])
    return assistant


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much did the terminal cost?", "340 million"),
        ("Who is Karim Haddad?", "port authority"),
        ("How many bridges were swept away?", "two"),
        ("Until when are schools in Bizerte closed?", "Thursday"),
    ],
)
def test_a_fact_is_answered_and_its_words_are_cited(
    news: Assistant, question: str, short: str
) -> None:
    outcome = news.ask(question)
    assert isinstance(outcome, Answer)
    assert outcome.short is not None
    assert short.lower() in outcome.short.lower()
    texts = {article.id: article.text for article in (PORT, FLOOD)}
    quotes = [c for sentence in outcome.sentences for c in sentence.citations]
    assert all(texts[c.article_id][c.start : c.end] == c.quote for c in quotes)
    assert any(outcome.short.lower() in c.quote.lower() for c in quotes)


def test_what_somebody_said_is_told_with_the_name(news: Assistant) -> None:
    outcome = news.ask("what did Mansour say about olive oil?")
    assert isinstance(outcome, Answer)
    assert outcome.sentences[0].text == (
        "Leila Mansour said that exports of olive oil would double within two years."
    )


@pytest.mark.parametrize(
    "question",
    [
        "what is a prime number",
        "Who won the football World Cup?",
        "What did Mansour say about the floods in Bizerte?",
        "What did the governor say about olive oil?",
    ],
)
def test_what_the_articles_do_not_say_is_refused(news: Assistant, question: str) -> None:
    outcome = news.ask(question)
    assert isinstance(outcome, Refusal)
    assert outcome.nearest


def test_what_the_articles_say_is_not_known_is_told(news: Assistant) -> None:
    outcome = news.ask("How many people were hurt in the floods?")
    assert isinstance(outcome, Answer)
    assert outcome.sentences[0].text == "How many people were hurt is not yet known."


def test_the_scope_is_honoured(news: Assistant) -> None:
    elsewhere = Filter(articles=frozenset({FLOOD.id}))
    assert isinstance(news.ask("How much did the terminal cost?", elsewhere), Refusal)
    nowhere = news.ask("How much did it cost?", Filter(sources=frozenset({"No such paper"})))
    assert isinstance(nowhere, Refusal)
    assert nowhere.reason == "empty"


def test_a_stream_ends_with_the_whole_and_stops_when_told(news: Assistant) -> None:
    parts = list(news.stream("How many bridges were swept away?"))
    assert isinstance(parts[0], tuple)
    assert isinstance(parts[-1], Answer)
    assert tuple(parts[1:-1]) == parts[-1].sentences
    assert list(news.stream("How many bridges were swept away?", cancelled=lambda: True)) == []


@pytest.mark.parametrize("question", ["", "  \n ", "why? " * 1000])
def test_a_question_that_is_none_is_an_error(news: Assistant, question: str) -> None:
    with pytest.raises(InputError):
        news.ask(question)


def test_what_is_removed_is_never_cited_again(tmp_path: Path) -> None:
    news = Assistant(tmp_path)
    news.add_articles([PORT])
    assert isinstance(news.ask("How much did the terminal cost?"), Answer)
    removed = news.remove(PORT.id)
    assert isinstance(news.ask("How much did the terminal cost?"), Refusal)
    news.add_articles(removed)
    assert isinstance(news.ask("How much did the terminal cost?"), Answer)


def test_an_answer_found_before_an_article_came_is_not_kept(tmp_path: Path) -> None:
    news = Assistant(tmp_path)
    news.add_articles([FLOOD])
    parts = news.stream("How much did the terminal cost?")
    next(parts)  # The passages were found; now the article comes that has the answer.
    news.add_articles([PORT])
    assert isinstance(list(parts)[-1], Refusal)
    assert isinstance(news.ask("How much did the terminal cost?"), Answer)
    news.close()


@pytest.mark.parametrize(
    "question",
    [
        "How much did the terminal cost?",
        "how much did the terminal cost in 2024?",
        "What did Mansour say about olive oil?",
    ],
)
def test_an_article_removed_while_it_is_read_fails_nothing(tmp_path: Path, question: str) -> None:
    news = Assistant(tmp_path)
    news.add_articles([PORT, FLOOD])
    parts = news.stream(question)
    next(parts)
    news.remove(PORT.id)
    assert isinstance(list(parts)[-1], Answer | Refusal)
    assert isinstance(news.ask(question), Refusal)
    news.close()
