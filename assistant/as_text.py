"""Values -> plain text for a terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.dates import DateLimits, days
from assistant.prompts import REFUSAL
from assistant.resolving import with_days
from assistant.types import (
    Answer,
    Citation,
    Cited,
    Digest,
    Refusal,
    Statement,
    Summary,
    Timeline,
)
from index import Headline, Hit

WIDTH = 96
EXCERPT = 220


def outcome(value: Answer | Refusal) -> str:
    """An answer with numbered sources, or a refusal with the nearest headlines."""
    if isinstance(value, Refusal):
        return _refusal(value)
    lines = [_limits(value.limits)] if value.limits else []
    if value.short:
        lines += [with_days(value.short, value.short_dates), ""]
    numbers: dict[Citation, int] = {}
    lines += _sentences(value.sentences, numbers)
    for earlier, later in value.changed:
        lines += ["", "Earlier and later statements do not agree:"]
        for which, sentence in (("earlier", earlier), ("later", later)):
            published = sentence.citations[0].published
            lines += _sentences([sentence], numbers, f"  {which}, {published}: ")
    return "\n".join([*lines, "", *_sources(numbers)])


def _refusal(value: Refusal) -> str:
    lines = [REFUSAL]
    if value.limits:
        lines.append(_limits(value.limits))
    if value.reason == "empty":
        lines.append("There are no articles to look in: assistant add FILES, or widen the scope.")
        return "\n".join(lines)
    if value.reason == "unchanged":
        lines.append("No two statements were found that contradict one another.")
    if value.speaker and not value.instead:
        lines.append(f"They quote no words of {value.speaker}.")
    if value.instead:
        lines += ["", "They do answer:", *(f"  - {question}" for question in value.instead)]
    if value.nearest:
        lines += ["", "Nearest:"]
        lines += [f"  - {_source(h.article.title, h.article.published)}" for h in value.nearest]
    return "\n".join(lines)


def _limits(value: DateLimits) -> str:
    if value.is_open:
        return f"Searched all dates: your articles tell no one day for “{value.phrase}”."
    told = f" (“{value.dated_by}”)" if value.dated_by else ""
    return f"Searched for “{value.phrase}”: {days(value.since, value.until)}{told}."


def summary(value: Summary) -> str:
    """A summary with numbered sources and its length."""
    return "\n".join([cited(value.sentences), "", f"({value.length})"])


def cited(sentences: Sequence[Cited]) -> str:
    """Sentences with numbers, and under them what each number cites."""
    numbers: dict[Citation, int] = {}
    lines = _sentences(sentences, numbers)
    return "\n".join([*lines, "", *_sources(numbers)])


def _sentences(
    sentences: Sequence[Cited], numbers: dict[Citation, int], label: str = ""
) -> list[str]:
    """Return a paragraph for each sentence; citations that are new get the next numbers."""
    lines: list[str] = []
    for sentence in sentences:
        marks = [numbers.setdefault(c, len(numbers) + 1) for c in sentence.citations]
        text = with_days(sentence.text, sentence.dates)
        lines.append(_wrap(f"{label}{text} {''.join(f'[{n}]' for n in marks)}"))
    return lines


def _sources(numbers: Mapping[Citation, int]) -> list[str]:
    lines: list[str] = []
    for citation, number in numbers.items():
        place = f"{citation.article_id} {citation.start}:{citation.end}"
        lines.append(f"[{number}] {_source(citation.title, citation.published)}  ({place})")
        lines.append(_wrap(f"“{_clipped(citation.quote)}”", "    "))
    return lines


def digest(value: Digest) -> str:
    """Stories under their titles, with numbered sources at the end."""
    numbers: dict[Citation, int] = {}
    lines: list[str] = []
    for story in value.stories:
        told = f"({story.published or 'no date'}; {counted(len(story.article_ids), 'article')})"
        lines += [_wrap(f"{story.title}  {told}"), *_sentences(story.sentences, numbers)]
        for one, other in story.disagreements:
            lines.append("They do not agree:")
            lines += _sentences([one, other], numbers, "  - ")
        lines.append("")
    return "\n".join([*lines, *_sources(numbers)])


def timeline(value: Timeline) -> str:
    """Events, each after its day, with numbered sources at the end."""
    numbers: dict[Citation, int] = {}
    lines: list[str] = []
    for event in value.events:
        words = f" ({event.words})" if event.words else ""
        # The day stands before the sentence already.
        plain = replace(event.sentence, dates=())
        lines += _sentences([plain], numbers, f"{event.date}{words}  ")
        if event.also_in:
            lines[-1] += f"\n    also in {counted(len(event.also_in), 'other article')}"
    return "\n".join([*lines, "", *_sources(numbers)])


def counted(number: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def hits(values: Sequence[Hit]) -> str:
    """Passages found."""
    blocks = []
    for value in values:
        place = f"{value.article.id} {value.passage.start}:{value.passage.end}"
        head = f"{_source(value.article.title, value.article.published)}  ({place})"
        blocks.append(f"{head}\n{_wrap(_clipped(value.text), '    ')}")
    return "\n".join(blocks) if blocks else "Nothing found."


def headlines(values: Sequence[Headline], held: int) -> str:
    """A list of articles, out of so many in the library."""
    if not values and held:
        return f"No article matches, of {counted(held, 'article')} in the library."
    if not values:
        return "No articles yet: assistant add FILES"
    return "\n".join(
        f"{value.id}  {value.published or '          '}  {value.title}"
        + (f"  [{value.source}]" if value.source else "")
        for value in values
    )


def statements(values: Sequence[Statement]) -> str:
    """Who said what."""
    if not values:
        return "No statements found."
    return "\n".join(
        _wrap(f"{value.speaker}{_cue(value)}: {_as_said(value)}")
        + f"\n    {_source(value.citation.title, value.citation.published)}"
        for value in values
    )


def _cue(value: Statement) -> str:
    return f" ({value.cue})" if value.cue else ""


def _as_said(value: Statement) -> str:
    """Return a statement's words, in quotation marks where they are the speaker's own."""
    text = _clipped(value.text)
    return f"“{text}”" if value.direct and text[0] not in "\"“‘'«" else text


def _source(title: str, published: object) -> str:
    return f"{title}, {published}" if published else title


def _clipped(text: str) -> str:
    return textwrap.shorten(text, EXCERPT, placeholder=" …")


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
