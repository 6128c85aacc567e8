"""Where a sentence says who speaks: `X said`, `said X`, `according to X`, `, adding that`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.statements.complements import complement_start, is_clause_cue
from assistant.statements.phrases import SPEAKING_NOUNS, Phrase, phrase_before, phrase_from
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import INVERTS, VERB_FORMS, WITH_PARTICLE, VerbForm
from assistant.statements.words import (
    ADVERBS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)

Kind = Literal["subject", "inverted", "participle", "according"]

_HAVE = frozenset({"has", "have", "had", "will", "'s", "'ve", "'d"})
_NOT_FINITE = frozenset(
    "not never to did does do would could can may might shall should must cannot was were is are "
    "be been being get got by a an the of didn't doesn't don't won't wouldn't can't couldn't "
    "refused declined".split()
)
_EMBEDDING = frozenset("which that whom what as where whose if when since how why than".split())
_SPOKEN_NOUN = re.compile(
    r"(?:statement|interview|speech|address|briefing|conference|remarks|letter|post|message)$"
)
_SPANS = frozenset("days weeks months years decades long".split())
_ACCORDING_NOT = frozenset("plan schedule law rules tradition custom age size height".split())
_LONGEST_APPOSITION = 30


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject, over tokens `start:end`; what was said begins at `end` at the latest.

    `subject` is None where the subject is that of the sentence or of the cue before.
    """

    kind: Kind
    subject: Phrase | None
    start: int
    verb: int
    end: int
    form: VerbForm


_ACCORDING = VerbForm("according to", "base", "any")


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
        return _according(tokens, at)
    form = VERB_FORMS.get(token.lower) if token.text == token.lower else None
    if form is None or _is_noun(tokens, at, form):
        return None
    if form.lemma in WITH_PARTICLE and not _has_particle(tokens, at, form.lemma):
        return None
    if form.form == "ing":
        return _participle(tokens, at, floor, form)
    return _finite(tokens, at, floor, form)


def _is_noun(tokens: Sequence[Token], at: int, form: VerbForm) -> bool:
    """Whether a word such as "reports" or "claims" is a noun: another cue follows, or "of"."""
    following = VERB_FORMS.get(word_at(tokens, at + 1))
    return form.form in ("base", "s") and following is not None and following.form == "past"


def _according(tokens: Sequence[Token], at: int) -> Attribution | None:
    subject = phrase_from(tokens, at + 2)
    if subject is None or tokens[subject.end - 1].lower in _ACCORDING_NOT:
        return None
    return Attribution("according", subject, at, at, subject.end, _ACCORDING)


def _has_particle(tokens: Sequence[Token], at: int, lemma: str) -> bool:
    if word_at(tokens, at + 1) in WITH_PARTICLE[lemma]:
        return True
    # He called the plan "a disgrace".
    return lemma == "call" and any(t.quotation for t in tokens[at + 1 : at + 12])


