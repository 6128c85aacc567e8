"""T5 parameters -> a CTranslate2 model on disk, with numpy alone.

CTranslate2's own converter goes through torch and transformers; this follows the layout of its
`TransformerSpec` for T5 v1.1 (pre-norm, RMS norm, gated feed-forward, relative position bias).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.models.packaged import Parameters

if TYPE_CHECKING:
    from ctranslate2.specs import TransformerSpec

PAD, EOS, UNKNOWN = "<pad>", "</s>", "<unk>"


def save(
    parameters: Parameters,
    config: dict[str, Any],
    vocabulary: list[str],
    folder: Path,
    quantisation: str | None = None,
) -> None:
    """Write ``model.bin``, ``config.json`` and the vocabulary into a new folder.

    :param vocabulary: the tokens in the order of their identifiers; padded to the embeddings.
    :param quantisation: how weights are kept, "int8" or None for float32.
    """
    spec = _build(parameters, config)
    size = parameters["shared.weight"].shape[0]
    tokens = vocabulary + [f"<unused_{n}>" for n in range(size - len(vocabulary))]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.bos_token = PAD
    spec.config.decoder_start_token = PAD
    spec.config.eos_token = EOS
    spec.config.unk_token = UNKNOWN
    spec.validate()
    spec.optimize(quantization=quantisation)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _build(parameters: Parameters, config: dict[str, Any]) -> "TransformerSpec":
    from ctranslate2.specs import Activation, TransformerSpec

    spec = TransformerSpec.from_config(
        (config["num_layers"], config["num_decoder_layers"]),
        config["num_heads"],
        pre_norm=True,
        activation=Activation.GELUTanh,
        ffn_glu=True,
        relative_attention_bias=True,
        rms_norm=True,
    )
    distance = np.int32(config["relative_attention_max_distance"])
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        table = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        table.weight = parameters["shared.weight"]
        side.scale_embeddings = False
        side.layer_norm.gamma = parameters[f"{name}.final_layer_norm.weight"]
        for number, layer in enumerate(side.layer):
            block = f"{name}.block.{number}.layer"
            _fill_layer(parameters, layer, block)
            # Only the first layer has a table of relative positions; all share it.
            bias = f"{name}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
            layer.self_attention.relative_attention_bias = parameters[bias]
            layer.self_attention.relative_attention_max_distance = distance
    spec.decoder.projection.weight = parameters["lm_head.weight"]
    return spec


def _fill_layer(parameters: Parameters, layer: Any, block: str) -> None:
    attention = f"{block}.0.SelfAttention"
    layer.self_attention.queries_scale = 1.0
    layer.self_attention.layer_norm.gamma = parameters[f"{block}.0.layer_norm.weight"]
    layer.self_attention.linear[0].weight = _stack(parameters, attention, "qkv")
    layer.self_attention.linear[1].weight = parameters[f"{attention}.o.weight"]
    last = 1
    if hasattr(layer, "attention"):
        cross = f"{block}.1.EncDecAttention"
        layer.attention.queries_scale = 1.0
        layer.attention.layer_norm.gamma = parameters[f"{block}.1.layer_norm.weight"]
        layer.attention.linear[0].weight = parameters[f"{cross}.q.weight"]
        layer.attention.linear[1].weight = _stack(parameters, cross, "kv")
        layer.attention.linear[2].weight = parameters[f"{cross}.o.weight"]
        last = 2
    dense = f"{block}.{last}.DenseReluDense"
    layer.ffn.layer_norm.gamma = parameters[f"{block}.{last}.layer_norm.weight"]
    layer.ffn.linear_0.weight = parameters[f"{dense}.wi_0.weight"]
    layer.ffn.linear_0_noact.weight = parameters[f"{dense}.wi_1.weight"]
    layer.ffn.linear_1.weight = parameters[f"{dense}.wo.weight"]


def _stack(parameters: Parameters, attention: str, parts: str) -> Any:
    return np.concatenate([parameters[f"{attention}.{part}.weight"] for part in parts])
