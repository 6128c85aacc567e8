"""`said X`, after what was said; `Said X:`, before it."""

from collections.abc import Sequence

from assistant.statements.forms.attribution import Attribution
from assistant.statements.naming import Phrase, is_speaking_noun
from assistant.statements.phrases import is_said_before, phrase_from
from assistant.statements.subjects import (
    head,
    is_known,
    may_speak,
    named_apposition,
    subject_before,
)
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import INVERTS, VerbForm
from assistant.statements.words import AUXILIARIES, DAYS, DETERMINERS, PREPOSITIONS


def said_first(tokens: Sequence[Token], form: VerbForm) -> Attribution | None:
    """Read 'Said Ray: "..."'."""
    subject = phrase_from(tokens, 1)
    if subject is None or not is_said_before(tokens, subject.end):
        return None
    return Attribution("subject", subject, 0, 0, subject.end + 1, form)


def inverted(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    """Read "said X"."""
    if form.lemma not in INVERTS or form.form == "base" or at == floor == 0:
        return None
    before = tokens[at - 1]
    if not before.quotation and before.lower not in (",", "—", "–"):
        return None
    subject = phrase_from(tokens, at + 1)
    if subject is None or not may_speak(tokens, subject, form):
        return None
    own = subject_before(tokens, at, floor) if before.lower == "," else None
    if own is not None and _is_set_off(tokens, own, at, floor):
        return None  # "Ann Lee, the mayor, said the source of the leak was known"
    after = tokens[subject.end] if subject.end < len(tokens) else None
    closes = after is None or after.quotation is not None or not after.is_word
    if not closes and after is not None:
        closes = after.lower in PREPOSITIONS | DAYS | {"who", "and", "as", "when", "while"}
    if not closes or (
        not is_speaking_noun(head(tokens, subject)) and not is_known(subject, tokens)
    ):
        return None
    named = named_apposition(tokens, subject, subject.end, len(tokens))
    subject = named or subject
    return Attribution("inverted", subject, at, at, subject.end, form)


def _is_set_off(tokens: Sequence[Token], subject: Phrase, verb: int, floor: int) -> bool:
    """Whether only an apposition or a relative clause stands between a subject and its verb."""
    is_one = subject.has_name and tokens[floor].lower not in DETERMINERS - {"the"}
    if subject.start != floor or not (is_one or word_at(tokens, subject.end + 1) == "who"):
        return False
    between = range(subject.end, verb - 1)
    return not any(
        tokens[n].lower == "," and word_at(tokens, n + 1) in AUXILIARIES for n in between
    )
