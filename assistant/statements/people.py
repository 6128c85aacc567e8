"""The people and bodies of an article, found by any of their names."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from assistant.statements.words import COMPANY_ENDINGS, KIN

_ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|ad|at|ed|es)[-\u2011](?=\w)")
_INITIAL = re.compile(r"(?<![\w'’])[A-Z]")
_MOST_NAMESAKES = 100
"""How many people with a name in common are told apart: a text may hold thousands."""
_NEAR = 200
"""How many people before a place, and how many after it, a description there may mean."""
_POSITION = attrgetter("position")


def plain_word(word: str) -> str:
    """Return a word of a name as names are compared: "al-Sisi" and "Sisi" are one man's."""
    return _ARTICLE.sub("", word.lower())


def name_words(words: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Return the words of a name as names are compared, and "jr" or "sr" where it ends so."""
    plain = tuple(plain_word(word) for word in words)
    suffix = plain[-1] if len(plain) > 1 and plain[-1] in ("jr", "sr") else ""
    return (plain[:-1] if suffix else plain), suffix


def initials(name: str) -> str:
    """Return the capitals that begin the words of a name: BA, NATO."""
    return "".join(_INITIAL.findall(name))


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the article; `position` is where first, `offices` are lower-case words.

    `is_told_as_one` tells less than `is_person`: a club may be told of as "Sfax, who has won".
    `suffix` is "jr", "sr" or nothing. `countries` are those that the offices are of: of "Russian
    minister" and "Russia's minister", but not of "envoy to Russia".
    """

    name: str
    words: tuple[str, ...]
    position: int
    suffix: str = ""
    offices: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: str | None = None
    is_person: bool = False
    is_body: bool = False
    is_told_as_one: bool = False
    mentions: int = 0

    @property
    def is_surely_one(self) -> bool:
        """Whether it is more than one capitalised word that may only open a sentence."""
        is_one = self.is_person or self.is_told_as_one
        return is_one or len(self.words) > 1 or self.mentions > 1

    def is_firm(self, words: tuple[str, ...]) -> bool:
        """Whether it is a firm that these words name: "Ford" for Ford Inc, not Ford Credit."""
        ending = self.words[len(words) :]
        return self.words[: len(words)] == words and all(w in COMPANY_ENDINGS for w in ending)


class Cast:
    """Everybody named in an article, in the order of their first mention."""

    def __init__(self) -> None:
        self._people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._named_at: dict[int, list[Person]] = {}
        self._wholly_named_at: dict[tuple[str, ...], list[int]] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people)

    def add(self, person: Person) -> None:
        """Add somebody; who was known by a part of that name only becomes one with them."""
        # "Trump" before "Donald Trump Jr." is the father.
        shorter = None if person.suffix else self._shorter(person.words)
        if shorter is not None and person.offices & KIN - shorter.offices:
            shorter = None  # "President Lee" before "his wife, Ann Lee", is another Lee.
        if shorter is not None:
            person.offices |= shorter.offices
            person.countries |= shorter.countries
            person.position = shorter.position
            person.gender = shorter.gender
            self._people.remove(shorter)
            for word in {shorter.words[0], shorter.words[-1]}:
                self._by_word[word].remove(shorter)
        insort(self._people, person, key=_POSITION)
        for word in {person.words[0], person.words[-1]}:
            self._by_word.setdefault(word, []).append(person)

    def note(self, position: int, person: Person) -> None:
        """Remember that the sentence which begins at `position` speaks of somebody."""
        self._named_at.setdefault(position, []).append(person)

    def note_whole(self, position: int, person: Person) -> None:
        """Remember, sentence by sentence, that one at `position` has somebody's whole name."""
        self._wholly_named_at.setdefault(person.words, []).append(position)

    def only_one_at(self, position: int) -> Person | None:
        """Return the one person whom the sentence that begins at `position` names."""
        named = {self.find(person.words) for person in self._named_at.get(position, [])}
        people = [p for p in named if p and (p.is_person or (len(p.words) > 1 and not p.is_body))]
        return people[0] if len(people) == 1 and people[0].is_person else None

    def are_named_together(self, people: Sequence[Person], position: int) -> bool:
        """Whether the last sentence before `position` with one of these whole names has two."""
        last = Counter(
            positions[before - 1]
            for positions in (self._wholly_named_at.get(person.words, []) for person in people)
            if (before := bisect_left(positions, position))
        )
        return bool(last) and last[max(last)] > 1

    def find(self, words: Sequence[str]) -> Person | None:
        """Return whom a name means: whole, by surname, or by first name."""
        wanted, suffix = name_words(words)
        near = self._with_word(wanted[-1]) + self._with_word(wanted[0])
        for test in (_is_same, _is_surname, _is_part):
            found = [person for person in near if test(person.words, wanted)]
            if suffix or len(wanted) > 1:  # Father and son are told apart.
                found = [person for person in found if person.suffix == suffix]
            if found:
                return max(
                    found, key=lambda p: (p.suffix == suffix, p.is_firm(wanted), len(p.words))
                )
        return None

    def by_initials(self, letters: str) -> Person | None:
        """Return the one body whose name has these initials: NATO, BA."""
        found = self._bodies.get(letters, [])
        return found[0] if len(found) == 1 else None

    @cached_property
    def _bodies(self) -> dict[str, list[Person]]:
        """The bodies by their initials, once everybody has been added."""
        bodies: dict[str, list[Person]] = {}
        for person in self._people:
            if len(person.words) > 1 and not person.is_person:
                bodies.setdefault(initials(person.name), []).append(person)
        return bodies

    def before(self, position: int) -> Sequence[Person]:
        """Return the last people whose first mention is before a position, in its order."""
        end = bisect_left(self._people, position, key=_POSITION)
        return self._people[max(0, end - _NEAR) : end]

    def near(self, position: int) -> Sequence[Person]:
        """Return the people whose first mention is not far from a position, in its order."""
        at = bisect_left(self._people, position, key=_POSITION)
        return self._people[max(0, at - _NEAR) : at + _NEAR]

    def namesakes(self, surname: str) -> list[Person]:
        """Return everybody with this last word in lower case."""
        last = plain_word(surname)
        return [p for p in self._with_word(last) if p.words[-1] == last]

    def first_named(self, word: str) -> list[Person]:
        """Return everybody whose name begins with this word in lower case and goes on."""
        first = plain_word(word)
        return [p for p in self._with_word(first) if p.words[0] == first and len(p.words) > 1]

    def _with_word(self, word: str) -> list[Person]:
        return self._by_word.get(word, [])[:_MOST_NAMESAKES]

    def _shorter(self, words: tuple[str, ...]) -> Person | None:
        for person in self._with_word(words[-1]):
            if len(person.words) < len(words) and _is_surname(words, person.words):
                return person
        return None


def _is_same(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return words == wanted


def _is_surname(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if words[-len(wanted) :] == wanted:
        return True
    # James Stephen Heappey and James Heappey, but not George W. Bush and George H. Bush.
    among, other = words[1:-1], wanted[1:-1]
    return (
        len(wanted) >= 2
        and words[0] == wanted[0]
        and words[-1] == wanted[-1]
        and not (among and other and among[0][:1] != other[0][:1])
    )


def _is_part(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return words[: len(wanted)] == wanted
