"""What writes: one protocol, whatever engine runs the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

NO_REPEATED_RUN = 5
"""No run of this many tokens is written twice: a small model may go round in circles."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text the model wrote and the natural logarithm of its probability, end included."""

    text: str
    log_probability: float


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Texts that begin differently, likeliest first, and the log probability of another text.

    What is much less likely than the likeliest may be left unfinished.
    """

    texts: tuple[Written, ...]
    other: float | None


class Generator(Protocol):
    """A sequence-to-sequence model."""

    name: str
    """Names the weights: cached answers of two models are never mixed."""
    window: int
    """Tokens of a prompt that are read; what is longer is cut at the end."""

    def write(self, prompts: Sequence[str], max_tokens: int) -> list[Written]:
        """Return the most probable continuation (greedy) of each prompt, in order."""
        ...

    def alternatives(
        self, prompts: Sequence[str], max_tokens: int, count: int, other: str
    ) -> list[Alternatives]:
        """Return for each prompt `count` texts that begin differently, and how likely `other` is.

        None of the texts begins as `other` does.
        """
        ...
