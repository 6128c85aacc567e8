"""What is open in one tab's reader: the article, the marked words, the trail of citations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from assistant import Citation, Statement, Summary
from assistant.types import Length
from index import Article

LENGTHS: tuple[Length, ...] = get_args(Length)


@dataclass(slots=True)
class Reading:
    """The open article and what is shown with it.

    `trail` holds the citations that the previous and next buttons step through, `position` the
    one that is marked, `turn` the conversation and turn that number them, if any do; `opened`
    counts the openings, so that the page scrolls once for each. `length` is that of the summary
    shown or under way; `busy` says what is being waited for.
    """

    article: Article | None = None
    opened: int = 0
    mark: tuple[int, int] | None = None
    trail: tuple[Citation, ...] = ()
    trail_name: str = "Citation"
    position: int = 0
    turn: str = ""
    length: Length | None = None
    summaries: dict[Length, Summary] = field(default_factory=dict)
    statements: tuple[Statement, ...] | None = None
    suggestions: tuple[str, ...] = ()
    busy: str | None = None
    notice: str | None = None

    @property
    def cited(self) -> str:
        """The number in the chat that is marked here: conversation, turn and number, or nothing."""
        return f"{self.turn}-{self.position + 1}" if self.turn and self.trail else ""

    @property
    def same_as(self) -> Length | None:
        """The shortest length whose summary says all that the one shown says, if one does."""
        if self.summary is None or self.length is None:
            return None
        shorter = LENGTHS[: LENGTHS.index(self.length)]
        known = (length for length in shorter if length in self.summaries)
        said = self.summary.sentences
        return next((length for length in known if self.summaries[length].sentences == said), None)

    @property
    def summary(self) -> Summary | None:
        """The summary that is shown."""
        return self.summaries.get(self.length) if self.length else None

    def open(self, article: Article) -> None:
        """Show an article from its beginning, without a mark."""
        self._change(article)
        self.trail, self.mark, self.turn = (), None, ""
        self.opened += 1

    def follow(
        self,
        article: Article,
        trail: Sequence[Citation],
        position: int,
        name: str,
        turn: str = "",
    ) -> None:
        """Show the citation at a position of a trail, which is in `article`.

        :param turn: conversation and turn in which the trail's citations are numbered, if any.
        """
        self._change(article)
        self.turn = turn
        self.trail, self.position, self.trail_name = tuple(trail), position, name
        citation = self.trail[position]
        # Nothing marked is better than the wrong words marked.
        holds = article.text[citation.start : citation.end] == citation.quote
        self.mark = (citation.start, citation.end) if holds else None
        self.opened += 1

    def close(self, notice: str | None = None) -> None:
        """Show nothing, and say why."""
        opened = self.opened + 1
        self._change(None)
        self.trail, self.mark, self.turn = (), None, ""
        self.opened, self.notice = opened, notice

    def also_cited(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of the trail in this article, for a light mark."""
        if self.article is None:
            return ()
        text, name = self.article.text, self.article.id
        return tuple(
            (c.start, c.end)
            for c in self.trail
            if c.article_id == name and text[c.start : c.end] == c.quote
        )

    def _change(self, article: Article | None) -> None:
        self.notice = None
        if article is not None and self.article is not None and article.id == self.article.id:
            return
        self.article = article
        self.length = self.busy = self.statements = None
        self.summaries, self.suggestions = {}, ()
