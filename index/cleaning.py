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

_ROUNDS = 8
"""Each takes away what the one before laid bare; two or three do for real articles."""
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
    for _ in range(_ROUNDS):
        lines = strip_lines(text)
        cleaned = reflow(drop_boilerplate(lines, title) or lines)
        if cleaned == text:
            break
        text = cleaned
    return text


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
    """Return the lines before the first paragraph that are no part of it.

    These are titles, furniture, lines with a credit, and lines that are printed again before
    the first paragraph begins.
    """
    near = filled[:_HEAD]
    keys = [key(lines[number]) if len(lines[number]) <= CAPTION else "" for number in near]
    copies: list[int] = []  # for each place of the head: where its line must be printed again
    end = len(near)
    for place, number in enumerate(near):
        line = lines[number]
        if _is_lead(line, keys, place):
            end = place + 1
            break
        if _is_above_text(line, title) or (keys[place] and keys[place] in keys[:place]):
            copies.append(-1)
        elif keys[place] and keys[place] in keys[place + 1 :]:
            copies.append(keys.index(keys[place], place + 1))
        else:
            end = place
            break
    while alone := [place for place, copy in enumerate(copies) if copy >= end]:
        end = alone[0]
        copies = copies[:end]
    return set(near[: len(copies)])


def _is_above_text(line: str, title: str) -> bool:
    is_named = is_title(line, title) or is_byline(line) or is_stray(line)
    return is_named or is_furniture(line) or has_credit(line)


def _is_lead(line: str, keys: Sequence[str], place: int) -> bool:
    """Tell whether a line is the second printing of the article's own first paragraph.

    A caption has its copy right below it, or more than one copy, or a credit, or is short.
    """
    return (
        keys[place] in keys[: max(0, place - 1)]
        and keys.count(keys[place]) == 2
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
    kept: list[int] = []
    for number in filled:
        line = lines[number]
        if not kept or line != lines[kept[-1]] or len(line) < _PARAGRAPH:
            kept.append(number)
        elif has_credit(line):
            dropped |= {kept.pop(), number}
        else:
            dropped.add(number)
    return dropped
