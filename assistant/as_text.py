"""Values -> plain text for a terminal."""

import textwrap
from collections.abc import Sequence

from assistant.prompts import REFUSAL
from assistant.types import Answer, Citation, Cited, Refusal, Statement, Summary
from index import Headline, Hit

WIDTH = 96
EXCERPT = 220


def outcome(value: Answer | Refusal) -> str:
    """An answer with numbered sources, or a refusal with the nearest headlines."""
    if isinstance(value, Refusal):
        lines = [REFUSAL]
        if value.reason == "empty":
            lines.append(
                "There are no articles to look in: assistant add FILES, or widen the scope."
            )
        elif value.nearest:
            lines += ["", "Nearest:"]
            lines += [f"  - {_source(h.article.title, h.article.published)}" for h in value.nearest]
        return "\n".join(lines)
    short = [f"{value.short}", ""] if value.short else []
    return "\n".join([*short, cited(value.sentences)])


def summary(value: Summary) -> str:
    """A summary with numbered sources and the share that was read."""
    read = f"({value.length}; read {value.covered:.0%} of the article)"
    return "\n".join([cited(value.sentences), "", read])


def cited(sentences: Sequence[Cited]) -> str:
    """Sentences with numbers, and under them what each number cites."""
    numbers: dict[Citation, int] = {}
    lines: list[str] = []
    for sentence in sentences:
        marks = [numbers.setdefault(c, len(numbers) + 1) for c in sentence.citations]
        lines.append(_wrap(f"{sentence.text} {''.join(f'[{n}]' for n in marks)}"))
    lines.append("")
    for citation, number in numbers.items():
        place = f"{citation.article_id} {citation.start}:{citation.end}"
        lines.append(f"[{number}] {_source(citation.title, citation.published)}  ({place})")
        lines.append(_wrap(f"“{_clipped(citation.quote)}”", "    "))
    return "\n".join(lines)


def hits(values: Sequence[Hit]) -> str:
    """Passages found."""
    blocks = []
    for value in values:
        place = f"{value.article.id} {value.passage.start}:{value.passage.end}"
        head = f"{_source(value.article.title, value.article.published)}  ({place})"
        blocks.append(f"{head}\n{_wrap(_clipped(value.text), '    ')}")
    return "\n".join(blocks) if blocks else "Nothing found."


def headlines(values: Sequence[Headline]) -> str:
    """A list of articles."""
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
        _wrap(f"{value.speaker} ({value.cue}): {_clipped(value.text)}")
        + f"\n    {_source(value.citation.title, value.citation.published)}"
        for value in values
    )


def _source(title: str, published: object) -> str:
    return f"{title}, {published}" if published else title


def _clipped(text: str) -> str:
    return textwrap.shorten(text, EXCERPT, placeholder=" …")


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
