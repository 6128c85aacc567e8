"""Snapshots of the vectors: there whole or not at all, and refused if anything is wrong."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import snapshot
from index.snapshot import FILE_NAME, LEFTOVER_SECONDS, SnapshotUnusable, Stamp

STAMP = Stamp("clustered", 7, 30, 2, 3, "model a", 8)
BODY = bytes(range(200))


def save(folder: Path, stamp: Stamp = STAMP, head: int = 50) -> bytes:
    """Save a snapshot whose first bytes are its head, and return the file."""

    def write(path: Path) -> int:
        path.write_bytes(BODY)
        return head

    snapshot.save(folder, stamp, write)
    return (folder / FILE_NAME).read_bytes()


def load(folder: Path, *, whole: bool = True) -> Stamp:
    return snapshot.load(folder, "model a", 8, whole=whole)


@pytest.mark.parametrize("head", [0, 1, 50, len(BODY)])
def test_a_snapshot_says_what_it_was_made_of(tmp_path: Path, head: int) -> None:
    assert save(tmp_path, head=head).startswith(BODY)
    assert load(tmp_path) == load(tmp_path, whole=False) == STAMP


def test_a_missing_snapshot_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SnapshotUnusable, match="missing"):
        load(tmp_path)


@pytest.mark.parametrize(("model", "dimensions"), [("model b", 8), ("model a", 16)])
def test_a_snapshot_of_another_model_is_refused(
    tmp_path: Path, model: str, dimensions: int
) -> None:
    save(tmp_path)
    with pytest.raises(SnapshotUnusable, match="another embedding model"):
        snapshot.load(tmp_path, model, dimensions)


def test_a_snapshot_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    file = save(tmp_path)
    for length in range(len(file)):
        (tmp_path / FILE_NAME).write_bytes(file[:length])
        with pytest.raises(SnapshotUnusable, match="damaged"):
            load(tmp_path, whole=False)


def test_a_flipped_bit_anywhere_is_noticed(tmp_path: Path) -> None:
    file = save(tmp_path)
    for at in range(len(file)):
        for bit in (1, 128):
            flipped = file[:at] + bytes([file[at] ^ bit]) + file[at + 1 :]
            (tmp_path / FILE_NAME).write_bytes(flipped)
            with pytest.raises(SnapshotUnusable):
                load(tmp_path)
            if not 50 <= at < len(BODY) and b"rest" not in flipped[max(0, at - 60) : at]:
                with pytest.raises(SnapshotUnusable):
                    load(tmp_path, whole=False)


@given(st.binary(max_size=300), st.binary(max_size=40))
@settings(max_examples=50)
def test_rubbish_is_refused(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes, more: bytes
) -> None:
    folder = tmp_path_factory.mktemp("rubbish")
    magic = b"NEWSIDX2"
    for tail in (b"", magic, b"\x02" + bytes(7) + magic, b"\xff" * 8 + magic):
        (folder / FILE_NAME).write_bytes(rubbish + more + tail)
        with pytest.raises(SnapshotUnusable):
            load(folder)


def test_saving_leaves_only_the_snapshot_and_clears_what_the_killed_left(tmp_path: Path) -> None:
    old, young = (tmp_path / f"{FILE_NAME}.{name}.new" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, path.stat().st_mtime - LEFTOVER_SECONDS - 60))
    save(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / FILE_NAME, young])


def test_a_failed_save_leaves_the_last_snapshot(tmp_path: Path) -> None:
    file = save(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _no_room)
        with pytest.raises(OSError, match="No space left"):
            save(tmp_path, head=10)
    assert (tmp_path / FILE_NAME).read_bytes() == file
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def _no_room(descriptor: int) -> None:
    raise OSError(28, "No space left on device")
