"""Search by meaning at every size: exact, in clusters, and on the way from one to the other."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Filter, clusters
from index.dense import DenseSearch, problems
from index.recall import nearest_exactly
from index.snapshot import FILE_NAME
from index.store import Store
from index.vectors import ExactIndex
from tests.index.test_store import entry
from tests.support import HashedWords, harvest, open_library

LIMIT = 60
"""More vectors than these are put into clusters here."""
QUERIES = HashedWords().embed([f"{n} tonnes of barley of district north" for n in range(12)])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def add(store: Store, prefix: str, count: int) -> list[str]:
    return [a.id for a in store.write(entry(found.article) for found in harvest(prefix, count))]


def opened(store: Store, folder: Path) -> DenseSearch:
    return DenseSearch(folder, store, "hashed-words", 64, exact_limit=LIMIT)


def problems_of(store: Store, folder: Path) -> list[str]:
    return list(problems(folder, store, "hashed-words", 64))


def is_clustered(dense: DenseSearch) -> bool:
    return dense.synchronise().clustered is not None


def assert_finds_the_nearest(dense: DenseSearch, store: Store, where: Filter = Filter()) -> None:
    """Assert that what is found is what comparing everything finds, with the right cosines."""
    ids, vectors = store.vectors(store.passage_ids(where), 64)
    exact = nearest_exactly(QUERIES, [(ids, vectors)])
    for query, row in zip(QUERIES, exact, strict=True):
        found = dense.search(query, 10, where)
        cosines = dict(zip(ids.tolist(), (vectors @ query).tolist(), strict=True))
        best = [cosines[n] for n in row.tolist() if n >= 0]
        assert found == {n: pytest.approx(cosines[n], abs=1e-3) for n in found}
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert list(found.values()) == pytest.approx(best, abs=1e-3)


def test_a_library_that_grows_is_put_into_clusters_and_goes_on_changing(
    store: Store, tmp_path: Path
) -> None:
    add(store, "north", LIMIT)
    dense = opened(store, tmp_path)
    dense.migrate(wait=True)
    assert not is_clustered(dense)
    assert dense.recall() is None
    articles = add(store, "south", LIMIT)
    dense.migrate(wait=True)
    assert is_clustered(dense)
    assert_finds_the_nearest(dense, store)
    for article_id in [*articles[::7], *add(store, "east", 3)[:1]]:
        store.remove(article_id)
    assert_finds_the_nearest(dense, store)
    assert_finds_the_nearest(dense, store, Filter(sources=frozenset({"Hill Courier"})))
    assert_finds_the_nearest(opened(store, tmp_path), store)
    held = dense.synchronise()
    dense.migrate(wait=True)
    merged = dense.synchronise()
    assert held.clustered is not None
    assert merged.clustered is not None
    assert merged.clustered.lists == held.clustered.lists
    assert (len(merged), len(merged.fresh), len(merged.removed)) == (len(held), 0, 0)
    assert_finds_the_nearest(dense, store)
    add(store, "west", 6 * LIMIT)
    dense.migrate(wait=True)
    made_anew = dense.synchronise().clustered
    assert made_anew is not None
    assert made_anew.lists > held.clustered.lists
    assert_finds_the_nearest(dense, store)
    assert not problems_of(store, tmp_path)
    recall = dense.recall()
    # By name: of the many that are equally near here, any ten will do.
    assert recall is not None
    assert recall > 0.8


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(st.lists(st.sampled_from(["add", "remove", "migrate", "open"]), max_size=12), st.randoms())
def test_whatever_happens_search_agrees_with_the_store(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], random: object
) -> None:
    folder = tmp_path_factory.mktemp("library")
    store = Store(folder)
    held = add(store, "north", LIMIT + 10)
    dense = opened(store, folder)
    for number, step in enumerate(steps):
        if step == "add":
            held += add(store, f"part{number}", random.choice([1, 9, 80]))  # type: ignore[attr-defined]
        elif step == "remove" and held:
            store.remove(held.pop(random.randrange(len(held))))  # type: ignore[attr-defined]
        elif step == "migrate":
            dense.migrate(wait=True)
        elif step == "open":
            dense.close()
            dense = opened(store, folder)
        assert_finds_the_nearest(dense, store)
    assert not problems_of(store, folder)
    dense.close()
    store.close()


def test_search_adding_and_removing_go_on_during_a_migration(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end = threading.Event(), threading.Event()
    centres = clusters._centres

    def slow(*arguments: object) -> object:
        began.set()
        assert may_end.wait(60)
        return centres(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(clusters, "_centres", slow)
    articles = add(store, "north", 2 * LIMIT)
    dense = opened(store, tmp_path)
    dense.migrate()
    assert began.wait(60)
    assert_finds_the_nearest(dense, store)
    store.remove(articles[5])
    add(store, "south", 3)
    assert_finds_the_nearest(dense, store)
    assert not is_clustered(dense)
    may_end.set()
    dense.migrate(wait=True)
    assert is_clustered(dense)
    assert_finds_the_nearest(dense, store)


def test_closing_ends_a_migration(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, "north", 2 * LIMIT)
    dense = opened(store, tmp_path)
    began = threading.Event()
    monkeypatch.setattr(clusters, "blocks", lambda ids: _endless(ids, began))
    dense.migrate()
    assert began.wait(60)
    dense.close()
    assert not is_clustered(dense)
    assert_finds_the_nearest(opened(store, tmp_path), store)


def _endless(ids: np.ndarray, began: threading.Event) -> Iterator[np.ndarray]:
    began.set()
    while True:
        yield ids[:0]


def test_a_migration_that_fails_is_said_and_search_goes_on(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    add(store, "north", 2 * LIMIT)
    dense = opened(store, tmp_path)
    monkeypatch.setattr(os, "replace", _no_room)
    dense.migrate(wait=True)
    assert "could not rearrange the vectors" in caplog.text
    assert_finds_the_nearest(dense, store)


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("layout", ["exact", "clustered"])
def test_a_damaged_snapshot_is_built_anew(
    store: Store, tmp_path: Path, layout: str, caplog: pytest.LogCaptureFixture
) -> None:
    add(store, "north", 2 * LIMIT)
    dense = opened(store, tmp_path)
    if layout == "clustered":
        dense.migrate(wait=True)
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    assert_finds_the_nearest(opened(store, tmp_path), store)
    assert "checksum is wrong" in caplog.text


def test_a_damaged_code_costs_no_wrong_answer_and_check_sees_it(
    store: Store, tmp_path: Path
) -> None:
    add(store, "north", 3 * LIMIT)
    dense = opened(store, tmp_path)
    dense.migrate(wait=True)
    path = tmp_path / FILE_NAME
    content = bytearray(path.read_bytes())
    for at in range(len(content) - 3000, len(content) - 2000):  # among the lists' codes
        content[at] ^= 255
    dense.close()
    path.write_bytes(bytes(content))
    damaged = opened(store, tmp_path)
    assert is_clustered(damaged)
    ids, vectors = store.vectors(store.passage_ids(), 64)
    cosines = dict(zip(ids.tolist(), (vectors @ QUERIES[0]).tolist(), strict=True))
    found = damaged.search(QUERIES[0], 10, Filter())
    assert found == {number: pytest.approx(cosines[number], abs=1e-3) for number in found}
    assert problems_of(store, tmp_path) == ["the FAISS index is damaged (its checksum is wrong)"]
    damaged.rebuild()
    assert not problems_of(store, tmp_path)
    assert_finds_the_nearest(damaged, store)


def test_two_processes_follow_each_other(store: Store, tmp_path: Path) -> None:
    articles = add(store, "north", 2 * LIMIT)
    first, second = opened(store, tmp_path), opened(store, tmp_path)
    first.migrate(wait=True)
    store.remove(articles[0])
    add(store, "south", 2 * LIMIT)
    for dense in (second, first):
        assert_finds_the_nearest(dense, store)
        dense.migrate(wait=True)
        assert_finds_the_nearest(dense, store)
        assert_finds_the_nearest(opened(store, tmp_path), store)


@pytest.mark.parametrize("moment", ["os.fsync", "os.replace", "Built.of"])
def test_a_process_killed_while_migrating_loses_nothing(tmp_path: Path, moment: str) -> None:
    child = os.fork()
    if child == 0:
        store = Store(tmp_path)
        add(store, "north", 2 * LIMIT)
        dense = opened(store, tmp_path)
        kill = staticmethod(lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        owner, name = (os, moment[3:]) if moment.startswith("os.") else (clusters.Built, "of")
        setattr(owner, name, kill)
        dense.migrate(wait=True)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    store = Store(tmp_path)
    assert store.counts() == (2 * LIMIT, 2 * LIMIT)
    dense = opened(store, tmp_path)
    assert_finds_the_nearest(dense, store)
    dense.migrate(wait=True)
    assert is_clustered(dense)
    assert_finds_the_nearest(dense, store)
    store.close()


def test_a_library_searches_in_clusters_and_check_says_how_well(tmp_path: Path) -> None:
    library = open_library(tmp_path, exact_limit=LIMIT)
    library.add(harvest("north", 3 * LIMIT))
    library.settle()
    report = library.check()
    assert report.problems == ()
    assert report.recall is not None
    assert report.recall > 0.9
    hits = library.search("barley of district north 17")
    assert hits[0].article.title == "Harvest report north 17"
    victim = hits[0].article.id
    library.remove(victim)
    assert victim not in {hit.article.id for hit in library.search("barley of district north 17")}
    library.close()


def test_every_thread_searches_with_one_thread_of_faiss() -> None:
    import faiss

    counts: list[int] = []

    def search() -> None:
        index = ExactIndex(8)
        index.search(np.ones(8, np.float32), 1)
        counts.append(faiss.omp_get_max_threads())

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()
    assert counts == [1]
