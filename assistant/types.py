"""What the assistant says: frozen values that cannot be put together wrongly."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.dates import DateLimits
from index import Article, Hit

Length = Literal["short", "medium", "long"]
RefusalReason = Literal["empty", "off_topic", "unsupported", "unchanged"]
Support = Literal["strong", "partial", "weak"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of an article that support a sentence: `text[start:end] == quote`, always.

    Offsets are Unicode code points of `Article.text`, half open. Made by `Citation.of`.
    """

    article_id: str
    title: str
    published: date | None
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> "Citation":
        """Cite `article.text[start:end]`.

        :raises ValueError: if the span is empty or outside the text.
        """
        if not 0 <= start < end <= len(article.text):
            raise ValueError(
                f"no words of article {article.id} at {start}:{end} of {len(article.text)}"
            )
        quote = article.text[start:end]
        return cls(article.id, article.title, article.published, start, end, quote)

    def __post_init__(self) -> None:
        """Refuse a quote whose length is not that of its span."""
        if len(self.quote) != self.end - self.start or not self.quote:
            raise ValueError(f"quote of {len(self.quote)} characters at {self.start}:{self.end}")


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """Words that say when ("on Tuesday"), and the days they mean, inclusive."""

    words: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Cited:
    """One sentence and at least one citation that supports it.

    `dates` are those of its words that only the article's own date explains, in order. `support`
    tells how surely the citations answer a question; None where none was asked.
    """

    text: str
    citations: tuple[Citation, ...]
    dates: tuple[ResolvedDate, ...] = ()
    support: Support | None = None

    def __post_init__(self) -> None:
        """Refuse a sentence without a citation."""
        if not self.citations:
            raise ValueError(f"sentence without a citation: {self.text[:60]!r}")


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    retrieve_ms: float
    generate_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer from the articles; `short` is the few-word answer where there is one.

    `short_dates` are the dates that its words mean ("on Tuesday"), `limits` the stretch of time
    that the question asked about. `changed` are pairs of what one speaker said earlier and
    later, where the two do not agree.
    """

    question: str
    short: str | None
    sentences: tuple[Cited, ...]
    hits: tuple[Hit, ...]
    timings: Timings
    limits: DateLimits | None = None
    short_dates: tuple[ResolvedDate, ...] = ()
    changed: tuple[tuple[Cited, Cited], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The articles do not say. It has no citations, only the nearest articles.

    `reason`: the library (or the scope) is "empty", nothing in it is near the question
    ("off_topic"), near passages do not support an answer ("unsupported"), or somebody has said
    nothing that contradicts what else they said ("unchanged").

    `limits` is the stretch of time that the question asked about. `speaker` is whose words were
    asked for, by the name the articles have where they have one; `instead` are questions that
    the articles do answer.
    """

    question: str
    reason: RefusalReason
    nearest: tuple[Hit, ...]
    timings: Timings
    limits: DateLimits | None = None
    speaker: str | None = None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said: `text` as it stands in the article, the speaker by full name.

    `cue` is the word that attributes it ("said", "according to"); `direct` says whether it is
    a quotation. The citation spans the sentence or sentences it stands in.
    """

    speaker: str
    text: str
    cue: str
    direct: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of articles; all of their text was read for it."""

    article_ids: tuple[str, ...]
    sentences: tuple[Cited, ...]
    length: Length


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story, the one that stands for it first.

    `sentences` tell it; `disagreements` are pairs of sentences of different articles that do
    not agree on a fact. `published` is the newest date among the articles.
    """

    title: str
    published: date | None
    article_ids: tuple[str, ...]
    sentences: tuple[Cited, ...]
    disagreements: tuple[tuple[Cited, Cited], ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Stories, the ones that most articles tell first."""

    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day: one cited sentence.

    `words` are the words of the article that say when ("on Tuesday"), None where the day is
    the article's own date. `also_in` names other articles that tell of the same event.
    """

    date: date
    words: str | None
    sentence: Cited
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, oldest first."""

    events: tuple[Event, ...]
