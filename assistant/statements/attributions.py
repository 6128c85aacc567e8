"""Where a sentence says who speaks: `X said`, `said X`, `according to X`, `, adding that`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.statements.complements import complement_start, is_clause_cue, looks_like_clause
from assistant.statements.cues import is_country, is_noun
from assistant.statements.naming import (
    CLOSED,
    Phrase,
    is_proper,
    is_speaking_noun,
)
from assistant.statements.phrases import (
    is_plain_noun,
    is_pronoun,
    is_said_before,
    phrase_before,
    phrase_from,
)
from assistant.statements.subjects import (
    after_antecedent,
    after_participle,
    head,
    is_adverb,
    is_known,
    may_speak,
    named_apposition,
    subject_before,
)
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import INVERTS, VERB_FORMS, WITH_PARTICLE, VerbForm
from assistant.statements.words import (
    AUXILIARIES,
    COMPANY_ENDINGS,
    DAYS,
    DETERMINERS,
    NO_SURNAMES,
    ORGANISATIONS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
)

Kind = Literal["subject", "inverted", "participle", "according", "passive", "echo"]

_QUOTING = frozenset("quoted quotes quoting cited cites citing reported reports".split())
_ASKING = frozenset("do does did can could will would should may might must".split())
_HAVE = frozenset({"has", "have", "had", "will", "'s", "'ve", "'d"})
_NOT_FINITE = frozenset(
    "not never to did does do would could can may might shall should must cannot was were is are "
    "be been being get got by a an the of didn't doesn't don't won't wouldn't can't couldn't "
    "refused declined".split()
)
_TO_BE = frozenset("is are was were be been being".split())
_PASSIVE = frozenset(
    "accuse blame condemn criticise criticize praise describe denounce hail slam blast lambast "
    "congratulate commend applaud urge tell warn brand".split()
)
"""Verbs that report a statement in the passive as well: "was condemned by the ministry"."""
_FARTHEST_BY = 12
_NEVER_ADJECTIVES = frozenset("say add tell note explain argue point warn".split())
_LONGEST_ABSOLUTE = 9
_LONGEST_SOURCE = 3
_LONGEST_OFFICE = 14
_LONGEST_EXAMPLES = 12
_LONGEST_TITLE = 5
_BE = frozenset({"be", "have"})
_EMBEDDING = frozenset(
    "which that whom what as where whose if when since how why than whether".split()
)
_TRANSITIVE = frozenset("accuse blame praise criticise criticize condemn commend thank".split())
_SUBORDINATING = frozenset("after before until because although though".split())
_REPORTED_AS = frozenset("missing dead killed injured stolen".split())
_PUBLISHED = frozenset("announce report disclose propose".split())
_NOT_ONLY = frozenset("only just merely simply".split())
_ENDS_BODY = COMPANY_ENDINGS | NO_SURNAMES | (ORGANISATIONS - ROLES)
_ACCORDING_NOT = frozenset("plan schedule law rules tradition custom age size height".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject, over tokens `start:end`; what was said begins at `end` at the latest.

    `subject` is None where the subject is that of the sentence or of the cue before. An "echo"
    reports what the cue before it has said already, and only ends that.
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
    if at == 0 and token.lower in ("said", "says", "asked"):
        return _said_first(tokens, VERB_FORMS[token.lower])
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
        return _participle(tokens, at, floor, form)
    return _finite(tokens, at, floor, form)


def _said_first(tokens: Sequence[Token], form: VerbForm) -> Attribution | None:
    """Read 'Said Ray: "..."'."""
    subject = phrase_from(tokens, 1)
    if subject is None or not is_said_before(tokens, subject.end):
        return None
    return Attribution("subject", subject, 0, 0, subject.end + 1, form)


def _according(tokens: Sequence[Token], at: int) -> Attribution | None:
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


def _has_particle(tokens: Sequence[Token], at: int, lemma: str) -> bool:
    if word_at(tokens, at + 1) in WITH_PARTICLE[lemma]:
        # "pushed back a hearing" is done, "pushed back against the claim" is said.
        return lemma != "push" or word_at(tokens, at + 2) in PREPOSITIONS | {".", ",", ""}
    # He called the plan "a disgrace".
    return lemma in ("call", "brand") and any(t.quotation for t in tokens[at + 1 : at + 12])


def _participle(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
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


def _ends_source(token: Token) -> bool:
    """Whether it is the plain noun that ends a source: "Treasury estimates", "FAA registry"."""
    word = token.lower
    form = VERB_FORMS.get(word)
    is_noun_form = form is None or form.form in ("base", "s")
    return token.is_word and not token.is_name and word not in CLOSED and is_noun_form


def _finite(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    passive = _passive(tokens, at, floor, form)
    if passive is not None:
        return passive
    if _is_said_of_noun(tokens, at, form):
        return None
    return _inverted(tokens, at, floor, form) or _active(tokens, at, floor, form)


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


def _active(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
    """Read "X said that" and "X rose and said that"."""
    first = at
    while first > floor and _goes_before_verb(tokens, first - 1):
        first -= 1
    if any(_negates(tokens, n) for n in range(first, at)):
        return None
    if form.form == "base" and first - 2 > floor and _continues_to(tokens, first - 2):
        first -= 2
        while first > floor and tokens[first - 1].lower in _TO_BE | {"has", "have"}:
            first -= 1
        form = replace(form, form="past")
    before = word_at(tokens, first - 1) if first > floor else ""
    if before in _NOT_FINITE and not tokens[first - 1].is_surname:
        return None
    if before in ("and", "but", "then", "or") and _coordinates(tokens, first, floor):
        end = complement_start(tokens, at, form)
        says = form.form != "base" and is_clause_cue(tokens, at, end, form)
        return Attribution("subject", None, first, at, end, form) if says else None
    subject = _speaking_subject(tokens, first, floor, form)
    return None if subject is None else _by_subject(tokens, at, floor, form, subject)


def _goes_before_verb(tokens: Sequence[Token], at: int) -> bool:
    return is_adverb(tokens[at]) or _is_perfect(tokens, at) or _is_at_first(tokens, at)


def _negates(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is "have not said whether" or "has never denied", but no "not only said"."""
    word = tokens[at].lower
    return word == "never" or (word == "not" and word_at(tokens, at + 1) not in _NOT_ONLY)


