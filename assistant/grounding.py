"""Whether the cited words hold what a sentence says.

Pure functions. What must be in them are the facts a reader would be misled by: names, numbers,
dates and quotations (entity precision, Nan et al., 2021, arXiv:2102.09130).
"""

import re
from collections.abc import Sequence

from assistant.types import Citation
from index.sentences import Span
from index.terms import STOP_WORDS

LEANS = re.compile(r"(?:it|they|this|these|that|those|he|she|its|their|his|her)\b", re.IGNORECASE)
"""A sentence that starts so leans on the one before it."""
_TOKEN = re.compile(r"\w+(?:[.,]\d+)*(?:['’-]\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,})[”\"]")
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion trillion dozen half twice first second third fourth "
    "fifth sixth seventh eighth ninth tenth"
).split()
_VALUES = {word: str(value) for value, word in enumerate(_NUMBER_WORDS[:21])}
_SAME_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def tokens(text: str) -> list[str]:
    """Return the words of a text as they stand, possessive endings removed."""
    return [_POSSESSIVE.sub("", token) for token in _TOKEN.findall(text)]


def content_sequence(text: str) -> list[str]:
    """Return the stems, in lower case and in order, of the words that carry meaning."""
    return [stem(token.lower()) for token in tokens(text) if token.lower() not in STOP_WORDS]


def content_words(text: str) -> set[str]:
    """Return the stems, in lower case, of the words that carry meaning."""
    return set(content_sequence(text))


def stem(word: str) -> str:
    """Cut the commonest English endings, so that "visited" meets "visit"."""
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > 4 else word


def overlap(sentence: str, evidence: str) -> float:
    """Return the share (0 to 1) of the sentence's content words that the evidence holds."""
    words = content_words(sentence)
    return len(words & content_words(evidence)) / len(words) if words else 0.0


def unsupported(sentence: str, evidence: str) -> list[str]:
    """Return the names, numbers, dates and quotations of a sentence that the evidence lacks."""
    held = {token.lower() for token in tokens(evidence)}
    held |= {part for token in held for part in token.split("-")}
    missing = [name for name in _names(sentence, evidence) if not _holds(name, held)]
    missing += [number for number in _numbers(sentence) if not _holds_number(number, held)]
    plain = _plain(evidence)
    missing += [
        quote for quote in _QUOTED.findall(sentence) if _plain(quote).strip(" ,.") not in plain
    ]
    return missing


def locate(answer: str, text: str) -> list[Span]:
    """Return where a short answer stands in a text, whole words, any case."""
    words = [re.escape(word.translate(_SAME_MARKS)) for word in answer.split()]
    if not words:
        return []
    pattern = r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"
    return [
        match.span() for match in re.finditer(pattern, text.translate(_SAME_MARKS), re.IGNORECASE)
    ]


def _names(sentence: str, evidence: str) -> list[str]:
    found = tokens(sentence)
    lower = {token for token in tokens(evidence) if token[:1].islower()}
    names = []
    for position, token in enumerate(found):
        if not token[:1].isupper() or token.lower() in STOP_WORDS or token.lower() in _VALUES:
            continue
        # The first word is written large anyway: a name only if the evidence never has it small.
        if position == 0 and (token.lower() in lower or len(token) == 1):
            continue
        names.append(token)
    return names


def _holds(name: str, held: set[str]) -> bool:
    lowered = name.lower()
    return lowered in held or all(part in held for part in lowered.split("-"))


def _numbers(sentence: str) -> list[str]:
    words = [token.lower() for token in tokens(sentence)]
    spelt = [word for word in words if word in _NUMBER_WORDS and word not in ("one", "first")]
    return _NUMBER.findall(sentence) + spelt


def _holds_number(number: str, held: set[str]) -> bool:
    plain = number.replace(",", "")
    figures = {found.replace(",", "") for token in held for found in _NUMBER.findall(token)}
    if plain in figures or number in held:
        return True
    value = _VALUES.get(number)
    return value in figures if value else any(_VALUES.get(word) == plain for word in held)


def _plain(text: str) -> str:
    return " ".join(text.translate(_SAME_MARKS).lower().split())


def join_quotes(citations: Sequence[Citation]) -> str:
    """Return the words of several citations, to hold a sentence against."""
    return " ".join(citation.quote for citation in citations)
