"""The terms of a text, as keyword search counts them: words without case, accents or endings."""

import re
import unicodedata

import Stemmer

STOP_WORDS = frozenset(
    "a about after all an and any are as at be been before being but by can could did do does for "
    "from had has have he her his how i if in into is it its just many me more most much my no not "
    "of on or our out say said says she should so some than that the their them then there these "
    "they this to up us was we were what when where which while who whom whose why will with would "
    "you your".split()
)
_WORD = re.compile(r"\w+")
_CLITIC = re.compile(r"(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b")
# Accents, Hebrew points and Arabic vowel signs, which one writer sets and another leaves out.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670]+")


def unmarked(text: str) -> str:
    """Return a text without accents and vowel signs, compatibility forms made plain (NFKD)."""
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))


def terms(text: str) -> list[str]:
    """Return a text's terms in reading order, stop words left out (Porter's stemmer, 1980)."""
    words = _WORD.findall(_CLITIC.sub("", unmarked(text).casefold()))
    stemmed: list[str] = Stemmer.Stemmer("porter").stemWords(
        [word for word in words if word not in STOP_WORDS]
    )
    return stemmed
