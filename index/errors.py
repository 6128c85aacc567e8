"""The errors of this package, each with one clear line for a person.

::

    NewsIndexError
    ├── ReadingError          a file, a folder or an address could not be read
    ├── ArticleNotFound       no article has that identifier
    ├── LibraryError          the library on disk cannot be used as it is
    │   ├── LibraryTooNew     a newer version of this program wrote it
    │   ├── LibraryDamaged    the store itself is damaged
    │   ├── LibraryBusy       another process has held its lock for too long
    │   └── LibraryFull       the disk is full or fails, or the folder may not be written
    └── EmbeddingError        the embedding model is missing or does not fit the library
"""


class NewsIndexError(Exception):
    """Base of every error raised here; its text names the input and what to do."""


class ReadingError(NewsIndexError):
    """Raised by a reader for a source it cannot read; the rest of a batch goes on."""


class ArticleNotFound(NewsIndexError):
    """Raised when an identifier names no article of the library."""


class LibraryError(NewsIndexError):
    """Base of the errors about the library's files."""


class LibraryTooNew(LibraryError):
    """Raised on opening a library that a newer version wrote."""


class LibraryDamaged(LibraryError):
    """Raised when the SQLite store is not a database or fails its own check."""


class LibraryBusy(LibraryError):
    """Raised when another process holds the write lock past the time allowed."""


class LibraryFull(LibraryError):
    """Raised when the disk is full or fails, or the folder cannot be written."""


class EmbeddingError(NewsIndexError):
    """Raised when the embedding model cannot be loaded."""
