"""LoRA adapters (Hu et al., 2021, arXiv:2106.09685) merged into plain parameters, with numpy."""

import json
from pathlib import Path

import numpy as np

from assistant.errors import ModelUnusable
from assistant.models.packaged import Parameters

_PREFIX = "base_model.model."
_A, _B = ".lora_A.weight", ".lora_B.weight"


def merge(parameters: Parameters, folder: Path) -> Parameters:
    """Return parameters with W + (alpha / r) B A in place of each adapted W.

    :param folder: an adapter in peft's format, ``adapter_config.json`` and safetensors.
    :raises ModelUnusable: if the adapter is damaged or does not fit the parameters.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        config = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
        tensors = load_file(folder / "adapter_model.safetensors")
        scale = np.float32(config["lora_alpha"] / config["r"])
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelUnusable(f"cannot read the adapter in {folder}: {error}") from error
    merged = dict(parameters)
    for key, down in tensors.items():
        if not key.endswith(_A):
            continue
        name = key.removeprefix(_PREFIX).removesuffix(_A) + ".weight"
        up = tensors[key.removesuffix(_A) + _B].astype(np.float32)
        change = scale * (up @ down.astype(np.float32))
        if name not in merged or merged[name].shape != change.shape:
            raise ModelUnusable(f"the adapter in {folder} does not fit the model: {name}")
        merged[name] = merged[name] + change
    return merged
