"""The command line's contract: what each command prints, and its exit code."""

import json
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from index import Article, Found, reading
from index.store import FILE_NAME
from tests.assistant.command_line import QUESTION, Run, dam_id, headlines

HIT = {"article_id", "title", "published", "start", "end", "text", "score"}
CITATION = {"article_id", "title", "published", "start", "end", "quote"}
ARTICLE = {"id", "title", "published", "source", "url", "language", "characters"}
OUTCOME = {
    *("kind", "question", "short", "sentences", "reason", "nearest", "timings"),
    *("limits", "short_dates", "changed", "speaker", "instead"),
}


def assert_cited(run: Run, library: Path, sentences: list[dict[str, Any]]) -> None:
    """Each sentence has a citation, and each quote is the article's text at its offsets."""
    for sentence in sentences:
        assert sentence.keys() == {"text", "citations", "dates", "support"}
        assert sentence["citations"]
        for citation in sentence["citations"]:
            assert citation.keys() == CITATION
            text = run("--library", library, "show", "--json", citation["article_id"]).json["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_add(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("--library", tmp_path, "add", "--json", folder)
    assert outcome.code == 1  # two could not be read
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
    assert outcome.code == 1
    assert outcome.out.splitlines()[-1] == "0 added, 1 skipped, 1 failed"
    assert "empty.md: empty" in outcome.err


def test_add_of_nothing_readable_fails(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("--library", tmp_path, "add", "--json", folder / "empty.md", tmp_path / "none")
    assert outcome.code == 1
    assert [item["reason"] for item in outcome.json["failed"]] == [
        "empty",
        "no such file or folder",
    ]


def test_ctrl_c_ends_before_the_next_address(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    def read_url(url: str) -> Iterator[Found]:
        fetched.append(url)
        yield Found(url, Article.of("Ferry returns", f"The ferry of {url} returned on Saturday."))
        if url.endswith("2"):
            signal.raise_signal(signal.SIGINT)

    bar = MagicMock()
    monkeypatch.setattr(reading, "read_url", read_url)
    monkeypatch.setattr("tqdm.tqdm", lambda **_: bar)
    addresses = [f"https://example.org/{number}" for number in range(1, 5)]
    outcome = run("--library", tmp_path, "add", "--json", *addresses)
    assert outcome.code == 1
    assert outcome.err == "assistant: stopping after this batch\n"
    assert fetched == addresses[:2]
    assert [item["path"] for item in outcome.json["added"]] == fetched
    assert outcome.json["cancelled"]
    assert bar.update.call_count == 2


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
        (["--source", "coast gazette"], ["Ferry returns to the strait"]),
        (["--since", "2023-06-03", "--until", "2023-06-03"], ["Ferry returns to the strait"]),
        (["--until", "2023-06-02"], []),
    ],
)
def test_scope(run: Run, library: Path, scope: list[str], titles: list[str]) -> None:
    listed = run("--library", library, "articles", "--json", *scope).json["articles"]
    assert [item["title"] for item in listed] == titles
    hits = run("--library", library, "search", "the", "council", "--json", *scope)
    assert hits.code == 2
    found = run("--library", library, "search", "the council ferry", "--json", *scope)
    assert found.code == (0 if titles else 3)
    assert [hit["title"] for hit in found.json["hits"]] == titles


def test_several_articles_and_sources(run: Run, library: Path) -> None:
    ids = [item.id for item in headlines(library)]
    each = [part for article_id in ids for part in ("--articles", article_id)]
    for scope in (each, ["--articles", ",".join(ids)]):
        listed = run("--library", library, "articles", "--json", *scope).json["articles"]
        assert [item["id"] for item in listed] == ids
    scope = ["--source", "Coast Gazette", "--source", "COAST GAZETTE"]
    assert len(run("--library", library, "articles", "--json", *scope).json["articles"]) == 1


def test_a_question_of_one_word_follows_an_article(run: Run, library: Path) -> None:
    outcome = run("--library", library, "ask", "--json", "--articles", dam_id(library), "Ferry?")
    assert outcome.code in (0, 3)
    assert outcome.json["question"] == "Ferry?"


def test_no_article_that_matches_is_not_an_empty_library(
    run: Run, library: Path, empty: Path
) -> None:
    outcome = run("--library", library, "articles", "--since", "2030-01-01")
    assert outcome.code == 0
    assert outcome.out == "No article matches, of 2 articles in the library.\n"
    for scope in ([], ["--since", "2030-01-01"]):
        assert "No articles yet" in run("--library", empty, "articles", *scope).out


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
    assert answer.keys() == OUTCOME
    assert (answer["kind"], answer["question"], answer["reason"]) == ("answer", QUESTION, None)
    assert "Daoud" in answer["sentences"][0]["text"]
    assert_cited(run, library, answer["sentences"])
    assert answer["sentences"][0]["support"] in ("strong", "partial", "weak")
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


def test_an_empty_library_refuses(run: Run, empty: Path) -> None:
    assert run("--library", empty, "ask", "--json", QUESTION).json["reason"] == "empty"
    for command, found in ((["search", "dam"], {"hits": []}), (["statements"], {"statements": []})):
        outcome = run("--library", empty, *command, "--json")
        assert (outcome.code, outcome.json) == (3, found)
    listed = run("--library", empty, "articles", "--json")
    assert (listed.code, listed.json) == (0, {"articles": []})
    assert run("--library", empty, "check", "--json").code == 0


def test_a_batch(run: Run, library: Path, tmp_path: Path) -> None:
    # A line separator within a question is a character of it, and ends no row.
    asked = QUESTION.replace(" say", "\u2028say")
    rows = [
        {"id": "a", "question": asked},
        {"id": 2, "question": " "},
        {"id": 3, "question": "Who composed the opera Aida?"},
    ]
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "utf-8"
    )
    outcome = run("--library", library, "ask", "--batch", batch)
    assert outcome.code == 1  # one could not be asked
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(answer["id"], answer["kind"]) for answer in answers] == [
        ("a", "answer"),
        (2, "error"),
        (3, "refusal"),
    ]
    assert all(answer.keys() == OUTCOME | {"id"} for answer in answers)
    assert answers[1]["reason"] == "the question is empty: ask something"
    batch.write_text("".join(json.dumps(row) + "\n" for row in (rows[0], rows[2])), "utf-8")
    assert run("--library", library, "ask", "--batch", batch).code == 0


