"""What scraping leaves behind taken away, and paragraphs put in order: pure functions.

Rules are strict in the head of an article, before its first paragraph, where pages print titles
and captions twice. Below, only whole lines go that no reporter writes. No word is ever changed.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.boilerplate import (
    CAPTION,
    has_credit,
    is_button,
    is_byline,
    is_furniture,
    is_stray,
    is_title,
    key,
)
from index.characters import clip, normalise, one_line
from index.paragraphs import reflow, strip_lines

_HEAD = 16
"""Filled lines at most that can stand before the first paragraph."""
_LEAD, _PARAGRAPH = 80, 40
"""Characters at least of an article's first paragraph, and of one that is worth comparing."""
_TITLE = 300


def clean(text: str, title: str = "") -> str:
    """Return an article's text without its title and boilerplate, as `Article.text` has it.

    Paragraphs are parted by one blank line. Cleaning twice changes nothing more; a text that
    is nothing but title and boilerplate keeps its words.
    """
    text = normalise(text)
    while True:  # each round only takes away, so it ends
        lines = strip_lines(text)
        cleaned = reflow(drop_boilerplate(lines, title) or lines)
        if cleaned == text:
            return cleaned
        text = cleaned


def clean_title(title: str) -> str:
    """Return a title on one line, clipped at a word if it is longer than any headline."""
    return clip(one_line(title), _TITLE)


def drop_boilerplate(lines: Sequence[str], title: str) -> list[str]:
    """Return the lines with "" for each that is boilerplate; nothing if all of them are."""
    filled = [number for number, line in enumerate(lines) if line]
    dropped = _head(lines, filled, title) | _buttons(lines, filled)
    dropped |= {number for number in filled if is_furniture(lines[number])}
    dropped |= _doubles(lines, [number for number in filled if number not in dropped])
    kept = ["" if number in dropped else line for number, line in enumerate(lines)]
    return kept if any(kept) else []


def _head(lines: Sequence[str], filled: Sequence[int], title: str) -> set[int]:
    """Return the lines before the first paragraph that are no part of it."""
    copies: dict[str, list[int]] = {}
    for number in filled[:_HEAD]:
        copies.setdefault(key(lines[number]), []).append(number)
    dropped: set[int] = set()
    for number in filled[:_HEAD]:
        line = lines[number]
        same = copies[key(line)]
        is_caption = len(line) <= CAPTION and (len(same) > 1 or has_credit(line))
        if _is_above_text(line, title) or (is_caption and not _is_lead(lines, same, number)):
            dropped.add(number)
        else:
            break
    return dropped


def _is_above_text(line: str, title: str) -> bool:
    return is_title(line, title) or is_stray(line) or is_byline(line) or is_furniture(line)


def _is_lead(lines: Sequence[str], copies: Sequence[int], number: int) -> bool:
    """Tell whether a line is the second printing of the article's own first paragraph.

    A caption has its copy right below it, or more than one copy, or a credit.
    """
    line = lines[number]
    return (
        len(copies) == 2
        and number == copies[1] > copies[0] + 1
        and len(line) >= _LEAD
        and line.rstrip("\"'”’").endswith((".", "!", "?"))
        and not has_credit(line)
    )


def _buttons(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Return share buttons that stand two or more in a row."""
    dropped: set[int] = set()
    for before, number in pairwise(filled):
        if is_button(lines[before]) and is_button(lines[number]):
            dropped |= {before, number}
    return dropped


def _doubles(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Return what is printed twice in a row: of captions both, of paragraphs the second."""
    dropped: set[int] = set()
    for before, number in pairwise(filled):
        line = lines[number]
        if line != lines[before] or len(line) < _PARAGRAPH:
            continue
        dropped |= {before, number} if has_credit(line) else {number}
    return dropped
