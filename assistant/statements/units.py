"""A text as units: runs of whole sentences that no quotation crosses, each with its tokens."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.statements.furniture import after_dateline, is_furniture, is_link
from assistant.statements.given_names import FEMALE_NAMES, MALE_NAMES
from assistant.statements.quotes import Quotation, quotations
from assistant.statements.verbs import VERB_FORMS
from assistant.statements.words import HONORIFICS, ROLES
from index.sentences import sentence_spans

_TOKEN = re.compile(
    r"@\w+|(?:[A-Z]\.){2,}|[^\W\d_]+(?:(?:[’'.\-\u2011–&]|(?<=[A-Z])/(?=[A-Z])|[\u0300-\u036f]+[’'.\-]?)[^\W_]+)*[\u0300-\u036f]*|\d+-[a-z][a-z-]+|\d[\d.,:]*\d%?|\d%?|[’']s\b|—|–|\S"
)
_ABBREVIATED = frozenset(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Sgt Adm Hon Rev St Pres Insp Supt Cmdr Jr "
    "Sr "
    "Inc Corp Ltd Co No".split()
)
_NAMES_TOO = frozenset("will may march june august far so long an just even".split())
_GIVEN_OR_TITLE = MALE_NAMES | FEMALE_NAMES | HONORIFICS.keys() | ROLES
_PARTICLE_NAME = re.compile(r"(?:al|el|as|ash|an|ar|ad|at|ed|es|ould|ben|bin)[-\u2011][A-Z]")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_SIGNED = re.compile(r"(?:—|–|--) ?[A-Z]")
_NICKNAME = re.compile(r"[“\"‘'][A-Z][\w.-]*[”\"’'](?= [A-Z][a-z])")
_GIVEN_BEFORE = re.compile(r"(?<![\w’'-])[A-Z][\w-]*\.? $")
_SPEAKS_AGAIN = re.compile(r"[:\"“”]")
_LONGEST_GIVEN = 30
_MOST_TOKENS = 300
"""Tokens of a unit that are read; the longest of 140,000 in news articles had 170."""
_SHORT_LENGTH = 80
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
    is_surname: bool = False
    """Whether it is part of a name here, though mostly another word: "Will Lee", "Mrs May"."""

    @property
    def is_name(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        if self.quotation is not None:
            return False
        first = self.text[0]
        if first.islower():
            return not self.text.isalpha() and bool(_PARTICLE_NAME.match(self.text))
        return first.isupper() or self.is_handle

    @property
    def is_handle(self) -> bool:
        """Whether it is the name of an account, such as "@handle"."""
        return len(self.text) > 1 and self.text[0] == "@"

    @property
    def is_word(self) -> bool:
        """Whether it is a word outside quotation marks."""
        return self.quotation is None and (
            self.text[0].isalpha()
            or self.is_handle
            or (self.text[0].isdigit() and self.text[-1].isalpha())
        )


@dataclass(frozen=True)
class Unit:
    """One sentence, or several that a quotation holds together, as `text[start:end]`."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    is_link: bool = False
    """Whether it is a link to another article, in which nobody speaks here."""

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
    """Return the units of a text in order, without the labels of a page; no dateline is a token."""
    marked = quotations(text)
    starts = [quotation.start for quotation in marked]
    found: list[Unit] = []
    for start, end in _joined(text, sentence_spans(text), marked):
        if is_furniture(text[start:end]):
            continue
        inside = marked[bisect_left(starts, start) : bisect_left(starts, end)]
        first = after_dateline(text, start, end)
        words = tuple(_tokens(text, first, end, inside)[:_MOST_TOKENS])
        found.append(Unit(start, end, words, is_link(text[start:end])))
    return found


def _joined(
    text: str, sentences: list[tuple[int, int]], marked: list[Quotation]
) -> list[tuple[int, int]]:
    """Join the sentences that a quotation crosses, and a cue to the question it follows."""
    starts = [quotation.start for quotation in marked]
    closings = {quotation.end for quotation in marked}
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        latest = bisect_left(starts, start) - 1
        crossed = latest >= 0 and marked[latest].end > start
        if joined and (
            crossed or (joined[-1][1] in closings and _attributes(text, joined[-1][1], start, end))
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _attributes(text: str, closing: int, start: int, end: int) -> bool:
    """Whether a sentence says whose a quotation is: '"Why?" Lavrov asked.', '— Ann Lee, mayor.'."""
    if _SIGNED.match(text, start, end) and not _SPEAKS_AGAIN.search(text, start, end):
        return not text[closing:start].count("\n\n")
    if "\n" in text[closing:start] or end - start > _SHORT_LENGTH:
        return False
    words = [match.group() for match in _TOKEN.finditer(text, start, end)]
    return (
        len(words) <= _SHORT
        and words[-1] == "."
        and not any(word in '"“”‘«' for word in words)
        and any(_is_finite(word.lower()) for word in words)
    )


def _is_finite(word: str) -> bool:
    form = VERB_FORMS.get(word)
    return form is not None and form.form in ("past", "s")


def _tokens(text: str, start: int, end: int, inside: list[Quotation]) -> list[Token]:
    found: list[Token] = []
    position = start
    for quotation in inside:
        found.extend(_words(text, position, quotation.start, end))
        if _is_nickname(text, start, quotation):
            position = quotation.end
            continue
        whole = text[quotation.start : quotation.end]
        found.append(Token(whole, "", quotation.start, quotation.end, quotation))
        position = quotation.end
    found.extend(_words(text, position, end, end))
    return [
        replace(token, is_surname=True) if _is_name_here(found, at) else token
        for at, token in enumerate(found)
    ]


def _is_nickname(text: str, start: int, quotation: Quotation) -> bool:
    """Whether a quotation stands inside a name, of which it is then no part: 'Bob "Bo" Ray'."""
    before = text[max(start, quotation.start - _LONGEST_GIVEN) : quotation.start]
    inside = _NICKNAME.match(text, quotation.start)
    return inside is not None and _GIVEN_BEFORE.search(before) is not None


def _is_name_here(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capitalised "Will", "May" or "Far" is somebody's."""
    token = tokens[at]
    if token.lower not in _NAMES_TOO or not token.is_name or token.text.isupper():
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.lower == "will":
        named = after is not None and after.is_name and after.lower not in _NAMES_TOO
        return named and tokens[-1].lower != "?"
    if token.lower in ("may", "march", "june", "august"):
        given = before is not None and before.lower in _GIVEN_OR_TITLE
        speaks = after is not None and _is_finite(after.lower)
        return (given or speaks) and not (after is not None and after.text[0].isdigit())
    speaks = after is not None and (_is_finite(after.lower) or after.lower in (",", "'s"))
    names = tokens[at - (1 if speaks else 2) : at] if at > 1 or speaks else []
    return bool(names) and all(t.is_name and t.lower not in _NAMES_TOO for t in names)


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
