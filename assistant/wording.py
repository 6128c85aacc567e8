"""A question as it is asked of one article: without the words for the article's own time.

An article of July 2024 says "on Tuesday" and hardly ever "in July 2024": that it is of that time
is known from its date, and models that read its text alone take those words for a condition that
the text does not meet.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from assistant.periods import MONTH, period
from index import Hit

REPORTED = timedelta(days=3)
"""How long after a month or a year its events are still reported."""
_YEAR = r"(?:19|20)\d\d"
_TIME = re.compile(
    r"(?P<tie>\b(?:in|during|of|for)\s+)?(?:\b(?:early|late|mid)[ -])?"
    rf"\b(?:(?:(?P<month>{MONTH})(?:\s+of|,)?\s+)?(?P<year>{_YEAR})|"
    # "March Madness" and "October 7" are more than a month, and so is "May last year".
    rf"(?P<alone>{MONTH})(?=\W|$)(?!\s+(?:\d|(?-i:[A-Z])|del\b|last\b|next\b)))"
    r"(?![\w%/–'’-])",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?,?\s*$|[$€£.,/–-]$")
_RANGE_BEFORE = re.compile(
    r"\b(?:since|before|after|until|till|by|from|between|and|or|to|than|not|as|through|over|with|"
    r"versus|vs\.?|start|beginning|middle|end)\s+(?:in\s+)?$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(
    rf"\s*(?:,|and|or|to|until|till|through)\s+(?:in\s+)?(?:{MONTH}\b|{_YEAR}\b)", re.IGNORECASE
)
_FEWEST_WORDS = 2


def wording(question: str, published: date | None) -> str:
    """Return a question without the months and years that an article is of by its date.

    Days stay, and so does what begins or ends a stretch of time ("before 2024").
    """
    if published is None:
        return question
    pieces, end = [], 0
    for match in _own_times(question, published):
        pieces.append(question[end : match.start()].rstrip())
        end = match.end()
    text = re.sub(r"\s+([?,.!])", r"\1", " ".join([*pieces, question[end:].lstrip()])).strip(" ,")
    return text if len(text.split()) >= _FEWEST_WORDS else question


def asked_of(question: str) -> Callable[[Hit], str]:
    """Return how a question is asked of the article of a passage, as a function."""
    return lambda hit: wording(question, hit.article.published)


def _own_times(question: str, published: date) -> Iterator[re.Match[str]]:
    for match in _TIME.finditer(question):
        before = question[: match.start()]
        if _DAY_BEFORE.search(before) or _RANGE_BEFORE.search(before):
            continue
        if _RANGE_AFTER.match(question, match.end()):
            continue
        if match["alone"] and (match["tie"] or "").strip().lower() not in ("in", "during"):
            continue  # "May" and "March" are words besides.
        month, year = match["month"] or match["alone"] or "", match["year"] or published.year
        meant = period(f"{month} {year}", published)
        if meant is not None and meant[0] <= published <= meant[1] + REPORTED:
            yield match
