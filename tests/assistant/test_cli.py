"""The command line's contract: JSON shapes, exit codes, one clear line for each error."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from index import Headline
from index.library import Library
from index.store import FILE_NAME
from tests.support import HashedWords, harvest

ROOT = Path(__file__).parents[2]
ASSISTANT = (sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())")
DAM = (
    "Engineers warn about the dam at Wadi Halim\n\n"
    "The chief engineer, Samira Daoud, told the council of Wadi Halim on Monday that the dam above "
    "the town must be repaired before winter. She said that water had been seeping through its "
    "eastern wall since April.\n\n"
    "“We have asked for money three times,” Daoud said. The repair would cost 14 million dinars. "
    "The mayor, Yusuf Benali, promised an answer within a week.\n"
)
ROWS = (
    '{"title": "Ferry returns to the strait", "text": "The ferry Amal returned to the strait on '
    'Saturday after eleven months in the dock. It carries 400 passengers.", "date": "2023-06-03", '
    '"source": "Coast Gazette", "url": "https://example.org/ferry"}\n'
    "{broken\n"
)
QUESTION = "What did Samira Daoud say about the dam?"
HIT = {"article_id", "title", "published", "start", "end", "text", "score"}
CITATION = {"article_id", "title", "published", "start", "end", "quote"}
ARTICLE = {"id", "title", "published", "source", "url", "language", "characters"}


class Outcome:
    """What a command left: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on standard error, nothing being on standard output."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


Run = Callable[..., Outcome]


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files to add."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "dam.txt").write_text(DAM, "utf-8")
    (folder / "rows.jsonl").write_text(ROWS, "utf-8")
    (folder / "empty.md").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A library with those files in it, which no test changes."""
    library = tmp_path_factory.mktemp("library")
    assert main(["--library", str(library), "add", str(folder)]) == 0
    return library


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of that library, to be changed."""
    return Path(shutil.copytree(library, tmp_path / "own"))


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*ASSISTANT, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options,
    )  # fmt: skip


def headlines(library: Path) -> list[Headline]:
    """Return what is in a library, by the index itself."""
    opened = Library(library, HashedWords)
    found = opened.headlines()
    opened.close()
    return found


def dam_id(library: Path) -> str:
    """Return the identifier of the article about the dam."""
    return next(item.id for item in headlines(library) if "dam" in item.title)


