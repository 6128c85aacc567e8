"""What stands above an article's first paragraph: its title, and lines such as "Date: ...".

The conventions of plain text, read without a model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.boilerplate import is_button, is_byline, is_furniture, is_stray, is_title, key
from index.characters import clip
from index.reading.dates import date_line, dateline_date, parse_date
from index.sentences import sentence_spans

_NAMES = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "published_at": "published",
    "published_time": "published",
    "publication date": "published",
    "date published": "published",
    "pubdate": "published",
    "source": "source",
    "publisher": "source",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
    "author": "author",
}
_HEADER = re.compile(
    rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})\s*:\s*(\S.*)", re.IGNORECASE
)
_TITLE, _CLIPPED = 200, 100
"""Characters at most of a line taken for a title, and of a title made from a sentence."""
_SENTENCE_END = re.compile(r"[.,;:][\"'”’)\]]*$")
_REPEATED_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Head:
    """What was read above the text that is left in `lines`."""

    lines: Sequence[str]
    title: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None


def read_head(lines: Sequence[str], title: str | None = None) -> Head:
    """Read headers, title, headers again and a line with nothing but a date, in this order.

    :param title: if it is known already, so that none is looked for.
    """
    if title is not None:
        lines = _below_title(lines, title)
    facts, lines = take_headers(lines)
    title = title or facts.get("title")
    if title is None:
        title, lines = _take_title(lines)
        if title is not None:
            more, lines = take_headers(lines)
            facts = {**more, **facts}
    published = parse_date(facts.get("published"))
    if published is None:
        published, lines = _take_date(lines)
    return Head(lines, title, facts, published)


def header(line: str) -> tuple[str, str] | None:
    """Return (field, value) of a line such as "Source: Harbour Gazette"."""
    found = _HEADER.fullmatch(line.strip())
    return (_NAMES[found[1].lower()], found[2]) if found else None


def take_headers(lines: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """Return the header lines at the beginning by field, and the lines after them.

    A lone "Source: ..." may be a headline: it counts beside another header only.
    """
    facts: dict[str, str] = {}
    end = 0
    for number, line in enumerate(lines):
        found = header(line)
        if found:
            facts.setdefault(*found)
            end = number + 1
        elif line.strip():
            break
    is_sure = len(facts) > 1 or "title" in facts or parse_date(facts.get("published"))
    if not is_sure and not facts.get("url", "").startswith("http"):
        return {}, lines
    return facts, lines[end:]


def is_title_like(line: str) -> bool:
    """Tell whether a line could be a headline: short, some letters, no full stop at the end."""
    line = line.strip()
    return (
        0 < len(line) <= _TITLE
        and any(character.isalpha() for character in line)
        and not _SENTENCE_END.search(line)
        and not is_byline(line)
        and not is_furniture(line)
        and not is_stray(line)
    )


def title_of(text: str) -> tuple[str, str]:
    """Return a title for a text that came without one, and the text that is left.

    :returns: ("", text) if there is not a word in it.
    """
    title, lines = _take_title(text.split("\n"))
    if title is not None:
        return title, "\n".join(lines)
    first = next((text[start:end] for start, end in sentence_spans(text[:2000])), "")
    return clip(" ".join(first.split()), _CLIPPED), text


def _below_title(lines: Sequence[str], title: str) -> Sequence[str]:
    """Return the lines without the title's first printing, on one line or on several."""
    printed = ""
    for number, line in enumerate(lines):
        printed = f"{printed} {line}".strip()
        if is_title(printed, title):
            return lines[number + 1 :]
        if not key(title).startswith(key(printed)):
            break
    return lines


def _take_title(lines: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    while filled and (is_furniture(lines[filled[0]].strip()) or is_stray(lines[filled[0]].strip())):
        filled.pop(0)
    if len(filled) < 2:
        return None, lines
    first, second = filled[:2]
    line = lines[first].strip()
    repeated = key(line) in {key(lines[number]) for number in filled[1:_REPEATED_WITHIN]}
    stands_alone = (
        second > first + 1
        or header(lines[second]) is not None
        or date_line(lines[second].strip()) is not None
        or is_byline(lines[second].strip())
        or len(lines[second]) > max(_TITLE * 0.8, 2 * len(line))
    )
    fits = is_title_like(line) and stands_alone
    fits |= is_title_like(line.rstrip(".")) and repeated
    if not fits or is_button(line) or date_line(line) or dateline_date(line + " "):
        return None, lines
    return line, lines[first + 1 :]


def _take_date(lines: Sequence[str]) -> tuple[date | None, Sequence[str]]:
    """Return the date that stands on a line of its own among the first ones, and the rest."""
    filled = [number for number, line in enumerate(lines) if line.strip()][:4]
    for number in filled:
        published = date_line(lines[number].strip())
        if published is not None:
            return published, [*lines[:number], *lines[number + 1 :]]
        if not is_title_like(lines[number]) and not is_byline(lines[number].strip()):
            break
    return None, lines
