"""T5 1.1 (Raffel et al., 2020, arXiv:1910.10683) as two OpenVINO graphs, built from parameters.

The encoder gives each decoder layer's keys and values of the prompt, computed once. The decoder
takes one step for a few continuations of each prompt at a time: they share the prompt's keys and
values, which are never copied. Shapes: n prompts of s tokens, a continuations each, t tokens
written so far, h heads of width w, l layers.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.models.packaged import Parameters

if TYPE_CHECKING:
    from openvino import Model, Node

LIKELIEST = 4
"""How many next tokens the decoder names for each continuation."""
_BLOCKED = np.float32(1e4)


def memory_names(config: Mapping[str, Any]) -> list[str]:
    """Name the encoder's outputs and the decoder's inputs that are the same: keys and values."""
    return [f"{kind}{layer}" for layer in range(config["num_decoder_layers"]) for kind in "kv"]


class T5Graphs:
    """Builds both graphs.

    :param parameters: under their Hugging Face names (`packaged.read_parameters`).
    :param window: the most tokens a prompt has.
    """

    def __init__(self, parameters: Parameters, config: Mapping[str, Any], window: int) -> None:
        from openvino import opset13

        self._op: Any = opset13
        self._parameters, self._config, self._window = parameters, config, window
        self._heads, self._width = config["num_heads"], config["d_kv"]

    def encoder(self) -> "Model":
        """ids, mask (n, s) -> for each decoder layer keys and values (n, h, s, w)."""
        import openvino as ov

        op = self._op
        ids = op.parameter([-1, -1], ov.Type.i32, name="ids")
        mask = op.parameter([-1, -1], ov.Type.f32, name="mask")
        positions = self._range(self._size(ids, 1))
        distance = op.subtract(
            op.unsqueeze(positions, self._ints(0)), op.unsqueeze(positions, self._ints(1))
        )
        reach = self._window - 1
        table = self._bias_table("encoder", np.arange(-reach, reach + 1), both_ways=True)
        near = op.gather(table, op.add(distance, self._ints(reach)), self._integer(0))
        bias = op.unsqueeze(op.transpose(near, self._ints(2, 0, 1)), self._ints(0))
        bias = op.add(bias, self._blocked(mask))
        x = op.gather(self._constant("shared.weight"), ids, self._integer(0))
        for number in range(self._config["num_layers"]):
            block = f"encoder.block.{number}.layer"
            x = op.add(x, self._self_attention(x, f"{block}.0", bias))
            x = op.add(x, self._feed_forward(x, f"{block}.1"))
        x = self._norm(x, "encoder.final_layer_norm.weight")
        outputs = []
        for name in memory_names(self._config):
            layer = f"decoder.block.{name[1:]}.layer.1.EncDecAttention.{name[0]}"
            outputs.append(op.result(op.convert(self._split(self._linear(x, layer)), "bf16")))
            outputs[-1].output(0).get_tensor().set_names({name})
        return ov.Model(outputs, [ids, mask], "t5-encoder")

    def decoder(self) -> "Model":
        """One step.

        ids (n, a): the last tokens; wanted (n, a): tokens whose probability is asked for; mask
        (n, s); past (2 l, n a, h, t, w); keys and values of the prompts. Gives, as logarithms,
        ``likeliest`` (n a, 4) of the tokens ``tokens``, ``asked`` (n a, 1), and the
        step's own keys and values, ``step`` (2 l, n a, h, 1, w).
        """
        import openvino as ov

        op, layers = self._op, self._config["num_decoder_layers"]
        ids = op.parameter([-1, -1], ov.Type.i32, name="ids")
        wanted = op.parameter([-1, -1], ov.Type.i32, name="wanted")
        mask = op.parameter([-1, -1], ov.Type.f32, name="mask")
        past = op.parameter([2 * layers, -1, self._heads, -1, self._width], name="past")
        memory = {
            name: op.parameter([-1, self._heads, -1, self._width], ov.Type.bf16, name=name)
            for name in memory_names(self._config)
        }
        written = self._size(past, 3)
        table = self._bias_table("decoder", -np.arange(self._window), both_ways=False)
        distance = op.subtract(written, self._range(op.add(written, self._integer(1))))
        near = op.gather(table, distance, self._integer(0))
        bias = op.unsqueeze(op.transpose(near, self._ints(1, 0)), self._ints(0, 2))
        blocked = self._blocked(mask)
        split = op.split(past, self._integer(0), 2 * layers)
        rows = op.reshape(ids, self._ints(-1, 1), False)
        x = op.gather(self._constant("shared.weight"), rows, self._integer(0))
        new: list[Node] = []
        for number in range(layers):
            block = f"decoder.block.{number}.layer"
            kept = [op.squeeze(split.output(2 * number + n), self._ints(0)) for n in (0, 1)]
            x = op.add(x, self._self_attention(x, f"{block}.0", bias, kept, new))
            keys, values = (op.convert(memory[f"{kind}{number}"], "f32") for kind in "kv")
            x = op.add(x, self._cross_attention(x, f"{block}.1", ids, keys, values, blocked))
            x = op.add(x, self._feed_forward(x, f"{block}.2"))
        x = op.squeeze(self._norm(x, "decoder.final_layer_norm.weight"), self._ints(1))
        logits = op.matmul(x, self._constant("lm_head.weight"), False, True)
        total = self._log_sum_exp(logits)
        best = op.topk(logits, self._integer(LIKELIEST), -1, "max", "value", "i32")
        asked = op.gather_elements(logits, op.reshape(wanted, self._ints(-1, 1), False), 1)
        outputs = {
            "likeliest": op.subtract(best.output(0), total),
            "tokens": best.output(1),
            "asked": op.subtract(asked, total),
            "step": op.concat(new, 0),
        }
        results = []
        for name, node in outputs.items():
            results.append(op.result(node))
            results[-1].output(0).get_tensor().set_names({name})
        inputs = [ids, wanted, mask, past, *memory.values()]
        return ov.Model(results, inputs, "t5-decoder")

    def _self_attention(
        self,
        x: "Node",
        name: str,
        bias: "Node",
        kept: "list[Node] | None" = None,
        new: "list[Node] | None" = None,
    ) -> "Node":
        """Attend to x itself and, in the decoder, to what was `kept`; what is `new` is noted."""
        op, attention = self._op, f"{name}.SelfAttention"
        normed = self._norm(x, f"{name}.layer_norm.weight")
        query, key, value = (self._split(self._linear(normed, f"{attention}.{p}")) for p in "qkv")
        if kept is not None and new is not None:
            new += [op.unsqueeze(key, self._ints(0)), op.unsqueeze(value, self._ints(0))]
            key, value = op.concat([kept[0], key], 2), op.concat([kept[1], value], 2)
        attended = self._merge(self._attend(query, key, value, bias))
        return self._linear(attended, f"{attention}.o")

    def _cross_attention(
        self, x: "Node", name: str, ids: "Node", keys: "Node", values: "Node", blocked: "Node"
    ) -> "Node":
        """Attend to the prompt: the continuations of a prompt are its queries."""
        op, attention = self._op, f"{name}.EncDecAttention"
        query = self._linear(self._norm(x, f"{name}.layer_norm.weight"), f"{attention}.q")
        sizes = op.concat([op.shape_of(ids, "i32"), self._ints(self._heads, self._width)], 0)
        query = op.transpose(op.reshape(query, sizes, False), self._ints(0, 2, 1, 3))
        attended = self._attend(query, keys, values, blocked)
        merged = op.transpose(attended, self._ints(0, 2, 1, 3))
        merged = op.reshape(merged, self._ints(-1, 1, self._heads * self._width), False)
        return self._linear(merged, f"{attention}.o")

    def _attend(self, query: "Node", key: "Node", value: "Node", bias: "Node") -> "Node":
        # T5 does not divide by the square root of the width.
        one = self._op.constant(np.float32(1))
        return self._op.scaled_dot_product_attention(query, key, value, bias, one)

    def _feed_forward(self, x: "Node", name: str) -> "Node":
        op, dense = self._op, f"{name}.DenseReluDense"
        normed = self._norm(x, f"{name}.layer_norm.weight")
        gate = op.gelu(self._linear(normed, f"{dense}.wi_0"), "tanh")
        wide = op.multiply(gate, self._linear(normed, f"{dense}.wi_1"))
        return self._linear(wide, f"{dense}.wo")

    def _norm(self, x: "Node", name: str) -> "Node":
        """Divide by the root of the mean square (Zhang and Sennrich, 2019, arXiv:1910.07467)."""
        op = self._op
        square = op.reduce_mean(op.power(x, op.constant(np.float32(2))), self._ints(-1), True)
        epsilon = op.constant(np.float32(self._config["layer_norm_epsilon"]))
        inverse = op.divide(op.constant(np.float32(1)), op.sqrt(op.add(square, epsilon)))
        return op.multiply(op.multiply(x, inverse), op.constant(self._parameters[name]))

    def _linear(self, x: "Node", name: str) -> "Node":
        return self._op.matmul(x, self._constant(f"{name}.weight"), False, True)

    def _constant(self, name: str) -> "Node":
        return self._op.constant(self._parameters[name])

    def _bias_table(self, side: str, offsets: NDArray[np.int64], *, both_ways: bool) -> "Node":
        """Return the position bias (offsets, h) of keys at these offsets from the query."""
        layer = f"{side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
        buckets = bucket(
            offsets,
            self._config["relative_attention_num_buckets"],
            self._config["relative_attention_max_distance"],
            both_ways,
        )
        return self._op.constant(self._parameters[layer][buckets])

    def _blocked(self, mask: "Node") -> "Node":
        """Return 0 where a token is, a large negative number on padding: (n, 1, 1, s)."""
        op = self._op
        off = op.subtract(mask, op.constant(np.float32(1)))
        return op.unsqueeze(op.multiply(off, op.constant(_BLOCKED)), self._ints(1, 2))

    def _log_sum_exp(self, logits: "Node") -> "Node":
        op, axis = self._op, self._ints(-1)
        highest = op.reduce_max(logits, axis, True)
        total = op.reduce_sum(op.exp(op.subtract(logits, highest)), axis, True)
        return op.add(op.log(total), highest)

    def _split(self, x: "Node") -> "Node":
        """(n, s, h w) -> (n, h, s, w)."""
        op = self._op
        split = op.reshape(x, self._ints(0, 0, self._heads, self._width), True)
        return op.transpose(split, self._ints(0, 2, 1, 3))

    def _merge(self, x: "Node") -> "Node":
        """(n, h, s, w) -> (n, s, h w)."""
        op = self._op
        flat = self._ints(0, 0, self._heads * self._width)
        return op.reshape(op.transpose(x, self._ints(0, 2, 1, 3)), flat, True)

    def _size(self, x: "Node", axis: int) -> "Node":
        op = self._op
        return op.gather(op.shape_of(x, "i32"), self._integer(axis), self._integer(0))

    def _range(self, count: "Node") -> "Node":
        return self._op.range(self._integer(0), count, self._integer(1), "i32")

    def _ints(self, *values: int) -> "Node":
        return self._op.constant(np.array(values, np.int32))

    def _integer(self, value: int) -> "Node":
        return self._op.constant(np.int32(value))


def bucket(
    offsets: NDArray[np.int64], buckets: int, farthest: int, both_ways: bool
) -> NDArray[np.int64]:
    """Return T5's bucket of each offset (key's position less the query's; section 2.1).

    Half of the buckets are for exact offsets, half grow with the logarithm up to `farthest`; of
    both ways each has half of all.
    """
    start = np.zeros_like(offsets)
    if both_ways:
        buckets //= 2
        start = (offsets > 0) * buckets
        distance = np.abs(offsets)
    else:
        distance = np.maximum(-offsets, 0)
    exact = buckets // 2
    # In float32 and in this order, as the weights were trained: 64 is on a bucket's very edge.
    logarithm = np.log(np.maximum(distance, 1).astype(np.float32) / exact)
    share = logarithm / np.float32(math.log(farthest / exact))
    far = exact + (share * np.float32(buckets - exact)).astype(np.int64)
    return start + np.where(distance < exact, distance, np.minimum(far, buckets - 1))
