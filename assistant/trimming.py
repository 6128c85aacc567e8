"""A sentence without the asides that a summary can spare.

Deletion is the rewriting that can be held to what the article says (sentence compression: Knight
and Marcu, 2002; Dorr et al., 2003). Only what stands between brackets, dashes or commas and hangs
on the rest may go: an apposition, a relative clause, a closing phrase. Who says it, "not" and
"allegedly" stay, and quotations are left whole.
"""

import re
from collections.abc import Iterator

from assistant.grounding import content_words, overlap
from index.sentences import Span

LONG = 20
"""Words; a shorter sentence is left as it is."""
LEAST = 8
"""Words that must be left."""
LEAST_CLOSING = 4
"""Words of a closing phrase; fewer may be an adjective's ("a serious, lasting wound")."""
MENTIONED = 0.34
"""An aside with this share of its words in what the model wrote is one that it kept."""
UNDERSTOOD = 0.5
"""Share of the other words that must be in what the model wrote, for its word to count."""

_MARK = re.compile(r",(?!\d)|(?<=\s)[-–—]{1,2}(?=\s)|[()]|—")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_CLAUSE = re.compile(r"(?:who|whose|whom|which|where)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:who|whose|whom|which|where|with|including|after|before|during|amid|alongside|along with|"
    r"despite|following|such as|\w{3,}ing)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:an?|the|its|his|her|their|one of)\b|(?:aged )?\d{1,3}$", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"(?:in|on|at|after|before|during|since|until|for|with|by|from|under|over|as|while|when|if|"
    r"although|though|because|despite|unlike|like|amid|according|but|and|so|yet|earlier|later|last|"
    r"next|this|that|once|now|then|here|there|one|two|more|less|\w+ly|\w{3,}ing|\w{3,}ed)\b",
    re.IGNORECASE,
)
"""How an opening phrase starts: what follows its comma is no apposition."""
_VERB = re.compile(
    r"(?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|said|"
    r"says|told|went|took|made|won|lost|became|began|came|gave|held|led|left|met|put|ran|saw|set|"
    r"sued|\w{2,}ed)\b"
)
_STAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|accord\w+|tell\w*|told|claim\w*|argu\w+|\w*alleg\w+|report\w*|add\w*|"
    r"insist\w*|warn\w*|suggest\w*|estimat\w+|believ\w+|den(?:y|ies|ied)|writes?|wrote|stat(?:ed|es|"
    r"ing)|announc\w+|confirm\w*|think\w*|thought|quot\w+|cit(?:ed|es|ing)|not|never|unless|if|may|"
    r"might|could|would)\b|n['’]t\b",
    re.IGNORECASE,
)


def asides(sentence: str) -> list[Span]:
    """Return the spans that may go, with the marks that bound them, in order and apart."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    marks = [m for m in _MARK.finditer(sentence) if not _touches(m.span(), quoted)]
    kept: list[Span] = []
    for start, stop in _between(sentence, marks):
        if not (
            _STAYS.search(sentence[start:stop])
            or _touches((start, stop), quoted)
            or (kept and start < kept[-1][1])
        ):
            kept.append((start, stop))
    return kept


def without(sentence: str, written: str) -> str:
    """Return a sentence less the asides that the model left out when it wrote it shorter.

    Where it wrote of something else, or too little would be left, nothing is cut.
    """
    spans = asides(sentence)
    if overlap(_less(sentence, spans), written) < UNDERSTOOD:
        return sentence
    gone = [span for span in spans if overlap(sentence[slice(*span)], written) < MENTIONED]
    short = _less(sentence, gone)
    return short if len(short.split()) >= LEAST and content_words(short) else sentence


def is_long(sentence: str) -> bool:
    """Whether a sentence is long and has something to spare."""
    return len(sentence.split()) > LONG and bool(asides(sentence))


def _between(sentence: str, marks: list[re.Match[str]]) -> Iterator[Span]:
    """Yield what stands between two marks, or a comma and the end, and hangs on the rest."""
    end = len(sentence.rstrip(".!?\"”’' "))
    for number, mark in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else None
        inner = sentence[mark.end() : following.start() if following else end].strip()
        before = sentence[: mark.start()]
        if following is None:
            closes = _CLOSING.match(inner) and len(inner.split()) >= LEAST_CLOSING
            if mark.group() == "," and closes:
                yield mark.start(), end
        elif _encloses(mark.group(), following.group()):
            yield len(before.rstrip()), following.end()
        elif mark.group() == following.group() == "," and _hangs(
            before, inner, sentence[following.end() :].strip()
        ):
            yield mark.start(), following.end()


def _encloses(opening: str, closing: str) -> bool:
    return (opening == "(" and closing == ")") or (opening == closing and opening[0] in "-–—")


def _hangs(before: str, inner: str, after: str) -> bool:
    """Whether what stands between two commas is a clause or an apposition to what is before."""
    if not _VERB.match(after):
        return False
    is_subject = "," not in before and not _NO_SUBJECT.match(before)
    return bool(_CLAUSE.match(inner) or (is_subject and _APPOSITION.match(inner)))


def _touches(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < stop for start, stop in others)


def _less(sentence: str, spans: list[Span]) -> str:
    for start, stop in reversed(spans):
        sentence = sentence[:start] + sentence[stop:]
    return sentence
