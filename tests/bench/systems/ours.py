"""Ours, answering as the peers do with the weights as they come; and ours as it ships."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpus import Document
from tests.bench.system import ANSWER_PASSAGES, ANSWER_TOKENS, PROMPT, SUMMARY_PROMPT


class Ours:
    """The library, and the packaged T5 as it comes: greedy, three passages joined."""

    def __init__(self, seq2seq: Path) -> None:
        self._embedder: Any = None
        self._library: Any = None
        self._generator: Any = None

    def warm(self) -> None:
        import faiss  # noqa: F401  peers have imported what they search with, too

        import index.library  # noqa: F401
        from index.embedding import MiniLM

        self._embedder = MiniLM()
        self._embedder.embed(["warm up"])

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        from index.library import Library
        from index.types import Article, Found

        library = Library(folder, lambda: self._embedder)
        articles = [Article.of(document.title, document.text) for document in documents]
        if vectors is None:
            library.add(Found(article.title, article) for article in articles)
        else:
            _write(folder, articles, vectors)
        library.settle()
        library.close()

    def open(self, folder: Path) -> None:
        from index.library import Library

        self._library = Library(folder, self._embedding)
        self._library.search("ready", 1)

    def search(self, query: str, count: int) -> list[str]:
        return [hit.text for hit in self._library.search(query, count)]

    def answer(self, question: str) -> str:
        context = "\n\n".join(self.search(question, ANSWER_PASSAGES))
        return self._write(PROMPT.format(context=context, question=question))

    def summarise(self, text: str) -> str:
        return self._write(SUMMARY_PROMPT.format(text=text))

    def _embedding(self) -> Any:
        from assistant.settings import cache_folder
        from index.embedding import MiniLM

        return self._embedder or MiniLM(cache=cache_folder())

    def _write(self, prompt: str) -> str:
        from assistant.models import load

        if self._generator is None:
            self._generator = load("base")
        return str(self._generator.write([prompt], ANSWER_TOKENS)[0].text)


class Shipped(Ours):
    """The assistant with its adapter: gate, reading passage by passage, grounding, citations."""

    def open(self, folder: Path) -> None:
        from assistant import Assistant

        if self._embedder is not None:
            super().open(folder)
            return
        self._assistant = Assistant(folder)
        self._library = self._assistant.library
        self._library.search("ready", 1)

    def answer(self, question: str) -> str:
        from assistant import Answer

        outcome = self._assistant.ask(question)
        sentences = outcome.sentences if isinstance(outcome, Answer) else ()
        return " ".join(sentence.text for sentence in sentences)

    def summarise(self, text: str) -> str:
        from index import Article

        summary = self._assistant.summarise(Article.of("", text), "medium")
        return " ".join(sentence.text for sentence in summary.sentences)


def _write(folder: Path, articles: Sequence[Any], vectors: Any) -> None:
    """Write articles of one passage each with vectors that are known."""
    from index.embedding import PACKAGED
    from index.passages import passage_spans
    from index.rows import Entry
    from index.store import Store

    store = Store(folder)
    store.set_fact("model", PACKAGED)
    at = 0
    for start in range(0, len(articles), 2000):
        entries = []
        for article in articles[start : start + 2000]:
            spans = passage_spans(article.text)
            entries.append(Entry(article, spans, vectors[[at] * len(spans)]))
            at += 1
        store.write(entries)
    store.close()
