"""Sentences that say that something is not known: an answer too, where nothing else is one."""

import re
from collections.abc import Sequence

from assistant.grounding import overlap
from index import Article, Hit
from index.sentences import Span, sentence_spans

SHARED, SHARED_BY_SENTENCE = 0.75, 0.5
"""Least share of the question's content words that stand in the article, and, names
apart, in the sentence that says so: there they may be pronouns."""

_TOLD = "disclosed|released|announced|confirmed|determined|named|identified|specified|given|said"
_UNKNOWN = re.compile(
    r"\b(?:[Uu]nclear|unknown|uncertain|undisclosed|remains? to be seen|"
    r"declined to (?:say|give|name|identify)|[Nn]o (?:word|details) (?:on|about|of))\b|"
    r"(?:\bnot|n['’]t)(?: \w+ly)?(?: yet)? (?:known|clear|certain|disclose|release|announce|"
    r"confirm|determine|name|identify|specify|give|say(?! (?:that|no|so|it|much|anything)\b))\b|"
    rf"\b(?:ha(?:s|ve|d)(?: not|n['’]t)|not)(?: yet| been)+ (?:{_TOLD})\b|"
    rf"\bha(?:s|ve|d)(?: not|n['’]t) (?:{_TOLD})\b",
)
_KIND = re.compile(
    r"\b(?:how (?:many|much|long|old|far|often)|how|who(?:m|se)?|what|which|when|where|why|"
    r"whether|if)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’-]*")
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
    if not _UNKNOWN.search(sentence):
        return 0.0
    wanted, offered = _kinds(question) or ["whether"], _kinds(sentence)
    if offered and wanted[0] not in offered:
        return 0.0
    share = overlap(_NAME.sub("", question) or question, sentence)
    if share < SHARED_BY_SENTENCE:
        return 0.0
    return share if overlap(question, f"{article.title} {article.text}") >= SHARED else 0.0


def _kinds(text: str) -> list[str]:
    """Return what a text asks for, in order: "who", "how many"."""
    words = (" ".join(found.group().lower().split()) for found in _KIND.finditer(text))
    return [_SAME.get(word, word) for word in words]
