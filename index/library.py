"""The facade: a folder of articles that can be added to, searched and checked."""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adding import Adder, Cancelled, OnEvent, embedding_texts
from index.copies import Groups
from index.dense import EXACT_LIMIT, DenseSearch
from index.dense import problems as dense_problems
from index.embedding import Embedder
from index.errors import EmbeddingError
from index.fusion import weighted_sum
from index.rows import Entry
from index.store import Store
from index.types import (
    AddReport,
    Article,
    Filter,
    Found,
    Headline,
    Hit,
    Passage,
    Ranks,
    Unreadable,
)

log = logging.getLogger(__name__)

CANDIDATES = 50
"""How many passages each of the two searches hands to the fusion."""
SEARCHES_AT_ONCE = 4
"""More people than these wait for a keyword search, a matter of milliseconds."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; `problems` is empty when all is well.

    `recall` is recall@10 of search by meaning against exact search, 0 to 1; None where the
    library is small enough for search to be exact.
    """

    articles: int
    passages: int
    problems: tuple[str, ...]
    rebuilt: bool
    recall: float | None = None


class Library:
    """Articles in a folder: SQLite is the truth, FAISS and full-text search find passages.

    Safe to use from several threads and, through SQLite's locks, several processes.

    :param folder: made if it does not exist.
    :param embedder: called once the first vector is needed, so that lists are instant.
    :param exact_limit: more vectors than these are searched in clusters.
    :raises LibraryError: if the folder holds a library that cannot be opened.
    """

    def __init__(
        self, folder: Path, embedder: Callable[[], Embedder], exact_limit: int = EXACT_LIMIT
    ) -> None:
        self.folder = folder
        self._make_embedder = embedder
        self._embedder: Embedder | None = None
        self._store = Store(folder)
        self._dense: DenseSearch | None = None
        self._exact_limit = exact_limit
        self._lock = threading.RLock()
        # Keyword search runs beside search by meaning; to start a thread each time costs as much.
        self._beside = ThreadPoolExecutor(SEARCHES_AT_ONCE, "keyword-search")

    def close(self) -> None:
        """Close the files; what was being rearranged meanwhile is left for the next time."""
        self._beside.shutdown()
        if self._dense is not None:
            self._dense.close()
        self._store.close()

    def generation(self) -> int:
        """Return a number that changes with every change of the library."""
        return self._store.generation()

    def article(self, article_id: str) -> Article:
        """Return an article.

        :raises ArticleNotFound: if there is no such article.
        """
        return self._store.article(article_id)

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles of these identifiers, by them; unknown ones are left out."""
        return self._store.articles(ids)

    def headlines(self, where: Filter = Filter(), limit: int | None = None) -> list[Headline]:
        """Return the articles of a filter, `limit` of them at most, newest first."""
        return self._store.headlines(where, limit)

    def count(self, where: Filter = Filter()) -> int:
        """Return how many articles pass a filter."""
        return self._store.count(where)

    def near_duplicates(self, patience: float | None = None) -> Groups:
        """Return the identifiers of articles that are nearly the same, two or more in a group.

        An article is in one group at most; the first of each is the oldest. The first use reads
        every article, and each change of the library has the groups found anew.

        :param patience: after so many seconds return the groups as they were last found, none at
            first; those of now are found in the background.
        """
        return self._store.near_duplicates(patience)

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return an article's passages in reading order."""
        return self._store.passages_of(article_id)

    def lead_vectors(self, article_ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """Return article -> the stored vector (d,) of its title, date and beginning.

        Unknown articles are left out.
        """
        self._dense_search()  # makes sure that they are the model's of today
        first = {number: name for name, number in self._store.lead_passages(article_ids).items()}
        wanted = np.array(sorted(first), np.int64)
        ids, vectors = self._store.vectors(wanted, self.embedder.dimensions)
        return {first[int(number)]: vector for number, vector in zip(ids, vectors, strict=True)}

    def add(
        self,
        readings: Iterable[Found | Unreadable],
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        """Add what a reader yields; each batch is searchable once its transaction commits.

        :param on_event: told of every change of state, in this thread.
        :param cancelled: asked between articles; True ends after the batch at hand.
        """
        adder = Adder(self._store, self._embed_for_store, on_event)
        stopped = False
        for reading in readings:
            if cancelled is not None and cancelled():
                stopped = True
                break
            adder.take(reading)
        adder.commit()
        if adder.added:
            self._dense_search().migrate()
        return adder.report(stopped)

    def remove(self, *article_ids: str) -> list[Article]:
        """Remove articles for good and return them; no search finds them from here on.

        All are removed in one transaction, or none.

        :raises ArticleNotFound: if there is no article of one of these identifiers.
        """
        return self._store.remove(*article_ids)

    def correct(self, article_id: str, *, published: date | None, source: str | None) -> Article:
        """Give an article this date and this source, and return it; its text and id stay.

        :raises ArticleNotFound: if there is no such article.
        """
        article = replace(self.article(article_id), published=published, source=source or None)
        spans = [(p.start, p.end) for p in self._store.passages_of(article_id)]
        # The date is part of what is embedded.
        vectors = self._embed_for_store(embedding_texts(article, spans))
        self._store.replace(Entry(article, spans, vectors))
        self._dense_search().synchronise()
        return article

    def search(self, query: str, limit: int = 10, where: Filter = Filter()) -> list[Hit]:
        """Return passages by dense and keyword search, fused, best first."""
        if not query.strip():
            return []
        candidates = max(CANDIDATES, limit)
        words = self._beside.submit(self._store.keyword_search, query, candidates, where)
        vector = self.embed([query])[0]
        dense = self._dense_search().search(vector, candidates, where)
        keyword = words.result()
        cosines = self._cosines(vector, [n for n in keyword if n not in dense]) | dense
        fused = weighted_sum(cosines, keyword)[:limit]
        scores = dict(fused)
        positions = [{n: rank for rank, n in enumerate(ids, 1)} for ids in (dense, keyword)]
        hits: list[Hit] = []
        passages = self._store.passages([number for number, _ in fused])
        articles = self._store.articles({passage.article_id for passage in passages})
        for passage in passages:
            article = articles.get(passage.article_id)
            if article is None:
                continue  # removed since it was found
            ranks = Ranks(*(ranking.get(passage.id) for ranking in positions))
            hits.append(Hit(passage, article, scores[passage.id], ranks))
        return hits

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32, L2-normalised, by the library's embedding model."""
        return self.embedder.embed(texts)

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded on first use."""
        with self._lock:
            if self._embedder is None:
                self._embedder = self._make_embedder()
            return self._embedder

    def check(self, rebuild: bool = False) -> CheckReport:
        """Verify the store, and FAISS against it; on demand build FAISS anew before.

        Searches a sample of the stored vectors where the library is so large that search is
        approximate, which takes seconds.
        """
        if rebuild:
            self._dense_search().rebuild()
        model = self.embedder.name, self.embedder.dimensions
        problems = [*self._store.problems(), *dense_problems(self.folder, self._store, *model)]
        articles, passages = self._store.counts()
        recall = self._dense_search().recall()
        return CheckReport(articles, passages, tuple(problems), rebuild, recall)

    def warm(self) -> None:
        """Load the embedding model and the vectors now rather than with the first question."""
        self._dense_search().migrate()
        self.embed(["warm up"])

    def settle(self) -> None:
        """Wait until the vectors are in the layout that suits their number."""
        self._dense_search().migrate(wait=True)

    def _embed_for_store(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # Opening the vectors first makes sure that no two models' vectors meet.
        self._dense_search()
        model = self._store.fact("model")
        if model is None:
            self._store.set_fact("model", self.embedder.name)
        elif model != self.embedder.name:
            raise EmbeddingError(
                f"another process has changed the library's embedding model to {model}: "
                "open the library again"
            )
        return self.embed(texts)

    def _cosines(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, float]:
        """Return the cosines of passages that the dense search did not reach."""
        held, vectors = self._store.vectors(np.array(ids, np.int64), len(vector))
        return dict(zip(held.tolist(), (vectors @ vector).tolist(), strict=True))

    def _dense_search(self) -> DenseSearch:
        """Return search by meaning, opened on first use."""
        with self._lock:
            if self._dense is None:
                if self._store.fact("model") not in (None, self.embedder.name):
                    self._embed_again()
                self._dense = DenseSearch(
                    self.folder, self._store, self.embedder.name, self.embedder.dimensions,
                    self._exact_limit,
                )  # fmt: skip
            return self._dense

    def _embed_again(self) -> None:
        from tqdm import tqdm

        log.warning("another embedding model was used before: embedding every passage again")
        # Whoever opens the library before this is done starts it over: vectors are never mixed.
        self._store.set_fact("model", f"{self.embedder.name}, unfinished")
        headlines = self._store.headlines(Filter())
        for headline in tqdm(headlines, unit="article", desc="embedding again", disable=None):
            article = self._store.articles({headline.id}).get(headline.id)
            if article is None:
                continue  # removed meanwhile
            passages = self._store.passages_of(article.id)
            spans = [(p.start, p.end) for p in passages]
            vectors = self.embed(embedding_texts(article, spans))
            self._store.replace_vectors([p.id for p in passages], vectors)
        self._store.set_fact("model", self.embedder.name)
