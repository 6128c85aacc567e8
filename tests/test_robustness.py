"""What happens when things go wrong: crashes, full disks, damaged files, many at once."""

import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index import (
    Filter,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryTooNew,
    NewsIndexError,
    database,
)
from index.passages import passage_spans
from index.store import FILE_NAME, Entry, Store
from tests.support import HashedWords, harvest, open_library

ROOT = Path(__file__).parents[1]


def start(*arguments: object, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start a command of `tests.processes`."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.processes", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def finished(*processes: subprocess.Popen[str]) -> list[str]:
    """Return what processes printed; each must end well."""
    said = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    assert not any("Traceback" in err for _, err in said), said
    return [out for out, _ in said]


# Crashes.


def crash_rounds(folder: Path, rounds: int) -> None:
    """Kill a process in the middle of adding, `rounds` times, and look at what is left."""
    seed = random.randrange(10**6)
    (out,) = finished(start("crash", folder, rounds, seed))
    aftermaths = [json.loads(line) for line in out.splitlines()]
    assert len(aftermaths) == rounds
    clean = {"lost": [], "undead": [], "torn": [], "not_found": [], "problems": []}
    for number, aftermath in enumerate(aftermaths):
        assert {key: aftermath[key] for key in clean} == clean, f"round {number}, seed {seed}"
    assert sum(aftermath["ready"] for aftermath in aftermaths) > rounds


def test_nothing_is_lost_when_a_process_is_killed(tmp_path: Path) -> None:
    crash_rounds(tmp_path, 20)


@pytest.mark.slow
def test_nothing_is_lost_when_a_process_is_killed_two_hundred_times(tmp_path: Path) -> None:
    crash_rounds(tmp_path, 200)


# Several processes.


def test_two_processes_add_to_one_library_at_once(tmp_path: Path) -> None:
    sets = [("shared:150", "first:60"), ("shared:150", "second:60")]
    reports = [
        json.loads(out) for out in finished(*(start("add", tmp_path, *named) for named in sets))
    ]
    added = [article_id for report in reports for article_id in report["added"]]
    assert len(added) == len(set(added)) == 270
    assert sum(report["skipped"] for report in reports) == 150
    library = open_library(tmp_path)
    assert {headline.id for headline in library.headlines()} == set(added)
    assert len({hit.article.id for hit in library.search("barley", 300)}) == 270
    assert library.check().problems == ()


def test_many_processes_make_one_library_at_once(tmp_path: Path) -> None:
    finished(*(start("add", tmp_path / "new", f"p{number}:3") for number in range(4)))
    assert len(open_library(tmp_path / "new").headlines()) == 12


def test_a_new_library_waits_while_another_process_makes_it(tmp_path: Path) -> None:
    maker = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN EXCLUSIVE")
    done = threading.Timer(0.3, lambda: maker.execute("COMMIT"))
    done.start()
    assert open_library(tmp_path).headlines() == []
    done.join()
    maker.close()


def test_a_library_that_is_being_written_can_be_read_and_says_so_to_writers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    library = open_library(tmp_path)
    library.add(harvest("north", 5))
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert len(library.search("barley")) == 5
    assert library.check().problems == ()
    with pytest.raises(LibraryBusy, match="another process"):
        library.add(harvest("south", 1))
    other.execute("ROLLBACK")
    other.close()
    assert len(library.add(harvest("south", 1)).added) == 1
    assert library.check().problems == ()


# No room, no permission.


@pytest.mark.parametrize("batches", [0, 1])
def test_a_full_disk_leaves_the_library_as_it_was(tmp_path: Path, batches: int) -> None:
    library = open_library(tmp_path)
    library.add(harvest("north", 20))
    before = library.headlines(), library.generation(), library.search("barley")
    library.close()
    # No file grows beyond this: room for the first batch, or not even for that.
    limit = (tmp_path / FILE_NAME).stat().st_size + 10_000 if batches else 40_000
    process = start(
        "add", tmp_path, "south:100",
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    out, err = process.communicate(timeout=100)
    assert err == ""
    error = json.loads(out)
    assert error["error"] == "LibraryFull"
    assert "no room left" in error["message"]
    assert "\n" not in error["message"]
    library = open_library(tmp_path)
    if batches == 0:
        assert (library.headlines(), library.generation(), library.search("barley")) == before
    # What was committed before the disk was full is whole, and stays.
    kept = {headline.id for headline in library.headlines()}
    assert {headline.id for headline in before[0]} <= kept
    assert library.check().problems == ()
    assert len(library.add(harvest("south", 100)).added) == 120 - len(kept)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a library.")
    for folder in (file, file / "below"):
        with pytest.raises(LibraryError, match="notes"):
            open_library(folder)
    assert file.read_text() == "Not a library."
    (tmp_path / "library" / FILE_NAME).mkdir(parents=True)
    with pytest.raises(LibraryError, match="unable to open"):
        open_library(tmp_path / "library")


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    open_library(tmp_path / "library").close()
    (tmp_path / "library" / FILE_NAME).chmod(0o400)
    (tmp_path / "library").chmod(0o500)
    with pytest.raises(LibraryFull, match="cannot write"):
        open_library(tmp_path / "library").add(harvest("north", 1))


# Damaged, foreign, or of another time.


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    library.add(harvest("north", 3))
    library.close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LibraryTooNew, match=r"schema 99.*upgrade"):
        open_library(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    text = "Not a database, but notes that somebody wants to keep. " * 100
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(LibraryDamaged, match=FILE_NAME):
        open_library(tmp_path)
    assert (tmp_path / FILE_NAME).read_text() == text


def test_damage_anywhere_is_an_error_of_ours_or_harmless(tmp_path: Path) -> None:
    library = open_library(tmp_path / "whole")
    library.add(harvest("north", 30))
    library.close()
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for number in range(40):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "whole", folder)
        content = bytearray((folder / FILE_NAME).read_bytes())
        at = chance.randrange(len(content))
        if number % 2:
            content = content[:at]
        else:
            content[at : at + 200] = chance.randbytes(len(content[at : at + 200]))
        (folder / FILE_NAME).write_bytes(content)
        for error in errors_of_use(folder):
            assert isinstance(error, NewsIndexError), f"{error!r}, seed {seed}, round {number}"
            assert "\n" not in str(error)


def errors_of_use(folder: Path) -> list[Exception]:
    """Return what goes wrong when everything is tried with a library."""
    errors: list[Exception] = []
    try:
        library = open_library(folder)
    except Exception as error:
        return [error]
    uses: list[Callable[[], object]] = [
        library.headlines,
        library.check,
        lambda: library.search("barley tonnes", 10, Filter(sources=frozenset({"Hill Courier"}))),
        lambda: [library.article(headline.id) for headline in library.headlines()],
        lambda: library.add(harvest("south", 2)),
        lambda: [library.remove(headline.id) for headline in library.headlines()[:1]],
    ]
    for use in uses:
        try:
            use()
        except Exception as error:
            errors.append(error)
    library.close()
    return errors


# Much, and for long.


def test_ten_thousand_articles_are_listed_and_searched(tmp_path: Path) -> None:
    found = harvest("north", 10_000)
    spans = [passage_spans(item.article.text) for item in found]
    vectors = HashedWords().embed([item.article.title for item in found])
    store = Store(tmp_path)
    store.write(
        Entry(item.article, span, vector[None].repeat(len(span), 0))
        for item, span, vector in zip(found, spans, vectors, strict=True)
    )
    store.close()
    library = open_library(tmp_path)
    headlines = library.headlines()
    assert [headline.title for headline in headlines[:2]] == [
        "Harvest report north 9999",
        "Harvest report north 9998",
    ]
    assert len(headlines) == 10_000
    ticked = frozenset(headline.id for headline in headlines[:5000])
    hits = library.search("barley 9876 tonnes", 10, Filter(articles=ticked))
    assert "9876 tonnes" in hits[0].text


def test_memory_does_not_grow_with_every_search(tmp_path: Path) -> None:
    pages = Path("/proc/self/statm")
    if not pages.exists():
        pytest.skip("no /proc to read this process's memory from")
    library = open_library(tmp_path)
    library.add(harvest("north", 200))

    def megabytes() -> float:
        return int(pages.read_text().split()[1]) * resource.getpagesize() / 1e6

    for number in range(100):
        library.search(f"barley {number}")
    before = megabytes()
    for number in range(500):
        library.search(f"barley {number} tonnes")
    assert megabytes() - before < 20
