"""Who holds an office: people as they were introduced, against "the Russian minister"."""

from collections.abc import Sequence

from assistant.statements.countries import COUNTRY_OF, NATIONALITIES
from assistant.statements.people import Person
from assistant.statements.words import DIPLOMATS, GOVERNMENT, ROLES

_APART = frozenset({"shadow", "vice"})
"""Words that make a title another office: a shadow minister is not "the minister"."""


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


def only_person(people: Sequence[Person]) -> list[Person]:
    """Return the one person spoken of so far, if no office of theirs has been told."""
    persons = [person for person in people if person.is_person]
    return persons if len(persons) == 1 and not persons[0].offices & ROLES else []


def only_stranger(people: Sequence[Person], wanted: set[str]) -> list[Person]:
    """Return the one person whom "the Senegalese diplomat" can mean, if no country was told."""
    foreign = wanted & NATIONALITIES
    fitting = [p for p in people if p.is_person and holds(p, wanted - foreign)]
    unknown = [p for p in fitting if not p.countries]
    return unknown if foreign and wanted - foreign and len(unknown) == 1 else []
