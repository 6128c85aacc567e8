"""LlamaIndex: a vector store index over FAISS, its retriever and its query engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.corpus import Document
from tests.bench.system import ANSWER_PASSAGES, ANSWER_TOKENS, minilm, t5

_DIMENSIONS = 384


class LlamaIndex:
    """LlamaIndex as its guides build it; its own Hugging Face model takes no T5."""

    def __init__(self, seq2seq: Path) -> None:
        self._seq2seq = seq2seq
        self._warm = False
        self._retrievers: dict[int, Any] = {}
        self._engine: Any = None
        self._model: Any = None

    def warm(self) -> None:
        if self._warm:
            return
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=minilm(), device="cpu")
        Settings.llm = None
        Settings.embed_model.get_text_embedding("warm up")
        self._warm = True

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        import faiss
        from llama_index.core import Document as Held
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(_DIMENSIONS))
        context = StorageContext.from_defaults(vector_store=store)
        if vectors is None:
            splitter = SentenceSplitter(chunk_size=400, chunk_overlap=20)
            hidden = ["src", "title"]
            held = [
                Held(
                    text=d.text, id_=d.id, metadata={"src": d.id, "title": d.title},
                    excluded_embed_metadata_keys=hidden, excluded_llm_metadata_keys=hidden,
                )
                for d in documents
            ]  # fmt: skip
            VectorStoreIndex.from_documents(
                held, storage_context=context, transformations=[splitter]
            )
        else:
            nodes = [
                TextNode(text=d.text, id_=d.id, embedding=v.tolist())
                for d, v in zip(documents, vectors, strict=True)
            ]
            VectorStoreIndex(nodes, storage_context=context)
        context.persist(persist_dir=str(folder))

    def open(self, folder: Path) -> None:
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.vector_stores.faiss import FaissVectorStore

        self.warm()
        store = FaissVectorStore.from_persist_dir(str(folder))
        context = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        self._index = load_index_from_storage(context)

    def search(self, query: str, count: int) -> list[str]:
        if count not in self._retrievers:
            self._retrievers[count] = self._index.as_retriever(similarity_top_k=count)
        return [found.node.get_content() for found in self._retrievers[count].retrieve(query)]

    def answer(self, question: str) -> str:
        if self._engine is None:
            from llama_index.core import PromptTemplate

            self._engine = self._index.as_query_engine(
                llm=self._language_model(), similarity_top_k=ANSWER_PASSAGES,
                response_mode="compact",
                text_qa_template=PromptTemplate("{context_str}\n\n{query_str}"),
            )  # fmt: skip
        return str(self._engine.query(question))

    def summarise(self, text: str) -> str:
        from llama_index.core import Document as Held
        from llama_index.core import PromptTemplate, SummaryIndex

        engine = SummaryIndex.from_documents([Held(text=text)]).as_query_engine(
            llm=self._language_model(), response_mode="tree_summarize",
            summary_template=PromptTemplate("{query_str}: {context_str}"),
        )  # fmt: skip
        return str(engine.query("summarize"))

    def _language_model(self) -> Any:
        if self._model is None:
            self._model = _model(self._seq2seq)
        return self._model


def _model(seq2seq: Path) -> Any:
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
    from llama_index.core.llms.callbacks import llm_completion_callback

    _, write = t5(seq2seq)

    class T5(CustomLLM):  # type: ignore[misc]
        """The T5 behind LlamaIndex's interface for models of one's own."""

        @property
        def metadata(self) -> Any:
            return LLMMetadata(context_window=2048, num_output=ANSWER_TOKENS, model_name="t5")

        @llm_completion_callback()  # type: ignore[untyped-decorator]
        def complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
            return CompletionResponse(text=write([prompt])[0])

        @llm_completion_callback()  # type: ignore[untyped-decorator]
        def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
            yield self.complete(prompt)

    return T5()
