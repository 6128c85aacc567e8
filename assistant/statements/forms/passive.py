"""`was condemned by X`."""

from collections.abc import Sequence

from assistant.statements.forms.attribution import Attribution
from assistant.statements.naming import is_speaking_noun
from assistant.statements.phrases import phrase_from
from assistant.statements.subjects import head, is_adverb
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VerbForm

_TO_BE = frozenset("is are was were be been being".split())
_PASSIVE = frozenset(
    "accuse blame condemn criticise criticize praise describe denounce hail slam blast lambast "
    "congratulate commend applaud urge tell warn brand".split()
)
"""Verbs that report a statement in the passive as well: "was condemned by the ministry"."""
_FARTHEST_BY = 12


def passive(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    """Read "was condemned by X" and "has been described as a disgrace by X"."""
    before = at - 1
    while before > floor and is_adverb(tokens[before]):
        before -= 1
    if form.form != "past" or form.lemma not in _PASSIVE or word_at(tokens, before) not in _TO_BE:
        return None
    by = at + 1
    if word_at(tokens, by) == "as":
        near = range(by, min(len(tokens), by + _FARTHEST_BY))
        by = next((n for n in near if word_at(tokens, n) in ("by", ",", ".")), by)
    subject = phrase_from(tokens, by + 1) if word_at(tokens, by) == "by" else None
    if subject is None or not (subject.has_name or is_speaking_noun(head(tokens, subject))):
        return None
    return Attribution("passive", subject, at, at, subject.end, form)
