"""Lines of a text put together into paragraphs, which one blank line parts.

Hard-wrapped lines are joined by a space; verse and lists keep their lines. Lines count as
wrapped when each is so long that the next one's first word would not have fitted on it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

_INDENTED = re.compile(r" {2,}\S")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
NARROWEST, WIDEST = 45, 120
"""Characters in the longest line of hard-wrapped text: verse is narrower, paragraphs wider."""
_RAGGED = 0.85
"""A line filled to this share of the width counts as full: PDFs wrap by picas."""

Block = list[str]


def strip_lines(text: str) -> list[str]:
    """Return the lines without outer or double spaces.

    A blank line goes in where an indented line begins a paragraph among flush ones.
    """
    lines: list[str] = []
    for is_blank, group in groupby(text.split("\n"), key=lambda line: not line.strip()):
        block = list(group)
        if is_blank:
            lines.extend("" for _ in block)
            continue
        indented = [_INDENTED.match(line) is not None for line in block]
        for number, line in enumerate(block):
            if number and indented[number] and not all(indented):
                lines.append("")
            lines.append(" ".join(line.split()))
    return lines


def blocks_of(lines: Iterable[str]) -> list[Block]:
    """Return the runs of lines that are not blank."""
    return [list(group) for filled, group in groupby(lines, key=bool) if filled]


def reflow(lines: Iterable[str]) -> str:
    """Return stripped lines as paragraphs parted by one blank line."""
    blocks = blocks_of(lines)
    width = max((_width(block) for block in blocks if _is_surely_wrapped(block)), default=0)
    return "\n\n".join(_paragraphs(block, width) for block in blocks)


def _paragraphs(block: Block, width: int) -> str:
    if len(block) == 1:
        return block[0]
    if _is_surely_wrapped(block) or (_width(block) <= width and _is_filled(block, width)):
        return " ".join(block)
    if _width(block) > WIDEST or all(_SENTENCE_END.search(line) for line in block):
        return "\n\n".join(block)
    return "\n".join(block)


def _is_surely_wrapped(block: Sequence[str]) -> bool:
    """Tell whether a block is filled to its own width and its sentences run over line ends."""
    width = _width(block)
    if len(block) < 2 or not NARROWEST <= width <= WIDEST or not _is_filled(block, width):
        return False
    running_on = sum(
        not _SENTENCE_END.search(line) and following[0].islower()
        for line, following in pairwise(block)
    )
    return running_on * 4 >= len(block) - 1


def _is_filled(block: Sequence[str], width: int) -> bool:
    return all(
        len(line) + 1 + len(following.split(" ", 1)[0]) > width * _RAGGED
        for line, following in pairwise(block)
    )


def _width(block: Sequence[str]) -> int:
    return max(map(len, block))
