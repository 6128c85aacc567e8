"""What a question is about, for the pronouns and gaps of the one after it."""

import re
from collections.abc import Sequence

from assistant.statements import asked_speaker
from assistant.statements.countries import COUNTRY_OF
from assistant.statements.given_names import FEMALE_NAMES, MALE_NAMES
from assistant.statements.words import DETERMINERS, PREPOSITIONS, PRONOUNS

_WH = "what|who|whom|whose|which|where|when|why|how"
_AUX = (
    "did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|"
    "isn't|wasn't|didn't|doesn't"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.-]*|(?:al|el|bin|ibn|van|von|de|da)[- ][A-Z][\w'’-]*)"
    r"(?: (?:(?:al|el|bin|ibn|van|von|de|da)[- ])?[A-ZÀ-Þ][\w'’.-]*)*"
)
_OPENING = re.compile(rf"^(?:(?:{_WH})\b\s*)?(?:else\s+)?(?P<aux>{_AUX})\s+(?P<rest>.+)$", re.I)
_PARTICIPLE = re.compile(
    r"(?:\w+ed|held|made|born|found|built|sent|said|shot|sold|won|lost|signed|taken|given|known|"
    r"written|begun|chosen|about|like|for|to blame)$",
    re.I,
)
_WHO = re.compile(
    r"^(?:who|which \w+)\s+(?P<did>(?!is\b|was\b|are\b|were\b|did\b|does\b).+)$", re.I
)
_PLACE = re.compile(r"\b(?:in|at|to|from|near|of)\s+(?P<name>(?:the )?[A-Z]\w+(?: [A-Z]\w+)*)")


def names(question: str) -> list[str]:
    """Return the capitalised names of a question, in order, without its first word."""
    found = []
    for match in _NAME.finditer(question):
        name = match.group().rstrip(".'’")
        name = re.sub(r"['’]s$", "", name)
        first = re.match(rf"(?:{_WH}|{_AUX}|And|But|The|According|Tell|In|On|At)\b\s*", name, re.I)
        if first and match.start() == 0:
            name = name[first.end() :]
        if name:
            found.append(name)
    return found


def is_place(name: str) -> bool:
    """Whether a name is that of a country, its adjective or its capital."""
    return name.lower().removeprefix("the ") in COUNTRY_OF


def person(questions: Sequence[str], answer: str | None) -> str | None:
    """Return whom "he" or "she" means after these questions, the latest last."""
    for number, question in enumerate(reversed(questions)):
        asked_who = _WHO.match(question.rstrip("? "))
        if asked_who and number == 0:
            named = answer if answer and is_name(answer) else None
            return named or f"the person who {asked_who['did']}"
        found = _person_in(question)
        if found is not None:
            return found
    return answer if answer and is_name(answer) else None


def fits(name: str, pronoun: str) -> bool:
    """Whether a name's given name does not contradict the gender of a pronoun."""
    first = name.split()[0].lower()
    if pronoun in ("she", "her", "hers"):
        return first not in MALE_NAMES
    return pronoun not in ("he", "him", "his") or first not in FEMALE_NAMES


def is_name(text: str) -> bool:
    """Whether a text is a name of up to four capitalised words and no country."""
    match = _NAME.fullmatch(text.strip())
    return match is not None and not is_place(text) and len(text.split()) <= 4


def _person_in(question: str) -> str | None:
    asked = asked_speaker(question)
    if asked is not None and asked.speaker is not None and not is_place(asked.speaker):
        inside = [name for name in names(f". {asked.speaker}") if not is_place(name)]
        return inside[-1] if inside else asked.speaker
    if re.match(r"^(?:where|what) (?:is|are|was|were)\b", question, re.IGNORECASE):
        return None
    is_somebody = re.match(r"^who (?:is|was) (the .+)$", question.rstrip("? "), re.IGNORECASE)
    if is_somebody:
        return is_somebody[1]
    for name in names(question):
        before = question[: question.index(name)].split()
        tied = bool(before) and before[-1].lower() in PREPOSITIONS | {"the"}
        if not is_place(name) and not tied:
            return name
    opening = _OPENING.match(question.rstrip("? "))
    if opening is None or question != question.lower():
        return None
    first = opening["rest"].split()[0]
    plain = first in DETERMINERS | PRONOUNS or is_place(first) or len(opening["rest"].split()) < 2
    return None if plain else first


