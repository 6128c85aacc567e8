"""Who is meant: a phrase beside a cue, resolved to a name or a body of the same article."""

import re
from collections.abc import Sequence

from assistant.statements.cast import office_words, phrase_text
from assistant.statements.countries import COUNTRY_OF, NATIONALITIES
from assistant.statements.mentions import Mentions, Speaker, head_word, may_have_spokesman
from assistant.statements.naming import TIES, Phrase, is_proper
from assistant.statements.offices import holds, missing_in, only_person, only_stranger
from assistant.statements.people import Cast, Person, initials, plain_word
from assistant.statements.phrases import is_pronoun, phrase_before
from assistant.statements.units import Token, word_at
from assistant.statements.words import (
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    GOVERNMENT,
    GROUPS,
    HONORIFICS,
    KIN,
    ORGANISATIONS,
    ROLES,
)

_SOON = 1500
"""Characters after "a spokesman" in which he may be named."""
_ANONYMOUS = frozenset("source insider witness official anonymous senior resident".split())
_SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson".split())
_LATELY = 3
"""How many of the last to speak or be spoken of an unnamed spokesman may speak for."""
_DEFINITE = frozenset("the his her its their this that".split())
_BARE_DETERMINERS = frozenset("a the its their his her".split())
_SOURCES = frozenset("statement report study survey poll data figures document letter".split())
_OF_SOURCE = frozenset("from by of".split())
_DISTINCT = GOVERNMENT | frozenset(
    "judge prosecutor justice source insider witness officer detective lawyer attorney solicitor "
    "king queen pope reporter journalist regulator victim mediator rapporteur resident".split()
)
"""Offices that somebody else may well hold, so that they do not stand for the last person."""
_DESCRIPTION = re.compile(r"-year-old$|(?:man|woman|ist|[^k]er|or|mum|dad)$")


