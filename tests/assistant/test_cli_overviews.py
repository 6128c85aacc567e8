"""`assistant digest` and `assistant timeline`: what they print, and how they end."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.command_line import ROOT, Run, dam_id

CITATION = {"article_id", "title", "published", "start", "end", "quote"}
ARTICLE = {"id", "title", "published", "source", "url", "language", "characters"}


def assert_cited(run: Run, library: Path, sentence: dict[str, Any]) -> None:
    """A sentence has a citation, and each quote is the article's text at its offsets."""
    assert sentence.keys() >= {"text", "citations"}
    assert sentence["citations"]
    for citation in sentence["citations"]:
        assert citation.keys() == CITATION
        text = run("--library", library, "show", "--json", citation["article_id"]).json["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_digest(run: Run, library: Path) -> None:
    outcome = run("--library", library, "digest", "--json")
    assert outcome.code == 0
    assert outcome.json.keys() == {"stories", "articles"}
    for story in outcome.json["stories"]:
        assert story.keys() == {
            *("title", "published", "article_ids", "sentences", "disagreements"),
        }
        for sentence in story["sentences"]:
            assert_cited(run, library, sentence)
    # The newest comes first, what has no date last.
    assert [story["title"] for story in outcome.json["stories"]] == [
        "Ferry returns to the strait",
        "Engineers warn about the dam at Wadi Halim",
    ]
    assert all(article.keys() == ARTICLE for article in outcome.json["articles"])
    assert len(outcome.json["articles"]) == 2

    plain = run("--library", library, "digest")
    assert plain.code == 0
    assert "Ferry returns to the strait  (2023-06-03; 1 article)" in plain.out
    assert "[1]" in plain.out
    assert plain.err == ""


def test_a_timeline(run: Run, library: Path) -> None:
    outcome = run("--library", library, "timeline", "--json")
    assert outcome.code == 0
    (event,) = outcome.json["events"]
    assert event.keys() == {"date", "words", "sentence", "also_in"}
    assert (event["date"], event["words"], event["also_in"]) == ("2023-06-03", "on Saturday", [])
    assert_cited(run, library, event["sentence"])
    assert [article["source"] for article in outcome.json["articles"]] == ["Coast Gazette"]
    plain = run("--library", library, "timeline")
    assert plain.out.startswith("2023-06-03 (on Saturday)  The ferry Amal returned")


@pytest.mark.parametrize("command", ["digest", "timeline"])
def test_markdown(run: Run, library: Path, command: str) -> None:
    outcome = run("--library", library, command, "--markdown", "--about", "the ferry Amal")
    assert outcome.code == 0
    assert outcome.out.startswith(f"# {command.capitalize()}\n")
    assert "\\[1\\]" in outcome.out
    assert (
        "## Sources\n\n1. *Ferry returns to the strait*, Coast Gazette, 2023-06-03" in outcome.out
    )
    assert "dam" not in outcome.out


@pytest.mark.parametrize("option", ["--article", "--articles"])
def test_some_articles(run: Run, library: Path, option: str) -> None:
    outcome = run("--library", library, "digest", "--json", option, dam_id(library))
    assert [story["article_ids"] for story in outcome.json["stories"]] == [[dam_id(library)]]


@pytest.mark.parametrize("command", ["digest", "timeline"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--about", "Madagascar"], "is on 'Madagascar'"),
        (["--since", "2030-01-01"], "in that scope"),
        (["--until", "1900-01-01"], "in that scope"),
    ],
)
def test_nothing_that_matches_is_a_refusal(
    run: Run, library: Path, command: str, options: list[str], said: str
) -> None:
    outcome = run("--library", library, command, *options)
    assert outcome.code == 3
    assert said in outcome.error
    empty = run("--library", library, command, "--json", *options)
    assert (empty.code, empty.err) == (3, "")
    assert set(map(tuple, empty.json.values())) == {()}


@pytest.mark.parametrize("command", ["digest", "timeline"])
def test_an_empty_library(run: Run, empty: Path, command: str) -> None:
    outcome = run("--library", empty, command)
    assert outcome.code == 3
    assert "in the library" in outcome.error


@pytest.mark.parametrize("command", ["digest", "timeline"])
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--article", "nope"], 1),
        (["--since", "2024-02-02", "--until", "2024-01-01"], 2),
        (["--about", ""], 2),
        (["--json", "--markdown"], 2),
        (["a topic"], 2),
    ],
)
def test_wrong_use_is_one_line(
    run: Run, library: Path, command: str, options: list[str], code: int
) -> None:
    outcome = run("--library", library, command, *options)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.splitlines()[-1].startswith("assistant")
    assert "Traceback" not in outcome.err


INTERRUPTED = """
import signal, sys
from assistant.assistant import Assistant
from assistant.cli import main

digest = Assistant.digest

def interrupted(self, *arguments, **options):
    signal.raise_signal(signal.SIGINT)
    return digest(self, *arguments, **options)

Assistant.digest = interrupted
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_ends_with_what_is_done(library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "--library", library, "digest", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "assistant: stopping after this story\n")
    assert len(json.loads(done.stdout)["stories"]) == 1
