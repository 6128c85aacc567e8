"""Sentences taken out of their article that still say who is meant."""

import pytest

from assistant.grounding import unsupported
from assistant.standing import standing, tidied
from assistant.statements import extract
from index import Article

TEXT = (
    "Trade Minister Leila Mansour opened the port of Sfax on Monday.\n\n"
    "She said that exports would double within two years.\n\n"
    "Furthermore, the minister stressed that no jobs would be lost.\n\n"
    "“We have kept our word,” Mansour told reporters."
)
ARTICLE = Article.of("Port opens", TEXT)


def sentences() -> list[str]:
    return [standing(ARTICLE, statement).text for statement in extract(ARTICLE)]


def test_a_pronoun_becomes_the_name() -> None:
    assert "Leila Mansour said that exports would double within two years." in sentences()


def test_a_role_becomes_the_name_and_the_connective_goes() -> None:
    assert "Leila Mansour stressed that no jobs would be lost." in sentences()


def test_a_sentence_that_names_its_speaker_stays_as_it_is() -> None:
    assert "“We have kept our word,” Mansour told reporters." in sentences()


def test_every_name_put_in_is_in_the_cited_words() -> None:
    for statement in extract(ARTICLE):
        cited = standing(ARTICLE, statement)
        assert unsupported(cited.text, " ".join(c.quote for c in cited.citations)) == []


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("However, talks went on.", "Talks went on."),
        ("For his part, Omar Haddad agreed.", "Omar Haddad agreed."),
        ("Butter prices rose.", "Butter prices rose."),
        ("Two\nlines here.", "Two lines here."),
    ],
)
def test_what_ties_a_sentence_to_the_one_before_goes(sentence: str, alone: str) -> None:
    assert tidied(sentence) == alone