def assert_cited(run: Run, library: Path, sentences: list[dict[str, Any]]) -> None:
    """Each sentence has a citation, and each quote is the article's text at its offsets."""
    for sentence in sentences:
        assert sentence.keys() == {"text", "citations"}
        assert sentence["citations"]
        for citation in sentence["citations"]:
            assert citation.keys() == CITATION
            text = run("--library", library, "show", "--json", citation["article_id"]).json["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]


# What each command prints.


def test_add(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("--library", tmp_path, "add", "--json", folder)
    assert outcome.code == 0
    assert outcome.json.keys() >= {"added", "skipped", "failed"}
    assert [item["title"] for item in outcome.json["added"]] == [
        "Engineers warn about the dam at Wadi Halim",
        "Ferry returns to the strait",
    ]
    assert outcome.json["added"][0].keys() == {"id", "title", "path"}
    failed = {Path(item["path"]).name: item["reason"] for item in outcome.json["failed"]}
    assert failed.keys() == {"empty.md", "rows.jsonl:2"}
    assert failed["empty.md"] == "empty"

    again = run("--library", tmp_path, "add", "--json", folder / "dam.txt")
    assert (again.code, again.json["added"]) == (0, [])
    (skipped,) = again.json["skipped"]
    assert skipped["reason"].startswith("already in the library as ")

    outcome = run("--library", tmp_path, "add", folder / "dam.txt", folder / "empty.md")
    assert outcome.out.splitlines()[-1] == "0 added, 1 skipped, 1 failed"
    assert "empty.md: empty" in outcome.err


def test_add_of_nothing_readable_fails(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("--library", tmp_path, "add", "--json", folder / "empty.md", tmp_path / "none")
    assert outcome.code == 1
    assert [item["reason"] for item in outcome.json["failed"]] == [
        "empty",
        "no such file or folder",
    ]


def test_articles_and_show(run: Run, library: Path) -> None:
    listed = run("--library", library, "articles", "--json")
    assert listed.code == 0
    ferry, dam = listed.json["articles"]
    assert ferry.keys() == dam.keys() == ARTICLE
    assert (ferry["published"], ferry["source"]) == ("2023-06-03", "Coast Gazette")
    assert ferry["url"] == "https://example.org/ferry"

    shown = run("--library", library, "show", "--json", dam["id"]).json
    assert shown.keys() == ARTICLE | {"text"}
    assert dam.items() <= shown.items()
    assert len(shown["text"]) == dam["characters"]
    plain = run("--library", library, "show", dam["id"])
    assert shown["text"] in plain.out
    assert run("--library", library, "articles").out.count("\n") == 2


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        (["--source", "Coast Gazette"], ["Ferry returns to the strait"]),
        (["--source", "Nobody"], []),
        (["--since", "2023-06-03", "--until", "2023-06-03"], ["Ferry returns to the strait"]),
        (["--until", "2023-06-02"], []),
        (["--articles", "unknown"], []),
    ],
)
def test_scope(run: Run, library: Path, scope: list[str], titles: list[str]) -> None:
    listed = run("--library", library, "articles", "--json", *scope).json["articles"]
    assert [item["title"] for item in listed] == titles
    hits = run("--library", library, "search", "the", "council", "--json", *scope)
    assert hits.code == 2
    hits = run("--library", library, "search", "the council ferry", "--json", *scope).json["hits"]
    assert [hit["title"] for hit in hits] == titles


def test_search(run: Run, library: Path) -> None:
    outcome = run("--library", library, "search", "--json", "water through the wall")
    assert outcome.code == 0
    best = outcome.json["hits"][0]
    assert best.keys() == HIT
    text = run("--library", library, "show", "--json", best["article_id"]).json["text"]
    assert text[best["start"] : best["end"]] == best["text"]
    assert "seeping" in best["text"]
    assert (
        len(run("--library", library, "search", "--json", "--limit", "1", "it").json["hits"]) == 1
    )


def test_an_answer(run: Run, library: Path) -> None:
    outcome = run("--library", library, "ask", "--json", QUESTION)
    assert outcome.code == 0
    answer = outcome.json
    assert answer.keys() == {
        *("kind", "question", "short", "sentences", "reason", "nearest", "timings"),
    }
    assert (answer["kind"], answer["question"], answer["reason"]) == ("answer", QUESTION, None)
    assert "Daoud" in answer["sentences"][0]["text"]
    assert_cited(run, library, answer["sentences"])
    assert answer["timings"].keys() == {"retrieve_ms", "generate_ms", "total_ms"}
    assert all(value >= 0 for value in answer["timings"].values())
    plain = run("--library", library, "ask", QUESTION)
    assert plain.code == 0
    assert "Daoud" in plain.out
    assert "[1]" in plain.out


def test_a_refusal(run: Run, library: Path) -> None:
    outcome = run("--library", library, "ask", "--json", "--until", "1900-01-01", QUESTION)
    assert outcome.code == 3
    refusal = outcome.json
    assert (refusal["kind"], refusal["reason"], refusal["sentences"]) == ("refusal", "empty", [])
    assert refusal["nearest"] == []
    assert refusal["short"] is None
    assert run("--library", library, "ask", "--until", "1900-01-01", QUESTION).code == 3


def test_an_empty_library_refuses(run: Run, tmp_path: Path) -> None:
    assert run("--library", tmp_path, "ask", "--json", QUESTION).json["reason"] == "empty"
    assert run("--library", tmp_path, "search", "--json", "dam").json == {"hits": []}
    assert run("--library", tmp_path, "articles", "--json").json == {"articles": []}
    assert run("--library", tmp_path, "check", "--json").code == 0


def test_a_batch(run: Run, library: Path, tmp_path: Path) -> None:
    rows = [{"id": "a", "question": QUESTION}, {"id": 2, "question": " "}]
    batch = tmp_path / "questions.jsonl"
    batch.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    outcome = run("--library", library, "ask", "--batch", batch)
    assert outcome.code == 0
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(answer["id"], answer["kind"]) for answer in answers] == [("a", "answer"), (2, "error")]


@pytest.mark.parametrize("spelling", ["summarise", "summarize"])
def test_summaries(run: Run, library: Path, spelling: str) -> None:
    outcome = run("--library", library, spelling, "--json", "--length", "short", dam_id(library))
    assert outcome.code == 0
    summary = outcome.json
    assert summary.keys() == {"article_ids", "length", "sentences", "covered"}
    assert summary["article_ids"] == [dam_id(library)]
    assert summary["length"] == "short"
    assert 1 <= len(summary["sentences"]) <= 2
    assert 0 < summary["covered"] <= 1
    assert_cited(run, library, summary["sentences"])


