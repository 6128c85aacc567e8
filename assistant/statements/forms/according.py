"""`according to X`, with what X is."""

from collections.abc import Sequence

from assistant.statements.complements import looks_like_clause
from assistant.statements.forms.attribution import Attribution
from assistant.statements.naming import CLOSED, Phrase
from assistant.statements.phrases import phrase_from
from assistant.statements.subjects import after_participle, head, named_apposition
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, VerbForm
from assistant.statements.words import ORGANISATIONS, ROLES

_LONGEST_SOURCE = 3
_LONGEST_OFFICE = 14
_ACCORDING_NOT = frozenset("plan schedule law rules tradition custom age size height".split())
_ACCORDING = VerbForm("according to", "base", "any")


def according(tokens: Sequence[Token], at: int) -> Attribution | None:
    """Read "according to X"."""
    subject = phrase_from(tokens, at + 2)
    if subject is None or tokens[subject.end - 1].lower in _ACCORDING_NOT:
        return None
    end = subject.end
    while end < subject.end + _LONGEST_SOURCE and end < len(tokens) and _ends_source(tokens[end]):
        end += 1
    if tokens[subject.end - 1].is_name and end > subject.end and word_at(tokens, end) == ",":
        subject = Phrase(subject.start, end, end, end)  # "FAA registry"
    named = named_apposition(tokens, subject, subject.end, len(tokens))
    # "According to a filing, Musk has ...", but "according to her daughter, Ann Lee."
    if named is not None and head(tokens, subject) in ROLES:
        closed = word_at(tokens, named.end) in (",", ".", ";", ")", "")
        subject = named if closed else subject
    is_summed_up = word_at(tokens, at - 1) == "this" and word_at(tokens, at - 2) == ","
    end = _after_office(tokens, subject) or after_participle(tokens, subject)
    return Attribution("according", subject, at - is_summed_up, at, end, _ACCORDING)


def _after_office(tokens: Sequence[Token], subject: Phrase) -> int | None:
    """Return where ", dean of Delta" ends, after "according to Ann Lee"; None if no such."""
    if not subject.has_name or word_at(tokens, subject.end) != ",":
        return None
    office = phrase_from(tokens, subject.end + 1)
    if office is None or head(tokens, office) not in ROLES - ORGANISATIONS:
        return None
    near = range(office.end, min(len(tokens), office.end + _LONGEST_OFFICE))
    comma = next((n for n in near if tokens[n].lower == ","), None)
    is_clause = comma is None or looks_like_clause(tokens[subject.end + 1 : comma])
    return None if is_clause else comma


def _ends_source(token: Token) -> bool:
    """Whether it is the plain noun that ends a source: "Treasury estimates", "FAA registry"."""
    word = token.lower
    form = VERB_FORMS.get(word)
    is_noun_form = form is None or form.form in ("base", "s")
    return token.is_word and not token.is_name and word not in CLOSED and is_noun_form
