"""Whether an answer is plainly of another kind than its question asks for.

Coarse answer types in the sense of Li and Roth (2002, "Learning question classifiers"). Only
positive evidence counts: a person for "where", what has no quantity in it for "how many", "in
1960" for "who".
"""

import re
from collections.abc import Callable

from assistant.periods import EXPRESSION, MONTH
from assistant.statements.words import ROLES

_NUMBER = re.compile(
    r"\d|\b(?:zero|one|once|two|twice|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|thousands?|[mbtr]+illions?|"
    r"dozens?|scores?|half|third|quarter|percent|none|both|all|most|many|few|several|some|any)\b|%",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:an?|single|pair|couple|double|triple|trio|twins?|entire|whole|every|each|no|majority|"
    r"minority|nobody|everyone|plenty|lots?|numerous|countless|handful|number|multiple|various)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)\b[A-Z]\w+|^(?!(?:The|An?|Some|More|About|Over|At|Up)\b)[A-Z]\w+")
_YEAR_OR_DAY = re.compile(
    rf"\d|\b(?:{EXPRESSION}|century|decade|year|month|week|\w*day|spring|summer|autumn|fall|winter|"
    r"christmas|easter|ramadan|eve|ages?)s?\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:(?:in|on|since|until|from|early|late|mid|about|around)[ -])+|(?=.*[a-z])(?=.*\d))"
    rf"(?:{EXPRESSION})(?:,? \d{{4}})?",
    re.IGNORECASE,
)
"""Not a month alone, which may be somebody's name."""
_AMOUNT = re.compile(r"[$€£]?[\d.,]+(?: ?(?:%|percent|per cent|million|billion))?", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:(?:almost|nearly|about|around|over|more than|less than|at least|the past|the last|an?|one|"
    r"two|three|four|five|six|seven|eight|nine|ten|several|\d+) )+(?:year|month|week|decade)s?",
    re.IGNORECASE,
)
_CLOCK = r"(?:at |from |until )*\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|o['’]clock)"
_DAY = rf"(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_MOMENT = re.compile(
    rf"{_CLOCK}|(?:on )?{_DAY}|(?:in|since|until) (?:{MONTH} )?(?:19|20)\d\d", re.IGNORECASE
)
"""A point of time and nothing else: "about 2000" may be a number."""
_WHERE_IS = re.compile(
    r"where(?:'s|’s| (?:is|are|was|were|lies?)) (?:the )?(.+?)(?: (?:located|situated))?\s*\?*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their) ", re.IGNORECASE)
_OF = re.compile(r",| (?:of|in|at|for|from|to)\b")


def fits(question: str, answer: str) -> bool:
    """Whether an answer may be one to the question, by its kind alone."""
    for asked, may_be in _KINDS:
        if asked.search(question):
            return may_be(answer)
    return True


def is_inside_out(question: str, answer: str, sentence: str) -> bool:
    """Whether a sentence puts the answer at the place whose own place is asked for.

    "The naval base in Tartus" does not say where Tartus is.
    """
    asked = _WHERE_IS.match(question.strip())
    if asked is None:
        return False
    there = rf"{re.escape(answer)},? (?:in|near|of|outside) (?:the )?{re.escape(asked[1])}\b"
    return re.search(there, sentence, re.IGNORECASE) is not None


def _may_be_number(answer: str) -> bool:
    named = _NAME.search(answer) is not None and _NUMBER.search(answer) is None
    return not (named or _MOMENT.fullmatch(answer) or answer.lower() == "no")


def _may_be_count(answer: str) -> bool:
    quantified = _NUMBER.search(answer) or _QUANTITY.search(answer)
    return _may_be_number(answer) and quantified is not None


def _may_be_amount(answer: str) -> bool:
    return _may_be_number(answer) and _DURATION.fullmatch(answer) is None


def _may_be_year_or_day(answer: str) -> bool:
    return _YEAR_OR_DAY.search(answer) is not None


def _may_be_time(answer: str) -> bool:
    return not _is_role(answer)


def _may_be_person(answer: str) -> bool:
    return not (_DATE.fullmatch(answer) or _AMOUNT.fullmatch(answer))


def _may_be_place(answer: str) -> bool:
    return not (_is_role(answer) or _DATE.fullmatch(answer))


def _is_role(answer: str) -> bool:
    """Whether an answer is somebody without a name: "the head of customs"."""
    head = _OF.split(_ARTICLE.sub("", answer, count=1))[0].split()
    return bool(head) and head[-1] in ROLES


_LEAD = r"^(?:(?:and|but|so|then|in|on|at|by|for|from|since|until|to|of|with|about) )*"
_DID = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b"
_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(_LEAD + words, re.IGNORECASE), kind)
    for words, kind in (
        (r"how many\b", _may_be_count),
        (r"how much (?!(?:\w+ )?(?:time|earlier|later|longer|older|younger)\b)", _may_be_amount),
        (r"(?:what|which) (?:year|date|day|month)\b", _may_be_year_or_day),
        (rf"when {_DID}", _may_be_time),
        (r"whom?\b", _may_be_person),
        (rf"where {_DID}", _may_be_place),
        (rf"(?:what|which) (?:city|town|village|country) {_DID}", _may_be_place),
    )
)
