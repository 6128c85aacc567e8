"""FAISS: the exact index finds what is nearest, the clustered one nearly so; and recall."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import clusters
from index.clusters import CANDIDATES, Built, ClusteredIndex
from index.recall import nearest_exactly, recall_of
from index.scope import Scope
from index.vectors import ExactIndex

DIMENSIONS = 8
IDS = st.lists(st.integers(1, 2**20), unique=True, min_size=1, max_size=40)
NOTHING = Scope(np.empty(0, np.int64))


@pytest.fixture(autouse=True, scope="module")
def _few_clusters_are_looked_at() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "LEAST_PROBES", 4)
        yield


def unit_vectors(count: int, seed: int = 0) -> np.ndarray:
    """Return (count, 8) float32, L2-normalised up to float16, as the store has them."""
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)


def filled(ids: list[int]) -> ExactIndex:
    """Return an exact index of random vectors."""
    index = ExactIndex(DIMENSIONS)
    index.add(np.array(ids, np.int64), unit_vectors(len(ids)))
    return index


def scope(ids: list[int]) -> Scope:
    return Scope(np.array(ids, np.int64))


def clustered(path: Path, ids: np.ndarray, vectors: np.ndarray) -> ClusteredIndex:
    """Return vectors in clusters, from a file."""
    held = dict(zip(ids.tolist(), vectors, strict=True))

    def read(wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return wanted, np.array([held[n] for n in wanted.tolist()], np.float32)

    Built.of(ids, read, DIMENSIONS, lambda: None).write(path)
    return ClusteredIndex(path)


@settings(deadline=None)
@given(IDS, st.data())
def test_exact_search_is_exact_among_those_in_scope(ids: list[int], data: st.DataObject) -> None:
    allowed = data.draw(st.none() | st.lists(st.sampled_from(ids), unique=True))
    limit = data.draw(st.integers(1, 50))
    query = unit_vectors(1, seed=1)[0]
    found, cosines = filled(ids).search(query, limit, None if allowed is None else scope(allowed))
    exact = dict(zip(ids, unit_vectors(len(ids)) @ query, strict=True))
    among = ids if allowed is None else allowed
    best = sorted(among, key=lambda number: -exact[number])[:limit]
    assert cosines == pytest.approx([exact[number] for number in best], abs=1e-5)
    assert set(found.tolist()) <= set(among)
    assert len(found) == len(set(found.tolist())) == len(best)


@settings(deadline=None)
@given(IDS, st.data())
def test_what_is_removed_is_gone_and_can_come_back(ids: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True))
    index = filled(ids)
    index.remove(np.array([*gone, 2**50], np.int64))
    kept = set(ids) - set(gone)
    assert len(index) == len(kept)
    assert set(index.ids.tolist()) == kept
    assert set(index.search(unit_vectors(1)[0], 50)[0].tolist()) == kept
    index.add(np.array(gone, np.int64), unit_vectors(len(gone)))
    assert set(index.search(unit_vectors(1)[0], 50)[0].tolist()) == set(ids)


def test_an_empty_index_finds_nothing() -> None:
    index = ExactIndex(DIMENSIONS)
    assert len(index.search(unit_vectors(1)[0], 5)[0]) == 0
    assert len(index.search(unit_vectors(1)[0], 5, scope([3]))[0]) == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400), st.integers(0, 5), st.data())
def test_clusters_find_what_is_near_in_scope_and_not_removed(
    tmp_path_factory: pytest.TempPathFactory, count: int, seed: int, data: st.DataObject
) -> None:
    ids = np.random.default_rng(seed).choice(np.arange(1, 5000), count, replace=False)
    vectors = unit_vectors(count, seed)
    index = clustered(tmp_path_factory.mktemp("clusters") / "file", ids, vectors)
    assert len(index) == count
    assert sorted(index.ids.tolist()) == sorted(ids.tolist())
    removed = ids[: data.draw(st.integers(0, count))]
    queries = unit_vectors(20, seed + 100)
    left, held = ids[len(removed) :], vectors[len(removed) :]
    found = [index.search(q, CANDIDATES, None, Scope(removed)) for q in queries]
    assert all(set(row.tolist()) <= set(left.tolist()) for row in found)
    if not len(removed):
        assert recall_of(found, nearest_exactly(queries, [(left, held)])) > 0.9
    # A scope is searched in every cluster: only the codes' rounding is between it and exactness.
    inside, near = left[::2], held[::2]
    found = [index.search(q, CANDIDATES, Scope(inside), NOTHING) for q in queries]
    assert all(set(row.tolist()) <= set(inside.tolist()) for row in found)
    assert recall_of(found, nearest_exactly(queries, [(inside, near)])) > 0.99


def test_how_many_clusters_are_looked_at_is_measured_on_old_and_new_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[np.ndarray] = []

    def watched(queries: np.ndarray, *arguments: object) -> np.ndarray:
        asked.extend(queries)
        return nearest_exactly(queries, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(clusters, "nearest_exactly", watched)
    vectors = unit_vectors(900)
    clustered(tmp_path / "file", np.arange(1, 901), vectors)
    places = [int(np.argmax(vectors @ query)) for query in asked]
    assert len(places) <= clusters.MEASURED
    assert np.histogram(places, bins=9, range=(0, 900))[0].min() >= 10


def test_merging_takes_out_and_puts_in(tmp_path: Path) -> None:
    ids, vectors = np.arange(1, 301), unit_vectors(300)
    index = clustered(tmp_path / "file", ids, vectors)
    new = unit_vectors(20, seed=9)
    merged = index.merged(ids[:30], np.arange(1001, 1021), new)
    assert len(merged) == 290
    assert len(index) == 300
    merged.write(tmp_path / "merged")
    opened = ClusteredIndex(tmp_path / "merged")
    assert sorted(opened.ids.tolist()) == [*range(31, 301), *range(1001, 1021)]
    nearest = [opened.search(v, 1, None, NOTHING)[0] for v in new]
    assert np.mean(np.array(nearest) == np.arange(1001, 1021)) > 0.9


def test_what_must_be_right_in_a_file_is_all_but_the_codes(tmp_path: Path) -> None:
    ids, vectors = np.arange(1, 301), unit_vectors(300)
    clustered(tmp_path / "file", ids, vectors)
    size = (tmp_path / "file").stat().st_size
    built = Built.of(ids, lambda wanted: (wanted, vectors[wanted - 1]), DIMENSIONS, lambda: None)
    assert built.write(tmp_path / "again") == size - 300 * (DIMENSIONS + 8)


def test_long_work_ends_when_it_is_told_to() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Built.of(np.arange(1, 50), lambda ids: (ids, unit_vectors(len(ids))), DIMENSIONS, stop)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 7))
def test_exact_neighbours_do_not_depend_on_the_blocks(count: int, size: int) -> None:
    ids, vectors, queries = np.arange(1, count + 1), unit_vectors(count), unit_vectors(3, seed=4)
    parts = [(ids[at : at + size], vectors[at : at + size]) for at in range(0, count, size)]
    found = nearest_exactly(queries, parts)
    assert found.shape == (3, 10)
    for row, scores in zip(found, queries @ vectors.T, strict=True):
        best = np.sort(scores)[::-1][:10]
        held = row[row >= 0]
        assert scores[held - 1] == pytest.approx(best, abs=1e-6)


def test_recall_is_the_share_of_true_neighbours_found() -> None:
    exact = np.array([[1, 2], [3, -1]])
    assert recall_of([np.array([2, 9]), np.array([3])], exact) == pytest.approx(2 / 3)
    assert recall_of([np.array([1, 2]), np.array([3])], exact) == 1
