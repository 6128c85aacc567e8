"""The FAISS index: what it finds, and snapshots that are there whole or not at all."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import vectors as vectors_module
from index.vectors import FILE_NAME, LEFTOVER_SECONDS, SnapshotUnusable, VectorIndex

DIMENSIONS = 8
IDS = st.lists(st.integers(1, 2**40), unique=True, min_size=1, max_size=40)


def unit_vectors(count: int, seed: int = 0) -> np.ndarray:
    """Return (count, 8) float32, L2-normalised."""
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(ids: list[int]) -> VectorIndex:
    """Return an index of random vectors."""
    index = VectorIndex(DIMENSIONS)
    index.add(np.array(ids, np.int64), unit_vectors(len(ids)))
    return index


@given(IDS, st.data())
def test_search_is_exact_among_those_allowed(ids: list[int], data: st.DataObject) -> None:
    allowed = data.draw(st.none() | st.lists(st.sampled_from(ids), unique=True))
    limit = data.draw(st.integers(1, 50))
    query = unit_vectors(1, seed=1)[0]
    index = filled(ids)
    found, cosines = index.search(
        query, limit, None if allowed is None else np.array(allowed, np.int64)
    )
    exact = dict(zip(ids, unit_vectors(len(ids)) @ query, strict=True))
    among = ids if allowed is None else allowed
    best = sorted(among, key=lambda number: -exact[number])[:limit]
    assert cosines == pytest.approx([exact[number] for number in best], abs=1e-5)
    assert set(found.tolist()) <= set(among)
    assert len(found) == len(set(found.tolist())) == len(best)


@given(IDS, st.data())
def test_what_is_removed_is_gone_and_can_come_back(ids: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True))
    index = filled(ids)
    index.remove(np.array([*gone, 2**50], np.int64))
    kept = set(ids) - set(gone)
    assert len(index) == len(kept)
    assert set(index.ids.tolist()) == kept
    found, _ = index.search(unit_vectors(1)[0], 50)
    assert set(found.tolist()) == kept
    index.add(np.array(gone, np.int64), unit_vectors(len(gone)))
    assert set(index.search(unit_vectors(1)[0], 50)[0].tolist()) == set(ids)


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex(DIMENSIONS)
    assert len(index.search(unit_vectors(1)[0], 5)[0]) == 0
    assert len(index.search(unit_vectors(1)[0], 5, np.array([3], np.int64))[0]) == 0


def test_a_large_index_is_packed_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "FLAT_LIMIT", 100)
    ids, vectors = np.arange(1, 501, dtype=np.int64), unit_vectors(500)
    index = VectorIndex(DIMENSIONS)
    index.rebuild(ids, vectors)
    index.remove(ids[:50])
    index.add(ids[:50] + 1000, vectors[:50])
    found = [index.search(vector, 1)[0][0] for vector in vectors[::10]]
    expected = [number + 1000 if number <= 50 else number for number in ids[::10]]
    assert np.mean(np.array(found) == np.array(expected)) > 0.95
    assert set(index.search(vectors[0], 20, ids[100:110])[0].tolist()) == set(ids[100:110].tolist())


def test_a_snapshot_comes_back_as_it_was(tmp_path: Path) -> None:
    index = filled([3, 1, 2])
    index.save(tmp_path, 7, "model a")
    loaded, stamp = VectorIndex.load(tmp_path, "model a", DIMENSIONS)
    assert (stamp.generation, stamp.count) == (7, 3)
    query = unit_vectors(1, seed=5)[0]
    assert loaded.search(query, 3)[0].tolist() == index.search(query, 3)[0].tolist()
    loaded.remove(np.array([1], np.int64))
    assert set(loaded.ids.tolist()) == {2, 3}


def test_a_missing_snapshot_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SnapshotUnusable, match="missing"):
        VectorIndex.load(tmp_path, "model a", DIMENSIONS)


@pytest.mark.parametrize(("model", "dimensions"), [("model b", 8), ("model a", 16)])
def test_a_snapshot_of_another_model_is_refused(
    tmp_path: Path, model: str, dimensions: int
) -> None:
    filled([1]).save(tmp_path, 1, "model a")
    with pytest.raises(SnapshotUnusable, match="another embedding model"):
        VectorIndex.load(tmp_path, model, dimensions)


def test_a_snapshot_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    filled([1, 2, 3]).save(tmp_path, 1, "model a")
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(SnapshotUnusable, match="damaged"):
            VectorIndex.load(tmp_path, "model a", DIMENSIONS)


def test_a_flipped_bit_anywhere_is_noticed(tmp_path: Path) -> None:
    filled([1, 2, 3]).save(tmp_path, 1, "model a")
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    for at in range(len(whole)):
        for bit in (1, 128):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            with pytest.raises(SnapshotUnusable):
                VectorIndex.load(tmp_path, "model a", DIMENSIONS)


@given(st.binary(max_size=300), st.binary(max_size=40))
@settings(max_examples=50)
def test_rubbish_is_refused(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes, more: bytes
) -> None:
    folder = tmp_path_factory.mktemp("rubbish")
    for tail in (b"", b"NEWSIDX1", b"\x02" + bytes(7) + b"NEWSIDX1", b"\xff" * 8 + b"NEWSIDX1"):
        (folder / FILE_NAME).write_bytes(rubbish + more + tail)
        with pytest.raises(SnapshotUnusable):
            VectorIndex.load(folder, "model a", DIMENSIONS)


def test_saving_leaves_only_the_snapshot_and_clears_what_the_killed_left(tmp_path: Path) -> None:
    old, young = (tmp_path / f"{FILE_NAME}.{name}.new" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, path.stat().st_mtime - LEFTOVER_SECONDS - 60))
    filled([1]).save(tmp_path, 1, "model a")
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / FILE_NAME, young])


def test_a_failed_save_leaves_the_last_snapshot(tmp_path: Path) -> None:
    filled([1]).save(tmp_path, 1, "model a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _no_room)
        with pytest.raises(OSError, match="No space left"):
            filled([1, 2]).save(tmp_path, 2, "model a")
    assert VectorIndex.load(tmp_path, "model a", DIMENSIONS)[1].generation == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def _no_room(descriptor: int) -> None:
    raise OSError(28, "No space left on device")
