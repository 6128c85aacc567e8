"""Who said what over a whole library."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from assistant.contradictions import changes
from assistant.instead import questions_instead
from assistant.quoting import Told, cited_statements, of_kind, on_topic, spoken_name
from assistant.standing import standing
from assistant.statements import (
    CONTRADICT,
    StatementQuestion,
    StatementStore,
    asked_speaker,
    said_by,
    same_speaker,
    within_sentence,
)
from assistant.types import Cited, Statement
from index import Article, ArticleNotFound, Filter, Headline
from index.library import Library

ASKED_PASSAGES, LISTED_PASSAGES = 60, 400
"""How many passages nearest to a speaker and a topic tell which articles are read: for an answer,
and for a list."""
ChangedPair = tuple[Cited, Cited]


class Spoken:
    """The statements of a library's articles."""

    def __init__(self, library: Library, store: StatementStore) -> None:
        self._library = library
        self._store = store

    def find(self, by: str | None, about: str | None, where: Filter) -> list[Statement]:
        """Return the statements of somebody, on something, or all of them, newest first."""
        if by is None and about is None:
            articles = self.read(self._library.headlines(where))
        else:
            articles = self._near(f"{by or ''} {about or ''}", where, LISTED_PASSAGES)
        return self.of(articles, by, about)

    def of(self, articles: Iterable[Article], by: str | None, about: str | None) -> list[Statement]:
        """Return the statements of some articles."""
        found = self._said(articles, by)
        return [statement for _, statement in on_topic(self._library.embedder, about, found)]

    def answer(
        self, asked: StatementQuestion, where: Filter
    ) -> tuple[tuple[Cited, ...], tuple[ChangedPair, ...]]:
        """Return what somebody said, and where it changed: pairs (earlier, later).

        Only what changed, said last, where the question is whether anything did.
        """
        assert asked.speaker is not None or asked.by_all
        near = self._near(f"{asked.speaker or ''} {asked.topic or ''}", where, ASKED_PASSAGES)
        found = self._said(near, asked.speaker)
        if asked.by_all and asked.topic:
            found = [told for told in found if not same_speaker(asked.topic, told[1].speaker)]
        found = on_topic(self._library.embedder, asked.topic, found)
        meant = of_kind(asked.verb, found)
        # What somebody denied may be told with another verb, but then it is on the topic.
        found = meant if meant or asked.topic is None else found
        changed = tuple((standing(*earlier), standing(*later)) for earlier, later in changes(found))
        if asked.verb == CONTRADICT:
            return tuple(dict.fromkeys(later for _, later in changed)), changed
        return cited_statements(found, asked.beyond), changed

    def instead(self, speaker: str, where: Filter) -> tuple[str, tuple[str, ...]]:
        """Return a speaker's name, and questions on what they did say, each tried."""
        found = self._said(self._near(speaker, where, ASKED_PASSAGES), speaker)
        name = within_sentence(spoken_name(speaker, [statement for _, statement in found]))

        def is_answered(question: str) -> bool:
            asked = asked_speaker(question)
            return asked is not None and bool(self.answer(asked, where)[0])

        return name, questions_instead(name, found, is_answered) if found else ()

    def at(self, cited: Cited) -> list[Statement]:
        """Return the statements of the words that a sentence cites."""
        citation = cited.citations[0]
        return [
            statement
            for article in self._library.articles([citation.article_id]).values()
            for statement in self._store.of(article)
            if statement.citation.start < citation.end and citation.start < statement.citation.end
        ]

    def read(self, headlines: Iterable[Headline]) -> list[Article]:
        """Return the articles of a list, less those that were removed since it was made."""
        found: list[Article] = []
        for headline in headlines:
            with suppress(ArticleNotFound):
                found.append(self._library.article(headline.id))
        return found

    def _near(self, query: str, where: Filter, passages: int) -> list[Article]:
        """Return the articles nearest to a query, the newest first."""
        hits = self._library.search(query.strip(), passages, where)
        articles = {hit.article.id: hit.article for hit in hits}
        return sorted(articles.values(), key=lambda a: a.published or date.min, reverse=True)

    def _said(self, articles: Iterable[Article], by: str | None) -> list[Told]:
        return [
            (article, statement)
            for article, statements in self._store.of_all(articles)
            for statement in (statements if by is None else said_by(article, by, statements))
        ]