def _speaking_subject(
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


def _by_subject(
    tokens: Sequence[Token], at: int, floor: int, form: VerbForm, subject: Phrase
) -> Attribution | None:
    opening = word_at(tokens, subject.start - 1) if subject.start > floor else ""
    if opening == "which" and _fills_relative(tokens, at):
        return Attribution("subject", subject, subject.start, at, at + 1, form)
    if _is_of_another_clause(tokens, subject, opening, floor, form):
        return None
    end = complement_start(tokens, at, form)
    if not (is_clause_cue(tokens, at, end, form) or _closes_quotation(tokens, subject, form)):
        return None
    return Attribution("subject", subject, subject.start, at, end, form)


def _is_of_another_clause(
    tokens: Sequence[Token], subject: Phrase, opening: str, floor: int, form: VerbForm
) -> bool:
    """Whether the word before a subject makes its verb a part of another clause."""
    if form.form == "base" and opening in _ASKING:
        return True  # "nor does it explain how"
    if opening in VERB_FORMS and tokens[subject.start].lower in PRONOUNS:
        return True  # "half of them say they think"
    if opening == "and" and _ends_pair(tokens, subject.start - 1, floor):
        return True
    if form.complement == "attitude" and opening in _SUBORDINATING:
        return True
    return _embeds(tokens, subject.start - 1, floor)


def _embeds(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Whether a word before a subject makes it embedded: "that human rights groups have said"."""
    if word_at(tokens, at) == "which" and word_at(tokens, at - 1) == "to":
        return False  # "to which he replied"
    first = at
    while at > floor and at > first - _LONGEST_SOURCE and is_plain_noun(tokens[at]):
        at -= 1
    relative = at >= floor and tokens[at].lower in ("that", "which")
    return relative or (first >= floor and tokens[first].lower in _EMBEDDING)


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


def _ends_pair(tokens: Sequence[Token], and_at: int, floor: int) -> bool:
    """Whether "and" joins a pair that is no subject: "the deal between Ford and Fiat announced"."""
    first = phrase_before(tokens, and_at, floor)
    return first is not None and word_at(tokens, first.start - 1) == "between"


def _closes_quotation(tokens: Sequence[Token], subject: Phrase, form: VerbForm) -> bool:
    """Whether a quotation that ends as one before a cue does stands there: '"Stop!" he yelled'."""
    before = tokens[subject.start - 1] if subject.start else None
    if before is None or before.quotation is None or form.complement != "clause":
        return False
    if form.lemma == "report":
        return False  # "Reuters reports a source as saying"
    return before.text.rstrip("\"“”'’»")[-1:] in (",", "!", "?")


def _passive(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
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


def _fills_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether a cue parts a relative from its verb: "which it says will stay under review"."""
    following = word_at(tokens, at + 1)
    if tokens[at].lower.startswith("describe"):
        return following == "as"
    return following in AUXILIARIES and following != "'s"


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


def _continues_to(tokens: Sequence[Token], at: int) -> bool:
    """Whether "continues to" or "went on to" stands at `at`, before the verb of a cue."""
    word = word_at(tokens, at)
    return word_at(tokens, at + 1) == "to" and word.startswith("continu")


def _is_perfect(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word before the verb only gives its tense; "Bravo's proposed series" does not."""
    if tokens[at].lower == "'s":
        return word_at(tokens, at - 1) in PRONOUNS - {"it"}  # "it's believed that"
    return tokens[at].lower in _HAVE


def _is_at_first(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is "the company first announced", not "the first announced"."""
    before = word_at(tokens, at - 1)
    return tokens[at].text == "first" and before not in DETERMINERS | {"'s", ""}


def _coordinates(tokens: Sequence[Token], first: int, floor: int) -> bool:
    return first - 1 > floor or floor > 0 or first >= 2


def _is_set_off(tokens: Sequence[Token], subject: Phrase, verb: int, floor: int) -> bool:
    """Whether only an apposition or a relative clause stands between a subject and its verb."""
    is_one = subject.has_name and tokens[floor].lower not in DETERMINERS - {"the"}
    if subject.start != floor or not (is_one or word_at(tokens, subject.end + 1) == "who"):
        return False
    between = range(subject.end, verb - 1)
    return not any(
        tokens[n].lower == "," and word_at(tokens, n + 1) in AUXILIARIES for n in between
    )


def _inverted(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
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
