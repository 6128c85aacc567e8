"""Suggested questions: read off the articles, tried, varied, and few to try."""

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant, Refusal
from assistant.base_forms import base_form, is_known_past
from assistant.candidates import candidates
from assistant.statements import extract
from assistant.suggesting import MAX_READ, SPOKEN, suggest
from assistant.types import Citation, Cited, Timings
from index import Article, Filter

PORT = Article.of(
    "Mansour opens the port of Sfax",
    "Leila Mansour opened the new terminal of Sfax on Monday, after years of delay. It can take "
    "12 ships at a time.\n\n"
    "Trade Minister Leila Mansour said that olive oil from Tunisia would be shipped to Canada "
    'first. "He asked me for it," she said. Mansour met Canadian investors in Tunis last week.',
)
STRIKE = Article.of(
    "Strike stops trains in Morocco",
    "At least 140 trains were cancelled in Morocco because of the strike. The union leader Hedi "
    "Karoui said that Morocco could pay more. More than 20 years were needed for it.",
)


def questions(article: Article) -> dict[str, str]:
    return {c.question: c.answer for c in candidates(article, extract(article))}


def test_questions_are_read_off_the_sentences() -> None:
    assert questions(PORT) == {
        "What did Leila Mansour say about Tunisia?": "Mansour",
        "What did Leila Mansour say about Canada?": "Mansour",
        "What did Leila Mansour say?": "Mansour",
        "When did Leila Mansour open the new terminal of Sfax?": "Monday",
        "Where did Mansour meet Canadian investors?": "Tunis",
        "Who opened the new terminal of Sfax?": "Mansour",
        "Who met Canadian investors in Tunis last week?": "Mansour",
        "Who is Leila Mansour?": "Minister",
    }
    assert questions(STRIKE) == {
        "How many trains were cancelled in Morocco because of the strike?": "140",
        "What did Hedi Karoui say about Morocco?": "Karoui",
        "What did Hedi Karoui say?": "Karoui",
        "Who is Hedi Karoui?": "leader",
    }


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_articles([PORT, STRIKE])
    yield assistant
    assistant.close()


@pytest.mark.parametrize("articles", [None, [PORT.id], [STRIKE.id]])
def test_each_is_answered(news: Assistant, articles: list[str] | None) -> None:
    where = Filter(articles=frozenset(articles) if articles else None)
    suggested = news.suggestions(where)
    assert len(suggested) == len(set(suggested)) == 3
    assert all(isinstance(news.ask(question, where), Answer) for question in suggested)
    # Said, and something else.
    assert 1 <= sum(question.startswith("What did") for question in suggested) <= 2


ENVOY = Article.of(
    "Envoy to Chad leaves",
    "The African Union envoy for Chad, Moussa Keita, resigned on Tuesday in Addis Ababa.\n\n"
    "Keita said that Chad needed a vote. Keita said that France should help Chad. Keita said that "
    "the African Union should stay, and that France knew what the African Union could do.",
)
SPEECH = Article.of(
    "Keita on Chad",
    "Moussa Keita said that Chad needed a vote and that France knew it. Moussa Keita said that "
    "France should help Chad and Niger. Moussa Keita said that Niger should stay out.",
)


@pytest.mark.parametrize(("article", "most"), [(ENVOY, 1), (SPEECH, 2)])
def test_what_was_said_is_asked_once_if_enough_else_is_answered(
    article: Article, most: int
) -> None:
    said = extract(article)
    answers = {c.question: c.answer for c in candidates(article, said)}

    def confirm(question: str) -> Answer:
        cited = Cited(answers[question], (Citation.of(article, 0, 10),))
        return Answer(question, None, (cited,), (), Timings(0, 0, 0))

    suggested = suggest([(article, said)], confirm)
    assert sum(question.startswith("What did") for question in suggested) == most


def test_few_are_tried_and_what_is_not_answered_is_not_suggested() -> None:
    asked: list[str] = []

    def refuse(question: str) -> Refusal:
        asked.append(question)
        return Refusal(question, "unsupported", (), Timings(0, 0, 0))

    articles = [(article, extract(article)) for article in (PORT, STRIKE)]
    assert suggest(articles, refuse) == []
    made = [c for article, said in articles for c in candidates(article, said)]
    spoken = {c.question for c in made if c.kind in SPOKEN}
    assert len([question for question in asked if question not in spoken]) <= MAX_READ


def test_nothing_to_ask() -> None:
    assert suggest([], lambda question: pytest.fail(question)) == []
    plain = Article.of("A title", "It rained. Nobody came.")
    assert suggest([(plain, [])], lambda question: pytest.fail(question)) == []


@pytest.mark.parametrize(
    ("past", "base"),
    [
        ("met", "meet"),
        ("opened", "open"),
        ("agreed", "agree"),
        ("planned", "plan"),
        ("cancelled", "cancel"),
        ("killed", "kill"),
        ("announced", "announce"),
        ("visited", "visit"),
        ("ratified", "ratify"),
        ("died", "die"),
        ("invaded", "invade"),
    ],
)
def test_base_forms(past: str, base: str) -> None:
    assert base_form(past) == base
    assert is_known_past(past)


@pytest.mark.parametrize("word", ["red", "Opened", "table", "need", "flurbed"])
def test_words_that_are_no_past_on_record(word: str) -> None:
    assert not is_known_past(word)
