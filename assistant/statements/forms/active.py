"""`X said that`, `X rose and said that`."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.statements.complements import complement_start, is_clause_cue
from assistant.statements.forms.attribution import Attribution
from assistant.statements.forms.subject import speaking_subject
from assistant.statements.naming import Phrase
from assistant.statements.phrases import is_plain_noun, phrase_before
from assistant.statements.subjects import is_adverb
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS, VerbForm
from assistant.statements.words import AUXILIARIES, DETERMINERS, PRONOUNS

_ASKING = frozenset("do does did can could will would should may might must".split())
_HAVE = frozenset({"has", "have", "had", "will", "'s", "'ve", "'d"})
_NOT_FINITE = frozenset(
    "not never to did does do would could can may might shall should must cannot was were is are "
    "be been being get got by a an the of didn't doesn't don't won't wouldn't can't couldn't "
    "refused declined".split()
)
_TO_BE = frozenset("is are was were be been being".split())
_LONGEST_COMPOUND = 3
_EMBEDDING = frozenset(
    "which that whom what as where whose if unless when since how why than whether".split()
)
_SUBORDINATING = frozenset("after before until because although though".split())
_NOT_ONLY = frozenset("only just merely simply".split())


def active(tokens: Sequence[Token], at: int, floor: int, form: VerbForm) -> Attribution | None:
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
    subject = speaking_subject(tokens, first, floor, form)
    return None if subject is None else _by_subject(tokens, at, floor, form, subject)


def _goes_before_verb(tokens: Sequence[Token], at: int) -> bool:
    return is_adverb(tokens[at]) or _is_perfect(tokens, at) or _is_at_first(tokens, at)


def _negates(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is "has never denied" or "almost said no", but no "not only said"."""
    word = tokens[at].lower
    return word in ("never", "almost", "nearly") or (
        word == "not" and word_at(tokens, at + 1) not in _NOT_ONLY
    )


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
    while at > floor and at > first - _LONGEST_COMPOUND and is_plain_noun(tokens[at]):
        at -= 1
    relative = at >= floor and tokens[at].lower in ("that", "which")
    return relative or (first >= floor and tokens[first].lower in _EMBEDDING)


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


def _fills_relative(tokens: Sequence[Token], at: int) -> bool:
    """Whether a cue parts a relative from its verb: "which it says will stay under review"."""
    following = word_at(tokens, at + 1)
    if tokens[at].lower.startswith("describe"):
        return following == "as"
    return following in AUXILIARIES and following != "'s"
