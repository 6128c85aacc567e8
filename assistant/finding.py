"""One question's way through the articles: limits of time, statements, passages read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering import find_answer
from assistant.asking import Asked, within
from assistant.dates import DateLimits
from assistant.instead import WANTED
from assistant.models import Generator
from assistant.quoting import speaks
from assistant.resolving import is_published_in, is_told_of, with_dates
from assistant.spoken import Spoken
from assistant.statements import StatementQuestion, asked_speaker
from assistant.types import Cited
from index import Article, Filter, Hit
from index.library import Library

RETRIEVED = 20
"""Passages found for a question."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question, and where it was looked for; no sentences means a refusal."""

    short: str | None
    sentences: tuple[Cited, ...]
    hits: tuple[Hit, ...]
    changed: tuple[tuple[Cited, Cited], ...] = ()
    speaker: str | None = None
    instead: tuple[str, ...] = ()


class Finder:
    """Finds what answers a question in a library.

    :param model: returns the seq2seq model, which is loaded on first use.
    """

    def __init__(self, library: Library, spoken: Spoken, model: Callable[[], Generator]) -> None:
        self._library = library
        self._spoken = spoken
        self._model = model

    def hits(self, asked: Asked, where: Filter) -> tuple[Hit, ...]:
        """Return the passages nearest to a question, within its limits of time."""
        return tuple(self._library.search(asked.words, RETRIEVED, within(where, asked.limits)))

    def find(self, asked: Asked, hits: tuple[Hit, ...], where: Filter) -> Found:
        """Return what answers a question whose `hits` were found already.

        Where nothing in the time it asks about answers it, an article of any time does, if the
        very sentence names a day of that time.
        """
        about = asked_speaker(asked.topic_words)
        found = self._answer(asked.words, about, hits, within(where, asked.limits))
        instead: tuple[str, ...] = ()
        if asked.limits is not None:
            if self._is_in_time(asked.limits, found.sentences, published=True):
                return self._dated(found)
            wider = tuple(self._library.search(asked.question, RETRIEVED, where))
            late = self._answer(asked.question, about, wider, where)
            if self._is_in_time(asked.limits, late.sentences, published=False):
                return self._dated(late)
            found = Found(None, (), hits or wider)
            if late.sentences and self._answer(asked.topic_words, about, wider, where).sentences:
                instead = (asked.topic_words,)
        if found.sentences:
            return self._dated(found)
        if about is None or about.speaker is None:
            return replace(found, instead=instead)
        speaker, others = self._spoken.instead(about.speaker, where)
        topic = (about.topic or "").lower() if instead else None
        instead += tuple(q for q in others if _topic_of(q) != topic)
        return replace(found, speaker=speaker, instead=instead[:WANTED])

    def _answer(
        self, words: str, about: StatementQuestion | None, hits: tuple[Hit, ...], where: Filter
    ) -> Found:
        if not hits:
            return Found(None, (), hits)
        if about is not None and about.speaker is not None:
            sentences, changed = self._spoken.answer(about, where)
            if sentences:
                return Found(None, sentences, hits, changed)
        finding = find_answer(self._model(), self._library.embedder, words, hits)
        if about is not None and not speaks(about, finding.sentences, self._spoken.at):
            return Found(None, (), hits)
        return Found(finding.short, finding.sentences, hits)

    def _is_in_time(
        self, limits: DateLimits, sentences: Sequence[Cited], *, published: bool
    ) -> bool:
        """Whether sentences tell of the time asked about; `published` in it is enough, if set."""
        if published and is_published_in(limits, sentences):
            return True
        return is_told_of(limits, sentences, self._articles_of(sentences))

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
        return {number: self._library.article(number) for number in ids}


def _topic_of(question: str) -> str:
    about = asked_speaker(question)
    return ((about and about.topic) or "").lower()
