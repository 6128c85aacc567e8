"""Where a sentence says who speaks, in whichever form."""

from collections.abc import Sequence

from assistant.statements.cues import is_country, is_noun
from assistant.statements.forms.according import according
from assistant.statements.forms.active import active
from assistant.statements.forms.attribution import Attribution
from assistant.statements.forms.inverted import inverted, said_first
from assistant.statements.forms.participle import participle
from assistant.statements.forms.passive import passive
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, WITH_PARTICLE, VerbForm
from assistant.statements.words import AUXILIARIES, DAYS, PREPOSITIONS

_BE = frozenset({"be", "have"})
_TRANSITIVE = frozenset("accuse blame praise criticise criticize condemn commend thank".split())
_REPORTED_AS = frozenset("missing dead killed injured stolen".split())
_PUBLISHED = frozenset("announce report disclose propose".split())


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """Return the attributions of a unit, in order, without those embedded in what is said."""
    found: list[Attribution] = []
    floor = 0
    for at, token in enumerate(tokens):
        if at < floor or token.quotation is not None:
            continue
        attribution = _attribution(tokens, at, floor)
        if attribution is not None:
            found.append(attribution)
            floor = attribution.end
    return found


def _attribution(tokens: Sequence[Token], at: int, floor: int) -> Attribution | None:
    token = tokens[at]
    if token.lower == "according" and word_at(tokens, at + 1) == "to":
        return according(tokens, at)
    if at == 0 and token.lower in ("said", "says", "asked"):
        return said_first(tokens, VERB_FORMS[token.lower])
    form = VERB_FORMS.get(token.lower) if token.text == token.lower else None
    if form is None or is_noun(tokens, at, form):
        return None
    if form.lemma == "state" and is_country(tokens, at, form):
        return None
    if form.lemma in WITH_PARTICLE and not _has_particle(tokens, at, form.lemma):
        return None
    if form.form == "ing":
        if form.lemma == "show":
            return None  # "showing that" says what something proves, not what somebody said.
        return participle(tokens, at, floor, form)
    return _finite(tokens, at, floor, form)


def _has_particle(tokens: Sequence[Token], at: int, lemma: str) -> bool:
    if word_at(tokens, at + 1) in WITH_PARTICLE[lemma]:
        # "pushed back a hearing" is done, "pushed back against the claim" is said.
        return lemma != "push" or word_at(tokens, at + 2) in PREPOSITIONS | {".", ",", ""}
    # He called the plan "a disgrace".
    return lemma in ("call", "brand") and any(t.quotation for t in tokens[at + 1 : at + 12])


def _finite(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    undergone = passive(tokens, at, floor, form)
    if undergone is not None:
        return undergone
    if _is_said_of_noun(tokens, at, form):
        return None
    return inverted(tokens, at, floor, form) or active(tokens, at, floor, form)


def _is_said_of_noun(tokens: Sequence[Token], at: int, form: VerbForm) -> bool:
    """Whether a past form describes a noun: "measures announced by the ministry"."""
    following, second = word_at(tokens, at + 1), word_at(tokens, at + 2)
    if form.lemma == "report" and following in _REPORTED_AS:
        return True  # "the people reported missing"
    if form.lemma in _PUBLISHED and following in DAYS and second in AUXILIARIES - {"'s"}:
        return True  # "the recall announced Friday is for bottles"
    return form.form == "past" and (
        following == "by"
        or (following in ("of", "for") and form.lemma in _TRANSITIVE)  # "a man accused of theft"
        or (following == "to" and second in _BE)  # "elections said to be free"
    )
