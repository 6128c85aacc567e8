"""Models compiled for this machine's CPU once, and kept for every process after."""

import ctypes
import hashlib
import mmap
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from openvino import CompiledModel, Core, InferRequest, Model

# Answers to one person at a time, on all cores. Threads pinned to cores wait there for whatever
# else runs: keyword search, another process. Kernels are kept for the shapes met last, not for all.
_PROPERTIES: dict[str, Any] = {
    "PERFORMANCE_HINT": "LATENCY",
    "ENABLE_CPU_PINNING": False,
    "CPU_RUNTIME_CACHE_CAPACITY": 64,
}
_M_MMAP_THRESHOLD, _LARGE = -3, 2**18
_M_ARENA_MAX, _ARENAS = -8, 2
UNUSED_SECONDS = 60 * 24 * 3600.0
"""A compiled model that nobody has used for so long is removed when another one is kept."""


class Compiled:
    """A model ready to run. Safe to use from many threads.

    :param mapped: the file that its weights are read from, where it was read from the cache.
    """

    def __init__(self, model: "CompiledModel", mapped: mmap.mmap | None = None) -> None:
        self.model = model
        self._mapped = mapped  # OpenVINO reads from it and does not own it.

    def request(self) -> "InferRequest":
        """Return a request, which serves one thread at a time and lives no longer than this."""
        return self.model.create_infer_request()

    def release(self) -> None:
        """Give back the memory of what was read from the file, to be called after a run.

        The first run packs the weights anew; what is still read after it (embeddings, by the row)
        comes from the file again.
        """
        if self._mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)


def compiled(cache: Path | None, name: str, build: "Callable[[], Model]") -> Compiled:
    """Return a model compiled for this CPU, from the cache where that was done before.

    :param cache: a folder, made if need be; None compiles anew each time.
    :param name: names the graph and its weights: whatever changes either changes the name.
    :param build: makes the graph; not called where the cache has the compiled model.
    :raises OSError: if the cache cannot be written.
    """
    ov = _openvino()
    core = ov.Core()
    if cache is None:
        return Compiled(core.compile_model(build(), "CPU", _PROPERTIES))
    stem = f"{name}-{_machine(core)}"
    for path in cache.glob(f"{stem}.*.blob"):
        # The size in the name tells a file cut short.
        if _size(path) == int(path.name.split(".")[-2]):
            with suppress(OSError):  # The cache may be read only.
                os.utime(path)
            with suppress(RuntimeError, ValueError, FileNotFoundError):  # Compiled anew below.
                mapped = _mapped(path)
                content = ov.Tensor(np.frombuffer(mapped, np.uint8), shared_memory=True)
                return Compiled(core.import_model(content, "CPU", _PROPERTIES), mapped)
        path.unlink(missing_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".new-") as made:
        # Saved and read back, matrices stay in float16 until they are used.
        graph = Path(made) / "graph.xml"
        ov.save_model(build(), graph)
        model = core.compile_model(core.read_model(graph), "CPU", _PROPERTIES)
        data = bytes(model.export_model().getbuffer())
        _write(Path(made) / "compiled", data)
        os.replace(Path(made) / "compiled", cache / f"{stem}.{len(data)}.blob")
    _sweep(cache, name)
    return Compiled(model)


def _size(path: Path) -> int | None:
    """Return a file's size in bytes; None if another process has just removed it."""
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return None


def _sweep(cache: Path, name: str) -> None:
    """Remove what was compiled of older weights or for another machine and is not used any more.

    Installations that share a cache keep what each of them uses.
    """
    for path in cache.glob(f"{name.partition('-')[0]}-*.blob"):
        with suppress(OSError):  # Another process was faster, or has it open where that counts.
            if time.time() - path.stat().st_mtime > UNUSED_SECONDS:
                path.unlink()


def _openvino() -> ModuleType:
    """Import OpenVINO without its model converter, which takes 0.3 s and brings telemetry along.

    OpenVINO does without where the converter cannot be imported.
    """
    _tune_malloc()
    converter = "openvino.tools.ovc"
    unwanted = converter not in sys.modules
    if unwanted:
        sys.modules[converter] = None  # type: ignore[assignment]
    try:
        return import_module("openvino")
    finally:
        if unwanted:
            del sys.modules[converter]


def _tune_malloc() -> None:
    """Have glibc give large blocks back to the system as soon as they are freed.

    This is for the whole process. Left alone glibc learns from the first ones to keep blocks of up
    to 32 MB: those of a run's activations, of which no two runs have the same sizes; and it keeps a
    heap for each of a server's threads. Other C libraries do neither.
    """
    with suppress(AttributeError, OSError, TypeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_ARENA_MAX, _ARENAS)


def _machine(core: "Core") -> str:
    """Return what a compiled model depends on beside its graph, in few characters."""
    import openvino as ov

    facts = (ov.__version__, core.get_property("CPU", "FULL_DEVICE_NAME"))
    return hashlib.blake2b("\n".join(facts).encode(), digest_size=4).hexdigest()


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
