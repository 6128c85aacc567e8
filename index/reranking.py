"""Question + passages -> how surely each answers: MiniLM reading both together.

The encoder is the embedder's own with an adapter of ours (LoRA; Hu et al., 2021,
arXiv:2106.09685) and a linear head on the first token. How it was trained is in
`assistant/training/rerank.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bert import (
    BertGraph,
    FloatArray,
    Weights,
    pad,
    read_config,
    read_tokenizer,
    read_weights,
    weights_key,
)
from index.compiled import compiled
from index.embedding import MAX_TOKENS, length_batches, packaged_folder
from index.errors import EmbeddingError
from index.types import Hit

if TYPE_CHECKING:
    from openvino import Model

RERANKED = 8
"""Passages read again: the one that answers is hardly ever farther down."""
SEARCH_WEIGHT = 8.0
"""How much the fused score counts beside the reranker's log odds."""
_HEAD = "relevance"
_LORA_A, _LORA_B = ".lora_A.default.weight", ".lora_B.default.weight"


def packaged_adapter() -> Path:
    """Return the file of the adapter that ships with the project."""
    return Path(__file__).parent / "weights" / "reranker.safetensors"


class Reranker:
    """Safe to use from many threads.

    :param cache: where the compiled model is kept for the next process; None keeps none.
    :raises EmbeddingError: if weights are missing or damaged or the cache cannot be written.
    """

    def __init__(self, cache: Path | None = None, adapter: Path | None = None) -> None:
        self._folder, self._adapter = packaged_folder(), adapter or packaged_adapter()
        self._tokenizer = read_tokenizer(self._folder, MAX_TOKENS)
        try:
            size = self._adapter.stat()
            held = f"{size.st_size}-{size.st_mtime_ns}"
            name = f"{self._adapter.stem}-{weights_key(self._folder)}-{held}"
            self._model = compiled(cache, name, self._build)
        except OSError as error:
            raise EmbeddingError(f"cannot prepare the reranker: {error}") from error

    def scores_of(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Return for each question and text the log odds that the text answers it: (n,).

        Natural logarithms.
        """
        encoded = self._tokenizer.encode_batch([(_utf8(q), _utf8(text)) for q, text in pairs])
        scores = np.empty(len(pairs), np.float32)
        for batch in length_batches([len(pair.ids) for pair in encoded]):
            ids, mask = pad([encoded[n].ids for n in batch])
            types, _ = pad([encoded[n].type_ids for n in batch])
            request = self._model.request()
            output = request.infer({"ids": ids, "types": types, "mask": mask})
            scores[batch] = output[0][:, 0]
        self._model.release()
        return scores

    def _build(self) -> "Model":
        import openvino as ov

        weights = merged(read_weights(self._folder), self._adapter)
        graph = BertGraph(read_config(self._folder), weights)
        score = graph.linear(graph.first_token(), _HEAD)
        return ov.Model([score], [graph.ids, graph.types, graph.mask], "reranker")


def reranked(
    reranker: Reranker, asked_of: Callable[[Hit], str], hits: Sequence[Hit]
) -> tuple[Hit, ...]:
    """Return the hits with the first `RERANKED` read, and ordered by what both searches say.

    :param asked_of: returns the question as it is asked of a passage.
    """
    read = hits[:RERANKED]
    scores = reranker.scores_of(
        [(asked_of(hit), passage_text(hit.article.title, hit.text)) for hit in read]
    )
    scored = [replace(hit, answers=float(score)) for hit, score in zip(read, scores, strict=True)]
    scored.sort(key=lambda hit: -((hit.answers or 0.0) + SEARCH_WEIGHT * hit.score))
    return (*scored, *hits[RERANKED:])


def passage_text(title: str, passage: str) -> str:
    """Return what stands after the question: the passage, its title before it if it has one."""
    return f"{title}: {passage}" if title else passage


def merged(weights: Weights, adapter: Path) -> dict[str, FloatArray]:
    """Return the weights with the adapter's low-rank updates added, and its head.

    :raises EmbeddingError: if the adapter is missing, damaged, or made for another encoder.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(adapter, "numpy") as file:
            scale = float(file.metadata()["scale"])
            tensors = {name: file.get_tensor(name).astype(np.float32) for name in list(file.keys())}
        result = dict(weights)
        for name, down in tensors.items():
            if name.endswith(_LORA_A):
                layer = name.removesuffix(_LORA_A)
                update = scale * tensors[layer + _LORA_B] @ down
                result[f"{layer}.weight"] = result[f"{layer}.weight"] + update
            elif name.startswith(_HEAD):
                result[name] = tensors[name]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise EmbeddingError(f"cannot read the reranker in {adapter}: {error}") from error
    return result


def _utf8(text: str) -> str:
    # The tokeniser takes UTF-8 only: half a character is a "?".
    return text.encode("utf-8", "replace").decode("utf-8")
