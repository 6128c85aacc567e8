"""Question + passages -> `Answer` or `Refusal`.

The model reads each passage by itself and either answers or says that the passage does not.
The surest answer that stands in its passage wins; its sentence is what is shown and cited.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from assistant.answer_types import is_inside_out
from assistant.grounding import LEANS, locate, overlap
from assistant.models import Generator
from assistant.reader import Candidate, read
from assistant.standing import extract, statements_at
from assistant.statements import extract as statements_of
from assistant.types import Citation, Cited, Support
from assistant.unknown import said_unknown
from assistant.verifying import strangers, verified
from assistant.wording import wording
from index import Article, Hit
from index.embedding import Embedder
from index.reranking import Reranker, passage_text
from index.sentences import Span, sentence_spans

READ_PASSAGES = 4
"""How many passages the model reads for a question."""
MIN_SCORE = 0.33
"""Least fused score of the best hit; on the sample articles questions on something else reach
0.31 and questions they answer start at 0.49."""
MIN_SHARED_WORDS = 0.5
"""In a library of few articles BM25 says little: a passage that holds more than this share of
the question's content words is near it whatever its score."""
FIRST_PASSAGES, SURE = 2, 2.5
"""The first ones are read alone; a confidence this high ends the reading."""
STRANGER_COST = 2.0
"""What each name of the question costs that a number's sentence lacks."""
MIN_CONFIDENCE = -1.5
"""Least of all together; below it the articles do not say."""
MAX_SHORT_WORDS = 16
"""A longer "short" answer is left to the sentence it stands in."""
MAX_SENTENCES = 3
STRONG, PARTIAL = 2.5, -2.0
"""Least log odds, by the reranker, of a sentence that surely answers and of one that may well."""
MIN_SIMILARITY = 0.35
"""Least cosine between the question and a further sentence of a broad answer."""

_BROAD = re.compile(
    r"^(?:and |so |but )?(?:why|how (?!many|much|long|old|often|far|big|large|tall|high)|"
    r"what (?:happened|is happening|are the details|do we know|led|caused)|"
    r"explain|describe|tell me|summari[sz]e)\b",
    re.IGNORECASE,
)


