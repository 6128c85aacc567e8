"""A sentence taken out of its article, made to stand alone: who "he" is, no "furthermore".

Only a pronoun or a role right before the cue becomes the speaker's name, and the sentence that
has the name is cited beside the statement's own, so that every word shown can be looked up.
"""

import re
from collections.abc import Mapping

from assistant.grounding import tokens
from assistant.statements.people import plain_word
from assistant.types import Citation, Cited, Statement
from index import Article
from index.sentences import Span, sentence_spans

_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_PRONOUN = re.compile(r"\b(?:he|she|they)\b(?!['’])", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*(?:,? [A-Z][\w.'’-]*){0,5},? ?)?"
    r"\((?:CNN|AP|AFP|Reuters|HLN|UPI|DPA|EPA|TASS|Xinhua|Bloomberg|"
    r"The [A-Z]\w+(?: [A-Z]\w+){0,2})\)"
    r"\s*(?:[-–—]{1,2}\s*)?(?=\S)"
)
"""Where a story was filed from, and by whom: "LONDON (Reuters) - "."""
_CONNECTIVE = re.compile(
    r"^(?:furthermore|moreover|meanwhile|however|in addition|additionally|also|besides|but|and|"
    r"for (?:his|her|their|its) part|on the other hand|at the same time|nevertheless|in turn),?\s+",
    re.IGNORECASE,
)


def statements_at(statements: list[Statement]) -> Mapping[int, Statement]:
    """Return the first statement of each sentence, by where the sentence starts."""
    first: dict[int, Statement] = {}
    for statement in statements:
        first.setdefault(statement.citation.start, statement)
    return first


def standing(article: Article, statement: Statement) -> Cited:
    """Return a statement's sentence with its speaker named, and where the name comes from."""
    sentence = tidied(statement.citation.quote)
    speaker = statement.speaker
    # "Al-Shaibani" at the start of a sentence is "al-Shaibani", and often plain "Shaibani".
    surname = plain_word(tokens(speaker)[-1] if tokens(speaker) else speaker)
    outside = _QUOTED.sub(" ", sentence)
    if re.search(rf"\b{re.escape(surname)}\b", outside, re.IGNORECASE) or _is_called(
        speaker, outside
    ):
        return Cited(sentence, (statement.citation,))
    named = _name_subject(sentence, speaker, statement.cue)
    introduction = _introduction(article, statement)
    # A single word may be no person's name: better "he" than the wrong name.
    if introduction is None or len(tokens(speaker)) < 2:
        return Cited(sentence, (statement.citation,))
    return Cited(named, (statement.citation, introduction))


def extract(article: Article, span: Span, statements: Mapping[int, Statement]) -> Cited:
    """Return a sentence of the article as a cited sentence that stands alone where it can."""
    statement = statements.get(span[0])
    if statement is not None and statement.citation.end == span[1]:
        return standing(article, statement)
    citation = Citation.of(article, *span)
    return Cited(tidied(citation.quote), (citation,))


def tidied(sentence: str) -> str:
    """Return a sentence on one line, without its dateline or the word that tied it on."""
    line = " ".join(sentence.split())
    dateline = _DATELINE.match(line)
    line = line[dateline.end() :] if dateline else line
    cut = _CONNECTIVE.sub("", line)
    return cut[:1].upper() + cut[1:] if cut != line else line


def _is_called(speaker: str, sentence: str) -> bool:
    """Whether a sentence calls the speaker by the given name alone ("Dr. Phil says")."""
    given = tokens(speaker)[:1]
    return any(re.search(rf"\b{re.escape(name)}\b(?! [A-Z])", sentence) for name in given)


def _name_subject(sentence: str, speaker: str, cue: str) -> str:
    """Put the name where a role or a pronoun outside quotation marks is the speaker."""
    # Quotations are blanked out, not cut, so that places stay the same.
    outside = _QUOTED.sub(lambda match: "\0" * len(match.group()), sentence)
    role = re.search(
        r"\b[Tt]he (?:[\w’'-]+ ){0,4}?[\w’'-]+(?=,? (?:also |then |has |had |further )*"
        + re.escape(cue)
        + r"\b)",
        outside,
    )
    pronoun = _PRONOUN.search(outside)
    match = role if cue and role and not _is_before(pronoun, role) else pronoun
    if match is None:
        return f"{speaker}: {sentence}"
    return sentence[: match.start()] + speaker + sentence[match.end() :]


def _is_before(one: re.Match[str] | None, other: re.Match[str]) -> bool:
    return one is not None and one.start() < other.start()


def _introduction(article: Article, statement: Statement) -> Citation | None:
    """Cite the sentence nearest before the statement that has the speaker's whole name."""
    at = article.text.rfind(statement.speaker, 0, statement.citation.start)
    at = at if at >= 0 else article.text.find(statement.speaker)
    if at < 0:
        return None
    for start, stop in sentence_spans(article.text):
        if start <= at < stop:
            return Citation.of(article, start, stop)
    return None
