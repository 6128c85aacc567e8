"""A library mends its FAISS index by itself, and never mixes the vectors of two models."""

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import EmbeddingError
from index.library import Library
from index.snapshot import FILE_NAME
from index.store import Mark
from index.vector_file import State, VectorFile
from index.vectors import ExactIndex
from tests.support import BRIDGE, STORM, HashedWords, harvest, ids_of, open_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


# The FAISS snapshot is never the truth.


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(content)


def _save(folder: Path, model: str, generation: int, count: int) -> None:
    index = ExactIndex(64)
    index.add(np.arange(1, count + 1), HashedWords().embed([f"wrong {n}" for n in range(count)]))
    VectorFile(folder, model, 64).save_exact(State(None, index, Mark(generation)))


def _of_another_model(path: Path) -> None:
    _save(path.parent, "another model", 99, 40)


def _of_the_future(path: Path) -> None:
    _save(path.parent, "hashed-words", 99, 40)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (Path.unlink, "missing"),
        (_cut, "damaged"),
        (_flip, "damaged"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (_of_another_model, "another embedding model"),
        (_of_the_future, "newer than the store"),
    ],
)
def test_an_unusable_snapshot_is_rebuilt_and_said_so(
    tmp_path: Path,
    library: Library,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], object],
    said: str,
) -> None:
    library.add(harvest("north", 40))
    before = library.search("barley of district north 17")
    library.close()
    damage(tmp_path / FILE_NAME)
    opened = open_library(tmp_path)
    assert opened.search("barley of district north 17") == before
    assert [said in message for message in caplog.messages] == [True]
    caplog.clear()
    assert open_library(tmp_path).search("barley of district north 17") == before
    assert caplog.messages == []
    assert opened.check().problems == ()


def test_a_stale_snapshot_is_brought_up_to_date(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    library.add(harvest("north", 40))
    stale = (tmp_path / FILE_NAME).read_bytes()
    library.add([STORM, *harvest("south", 30)])
    library.remove(harvest("north", 40)[3].article.id)
    before = library.search("snow in the mountain pass", 60)
    (tmp_path / FILE_NAME).write_bytes(stale)
    assert open_library(tmp_path).search("snow in the mountain pass", 60) == before
    assert "behind the store" in caplog.text


def test_a_snapshot_that_cannot_be_saved_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).mkdir()
    library = open_library(tmp_path)
    library.add([STORM])
    assert ids_of(library.search("mountain pass")) == [STORM.article.id]
    assert "could not save the FAISS index" in caplog.text


def test_check_finds_what_is_wrong_and_rebuilds_on_demand(tmp_path: Path, library: Library) -> None:
    library.add([STORM, BRIDGE])
    report = library.check()
    assert (report.articles, report.passages, report.problems, report.rebuilt) == (2, 2, (), False)
    _flip(tmp_path / FILE_NAME)
    assert "damaged" in library.check().problems[0]
    report = library.check(rebuild=True)
    assert (report.problems, report.rebuilt) == ((), True)
    assert library.check().problems == ()
    _save(tmp_path, "hashed-words", library.generation(), 1)
    assert "other passages" in library.check().problems[0]


# Vectors of two models are never mixed.


def test_another_model_embeds_everything_again(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    library.add([STORM, *harvest("north", 20)])
    library.close()
    other = open_library(tmp_path, "second model")
    query = "snow closed the mountain pass"
    assert ids_of(other.search(query))[0] == STORM.article.id
    assert "embedding every passage again" in caplog.text
    fresh = open_library(tmp_path / "fresh", "second model")
    fresh.add([STORM, *harvest("north", 20)])
    assert [(h.article.id, h.score) for h in other.search(query)] == [
        (h.article.id, h.score) for h in fresh.search(query)
    ]
    assert other.check().problems == ()


def test_embedding_again_that_was_interrupted_starts_over(tmp_path: Path) -> None:
    open_library(tmp_path).add([STORM, *harvest("north", 20)])
    query = "snow closed the mountain pass"
    before = open_library(tmp_path).search(query)
    calls = 0

    class Interrupted(HashedWords):
        def embed(self, texts):
            nonlocal calls
            calls += 1
            if calls > 10:
                raise KeyboardInterrupt
            return super().embed(texts)

    with pytest.raises(KeyboardInterrupt):
        Library(tmp_path, lambda: Interrupted("second model")).search(query)
    # Back to the first model: half of the vectors are the second's.
    assert open_library(tmp_path).search(query) == before


def test_a_library_that_changed_its_model_takes_no_vectors_of_the_old_one(tmp_path: Path) -> None:
    first = open_library(tmp_path)
    first.add([STORM])
    open_library(tmp_path, "second model").search("anything")
    with pytest.raises(EmbeddingError, match="second model"):
        first.add([BRIDGE])
    assert [headline.id for headline in first.headlines()] == [STORM.article.id]
