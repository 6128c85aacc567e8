"""What one speaker says in an article, asked for by name or by office."""

from collections.abc import Sequence

from assistant.statements.cast import cast, office_words
from assistant.statements.extract import extract
from assistant.statements.names import same_speaker
from assistant.statements.offices import holds
from assistant.statements.units import units
from assistant.statements.words import ORGANISATIONS, ROLES
from assistant.types import Statement
from index import Article


def said_by(
    article: Article, name: str, statements: Sequence[Statement] | None = None
) -> list[Statement]:
    """Return what somebody says in an article, in order.

    :param name: a name ("lavrov", "Russian Foreign Minister Lavrov"), a body ("foreign ministry",
        "Russia") or an office ("the British minister"): whom the article introduces so.
    :param statements: those of the article, where they are known already.
    """
    holders = _holders(article, name)
    return [
        statement
        for statement in (extract(article) if statements is None else statements)
        if statement.speaker in holders or same_speaker(name, statement.speaker)
    ]


def _holders(article: Article, name: str) -> frozenset[str]:
    wanted = office_words(token for unit in units(name.lower()) for token in unit.tokens)
    if not wanted & ROLES - ORGANISATIONS:
        return frozenset()
    return frozenset(person.name for person in cast(units(article.text)) if holds(person, wanted))
