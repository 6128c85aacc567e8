"""The people of an article: names in their longest form, offices, nationality and gender."""

import re
from collections.abc import Iterable, Sequence

from assistant.statements.countries import COUNTRY_OF, NATIONALITIES, PLACES
from assistant.statements.given_names import FEMALE_NAMES, MALE_NAMES
from assistant.statements.naming import (
    Phrase,
    is_proper,
)
from assistant.statements.people import Cast, Person, name_words, plain_word
from assistant.statements.phrases import (
    is_plain_noun,
    is_said_before,
    opens_as_adverb,
    phrase_before,
    phrase_from,
)
from assistant.statements.units import Token, Unit, word_at
from assistant.statements.words import (
    COMPANY_ENDINGS,
    DETERMINERS,
    FEMALE_ROLES,
    HONORIFICS,
    KIN,
    MALE_ROLES,
    NAMING_TITLES,
    NO_SURNAMES,
    OFFICE_WORDS,
    ORGANISATIONS,
    PARTICLES,
    PREPOSITIONS,
    ROLES,
    SYNONYMS,
)

_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][\w-]+)")
_LONGEST_APPOSITION = 16
_LONGEST_ACRONYM = 5
_ENDS_BODY = NO_SURNAMES | (ORGANISATIONS - ROLES - {"church", "house"})
_NO_OFFICE = DETERMINERS | PARTICLES | PREPOSITIONS
_SINGULAR = frozenset({"is", "was", "has", "does"})
_BLOCS = frozenset({"un", "eu"})
"""Whose officials are of many countries."""


