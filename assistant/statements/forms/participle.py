"""`, adding that`, `with X saying that`, `X was quoted as saying`."""

from collections.abc import Sequence

from assistant.statements.complements import complement_start, is_clause_cue
from assistant.statements.forms.attribution import Attribution
from assistant.statements.naming import Phrase, is_speaking_noun
from assistant.statements.phrases import phrase_before, phrase_from
from assistant.statements.subjects import head, is_adverb, is_known
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VerbForm

_QUOTING = frozenset("quoted quotes quoting cited cites citing reported reports".split())
_LONGEST_ABSOLUTE = 9


def participle(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    """Read ", saying that" and "with X saying that"."""
    first = at
    while first > floor and is_adverb(tokens[first - 1]):
        first -= 1
    before = tokens[first - 1] if first > floor else None
    subject: Phrase | None = None
    start = first
    if word_at(tokens, first - 1) == "as":
        return _quoted_as(tokens, at, first - 1, floor, form)
    if before is None:
        if first > 0:
            return None
    elif before.lower not in (",", "and", "while", "but", "—", "–") and not before.quotation:
        opening = _with_before(tokens, first, floor)
        subject = None if opening is None else phrase_before(tokens, first, opening + 1)
        if opening is None or subject is None or subject.start != opening + 1:
            return None
        if not (is_known(subject, tokens) or is_speaking_noun(head(tokens, subject))):
            return None  # "with the castle boasting"
        start = opening
    if word_at(tokens, first - 1) == "and" and _follows_participle(tokens, first - 1, floor):
        return None  # "said that he had come, raising a hand and telling them"
    end = complement_start(tokens, at, form)
    if not is_clause_cue(tokens, at, end, form):
        return None
    return Attribution("participle", subject, start, at, end, form)


def _follows_participle(tokens: Sequence[Token], and_at: int, floor: int) -> bool:
    """Whether "and" joins a participle to another of what was said."""
    if floor == 0:
        return False
    comma = next((at for at in range(and_at, floor, -1) if tokens[at].lower == ","), None)
    return comma is not None and word_at(tokens, comma + 1).endswith("ing")


def _with_before(tokens: Sequence[Token], end: int, floor: int) -> int | None:
    """Return where "with the minister saying" begins, its participle at `end`."""
    near = range(end - 1, max(floor, end - _LONGEST_ABSOLUTE) - 1, -1)
    return next((at for at in near if tokens[at].lower == "with"), None)


def _quoted_as(
    tokens: Sequence[Token], at: int, as_at: int, floor: int, form: VerbForm
) -> Attribution | None:
    """Read "X was quoted as saying" and "the agency quoted X as saying"."""
    quoted = as_at - 1
    while quoted > floor and tokens[quoted].lower not in _QUOTING:
        quoted -= 1
    if tokens[quoted].lower not in _QUOTING:
        return None
    first = quoted
    while first > floor and tokens[first - 1].lower in {"was", "is", "were", "are", "been", "has"}:
        first -= 1
    passive = first < quoted
    subject = phrase_before(tokens, first, floor) if passive else phrase_from(tokens, quoted + 1)
    if subject is None:
        return None
    outlet = None if passive else phrase_before(tokens, quoted, floor)
    start = outlet.start if outlet else min(subject.start, quoted)
    end = complement_start(tokens, at, form)
    return Attribution("subject", subject, start, at, end, form)
