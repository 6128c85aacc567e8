"""The facade: articles in, cited answers and summaries out."""

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.answering import Readers
from assistant.asking import Asked, checked, understood
from assistant.errors import AssistantError, InputError
from assistant.finding import Finder, nearest, refusal_reason
from assistant.lazy import Lazy
from assistant.memory import Memory
from assistant.models import PACKAGED, Generator, load
from assistant.overview import Overviews
from assistant.resolving import dates_of
from assistant.settings import cache_folder, library_folder
from assistant.spoken import Spoken
from assistant.statements import StatementStore
from assistant.suggesting import Stopped, suggest
from assistant.summarising import BUDGETS, summaries
from assistant.types import (
    Answer,
    Cited,
    Digest,
    Length,
    Refusal,
    Statement,
    Summary,
    Timeline,
    Timings,
)
from assistant.verifying import load_verifier
from index import (
    AddEvent,
    AddReport,
    Article,
    Filter,
    Found,
    Headline,
    Hit,
    Unreadable,
    reading,
)
from index.adding import Cancelled, OnEvent
from index.copies import Groups
from index.embedding import MiniLM
from index.errors import EmbeddingError
from index.library import CheckReport, Library
from index.reranking import Reranker

SUGGESTED_FROM = 8
"""How many of the newest articles questions are suggested from."""
REMEMBERED = 256
"""Answers and summaries kept, until the library changes."""

Part = tuple[Hit, ...] | Cited | Answer | Refusal