class Discourse:
    """Whom the phrases of an article mean, read in order; `mentions` tells who was spoken of."""

    def __init__(self, people: Cast) -> None:
        self._people = people
        self.mentions = Mentions(people)

    def resolve(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return whom a phrase means; None for a pronoun that means nobody known."""
        words = tokens[phrase.start : phrase.end]
        if len(words) == 1 and is_pronoun(words[0]):
            return self.mentions.by_pronoun(words[0].lower, words[0].start)
        if phrase.has_name:
            return self._together(tokens, phrase) or self._by_name(tokens, phrase)
        if phrase.start and words[0].text == "The" and len(words) == 2 and words[1].is_name:
            return Speaker(f"The {words[1].text}", None)  # ", according to The Economist"
        return (
            self._by_surname(words)
            or self._by_name_before_tie(tokens, phrase)
            or self._by_office(tokens, phrase)
            or self._by_whole_name(tokens, phrase)
            or self._by_description(tokens, phrase)
            or self._spokesman(tokens, phrase)
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
        firm = self._whole_firm(tokens, phrase)
        if firm is not None:
            return firm
        namesakes = self._people.namesakes(wanted[-1])
        if any(person.words == (plain_word(wanted[0]),) for person in namesakes):
            pass  # Known by this name alone, while a son or a wife has another with it.
        elif len(wanted) == 1 and len(namesakes) > 1:
            chosen = self._namesake(names[0], namesakes, gender)
            return Speaker(chosen.name, chosen)
        person = self._first_named(wanted) or self._people.find(wanted)
        if len(names) == 1 and names[0].text.isupper() and len(names[0].text) > 1:
            whole = self._people.by_initials(names[0].text)
            if whole is not None:
                return Speaker(whole.name, whole)
            latest = self.mentions.latest_first()
            abbreviated = next((s for s in latest if _abbreviates(names[0].text, s)), None)
            if abbreviated is not None:
                return abbreviated
        if len(names) == 1 and names[0].text.isupper() and person and len(person.words) > 1:
            person = None  # An acronym is whole: AP is no part of "AP News".
        if person is not None:
            return Speaker(person.name, person)
        return Speaker(phrase_text(tokens, phrase.name_start, phrase.name_end), None)

    def _first_named(self, wanted: list[str]) -> Person | None:
        """Return the one who has spoken of those whose name begins so: "Kim" for Kim Tae-hyo."""
        people = self._people.first_named(wanted[0]) if len(wanted) == 1 else []
        spoke = [p for p in people if p.is_person and self.mentions.has_spoken(p)]
        return spoke[0] if len(people) > 1 and len(spoke) == 1 else None

    def _whole_firm(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return "Rohm and Haas Co", which has spoken, for the "Haas" of "Rohm and Haas"."""
        first = phrase.name_start - 2
        if first < 0 or tokens[first + 1].lower not in ("and", "&"):
            return None
        name = phrase_text(tokens, first, phrase.name_end)
        return next((s for s in self.mentions.latest_first() if s.name.startswith(name)), None)

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

    def _namesake(self, surname: Token, namesakes: Sequence[Person], gender: str | None) -> Person:
        """Return which Lee speaks; only "Lee" where it may be the wife as well as the husband."""
        elder = [p for p in namesakes if not p.suffix] or namesakes  # Ray Jr. is never just Ray
        fitting = [p for p in elder if gender is None or p.gender in (None, gender)]
        spoke = [person for person in fitting if self.mentions.has_spoken(person)]
        if len(spoke) == 1:
            return spoke[0]
        chosen = self._latest_of(fitting)
        if chosen is not None and not self._people.are_named_together(fitting, surname.start):
            return chosen
        return Person(surname.text, (surname.lower,), surname.start, is_person=True)

    def _latest_of(self, people: Sequence[Person]) -> Person | None:
        """Return who of them was last spoken of, or else the first of them."""
        for speaker in self.mentions.latest_first():
            if any(speaker.person is person for person in people):
                return speaker.person
        return people[0] if people else None

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
        if words[-1].lower in ROLES and words[-1].lower.endswith(("s", "men")):
            return None
        near = self._people.near(first.start)
        exact = [p for p in near if not missing_in(p, wanted) and holds(p, wanted)]
        if exact:
            before = [p for p in exact if p.position < first.start]
            chosen = self._latest_of(before or exact) or exact[0]
            return Speaker(chosen.name, chosen)
        # "His father" and "the father of a hiker" are not who was spoken of.
        is_own = first.lower in ("his", "her") or bool(
            wanted & KIN and any(token.lower == "of" for token in words)
        )
        return None if owned or is_own else self._latest_holder(wanted, first.start)

    def _named_later(self, words: Sequence[Token]) -> Speaker | None:
        """Return whom "a spokesman" in a lead means: the one spokesman named soon after it."""
        wanted = office_words(words)
        if words[-1].lower not in ROLES or wanted & _ANONYMOUS:
            return None
        near = self._people.near(words[0].start)
        held = [p for p in near if p.is_person and not missing_in(p, wanted)]
        if len(held) != 1 or not 0 < held[0].position - words[0].start < _SOON:
            return None
        return Speaker(held[0].name, held[0])

    def _latest_holder(self, wanted: set[str], position: int) -> Speaker | None:
        """Return the last one introduced with these words, or with an office that fits them."""
        for speaker in self.mentions.latest_first():
            if speaker.person is not None and holds(speaker.person, wanted):
                return speaker
            if speaker.person is None and wanted <= {w.lower() for w in speaker.name.split()}:
                return speaker
        before = self._people.before(position)
        held = [p for p in before if holds(p, wanted)]
        held = held or only_stranger(before, wanted) or only_person(before)
        return Speaker(held[-1].name, held[-1]) if held else None

    def _by_whole_name(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return the body that "the weather centre" shortens: the National Weather Centre."""
        first, *words = (token.lower for token in tokens[phrase.start : phrase.end])
        if first != "the" or len(words) < 2 or words[-1] not in ORGANISATIONS:
            return None
        whole = [
            body
            for body in self._people.namesakes(words[-1])
            if not body.is_person and set(words) <= set(body.words)
        ]
        return Speaker(whole[0].name, whole[0]) if len(whole) == 1 else None

    def _by_description(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return the last person spoken of, for "the 23-year-old" or "the Frenchwoman"."""
        head = tokens[phrase.end - 1].lower
        entitled = tokens[phrase.end - 2].quotation is not None and phrase.end - phrase.start > 1
        if tokens[phrase.end - 1].text.isupper():
            return None  # "the UK"
        words = [token.lower for token in tokens[phrase.start : phrase.end]]
        described = _describes_person(head) or (
            _is_national(words) and not tokens[phrase.end - 1].is_name
        )
        if not described or not (entitled or words[0] == "the"):
            return None
        if word_at(tokens, phrase.end) in ("at", "for", "with", "of") and head not in ROLES:
            return None  # "the supervisor at Delta" is somebody new
        gender = "f" if head.endswith("woman") else "m" if head.endswith("man") else None
        country = next((COUNTRY_OF.get(word) for word in words if word in NATIONALITIES), None)
        position = tokens[phrase.start].start
        before = [p for p in self._people.before(position) if p.is_surely_one]
        known = [p for p in before if country is not None and country in p.countries]
        if len(known) == 1:
            return Speaker(known[0].name, known[0])
        for speaker in self.mentions.latest_first():
            if speaker is self.mentions.latest and _is_set_against(tokens, phrase, speaker):
                continue
            if speaker.person is not None and (
                not speaker.name.isupper()
                and (gender is None or speaker.person.gender in (None, gender))
            ):
                return speaker
        chosen = next((p for p in before if p.is_person), before[0] if before else None)
        return Speaker(chosen.name, chosen) if chosen else None

    def _spokesman(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        """Return for whom "a spokesman" speaks, or "a spokesman" where nobody fits."""
        words = tokens[phrase.start : phrase.end]
        noun = words[-1].lower
        bare = len(words) == 1 or (len(words) == 2 and words[0].lower in _BARE_DETERMINERS)
        if noun not in _SPOKESPEOPLE or not bare:
            return None
        lately = self.mentions.latest_first()[:_LATELY]
        same = [s for s in lately if noun in s.name.lower().split()]
        if words[0].lower in _DEFINITE and same:
            return same[0]
        if words[0].lower in ("his", "her"):
            owner = self.mentions.by_pronoun(
                "he" if words[0].lower == "his" else "she", words[0].start
            )
            return Speaker(f"{owner.name}'s {noun}", None) if owner and owner.person else None
        body = next((s for s in lately if may_have_spokesman(s)), self.mentions.subject)
        if body is not None:
            return Speaker(f"{body.name} {noun}", None)
        article = words[0].lower if words[0].lower in ("a", "the") else "a"
        return Speaker(f"{article} {noun}", None)

    def _body(self, tokens: Sequence[Token], phrase: Phrase) -> Speaker | None:
        start = _unwrapped(tokens, phrase)
        while start < phrase.end - 1 and tokens[start].lower in ("the", "a", "an"):
            if tokens[start + 1].lower == "few":
                break  # "few experts" would say the opposite
            start += 1
        text = phrase_text(tokens, start, phrase.end)
        noun = head_word(text)
        # "officials" and "Republicans" are several, "Incomes Data Services" is not.
        several = ROLES | ORGANISATIONS
        is_one = tokens[phrase.end - 1].is_name and " " in text and noun not in several
        plural = noun.endswith("s") and not is_one
        return Speaker(text[0].upper() + text[1:], None, plural)


def _abbreviates(letters: str, speaker: Speaker) -> bool:
    """Whether a body goes by these letters: the CDC, for Disease Control and Prevention."""
    body = speaker.person is None and " " in speaker.name
    return body and len(letters) > 2 and initials(speaker.name).startswith(letters)


def _unwrapped(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Return where the source begins in "a statement from the ministry"."""
    for at in range(phrase.start, phrase.end - 2):
        if tokens[at].lower in _SOURCES and tokens[at + 1].lower in _OF_SOURCE:
            return at + 2
    return phrase.start


def _describes_person(head: str) -> bool:
    if head in ORGANISATIONS | DOCUMENTS | _DISTINCT or head.endswith("s"):
        return False
    return bool(_DESCRIPTION.search(head)) or head in ROLES | NATIONALITIES | DEMONYMS


def _is_set_against(tokens: Sequence[Token], phrase: Phrase, speaker: Speaker) -> bool:
    """Whether somebody else is described: "Ann Lee was away, and the new coach said"."""
    clause = tokens[: phrase.start]
    if not clause or clause[-1].lower not in ("and", "but", "while") or speaker.person is None:
        return False
    return any(t.is_name and plain_word(t.text) == speaker.person.words[-1] for t in clause)


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
