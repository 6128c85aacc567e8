"""What we hold and how we find it: articles, passages, FAISS and full-text search."""

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

__all__ = [
    "AddEvent",
    "AddReport",
    "Added",
    "Article",
    "ArticleNotFound",
    "EmbeddingError",
    "Filter",
    "Found",
    "Headline",
    "Hit",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryError",
    "LibraryFull",
    "LibraryTooNew",
    "NewsIndexError",
    "Passage",
    "Ranks",
    "ReadingError",
    "Unreadable",
]
