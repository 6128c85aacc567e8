"""The subject of a cue verb, over times, relative clauses and appositions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.statements.naming import (
    CLOSED,
    TIES,
    Phrase,
    is_speaking_noun,
)
from assistant.statements.phrases import (
    is_participle_at,
    phrase_before,
    phrase_from,
)
from assistant.statements.units import (
    Token,
    word_at,
)
from assistant.statements.verbs import (
    VERB_FORMS,
    VerbForm,
)
from assistant.statements.words import (
    ADVERBS,
    DAYS,
    DETERMINERS,
    HONORIFICS,
    NEGATIONS,
    ORGANISATIONS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
)

_CLAUSE_OPENERS = frozenset(
    ["", *", ; : — – but and while that after before when because although though".split()]
)
_LONGEST_OFFICE = 10
_LONGEST_RELATIVE = 12
_LONGEST_TRADE = 3
_LONGEST_PARTICIPIAL = 18
_LONGEST_APPOSITION = 30
_SPOKEN_NOUN = re.compile(
    r"(?:statement|interview|speech|address|briefing|conference|remarks|letter|post|message)$"
)
_ANTECEDENTS = frozenset("a an one something anything everything that".split())
"""What may stand before "experts say" as the object of their words."""
_ORDINALS = frozenset("first second third last latest only".split())
_NOUNS_TOO = frozenset("rule report claim demand promise estimate forecast pledge appeal".split())
_SINGULAR_GROUPS = frozenset("one another someone everyone".split())
_NEVER_LAST = frozenset(
    "new old recent top leading prominent foreign economic financial political global".split()
)
_PARTY = re.compile(r"[DRI]-[A-Z]")
_SPANS = frozenset("days weeks months years decades long".split())


def subject_before(tokens: Sequence[Token], end: int, floor: int) -> Phrase | None:
    """Return the subject that ends before token `end`, over times, relatives and appositions."""
    end = _before_time(tokens, end, floor)
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.lower == "who":
        comma = end - 2 if word_at(tokens, end - 2) == "," else end - 1
        return phrase_before(tokens, comma, floor)
    if last.lower in (",", ")", ">", "—", "–"):
        return _before_apposition(tokens, end - 1, floor, last.lower)
    subject = phrase_before(tokens, end, floor)
    if subject is not None and _is_object(tokens, subject, floor):
        subject = None
    return (
        _before_relative(tokens, end, floor)
        or _before_participle(tokens, end, floor)
        or _named_before(tokens, subject, end, floor)
        or _with_trade(tokens, subject, floor)
    )


def _is_object(tokens: Sequence[Token], subject: Phrase, floor: int) -> bool:
    """Whether a preposition has a name for its object: "the attack on the Capitol told"."""
    tied = subject.start > floor and tokens[subject.start - 1].lower in TIES
    is_time = word_at(tokens, subject.start - 1) in ("in", "on")  # "In Sfax Ann Lee said"
    is_titled = any(t.lower in HONORIFICS for t in tokens[subject.start + 1 : subject.end])
    if is_titled:
        return False  # "On top of a deal with Sfax Mr Lee said"
    return tied and (not is_time or tokens[subject.start].lower in ("the", "a", "an"))


def _named_before(
    tokens: Sequence[Token], subject: Phrase | None, end: int, floor: int
) -> Phrase | None:
    """Return "Ann Lee" of "Ann Lee, the head of Delta said that", whose second comma is missing."""
    closed = word_at(tokens, end + 1) in (",", ".", "")  # "Ann Lee, the mayor said, is ill"
    if subject is None or closed:
        return None
    near = range(subject.start - 1, max(floor, subject.start - _LONGEST_OFFICE), -1)
    comma = next((at for at in near if tokens[at].lower == ","), None)
    if comma is None:
        return None
    office = phrase_from(tokens, comma + 1)
    is_party = _PARTY.match(tokens[comma + 1].text) is not None
    holds = office is not None and head(tokens, office) in ROLES - ORGANISATIONS
    named = phrase_before(tokens, comma, floor) if is_party or holds else None
    is_person = named is not None and named.name_end - named.name_start > 1
    return named if named and is_person and _opens_clause(tokens, named.start, floor) else None


def _with_trade(tokens: Sequence[Token], subject: Phrase | None, floor: int) -> Phrase | None:
    """Return a speaker with the plain words before it: ', "..." plasterer Gary Webb said'."""
    if subject is None or not (subject.has_name or tokens[subject.end - 1].lower.endswith("s")):
        return subject
    start = subject.start
    while (
        start > floor
        and subject.start - start < _LONGEST_TRADE
        and (_may_be_trade(tokens[start - 1]) or _is_office_of(tokens, start))
    ):
        start -= 1
    before = tokens[start - 1] if start > floor else None
    if before is None or not (before.quotation or before.lower == ","):
        return subject
    return replace(subject, start=start)


def _may_be_trade(token: Token) -> bool:
    word = token.lower
    closed = (
        word in CLOSED | DETERMINERS or word in VERB_FORMS or word.endswith(("ly", "ing", "ed"))
    )
    return token.is_word and not closed


def _is_office_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is "restructuring officer", an office by what is done in it."""
    return tokens[at].lower in ROLES and tokens[at - 1].lower.endswith("ing")