InTime = Callable[[Article, Span], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """The short answer, if any, and the sentences to show; none means a refusal."""

    short: str | None
    sentences: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Readers:
    """The models that read what was found.

    `verifier` may still be loading while the first passages are read.
    """

    generator: Generator
    verifier: Callable[[], Reranker]
    embedder: Embedder


def find_answer(
    readers: Readers,
    question: str,
    hits: Sequence[Hit],
    is_in_time: InTime = lambda article, span: True,
) -> Finding:
    """Read the first passages and return what answers the question.

    Unless something surely does, a sentence that says that the answer is not known.

    :param is_in_time: whether a sentence of an article tells of the time asked about.
    """
    if is_off_topic(question, hits):
        # Only what the reranker is for, against what both searches say.
        hits = [hit for hit in hits if (hit.answers or 0.0) > 0.0]
    best = read_until_sure(readers, question, hits, is_in_time)
    if best is None or confidence(best) < SURE:
        unknown = said_unknown(question, hits)
        if unknown is not None and is_in_time(*unknown):
            return Finding(None, with_context(*unknown))
    span = supporting_sentence(question, best) if best else None
    if best is None or span is None:
        return Finding(None, ())
    article = best.hit.article
    short = best.text if len(best.text.split()) <= MAX_SHORT_WORDS else None
    main = with_context(article, span)
    if not _BROAD.match(question):
        return Finding(short, main)
    further = further_sentences(readers.embedder, question, hits[:READ_PASSAGES], best.hit, span)
    shown = {cited.citations[0] for cited in main}
    return Finding(short, (*main, *(c for c in further if c.citations[0] not in shown)))


def read_until_sure(
    readers: Readers,
    question: str,
    hits: Sequence[Hit],
    is_in_time: InTime = lambda article, span: True,
) -> Candidate | None:
    """Read the first passages, and the next ones only while no answer is beyond doubt."""
    candidates: list[Candidate] = []
    for start, stop in ((0, FIRST_PASSAGES), (FIRST_PASSAGES, READ_PASSAGES)):
        for candidate, span in judged(readers, question, hits[start:stop]):
            if is_in_time(candidate.hit.article, span):
                candidates.append(candidate)
        best = choose(candidates)
        if best is not None and confidence(best) >= SURE:
            break
    return best


def judged(readers: Readers, question: str, hits: Sequence[Hit]) -> list[tuple[Candidate, Span]]:
    """Return the answers that stand in their passages, verified, each with its sentence."""
    found = [
        (candidate, span)
        for candidate in read(readers.generator, question, hits)
        if (span := supporting_sentence(question, candidate)) is not None
        and not is_inside_out(question, candidate.text, candidate.hit.article.text[slice(*span)])
    ]
    scores = verified(readers.verifier(), question, found)
    return [
        (
            replace(
                candidate, verified=float(score), strangers=strangers(question, candidate, span)
            ),
            span,
        )
        for (candidate, span), score in zip(found, scores, strict=True)
    ]


def confidence(candidate: Candidate) -> float:
    """Return how sure reader and verifier are of an answer: the sum of their log odds."""
    return candidate.odds + candidate.verified - STRANGER_COST * candidate.strangers


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the surest candidate of those that pass the gate."""
    return surest([c for c in candidates if confidence(c) >= MIN_CONFIDENCE])


def surest(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the surest candidate, however unsure."""
    return max(candidates, key=confidence, default=None)


def supporting_sentence(question: str, candidate: Candidate) -> Span | None:
    """Return the sentence of the passage that holds the answer, as a span of the article.

    Of several the one that shares most words with the question. A yes or no has no place of its
    own: the sentence closest to the question supports it.
    """
    article, passage = candidate.hit.article, candidate.hit.passage
    text = article.text[passage.start : passage.end]
    spans = sentence_spans(text)
    if candidate.text.lower() not in ("yes", "no"):
        places = locate(candidate.text, text)
        spans = _holding(spans, places)
    if not spans:
        return None
    start, end = max(spans, key=lambda span: overlap(question, text[slice(*span)]))
    return start + passage.start, end + passage.start


def with_context(article: Article, span: Span) -> tuple[Cited, ...]:
    """Return a sentence and, where it starts with "it" or the like, the one before it."""
    said = statements_at(statements_of(article))
    cited = extract(article, span, said)
    if not LEANS.match(cited.text):
        return (cited,)
    before = sentence_spans(article.text[: span[0]])[-1:]
    if not before or "\n" in article.text[before[0][1] : span[0]]:
        return (cited,)
    return (extract(article, before[0], said), cited)


def further_sentences(
    embedder: Embedder, question: str, hits: Sequence[Hit], main: Hit, taken: Span
) -> Iterator[Cited]:
    """Yield the sentences nearest to the question beside the main one, in reading order."""
    pool: list[tuple[Article, Span]] = []
    for hit in hits:
        start = hit.passage.start
        pool += [(hit.article, (a + start, b + start)) for a, b in sentence_spans(hit.text)]
    pool = [item for item in pool if item != (main.article, taken)]
    if not pool:
        return
    vectors = embedder.embed([question, *(a.text[slice(*span)] for a, span in pool)])
    similarity = vectors[1:] @ vectors[0]
    best = np.argsort(-similarity)[: MAX_SENTENCES - 1]
    for number in sorted(int(n) for n in best if similarity[n] >= MIN_SIMILARITY):
        yield _as_cited(*pool[number])


def with_support(
    reranker: Reranker, question: str, sentences: Sequence[Cited], topic: str | None = None
) -> tuple[Cited, ...]:
    """Return the sentences of an answer with how surely each answers the question.

    The reranker reads each by itself under its article's title; one that leans on the sentence
    before it is read together with that.

    :param topic: of statements, what they were asked about; one that names it is on it.
    """
    texts = [sentence.text for sentence in sentences]
    for n, (before, each) in enumerate(pairwise(sentences)):
        if LEANS.match(each.text) and _follows(before.citations[0], each.citations[0]):
            texts[n] = texts[n + 1] = f"{before.text} {each.text}"
    pairs = [
        (
            wording(question, sentence.citations[0].published),
            passage_text(sentence.citations[0].title, text),
        )
        for sentence, text in zip(sentences, texts, strict=True)
    ]
    supports = [
        _support(score, topic is not None and overlap(topic, text) == 1.0)
        for score, text in zip(reranker.scores_of(pairs), texts, strict=True)
    ]
    return tuple(replace(s, support=each) for s, each in zip(sentences, supports, strict=True))


def _support(score: float, names_topic: bool) -> Support:
    if score < PARTIAL:
        return "weak"
    return "strong" if score >= STRONG or names_topic else "partial"


def _follows(before: Citation, after: Citation) -> bool:
    return before.article_id == after.article_id and 0 <= after.start - before.end <= 1


def is_off_topic(question: str, hits: Sequence[Hit]) -> bool:
    """Whether even the nearest passages are far from the question, in meaning and in words."""
    if hits and hits[0].score >= MIN_SCORE:
        return False
    texts = (f"{hit.article.title} {hit.text}" for hit in hits[:READ_PASSAGES])
    return not any(overlap(question, text) > MIN_SHARED_WORDS for text in texts)


def _holding(spans: Sequence[Span], places: Sequence[Span]) -> list[Span]:
    """Return for each place the sentences from its first to its last character, as one span."""
    held: list[Span] = []
    for first, last in places:
        touched = [span for span in spans if span[0] < last and span[1] > first]
        if touched:
            held.append((touched[0][0], touched[-1][1]))
    return held


def _as_cited(article: Article, span: Span) -> Cited:
    citation = Citation.of(article, *span)
    return Cited(" ".join(citation.quote.split()), (citation,))
