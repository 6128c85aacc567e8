"""Ask your news articles: cited answers, honest refusals, summaries.

>>> from assistant import Assistant
>>> news = Assistant("library")  # doctest: +SKIP
>>> news.ask("what did Lavrov say about Syria")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from assistant.errors import (
    AssistantError,
    InputError,
    ModelNotFound,
    ModelUnusable,
)
from assistant.types import (
    Answer,
    Citation,
    Cited,
    Digest,
    Event,
    Refusal,
    Statement,
    Story,
    Summary,
    Timeline,
    Timings,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "Cited",
    "Digest",
    "Event",
    "InputError",
    "ModelNotFound",
    "ModelUnusable",
    "Refusal",
    "Statement",
    "Story",
    "Summary",
    "Timeline",
    "Timings",
]


def __getattr__(name: str) -> Any:
    """Import the facade, and numpy with it, once it is asked for: `--help` shall be instant."""
    if name == "Assistant":
        from assistant.assistant import Assistant

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
