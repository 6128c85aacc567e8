"""Packaged weights plus an adapter, prepared once for the CPU runtime and shared by processes."""

import hashlib
import json
import logging
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from assistant.errors import ModelUnusable
from assistant.models import adapter as lora
from assistant.models import packaged, t5_spec
from assistant.models.ct2 import CTranslate2Generator
from assistant.settings import cache_folder

log = logging.getLogger(__name__)

LAYOUT = 2
"""Raised when the way of preparing changes, so that old caches are not taken for new ones."""
QUANTISATION = "int8"
_WEIGHTS_FILE, _SIZE_FILE = "model.bin", "complete"
_ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")


def packaged_adapter() -> Path | None:
    """Return the folder of the adapter that ships with the project, if there is one."""
    folder = Path(__file__).parent / "adapters" / "news"
    return folder if (folder / _ADAPTER_FILES[0]).is_file() else None


def load(adapter: Path | None) -> CTranslate2Generator:
    """Load the packaged model with an adapter, preparing it first where that was not done yet.

    :raises ModelNotFound: if the packaged weights are not installed.
    :raises ModelUnusable: if the adapter is damaged or the cache folder cannot be written.
    """
    key = _key(adapter)
    folder = cache_folder() / f"seq2seq-{key}"
    if not _is_whole(folder):
        log.warning("preparing the answer model, once: a few seconds")
        _prepare(folder, adapter)
    return CTranslate2Generator(folder, f"packaged-{key}")


def _is_whole(folder: Path) -> bool:
    """Whether a prepared model is there with all of its weights."""
    try:
        size = int((folder / _SIZE_FILE).read_text())
        return (folder / _WEIGHTS_FILE).stat().st_size == size
    except (OSError, ValueError):
        return False


def _key(adapter: Path | None) -> str:
    digest = hashlib.blake2b(digest_size=8)
    runtime = version("ctranslate2")
    weights = version(packaged.DISTRIBUTION)
    digest.update(json.dumps([LAYOUT, QUANTISATION, runtime, weights]).encode())
    for name in _ADAPTER_FILES if adapter else ():
        assert adapter is not None
        try:
            digest.update((adapter / name).read_bytes())
        except OSError as error:
            raise ModelUnusable(f"cannot read the adapter in {adapter}: {error}") from error
    return digest.hexdigest()


def _prepare(folder: Path, adapter: Path | None) -> None:
    from tokenizers import Tokenizer

    graphs = packaged.folder()
    parameters = packaged.read_parameters(graphs)
    if adapter is not None:
        parameters = lora.merge(parameters, adapter)
    tokenizer = Tokenizer.from_file(str(graphs / "tokenizer.json"))
    vocabulary = [str(tokenizer.id_to_token(n)) for n in range(tokenizer.get_vocab_size())]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Made aside and renamed: two processes may prepare at once, and either may be killed.
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary:
            made = Path(temporary) / "model"
            t5_spec.save(parameters, packaged.CONFIG, vocabulary, made, QUANTISATION)
            shutil.copyfile(graphs / "tokenizer.json", made / "tokenizer.json")
            (made / _SIZE_FILE).write_text(str((made / _WEIGHTS_FILE).stat().st_size))
            if folder.exists() and not _is_whole(folder):
                shutil.rmtree(folder)
            try:
                os.replace(made, folder)
            except OSError:
                # Another process was first: what it made is as good.
                if not _is_whole(folder):
                    raise
    except OSError as error:
        raise ModelUnusable(
            f"cannot prepare the answer model in {folder.parent}: {error}; "
            "set ASSISTANT_CACHE to a folder that can be written"
        ) from error
