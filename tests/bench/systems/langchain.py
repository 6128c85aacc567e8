"""LangChain: FAISS with its own splitter, a retriever and a chain in its expression language."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpus import Document
from tests.bench.system import ANSWER_PASSAGES, PROMPT, minilm, t5


class _Pipeline:
    """What `HuggingFacePipeline` wants; transformers 5 has no pipeline for a T5 any more."""

    task = "text2text-generation"

    def __init__(self, seq2seq: Path) -> None:
        self.model, self._write = t5(seq2seq)

    def __call__(self, prompts: Sequence[str], **_: object) -> list[list[dict[str, str]]]:
        return [[{"generated_text": text}] for text in self._write(prompts)]


class LangChain:
    """LangChain as its guides for question answering build it."""

    def __init__(self, seq2seq: Path) -> None:
        self._seq2seq = seq2seq
        self._embeddings: Any = None
        self._chain: Any = None
        self._model: Any = None

    def warm(self) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        if self._embeddings is None:
            self._embeddings = HuggingFaceEmbeddings(
                model_name=minilm(), encode_kwargs={"normalize_embeddings": True}
            )
            self._embeddings.embed_query("warm up")

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        from langchain_community.vectorstores import FAISS
        from langchain_core.documents import Document as Held
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        if vectors is None:
            splitter = RecursiveCharacterTextSplitter(chunk_size=1500, chunk_overlap=100)
            held = [
                Held(page_content=d.text, metadata={"id": d.id, "title": d.title})
                for d in documents
            ]
            store = FAISS.from_documents(splitter.split_documents(held), self._embeddings)
        else:
            store = FAISS.from_embeddings(
                ((d.text, v.tolist()) for d, v in zip(documents, vectors, strict=True)),
                self._embeddings,
                metadatas=[{"id": d.id, "title": d.title} for d in documents],
            )
        store.save_local(str(folder))

    def open(self, folder: Path) -> None:
        from langchain_community.vectorstores import FAISS

        self.warm()
        self._store = FAISS.load_local(
            str(folder), self._embeddings, allow_dangerous_deserialization=True
        )

    def search(self, query: str, count: int) -> list[str]:
        return [found.page_content for found in self._store.similarity_search(query, k=count)]

    def answer(self, question: str) -> str:
        if self._chain is None:
            from langchain_core.output_parsers import StrOutputParser
            from langchain_core.prompts import PromptTemplate
            from langchain_core.runnables import RunnablePassthrough

            retriever = self._store.as_retriever(search_kwargs={"k": ANSWER_PASSAGES})
            self._chain = (
                {"context": retriever | _joined, "question": RunnablePassthrough()}
                | PromptTemplate.from_template(PROMPT)
                | self._language_model()
                | StrOutputParser()
            )
        return str(self._chain.invoke(question))

    def summarise(self, text: str) -> str:
        from langchain_classic.chains.summarize import load_summarize_chain
        from langchain_core.documents import Document as Held

        chain = load_summarize_chain(self._language_model(), chain_type="stuff")
        return str(chain.invoke([Held(page_content=text)])["output_text"])

    def _language_model(self) -> Any:
        if self._model is None:
            from langchain_huggingface import HuggingFacePipeline

            self._model = HuggingFacePipeline(pipeline=_Pipeline(self._seq2seq))
        return self._model


def _joined(found: Sequence[Any]) -> str:
    return "\n\n".join(document.page_content for document in found)
