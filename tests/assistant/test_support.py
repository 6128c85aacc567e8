"""How surely each sentence of an answer answers the question."""

import pytest

from assistant import Answer, Assistant, Citation, Cited
from assistant.answering import with_support
from index import Article

STRIKE = Article.of(
    "Ferry crews of Sfax end their strike",
    "The strike of the ferry crews ended on Friday after nine days. Their wages rise by 4 per "
    "cent in January.",
)
MUSEUM = Article.of(
    "Museum of Sousse shows its mosaics", "The museum of Sousse opened a hall of Roman mosaics."
)
ENDED, WAGES = (
    Citation.of(STRIKE, STRIKE.text.index(words), STRIKE.text.index(words) + len(words))
    for words in (
        "The strike of the ferry crews ended on Friday after nine days.",
        "Their wages rise by 4 per cent in January.",
    )
)
MOSAICS = Citation.of(MUSEUM, 0, len(MUSEUM.text))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    assistant.add_articles([STRIKE, MUSEUM])
    return assistant


def supports(news: Assistant, question: str, *citations: Citation) -> list[str | None]:
    sentences = [Cited(citation.quote, (citation,)) for citation in citations]
    return [cited.support for cited in with_support(news.reranker, question, sentences)]


def test_a_sentence_that_answers_is_told_from_one_that_does_not(news: Assistant) -> None:
    question = "When did the strike of the ferry crews end?"
    one, other = supports(news, question, ENDED, MOSAICS)
    assert one in ("strong", "partial")
    assert other == "weak"


def test_a_sentence_that_leans_on_another_is_read_with_it(news: Assistant) -> None:
    question = "How long did the strike of the ferry crews last?"
    one, other = supports(news, question, ENDED, WAGES)
    assert one == other != "weak"


def test_no_sentence_no_support(news: Assistant) -> None:
    assert with_support(news.reranker, "Who?", ()) == ()


def test_every_sentence_of_an_answer_says_how_surely_it_answers(news: Assistant) -> None:
    outcome = news.ask("When did the strike of the ferry crews end?")
    assert isinstance(outcome, Answer)
    assert all(sentence.support for sentence in outcome.sentences)
