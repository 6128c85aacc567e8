"""What we hold and how we find it: articles, passages, FAISS and full-text search."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import (
    ArticleNotFound,
    EmbeddingError,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryTooNew,
    NewsIndexError,
    ReadingError,
)
from index.types import (
    Added,
    AddEvent,
    AddReport,
    Article,
    Filter,
    Found,
    Headline,
    Hit,
    Passage,
    Ranks,
    Unreadable,
)

if TYPE_CHECKING:
    from index.adding import Cancelled, OnEvent
    from index.copies import Groups
    from index.reading.dates import parse_date
else:
    _LATER = {
        "Cancelled": "index.adding",
        "Groups": "index.copies",
        "OnEvent": "index.adding",
        "parse_date": "index.reading.dates",
    }

    def __getattr__(name: str) -> Any:
        """Import what stands on numpy or on the readers once it is asked for."""
        if name in _LATER:
            return getattr(import_module(_LATER[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AddEvent",
    "AddReport",
    "Added",
    "Article",
    "ArticleNotFound",
    "Cancelled",
    "EmbeddingError",
    "Filter",
    "Found",
    "Groups",
    "Headline",
    "Hit",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryError",
    "LibraryFull",
    "LibraryTooNew",
    "NewsIndexError",
    "OnEvent",
    "Passage",
    "Ranks",
    "ReadingError",
    "Unreadable",
    "parse_date",
]
