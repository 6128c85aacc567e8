"""A command line in this process, and a library to use it on."""

import shutil
from pathlib import Path

import pytest

from assistant.cli import main
from tests.assistant.command_line import DAM, ROWS, Outcome, Run
from tests.support import open_library


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run_command(*arguments: object) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(code, *capsys.readouterr())

    return run_command


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files to add."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "dam.txt").write_text(DAM, "utf-8")
    (folder / "rows.jsonl").write_text(ROWS, "utf-8")
    (folder / "empty.md").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A library with those files in it, which no test changes."""
    library = tmp_path_factory.mktemp("library")
    # One row is broken and one file empty: the rest is in.
    assert main(["--library", str(library), "add", str(folder)]) == 1
    return library


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A library with nothing in it."""
    open_library(tmp_path / "empty").close()
    return tmp_path / "empty"


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of that library, to be changed."""
    return Path(shutil.copytree(library, tmp_path / "own"))
