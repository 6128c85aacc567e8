"""The facade: a folder of articles that can be added to, searched and checked."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adding import Adder, Cancelled, OnEvent, embedding_texts
from index.embedding import Embedder
from index.errors import EmbeddingError
from index.fusion import weighted_sum
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
from index.vectors import SnapshotUnusable, VectorIndex

log = logging.getLogger(__name__)

CANDIDATES = 50
"""How many passages each of the two searches hands to the fusion."""
SNAPSHOT_SHARE = 0.1
"""A snapshot is written again once this share of the vectors has changed; less is replayed."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; `problems` is empty when all is well."""

    articles: int
    passages: int
    problems: tuple[str, ...]
    rebuilt: bool


class Library:
    """Articles in a folder: SQLite is the truth, FAISS and full-text search find passages.

    Safe to use from several threads and, through SQLite's locks, several processes.

    :param folder: made if it does not exist.
    :param embedder: called once the first vector is needed, so that lists are instant.
    :raises LibraryError: if the folder holds a library that cannot be opened.
    """

    def __init__(self, folder: Path, embedder: Callable[[], Embedder]) -> None:
        self.folder = folder
        self._make_embedder = embedder
        self._embedder: Embedder | None = None
        self._store = Store(folder)
        self._vectors: VectorIndex | None = None
        self._vectors_generation = -1
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the files."""
        self._store.close()

    def generation(self) -> int:
        """Return a number that changes with every change of the library."""
        return self._store.generation()

    def article(self, article_id: str) -> Article:
        """Return an article.

        :raises ArticleNotFound: if there is no such article.
        """
        return self._store.article(article_id)

    def headlines(self, where: Filter = Filter()) -> list[Headline]:
        """Return the articles of a filter, newest first."""
        return self._store.headlines(where)

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return an article's passages in reading order."""
        return self._store.passages_of(article_id)

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
            self._synchronise()
        return adder.report(stopped)

    def remove(self, article_id: str) -> Article:
        """Remove an article for good and return it; no search finds it from here on.

        :raises ArticleNotFound: if there is no such article.
        """
        return self._store.remove(article_id)

    def search(self, query: str, limit: int = 10, where: Filter = Filter()) -> list[Hit]:
        """Return passages by dense and keyword search, fused, best first."""
        if not query.strip():
            return []
        candidates = max(CANDIDATES, limit)
        keyword = self._store.keyword_search(query, candidates, where)
        vector, dense = self._dense_search(query, candidates, where)
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
        """Verify the store, and FAISS against it; on demand build FAISS anew."""
        problems = list(self._store.problems())
        ids = self._store.passage_ids()
        try:
            held, stamp = VectorIndex.load(self.folder, *self._model())
            # One that is behind is no problem: the next search brings it up to date.
            if stamp.generation == self._store.generation() and set(held.ids) != set(ids):
                problems.append("the FAISS index holds other passages than the store")
        except SnapshotUnusable as reason:
            if len(ids):
                problems.append(f"the FAISS index is {reason}")
        if rebuild:
            with self._lock:
                self._match_model()
                self._rebuild()
        return CheckReport(len(self._store.headlines(Filter())), len(ids), tuple(problems), rebuild)

    def warm(self) -> None:
        """Load the embedding model and the vectors now rather than with the first question."""
        self._synchronise()
        self.embed(["warm up"])

    def _embed_for_store(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # Opening the vectors first makes sure that no two models' vectors meet.
        with self._lock:
            if self._vectors is None:
                self._open_vectors()
        model = self._store.fact("model")
        if model is None:
            self._store.set_fact("model", self.embedder.name)
        elif model != self.embedder.name:
            raise EmbeddingError(
                f"another process has changed the library's embedding model to {model}: "
                "open the library again"
            )
        return self.embed(texts)

    def _dense_search(
        self, query: str, limit: int, where: Filter
    ) -> tuple[NDArray[np.float32], dict[int, float]]:
        """Return the query's vector (d,) and passage identifier -> cosine, best first."""
        vectors = self._synchronise()
        vector = self.embed([query])[0]
        allowed = None if where.is_open else self._store.passage_ids(where)
        # FAISS may not be searched while another thread adds to it.
        with self._lock:
            ids, cosines = vectors.search(vector, limit, allowed)
        return vector, dict(zip(ids.tolist(), cosines.tolist(), strict=True))

    def _cosines(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, float]:
        """Return the cosines of passages that the dense search did not reach."""
        held, vectors = self._store.vectors(np.array(ids, np.int64), len(vector))
        return dict(zip(held.tolist(), (vectors @ vector).tolist(), strict=True))

    def _model(self) -> tuple[str, int]:
        return self.embedder.name, self.embedder.dimensions

    def _synchronise(self) -> VectorIndex:
        """Bring FAISS up to the store, whoever has written to it since."""
        with self._lock:
            vectors = self._open_vectors() if self._vectors is None else self._vectors
            generation = self._store.generation()
            if self._vectors_generation != generation:
                ids, held = self._store.passage_ids(), vectors.ids
                gone = np.setdiff1d(held, ids)
                new = np.setdiff1d(ids, held)
                vectors.remove(gone)
                vectors.add(*self._store.vectors(new, self.embedder.dimensions))
                self._vectors_generation = generation
                if len(gone) + len(new) > SNAPSHOT_SHARE * max(1, len(held)):
                    self._save()
            return vectors

    def _open_vectors(self) -> VectorIndex:
        self._match_model()
        try:
            vectors, stamp = VectorIndex.load(self.folder, *self._model())
            generation = self._store.generation()
            if stamp.generation > generation:
                # Its identifiers may have been given to other passages since.
                raise SnapshotUnusable("newer than the store, which came from a backup")
        except SnapshotUnusable as reason:
            if len(self._store.passage_ids()):
                log.warning("the FAISS index is %s: building it from the store", reason)
            return self._rebuild()
        if stamp.generation < generation:
            log.info("the FAISS index is behind the store: bringing it up to date")
        self._vectors, self._vectors_generation = vectors, stamp.generation
        return vectors

    def _match_model(self) -> None:
        if self._store.fact("model") not in (None, self.embedder.name):
            self._embed_again()

    def _rebuild(self) -> VectorIndex:
        generation = self._store.generation()
        vectors = VectorIndex(self.embedder.dimensions)
        ids = self._store.passage_ids()
        vectors.rebuild(*self._store.vectors(ids, self.embedder.dimensions))
        self._vectors, self._vectors_generation = vectors, generation
        if len(ids):
            self._save()
        return vectors

    def _save(self) -> None:
        assert self._vectors is not None
        try:
            self._vectors.save(self.folder, self._vectors_generation, self.embedder.name)
        except OSError as error:
            # Only a snapshot: the next opening builds it again.
            log.warning("could not save the FAISS index (%s); it will be rebuilt", error)

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
