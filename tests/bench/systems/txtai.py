"""txtai: an embeddings database with content, its RAG and its summary pipeline."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpus import Document
from tests.bench.system import ANSWER_PASSAGES, ANSWER_TOKENS, PROMPT, minilm


class Txtai:
    """txtai with its own pipelines; it is the one peer that still runs a T5 unaided."""

    def __init__(self, seq2seq: Path) -> None:
        self._seq2seq = str(seq2seq)
        self._embeddings: Any = None
        self._models: dict[str, Any] = {}
        self._rag: Any = None
        self._summary: Any = None

    def warm(self) -> None:
        from txtai import Embeddings

        wanted = {"path": minilm(), "content": True, "backend": "faiss"}
        self._embeddings = Embeddings(wanted, models=self._models)
        self._embeddings.transform("warm up")

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        if vectors is not None:
            _embed_by_table(self._embeddings, documents, vectors)
        self._embeddings.index(
            [(d.id, {"text": d.text, "title": d.title}, None) for d in documents]
        )
        self._embeddings.save(str(folder))

    def open(self, folder: Path) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(models=self._models)  # the encoder is loaded once
        self._embeddings.load(str(folder))

    def search(self, query: str, count: int) -> list[str]:
        return [found["text"] for found in self._embeddings.search(query, count)]

    def answer(self, question: str) -> str:
        if self._rag is None:
            from txtai import RAG

            self._rag = RAG(
                self._embeddings, self._seq2seq, template=PROMPT, context=ANSWER_PASSAGES,
                output="flatten", separator="\n\n",
            )  # fmt: skip
        return str(self._rag(question, maxlength=None, max_new_tokens=ANSWER_TOKENS))

    def summarise(self, text: str) -> str:
        if self._summary is None:
            from txtai.pipeline import Summary

            self._summary = Summary(self._seq2seq)
        return str(self._summary(text, maxlength=ANSWER_TOKENS))


def _embed_by_table(embeddings: Any, documents: Sequence[Document], vectors: Any) -> None:
    """Let its model take vectors from a table while it indexes."""
    import numpy as np

    row = {document.text: number for number, document in enumerate(documents)}
    embeddings.config["dimensions"] = vectors.shape[1]

    def encode(data: Sequence[str], *_: object) -> Any:
        return np.asarray([vectors[row.get(text, 0)] for text in data], np.float32)

    embeddings.model.encode = encode
