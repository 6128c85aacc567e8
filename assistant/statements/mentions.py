"""Who has been spoken of so far in an article, and whom a pronoun means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.statements.countries import COUNTRY_OF
from assistant.statements.naming import Phrase
from assistant.statements.people import Cast, Person
from assistant.statements.units import Token
from assistant.statements.words import (
    DOCUMENTS,
    FEMALE_ROLES,
    MALE_ROLES,
    ORGANISATIONS,
    ROLES,
)

_REMEMBERED = 12
_PEOPLE = ROLES - ORGANISATIONS
_FORCES = ORGANISATIONS - ROLES
_GENDERS = {"he": "m", "she": "f"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker by name; `person` is None for a body or an unnamed source."""

    name: str
    person: Person | None
    plural: bool = False


class Mentions:
    """Who has been spoken of so far, the latest last."""

    def __init__(self, people: Cast) -> None:
        self._people = people
        self._mentioned: list[Speaker] = []
        self._subject: Speaker | None = None
        self._group: Speaker | None = None
        self._document: Speaker | None = None
        self._passed: Person | None = None
        self._passed_before: Person | None = None
        self._spoke: Speaker | None = None
        self._spoke_before: Speaker | None = None
        self._have_spoken: set[Person] = set()
        self._quoted: Speaker | None = None

    @property
    def latest(self) -> Speaker | None:
        """The last one to speak or to be the subject of a sentence."""
        return _last(self._mentioned)

    @property
    def subject(self) -> Speaker | None:
        """The unnamed body that was last the subject of a sentence, if no person was since."""
        return self._subject

    def latest_first(self) -> list[Speaker]:
        """Return who was last spoken of, the latest first."""
        return self._mentioned[::-1]

    def has_spoken(self, person: Person) -> bool:
        """Whether somebody has spoken so far."""
        return person in self._have_spoken

    def turn(self) -> None:
        """Turn to the next sentence."""
        self._spoke_before, self._spoke = self._spoke, None
        self._passed_before, self._passed = self._passed, None

    def speak(self, speaker: Speaker) -> None:
        """Remember who speaks in a sentence."""
        self.mention(speaker)
        self._spoke = speaker
        if speaker.person is not None:
            self._have_spoken.add(speaker.person)

    def quote(self, speaker: Speaker) -> None:
        """Remember whose words stood last in quotation marks."""
        self._quoted = speaker

    def may_go_on(self, speaker: Speaker, *, opens_paragraph: bool) -> bool:
        """Whether a quotation that stands alone can be theirs.

        A body or a crowd has to be who was last quoted, or who spoke right before it.
        """
        if speaker == self._spoke_before and not opens_paragraph:
            return True
        is_person = speaker.person is not None and not speaker.person.is_body
        is_one = head_word(speaker.name) in _PEOPLE and not speaker.plural
        return is_person or is_one or speaker == self._quoted

    def go_on(self) -> None:
        """Remember that the last to speak speaks in this sentence too."""
        self._spoke = self.latest

    def who_spoke_before(self, pronoun: str) -> Speaker | None:
        """Return who spoke in the sentence before, if a pronoun can mean them."""
        speaker = self._spoke_before
        if speaker is None:
            return None
        if pronoun == "it":
            return speaker if _can_be_it(speaker) else None
        is_thing = speaker.person is not None and not speaker.person.is_person
        may_mean = not is_thing and pronoun in _GENDERS and _can_be(speaker, _GENDERS[pronoun])
        return speaker if may_mean else None

    def pass_by(self, position: int) -> None:
        """Remember the one person named in a sentence that is about something else."""
        self._passed = self._people.only_one_at(position)

    def mention(self, speaker: Speaker) -> None:
        """Remember a speaker or the subject of a sentence."""
        if speaker.person is not None and speaker.person.is_person:
            self._subject = None
        if speaker.plural:
            self._group = None
        self._passed_before = self._document = None
        self._mentioned.append(speaker)
        del self._mentioned[:-_REMEMBERED]

    def mention_unnamed(self, speaker: Speaker) -> None:
        """Remember a body or a group that a sentence is about.

        "A spokesman" may speak for the body, "they" may be the group, "it" the report.
        """
        if head_word(speaker.name) in DOCUMENTS:
            self._document = speaker
        elif speaker.plural:
            self._group = speaker
        elif may_have_spokesman(speaker):
            self._subject = speaker

    def mention_again(self, tokens: Sequence[Token], phrase: Phrase) -> None:
        """Remember the body that "the commission" means, if its name has come before."""
        head = tokens[phrase.end - 1].lower
        if phrase.has_name or head not in ORGANISATIONS or tokens[phrase.start].lower != "the":
            return
        named = [s for s in self._mentioned if s.name.lower().split()[-1] == head]
        if named:
            self.mention(named[-1])

    def by_pronoun(self, pronoun: str, position: int) -> Speaker | None:
        """Return whom "he", "she", "it" or "they" at a position means; None for nobody known."""
        if pronoun in _GENDERS:
            return self._by_gender(_GENDERS[pronoun], position)
        if pronoun == "it":
            return self._document or _last([s for s in self._mentioned if _can_be_it(s)])
        if self._group is not None:
            return self._group
        bodies = [s for s in self._mentioned if not (s.person and s.person.is_person)]
        return _last([s for s in bodies if s.plural]) or _last(bodies) or self.latest

    def _by_gender(self, gender: str, position: int) -> Speaker | None:
        passed = self._passed_before
        if passed is not None and passed.gender == gender:
            return Speaker(passed.name, passed)
        fitting = [speaker for speaker in reversed(self._mentioned) if _can_be(speaker, gender)]
        surely = [s for s in fitting if s.person is None or s.person.is_person]
        if fitting:
            return (surely or fitting)[0]
        before = self._people.before(position)
        people = [p for p in before if p.is_person and p.gender in (None, gender)]
        return Speaker(people[-1].name, people[-1]) if people else None


