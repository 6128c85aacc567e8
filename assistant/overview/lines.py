"""The sentences of an article that can stand in a digest or a timeline by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.grounding import overlap
from index import Article
from index.sentences import Span, sentence_spans

LEAST_WORDS, MOST_WORDS = 6, 60
SAME = 0.6
"""Sentences that share this much of their words say the same."""

_WHOLE = re.compile(r"^[\"“‘'(]?(?:[A-Z]|\d).*[.!][\"”’')]*$", re.DOTALL)
_LEANS = re.compile(
    r"^[\"“‘'(]?(?:it|they|this|these|that|those|he|she|its|their|his|her|but|and|so|such|then|"
    r"there|here|also|yet|still|instead|neither|both|another|others?|some|who|which|"
    r"(?:yes|no|sure|well)(?=,)|"
    r"(?:the|that) (?:same|former|latter|move|decision|group|two|three|pair|incident|attack)|"
    r"the \w+ also|for (?:instance|example)|in (?:addition|fact|response|turn)|however|meanwhile|"
    r"following (?:is|are)|below (?:is|are)|of course|welcome to|"
    r"(?:the )?(?:\w+ )?(?:day|week|month|year) (?:earlier|later|before|after))\b",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\b(?:I|me|my|we|us|our|you|your|let's|here's)\b(?!\.)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_FIRST_NAME = re.compile(r"[\"“‘']?([A-Z][\w’'-]+)(?=,? [a-z])")
_NAMES = re.compile(r"\d|^\W*\w+[’']s\b|\s[“\"‘'(]*(?!I\b)[A-Z]")
"""A number, a large letter after the first word, or "Oslo's" as the first."""
_CUT = re.compile(r"(?:\([A-Z][a-z]+\.\)|\b(?:which|whose|and|or|but|the|an?|of)[.!,;]*)$")
"""A sentence cut after an abbreviation or a word that none ends in: "the Woods Hole (Mass.)",
"of foreign powers, which"."""
_PAGE = re.compile(
    r"https?://|www\.|@\w|\w/(?:AP|AFP|Getty|Reuters|EPA|Bloomberg|Anadolu)\b|just watched|"
    r"\b(?:click|subscribe|sign up|newsletter|read more|follow us|getty|"
    r"image (?:source|caption)|photo(?:graph)?s? by|file photo|watch live|all rights reserved|"
    r"shutterstock|poses for|pictured|contributed to this report|associated press writer|"
    r"editor's note|updates? (?:here|below))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its span in the article's text, and its place among the article's, from 0."""

    article: Article
    span: Span
    number: int

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[slice(*self.span)]


def lines(article: Article) -> Iterator[Line]:
    """Yield the whole sentences of an article, less what a page says of itself."""
    for number, span in enumerate(sentence_spans(article.text)):
        line = Line(article, span, number)
        text = line.text
        is_whole = LEAST_WORDS <= len(text.split()) <= MOST_WORDS and _WHOLE.match(text)
        if is_whole and not _PAGE.search(text) and _is_closed(text):
            yield line


def stands_alone(text: str) -> bool:
    """Whether a sentence neither leans on the one before it nor speaks to its reader."""
    return not _LEANS.match(text) and not _ADDRESSES.search(_QUOTED.sub(" ", text))


def names_something(line: Line) -> bool:
    """Whether a sentence has a name or a number: a picture that a feature opens with has none."""
    if _NAMES.search(line.text):
        return True
    first = re.match(r"\W*([A-Z]\w*)", line.text)
    # A first word is large anyway: a name is large within sentences too.
    return first is not None and bool(re.search(rf"[a-z,] {first[1]}\b", line.article.text))


def begins_with_surname(line: Line) -> bool:
    """Whether a sentence begins with a name that stands with a first name elsewhere."""
    name = _FIRST_NAME.match(line.text)
    if name is None:
        return False
    whole = rf"(?<![.!?\n] )(?<!^)\b[A-Z][\w.’'-]+ {re.escape(name[1])}\b"
    return re.search(whole, line.article.text) is not None


def says_the_same(one: str, other: str) -> bool:
    """Whether one sentence adds little to the other in words."""
    return overlap(one, other) >= SAME or overlap(other, one) >= SAME


def _is_closed(text: str) -> bool:
    """Whether a sentence is not cut: it closes the quotation marks and brackets it opens."""
    if _CUT.search(text):
        return False
    pairs = (text.count("“") == text.count("”"), text.count("(") == text.count(")"))
    return all(pairs) and text.count('"') % 2 == 0
