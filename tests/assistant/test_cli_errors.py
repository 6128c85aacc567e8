"""Errors of the command line are one clear line each; terminals, pipes and ctrl-C are met."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.store import FILE_NAME
from tests.assistant.command_line import (
    ASSISTANT,
    DAM,
    PLAIN_QUESTION,
    QUESTION,
    ROOT,
    Run,
    dam_id,
    headlines,
    process,
)
from tests.support import harvest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "nope"], "nope"),
        (["remove", "nope"], "nope"),
        (["summarise", "nope"], "nope"),
        (["ask", "--batch", "/nowhere/q.jsonl"], "/nowhere/q.jsonl"),
        (["ask", "--model", "/nowhere/model", PLAIN_QUESTION], "/nowhere/model"),
        (["articles", "--articles", "nope"], "nope"),
        (["ask", "Who?", "--articles", "nope"], "nope"),
        (["summarise", "typo.txt"], "typo.txt: neither an article of the library nor a file"),
        (["summarise", "nowhere/typo"], "nowhere/typo: neither an article of the library nor"),
    ],
)
def test_what_is_not_there_is_named(
    run: Run, library: Path, arguments: list[str], said: str
) -> None:
    outcome = run("--library", library, *arguments)
    assert outcome.code == 1
    assert said in outcome.error


def test_a_library_that_is_not_installed_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ui.app", raising=False)
    monkeypatch.setitem(sys.modules, "gradio", None)
    outcome = run("--library", tmp_path, "serve", "--port", "7979")
    assert outcome.code == 1
    assert "gradio is not installed" in outcome.error


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["add"],
        ["ask"],
        ["ask", ""],
        ["ask", "x" * 3000],
        ["ask", "Who?", "--batch", "questions.jsonl"],
        ["ask", "Who?", "--since", "yesterday"],
        ["ask", "Who?", "--since", "2024-02-02", "--until", "2024-01-01"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["summarise", "x", "--length", "endless"],
        ["serve", "--auth", "no-password"],
        ["serve", "--port", "many"],
        ["articles", "--unknown"],
    ],
)
def test_wrong_use_ends_with_2(run: Run, library: Path, arguments: list[str]) -> None:
    outcome = run("--library", library, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[-1].startswith("assistant")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", ""], "the query is empty"),
        (["statements", "--by", ""], "--by is empty"),
        (["statements", "--about", " "], "--about is empty"),
        (["digest", "--about", ""], "--about is empty"),
        (["timeline", "--about", " "], "--about is empty"),
        (["ask", "Who?", "--source", "Nobody"], "no source 'Nobody': there are Coast Gazette"),
        (["articles", "--source", "Coast"], "no source 'Coast': there are Coast Gazette"),
    ],
)
def test_a_name_that_cannot_be_meant_is_wrong_use(
    run: Run, library: Path, arguments: list[str], said: str
) -> None:
    outcome = run("--library", library, *arguments)
    assert outcome.code == 2
    assert said in outcome.error


def test_a_mistyped_library_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typo = tmp_path / "libary"
    commands = (
        ["articles"], ["show", "x"], ["remove", "x"], ["check"], ["ask", "Who?"], ["search", "x"],
        ["summarise", "x"], ["statements"], ["digest"], ["timeline"],
    )  # fmt: skip
    for command in commands:
        outcome = run("--library", typo, *command)
        assert (outcome.code, f"no library in {typo}" in outcome.error) == (2, True)
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(typo))
    assert run("articles").code == 2
    assert not typo.exists()


def test_the_default_library_need_not_be_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSISTANT_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    outcome = run("articles")
    assert outcome.code == 0
    assert "No articles yet" in outcome.out


def test_an_empty_name_is_no_library(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in --library "$UNSET": the working folder is not meant.
    monkeypatch.chdir(tmp_path)
    assert run("--library", "", "articles").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00\x01", b'{"id": 1}', b'{"id": 1, "question": 5}', b"[1]", b"null", b"{"],
)
def test_a_bad_batch_is_named(run: Run, library: Path, tmp_path: Path, content: bytes) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_bytes(content)
    outcome = run("--library", library, "ask", "--batch", batch)
    assert outcome.code == 2
    assert "questions.jsonl" in outcome.error


def test_a_model_that_is_none_is_named(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    outcome = run("--library", library, "ask", "--model", tmp_path, PLAIN_QUESTION)
    assert outcome.code == 1
    assert str(tmp_path) in outcome.error


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_newer, "newer version"),
        (lambda path: path.write_bytes(b"not a database, or not any more" * 200), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:9000]), "damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "cannot write"),
    ],
)
@pytest.mark.parametrize("command", [["articles"], ["search", "dam"], ["add", __file__]])
def test_a_library_that_cannot_be_used_is_one_line(
    run: Run, own: Path, damage: Callable[[Path], object], said: str, command: list[str]
) -> None:
    damage(own / FILE_NAME)
    outcome = run("--library", own, *command)
    assert outcome.code == 1
    assert said in outcome.error
    assert str(own) in outcome.error


def test_a_library_below_a_file_is_one_line(run: Run, folder: Path) -> None:
    for named in (folder / "dam.txt", folder / "dam.txt" / "below"):
        for command, code in ((["add", __file__], 1), (["articles"], 2)):
            outcome = run("--library", named, *command)
            assert outcome.code == code
            assert "dam.txt" in outcome.error


def test_a_full_disk_is_one_line(own: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "A long report\n\n" + "It was on that day that the dam was held to be at risk. " * 1000
    )
    limit = (own / FILE_NAME).stat().st_size + 5_000
    done = process(
        "--library", own, "add", tmp_path / "long.txt",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert "no room left" in line
    assert len(headlines(own)) == 2


# A terminal and its ways.


def test_help_and_version(run: Run) -> None:
    for arguments in (["--help"], ["ask", "--help"], ["--version"]):
        outcome = run(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("ask", ("one JSON object a line", "this article only; may be repeated")),
        ("eval", ("one that is gone afterwards",)),
    ],
)
def test_help_tells(run: Run, command: str, told: tuple[str, ...]) -> None:
    shown = " ".join(run(command, "--help").out.split())
    assert all(words in shown for words in told)


def test_the_library_of_the_environment(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(library))
    assert len(run("articles", "--json").json["articles"]) == 2


def test_half_characters_of_arguments_and_file_names_do_no_harm(
    library: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    half = b"\xff".decode("utf-8", "surrogateescape")
    asked = process("--library", library, "ask", "--json", f"Dam {half}?", env=environment)
    assert asked.returncode in (0, 3)
    assert json.loads(asked.stdout)["question"].startswith("Dam")
    assert process("--library", library, "show", half, env=environment).returncode == 1
    path = os.fsdecode(os.fsencode(tmp_path) + b"/name\xff.txt")
    Path(path).write_text(DAM)
    for command in (["add", "--json"], ["add"]):
        done = process("--library", tmp_path / "new", *command, path, env=environment)
        assert (done.returncode, done.stderr) == (0, "")
    assert len(headlines(tmp_path / "new")) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_of_few_characters_gets_what_it_can_show(library: Path, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = ("--library", library, "show", dam_id(library))
    for more in ([], ["--json"]):
        done = process(*command, *more, env=environment, encoding=encoding)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Samira Daoud" in done.stdout
    assert "“We have asked" in json.loads(done.stdout)["text"]


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    with subprocess.Popen(
        [*ASSISTANT, "--library", library, "show", dam_id(library)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as shown:  # fmt: skip
        assert shown.stdout is not None
        assert shown.stderr is not None
        shown.stdout.close()
        assert shown.stderr.read() == b""
    assert shown.returncode == 0


def test_answering_needs_neither_torch_nor_transformers(library: Path) -> None:
    code = (
        "import sys; from assistant.cli import main\n"
        f"code = main(['--library', {str(library)!r}, 'ask', {QUESTION!r}])\n"
        "print(sorted({'torch', 'transformers', 'gradio', 'onnx'} & sys.modules.keys()), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_an_interrupted_add_keeps_what_is_in(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for found in harvest("north", 700):
        (files / found.path).write_text(f"{found.article.title}\n\n{found.article.text}")
    library = tmp_path / "library"
    with subprocess.Popen(
        [*ASSISTANT, "--library", library, "add", "--json", files],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as adding:  # fmt: skip
        while adding.poll() is None and not (library.exists() and headlines(library)):
            time.sleep(0.05)
        adding.send_signal(signal.SIGINT)
        out, err = adding.communicate(timeout=60)
    assert adding.returncode == 1
    assert err.splitlines()[-1] == "assistant: stopping after this batch"
    report = json.loads(out)
    assert report["cancelled"]
    assert 0 < len(report["added"]) < 700
    assert {item["id"] for item in report["added"]} == {item.id for item in headlines(library)}
