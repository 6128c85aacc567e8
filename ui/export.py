"""Answers and overviews as text that leaves the page: for the clipboard, and as Markdown."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant import Citation, Cited
from assistant.markdown import address, markdown_text, unwrapped
from assistant.resolving import with_days
from assistant.types import Event, Story
from index import Headline
from ui.conversation import Turn, days_of, numbered, stopped_after
from ui.refusing import refusal
from ui.render.words import day, days, web_address


def plain_text(turn: Turn) -> str:
    """Return an answer with its numbers and numbered sources, for the clipboard."""
    numbers = numbered(turn.cited)
    listed = "\n".join(
        f"[{number}] {citation.title} ({day(citation.published)}): “{unwrapped(citation.quote)}”"
        for citation, number in numbers.items()
    )
    return "\n\n".join([*_Writer(numbers, _PLAIN).body(turn), listed])


def to_markdown(turns: Iterable[Turn], headlines: Mapping[str, Headline], today: date) -> str:
    """Return turns as Markdown, each with its numbered sources and quotes.

    :param headlines: the library's articles by identifier, for their sources and addresses.
    """
    parts = [f"# From your articles\n\nExported on {day(today)}. Every number cites a source."]
    parts += [_turn(turn, headlines) for turn in turns]
    return "\n\n".join(parts) + "\n"


def to_file(turns: Sequence[Turn], headlines: Mapping[str, Headline], today: date) -> str:
    """Return turns as what the browser makes a Markdown file of: JSON, safe inside HTML."""
    name = turns[0].kind if len(turns) == 1 else "answers"
    # The moment makes every export a new one, even of the same turns.
    carried = {
        "name": f"{name}-{today}.md", "text": to_markdown(turns, headlines, today),
        "moment": time.time(),
    }  # fmt: skip
    return json.dumps(carried).replace("<", "\\u003c")


def _turn(turn: Turn, headlines: Mapping[str, Headline]) -> str:
    parts = [f"## {markdown_text(unwrapped(turn.question))}"]
    if turn.kind == "answer":
        parts.append(f"*{_asked(turn)}*")
    if turn.state == "refused":
        return "\n\n".join([*parts, markdown_text(" ".join(refusal(turn)))])
    numbers = numbered(turn.cited)
    parts += _Writer(numbers, _MARKDOWN).body(turn)
    if numbers:
        parts.append(
            "\n".join(
                f"{number}. {_source(citation, headlines.get(citation.article_id))}"
                for citation, number in numbers.items()
            )
        )
    if turn.state == "stopped":
        parts.append(f"*{stopped_after(turn)}*")
    if turn.error:
        parts.append(markdown_text(turn.error))
    return "\n\n".join(parts)


def _asked(turn: Turn) -> str:
    asked = f"Asked of {markdown_text(turn.scope)}"
    if turn.limits and not turn.limits.is_open:
        asked += f", only of {days(turn.limits.since, turn.limits.until)}"
    if turn.searched:
        asked += f". Searched as: {markdown_text(unwrapped(turn.searched))}"
    return asked if asked.endswith("?") else f"{asked}."


def _source(citation: Citation, headline: Headline | None) -> str:
    facts = [markdown_text(unwrapped(citation.title))]
    if headline and headline.source:
        facts.append(markdown_text(unwrapped(headline.source)))
    facts.append(day(citation.published))
    linked = web_address(headline.url) if headline else None
    if linked:
        facts.append(f"<{address(linked)}>")
    return f"{', '.join(facts)}: “{markdown_text(unwrapped(citation.quote))}”"


@dataclass(frozen=True, slots=True)
class _Style:
    """How text, what is strong, and a heading are written."""

    text: Callable[[str], str]
    strong: str
    heading: str


_PLAIN = _Style(unwrapped, "{}", "{}")
_MARKDOWN = _Style(lambda text: markdown_text(unwrapped(text)), "**{}**", "### {}")


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes what a turn says, with the numbers of its citations, as paragraphs."""

    numbers: Mapping[Citation, int]
    style: _Style

    def body(self, turn: Turn) -> list[str]:
        """Return the paragraphs of an answer, a digest or a timeline."""
        parts = [self.strong(with_days(turn.lead, turn.short_dates, days))] if turn.lead else []
        parts += [self.said(turn.sentences)] if turn.sentences else []
        parts += self.pairs("What was said has changed:", turn.changed)
        for story in turn.stories:
            parts += self.story(story)
        parts += [self.event(event) for event in turn.events]
        return parts

    def story(self, story: Story) -> list[str]:
        """Return a story: its title, what is told, where sources do not agree."""
        others = len(story.article_ids) - 1
        also = f", also in {others:,} other{'s' if others > 1 else ''}" if others else ""
        return [
            self.style.heading.format(
                self.style.text(f"{story.title} ({day(story.published)}{also})")
            ),
            self.said(story.sentences),
            *self.pairs("They do not agree:", story.disagreements),
        ]

    def event(self, event: Event) -> str:
        """Return an event after its day."""
        return f"{self.strong(days(*days_of(event)))}: {self.said((event.sentence,))}"

    def pairs(self, title: str, pairs: Sequence[tuple[Cited, Cited]]) -> list[str]:
        """Return pairs that do not agree, as a list under a title."""
        if not pairs:
            return []
        sides = [
            f"- {day(cited.citations[0].published)}: {self.said((cited,))}"
            for pair in pairs
            for cited in pair
        ]
        return [title, "\n".join(sides)]

    def strong(self, text: str) -> str:
        """Return text that stands out."""
        return self.style.strong.format(self.style.text(text))

    def said(self, sentences: Sequence[Cited]) -> str:
        """Return sentences that run on, each with its numbers."""
        return " ".join(
            self.style.text(with_days(cited.text, cited.dates, days))
            + " "
            + "".join(
                self.style.text(f"[{self.numbers[citation]}]")
                for citation in dict.fromkeys(cited.citations)
            )
            for cited in sentences
        )
