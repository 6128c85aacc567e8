"""Who is meant: a phrase beside a cue, resolved to a name or a body of the same article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.statements.cast import office_words, phrase_text
from assistant.statements.countries import COUNTRY_OF, NATIONALITIES
from assistant.statements.naming import TIES, Phrase, is_proper
from assistant.statements.people import Cast, Person, initials
from assistant.statements.phrases import (
    phrase_before,
)
from assistant.statements.units import Token
from assistant.statements.words import (
    DEMONYMS,
    DETERMINERS,
    DIPLOMATS,
    DOCUMENTS,
    FEMALE_ROLES,
    GOVERNMENT,
    GROUPS,
    HONORIFICS,
    MALE_ROLES,
    ORGANISATIONS,
    PRONOUNS,
    ROLES,
)

_REMEMBERED = 12
_SOON = 1500
"""Characters after "a spokesman" in which he may be named."""
_ANONYMOUS = frozenset("source insider witness official anonymous senior resident".split())
_DEFINITE = frozenset("the his her its their this that".split())
_SOURCES = frozenset("statement report study survey poll data figures document letter".split())
_OF_SOURCE = frozenset("from by of".split())
_APART = frozenset({"shadow", "vice"})
"""Words that make a title another office: a shadow minister is not "the minister"."""
_DISTINCT = GOVERNMENT | frozenset(
    "judge prosecutor justice source insider witness officer detective lawyer attorney solicitor "
    "king queen pope reporter journalist regulator victim mediator rapporteur resident".split()
)
"""Offices that somebody else may well hold, so that they do not stand for the last person."""
_DESCRIPTION = re.compile(r"-year-old$|(?:man|woman|ist|[^k]er|or|mum|dad)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker by name; `person` is None for a body or an unnamed source."""

    name: str
    person: Person | None
    plural: bool = False