def _last(speakers: Sequence[Speaker]) -> Speaker | None:
    return speakers[-1] if speakers else None


def may_have_spokesman(speaker: Speaker) -> bool:
    """Whether it is a body by its name: no person, no country, no "officials"."""
    words = speaker.name.lower().split()
    if speaker.plural or (speaker.person and speaker.person.is_person) or " and " in speaker.name:
        return False
    head = head_word(speaker.name)
    if head in _PEOPLE or all(word in COUNTRY_OF for word in words):
        return False
    known = speaker.person is not None and (len(words) > 1 or speaker.person.mentions > 1)
    return known or (head in ORGANISATIONS and len(words) > 1)


def _can_be_it(speaker: Speaker) -> bool:
    """Whether it is a body: forces as well; two as one may be a firm, "Reed and Marsh"."""
    noun = head_word(speaker.name)
    if speaker.person is None and noun in _PEOPLE:
        return False
    is_one = not speaker.plural or noun in _FORCES or " and " in speaker.name
    return is_one and not (speaker.person and speaker.person.is_person)


def _can_be(speaker: Speaker, gender: str) -> bool:
    if speaker.plural or speaker.person is None:
        last = head_word(speaker.name)
        own, other = (MALE_ROLES, FEMALE_ROLES) if gender == "m" else (FEMALE_ROLES, MALE_ROLES)
        if speaker.name.lower().startswith("his " if gender == "m" else "her ") and last not in own:
            return False  # "Her doctor told her. She said ..."
        return (
            not speaker.plural and not speaker.name.startswith("The ") and last in _PEOPLE - other
        )
    if speaker.person.is_body or (speaker.name.isupper() and not speaker.person.is_person):
        return False
    return speaker.person.gender in (None, gender)


def head_word(name: str) -> str:
    """Return "father" of "Father of one of the hikers"."""
    return re.split(r" (?:of|for|from|in|at|on|with|to|who) ", name)[0].split()[-1].lower()
