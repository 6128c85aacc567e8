"""What the index holds: frozen values, with offsets in Unicode code points, half open."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Article:
    """A news article as it is stored; `text` is final, every offset refers to it."""

    id: str
    title: str
    text: str
    url: str | None
    source: str | None
    published: date | None
    language: str
    sha256: str

    @classmethod
    def of(
        cls,
        title: str,
        text: str,
        *,
        url: str | None = None,
        source: str | None = None,
        published: date | None = None,
        language: str = "en",
    ) -> "Article":
        """Make an article; its identifier and hash follow from its title and text alone."""
        content = unicodedata.normalize("NFC", f"{title}\n{text}")
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(digest[:12], title, text, url, source, published, language, digest)


@dataclass(frozen=True, slots=True)
class Headline:
    """An article without its text, for lists."""

    id: str
    title: str
    url: str | None
    source: str | None
    published: date | None
    language: str
    characters: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of an article: `article.text[start:end]`, never stored twice."""

    id: int
    article_id: str
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where each search put a passage, counted from 1; None where it did not find it."""

    dense: int | None = None
    keyword: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its article and its fused score (higher is better).

    `answers` is the reranker's log odds (natural logarithm) that it answers the question, None
    where the reranker has not read it.
    """

    passage: Passage
    article: Article
    score: float
    ranks: Ranks
    answers: float | None = None

    @property
    def text(self) -> str:
        """The passage's own words."""
        return self.article.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a search may see; None means no limit. Dates are inclusive.

    An article without a date is outside every date limit.
    """

    articles: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether every article passes."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Found:
    """A reader's yield: an article, and the path (with `:line` or `#n` inside a file)."""

    path: str
    article: Article


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A reader's yield: a path that could not be read, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """An article that went into the library."""

    id: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of everything that was given to `add`."""

    added: tuple[Added, ...] = ()
    skipped: tuple[Unreadable, ...] = ()
    failed: tuple[Unreadable, ...] = ()
    cancelled: bool = field(default=False)


AddState = Literal["reading", "embedding", "ready", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class AddEvent:
    """A step of `add`: one path changed its state. `article` is set once it is known."""

    path: str
    state: AddState
    article: Article | None = None
    reason: str | None = None
