"""A conversation of one browser tab: its turns, and their form in the browser's own storage."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from assistant import Answer, Citation, Cited, Refusal
from index import Filter, Hit

State = Literal["waiting", "reading", "answered", "refused", "stopped", "failed"]
Thumb = Literal["up", "down"]

MAX_STORED = 4_000_000
"""Characters of a stored conversation that are read back; browsers keep about five million."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A headline shown beside a refusal. It is no citation: it claims nothing."""

    article_id: str
    title: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it. `searched` is the rewritten follow-up, if it was."""

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
    nearest: tuple[Nearest, ...] = ()
    error: str | None = None
    thumb: Thumb | None = None
    seconds: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether more of it is to come."""
        return self.state in ("waiting", "reading")

    def reading(self, hits: tuple[Hit, ...]) -> "Turn":
        """Return the turn once passages have been found."""
        articles = len({hit.article.id for hit in hits})
        return replace(self, state="reading", passages=len(hits), articles=articles)

    def said(self, sentence: Cited) -> "Turn":
        """Return the turn with one more sentence."""
        return replace(self, state="reading", sentences=(*self.sentences, sentence))

    def ended(self, outcome: Answer | Refusal) -> "Turn":
        """Return the turn with its answer or refusal."""
        seconds = outcome.timings.total_ms / 1000
        if isinstance(outcome, Answer):
            return replace(
                self, state="answered", short=outcome.short, sentences=outcome.sentences,
                seconds=seconds,
            )  # fmt: skip
        nearest = tuple(
            Nearest(hit.article.id, hit.article.title, hit.article.published)
            for hit in outcome.nearest
        )
        return replace(
            self, state="refused", sentences=(), reason=outcome.reason, nearest=nearest,
            seconds=seconds,
        )  # fmt: skip


@dataclass(slots=True)
class Asking:
    """A question under way: which turn it is, what it may see, and whether it was stopped."""

    number: int
    question: str
    where: Filter
    begun: bool = False
    stopped: bool = False


@dataclass(slots=True)
class Conversation:
    """The turns of one tab, by number, oldest first. Each handler puts back whole turns.

    `suggestions` are offered while there is no turn; `asking` is the last question sent.
    """

    id: str = ""
    turns: dict[int, Turn] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
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

    def questions(self) -> list[str]:
        """Return what has been asked so far, as it was searched, oldest first."""
        return [turn.searched or turn.question for turn in self.turns.values()]


def numbered(sentences: tuple[Cited, ...]) -> tuple[Citation, ...]:
    """Return each citation once, in the order of their numbers, which are counted from 1."""
    return tuple(dict.fromkeys(c for sentence in sentences for c in sentence.citations))


def to_json(conversation: Conversation) -> str:
    """Return the finished turns as JSON that is safe inside HTML."""
    turns = [asdict(turn) for turn in conversation.turns.values() if not turn.is_running]
    kept = {"id": conversation.id, "turns": turns}
    return json.dumps(kept, default=date.isoformat, ensure_ascii=True).replace("<", "\\u003c")


def from_json(text: str | None) -> Conversation:
    """Read a conversation back; whatever is not one, or not whole, comes out empty.

    The browser's storage may hold anything, so each value is made anew by its own class.
    """
    if not text or len(text) > MAX_STORED:
        return Conversation()
    try:
        kept = json.loads(text)
        turns = [_turn(turn) for turn in kept["turns"]]
        return Conversation(str(kept["id"]), {turn.number: turn for turn in turns})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Conversation()


def _turn(kept: dict[str, Any]) -> Turn:
    state = kept["state"]
    if state not in ("answered", "refused", "stopped", "failed"):
        raise ValueError(f"no finished turn: {state!r}")
    return Turn(
        number=int(kept["number"]),
        question=str(kept["question"]),
        scope=str(kept["scope"]),
        state=state,
        searched=_text(kept["searched"]),
        passages=int(kept["passages"]),
        articles=int(kept["articles"]),
        short=_text(kept["short"]),
        sentences=tuple(_cited(sentence) for sentence in kept["sentences"]),
        reason=_text(kept["reason"]),
        nearest=tuple(
            Nearest(str(near["article_id"]), str(near["title"]), _day(near["published"]))
            for near in kept["nearest"]
        ),
        error=_text(kept["error"]),
        thumb=kept["thumb"] if kept["thumb"] in ("up", "down") else None,
        seconds=float(kept["seconds"]),
    )


def _cited(kept: dict[str, Any]) -> Cited:
    citations = tuple(
        Citation(
            str(citation["article_id"]),
            str(citation["title"]),
            _day(citation["published"]),
            int(citation["start"]),
            int(citation["end"]),
            str(citation["quote"]),
        )
        for citation in kept["citations"]
    )
    return Cited(str(kept["text"]), citations)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