def test_a_file_is_summarised_without_being_added(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("--library", tmp_path, "summarise", "--json", folder / "dam.txt")
    assert outcome.code == 0
    assert outcome.json["sentences"]
    assert headlines(tmp_path) == []


def test_statements(run: Run, library: Path) -> None:
    outcome = run("--library", library, "statements", "--json", "--by", "Daoud")
    assert outcome.code == 0
    found = outcome.json["statements"]
    assert len(found) >= 2
    for statement in found:
        assert statement.keys() == {"speaker", "text", "cue", "direct", "published", "citation"}
        assert statement["speaker"] == "Samira Daoud"
        assert statement["citation"].keys() == CITATION
    assert any(statement["direct"] for statement in found)


def test_remove_and_check(run: Run, own: Path) -> None:
    dam = dam_id(own)
    outcome = run("--library", own, "remove", "--json", dam)
    assert (outcome.code, [item["id"] for item in outcome.json["removed"]]) == (0, [dam])
    assert run("--library", own, "show", dam).code == 1
    hits = run("--library", own, "search", "--json", "dam engineers").json["hits"]
    assert dam not in {hit["article_id"] for hit in hits}
    report = run("--library", own, "check", "--json")
    assert report.code == 0
    assert report.json == {"articles": 1, "passages": 1, "problems": [], "rebuilt": False}
    (own / "vectors.faiss").write_bytes(b"rubbish")
    report = run("--library", own, "check", "--json")
    assert (report.code, len(report.json["problems"])) == (1, 1)
    report = run("--library", own, "check", "--json", "--rebuild")
    assert (report.code, report.json["rebuilt"]) == (0, True)
    assert run("--library", own, "check").out.splitlines()[-1] == "all is well"


def test_nothing_is_removed_where_one_is_unknown(run: Run, own: Path) -> None:
    assert "nope" in run("--library", own, "remove", dam_id(own), "nope").error
    assert len(headlines(own)) == 2


# Errors.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "nope"], "nope"),
        (["remove", "nope"], "nope"),
        (["summarise", "nope"], "nope"),
        (["ask", "--batch", "/nowhere/q.jsonl"], "/nowhere/q.jsonl"),
        (["ask", "--model", "/nowhere/model", "Who?"], "/nowhere/model"),
    ],
)
def test_what_is_not_there_is_named(
    run: Run, library: Path, arguments: list[str], said: str
) -> None:
    outcome = run("--library", library, *arguments)
    assert outcome.code == 1
    assert said in outcome.error


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["add"],
        ["ask"],
        ["ask", ""],
        ["ask", "x" * 3000],
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
def test_wrong_use_ends_with_2(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    outcome = run("--library", tmp_path, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[-1].startswith("assistant")
    assert "Traceback" not in outcome.err


def test_an_empty_name_is_no_library(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in --library "$UNSET": the working folder is not meant.
    monkeypatch.chdir(tmp_path)
    assert run("--library", "", "articles").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b'{"id": 1}\n', b"[1]\n", b"{\n"])
def test_a_bad_batch_is_named(run: Run, library: Path, tmp_path: Path, content: bytes) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_bytes(content)
    outcome = run("--library", library, "ask", "--batch", batch)
    assert outcome.code == 1
    assert "questions.jsonl" in outcome.error


def test_a_model_that_is_none_is_named(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    outcome = run("--library", library, "ask", "--model", tmp_path, QUESTION)
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
        outcome = run("--library", named, "articles")
        assert outcome.code == 1
        assert "dam.txt" in outcome.error


def test_a_full_disk_is_one_line(own: Path, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("A long report\n\n" + "The dam held another day. " * 8000)
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


def test_the_library_of_the_environment(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LIBRARY", str(library))
    assert len(run("articles", "--json").json["articles"]) == 2


def test_half_characters_of_arguments_and_file_names_do_no_harm(
    library: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    asked = process(
        "--library",
        library,
        "ask",
        "--json",
        b"Dam \xff?".decode("utf-8", "surrogateescape"),
        env=environment,
    )
    assert asked.returncode in (0, 3)
    assert json.loads(asked.stdout)["question"].startswith("Dam")
    path = os.fsdecode(os.fsencode(tmp_path) + b"/name\xff.txt")
    Path(path).write_text(DAM)
    for command in (["add", "--json"], ["add"]):
        done = process("--library", tmp_path / "new", *command, path, env=environment)
        assert (done.returncode, done.stderr) == (0, "")
    assert len(headlines(tmp_path / "new")) == 1


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
    for found in harvest("north", 1500):
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
    assert 0 < len(report["added"]) < 1500
    assert {item["id"] for item in report["added"]} == {item.id for item in headlines(library)}
