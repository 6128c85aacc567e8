"""The people of an article: names in their longest form, offices, nationality and gender."""

import re
from collections.abc import Iterable, Sequence

from assistant.statements.given_names import FEMALE_NAMES, MALE_NAMES
from assistant.statements.naming import (
    Phrase,
    is_proper,
)
from assistant.statements.people import Cast, Person, plain_word
from assistant.statements.phrases import (
    is_said_before,
    phrase_before,
    phrase_from,
)
from assistant.statements.units import Token, Unit, word_at
from assistant.statements.words import (
    DETERMINERS,
    FEMALE_ROLES,
    HONORIFICS,
    MALE_ROLES,
    NAMING_TITLES,
    OFFICE_WORDS,
    PARTICLES,
    PREPOSITIONS,
    ROLES,
    SYNONYMS,
)

_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][\w-]+)")
_LONGEST_APPOSITION = 16
_LONGEST_ACRONYM = 5


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
        if token.is_word and token.lower not in DETERMINERS | PARTICLES | PREPOSITIONS:
            words.update(SYNONYMS.get(token.lower, (token.lower,)))
    return words


def cast(units: Sequence[Unit]) -> Cast:
    """Return the people (and bodies with proper names) of an article, by first mention."""
    people = Cast()
    for unit in units:
        for phrase in _named_phrases(unit.tokens):
            _introduce(people, unit.tokens, phrase)
    for unit in units:
        for token in unit.tokens:
            if token.quotation is not None:
                _complete(people, token)
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
        if start == 0 and end == 1 and tokens[0].lower.endswith("ly"):
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


def _begins_with_given_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    given = tokens[phrase.name_start].lower if phrase.has_name else ""
    return phrase.name_end - phrase.name_start > 1 and given in MALE_NAMES | FEMALE_NAMES


def _introduce(people: Cast, tokens: Sequence[Token], phrase: Phrase) -> None:
    name_tokens = tokens[phrase.name_start : phrase.name_end]
    words = tuple(plain_word(token.lower) for token in name_tokens)
    title = tokens[phrase.start : phrase.name_start]
    offices = office_words(title) | _apposition(tokens, phrase)
    gender = _gender(words, title, offices)
    is_person = bool(gender or offices & ROLES or {t.lower for t in title} & HONORIFICS.keys())
    person = people.find(words)
    if person is not None and words == person.words[-1:] and len(person.words) > 1:
        # Only people go by their last words alone.
        is_person = is_person or not (
            is_office_word(name_tokens[0]) or any(part.isupper() for part in person.name.split())
        )
    if person is None:
        first = phrase.name_start
        if len(words) == 1 and title and title[-1].lower in NAMING_TITLES:
            first -= 1
        name = phrase_text(tokens, first, phrase.name_end)
        person = Person(name, words, name_tokens[0].start)
        people.add(person)
    if len(person.name) > _LONGEST_ACRONYM and person.name.isupper() and words == person.words:
        person.name = phrase_text(tokens, phrase.name_start, phrase.name_end)
    person.mentions += 1
    # "the Guardian" and "the Blue Hens" are nobody's name.
    before = tokens[phrase.name_start - 1].lower if phrase.name_start else ""
    person.is_body = person.is_body or before == "the"
    person.offices |= offices
    person.gender = person.gender or gender
    person.is_person = (person.is_person or is_person) and not person.is_body


def _apposition(tokens: Sequence[Token], phrase: Phrase) -> set[str]:
    """Return the office words set off by commas right after or right before a name."""
    words: set[str] = set()
    end = phrase.name_end
    if end + 1 < len(tokens) and tokens[end].lower == ",":
        after = phrase_from(tokens, end + 1)
        closed = after is not None and (
            word_at(tokens, after.end) in ("", ",", ".", ";", ")", "who", "—", "–")
        )
        if after is not None and closed and not after.has_name and after.end - after.start > 1:
            found = office_words(tokens[after.start : min(after.end, end + _LONGEST_APPOSITION)])
            words |= found if found & ROLES else set()
    if phrase.start >= 2 and tokens[phrase.start - 1].lower == ",":
        before = phrase_before(tokens, phrase.start - 1, 0)
        if before is not None and not before.has_name:
            head = tokens[before.start : before.end]
            if any(t.lower in ROLES for t in head):
                words |= office_words(head)
    return words


def _gender(words: tuple[str, ...], title: Sequence[Token], offices: set[str]) -> str | None:
    for token in title:
        if token.lower in HONORIFICS:
            return HONORIFICS[token.lower]
    if offices & FEMALE_ROLES:
        return "f"
    if offices & MALE_ROLES:
        return "m"
    if len(words) > 1 and words[0] in FEMALE_NAMES:
        return "f"
    return "m" if len(words) > 1 and words[0] in MALE_NAMES else None


def is_office_word(token: Token) -> bool:
    """Whether a word belongs to an office or institution."""
    return token.lower in OFFICE_WORDS
