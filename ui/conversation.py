"""A conversation of one browser tab: its turns, each a question or an overview of articles."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assistant import Answer, Citation, Cited, Refusal
from assistant.dates import DateLimits, dates_in
from assistant.types import Digest, Event, ResolvedDate, Story, Timeline
from index import Article, Filter, Headline, Hit

Kind = Literal["answer", "digest", "timeline"]
State = Literal["waiting", "reading", "stopping", "answered", "refused", "stopped", "failed"]
Thumb = Literal["up", "down"]

OPEN = "the open article"
"""The scope, in words, of a question about what the reader shows."""
LOOKED_AT = 3
"""Headlines shown while their passages are being read."""


@dataclass(frozen=True, slots=True)
class Named:
    """A headline shown in a turn. It is no citation: it claims nothing."""

    article_id: str
    title: str
    published: date | None

    @classmethod
    def of(cls, article: Article | Headline) -> "Named":
        """Name an article."""
        return cls(article.id, article.title, article.published)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, or an overview that was asked for, and what became of it.

    It is `asked` of so many articles, of those `held` then; `scope` says it in words.
    `searched` is the rewritten follow-up, if it was; `ahead` how many others are served first;
    `done` of `total` is how far an overview has come. `nearest` are the headlines of a refusal,
    and those that are being read; `named` those of the articles that an overview is made of.
    """

    number: int
    question: str
    scope: str
    state: State = "waiting"
    searched: str | None = None
    passages: int = 0
    articles: int = 0
    short: str | None = None
    sentences: tuple[Cited, ...] = ()
    reason: str | None = None
    nearest: tuple[Named, ...] = ()
    error: str | None = None
    thumb: Thumb | None = None
    seconds: float = 0.0
    kind: Kind = "answer"
    ahead: int = 0
    done: int = 0
    total: int = 0
    limits: DateLimits | None = None
    short_dates: tuple[ResolvedDate, ...] = ()
    changed: tuple[tuple[Cited, Cited], ...] = ()
    speaker: str | None = None
    instead: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    named: tuple[Named, ...] = ()
    asked: int = 0
    held: int = 0

    @property
    def is_running(self) -> bool:
        """Whether more of it is to come."""
        return self.state in ("waiting", "reading", "stopping")

    @property
    def lead(self) -> str | None:
        """The short answer, unless it is one of the sentences and would only be said twice."""
        return None if _is_sentence(self.short, self.sentences) else self.short

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Every sentence of it, in the order in which it is read and its citations numbered."""
        return (
            *self.sentences,
            *_flat(self.changed),
            *(
                cited
                for story in self.stories
                for cited in (*story.sentences, *_flat(story.disagreements))
            ),
            *(event.sentence for event in self.events),
        )

    def reading(self, hits: tuple[Hit, ...]) -> "Turn":
        """Return the turn once passages have been found."""
        articles = {hit.article.id: hit.article for hit in hits}
        nearest = tuple(map(Named.of, list(articles.values())[:LOOKED_AT]))
        return replace(
            self, state="reading", passages=len(hits), articles=len(articles), nearest=nearest
        )

    def said(self, sentence: Cited) -> "Turn":
        """Return the turn with one more sentence."""
        return replace(self, state="reading", sentences=(*self.sentences, sentence))

    def ended(self, outcome: Answer | Refusal) -> "Turn":
        """Return the turn with its answer or refusal."""
        seconds, limits = outcome.timings.total_ms / 1000, outcome.limits
        if isinstance(outcome, Answer):
            return replace(
                self, state="answered", short=outcome.short, short_dates=outcome.short_dates,
                sentences=outcome.sentences, changed=outcome.changed, nearest=(), limits=limits,
                seconds=seconds,
            )  # fmt: skip
        nearest = tuple(Named.of(hit.article) for hit in outcome.nearest)
        return replace(
            self, state="refused", sentences=(), reason=outcome.reason, nearest=nearest,
            limits=limits, speaker=outcome.speaker, instead=outcome.instead, seconds=seconds,
        )  # fmt: skip

    def overviewed(
        self, overview: Digest | Timeline, held: Iterable[Headline], *, stopped: bool
    ) -> "Turn":
        """Return the turn with its digest or timeline, or with what was done when it was stopped.

        :param held: the articles of the library, of which those that are spoken of are named.
        """
        state: State = "stopped" if stopped and self.done < self.total else "answered"
        if isinstance(overview, Digest):
            turn = replace(self, state=state, stories=overview.stories)
            spoken = {name for story in overview.stories for name in story.article_ids}
        else:
            turn = replace(self, state=state, events=overview.events)
            spoken = {name for event in overview.events for name in event.also_in}
        return replace(turn, named=tuple(Named.of(each) for each in held if each.id in spoken))


@dataclass(slots=True)
class Asking:
    """What was asked for last: which turn it is, what it may see, and whether it was stopped."""

    number: int
    question: str
    where: Filter
    kind: Kind = "answer"
    begun: bool = False
    stopped: bool = False


@dataclass(slots=True)
class Conversation:
    """The turns of one tab, by number, oldest first. Each handler puts back whole turns.

    `suggestions` are offered while there is no turn; `example` is asked once the sample articles
    are in; `asking` is the last question sent.
    """

    id: str = ""
    turns: dict[int, Turn] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    example: str = ""
    asking: Asking | None = None

    def next_number(self) -> int:
        """Return the number of the next turn, counted from 1."""
        return max(self.turns, default=0) + 1

    def put(self, turn: Turn) -> None:
        """Put a turn in the place of its number."""
        self.turns[turn.number] = turn

    def mark(self, number: int, thumb: Thumb) -> None:
        """Set a turn's thumb, or take it back if it was set already."""
        turn = self.turns.get(number)
        if turn is not None:
            self.put(replace(turn, thumb=None if turn.thumb == thumb else thumb))

    def asked_before(self, number: int) -> list[Turn]:
        """Return the questions before a turn, with what became of them, oldest first."""
        return [
            turn for turn in self.turns.values() if turn.kind == "answer" and turn.number < number
        ]


def numbered(sentences: Iterable[Cited]) -> dict[Citation, int]:
    """Return each citation with its number, counted from 1, in that order."""
    each = dict.fromkeys(c for sentence in sentences for c in sentence.citations)
    return {citation: number for number, citation in enumerate(each, start=1)}


def stopped_after(turn: Turn) -> str:
    """Return, as a sentence, that a turn was stopped, and how far an overview had come."""
    if not turn.total:
        return f"You stopped this {turn.kind} before it was finished."
    return f"You stopped this {turn.kind} after {turn.done:,} of {turn.total:,} articles."


def days_of(event: Event) -> tuple[date, date]:
    """Return the days that an event's words mean: "in May" is known to the month only."""
    published = event.sentence.citations[0].published or event.date
    for mention in dates_in(event.words or "", published):
        if mention.since == event.date:
            return mention.since, mention.until
    return event.date, event.date


def _is_sentence(short: str | None, sentences: Iterable[Cited]) -> bool:
    """Whether a short answer is one of the sentences below it, but for its marks and capitals."""
    said = {_bare(sentence.text) for sentence in sentences}
    return short is not None and _bare(short) in said


def _bare(text: str) -> str:
    return text.casefold().strip(' .!?“”"')


def _flat(pairs: Iterable[tuple[Cited, Cited]]) -> Iterable[Cited]:
    return (cited for pair in pairs for cited in pair)
