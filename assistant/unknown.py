"""Sentences that say that something is not known: an answer too, unless there is a sure one."""

import re
from collections.abc import Sequence

from assistant.grounding import overlap
from index import Article, Hit
from index.sentences import Span, sentence_spans

SHARED, SHARED_BY_SENTENCE = 0.75, 0.5
"""Least share of the question's content words that stand in the article, and, names
apart, in the sentence that says so: there they may be pronouns."""

_NOT = r"(?:\bnot|n['’]t)(?: \w+ly)?(?: yet)?(?: been)?(?: yet)?"
_IS_UNKNOWN = re.compile(
    r"\b(?:(?:is|are|was|were|been?|remain(?:s|ed)?|stay(?:s|ed)?)|it['’]s)"
    r"(?: still| as yet| \w+ly)? (?:unclear|unknown|uncertain|undisclosed)\b|"
    rf"\bremains? to be seen\b|{_NOT} (?:known(?! (?:to|for|as)\b)|clear|certain)\b"
)
"""The answer itself is said to be unknown, whatever the words that ask for it."""
_NOT_TOLD = re.compile(
    rf"(?:{_NOT} say|declined to say|[Nn]o word on)"
    r" (?=how|who|what|which|when|where|why|whether|if\b)|"
    rf"(?:{_NOT} (?:disclosed?|released?|announced?|confirm(?:ed)?|determined?|given?|"
    r"specif(?:y|ied))|"
    r"declined to (?:give|specify)|[Nn]o details (?:on|about|of))\b"
)
_NOT_NAMED = re.compile(
    rf"(?:{_NOT} (?:named?|identif(?:y|ied))(?! as\b)|declined to (?:name|identify))\b"
)
_KIND = re.compile(
    r"\b(?:how (?:many|much|long|old|far|often)|how|who(?:m|se)?|what|which|when|where|why|"
    r"whether|if)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?!^)\b[A-Z][\w'’-]*")
_SAME = {"whom": "who", "whose": "who", "which": "what", "if": "whether"}


def said_unknown(question: str, hits: Sequence[Hit]) -> tuple[Article, Span] | None:
    """Return the sentence that says that what a question asks for is not known, if there is one.

    "How many guests were in the hotel when the fire broke out?": "It was not clear how many people
    were in the hotel."
    """
    found = [
        (share, hit.article, (first + hit.passage.start, last + hit.passage.start))
        for hit in hits
        for first, last in sentence_spans(hit.text)
        if (share := _shared(question, hit.article, hit.text[first:last])) > 0.0
    ]
    if not found:
        return None
    _, article, span = max(found, key=lambda each: each[0])
    return article, span


def _shared(question: str, article: Article, sentence: str) -> float:
    """Return the share of the question's words that are found, 0.0 if this is no answer to it."""
    if not _leaves_open(sentence, (_kinds(question) or ["whether"])[0]):
        return 0.0
    share = overlap(_NAME.sub("", question), sentence)
    if share < SHARED_BY_SENTENCE:
        return 0.0
    return share if overlap(question, f"{article.title} {article.text}") >= SHARED else 0.0


def _leaves_open(sentence: str, wanted: str) -> bool:
    """Whether a sentence says that what is wanted, such as "how many", is not known or told."""
    is_unknown, is_not_told = _IS_UNKNOWN.search(sentence), _NOT_TOLD.search(sentence)
    is_not_named = _NOT_NAMED.search(sentence)
    offered = _kinds(sentence)
    if offered and (is_unknown or is_not_told):
        return wanted in offered
    return bool(
        is_unknown
        or (is_not_told and wanted in ("what", "how much", "how many"))
        or (is_not_named and wanted == "who")
    )


def _kinds(text: str) -> list[str]:
    """Return what a text asks for, in order: "who", "how many"."""
    words = (" ".join(found.group().lower().split()) for found in _KIND.finditer(text))
    return [_SAME.get(word, word) for word in words]
