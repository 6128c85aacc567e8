"""One question's way through the articles: limits of time, statements, passages read."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering import Readers, find_answer, is_off_topic, with_context, with_support
from assistant.asking import Asked, asks_whether_true, within
from assistant.dates import DateLimits
from assistant.events import SEARCHED, Event, EventDay, day_of
from assistant.instead import WANTED
from assistant.quoting import speaks
from assistant.referents import with_article
from assistant.resolving import is_of, with_dates
from assistant.spoken import Spoken
from assistant.statements import CONTRADICT, StatementQuestion, asked_speaker, without_beyond
from assistant.types import Cited, RefusalReason
from assistant.wording import asked_of
from index import Article, Filter, Hit
from index.library import Library
from index.reranking import Reranker, reranked
from index.sentences import Span

NEAREST = 3
"""Articles named beside a refusal."""
RETRIEVED = 20
"""Passages found for a question."""
_ASKS_FACT = re.compile(r"(?:why|when|where|how)\b", re.IGNORECASE)
"""Why a mind was changed is in the text, whether or not both statements are."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question, and where it was looked for; no sentences means a refusal.

    `is_said` tells that the sentences are statements of whom the question asks about;
    `is_unchanged` that they said something, and that nothing found contradicts it.
    """

    short: str | None
    sentences: tuple[Cited, ...]
    hits: tuple[Hit, ...]
    changed: tuple[tuple[Cited, Cited], ...] = ()
    is_said: bool = False
    is_unchanged: bool = False
    speaker: str | None = None
    instead: tuple[str, ...] = ()


class Finder:
    """Finds what answers a question in a library.

    :param readers: returns the models that read passages, which are loaded on first use.
    :param reranker: returns the reranker, likewise.
    """

    def __init__(
        self,
        library: Library,
        spoken: Spoken,
        readers: Callable[[], Readers],
        reranker: Callable[[], Reranker],
    ) -> None:
        self._library = library
        self._spoken = spoken
        self._readers = readers
        self._reranker = reranker

    def hits(self, asked: Asked, where: Filter) -> tuple[Hit, ...]:
        """Return the passages nearest to a question, within its limits of time."""
        return self._retrieve(asked.words, within(where, asked.limits))

    def day_of(self, event: Event, where: Filter) -> EventDay | None:
        """Return the day of an event that a question names, where the articles plainly tell it."""
        return day_of(event, self._library.search(event.name, SEARCHED, where))

    def find(self, asked: Asked, hits: tuple[Hit, ...], where: Filter) -> Found:
        """Return what answers a question whose `hits` were found already.

        Where nothing in the time it asks about answers it, an article of any time does, if the
        very sentence names a day of that time.
        """
        if asks_whether_true(asked.question):
            return Found(None, (), hits)
        about = asked_speaker(asked.topic_words)
        limits = None if asked.limits and asked.limits.is_open else asked.limits
        found = self._answer(asked.words, about, hits, within(where, limits), limits)
        instead: tuple[str, ...] = ()
        if limits is not None:
            found = self._in_time(limits, found, late=False)
            if found.sentences:
                return self._dated(found)
            words = without_beyond(asked.question)[0]
            wider = self._retrieve(words, where)
            late = self._answer(words, about, wider, where, limits, late=True)
            told = self._in_time(limits, late, late=True)
            if told.sentences:
                return self._dated(told)
            found = Found(None, (), hits or wider)
            if self._answer(asked.topic_words, about, wider, where).sentences:
                instead = (asked.topic_words,)
        if found.sentences:
            return self._dated(found)
        if about is None or about.speaker is None:
            return replace(found, instead=instead)
        speaker, others = self._spoken.instead(about.speaker, where)
        if about.verb == CONTRADICT and others and not _ASKS_FACT.match(asked.question):
            return replace(
                found, is_unchanged=True, instead=self._said(asked, about, where) or others
            )
        topic = (about.topic or "").lower() if instead or about.beyond else None
        instead += tuple(q for q in others if _topic_of(q) != topic)
        return replace(found, speaker=speaker, instead=instead[:WANTED])

    def _said(self, asked: Asked, about: StatementQuestion, where: Filter) -> tuple[str, ...]:
        """Return the question what somebody said on the topic of another, if it is answered."""
        if about.topic is None or not self._spoken.answer(replace(about, verb="say"), where)[0]:
            return ()
        speaker = with_article(about.speaker or "", asked.question)
        return (f"What did {speaker} say about {about.topic}?",)

    def _retrieve(self, words: str, where: Filter) -> tuple[Hit, ...]:
        hits = self._library.search(words, RETRIEVED, where)
        return reranked(self._reranker(), asked_of(words), hits) if hits else ()

    def _answer(
        self,
        words: str,
        about: StatementQuestion | None,
        hits: tuple[Hit, ...],
        where: Filter,
        limits: DateLimits | None = None,
        *,
        late: bool = False,
    ) -> Found:
        if not hits:
            return Found(None, (), hits)
        if about is not None and (about.speaker is not None or about.by_all):
            sentences, changed = self._spoken.answer(about, where)
            if sentences:
                sentences = with_support(self._reranker(), words, sentences, about.topic)
                return Found(None, sentences, hits, changed, is_said=True)
            asks_whether = about.verb == CONTRADICT and not _ASKS_FACT.match(words)
            if about.by_all or about.beyond or asks_whether:
                return Found(None, (), hits)

        finding = find_answer(self._readers(), words, hits, _in_time(limits, late))
        # Where words were asked for, somebody else's are no answer.
        words_of = about if about is not None and about.verb != CONTRADICT else None
        if words_of is not None and not speaks(words_of, finding.sentences, self._spoken.at):
            return Found(None, (), hits)
        sentences = with_support(self._reranker(), words, finding.sentences)
        return Found(finding.short, sentences, hits)

    def _in_time(self, limits: DateLimits, found: Found, *, late: bool) -> Found:
        """Return what was found, so far as it is of the time asked about.

        An article of that time tells of it, and so does a sentence that names a day of it. What
        was said is of the day it was said on: there a `late` article helps only if the question
        names a year ("after the coup in July 2023").
        """
        articles = self._articles_of(found.sentences)
        if found.is_said:
            if late and not limits.names_year:
                return Found(None, (), found.hits)
            kept = tuple(s for s in found.sentences if is_of(limits, [s], articles, late=late))
            return replace(found, sentences=kept, changed=found.changed if kept else ())
        if is_of(limits, found.sentences, articles, late=late):
            return found
        return Found(None, (), found.hits)

    def _dated(self, found: Found) -> Found:
        both = [cited for pair in found.changed for cited in pair]
        articles = self._articles_of([*found.sentences, *both])
        return replace(
            found,
            sentences=tuple(with_dates(cited, articles) for cited in found.sentences),
            changed=tuple(
                (with_dates(earlier, articles), with_dates(later, articles))
                for earlier, later in found.changed
            ),
        )

    def _articles_of(self, sentences: Iterable[Cited]) -> dict[str, Article]:
        ids = {c.article_id for cited in sentences for c in cited.citations}
        return self._library.articles(ids)


def _in_time(limits: DateLimits | None, late: bool) -> Callable[[Article, Span], bool]:
    """Return whether a sentence of an article tells of the time asked about, as a function."""

    def is_in_time(article: Article, span: Span) -> bool:
        if limits is None:
            return True
        return is_of(limits, with_context(article, span), {article.id: article}, late=late)

    return is_in_time


def _topic_of(question: str) -> str:
    about = asked_speaker(question)
    return ((about and about.topic) or "").lower()


def refusal_reason(question: str, found: Found) -> RefusalReason:
    """Return why nothing that was found answers a question."""
    if not found.hits:
        return "empty"
    if found.is_unchanged:
        return "unchanged"
    return "off_topic" if is_off_topic(question, found.hits) else "unsupported"


def nearest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best hit of each of the nearest articles."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.article.id, hit)
    return tuple(first.values())[:NEAREST]
