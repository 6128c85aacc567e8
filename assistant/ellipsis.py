"""Follow-ups that name only what is new: "And about Iran?", "what about Turkey", "in Mali?"."""

import re
from datetime import date
from itertools import pairwise

from assistant.dates import date_limits
from assistant.referents import is_place, names
from assistant.statements import asked_speaker
from assistant.statements.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, ROLES

_NEW = re.compile(
    r"^(?P<opening>(?:and |but |so |ok |or )?(?:what|how) about|and|but|or|also)[\s,]+(?P<new>.+)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?P<preposition>about|on|regarding|concerning|over)\s+(?P<new>.+)$", re.I)
_OTHER_PREPOSITION = re.compile(
    r"^(?P<preposition>in|of|at|to|from|for|with|by|against|after|before|during)\s+(?P<new>.+)$",
    re.I,
)
_SENTENCE = (
    AUXILIARIES | PRONOUNS
    | frozenset("what who whom which where when why how that i you we him them".split())
)  # fmt: skip
_MOST_WORDS = 7
_THINGS = re.compile(
    r"(?:s|tion|sion|ment|ity|ness|ing|ism|ance|ence|ship|ics|ogy|ure|age|cy|war|oil|gas|trade|"
    r"peace|economy|ceasefire|aid|visit|summit|attack|deal|vote|law|tax|budget)$"
)
ANY_DAY = date(2024, 6, 5)
"""A day to read dates against where only their wording matters."""


def substituted(plain: str, last: str) -> str | None:
    """Put what an elliptical follow-up names into the last question, in the place it fits."""
    match = _NEW.match(plain)
    new = match["new"] if match else plain
    tied = _ABOUT.match(new) or _OTHER_PREPOSITION.match(new)
    if match is None and tied is None:
        return None
    if len(new.split()) > _MOST_WORDS or _is_sentence(new):
        return None
    limits = date_limits(new, ANY_DAY)
    if limits is not None and limits.phrase.lower() == new.lower():
        return _at_another_time(new, last)
    asked = asked_speaker(last)
    if asked is None:
        return _in_its_place(new, last)
    about = _ABOUT.match(new)
    noun = tied["new"] if tied else new
    if tied is None and asked.speaker and _is_speaker(noun, asked.speaker, last):
        return _replaced(last, asked.speaker, noun)
    if asked.topic is not None:
        return _replaced(last, asked.topic, noun)
    return f"{last} {new}" if about or tied else f"{last} about {noun}"


def _is_sentence(text: str) -> bool:
    words = re.findall(r"[\w'’-]+", text)
    if any(word.lower() in _SENTENCE for word in words[:-1]) or text.lower() in PRONOUNS:
        return True
    # "the economy worries Lavrov": a name that nothing ties to the words before it.
    ties = PREPOSITIONS | DETERMINERS | ROLES | {"and", "or"}
    return any(
        after[0].isupper() and before.islower() and before not in ties
        for before, after in pairwise(words)
    )


def _at_another_time(new: str, last: str) -> str:
    old = date_limits(last, ANY_DAY)
    return _replaced(last, old.phrase, new) if old is not None else f"{last} {new}"


def _is_speaker(new: str, old: str, last: str) -> bool:
    """Whether what is named is another speaker rather than another topic."""
    if is_place(new) or is_place(old):
        return is_place(new) and is_place(old)
    first = new.split()[0].lower()
    if first in DETERMINERS:
        alike = f"{first} {old}".lower() in last.lower()  # "the ECB" and "the Fed"
        return alike and (new[-1].isupper() or {new.split()[-1], old.split()[-1]} <= ROLES)
    if new[0].isupper():
        return bool(names(f". {new}"))
    writes_small = last[1:] == last[1:].lower()
    return writes_small and len(new.split()) == 1 and _THINGS.search(new) is None


def _in_its_place(new: str, last: str) -> str | None:
    """Replace the part of a question that is of the same kind as what is named."""
    tied = _OTHER_PREPOSITION.match(new)
    noun = tied["new"] if tied else new
    if is_place(noun):
        places = [word for word in re.findall(r"[\w’'-]+", last) if is_place(word)]
        return _replaced(last, places[-1], noun) if places else None
    if noun[0].isupper() and noun.split()[0].lower() not in DETERMINERS:
        people = [name for name in names(last) if not is_place(name)]
        return _replaced(last, people[0], noun) if people else None
    if noun.split()[0].lower() == "the":
        old = re.search(
            r"\bthe [a-z]+(?: [a-z]+)??(?= \w+(?:ed|d|en)?$| (?:of|in|to|on)\b|$)", last
        )
        return _replaced(last, old.group(), noun) if old else None
    return None


def _replaced(text: str, old: str, new: str) -> str:
    """Replace the last occurrence of some words, whatever their case."""
    at = text.lower().rfind(old.lower())
    if at < 0:
        return text
    before, after = text[:at], text[at + len(old) :]
    if after.startswith(("'s", "’s")):
        new = re.sub(r"['’]s$", "", new)
    if new.split()[0].lower() in DETERMINERS | PREPOSITIONS:
        before = re.sub(r"\b(?:the|a|an) $", "", before)
    elif is_place(new) or new[0].isupper():
        before = re.sub(r"\bthe $", "", before)
    return before + new + after
