"""Quotations of a text, by their marks: curly, straight, guillemets, single, over paragraphs."""

import re
from dataclasses import dataclass

_OPENING = ("“", "«", "„", "``", "‘‘")
_DOUBLE_MARK = re.compile(r"[\"“”«»„]|``|''|‘‘|’’")
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–:])|^)['‘](?=[^\W\d_]|\d|\.\.\.|…|\$|£|€)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w,.!?…%)—–-])['’](?=[\s,.;:!?)—–-]|$)")
_ELISION = re.compile(r"['‘’](?:tis|twas|em|til|cause|n|\d0s)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][ \u00a0]+$")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, marks included (`start`, `end`) and left out (`inner_start`, `inner_end`).

    `closed` is False where its paragraph ends before its closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in order; each lies within one line of `text`.

    A quotation that runs over several paragraphs, each opening a mark anew, is one for each.
    """
    found: list[Quotation] = []
    for line in _LINE.finditer(text):
        double = _double_quotations(text, line.start(), line.end())
        found.extend(_with_single(text, line.start(), line.end(), double))
    return found


def _double_quotations(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    depth = 0
    marks = list(_DOUBLE_MARK.finditer(text, start, end))
    for number, mark in enumerate(marks):
        if opened is None:
            if _may_open(text, mark, start, end):
                opened = mark.span()
        elif mark.group() in _OPENING and _is_nested(marks, number):
            depth += 1
        elif mark.group() in _OPENING:
            found.append(_unclosed(text, opened, mark.start()))
            opened = mark.span()
        elif depth:
            depth -= 1
        elif _opens_anew(text, mark, end):
            found.append(_unclosed(text, opened, mark.start()))
            opened = mark.span()
        else:
            found.append(Quotation(opened[0], mark.end(), opened[1], mark.start(), closed=True))
            opened = None
    if opened is not None:
        found.append(_unclosed(text, opened, end))
    return [q for q in found if text[q.inner_start : q.inner_end].strip()]


def _opens_anew(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a straight mark inside a quotation opens the next one, of a paragraph run on."""
    return (
        mark.group() == '"'
        and bool(_SENTENCE_END.search(text[max(0, mark.start() - 4) : mark.start()]))
        and mark.end() < end
        and text[mark.end()].isalnum()
    )


def _is_nested(marks: list[re.Match[str]], number: int) -> bool:
    """Whether the opening mark inside a quotation has a closing mark of its own."""
    following = [mark.group() for mark in marks[number + 1 : number + 3]]
    return len(following) == 2 and not any(sign in _OPENING for sign in following)


def _unclosed(text: str, opening: tuple[int, int], end: int) -> Quotation:
    """Return a quotation that ends without a mark, after its last word before `end`."""
    last = opening[1] + len(text[opening[1] : end].rstrip())
    return Quotation(opening[0], last, opening[1], last, closed=False)


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    sign = mark.group()
    if sign in _OPENING:
        return True
    at_start = not text[start : mark.start()].strip()
    after_space = at_start or text[mark.start() - 1] in " \t\u00a0([—–-:"
    before_word = mark.end() < end and not text[mark.end()].isspace()
    if sign in ('"', "''"):
        return before_word and after_space  # An inch mark or a stray mark opens nothing.
    return at_start and before_word


def _with_single(text: str, start: int, end: int, double: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    position = start
    for quotation in double:
        found.extend(_single_quotations(text, position, quotation.start))
        found.append(quotation)
        position = quotation.end
    found.extend(_single_quotations(text, position, end))
    return found


def _single_quotations(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    position = start
    while match := _SINGLE_OPEN.search(text, position, end):
        if _ELISION.match(text, match.start()):
            position = match.end()
            continue
        close = _single_close(text, match.end(), end)
        if close is None:
            position = match.end()
            continue
        found.append(Quotation(match.start(), close + 1, match.end(), close, closed=True))
        position = close + 1
    return found


def _single_close(text: str, start: int, end: int) -> int | None:
    """Return where a single quotation closes: after punctuation for sure, else after a word."""
    fallback: int | None = None
    for match in _SINGLE_CLOSE.finditer(text, start, end):
        at = match.start()
        if text[at - 1] in ",.!?…" or text[at + 1 : at + 2] in (",", ".", ""):
            return at
        # "ministers' " is a possessive as long as a better closing mark follows.
        if text[at - 1] != "s" or not re.match(r"['’]\s+[a-z]", text[at:end]):
            return at if fallback is None else fallback
        fallback = at
    return fallback
