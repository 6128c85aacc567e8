"""BERT encoders (Devlin et al., 2019, arXiv:1810.04805) as OpenVINO graphs, built from weights.

The graph is put together from a Hugging Face folder's ``config.json`` and ``model.safetensors``
with numpy alone, so neither torch nor transformers is needed to embed. OpenVINO runs it in
bfloat16 where the CPU has it, in float32 elsewhere, and the linear layers in 8-bit integers where
the ranges of what enters them are known (Jacob et al., 2018, arXiv:1712.05877).
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError

if TYPE_CHECKING:
    from openvino import Node
    from tokenizers import Tokenizer

FloatArray = NDArray[np.float32]
Weights = Mapping[str, FloatArray]
Ranges = Mapping[str, tuple[float, float]]
"""Linear layer -> least and greatest value that enters it."""

LAYOUT = 1
"""Raised when the graph changes, so that old caches are not taken for new ones."""
WEIGHTS_FILE = "model.safetensors"
PADDED_TO, SHORT_PADDED_TO = 32, 8
"""Lengths of batches are multiples of so many tokens; of the fewer where the more would be too
long, as for a question alone."""


def read_config(folder: Path) -> dict[str, Any]:
    """Read the configuration of a Hugging Face BERT folder.

    :raises EmbeddingError: if it is missing, damaged, or not of a BERT encoder.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EmbeddingError(f"cannot read the embedding model in {folder}: {error}") from error
    kind = config.get("model_type") if isinstance(config, dict) else None
    if not isinstance(config, dict) or kind != "bert":
        raise EmbeddingError(f"the model in {folder} is a {kind}, not a BERT encoder")
    return config


