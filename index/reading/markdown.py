"""Markdown, with or without front matter: markup goes, paragraphs stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from index.characters import normalise
from index.errors import ReadingError
from index.reading.dates import parse_date
from index.reading.decoding import decode
from index.reading.drafts import Draft, Failed, read_whole
from index.reading.heads import header, read_head
from index.reading.html import fragment_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\s*---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|$)", re.DOTALL)
_FRONT_LINE = re.compile(r"[^\s#-].{0,60}?:(?:\s.*)?|[\s#-].*|[\]}],?|")
"""A line of YAML: a name with or without a value, what is indented below it, an item, a comment."""
_FRONT_NAME = re.compile(r"[a-z_][\w.-]*:(?:\s|$)")
_BREAK = re.compile(r"</?(?:br|hr|p|div|li|tr|td|th|h[1-6]|blockquote)\b", re.IGNORECASE)
_HEADING = re.compile(r"\s*# +\S")
_SECTION_BODY, _HEADLINE_WORDS = 60, 3
"""Characters below, and words in, each of several headings of level 1 that are articles."""


def read_markdown(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read a Markdown file, whole."""
    yield from markdown_drafts(normalise(decode(read_whole(stream))))


def is_markdown(text: str) -> bool:
    """Tell whether a text begins as Markdown does: with front matter or a heading."""
    front = _front(text)
    facts = front and any(header(line) for line in front[1].split("\n"))
    return bool(facts) or _HEADING.match(text) is not None


def markdown_drafts(text: str) -> Iterator[Draft]:
    """Yield the article of a Markdown text, or one for each of several level-1 headings.

    :raises ReadingError: if there is nothing in it.
    """
    if not text.strip():
        raise ReadingError("empty")
    facts, text = _front_matter(text)
    sections = _sections(_parse(text))
    several = len(sections) > 1
    for number, (title, body) in enumerate(sections, 1):
        head = read_head(body.split("\n"), title or facts.get("title"))
        known = {**facts, **head.facts}
        yield Draft(
            "\n".join(head.lines),
            head.title if several else facts.get("title") or head.title,
            known.get("url"),
            known.get("source"),
            head.published or parse_date(facts.get("published")),
            known.get("language"),
            f"#{number}" if several else "",
        )


def _front(text: str) -> "re.Match[str] | None":
    """Return the lines between two of "---" at the beginning, if they are facts and not prose."""
    found = _FRONT_MATTER.match(text)
    lines = found[1].split("\n") if found else []
    is_yaml = all(header(line) or _FRONT_LINE.fullmatch(line) for line in lines)
    has_facts = any(header(line) or _FRONT_NAME.match(line) for line in lines)
    return found if is_yaml and has_facts else None


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Return the "name: value" lines between two lines of "---" by field, and the rest."""
    found = _front(text)
    if not found:
        return {}, text
    facts = dict(pair for line in found[1].split("\n") if (pair := header(line)))
    unquoted = {name: value.strip().strip("\"'") for name, value in facts.items()}
    return unquoted, text[found.end() :]


def _parse(text: str) -> "list[Token]":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


def _sections(tokens: "Sequence[Token]") -> list[tuple[str, str]]:
    """Return (title, text) of each article; the title is "" where there is no heading."""
    starts = [
        number
        for number, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1"
    ]
    if not starts or starts[0] > 0:
        return [("", _text(tokens))]
    sections = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        sections.append((_text(tokens[start : start + 3]), _text(tokens[start + 3 : end])))
    are_articles = all(
        len(title.split()) >= _HEADLINE_WORDS and len(body) >= _SECTION_BODY
        for title, body in sections
    )
    if len(sections) > 1 and not are_articles:
        return [(sections[0][0], _text(tokens[starts[0] + 3 :]))]
    return sections


def _text(tokens: "Sequence[Token]") -> str:
    """Return the words of block tokens, blocks parted by a blank line, table rows by a line."""
    parts: list[str] = []
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            parts.append(" | ".join(cells or ()))
            cells = None
        elif token.type == "inline":
            is_facts = all(header(line) for line in token.content.split("\n"))
            words = token.content if is_facts else _inline(token.children or ())
            (parts if cells is None else cells).append(words)
        elif token.type in ("fence", "code_block"):
            parts.append(token.content.strip("\n"))
        elif token.type == "html_block":
            parts.append(fragment_text(token.content))
    return "\n\n".join(part for part in parts if part.strip())


def _inline(tokens: "Sequence[Token]") -> str:
    """Return the words of inline tokens: a link's words, nothing of a picture or a tag."""
    return "".join(map(_words, tokens))


def _words(token: "Token") -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type == "html_inline":
        return " " if _BREAK.match(token.content) else ""
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
