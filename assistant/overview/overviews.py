"""A library's digests and timelines."""

from collections.abc import Callable, Iterator, Sequence

from assistant.overview.chronicle import chosen, merged, rate
from assistant.overview.digesting import tell
from assistant.overview.events import Dated, dated
from assistant.overview.likeness import FloatArray
from assistant.overview.lines import Line
from assistant.overview.selecting import Topic, articles_naming, articles_on, topic_of
from assistant.statements import StatementStore
from assistant.types import Digest, Story, Timeline
from index import Article, Filter
from index.library import Library

TOGETHER = 16
"""Articles whose dated sentences are embedded together."""

OnProgress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Overviews:
    """Tells what many articles of a library tell.

    What is being made is told to `on_progress` as (articles done, articles in all). Once
    `cancelled` returns True what is done so far is returned.
    """

    def __init__(self, library: Library, statements: StatementStore) -> None:
        self._library = library
        self._statements = statements

    def digest(
        self,
        where: Filter,
        about: str | None,
        on_progress: OnProgress | None,
        cancelled: Cancelled | None,
    ) -> Digest:
        """Return the stories that the articles of a filter tell, on a topic if there is one."""
        topic = topic_of(self._library, about) if about else None
        articles, vectors = self._articles(where, about, articles_on)
        done = 0
        told: list[Story] = []
        _tell(on_progress, 0, len(articles))
        for story in tell(self._library.embedder, self._statements.of, articles, vectors, topic):
            told.append(story)
            done += len(story.article_ids)
            _tell(on_progress, done, len(articles))
            if cancelled is not None and cancelled():
                break
        return Digest(tuple(told))

    def timeline(
        self,
        where: Filter,
        about: str | None,
        on_progress: OnProgress | None,
        cancelled: Cancelled | None,
    ) -> Timeline:
        """Return what happened when, as the articles of a filter tell it."""
        articles, middles = self._articles(where, about, articles_naming)
        topic = topic_of(self._library, about) if about else None
        found: list[Dated] = []
        vectors: dict[Line, FloatArray] = {}
        _tell(on_progress, 0, len(articles))
        for start in range(0, len(articles), TOGETHER):
            if cancelled is not None and cancelled():
                break
            for event, vector in self._dated(articles[start : start + TOGETHER], topic):
                found.append(event)
                vectors[event.line] = vector
            _tell(on_progress, min(start + TOGETHER, len(articles)), len(articles))
        scores = {e.line: rate(e, vectors[e.line], middles[e.line.article.id]) for e in found}
        events = merged(found, vectors, scores)
        return Timeline(tuple(chosen(events, len(articles), self._statements.of)))

    def _articles(
        self,
        where: Filter,
        about: str | None,
        choose: Callable[[Library, str, Filter], list[Article]],
    ) -> tuple[list[Article], dict[str, FloatArray]]:
        """Return the articles, and the vectors of their beginnings."""
        if about is not None:
            articles = choose(self._library, about, where)
        else:
            ids = [headline.id for headline in self._library.headlines(where)]
            articles = list(self._library.articles(ids).values())
        vectors = self._library.lead_vectors([article.id for article in articles])
        return [article for article in articles if article.id in vectors], vectors

    def _dated(
        self, articles: Sequence[Article], topic: Topic | None
    ) -> Iterator[tuple[Dated, FloatArray]]:
        """Yield the dated sentences of articles that are on the topic, with their vectors."""
        events = [event for article in articles for event in dated(article)]
        texts = [event.line.text for event in events]
        if not texts:
            return
        for event, vector in zip(events, self._library.embed(texts), strict=True):
            if topic is None or topic.is_told_in(event.line, vector):
                yield event, vector


def _tell(on_progress: OnProgress | None, done: int, total: int) -> None:
    if on_progress is not None:
        on_progress(done, total)
