"""Which language a text is in."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 2000
"""Characters looked at: more do not change the outcome."""
_LETTERS, _CONFIDENCE = 20, 0.5
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
# About half the words of English prose are among its hundred most frequent function words.
_ENGLISH = frozenset(
    "the of and to in a that is was for on with as at by be it from his he has have had an are "
    "were not this but which they their said will would been its who she her or after about more "
    "when we there all out into up over than could also other if what some you one no so do "
    "can".split()
)
_ENGLISH_SHARE = 0.3


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; "en" if it is too short to say.

    English is told by its function words alone, which spares nearly every article the second
    and the 75 MB that loading the classifier takes (py3langid: naive Bayes over byte n-grams,
    Lui and Baldwin, 2012, "langid.py: An Off-the-shelf Language Identification Tool").
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in _WORD.findall(sample)]
    letters = "".join(words)
    if not letters or (len(letters) < _LETTERS and _LATIN.search(letters)):
        return "en"
    if len(words) >= 8 and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    language, confidence = _classifier().classify(sample)
    is_told = confidence >= _CONFIDENCE or not _LATIN.search(sample)
    return str(language) if is_told else "en"


@cache
def _classifier() -> "LanguageIdentifier":
    """Load the classifier, for the languages that have a two-letter code."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages([code for code in classifier.labels if len(code) == 2])
    return classifier
