"""Finding a seq2seq model by name and loading it on the engine that suits it."""

from pathlib import Path

from assistant.models.generator import Alternatives, Generator, Written

__all__ = ["Alternatives", "Generator", "Written", "load"]

PACKAGED = "packaged"
"""The packaged flan-t5-small with our own adapter: the default."""


def load(name: str = PACKAGED) -> Generator:
    """Load a model.

    :param name: "packaged"; "base", the packaged weights as they come; a folder with a peft
        adapter for them; or a folder or hub name of any seq2seq model of transformers.
    :raises ModelNotFound: if there is no such model.
    :raises ModelUnusable: if it is damaged, or not a seq2seq model.
    """
    from assistant.models import prepared

    if name == PACKAGED:
        return prepared.load(prepared.packaged_adapter())
    if name == "base":
        return prepared.load(None)
    if (Path(name) / "adapter_config.json").is_file():
        return prepared.load(Path(name))
    from assistant.models.reference import load_folder

    return load_folder(name)
