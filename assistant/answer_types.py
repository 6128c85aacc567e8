"""Whether an answer is of the kind that its question asks for: a number for "how many".

Coarse answer types in the sense of Li and Roth (2002, "Learning question classifiers"). Only what
cannot be an answer is told: "the head of customs" for "where", "in 1960" for "who".
"""

import re
from collections.abc import Callable

from assistant.periods import EXPRESSION
from assistant.statements.words import ROLES

_NUMBER = re.compile(
    r"\d|\b(?:zero|various|multiple|any|numerous|no|none|nobody|one|once|two|twice|both|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|quadrupled?|tripled?|doubled?|[mbtr]+illions?|"
    r"dozens?|scores?|half|third|quarter|several|few(?:er)?|many|most|all|every|majority|least|"
    r"single|double|couple|pair|only)\b|(?:twen|thir|for|fif|six|seven|eigh|nine)ty-",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$€£¥%]|\b(?:cents?|nothing|free|entire\w*|everything|little|hardly|much|enough|whole)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\d|\b(?:{EXPRESSION}|now|then|once|when|while|if|as|until|till|since|during|after|before|by|"
    r"upon|following|within|between|century|centuries|decades?|years?|months?|weeks?|weekends?|"
    r"days?|hours?|minutes?|seconds?|moment|morning|noon|afternoon|evening|night|midnight|dawn|"
    r"dusk|spring|summer|autumn|fall|winter|early|earlier|late|later|recently|soon|shortly|"
    r"birth|ages|immediately|never|always|age|era|period|times?|eve|christmas|easter|ramadan|start|"
    r"beginning|end|first|last|next|season|war|daytime|\w+days?)\b",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(
    rf"(?:(?:in|on|at|by|since|until|from|the|early|late|mid|about|around)[ -])*(?:{EXPRESSION}|"
    r"[\d:.,]+(?: ?[ap]\.?m\.?)?)(?:,? (?:\d{4}|at \d.*))?",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(
    r"[$€£]?[\d.,:%]+(?: (?:percent|per cent|million|billion))?", re.IGNORECASE
)
_ARTICLES = re.compile(r"^(?:the|an?|his|her|its|their)\s+", re.IGNORECASE)


def fits(question: str, answer: str) -> bool:
    """Whether an answer may be one to the question, by its kind alone."""
    for asked, may_be in _KINDS:
        if asked.search(question):
            return may_be(answer)
    return True


def _is_number(answer: str) -> bool:
    return _NUMBER.search(answer) is not None


def _is_amount(answer: str) -> bool:
    return _is_number(answer) or _AMOUNT.search(answer) is not None


def _is_time(answer: str) -> bool:
    return _TIME.search(answer) is not None


def _is_who(answer: str) -> bool:
    return not (_ONLY_TIME.fullmatch(answer) or _ONLY_NUMBER.fullmatch(answer))


def _is_where(answer: str) -> bool:
    head = re.split(r" (?:of|in|at|for|from)\b|,", _ARTICLES.sub("", answer))[0].split()
    is_role = bool(head) and head[-1].lower() in ROLES and answer == answer.lower()
    return _is_who(answer) and not is_role


_DID = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b"
_LEAD = r"^(?:and |but |so |then |in |on |at |by |for |from |since |until |to |of |with |about )*"
_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(_LEAD + words, re.IGNORECASE), kind)
    for words, kind in (
        (r"how many\b", _is_number),
        (r"how much\b", _is_amount),
        (rf"(?:when {_DID}|(?:what|which) (?:year|date|day|month)\b)", _is_time),
        (r"who(?:m|se)?\b", _is_who),
        (rf"where {_DID}", _is_where),
    )
)