def _participle(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    first = at
    while first > floor and _is_adverb(tokens[first - 1]):
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
        subject = phrase_before(tokens, first, floor)
        if subject is None or word_at(tokens, subject.start - 1) != "with":
            return None
        start = subject.start - 1
    end = complement_start(tokens, at, form)
    if not is_clause_cue(tokens, at, end, form):
        return None
    return Attribution("participle", subject, start, at, end, form)


def _quoted_as(
    tokens: Sequence[Token], at: int, as_at: int, floor: int, form: VerbForm
) -> Attribution | None:
    """Read "X was quoted as saying" and "the agency quoted X as saying"."""
    quoted = as_at - 1
    while quoted > floor and tokens[quoted].lower not in ("quoted", "cited"):
        quoted -= 1
    if tokens[quoted].lower not in ("quoted", "cited"):
        return None
    first = quoted
    while first > floor and tokens[first - 1].lower in {"was", "is", "were", "are", "been", "has"}:
        first -= 1
    passive = first < quoted
    subject = phrase_before(tokens, first, floor) if passive else phrase_from(tokens, quoted + 1)
    if subject is None:
        return None
    end = complement_start(tokens, at, form)
    return Attribution("subject", subject, min(subject.start, quoted), at, end, form)


def _finite(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    if form.form == "past" and word_at(tokens, at + 1) == "by":
        return None
    inverted = _inverted(tokens, at, floor, form)
    if inverted is not None:
        return inverted
    first = at
    while first > floor and (_is_adverb(tokens[first - 1]) or tokens[first - 1].lower in _HAVE):
        first -= 1
    before = word_at(tokens, first - 1) if first > floor else ""
    if before in _NOT_FINITE:
        return None
    if before in ("and", "but", "then", "or") and _coordinates(tokens, first, floor):
        end = complement_start(tokens, at, form)
        if form.form == "base" or not is_clause_cue(tokens, at, end, form):
            return None
        return Attribution("subject", None, first, at, end, form)
    subject = _subject(tokens, first, floor)
    if subject is None or not _may_speak(tokens, subject, form):
        return None
    if word_at(tokens, subject.start - 1) in _EMBEDDING and subject.start > floor:
        return None
    end = complement_start(tokens, at, form)
    if not is_clause_cue(tokens, at, end, form):
        return None
    return Attribution("subject", subject, subject.start, at, end, form)


def _coordinates(tokens: Sequence[Token], first: int, floor: int) -> bool:
    return first - 1 > floor or floor > 0 or first >= 2


def _inverted(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    if form.lemma not in INVERTS or form.form == "base" or at == floor == 0:
        return None
    before = tokens[at - 1]
    if not before.quotation and before.lower not in (",", "—", "–"):
        return None
    subject = phrase_from(tokens, at + 1)
    if subject is None or not _may_speak(tokens, subject, form):
        return None
    after = tokens[subject.end] if subject.end < len(tokens) else None
    closes = after is None or after.quotation is not None or not after.is_word
    if not closes and after is not None:
        closes = after.lower in PREPOSITIONS | DAYS | {"who", "and", "as", "when", "while"}
    if not closes or (
        _head(tokens, subject) not in SPEAKING_NOUNS and not _is_known(subject, tokens)
    ):
        return None
    named = _named_apposition(tokens, subject, subject.end, len(tokens))
    subject = named or subject
    return Attribution("inverted", subject, at, at, subject.end, form)


def _is_known(subject: Phrase, tokens: Sequence[Token]) -> bool:
    return subject.has_name or any(t.is_name for t in tokens[subject.start : subject.end]) or (
        tokens[subject.start].lower in PRONOUNS
    )  # fmt: skip


def _subject(tokens: Sequence[Token], end: int, floor: int) -> Phrase | None:
    """Return the subject that ends before token `end`, over times, relatives and appositions."""
    end = _before_time(tokens, end, floor)
    if end <= floor:
        return None
    last = tokens[end - 1]
    if last.lower == "who":
        comma = end - 2 if word_at(tokens, end - 2) == "," else end - 1
        return phrase_before(tokens, comma, floor)
    if last.lower in (",", ")", "—", "–"):
        return _before_apposition(tokens, end - 1, floor, last.lower)
    return phrase_before(tokens, end, floor)


def _before_time(tokens: Sequence[Token], end: int, floor: int) -> int:
    at = end
    if at > floor and tokens[at - 1].lower in DAYS:
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
    opening = {",": ",", ")": "(", "—": "—", "–": "–"}[mark]
    for at in range(closing - 1, max(floor, closing - _LONGEST_APPOSITION) - 1, -1):
        if tokens[at].quotation is not None and mark == ",":
            continue
        if tokens[at].lower != opening:
            continue
        subject = phrase_before(tokens, at, floor)
        if (
            subject is not None
            and _opens_clause(tokens, subject.start, floor)
            and (subject.has_name or _head(tokens, subject) in SPEAKING_NOUNS)
        ):
            return _named_apposition(tokens, subject, at, closing) or subject
    return None


def _named_apposition(
    tokens: Sequence[Token], subject: Phrase, comma: int, closing: int
) -> Phrase | None:
    """Return the name that a phrase without one is set beside: "its president, Ann Lee,"."""
    if subject.has_name or word_at(tokens, comma) != ",":
        return None
    name = phrase_from(tokens, comma + 1)
    if name is None or not name.has_name or name.end > closing:
        return None
    return Phrase(subject.start, name.end, name.name_start, name.name_end)


def _opens_clause(tokens: Sequence[Token], start: int, floor: int) -> bool:
    before = word_at(tokens, start - 1) if start > floor else ""
    return start == floor or before in {",", ";", ":", "—", "–", "but", "and", "while", "that", ""}


def _may_speak(tokens: Sequence[Token], subject: Phrase, form: VerbForm) -> bool:
    words = tokens[subject.start : subject.end]
    head = _head(tokens, subject)
    if head in PRONOUNS:
        return head != "it" or form.complement != "attitude" or form.lemma in ("deny", "reject")
    if form.form == "base" and not (words[-1].lower.endswith("s") or head in SPEAKING_NOUNS):
        return False
    if subject.has_name or head in SPEAKING_NOUNS:
        return True
    if any(t.is_name and t.lower not in DETERMINERS for t in words):
        return form.form != "s" or not _only_adjectives(words)
    determined = words[0].lower in DETERMINERS
    return determined and form.complement == "any" and form.form == "past"


def _only_adjectives(words: Sequence[Token]) -> bool:
    last = words[-1]
    return last.lower.endswith(("an", "ish", "ese", "ch", "i")) and not last.text.isupper()


def _head(tokens: Sequence[Token], subject: Phrase) -> str:
    """Return the noun a phrase is about: the last one before its first preposition."""
    head = subject.start
    for at in range(subject.start, subject.end):
        if tokens[at].lower in PREPOSITIONS and at > subject.start:
            break
        head = at
    return tokens[head].lower


def _is_adverb(token: Token) -> bool:
    return token.is_word and (
        token.lower in ADVERBS or (token.lower.endswith("ly") and token.text == token.lower)
    )
