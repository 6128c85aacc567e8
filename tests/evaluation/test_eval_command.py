"""`assistant eval` from a file to the table, with the real models."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

HARBOUR = (
    "The harbour of Port Ellery will close for repairs on 3 March, the town council said on "
    "Monday. The work costs 4.2 million pounds and is paid for by the region. Mayor Greta Holm "
    "said that the ferry to Skarsund would leave from the old pier until June."
)
ORCHARD = (
    "An orchard outside Velden has been named the best in the country. Its owner, Tomas Ridder, "
    "grows 61 kinds of apple on nine hectares. The prize was handed over in Lisse on Sunday, and "
    "Ridder said that he would spend the money on a new press."
)
QUESTIONS = [
    {"id": "1", "question": "When will the harbour of Port Ellery close?", "answers": ["3 March"],
     "context": HARBOUR, "title": "Harbour to close"},
    {"id": "2", "question": "How many kinds of apple does Tomas Ridder grow?", "answers": ["61"],
     "context": ORCHARD, "title": "Best orchard"},
    {"id": "3", "question": "Who composed the opera Aida?", "answers": [],
     "context": ORCHARD, "title": "Best orchard"},
]  # fmt: skip
OTHERS = [
    {"id": "4", "title": "Harbour to close", "article": f"{HARBOUR} {ORCHARD}",
     "summary": "The harbour closes on 3 March.\nAn orchard won a prize."},
    {"id": "5", "title": "Harbour to close", "text": HARBOUR, "statements": [
        {"speaker": "Greta Holm",
         "said": "the ferry to Skarsund would leave from the old pier until June"},
    ]},
]  # fmt: skip


def save(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_set_runs_through_the_whole_pipeline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = tmp_path / "risk.svg"
    rows = save(tmp_path / "set.jsonl", QUESTIONS + OTHERS)
    assert main(["eval", rows, "--json", "--chart", str(chart)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["articles"], report["model"]) == (2, "packaged")
    figures = {(figure["group"], figure["name"]): figure for figure in report["figures"]}
    for group in ("answers, passage given", "answers, open retrieval", "refusal, open retrieval",
                  "citations", "latency of an answer or refusal"):  # fmt: skip
        assert group in {name for name, _ in figures}
    assert figures["retrieval, reranked", "recall@5"]["value"] == 100.0
    assert figures["retrieval, reranked", "recall@5"]["n"] == 2
    assert figures["answers, passage given", "F1, refusing not allowed"]["value"] > 50.0
    assert figures["refusal, passage given", "refused when unanswerable"]["n"] == 1
    assert figures["citations", "quote is the article's text"]["value"] == 100.0
    assert figures["summaries", "names, numbers not in the article"]["value"] == 0.0
    assert 0.0 < figures["summaries", "ROUGE-1 of lead-3"]["value"] < 100.0
    assert 0.0 < figures["summaries", "article covered"]["value"] <= 100.0
    assert figures["statements", "recall: labelled ones found"]["n"] == 1
    assert chart.read_text(encoding="utf-8").startswith("<svg")


def test_judgements_on_a_corpus_and_a_library_that_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = save(
        tmp_path / "queries.jsonl", [{"id": "q", "query": "repairs at a harbour", "answer": "x"}]
    )
    corpus = save(
        tmp_path / "corpus.jsonl",
        [{"id": "h", "title": "Harbour to close", "text": HARBOUR},
         {"id": "o", "title": "Best orchard", "text": ORCHARD}],
    )  # fmt: skip
    qrels = save(tmp_path / "qrels.jsonl", [{"query_id": "q", "doc_id": "h", "relevance": 1}])
    library = ["--library", str(tmp_path / "library")]
    arguments = ["eval", queries, "--task", "retrieval", "--corpus", corpus, "--qrels", qrels]
    assert main([*library, *arguments]) == 0
    first = capsys.readouterr().out
    assert "2 articles, 2 passages" in first
    assert "recall@1 " in first
    assert "answers" not in first
    # The articles are there by now; a title names the right one.
    titled = save(
        tmp_path / "titled.jsonl",
        [{"question": "Where was the prize handed over?", "answers": ["Lisse"],
          "title": "Best orchard"}],
    )  # fmt: skip
    assert main([*library, "eval", titled, "--task", "retrieval", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures[0]["name"] == "recall@1"
    assert figures[0]["value"] == 100.0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--task", "summaries"], "wants rows with article and summary"),
        (["--chart", "risk.png"], "SVG"),
        (["--task", "retrieval", "--chart", "risk.svg"], "no chart"),
        (["--corpus", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
)
def test_a_mistake_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    rows = save(tmp_path / "set.jsonl", QUESTIONS)
    assert main(["eval", rows, *arguments]) in (1, 2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert complaint in captured.err
    assert len(captured.err.strip().splitlines()) == 1


def test_questions_without_articles_are_sent_for_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = save(tmp_path / "set.jsonl", [{"question": "Who?", "answers": ["Ann"]}])
    assert main(["eval", rows]) == 2
    assert "--corpus" in capsys.readouterr().err
