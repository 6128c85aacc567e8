"""Questions on what somebody did say, for whoever asked what they said on something else."""

from collections.abc import Callable, Sequence

from assistant.statements.topics import topics
from assistant.types import Statement
from index import Article

WANTED = 3


def questions_instead(
    speaker: str,
    found: Sequence[tuple[Article, Statement]],
    is_answered: Callable[[str], bool],
) -> tuple[str, ...]:
    """Return up to three questions that what a speaker said does answer, the newest first.

    :param is_answered: tries a question.
    """
    asked: list[str] = []
    named = [f"What did {speaker} say about {topic}?" for topic in topics(speaker, found)]
    for question in [*named[: 2 * WANTED], f"What did {speaker} say?"]:
        if len(asked) < WANTED and question not in asked and is_answered(question):
            asked.append(question)
    return tuple(asked)
