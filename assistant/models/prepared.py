"""Packaged weights plus an adapter, prepared once for the CPU runtime and shared by processes."""

import hashlib
import json
import logging
from functools import cache
from importlib.metadata import version
from pathlib import Path

from assistant.errors import ModelUnusable
from assistant.models import adapter as lora
from assistant.models import packaged
from assistant.models.openvino_t5 import WINDOW, OpenVinoGenerator
from assistant.models.t5_graph import T5Graphs
from assistant.settings import cache_folder
from index.compiled import compiled

log = logging.getLogger(__name__)

LAYOUT = 4
"""Raised when the graphs change, so that old caches are not taken for new ones."""
_ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")


def packaged_adapter() -> Path | None:
    """Return the folder of the adapter that ships with the project, if there is one."""
    folder = Path(__file__).parent / "adapters" / "news"
    return folder if (folder / _ADAPTER_FILES[0]).is_file() else None


def load(adapter: Path | None) -> OpenVinoGenerator:
    """Load the packaged model with an adapter, preparing it first where that was not done yet.

    :raises ModelNotFound: if the packaged weights are not installed.
    :raises ModelUnusable: if the adapter is damaged or the cache folder cannot be written.
    """
    key, folder, weights = _key(adapter), cache_folder(), packaged.folder()

    @cache
    def graphs() -> T5Graphs:
        log.warning("preparing the answer model, once: a few seconds")
        parameters = packaged.read_parameters(weights)
        if adapter is not None:
            parameters = lora.merge(parameters, adapter)
        return T5Graphs(parameters, packaged.CONFIG, WINDOW)

    try:
        encoder = compiled(folder, f"t5-encoder-{key}", lambda: graphs().encoder())
        decoder = compiled(folder, f"t5-decoder-{key}", lambda: graphs().decoder())
    except OSError as error:
        raise ModelUnusable(
            f"cannot prepare the answer model in {folder}: {error}; "
            "set ASSISTANT_CACHE to a folder that can be written"
        ) from error
    tokenizer = weights / "tokenizer.json"
    return OpenVinoGenerator(encoder, decoder, packaged.CONFIG, tokenizer, f"packaged-{key}")


def _key(adapter: Path | None) -> str:
    digest = hashlib.blake2b(digest_size=8)
    digest.update(json.dumps([LAYOUT, version(packaged.DISTRIBUTION)]).encode())
    for name in _ADAPTER_FILES if adapter else ():
        assert adapter is not None
        try:
            digest.update((adapter / name).read_bytes())
        except OSError as error:
            raise ModelUnusable(f"cannot read the adapter in {adapter}: {error}") from error
    return digest.hexdigest()
