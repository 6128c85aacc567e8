"""Compiled models are kept: built once, read back by others, never half-written or damaged."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.compiled import UNUSED_SECONDS, Compiled, compiled

TWICE = """
import sys, time
from pathlib import Path
from tests.index.test_compiled import doubled, doubling
from index.compiled import compiled
print(doubled(compiled(Path(sys.argv[1]), "double", doubling)))
"""


def doubling() -> Any:
    import openvino as ov
    from openvino import opset13 as op

    x = op.parameter([-1], ov.Type.f32, name="x")
    return ov.Model([op.multiply(x, op.constant(np.float32(2)))], [x], "double")


def doubled(model: Compiled) -> float:
    return float(model.request().infer({"x": np.array([21], np.float32)})[0][0])


def never() -> Any:
    raise AssertionError("built again")


def test_a_model_is_built_once(tmp_path: Path) -> None:
    assert doubled(compiled(tmp_path / "new", "double", doubling)) == 42
    assert doubled(compiled(tmp_path / "new", "double", never)) == 42


def test_another_name_is_another_model(tmp_path: Path) -> None:
    compiled(tmp_path, "double", doubling)
    with pytest.raises(AssertionError, match="built again"):
        compiled(tmp_path, "double-2", never)


def test_what_is_not_used_any_more_makes_room_and_what_is_used_stays(tmp_path: Path) -> None:
    def age(name: str) -> None:
        (path,) = tmp_path.glob(f"{name}-*.blob")
        os.utime(path, (0, time.time() - 1.1 * UNUSED_SECONDS))

    names = ("double-used", "double-unused", "other-unused")
    for name in names:
        compiled(tmp_path, name, doubling)
    for name in names:
        age(name)
    compiled(tmp_path, "double-used", never)
    compiled(tmp_path, "double-new", doubling)
    kept = {"-".join(path.name.split("-")[:2]) for path in tmp_path.iterdir()}
    assert kept == {"double-used", "double-new", "other-unused"}
    assert doubled(compiled(tmp_path, "double-used", never)) == 42


def test_without_a_cache_nothing_is_written(tmp_path: Path) -> None:
    assert doubled(compiled(None, "double", doubling)) == 42
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"x" * 100, bytes(5000)])
def test_a_damaged_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    compiled(tmp_path, "double", doubling)
    (path,) = tmp_path.iterdir()
    stem = path.name.split(".")[0]
    path.unlink()
    (tmp_path / f"{stem}.{len(content)}.blob").write_bytes(content)
    assert doubled(compiled(tmp_path, "double", doubling)) == 42
    # Its size is in its name; OpenVINO numbers nodes on, so it is not always the same.
    (made,) = tmp_path.iterdir()
    size = made.stat().st_size
    assert made.name == f"{stem}.{size}.blob"
    assert made.read_bytes()[:100] != content[:100]
    assert doubled(compiled(tmp_path, "double", never)) == 42


def test_a_file_cut_short_is_made_again(tmp_path: Path) -> None:
    compiled(tmp_path, "double", doubling)
    (path,) = tmp_path.iterdir()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert doubled(compiled(tmp_path, "double", doubling)) == 42


def test_processes_may_prepare_at_once(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TWICE, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [process.communicate()[0].strip() for process in running] == ["42.0"] * 3
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        compiled(tmp_path / "file", "double", doubling)