class Discourse:
    """Who has been spoken of so far, the latest last."""

    def __init__(self, people: Cast) -> None:
        self._people = people
        self._mentioned: list[Speaker] = []

    @property
    def latest(self) -> Speaker | None:
        """The last one to speak or to be the subject of a sentence."""
        return self._mentioned[-1] if self._mentioned else None

    def mention(self, speaker: Speaker) -> None:
        """Remember a speaker or the subject of a sentence."""
        self._mentioned.append(speaker)
        del self._mentioned[:-_REMEMBERED]

    def mention_again(self, tokens: Sequence[Token], phrase: Phrase) -> None:
        """Remember the body that "the commission" means, if its name has come before."""
        head = tokens[phrase.end - 1].lower
        if phrase.has_name or head not in ORGANISATIONS or tokens[phrase.start].lower != "the":
            return
        named = [s for s in self._mentioned if s.name.lower().split()[-1] == head]
        if named:
            self.mention(named[-1])

    def resolve(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return whom a phrase means; None for a pronoun that means nobody known."""
        words = tokens[phrase.start : phrase.end]
        if len(words) == 1 and words[0].lower in PRONOUNS:
            return self._by_pronoun(words[0].lower, words[0].start)
        if phrase.has_name:
            return self._together(tokens, phrase) or self._by_name(tokens, phrase)
        return (
            self._by_surname(words)
            or self._by_name_before_tie(tokens, phrase)
            or self._by_office(tokens, phrase)
            or self._by_description(tokens, phrase)
            or self._body(tokens, phrase)
        )

    def _together(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return two people who speak as one: "Minister Ann Lee and Bob Ray said"."""
        for at in range(phrase.start, phrase.name_start):
            if tokens[at].lower == "and":
                first = phrase_before(tokens, at, phrase.start)
                if first is None or not first.has_name:
                    continue
                both = [self._by_name(tokens, part) for part in (first, phrase)]
                if all(s.person and (s.person.is_person or len(s.person.words) > 1) for s in both):
                    return Speaker(" and ".join(s.name for s in both), None, plural=True)
        return None

    def _by_name(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker:
        names = tokens[phrase.name_start : phrase.name_end]
        wanted = [token.lower for token in names]
        titles = {token.lower for token in tokens[phrase.start : phrase.name_start]}
        gender = next((HONORIFICS[title] for title in titles if title in HONORIFICS), None)
        namesakes = self._people.namesakes(wanted[-1])
        if len(wanted) == 1 and len(namesakes) > 1:
            chosen = self._latest_of(namesakes, gender)
            if chosen is not None:
                return Speaker(chosen.name, chosen)
        person = self._people.find(wanted)
        if len(names) == 1 and names[0].text.isupper() and len(names[0].text) > 1:
            whole = self._people.by_initials(names[0].text)
            if whole is not None:
                return Speaker(whole.name, whole)
            mentioned = [s for s in self._mentioned if _abbreviates(names[0].text, s)]
            if mentioned:
                return mentioned[-1]
        if len(names) == 1 and names[0].text.isupper() and person and len(person.words) > 1:
            person = None  # An acronym is whole: AP is no part of "AP News".
        if person is not None:
            return Speaker(person.name, person)
        return Speaker(phrase_text(tokens, phrase.name_start, phrase.name_end), None)

    def _by_surname(self, words: Sequence[Token]) -> Speaker | None:
        """Return the person whose surname is a place or a title as well: "Jordan said"."""
        if len(words) != 1 or not words[0].is_name:
            return None
        before = [p for p in self._people.namesakes(words[0].lower) if p.position < words[0].start]
        people = [p for p in before if p.is_person and len(p.words) > 1]
        return Speaker(people[0].name, people[0]) if len(people) == 1 else None

    def _by_name_before_tie(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return the person of "Robertson of Mainsail", whose name has come before."""
        end = phrase.start
        while end < phrase.end and is_proper(tokens[end]):
            end += 1
        if end == phrase.start or end == phrase.end or tokens[end].lower not in TIES:
            return None
        person = self._people.find([token.lower for token in tokens[phrase.start : end]])
        return Speaker(person.name, person) if person and person.is_person else None

    def _latest_of(self, namesakes: Sequence[Person], gender: str | None) -> Person | None:
        fitting = [p for p in namesakes if gender is None or p.gender in (None, gender)]
        for speaker in reversed(self._mentioned):
            if any(speaker.person is person for person in fitting):
                return speaker.person
        return fitting[0] if fitting else None

    def _by_pronoun(self, pronoun: str, position: int) -> Speaker | None:
        if pronoun in ("it", "they"):
            several = [s for s in self._mentioned if not (s.person and s.person.is_person)]
            if pronoun == "they":
                several = [s for s in several if s.plural] or several or self._mentioned
            return several[-1] if several else None
        gender = "m" if pronoun == "he" else "f"
        fitting = [speaker for speaker in reversed(self._mentioned) if _can_be(speaker, gender)]
        surely = [s for s in fitting if s.person is None or s.person.is_person]
        if fitting:
            return (surely or fitting)[0]
        before = [p for p in self._people if p.is_person and p.position < position]
        people = [p for p in before if p.gender in (None, gender)]
        return Speaker(people[-1].name, people[-1]) if people else None

    def _by_office(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return the person introduced with an office: "the minister", "the British official"."""
        first = tokens[phrase.start]
        words = tokens[phrase.start : phrase.end]
        owned = any(token.lower in ("'s", "'") for token in words)
        if first.lower in ("a", "an"):
            return self._named_later(words)
        if first.lower not in _DEFINITE and not owned and not _is_bare_title(words):
            return None
        wanted = office_words(words)
        if not wanted & ROLES or wanted & ORGANISATIONS - ROLES:
            return None
        if any(token.lower.endswith("s") and token.lower in ROLES for token in words[-1:]):
            return None
        exact = [p for p in self._people if holds(p, wanted) and not missing_in(p, wanted)]
        if exact:
            before = [p for p in exact if p.position < first.start]
            chosen = self._latest_of(before or exact, None) or exact[0]
            return Speaker(chosen.name, chosen)
        return None if owned else self._latest_holder(wanted, first.start)

    def _named_later(self, words: Sequence[Token]) -> Speaker | None:
        """Return whom "a spokesman" in a lead means: the one spokesman named soon after it."""
        wanted = office_words(words)
        if words[-1].lower not in ROLES or wanted & _ANONYMOUS:
            return None
        held = [p for p in self._people if p.is_person and not missing_in(p, wanted)]
        if len(held) != 1 or not 0 < held[0].position - words[0].start < _SOON:
            return None
        return Speaker(held[0].name, held[0])

    def _latest_holder(self, wanted: set[str], position: int) -> Speaker | None:
        """Return the last one introduced with these words, or with an office that fits them."""
        for speaker in reversed(self._mentioned):
            if speaker.person is not None and holds(speaker.person, wanted):
                return speaker
            if speaker.person is None and wanted <= {w.lower() for w in speaker.name.split()}:
                return speaker
        before = [p for p in self._people if p.position < position]
        held = [p for p in before if holds(p, wanted)]
        held = held or _only_stranger(before, wanted) or _only_person(before)
        return Speaker(held[-1].name, held[-1]) if held else None

    def _by_description(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return the last person spoken of, for "the 23-year-old" or "the Frenchwoman"."""
        head = tokens[phrase.end - 1].lower
        entitled = tokens[phrase.end - 2].quotation is not None and phrase.end - phrase.start > 1
        if tokens[phrase.end - 1].text.isupper():
            return None  # "the UK"
        words = [token.lower for token in tokens[phrase.start : phrase.end]]
        described = _describes_person(head) or _is_national(words)
        if not described or not (entitled or words[0] == "the"):
            return None
        gender = "f" if head.endswith("woman") else "m" if head.endswith("man") else None
        country = next((COUNTRY_OF.get(word) for word in words if word in NATIONALITIES), None)
        position = tokens[phrase.start].start
        before = [p for p in self._people if p.position < position and p.is_surely_one]
        known = [p for p in before if country is not None and country in p.countries]
        if len(known) == 1:
            return Speaker(known[0].name, known[0])
        for speaker in reversed(self._mentioned):
            if speaker.person is not None and (
                gender is None or speaker.person.gender in (None, gender)
            ):
                return speaker
        chosen = next((p for p in before if p.is_person), before[0] if before else None)
        return Speaker(chosen.name, chosen) if chosen else None

    def _body(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        start = _unwrapped(tokens, phrase)
        while start < phrase.end - 1 and tokens[start].lower in ("the", "a", "an"):
            if tokens[start + 1].lower == "few":
                break  # "few experts" would say the opposite
            start += 1
        text = phrase_text(tokens, start, phrase.end)
        plural = _head_word(text).endswith("s")
        return Speaker(text[0].upper() + text[1:], None, plural)


def _abbreviates(letters: str, speaker: Speaker) -> bool:
    """Whether a body goes by these letters: the CDC, for Disease Control and Prevention."""
    body = speaker.person is None and " " in speaker.name
    return body and len(letters) > 2 and initials(speaker.name).startswith(letters)


def _only_person(people: Sequence[Person]) -> list[Person]:
    """Return the one person spoken of so far, if no office of theirs has been told."""
    persons = [person for person in people if person.is_person]
    return persons if len(persons) == 1 and not persons[0].offices & ROLES else []


def _only_stranger(people: Sequence[Person], wanted: set[str]) -> list[Person]:
    """Return the one person whom "the Senegalese diplomat" can mean, if no country was told."""
    foreign = wanted & NATIONALITIES
    fitting = [p for p in people if p.is_person and holds(p, wanted - foreign)]
    unknown = [p for p in fitting if not p.countries]
    return unknown if foreign and wanted - foreign and len(unknown) == 1 else []


def _unwrapped(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Return where the source begins in "a statement from the ministry"."""
    for at in range(phrase.start, phrase.end - 2):
        if tokens[at].lower in _SOURCES and tokens[at + 1].lower in _OF_SOURCE:
            return at + 2
    return phrase.start


def _describes_person(head: str) -> bool:
    if head in ORGANISATIONS or head in _DISTINCT or head.endswith("s"):
        return False
    return bool(_DESCRIPTION.search(head)) or head in ROLES | NATIONALITIES | DEMONYMS


def _is_national(words: Sequence[str]) -> bool:
    """Whether it is somebody of a country by a trade: "the Canadian emcee"."""
    head = words[-1]
    bodies = ORGANISATIONS | DOCUMENTS | ROLES
    return (
        len(words) == 3
        and words[1] in NATIONALITIES
        and head not in bodies | GROUPS
        and (not head.endswith("s"))
    )


def _is_bare_title(words: Sequence[Token]) -> bool:
    return words[0].lower not in DETERMINERS and all(token.is_name for token in words)


def _can_be(speaker: Speaker, gender: str) -> bool:
    if speaker.plural or speaker.person is None:
        last = _head_word(speaker.name)
        other = MALE_ROLES if gender == "f" else FEMALE_ROLES
        return not speaker.plural and last in ROLES - ORGANISATIONS - other
    return speaker.person.gender in (None, gender) and not speaker.person.is_body


def _head_word(name: str) -> str:
    """Return "father" of "Father of one of the hikers"."""
    return re.split(r" (?:of|for|from|in|at|on|with|to|who) ", name)[0].split()[-1].lower()


def missing_in(person: Person, wanted: set[str]) -> set[str]:
    """Return the words of an office that a person was not introduced with."""
    return {w for w in wanted - person.offices if COUNTRY_OF.get(w) not in person.countries}


def holds(person: Person, wanted: set[str]) -> bool:
    """Whether a person was introduced with an office that fits these words."""
    missing = missing_in(person, wanted)
    if person.offices & _APART - wanted:
        return False
    if not missing:
        return True
    nationality = {word for word in missing if word in NATIONALITIES}
    if nationality:
        return False
    if missing <= {"official", "minister", "chief", "politician"}:
        if "president" in person.offices and missing == wanted:
            return False  # Nobody calls a president just "the official".
        return bool(person.offices & GOVERNMENT) and (
            "minister" not in missing or bool(person.offices & {"minister", "secretary"})
        )
    if missing <= {"diplomat", "envoy"}:
        return bool(person.offices & DIPLOMATS)
    return False