def phrase_text(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return tokens `start:end` as they stand, with single spaces."""
    text = ""
    for number in range(start, end):
        gap = number > start and tokens[number].start > tokens[number - 1].end
        text += (" " if gap else "") + tokens[number].text
    return text


def office_words(tokens: Iterable[Token]) -> set[str]:
    """Return the content words of a title or an apposition, each in one wording."""
    words: set[str] = set()
    for token in tokens:
        if token.is_word and token.lower not in _NO_OFFICE:
            words.update(SYNONYMS.get(token.lower, (token.lower,)))
    return words


def cast(units: Sequence[Unit]) -> Cast:
    """Return the people (and bodies with proper names) of an article, by first mention."""
    people = Cast()
    for unit in units:
        for phrase in _named_phrases(unit.tokens):
            person = _introduce(people, unit.tokens, phrase)
            if not _is_attribute(unit.tokens, phrase.name_end):
                people.note(unit.start, person)
            if phrase.name_end - phrase.name_start > 1:
                people.note_whole(unit.start, person)
    for unit in units:
        for at, token in enumerate(unit.tokens):
            if token.quotation is not None:
                _complete(people, token)
            elif at > 1 and is_proper(token):
                _complete_beside_office(people, unit.tokens, at)
    return people


def _complete(people: Cast, quotation: Token) -> None:
    """Give somebody known by a surname alone the given name that a quotation tells."""
    for match in _FULL_NAME.finditer(quotation.text):
        given, surname = (word.lower() for word in match.groups())
        if given not in MALE_NAMES | FEMALE_NAMES:
            continue
        person = next((p for p in people.namesakes(surname) if len(p.words) == 1), None)
        if person is not None:
            whole = Person(match.group(), (given, surname), person.position)
            people.add(whole)
            whole.mentions = person.mentions
            whole.is_person = not person.is_body
            whole.gender = person.gender or ("f" if given in FEMALE_NAMES else "m")


def _complete_beside_office(people: Cast, tokens: Sequence[Token], at: int) -> None:
    """Give somebody known by a surname alone the given name of "for coach Sandy Brondello"."""
    person = people.find([tokens[at].lower])
    title = tokens[at - 2]
    if person is None or len(person.words) > 1 or person.is_body:
        return
    if title.lower not in ROLES or not _is_given(tokens, at - 1):
        return
    surname = plain_word(tokens[at].lower)
    whole = Person(
        phrase_text(tokens, at - 1, at + 1), (tokens[at - 1].lower, surname), person.position
    )
    people.add(whole)
    whole.mentions, whole.is_person = person.mentions, True
    whole.offices |= office_words([title])
    whole.gender = person.gender or _gender(whole.words, [title], whole.offices)


def _is_given(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word can be a given name: a capitalised one that is of no office and no place."""
    word = tokens[at].lower
    return (
        is_proper(tokens[at])
        and not is_office_word(tokens[at])
        and word not in PLACES | NATIONALITIES
    )


def _named_phrases(tokens: Sequence[Token]) -> Iterable[Phrase]:
    end = 0
    while end < len(tokens):
        if not is_proper(tokens[end]):
            end += 1
            continue
        start = end
        while end < len(tokens) and (
            is_proper(tokens[end])
            or (tokens[end].lower in PARTICLES and end + 1 < len(tokens)
                and is_proper(tokens[end + 1]))
        ):  # fmt: skip
            end += 1
        if end == 1 and opens_as_adverb(tokens, 0):
            continue
        if start == 0 and is_said_before(tokens, end):
            start = 1  # 'Said Ray: "..."'
        phrase = phrase_before(tokens, end, start if start == 1 else 0)
        if phrase is None or not phrase.has_name:
            alone = phrase_before(tokens, end, start)  # "a statement from Ann Lee"
            phrase = alone if alone and _begins_with_given_name(tokens, alone) else phrase
        after_owner = start > 0 and tokens[start - 1].lower in ("'s", "'")
        if phrase and phrase.has_name and (phrase.name_start >= start or after_owner):
            yield phrase


def _is_attribute(tokens: Sequence[Token], end: int) -> bool:
    """Whether a name only describes the noun after it: "a Tom Lee goal"."""
    following = tokens[end] if end < len(tokens) else None
    return following is not None and is_plain_noun(following) and (
        not following.lower.endswith(("ed", "s"))
    )  # fmt: skip


def _begins_with_given_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    given = tokens[phrase.name_start].lower if phrase.has_name else ""
    return phrase.name_end - phrase.name_start > 1 and given in MALE_NAMES | FEMALE_NAMES


def _introduce(people: Cast, tokens: Sequence[Token], phrase: Phrase) -> Person:
    name_tokens = tokens[phrase.name_start : phrase.name_end]
    words, suffix = name_words(token.lower for token in name_tokens)
    title = tokens[phrase.start : phrase.name_start]
    apposition = _apposition(tokens, phrase)
    before = tokens[phrase.name_start - 1].lower if phrase.name_start else ""
    offices = office_words(title) | office_words(apposition) | (KIN & {before})
    gender = _gender(words, title, offices) or ("m" if suffix else None)
    is_told_as_one = _is_told_as_one(tokens, phrase.name_end)
    is_person = bool(
        gender
        or offices & ROLES
        or {t.lower for t in title} & HONORIFICS.keys()
        or (is_told_as_one and len(words) > 1)
    )
    person = people.find([token.lower for token in name_tokens])
    if person is not None and words == person.words[-1:] and len(person.words) > 1:
        # Only people go by their last words alone.
        is_person = is_person or not (
            is_office_word(name_tokens[0]) or any(part.isupper() for part in person.name.split())
        )
    if person is None:
        first = phrase.name_start
        named = title and title[-1].is_name and title[-1].lower in NAMING_TITLES
        if len(words) == 1 and named:
            first -= 1
        name = phrase_text(tokens, first, phrase.name_end)
        person = Person(name, words, name_tokens[0].start, suffix, offices=set(offices))
        people.add(person)
    if len(person.name) > _LONGEST_ACRONYM and person.name.isupper() and words == person.words:
        person.name = phrase_text(tokens, phrase.name_start, phrase.name_end)
    person.mentions += 1
    # "the Guardian" and "the Blue Hens" are nobody's name.
    person.is_body = person.is_body or before == "the" or _is_no_person(words, offices)
    person.offices |= offices
    person.countries |= _countries(title) | _countries(apposition)
    person.gender = person.gender or gender
    person.is_person = (person.is_person or is_person) and not person.is_body
    person.is_told_as_one = person.is_told_as_one or is_told_as_one
    return person


def _is_no_person(words: tuple[str, ...], offices: set[str]) -> bool:
    """Whether it is "Brent Crude" or "Clifford Chance", though Brent is a given name as well."""
    is_firm = words[-1] in COMPANY_ENDINGS
    is_thing = words[-1] in _ENDS_BODY and not offices & ROLES  # but "poet Andrew Motion"
    return len(words) > 1 and (is_firm or is_thing)


def _is_told_as_one(tokens: Sequence[Token], end: int) -> bool:
    """Whether it is "Zarco, who lost, was calm", not "Liverpool, who lost, were calm"."""
    who = end + (word_at(tokens, end) == ",")
    if word_at(tokens, who) != "who":
        return False  # Firms are told of with "which".
    near = range(who, min(len(tokens), who + _LONGEST_APPOSITION))
    comma = next((at for at in near if tokens[at].lower == ","), len(tokens))
    return _is_singular(tokens, who + 1) or _is_singular(tokens, comma + 1)


def _is_singular(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb at an index is of one: "was", "plays"."""
    verb = tokens[at].text if at < len(tokens) else ""
    third_person = verb.islower() and verb.endswith("s") and not verb.endswith(("ss", "'s", "’s"))
    return verb in _SINGULAR or (third_person and len(verb) > 3)


def _apposition(tokens: Sequence[Token], phrase: Phrase) -> list[Token]:
    """Return the words of an office set off by commas right after or right before a name."""
    found: list[Token] = []
    end = phrase.name_end
    if end + 1 < len(tokens) and tokens[end].lower == ",":
        after = phrase_from(tokens, end + 1)
        closed = after is not None and (
            word_at(tokens, after.end) in ("", ",", ".", ";", ")", "who", "—", "–")
        )
        if after is not None and closed and after.end - after.start > 1:
            last = min(after.end, end + _LONGEST_APPOSITION)
            if after.has_name:  # "director of the Bank of Sfax": what she is, not what of
                ties = (n for n in range(after.start, last) if _ties(tokens[n]))
                last = next(ties, after.start)
            office = tokens[after.start : last]
            found += office if office_words(office) & ROLES else ()
    if phrase.start >= 2 and tokens[phrase.start - 1].lower == ",":
        tied = next((n for n in range(phrase.start - 2, 0, -1) if _ties(tokens[n])), -1)
        before = phrase_before(tokens, phrase.start - 1) or (
            phrase_before(
                tokens, phrase.start - 1, tied + 1
            )  # "according to her daughter, Ann Lee"
        )
        if before is not None and not before.has_name:
            office = tokens[before.start : before.end]
            found += office if any(t.lower in ROLES for t in office) else ()
    return found


def _ties(token: Token) -> bool:
    return token.lower in PREPOSITIONS


def _countries(office: Sequence[Token]) -> set[str]:
    """Return whose an office is: "Russian", "Russia's"."""
    return {
        COUNTRY_OF[token.lower]
        for at, token in enumerate(office)
        if token.lower in COUNTRY_OF
        and (token.lower in NATIONALITIES or word_at(office, at + 1) == "'s")
        and COUNTRY_OF[token.lower] not in _BLOCS
    }


def _gender(words: tuple[str, ...], title: Sequence[Token], offices: set[str]) -> str | None:
    for token in title:
        if token.lower in HONORIFICS:
            return HONORIFICS[token.lower]
    if offices & FEMALE_ROLES:
        return "f"
    if offices & MALE_ROLES:
        return "m"
    if len(words) < 2:
        return None
    given = words[1] if len(words) > 2 and len(words[0]) < 3 else words[0]  # "J. Ann Selzer"
    if given in FEMALE_NAMES:
        return "f"
    return "m" if given in MALE_NAMES else None


def is_office_word(token: Token) -> bool:
    """Whether a word belongs to an office or institution."""
    return token.lower in OFFICE_WORDS
