"""The quantities that a sentence names: how many of what, and how surely."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.grounding import stem
from index.terms import STOP_WORDS

Bound = Literal["exact", "about", "least", "most"]

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_VALUE = {word: float(n) for n, word in enumerate(_WORDS, start=2)}
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_BOUND: dict[str, Bound] = {
    "at least": "least", "more than": "least", "over": "least", "as many as": "most",
    "up to": "most", "fewer than": "most", "less than": "most", "under": "most",
    "about": "about", "around": "about", "some": "about", "roughly": "about",
    "approximately": "about", "nearly": "about", "almost": "about", "an estimated": "about",
}  # fmt: skip
_QUANTITY = re.compile(
    rf"(?:\b(?P<bound>{'|'.join(_BOUND)}) )?(?P<money>[$€£])?"
    rf"(?<![\w.,:/-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(_WORDS)})"
    rf"(?![\w/:-]|[.,]\d| dozen| score)(?: (?P<scale>{'|'.join(_SCALE)}))?"
    r"(?P<percent> ?%| per ?cent\b)?",
    re.IGNORECASE,
)
_NEXT = re.compile(r" (?:of the |of |other |more |additional )?(?P<noun>[a-z]+(?:-[a-z]+)*)")
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "dollars": "dollar", "euros": "euro",
          "pounds": "pound"}  # fmt: skip
_PRICE = re.compile(
    r"\b(?:prices?|average|shares?|apiece|per|an? (?:gallon|barrel|litre|share))\b", re.I
)
_CURRENCY = re.compile(r" (dollars|euros|pounds)\b")
_PEOPLE = frozenset("people person civilian soldier worker child children men women other".split())
_MEASURES = frozenset(
    "year month week day hour minute second time times mile kilometre kilometer metre meter foot "
    "feet point percent degree p a pm am".split()
)
_TOLL = (
    ("killed", r"kill(?:ed|ing|s)?|dead|die[ds]?|deaths?|death toll"),
    ("injured", r"injur(?:ed|ing|ies|y)|wound(?:ed|ing)|hurt"),
    ("missing", r"missing|unaccounted"),
    ("arrested", r"arrest(?:ed|s|ing)|detain(?:ed|ing)"),
)
_AFTER = [
    (name, re.compile(rf"^(?: [a-z-]+){{0,3}}? (?:{words})\b", re.I)) for name, words in _TOLL
]
_BEFORE = [
    (name, re.compile(
        rf"\b(?:{words})\b(?: (?:has|had|have|now|rose|risen|rises|to|at|of|was|is|stood|stands|"
        rf"reached|climbed|passed|by|the|lives))*(?: (?:{'|'.join(_BOUND)}))? $", re.I))
    for name, words in _TOLL
]  # fmt: skip
_DEATH_TOLL = re.compile(r"\b(?:death toll|toll of dead|number of (?:dead|deaths))\b[^.;,]*$", re.I)
_PART = re.compile(
    r"\b(?:including|among (?:them|those)|of (?:whom|them|which)|another|further|other)\b[^.;]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` of a text, of things that `unit` names ("killed", "vote", "%")."""

    start: int
    end: int
    value: float
    bound: Bound
    unit: str


def quantities(text: str) -> Iterator[Quantity]:
    """Yield how many of what a text says; years, ages, times and parts of a whole are left out."""
    for match in _QUANTITY.finditer(text):
        value = _value(match)
        unit = _unit(text, match)
        if unit is None or _PART.search(text, max(0, match.start() - 60), match.start()):
            continue
        bound = _BOUND.get((match["bound"] or "").lower(), "exact")
        yield Quantity(match.start("number"), match.end(), value, bound, unit)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can both be right, or differ as roundings do."""
    low, high = sorted((one.value, other.value))
    if low == high:
        return True
    bounds = {one.bound, other.bound}
    if bounds & {"least", "most"}:
        return high <= 1.5 * low
    if "about" in bounds:
        return high <= 1.1 * low
    return _is_round(one.value) != _is_round(other.value) and high <= 1.05 * low


def _value(match: re.Match[str]) -> float:
    number = match["number"].lower()
    value = _VALUE.get(number)
    value = float(number.replace(",", "")) if value is None else value
    return value * _SCALE.get((match["scale"] or "").lower(), 1.0)


def _unit(text: str, match: re.Match[str]) -> str | None:
    if match["percent"]:
        return "%"
    rest = text[match.end() : match.end() + 60]
    # What a thing costs by the piece changes with the hour.
    currency = _CURRENCY.match(rest)
    if match["money"] or currency:
        sum_of = _MONEY[match["money"] or (currency[1] if currency else "")]
        return None if _PRICE.search(text) else sum_of
    start = match.start("number")
    if _DEATH_TOLL.search(text, max(0, start - 90), start):
        return "killed"
    for name, pattern in _BEFORE:
        if pattern.search(text, max(0, start - 60), start):
            return name
    for name, pattern in _AFTER:
        if pattern.match(rest):
            return name
    following = _NEXT.match(rest)
    if following is None:
        return None
    noun = following["noun"]
    plain = stem(noun)
    # "40 people" says nothing of what happened to them.
    if noun in STOP_WORDS or {noun, noun.removesuffix("s"), plain} & (_MEASURES | _PEOPLE):
        return None
    return plain


def _is_round(value: float) -> bool:
    """Whether a number has at most two figures that are not noughts."""
    return len(f"{value:.0f}".rstrip("0")) <= 2