def read_weights(folder: Path) -> dict[str, FloatArray]:
    """Read the weights by name of a Hugging Face BERT folder.

    :raises EmbeddingError: if the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        raw = load_file(folder / WEIGHTS_FILE)
    except (OSError, ValueError, SafetensorError) as error:
        raise EmbeddingError(f"cannot read the embedding model in {folder}: {error}") from error
    return {name.removeprefix("bert."): np.asarray(v, np.float32) for name, v in raw.items()}


def read_ranges(path: Path) -> dict[str, tuple[float, float]]:
    """Read what `assistant.training.calibrate` wrote.

    :raises EmbeddingError: if the file is missing or damaged.
    """
    try:
        held = json.loads(path.read_text("utf-8"))
        return {name: (float(low), float(high)) for name, (low, high) in held.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EmbeddingError(f"cannot read the ranges in {path}: {error}") from error


def weights_key(folder: Path, ranges: Ranges | None = None) -> str:
    """Return what tells this folder's model, so quantised, from others; reads no weights.

    :raises EmbeddingError: if a file is missing.
    """
    try:
        facts = (folder / WEIGHTS_FILE).stat()
        config = (folder / "config.json").read_bytes()
    except OSError as error:
        raise EmbeddingError(f"cannot read the embedding model in {folder}: {error}") from error
    digest = hashlib.blake2b(config, digest_size=8)
    digest.update(f"{LAYOUT} {folder} {facts.st_size} {facts.st_mtime_ns} {ranges}".encode())
    return digest.hexdigest()


def read_tokenizer(folder: Path, max_tokens: int) -> "Tokenizer":
    """Read ``tokenizer.json``; longer texts are cut at `max_tokens`, nothing is padded.

    :raises EmbeddingError: if the file is missing or damaged.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    if not path.is_file():
        raise EmbeddingError(f"no tokenizer.json in {folder}")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower
        raise EmbeddingError(f"cannot read {path}: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def pad(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], FloatArray]:
    """Return (ids, mask), both (n, s): zeros after each row's end.

    s is the longest row's length, rounded up: OpenVINO keeps a megabyte or more for every shape
    that it has met.
    """
    longest = max(len(row) for row in rows)
    step = PADDED_TO if longest > PADDED_TO else SHORT_PADDED_TO
    longest = step * math.ceil(longest / step)
    ids = np.zeros((len(rows), longest), np.int32)
    mask = np.zeros((len(rows), longest), np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1.0
    return ids, mask


class BertGraph:
    """Builds the nodes of a BERT encoder; `hidden` is the last layer's output (n, s, d).

    :param ranges: of the linear layers to be run in 8-bit integers.
    """

    def __init__(
        self, config: Mapping[str, Any], weights: Weights, ranges: Ranges | None = None
    ) -> None:
        import openvino as ov
        from openvino import opset13 as op

        self._op, self._config, self._weights = op, config, weights
        self._ranges = ranges or {}
        self.ids = op.parameter([-1, -1], ov.Type.i32, name="ids")
        self.types = op.parameter([-1, -1], ov.Type.i32, name="types")
        self.mask = op.parameter([-1, -1], ov.Type.f32, name="mask")
        self.hidden = self._encoder()

    def linear(self, x: "Node", name: str) -> "Node":
        """Return x W^T + b of the named layer."""
        op = self._op
        weight = self._weights[f"{name}.weight"]
        if name in self._ranges:
            low, high = (op.constant(np.float32(bound)) for bound in self._ranges[name])
            x = op.fake_quantize(x, low, high, low, high, 256)
            held = self._eight_bits(weight)
        else:
            held = op.constant(weight)
        return op.add(op.matmul(x, held, False, True), op.constant(self._weights[f"{name}.bias"]))

    def _eight_bits(self, weight: FloatArray) -> "Node":
        """Return a weight (outputs, inputs) as int8, with a scale for each output."""
        op = self._op
        scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-9) / 127
        codes = np.round(weight / scale).astype(np.int8)
        return op.multiply(op.convert(op.constant(codes), "f32"), op.constant(scale))

    def mean_pooled(self) -> "Node":
        """Return the mean of the hidden states where the mask is 1, L2-normalised: (n, d)."""
        op = self._op
        mask = op.unsqueeze(self.mask, op.constant(np.int32(2)))
        axis = op.constant(_ints(1))
        total = op.reduce_sum(op.multiply(self.hidden, mask), axis)
        mean = op.divide(total, op.reduce_sum(mask, axis))
        return op.normalize_l2(mean, op.constant(_ints(1)), 1e-12, "max")

    def first_token(self) -> "Node":
        """Return the hidden state of the first token: (n, d)."""
        op = self._op
        return op.gather(self.hidden, op.constant(np.int32(0)), op.constant(np.int32(1)))

    def _encoder(self) -> "Node":
        op, weights = self._op, self._weights
        zero = op.constant(np.int32(0))
        length = op.gather(op.shape_of(self.ids, "i32"), op.constant(np.int32(1)), zero)
        positions = op.range(zero, length, op.constant(np.int32(1)), "i32")

        def look_up(table: str, indices: "Node") -> "Node":
            name = f"embeddings.{table}_embeddings.weight"
            return op.gather(op.constant(weights[name]), indices, zero)

        words = op.add(look_up("word", self.ids), look_up("token_type", self.types))
        x = self._norm(op.add(words, look_up("position", positions)), "embeddings.LayerNorm")
        # 0 where a token is, a large negative number where padding is: (n, 1, 1, s)
        blocked = op.multiply(
            op.subtract(self.mask, op.constant(np.float32(1))), op.constant(np.float32(1e4))
        )
        bias = op.unsqueeze(blocked, op.constant(_ints(1, 2)))
        for number in range(self._config["num_hidden_layers"]):
            x = self._layer(x, bias, f"encoder.layer.{number}")
        return x

    def _layer(self, x: "Node", bias: "Node", name: str) -> "Node":
        op = self._op
        heads = [
            self._split_heads(self.linear(x, f"{name}.attention.self.{part}"))
            for part in ("query", "key", "value")
        ]
        attended = op.scaled_dot_product_attention(*heads, bias)
        merged = op.reshape(
            op.transpose(attended, op.constant(_ints(0, 2, 1, 3))),
            op.constant(_ints(0, 0, -1)),
            True,
        )
        x = self._norm(
            op.add(x, self.linear(merged, f"{name}.attention.output.dense")),
            f"{name}.attention.output.LayerNorm",
        )
        wide = op.gelu(self.linear(x, f"{name}.intermediate.dense"), "erf")
        return self._norm(
            op.add(x, self.linear(wide, f"{name}.output.dense")), f"{name}.output.LayerNorm"
        )

    def _split_heads(self, x: "Node") -> "Node":
        """(n, s, d) -> (n, heads, s, d / heads)."""
        op = self._op
        heads = self._config["num_attention_heads"]
        width = self._config["hidden_size"] // heads
        split = op.reshape(x, op.constant(_ints(0, 0, heads, width)), True)
        return op.transpose(split, op.constant(_ints(0, 2, 1, 3)))

    def _norm(self, x: "Node", name: str) -> "Node":
        op = self._op
        epsilon = self._config.get("layer_norm_eps", 1e-12)
        normed = op.mvn(x, op.constant(_ints(-1)), True, epsilon, "inside_sqrt")
        scaled = op.multiply(normed, op.constant(self._weights[f"{name}.weight"]))
        return op.add(scaled, op.constant(self._weights[f"{name}.bias"]))


def _ints(*values: int) -> NDArray[np.int32]:
    """A constant list of sizes, axes or an order of them."""
    return np.array(values, np.int32)
