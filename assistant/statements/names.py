"""Whether two names mean the same speaker, over titles, initials and transliterations."""

import re
from functools import lru_cache

from assistant.statements.countries import COUNTRY_OF, NATIONALITIES
from assistant.statements.naming import SPEAKING_NOUNS
from assistant.statements.words import (
    ADJECTIVES,
    DEMONYMS,
    DETERMINERS,
    HONORIFICS,
    OFFICE_WORDS,
    PARTICLES,
    PREPOSITIONS,
)
from index.terms import unmarked

_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_FOLDS = (
    (r"^(?:mu|mo)h?am+[ae]d$", "muhamad"),
    (r"^alexan?der$|^al?e(?:ks|x)and[er]+$", "alexander"),
    (r"(?:iy|yi|yy|ii|ij|y)$", "i"),
    (r"e[yi]$|ey", "ei"),
    (r"kh", "h"),
    (r"ou|oo", "u"),
    (r"ph", "f"),
    (r"dj|dzh", "j"),
    (r"ks", "x"),
    (r"y", "i"),
    (r"(.)\1", r"\1"),
    (r"ei$", "i"),
)
_SAME_WORDS = {
    "defense": "defence", "labor": "labour", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson", "fm": "minister", "pm": "minister", "govt": "government",
}  # fmt: skip
_STATE_BODIES = frozenset(
    "government ministry presidency administration authorities foreign defence interior finance "
    "embassy cabinet state officials side".split()
)
_COUNTRIES = frozenset(COUNTRY_OF.values())


def same_speaker(name: str, statement_speaker: str) -> bool:
    """Whether a name as a person types it means the speaker of a statement.

    A surname, or a first name, stands for the whole name; given names may be left out or be
    initials, but must not differ. Without a proper name in it ("the foreign ministry"), every
    word of it must be in the speaker's.
    """
    if " and " in statement_speaker and " and " not in name:
        together = statement_speaker.split(" and ")
        if all(_proper(part) for part in together):
            return any(same_speaker(name, part) for part in together)
    if " and " in name and " and " not in statement_speaker:
        together = name.split(" and ")
        if len({*together}) > 1 and all(_proper(part) for part in together):
            return any(same_speaker(part, statement_speaker) for part in together)
    asked, held = _proper(name), _proper(statement_speaker)
    if "jr" in asked and "jr" not in held:
        return False
    asked, held = (tuple(w for w in words if w != "jr") for words in (asked, held))
    if asked and held:
        if len(asked) == 1 < len(held) and asked[0] != held[-1]:
            # A first name alone must be spelt the same: "Assad" is not "Asaad al-Shaibani".
            return asked[0] == held[0] and bool({*_words(name)} & {*_words(statement_speaker)})
        return _fits(asked, held) or _fits(held, asked)
    wanted, words = _content(name), _content(statement_speaker)
    if not wanted <= words:
        return False
    # "Russia" means its ministries, but not a Russian protester.
    countries = {word for word in wanted if word in _COUNTRIES}
    return bool(wanted) and (wanted != countries or words - wanted <= _STATE_BODIES)


def within_sentence(name: str) -> str:
    """Return a speaker's name as a sentence has it: "ministers", "police in Sfax", "Ann Lee".

    Statements begin the names of unnamed groups with a capital, as headings do.
    """
    first, *others = name.split() or [""]
    word = first.lower()
    common = word in SPEAKING_NOUNS | ADJECTIVES and word.removesuffix("s") not in DEMONYMS
    is_group = common and (word.endswith("s") or word in ("people", "police"))
    if (is_group and not others) or (common and others and others[0].islower()):
        return f"{first[0].lower()}{name[1:]}"
    return name


def _fits(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if len(short) > len(whole):
        return False
    if len(short) == 1:
        return short[0] in (whole[-1], whole[0])
    if short[-1] != whole[-1]:
        return whole[: len(short)] == short
    rest = list(whole[:-1])
    for given in short[:-1]:
        while rest and not _alike(given, rest[0]):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return True


def _alike(given: str, other: str) -> bool:
    return given == other or (len(min(given, other, key=len)) == 1 and given[0] == other[0])


@lru_cache(maxsize=4096)
def _proper(name: str) -> tuple[str, ...]:
    """Return the folded words of the name proper, without titles, offices and articles."""
    words = _words(name)
    while words and _is_title(words[0]):
        words.pop(0)
    if all(word in COUNTRY_OF for word in words):
        return ()
    if any(word in OFFICE_WORDS and word not in HONORIFICS for word in words[1:]):
        # "Lavrov, the foreign minister" begins with its name; "Bank of England" is no name.
        words = words[:1] if "," in name else []
    return tuple(_fold(word) for word in words if word not in PARTICLES)


@lru_cache(maxsize=4096)
def _content(name: str) -> frozenset[str]:
    kept = [w for w in _words(name) if w not in DETERMINERS | PREPOSITIONS | {"and"}]
    return frozenset(COUNTRY_OF.get(word, _SAME_WORDS.get(word, word)) for word in kept)


def _words(name: str) -> list[str]:
    plain = _POSSESSIVE.sub("", unmarked(name.lower()))
    return _WORD.findall(re.sub(r"\b(?:al|el|as|ash|an|ar)[-\u2010\u2011\s](?=\w)", "", plain))


def _is_title(word: str) -> bool:
    return (
        word in OFFICE_WORDS
        or word in NATIONALITIES
        or word in HONORIFICS
        or word in DETERMINERS
        or word in PREPOSITIONS
        or word in PARTICLES
    )


def _fold(word: str) -> str:
    for pattern, replacement in _FOLDS:
        word = re.sub(pattern, replacement, word)
    return word
