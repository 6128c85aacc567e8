"""Noun phrases that can name a speaker, read off the tokens beside a cue verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.statements.countries import NATIONALITIES, PLACES
from assistant.statements.units import Token, word_at
from assistant.statements.verbs import VERB_FORMS
from assistant.statements.words import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    COMPANY_ENDINGS,
    CONJUNCTIONS,
    DAYS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    GENERAL_COMPANIES,
    GROUPS,
    HONORIFICS,
    MONTHS,
    OFFICE_WORDS,
    ORGANISATIONS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
)

SPEAKING_NOUNS = ROLES | ORGANISATIONS | DOCUMENTS | GROUPS
_CLOSED = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | PRONOUNS | DAYS | {
    "i", "we", "there", "here", "which", "whom", "whose", "what", "how", "why", "where", "no", "yes",
    "last", "next", "week", "month", "year", "more", "than", "them", "him", "us",
}  # fmt: skip
_ABBREVIATED = frozenset("sen rep gov gen lt col maj capt sgt adm dr prof rev st dep".split())
_TIES = PREPOSITIONS - {"like", "than", "as", "after", "before", "during", "since", "until"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start:end` naming a speaker; `name_start:name_end` is the part that is a name.

    Without a name (`name_start == name_end`) it is an office, a body or a pronoun.
    """

    start: int
    end: int
    name_start: int
    name_end: int

    @property
    def has_name(self) -> bool:
        """Whether part of it is a name."""
        return self.name_start < self.name_end


def is_proper(token: Token) -> bool:
    """Whether a word can be part of a name or a capitalised title."""
    return token.is_name and (
        token.lower not in _CLOSED or (token.text.isupper() and len(token.text) > 1)
    ) and token.lower not in MONTHS | DETERMINERS  # fmt: skip


def phrase_before(tokens: Sequence[Token], end: int, floor: int = 0) -> Phrase | None:
    """Return the noun phrase that ends right before token `end`, looking back to `floor`."""
    if end <= floor:
        return None
    if tokens[end - 1].lower in PRONOUNS and tokens[end - 1].is_word:
        return Phrase(end - 1, end, end, end)
    start = _core_start(tokens, end, floor)
    if start == end:
        return None
    while start - 1 > floor and tokens[start - 1].lower in _TIES:
        further = _core_start(tokens, start - 1, floor)
        if further == start - 1 or not _takes(tokens, start - 2, tokens[start - 1].lower):
            break
        start = further
    return _phrase(tokens, start, end)


def phrase_from(tokens: Sequence[Token], start: int) -> Phrase | None:
    """Return the longest noun phrase that begins at token `start`."""
    if start >= len(tokens):
        return None
    if tokens[start].lower in PRONOUNS and tokens[start].is_word:
        return Phrase(start, start + 1, start + 1, start + 1)
    end = _core_end(tokens, start)
    if end == start and _next_is_name(tokens, start) and _is_common_noun(tokens[start]):
        end = _core_end(tokens, start + 1)  # "plasterer Gary Webb"
    while end < len(tokens) - 1 and tokens[end].lower in _TIES:
        further = _core_end(tokens, end + 1)
        if further == end + 1 or not _takes(tokens, end - 1, tokens[end].lower):
            break
        end = further
    return _phrase(tokens, start, end) if end > start else None


def _takes(tokens: Sequence[Token], head: int, preposition: str) -> bool:
    """Whether the noun at `head` can own the prepositional phrase after it."""
    token = tokens[head]
    if token.lower in SPEAKING_NOUNS:
        return preposition != "on"
    if token.is_name:
        return preposition in ("of", "for", "to")
    return preposition == "of" and token.is_word and token.lower not in _CLOSED


def _core_start(tokens: Sequence[Token], end: int, floor: int) -> int:
    start = end
    determined = False
    while start > floor:
        token = tokens[start - 1]
        following = tokens[start] if start < end else None
        if token.lower in DETERMINERS and following is not None and token.is_word:
            start, determined = start - 1, True
            break
        if not _may_join(tokens, start - 1, following, floor):
            break
        start -= 1
    determined = determined or any(token.lower == "'s" for token in tokens[start + 1 : end])
    return start if determined else _without_loose_words(tokens, start, end)


def _may_join(tokens: Sequence[Token], at: int, following: Token | None, floor: int) -> bool:
    token = tokens[at]
    if token.quotation is not None:
        return False
    if is_proper(token):
        return True
    if token.lower in ("'s", "'", "&"):
        return following is not None
    if token.lower == "and":
        return following is not None and _joins_equals(tokens, at, floor)
    if token.lower in PARTICLES and following is not None and following.is_name:
        return True
    if not token.is_word:
        return following is not None and token.text[0].isdigit()
    return _is_common_noun(token) and (
        following is None
        or not following.is_name
        or token.lower in SPEAKING_NOUNS | ADJECTIVES
        or following.lower in SPEAKING_NOUNS
    )


