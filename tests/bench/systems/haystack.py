"""Haystack: pipelines of components over its FAISS document store."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpus import Document
from tests.bench.system import ANSWER_PASSAGES, SUMMARY_PROMPT, minilm, t5

_DIMENSIONS = 384
_TEMPLATE = "{% for d in documents %}{{d.content}}\n\n{% endfor %}{{question}}"


class Haystack:
    """Haystack as its guides build it; version 3 has no generator for a T5, so it gets one."""

    def __init__(self, seq2seq: Path) -> None:
        self._seq2seq = seq2seq
        self._embedder: Any = None
        self._search: Any = None
        self._answer: Any = None
        self._generator: Any = None

    def warm(self) -> None:
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        self._embedder = SentenceTransformersDocumentEmbedder(model=minilm(), progress_bar=False)
        self._embedder.warm_up()

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        from haystack import Document as Held
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.document_stores.types import DuplicatePolicy

        held = [Held(content=d.text, meta={"src": d.id, "title": d.title}) for d in documents]
        if vectors is None:
            splitter = DocumentSplitter(split_by="word", split_length=220, split_overlap=20)
            splitter.warm_up()
            held = self._embedder.run(documents=splitter.run(documents=held)["documents"])[
                "documents"
            ]
        else:
            for document, vector in zip(held, vectors, strict=True):
                document.embedding = vector.tolist()
        store = _store()
        store.write_documents(held, policy=DuplicatePolicy.OVERWRITE)
        folder.mkdir(parents=True, exist_ok=True)
        store.save(str(folder / "index"))

    def open(self, folder: Path) -> None:
        self._store = _store()
        self._store.load(str(folder / "index"))

    def search(self, query: str, count: int) -> list[str]:
        if self._search is None:
            from haystack import Pipeline

            self._search = Pipeline()
            self._add_retrieval(self._search)
        found = self._search.run({"embedder": {"text": query}, "retriever": {"top_k": count}})
        return [document.content for document in found["retriever"]["documents"]]

    def answer(self, question: str) -> str:
        if self._answer is None:
            from haystack import Pipeline
            from haystack.components.builders import PromptBuilder

            pipeline = Pipeline()
            self._add_retrieval(pipeline)
            wanted = ["documents", "question"]
            builder = PromptBuilder(template=_TEMPLATE, required_variables=wanted)
            pipeline.add_component("builder", builder)
            pipeline.add_component("generator", self._t5())
            pipeline.connect("retriever.documents", "builder.documents")
            pipeline.connect("builder.prompt", "generator.prompt")
            self._answer = pipeline
        inputs = {
            "embedder": {"text": question},
            "retriever": {"top_k": ANSWER_PASSAGES},
            "builder": {"question": question},
        }
        return str(self._answer.run(inputs)["generator"]["replies"][0])

    def summarise(self, text: str) -> str:
        return str(self._t5().run(prompt=SUMMARY_PROMPT.format(text=text))["replies"][0])

    def _add_retrieval(self, pipeline: Any) -> None:
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersTextEmbedder,
        )
        from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever

        embedder = SentenceTransformersTextEmbedder(model=minilm(), progress_bar=False)
        pipeline.add_component("embedder", embedder)
        pipeline.add_component("retriever", FAISSEmbeddingRetriever(document_store=self._store))
        pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def _t5(self) -> Any:
        if self._generator is None:
            from haystack import component

            _, write = t5(self._seq2seq)

            @component
            class T5Generator:
                """Writes the greedy continuation of a prompt."""

                @component.output_types(replies=list[str])  # type: ignore[untyped-decorator]
                def run(self, prompt: str) -> dict[str, list[str]]:
                    return {"replies": write([prompt])}

            self._generator = T5Generator()
        return self._generator


def _store() -> Any:
    from haystack_integrations.document_stores.faiss import FAISSDocumentStore

    return FAISSDocumentStore(embedding_dim=_DIMENSIONS)
