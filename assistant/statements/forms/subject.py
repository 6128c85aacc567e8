"""Who the subject of `X said that` is, and whether it may say so."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.statements.naming import Phrase, is_proper
from assistant.statements.phrases import is_pronoun, phrase_before
from assistant.statements.subjects import after_antecedent, may_speak, subject_before
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VerbForm
from assistant.statements.words import (
    COMPANY_ENDINGS,
    DETERMINERS,
    NO_SURNAMES,
    ORGANISATIONS,
    ROLES,
)

_NEVER_ADJECTIVES = frozenset("say add tell note explain argue point warn".split())
_LONGEST_EXAMPLES = 12
_LONGEST_TITLE = 5
_ENDS_BODY = COMPANY_ENDINGS | NO_SURNAMES | (ORGANISATIONS - ROLES)


def speaking_subject(
    tokens: Sequence[Token], end: int, floor: int, form: VerbForm
) -> Phrase | None:
    """Return the subject that ends before token `end`, if it may say what the verb reports."""
    subject = subject_before(tokens, end, floor)
    if subject is None and form.lemma in _NEVER_ADJECTIVES:
        subject = _owner_by_name(tokens, end, floor)
    if subject is None or not may_speak(tokens, subject, form):
        return None
    if form.lemma == "show" and _is_somebody(tokens, subject):
        return None  # "Ann Lee showed that she can win"
    subject = _exemplified(tokens, after_antecedent(tokens, subject), floor)
    if _is_entitled(tokens, subject, floor):
        determined = word_at(tokens, subject.start - 2) in DETERMINERS
        return replace(subject, start=max(floor, subject.start - 1 - determined))
    return subject


def _is_somebody(tokens: Sequence[Token], subject: Phrase) -> bool:
    """Whether it is a person by pronoun or whole name, not a study or a body."""
    if is_pronoun(tokens[subject.start]):
        return True
    last = tokens[subject.name_end - 1].lower
    return subject.name_end - subject.name_start > 1 and last not in _ENDS_BODY


def _exemplified(tokens: Sequence[Token], subject: Phrase, floor: int) -> Phrase:
    """Return "artists" of "artists such as Bob Ray and Ann Lee"."""
    if word_at(tokens, subject.start - 1) == ",":
        return subject  # "signs such as pain, officials said"
    near = range(subject.start - 1, max(floor, subject.start - _LONGEST_EXAMPLES), -1)
    such = next((n for n in near if tokens[n - 1].lower == "such" and tokens[n].lower == "as"), 0)
    several = phrase_before(tokens, such - 1, floor) if such else None
    return several if several and tokens[several.end - 1].lower.endswith("s") else subject


def _owner_by_name(tokens: Sequence[Token], end: int, floor: int) -> Phrase | None:
    """Return "Moody's" of "Moody's said": a name that ends like a possessive."""
    if end - 1 <= floor or tokens[end - 1].lower != "'s" or not is_proper(tokens[end - 2]):
        return None
    if tokens[end - 2].lower in ("let", "that", "it"):
        return None
    name = phrase_before(tokens, end - 1, floor)
    return Phrase(name.start, end, name.name_start, end) if name and name.has_name else None


def _is_entitled(tokens: Sequence[Token], subject: Phrase, floor: int) -> bool:
    """Whether a bare noun has a title before it: 'the "Yellow" singer'."""
    before = tokens[subject.start - 1] if subject.start > floor else None
    if before is None or before.quotation is None or tokens[subject.start].lower not in ROLES:
        return False
    title = before.text.strip("\"“”'‘’")
    return title[:1].isupper() and title[-1:].isalnum() and len(title.split()) <= _LONGEST_TITLE
