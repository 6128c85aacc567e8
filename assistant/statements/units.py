"""A text as units: runs of whole sentences that no quotation crosses, each with its tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.statements.quotes import Quotation, quotations
from assistant.statements.verbs import VERB_FORMS
from index.sentences import sentence_spans

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[’'.\-–&][^\W_]+)*|\d+-[a-z][a-z-]+|\d[\d.,:]*\d%?|\d%?|[’']s\b|—|–|\S"
)
_ABBREVIATED = frozenset(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Sgt Adm Hon Rev St Pres Insp Supt Cmdr Jr "
    "Sr"
    "Inc Corp Ltd Co No".split()
)
_PARTICLE_NAME = re.compile(r"(?:al|el|as|ash|an|ar|ad|at|ed|es|ould|ben|bin)-[A-Z]")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_SHORT = 9
"""Most tokens of a sentence that may attribute a question or exclamation right before it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a whole quotation; `lower` is its lower-case text with plain quotes."""

    text: str
    lower: str
    start: int
    end: int
    quotation: Quotation | None = None

    @property
    def is_name(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.quotation is None and (
            self.text[0].isupper() or bool(_PARTICLE_NAME.match(self.text))
        )

    @property
    def is_word(self) -> bool:
        """Whether it is a word outside quotation marks."""
        return self.quotation is None and (
            self.text[0].isalpha() or (self.text[0].isdigit() and self.text[-1].isalpha())
        )


@dataclass(frozen=True)
class Unit:
    """One sentence, or several that a quotation holds together, as `text[start:end]`.

    `opens_paragraph` is True for the first unit of a line.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    opens_paragraph: bool

    @cached_property
    def is_quotation(self) -> bool:
        """Whether there is nothing in it but quotations."""
        return all(token.quotation or not token.is_word for token in self.tokens) and any(
            token.quotation for token in self.tokens
        )


def word_at(tokens: Sequence[Token], at: int) -> str:
    """Return the lower-case word at an index; empty where there is none, or a quotation."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def units(text: str) -> list[Unit]:
    """Return the units of a text in order."""
    marked = quotations(text)
    found: list[Unit] = []
    previous_end = -1
    for start, end in _joined(text, sentence_spans(text), marked):
        inside = [q for q in marked if start <= q.start and q.end <= end]
        opens = previous_end < 0 or "\n" in text[previous_end:start]
        found.append(Unit(start, end, tuple(_tokens(text, start, end, inside)), opens))
        previous_end = end
    return found


def _joined(
    text: str, sentences: list[tuple[int, int]], marked: list[Quotation]
) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        if joined and _belongs_together(text, joined[-1], (start, end), marked):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs_together(
    text: str, before: tuple[int, int], after: tuple[int, int], marked: list[Quotation]
) -> bool:
    if any(q.start < before[1] < q.end or q.start < after[0] < q.end for q in marked):
        return True
    if "\n" in text[before[1] : after[0]]:
        return False
    # '"Why?" Lavrov asked.' is one sentence.
    if not any(q.end == before[1] for q in marked):
        return False
    words = [match.group() for match in _TOKEN.finditer(text, *after)]
    return (
        len(words) <= _SHORT and words[-1] == "." and any(w.lower() in VERB_FORMS for w in words)
        and not any(q.start >= after[0] and q.end <= after[1] for q in marked)
    )  # fmt: skip


def _tokens(text: str, start: int, end: int, inside: list[Quotation]) -> list[Token]:
    found: list[Token] = []
    position = start
    for quotation in inside:
        found.extend(_words(text, position, quotation.start, end))
        whole = text[quotation.start : quotation.end]
        found.append(Token(whole, "", quotation.start, quotation.end, quotation))
        position = quotation.end
    found.extend(_words(text, position, end, end))
    return found


def _words(text: str, start: int, end: int, unit_end: int) -> list[Token]:
    found: list[Token] = []
    position = start
    while match := _TOKEN.search(text, position, end):
        word, stop = match.group(), match.end()
        position = stop
        if (word in _ABBREVIATED or (len(word) == 1 and word.isupper())) and (
            text[stop : stop + 1] == "." and stop + 1 < unit_end
        ):
            stop += 1
            position = stop
        possessive = _POSSESSIVE.search(word)
        if possessive and len(word) > 2:
            cut = match.start() + possessive.start()
            found.append(_token(text, match.start(), cut))
            found.append(_token(text, cut, stop))
        else:
            found.append(_token(text, match.start(), stop))
    return found


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    lower = word.lower().replace("’", "'")
    return Token(word, lower.rstrip(".") or lower, start, end)