class Assistant:
    """Questions and summaries over a library of news articles. Safe to use from many threads.

    :param folder: the library's folder, made if need be; by default the user's data folder.
    :param model: "packaged", or the name or folder of another seq2seq model (`models.load`).
    :raises LibraryError: if the folder holds a library that cannot be opened.
    """

    def __init__(self, folder: Path | str | None = None, *, model: str = PACKAGED) -> None:
        self.library = Library(
            Path(folder) if folder else library_folder(), lambda: MiniLM(cache=cache_folder())
        )
        self._model_name = model
        self._model = Lazy(lambda: load(model))
        self._reranker = Lazy(lambda: Reranker(cache_folder()))
        self._memory = Memory(REMEMBERED)
        self._statements = StatementStore(self.library.folder)
        self._spoken = Spoken(self.library, self._statements)
        self._overviews = Overviews(self.library, self._statements)
        self._verifier = Lazy(lambda: load_verifier(cache_folder()))
        self._finder = Finder(self.library, self._spoken, lambda: self.readers, self._reranker.get)

    def close(self) -> None:
        """Close the library's files."""
        self._statements.close()
        self.library.close()

    @property
    def model(self) -> Generator:
        """The seq2seq model, loaded on first use.

        :raises ModelNotFound: if there is no model of that name.
        """
        return self._model.get()

    @property
    def reranker(self) -> Reranker:
        """What says how surely a passage answers, loaded on first use."""
        return self._reranker.get()

    @property
    def readers(self) -> Readers:
        """The models that read passages, loaded on first use.

        :raises ModelNotFound: if there is no seq2seq model of the name given.
        """
        return Readers(self.model, self._verifier.get, self.library.embedder)

    def warm(self) -> None:
        """Load every model now rather than with the first question."""
        self.library.warm()
        self._warm_readers()

    def load_ahead(self) -> None:
        """Begin to load what reads passages, while the first question is being searched for.

        What cannot be loaded is an error where it is used, not here.
        """

        def quietly() -> None:
            with suppress(AssistantError, EmbeddingError):
                self._warm_readers()

        threading.Thread(target=quietly, name="load ahead").start()

    def _warm_readers(self) -> None:
        # In the order in which a question needs them; what runs a model first takes longest.
        pair = [("ready?", "Ready.")]
        self.reranker.scores_of(pair)
        self.model.write(["question: ready? context: Ready."], 2)
        self._verifier.get().scores_of(pair)

    # Articles in and out.

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        """Add files and folders; what cannot be read is named in the report, the rest goes in."""

        def begun(path: str) -> None:
            if on_event is not None:
                on_event(AddEvent(path, "reading"))

        return self.library.add(reading.read(paths, begun), on_event, cancelled)

    def add_text(
        self,
        text: str,
        *,
        title: str | None = None,
        published: date | None = None,
        source: str | None = None,
        url: str | None = None,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        """Add pasted text; it may hold several articles. What is given overrules what is read."""
        found = reading.read_text(text, "pasted text", title)
        return self.library.add(_with_facts(found, published, source, url), on_event, cancelled)

    def add_url(
        self, url: str, *, on_event: OnEvent | None = None, cancelled: Cancelled | None = None
    ) -> AddReport:
        """Fetch a page or a feed and add its articles."""
        return self.library.add(reading.read_url(url), on_event, cancelled)

    def add_articles(
        self,
        articles: Iterable[Article],
        *,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        """Add articles that were read already, such as one that was removed."""
        found = (Found(article.title, article) for article in articles)
        return self.library.add(found, on_event, cancelled)

    def add_samples(
        self, *, on_event: OnEvent | None = None, cancelled: Cancelled | None = None
    ) -> AddReport:
        """Add the sample articles that ship with the project."""
        from assistant.samples import sample_paths

        return self.add(sample_paths(), on_event=on_event, cancelled=cancelled)

    def remove(self, *article_ids: str) -> list[Article]:
        """Remove articles for good, all or none of them, and return them.

        :raises ArticleNotFound: if there is no article of one of these identifiers.
        """
        removed = self.library.remove(*article_ids)
        self._statements.forget(*removed)
        return removed

    def correct(self, article_id: str, *, published: date | None, source: str | None) -> Article:
        """Give an article this date and this source, None where unknown, and return it.

        Its text and its identifier stay as they are.

        :raises ArticleNotFound: if there is no such article.
        """
        return self.library.correct(article_id, published=published, source=source)

    def articles(self, where: Filter = Filter()) -> list[Headline]:
        """List the articles of a filter, newest first."""
        return self.library.headlines(where)

    def count(self, where: Filter = Filter()) -> int:
        """Return how many articles pass a filter."""
        return self.library.count(where)

    def near_duplicates(self, patience: float | None = None) -> Groups:
        """Return the identifiers of articles that are nearly the same, two or more in a group.

        These are copies and updates of one report, told by the share of their wording that is
        the same; `digest` tells of other reports of one event too.

        :param patience: after so many seconds return the groups as they were last found, none at
            first; those of now are found in the background.
        """
        return self.library.near_duplicates(patience)

    def article(self, article_id: str) -> Article:
        """Return an article with its text.

        :raises ArticleNotFound: if there is no such article.
        """
        return self.library.article(article_id)

    def search(self, query: str, k: int = 10, where: Filter = Filter()) -> list[Hit]:
        """Return the passages nearest to a query, best first."""
        return self.library.search(query, k, where)

    def check(self, rebuild: bool = False) -> CheckReport:
        """Verify the library, and on demand build the FAISS index anew."""
        return self.library.check(rebuild)

    # Questions.

    def ask(
        self, question: str, where: Filter = Filter(), *, today: date | None = None
    ) -> Answer | Refusal:
        """Answer a question from the articles, or refuse.

        :param today: the day from which "last week" is reckoned; the current one by default.
        :raises InputError: if the question is empty or too long.
        """
        *_, last = self.stream(question, where, today=today)
        assert isinstance(last, Answer | Refusal)
        return last

    def stream(
        self,
        question: str,
        where: Filter = Filter(),
        cancelled: Callable[[], bool] | None = None,
        *,
        today: date | None = None,
    ) -> Iterator[Part]:
        """Yield the passages found, each sentence once it is grounded, then the whole.

        When `cancelled` returns True nothing more is yielded.

        :param today: the day from which "last week" is reckoned; the current one by default.
        :raises InputError: if the question is empty or too long.
        """
        question = checked(question)
        stopped = cancelled or (lambda: False)
        started = time.perf_counter()
        # Before anything is looked up: what is kept is of this generation, or of a later one.
        generation = self.library.generation()
        asked = self._understood(question, today or date.today(), where)
        hits = self._finder.hits(asked, where)
        retrieved = time.perf_counter()
        if stopped():
            return
        yield hits
        found = self._memory.remember(
            self._key("answer", asked, where, generation=generation),
            lambda: self._finder.find(asked, hits, where),
        )
        for sentence in found.sentences:
            if stopped():
                return
            yield sentence
        ended = time.perf_counter()
        timings = Timings(
            1000 * (retrieved - started), 1000 * (ended - retrieved), 1000 * (ended - started)
        )
        if found.sentences:
            yield Answer(
                question, found.short, found.sentences, found.hits, timings, asked.limits,
                dates_of(found.short, found.sentences), found.changed,
            )  # fmt: skip
        else:
            yield Refusal(
                question, refusal_reason(asked.words, found), nearest(found.hits), timings,
                asked.limits, found.speaker, found.instead,
            )  # fmt: skip

    def statements(
        self,
        *,
        article_id: str | None = None,
        by: str | None = None,
        about: str | None = None,
        where: Filter = Filter(),
    ) -> list[Statement]:
        """Return who said what, newest first.

        :param article_id: one article, whatever the filter.
        :param by: a name; with it or with `about`, of the articles nearest to both
            (`spoken.LISTED_PASSAGES`) rather than of all in the filter.
        :param about: a topic.
        :raises ArticleNotFound: if there is no such article.
        """
        if article_id is not None:
            return self._spoken.of([self.article(article_id)], by, about)
        return self._spoken.find(by, about, where)

    def summarise(self, article: Article | str, length: Length = "medium") -> Summary:
        """Summarise an article, given itself or by its identifier.

        :raises ArticleNotFound: if there is no such article.
        :raises InputError: if there is no such length.
        """
        if length not in BUDGETS:
            raise InputError(f"no length {length!r}: use short, medium or long")
        read = self.article(article) if isinstance(article, str) else article
        return self._memory.remember(
            self._key("summaries", read.sha256),
            lambda: summaries(self.model, self.library.embedder, read),
        )[length]

    def digest(
        self,
        where: Filter = Filter(),
        *,
        about: str | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Digest:
        """Return the stories that articles tell, the ones that most of them tell first.

        :param about: a topic or a person; only articles that are on it are told of.
        :param on_progress: told of articles done, and of how many there are.
        :param cancelled: asked now and then; True ends with what is done so far.
        :raises InputError: if `about` is empty or too long.
        """
        topic = checked(about) if about is not None else None
        return self._overviews.digest(where, topic, on_progress, cancelled)

    def timeline(
        self,
        where: Filter = Filter(),
        *,
        about: str | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Timeline:
        """Return what happened when, as articles tell it, oldest first; as `digest`.

        :raises InputError: if `about` is empty or too long.
        """
        topic = checked(about) if about is not None else None
        return self._overviews.timeline(where, topic, on_progress, cancelled)

    def _understood(self, question: str, today: date, where: Filter) -> Asked:
        return understood(
            question,
            today,
            lambda: self._newest(where),
            lambda event: self._finder.day_of(event, where),
        )

    def suggestions(
        self, where: Filter = Filter(), *, cancelled: Cancelled | None = None
    ) -> list[str]:
        """Return up to three questions that the articles of a filter answer; none if cancelled."""

        def suggested() -> list[str]:
            newest = self._spoken.read(self.library.headlines(where, SUGGESTED_FROM))
            return suggest(
                list(self._statements.of_all(newest)),
                lambda question: self.ask(question, where),
                cancelled or (lambda: False),
            )

        with suppress(Stopped):
            return self._memory.remember(self._key("suggestions", where), suggested)
        return []

    def _newest(self, where: Filter) -> date | None:
        """Return the date of the newest article of a filter, if it has one."""
        return next((h.published for h in self.library.headlines(where, 1)), None)

    def _key(self, *asked: Hashable, generation: int | None = None) -> Hashable:
        """Return what something asked for is kept by: another once library or model change."""
        if generation is None:
            generation = self.library.generation()
        return (asked, generation, self._model_name)


def _with_facts(
    readings: Iterable[Found | Unreadable],
    published: date | None,
    source: str | None,
    url: str | None,
) -> Iterator[Found | Unreadable]:
    for item in readings:
        if isinstance(item, Unreadable):
            yield item
            continue
        read = item.article
        article = replace(
            read,
            url=url or read.url,
            source=source or read.source,
            published=published or read.published,
        )
        yield Found(item.path, article)
