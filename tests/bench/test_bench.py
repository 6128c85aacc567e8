"""The bench itself, on sizes so small that it says nothing about speed."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.bench import corpus, report, scale
from tests.bench.chart import Curve, curves_as_svg
from tests.bench.run import Plan, installed, measure


def test_documents_depend_on_the_seed_alone() -> None:
    first, again, other = (corpus.load(None, seed, 50, 9) for seed in (1, 1, 2))
    assert first == again != other
    assert len({document.text for document in first.documents}) == 50
    assert all(100 <= len(document.text.split()) <= 150 for document in first.documents)
    assert len(first.article.split()) == corpus.SUMMARY_WORDS


def test_documents_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    text = " ".join(f"The minister opened bridge number {number}." for number in range(60))
    path.write_text(f'{{"title": "Bridges", "text": "{text}"}}\n', "utf-8")
    held = corpus.load(path, 1, 3, 2)
    assert [document.title for document in held.documents] == ["Bridges"] * 3
    with pytest.raises(ValueError, match="holds 3 passages, 4 are wanted"):
        corpus.load(path, 1, 4, 2)


def test_ours_is_measured_on_every_row(tmp_path: Path) -> None:
    plan = Plan(("ours",), (8, 20), 1, 1, None, searches=6, answers=3)
    *_, runs = measure(plan, tmp_path, Path("no-peers"))
    wanted = {row.key for row in report.rows(plan.sizes)}
    assert {key for key in runs if runs[key]["ours"]} == wanted
    assert all(value > 0 for key in runs for value in runs[key]["ours"])


def test_peers_that_are_absent_are_left_out_and_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert installed(["ours", "txtai"], Path("no-such-python")) == ("ours",)
    assert "txtai is not installed" in capsys.readouterr().err


def test_the_table_holds_medians_and_the_ratio_to_the_best_peer() -> None:
    runs = {
        "answer_p50_ms": {"ours": [90, 100, 500], "txtai": [200, 200, 200], "langchain": [300]},
        "passages_per_second": {"ours": [100], "txtai": [20], "langchain": [50]},
    }
    table = report.as_markdown(runs, ["ours", "txtai", "langchain"], [2000])
    assert "| answer p50, ms | 100 | 200 | 300 | 0.5 |" in table
    assert "| indexing, passages/s | 100 | 20 | 50 | 2 |" in table
    picture = report.as_svg(runs, ["ours", "txtai", "langchain"], [2000])
    assert ET.fromstring(picture).tag.endswith("svg")
    assert picture.count("2.0x") == 2


def test_the_curves_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scale.main(["--sizes", "30", "60", "--embedded", "40", "--out", str(tmp_path)]) == 0
    table = capsys.readouterr().out
    assert table.splitlines()[0].startswith("| passages | writing, s |")
    assert [line.split("|")[1].strip() for line in table.splitlines()[2:4]] == ["30", "60"]
    assert ET.fromstring((tmp_path / "scale.svg").read_text("utf-8")).tag.endswith("svg")


def test_curves_of_one_value_are_drawn() -> None:
    assert "polyline" in curves_as_svg([Curve("flat", [(1000, 1.0), (2000, 1.0)])])
