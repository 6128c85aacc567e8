"""Question + passages -> candidate short answers, each with the odds that it is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer_types import fits
from assistant.models import Generator
from assistant.prompts import UNANSWERABLE, answer_prompt
from assistant.wording import asked_of
from index import Hit

MAX_ANSWER_TOKENS = 32
ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the model answers from one passage.

    `odds` is log P(answer) - log P(unanswerable), natural logarithms, the higher the surer;
    `verified` the log odds, by the verifier, that it is right; `strangers` counts the names and
    numbers of a question that its sentence and title lack (`verifying.strangers`).
    """

    hit: Hit
    text: str
    odds: float
    verified: float = 0.0
    strangers: int = 0


def read(generator: Generator, question: str, hits: Sequence[Hit]) -> list[Candidate]:
    """Ask the model for short answers from each passage by itself, in one batch.

    Its second thoughts come too: the first may stand in the title and not in the passage, or be
    of another kind than the question asks for.
    """
    asked = asked_of(question)
    prompts = [answer_prompt(asked(hit), hit.article.title, hit.text) for hit in hits]
    written = generator.alternatives(prompts, MAX_ANSWER_TOKENS, ALTERNATIVES, UNANSWERABLE)
    return [
        Candidate(hit, text.text.strip(), text.log_probability - (found.other or 0.0))
        for hit, found in zip(hits, written, strict=True)
        for text in found.texts
        if text.text.strip() and fits(question, text.text)
    ]
