"""LoRA adapters (Hu et al., 2021, arXiv:2106.09685) merged into plain parameters, with numpy."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnusable
from assistant.models.packaged import Parameters

Array = NDArray[Any]

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
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, SafetensorError) as error:
        raise ModelUnusable(f"cannot read the adapter in {folder}: {error}") from error
    merged = dict(parameters)
    for key, down in tensors.items():
        if not key.endswith(_A):
            continue
        name = key.removeprefix(_PREFIX).removesuffix(_A) + ".weight"
        up, old = tensors.get(key.removesuffix(_A) + _B), merged.get(name)
        if up is None or old is None or not _fit(up, down, old):
            raise ModelUnusable(f"the adapter in {folder} does not fit the model: {name}")
        merged[name] = old + scale * (up.astype(np.float32) @ down.astype(np.float32))
    return merged


def _fit(up: Array, down: Array, old: Array) -> bool:
    """Whether (m, r) times (r, n) is of the shape of what it is added to."""
    return (
        up.ndim == down.ndim == 2
        and up.shape[1] == down.shape[0]
        and old.shape == (up.shape[0], down.shape[1])
    )