def _before_relative(tokens: Sequence[Token], end: int, floor: int) -> Phrase | None:
    """Return the subject of "a resident who asked not to be named said"."""
    for at in range(end - 2, max(floor, end - _LONGEST_RELATIVE), -1):
        if not tokens[at].is_word:
            return None
        if tokens[at].lower == "who":
            subject = phrase_before(tokens, at, floor)
            known = subject is not None and is_speaking_noun(head(tokens, subject))
            return subject if known else None
    return None


def _before_participle(tokens: Sequence[Token], end: int, floor: int) -> Phrase | None:
    """Return the subject of "a union representing 2,500 employees in St. Louis said"."""
    for at in range(end - 2, max(floor, end - _LONGEST_PARTICIPIAL), -1):
        token = tokens[at]
        if not token.is_word and not token.text[0].isdigit() and token.lower != "'s":
            return None
        if (
            token.text == token.lower
            and token.lower in VERB_FORMS
            and not token.lower.endswith("ing")
        ):
            return None
        if token.text == token.lower and token.lower.endswith("ing"):
            subject = phrase_before(tokens, at, floor)
            direct = phrase_before(tokens, end, at)
            if direct is not None and direct.has_name and word_at(tokens, at + 1) in ROLES:
                return None  # "chief restructuring officer Ann Lee"
            if (
                subject is None
                or subject.end != at
                or not _opens_clause(tokens, subject.start, floor)
                or tokens[subject.end - 1].lower in DETERMINERS  # "one shipping company"
            ):
                return None
            return subject if is_speaking_noun(head(tokens, subject)) else None
    return None


def _before_time(tokens: Sequence[Token], end: int, floor: int) -> int:
    at = end
    if at - 1 > floor and tokens[at - 1].lower == "here":
        return at - 1
    if at > floor and tokens[at - 1].lower in DAYS and not tokens[at - 1].text.isupper():
        at -= 1
        while at > floor and tokens[at - 1].lower in {"on", "late", "early"}:
            at -= 1
    elif at - 2 > floor and tokens[at - 2].lower == "for" and tokens[at - 1].lower in _SPANS:
        return at - 2
    elif at - 3 > floor and _SPOKEN_NOUN.match(tokens[at - 1].lower):
        for back in range(at - 2, max(floor, at - 6), -1):
            if tokens[back].lower in {"in", "at", "during"}:
                return back
    return at if at > floor else end


def _before_apposition(
    tokens: Sequence[Token], closing: int, floor: int, mark: str
) -> Phrase | None:
    opening = {",": ",", ")": "(", ">": "<", "—": "—", "–": "–"}[mark]
    for at in range(closing - 1, max(floor, closing - _LONGEST_APPOSITION) - 1, -1):
        if tokens[at].quotation is not None and mark == ",":
            continue
        if tokens[at].lower != opening:
            continue
        subject = phrase_before(tokens, at, floor)
        if (
            subject is not None
            and _opens_clause(tokens, subject.start, floor)
            and (subject.has_name or is_speaking_noun(head(tokens, subject)))
        ):
            return (
                named_apposition(tokens, subject, at, closing)
                or _named_before(tokens, subject, at, floor)
                or subject
            )
    return None


def named_apposition(
    tokens: Sequence[Token], subject: Phrase, comma: int, closing: int
) -> Phrase | None:
    """Return the name that a phrase without one is set beside: "its president, Ann Lee,"."""
    if subject.has_name or word_at(tokens, comma) != ",":
        return None
    name = phrase_from(tokens, comma + 1)
    if name is None or not name.has_name or name.end > closing:
        return None
    if name.end - name.start == 1 and tokens[comma - 1].is_name:
        return None  # "the head of the school in Delta, Indiana"
    return Phrase(subject.start, name.end, name.name_start, name.name_end)


def _opens_clause(tokens: Sequence[Token], start: int, floor: int) -> bool:
    before = word_at(tokens, start - 1) if start > floor else ""
    return start == floor or before in _CLAUSE_OPENERS


