"""The command line's contract: what each command prints, and its exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.command_line import QUESTION, Run, dam_id, headlines

HIT = {"article_id", "title", "published", "start", "end", "text", "score"}
CITATION = {"article_id", "title", "published", "start", "end", "quote"}
ARTICLE = {"id", "title", "published", "source", "url", "language", "characters"}


def assert_cited(run: Run, library: Path, sentences: list[dict[str, Any]]) -> None:
    """Each sentence has a citation, and each quote is the article's text at its offsets."""
    for sentence in sentences:
        assert sentence.keys() == {"text", "citations", "dates"}
        assert sentence["citations"]
        for citation in sentence["citations"]:
            assert citation.keys() == CITATION
            text = run("--library", library, "show", "--json", citation["article_id"]).json["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]


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
        *("limits", "short_dates", "changed", "speaker", "instead"),
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
    # A line separator within a question is a character of it, and ends no row.
    asked = QUESTION.replace(" say", "\u2028say")
    rows = [{"id": "a", "question": asked}, {"id": 2, "question": " "}]
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "utf-8"
    )
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
    assert report.json == {
        "articles": 1,
        "passages": 1,
        "problems": [],
        "rebuilt": False,
        "recall": None,
    }
    (own / "vectors.faiss").write_bytes(b"rubbish")
    report = run("--library", own, "check", "--json")
    assert (report.code, len(report.json["problems"])) == (1, 1)
    report = run("--library", own, "check", "--json", "--rebuild")
    assert (report.code, report.json["rebuilt"]) == (0, True)
    assert run("--library", own, "check").out.splitlines()[-1] == "all is well"


def test_nothing_is_removed_where_one_is_unknown(run: Run, own: Path) -> None:
    assert "nope" in run("--library", own, "remove", dam_id(own), "nope").error
    assert len(headlines(own)) == 2