def _joins_equals(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Whether "and" at `at` joins two halves of one subject that opens its clause."""
    start = at
    while start > floor and (is_proper(tokens[start - 1]) or _plain(tokens[start - 1])):
        start -= 1
    return start < at and (start == floor or tokens[start - 1].lower in {",", ";", "that", "and"})


def _plain(token: Token) -> bool:
    return token.lower in SPEAKING_NOUNS | ADJECTIVES | DETERMINERS | PARTICLES | {"'s"}


def _is_common_noun(token: Token) -> bool:
    word = token.lower
    if word in SPEAKING_NOUNS or word in ADJECTIVES:
        return True
    if word in _CLOSED or word in DETERMINERS or word.endswith("ly"):
        return False
    form = VERB_FORMS.get(word)
    return form is None or form.form == "base"


def _without_loose_words(tokens: Sequence[Token], start: int, end: int) -> int:
    """Drop plain words from the left of a phrase that no determiner opens."""
    first = end
    while first > start:
        token = tokens[first - 1]
        known = is_proper(token) or not token.is_word or token.lower in PARTICLES | {"and"}
        after_name = first - 1 > start and is_proper(tokens[first - 2])
        plural_head = first == end and token.lower.endswith("s")
        if not (known or after_name or plural_head) and (
            token.lower not in SPEAKING_NOUNS | ADJECTIVES
        ):
            break
        first -= 1
    while first < end and (tokens[first].lower in {"and", "'s", "'", "&"}):
        first += 1
    return first


def _core_end(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.quotation is not None:
            break
        word = token.lower
        if (
            is_proper(token)
            or (word in DETERMINERS and end == start)
            or (word in PARTICLES and end > start and _next_is_name(tokens, end))
        ):
            end += 1
        elif word in ("'s", "'", "&", "and") and end > start:
            if not _next_is_name(tokens, end) and word in ("and", "&"):
                break
            end += 1
        elif token.is_word and _is_common_noun(token) and _continues(tokens, start, end):
            end += 1
        else:
            break
    while end > start and tokens[end - 1].lower in ("'s", "'", "&", "and"):
        end -= 1
    return end


def _next_is_name(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and is_proper(tokens[at + 1])


def _continues(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a plain word at `end` belongs to a phrase begun at `start`."""
    word = tokens[end].lower
    if word in SPEAKING_NOUNS or word in ADJECTIVES:
        return True
    if (
        tokens[start].lower in DETERMINERS
        and end > start
        and (word_at(tokens, end + 1) in ("of", ",", "."))
    ):
        return True
    return end > start and not is_proper(tokens[end - 1]) and tokens[end - 1].lower not in ROLES


def _phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    if all(t.lower in DETERMINERS - GROUPS or not t.is_word for t in tokens[start:end]):
        return None
    name_start = end
    while name_start > start and (
        is_proper(tokens[name_start - 1])
        or (tokens[name_start - 1].lower in PARTICLES and name_start < end)
    ):
        name_start -= 1
    run_start = name_start
    name_start = _after_titles(tokens, run_start, end)
    tied = _is_tied(tokens, start, run_start)
    if tied and name_start in (run_start, end):
        owner = _person_of_a_place(tokens, start, run_start)
        return Phrase(start, end, *owner) if owner else Phrase(start, end, end, end)
    return Phrase(start, end, name_start, end)


def _is_tied(tokens: Sequence[Token], start: int, run: int) -> bool:
    """Whether a run of capitals is what a preposition ties to the noun: "aide to Ann Lee"."""
    at = run - 1
    while at > start and tokens[at].is_word and tokens[at].lower not in _TIES:
        if tokens[at].is_name:
            return False
        at -= 1
    if at <= start or tokens[at].lower not in _TIES:
        return False
    # "chief of staff Ann Lee" is a title and a name.
    return at == run - 1 or tokens[at].lower != "of" or tokens[at + 1].lower in DETERMINERS


def _after_titles(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the name begins in a run of capitalised words; `end` where there is none."""
    if start == end:
        return end
    if tokens[end - 1].lower in COMPANY_ENDINGS or (
        tokens[start].lower == "general" and word_at(tokens, start + 1) in GENERAL_COMPANIES
    ):
        return start
    if all(_is_office(token) for token in tokens[start:end]):
        return end
    first = start
    for at in range(start, end - 1):
        if tokens[at].lower in ROLES | ORGANISATIONS or tokens[at].lower in HONORIFICS:
            first = at + 1
    while first < end - 1 and _is_origin(tokens[first], end - first):
        first += 1
    if first < end and all(_is_office(token) for token in tokens[first:end]):
        return start  # "Conference of Catholic Bishops", "Tri-County Bancorp Board".
    return first


def _person_of_a_place(
    tokens: Sequence[Token], start: int, run_start: int
) -> tuple[int, int] | None:
    """Return the name in "Lars Bakke of Fjord Markets": two words or more, none of an office."""
    tie = next((at for at in range(start, run_start) if tokens[at].lower in _TIES), None)
    if tie is None or tokens[tie].lower not in ("of", "from", "at", "with"):
        return None
    first = tie
    while first > start and (is_proper(tokens[first - 1]) or tokens[first - 1].lower in PARTICLES):
        first -= 1
    first = _after_titles(tokens, first, tie)
    titled = first > start and tokens[first - 1].lower in ROLES | HONORIFICS.keys()
    if tie - first < (1 if titled else 2) or any(_is_office(t) for t in tokens[first:tie]):
        return None
    return first, tie


def _is_origin(token: Token, words: int) -> bool:
    """Whether a word says where somebody is from; "Sofia Lindqvist" is from nowhere."""
    known = token.lower in NATIONALITIES or token.lower in _ABBREVIATED
    return known or (token.lower in PLACES and words > 2)


def _is_office(token: Token) -> bool:
    word = token.lower
    return (
        word in OFFICE_WORDS
        or word in NATIONALITIES
        or word in DEMONYMS
        or word in PLACES
        or word in PARTICLES
        or all(part in OFFICE_WORDS or part in NATIONALITIES for part in word.split("-"))
    )