@pytest.mark.parametrize("spelling", ["summarise", "summarize"])
def test_summaries(run: Run, library: Path, spelling: str) -> None:
    outcome = run("--library", library, spelling, "--json", "--length", "short", dam_id(library))
    assert outcome.code == 0
    summary = outcome.json
    assert summary.keys() == {"article_ids", "length", "sentences"}
    assert summary["article_ids"] == [dam_id(library)]
    assert summary["length"] == "short"
    assert 1 <= len(summary["sentences"]) <= 2
    assert_cited(run, library, summary["sentences"])


def test_a_file_is_summarised_without_being_added(run: Run, folder: Path, empty: Path) -> None:
    outcome = run("--library", empty, "summarise", "--json", folder / "dam.txt")
    assert outcome.code == 0
    assert outcome.json["sentences"]
    assert all(sentence["support"] is None for sentence in outcome.json["sentences"])
    assert headlines(empty) == []


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
    nobody = run("--library", library, "statements", "--json", "--by", "Sigurd Nilsen")
    assert (nobody.code, nobody.json) == (3, {"statements": []})


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
    assert report.json["problems"] == []
    assert run("--library", own, "check").out.splitlines()[-1] == "all is well"


def test_a_damaged_store_is_not_mended_by_building_faiss_anew(run: Run, own: Path) -> None:
    connection = sqlite3.connect(own / FILE_NAME)
    with connection:
        connection.execute("DELETE FROM vectors WHERE passage_id = 1")
    connection.close()
    (own / "vectors.faiss").write_bytes(b"rubbish")
    report = run("--library", own, "check", "--json", "--rebuild")
    assert (report.code, report.json["rebuilt"]) == (1, True)
    assert "1 passages have no vector" in report.json["problems"]
    assert not any("damaged" in problem for problem in report.json["problems"])


def test_nothing_is_removed_where_one_is_unknown(run: Run, own: Path) -> None:
    assert "nope" in run("--library", own, "remove", dam_id(own), "nope").error
    assert len(headlines(own)) == 2