def after_antecedent(tokens: Sequence[Token], subject: Phrase) -> Phrase:
    """Return "experts" of "a move experts say was wrong": "a" and "one" are before no plural."""
    if tokens[subject.start].lower not in _ANTECEDENTS or subject.has_name:
        return subject
    last = _head_at(tokens, subject)
    noun = tokens[last].lower
    is_several = last > subject.start and is_speaking_noun(noun) and (
        noun.endswith("s") or noun == "people"
    )  # fmt: skip
    if not is_several or noun in ORGANISATIONS - {"authorities", "officials"}:
        return subject
    return replace(subject, start=last)


def after_participle(tokens: Sequence[Token], subject: Phrase) -> int:
    """Return where "seen by the Post" of "according to documents seen by the Post" ends."""
    if not is_participle_at(tokens, subject.end):
        return subject.end
    near = range(subject.end, min(len(tokens), subject.end + _LONGEST_PARTICIPIAL))
    return next((at for at in near if tokens[at].lower in (",", ".", ";")), subject.end)


def is_nobody(tokens: Sequence[Token], subject: Phrase) -> bool:
    """Whether a phrase is denied to say anything: "neither side", "nor Ann Lee", "few experts"."""
    first = subject.start
    if word_at(tokens, first + 1)[:1].isdigit():
        return False  # "No 10"
    opens = word_at(tokens, first) in NEGATIONS
    return opens or (
        first > 0 and tokens[first - 1].lower in NEGATIONS and tokens[first - 1].is_word
    )


def may_speak(tokens: Sequence[Token], subject: Phrase, form: VerbForm) -> bool:
    """Whether a phrase can be the subject of a cue verb in this form."""
    words = tokens[subject.start : subject.end]
    noun = head(tokens, subject)
    if noun in PRONOUNS - {"they", "who"} and form.form == "base":
        return False  # "scholars who study it say"
    if noun in PRONOUNS:
        return noun != "it" or form.complement != "attitude" or form.lemma in ("deny", "reject")
    if form.form == "s" and len(words) == 1 and noun in DETERMINERS:
        return False  # "Most states"
    if noun in _ORDINALS and (len(words) < 3 or words[-1].lower == noun):
        return False  # "the first confirmed case"
    if form.form == "s" and not subject.has_name and _is_plural(words[-1]):
        return False  # "work done by firms suggests"
    if form.form == "base" and form.lemma in _NOUNS_TOO and words[0].lower in ("a", "an"):
        return False  # "an administration rule that"
    if form.form == "base" and noun in _SINGULAR_GROUPS and len(words) == 1:
        return False  # "is one point out", "another reason why"
    if form.form == "base" and not (words[-1].lower.endswith("s") or is_speaking_noun(noun)):
        return False
    if form.form == "base" and len(words) == 1 and subject.start == 0:
        return is_speaking_noun(noun)  # "Elections show", "Prices add": things, if they say at all
    last = words[-1]
    if last.lower in _NEVER_LAST and not last.is_name:
        return False  # "the average of new reported cases"
    if subject.has_name or is_speaking_noun(noun):
        return True
    tie = next((n for n, t in enumerate(words) if n and t.lower in PREPOSITIONS), len(words))
    if any(t.is_name and t.lower not in DETERMINERS for t in words[:tie]):
        return form.form != "s" or not _only_adjectives(words)
    determined = words[0].lower in DETERMINERS
    return determined and form.complement == "any" and form.form == "past"


def _is_plural(noun: Token) -> bool:
    several = noun.lower.endswith("s") and not noun.lower.endswith("ss")
    return several and noun.lower in ROLES | ORGANISATIONS and noun.text == noun.lower


def _only_adjectives(words: Sequence[Token]) -> bool:
    last = words[-1]
    return last.lower.endswith(("an", "ish", "ese", "ch", "i")) and not last.text.isupper()


def head(tokens: Sequence[Token], subject: Phrase) -> str:
    """Return the noun a phrase is about: the last one before its first preposition."""
    return tokens[_head_at(tokens, subject)].lower


def _head_at(tokens: Sequence[Token], subject: Phrase) -> int:
    inside = range(subject.start + 1, subject.end)
    return next((at for at in inside if tokens[at].lower in PREPOSITIONS), subject.end) - 1


def is_adverb(token: Token) -> bool:
    """Whether a word is an adverb that may stand beside a verb."""
    return token.is_word and (
        (token.lower in ADVERBS and not (token.text.isupper() and len(token.text) > 1))
        or (token.lower.endswith("ly") and token.text == token.lower)
    )


def is_known(subject: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase has a name or is a pronoun."""
    return subject.has_name or any(t.is_name for t in tokens[subject.start : subject.end]) or (
        tokens[subject.start].lower in PRONOUNS
    )  # fmt: skip
