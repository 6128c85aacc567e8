"""Question + answer + the words it stands in -> how surely they say so.

A cross-encoder as the reranker is, with an adapter of its own (`assistant/training/verify.py`):
it reads question and answer together against the sentences around the answer, as the verifier of
Hu et al. (2018, arXiv:1808.05759) reads what a reader has answered.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.grounding import LEANS, tokens, unsupported
from assistant.reader import Candidate
from assistant.statements.countries import COUNTRY_OF
from assistant.wording import asked_of
from index.bert import FloatArray
from index.reranking import Reranker, passage_text
from index.sentences import Span, sentence_spans
from index.terms import unmarked

MOST_STRANGERS = 2
"""Of one, the rest say the same again."""
_STEM = 5
"""Letters that the forms of a name share."""
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COUNTS = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)


def load_verifier(cache: Path | None = None) -> Reranker:
    """Return the verifier that ships with the project.

    :param cache: where the compiled model is kept for the next process; None keeps none.
    :raises EmbeddingError: if weights are missing or damaged or the cache cannot be written.
    """
    return Reranker(cache, Path(__file__).parent / "models" / "adapters" / "verifier.safetensors")


def verified(
    verifier: Reranker, question: str, found: Sequence[tuple[Candidate, Span]]
) -> FloatArray:
    """Return for each candidate, with its place in its article, the log odds that it is right.

    Natural logarithms, (n,).
    """
    return verifier.scores_of([_pair(question, candidate, span) for candidate, span in found])


def strangers(question: str, candidate: Candidate, span: Span) -> int:
    """Return how many names and numbers of the question are not beside a number.

    A text tells of its people by pronouns, but what a number counts it names beside it: "4.2
    million people live in the valleys" says nothing of Kessel. Beside is in the title, in the
    sentence, or in the one before where the sentence leans on it; the year of publication goes
    without saying. 0 for what is no question of how many, `MOST_STRANGERS` at most.
    """
    if not _COUNTS.search(question):
        return 0
    article = candidate.hit.article
    start, end = span
    if LEANS.match(article.text[start:end]):
        start = around(article.text, span)[0]
    year = article.published.year if article.published else ""
    beside = _plain(f"{article.title} {article.text[start:end]} {year}")
    asked = _plain(asked_of(question)(candidate.hit))
    missing = [name for name in unsupported(asked, beside) if not _meets(name, beside)]
    return min(MOST_STRANGERS, len(missing))


def _meets(name: str, text: str) -> bool:
    """Whether a text has a name in another form: "Hungary" for "Hungarian", "UK" for "Britain"."""
    country = COUNTRY_OF.get(name.lower())
    if country and country in {COUNTRY_OF.get(token.lower()) for token in tokens(text)}:
        return True
    return len(name) > _STEM and name[:_STEM].lower() in text.lower()


def _plain(text: str) -> str:
    """Return a text without accents and without the dots of "U.S."."""
    return unmarked(_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text))


def claim(question: str, answer: str) -> str:
    """Return what is judged: the question and its answer."""
    return f"{question} {answer}"


def around(text: str, span: Span) -> Span:
    """Return the span of the sentences that hold a span, one before and one after."""
    spans = sentence_spans(text)
    held = [n for n, (start, end) in enumerate(spans) if start < span[1] and end > span[0]]
    if not held:
        return span
    first, last = max(0, held[0] - 1), min(len(spans) - 1, held[-1] + 1)
    return spans[first][0], spans[last][1]


def _pair(question: str, candidate: Candidate, span: Span) -> tuple[str, str]:
    hit = candidate.hit
    text, start = hit.text, hit.passage.start
    first, last = around(text, (span[0] - start, span[1] - start))
    asked = asked_of(question)(hit)
    return claim(asked, candidate.text), passage_text(hit.article.title, text[first:last])