def subject(question: str) -> str | None:
    """Return the noun phrase that a question asks about: "the meeting" of "Where was ... held?"."""
    plain = question.rstrip("? ")
    happened = re.match(r"^what (happened\b.*)$", plain, re.IGNORECASE)
    if happened:
        return f"what {happened[1]}"
    opening = _OPENING.match(plain)
    if opening is None:
        return None
    words = opening["rest"].split()
    name = _NAME.match(opening["rest"])
    if name:
        return re.sub(r"['’]s$", "", name.group())
    phrase = _until_preposition(words)
    if opening["aux"].lower() in ("is", "are", "was", "were"):
        if _PARTICIPLE.search(phrase[-1]) and len(phrase) > 1:
            phrase = phrase[:-1]
        elif len(phrase) < len(words) and words[len(phrase)] == "of":
            phrase = words
    elif len(phrase) < len(words) and words[len(phrase)] == "of":
        phrase = _through_name(words, len(phrase) + 1)
    elif len(phrase) > 1:
        phrase = _before_object(phrase)[:-1]
    return " ".join(phrase) if phrase and phrase[0].lower() not in PRONOUNS else None


def _until_preposition(words: list[str]) -> list[str]:
    for number, word in enumerate(words):
        if number and word.lower() in PREPOSITIONS | {"when", "after", "and"}:
            return words[:number]
    return words


def _through_name(words: list[str], start: int) -> list[str]:
    """Return "the harbour of Kessel" up to the end of the name; without "of" where none follows."""
    end = next((n for n in range(start, len(words)) if not words[n][0].isupper()), len(words))
    return words[:end] if end > start else words[: start - 1]


def _before_object(words: list[str]) -> list[str]:
    for number, word in enumerate(words):
        if number > 1 and word.lower() in DETERMINERS:
            return words[:number]
    return words


def thing(question: str, *, plural: bool = False) -> str | None:
    """Return what "it" means after a question: what was spoken of, else what was asked about.

    :param plural: whether "they" is meant, which may be the speakers themselves.
    """
    asked = asked_speaker(question)
    if asked is not None:
        if asked.topic is not None or asked.speaker is None or not plural:
            return asked.topic
        return with_article(asked.speaker, question)
    counted = re.match(rf"^(?:which|how many) (\w+) (?:{_AUX})\b", question, re.IGNORECASE)
    if counted:
        return f"the {counted[1]}"
    found = subject(question)
    if found is not None:
        return found
    phrase = re.search(r"\b(?:the|a|an) [^?]+$", question.rstrip("? "))
    return phrase.group() if phrase else next((n for n in names(question) if not is_place(n)), None)


def pair(question: str) -> str | None:
    """Return the two people of a question who did something together."""
    people = [name for name in names(question) if not is_place(name)]
    together = re.search(r"\b(?:meet|met|meets|talk|speak|discuss|sign|agree|and)\b", question)
    return " and ".join(people) if together and len(people) == 2 else None


def with_article(name: str, question: str) -> str:
    """Return a name as a question has it: "the Kremlin"."""
    match = re.search(rf"\bthe {re.escape(name)}\b", question, re.IGNORECASE)
    return match.group() if match else name


def place(question: str, answer: str | None) -> str | None:
    """Return what "there" means after a question."""
    if re.match(r"^where\b", question, re.IGNORECASE):
        return answer
    match = _PLACE.search(question)
    if match:
        return match["name"]
    return next((word for word in re.findall(r"\w+", question) if is_place(word)), None)
