"""Ask your news articles: cited answers, honest refusals, summaries.

>>> from assistant import Assistant
>>> news = Assistant("library")  # doctest: +SKIP
>>> news.ask("what did Lavrov say about Syria")  # doctest: +SKIP
"""

from assistant.assistant import Assistant
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
    Refusal,
    Statement,
    Summary,
    Timings,
)

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "Cited",
    "InputError",
    "ModelNotFound",
    "ModelUnusable",
    "Refusal",
    "Statement",
    "Summary",
    "Timings",
]
