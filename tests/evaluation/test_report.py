"""The table is aligned, and the chart is an SVG picture."""

from xml.etree import ElementTree

import numpy as np

from assistant.evaluation import metrics, report
from assistant.evaluation.chart import Curve, as_svg


def test_the_table_is_aligned_and_says_how_many() -> None:
    figures = [
        *report.share("retrieval", "recall@1", [1.0, 0.0, 1.0, 1.0]),
        *report.milliseconds("retrieval", "search", [10.0, 20.0, 30.0]),
        *report.share("answers", "EM", []),
        *report.mean("summaries", "words", [40.0]),
    ]
    table = report.as_table(report.Report("set.jsonl", "packaged", 2, 3, tuple(figures)))
    assert "2 articles, 3 passages" in table
    rows = [line for line in table.splitlines()[1:] if line]
    assert len({len(row) for row in rows}) == 1
    assert rows[1].split()[:3] == ["recall@1", "75.0", "%"]
    assert rows[1].split()[-1] == "4"
    assert rows[2].split()[:4] == ["search", "p50", "20.0", "ms"]
    assert "answers" not in table


def test_the_chart_is_well_formed_and_marks_where_the_assistant_works() -> None:
    coverage, risk = metrics.risk_coverage(list(range(500)), [1.0, 0.0] * 250)
    svg = as_svg(
        [
            Curve("passage <given>", coverage, risk, 0.6),
            Curve("none", np.array([]), np.array([]), 0),
        ]
    )
    root = ElementTree.fromstring(svg)
    names = [element.tag.split("}")[1] for element in root.iter()]
    assert names.count("polyline") == 1
    assert names.count("circle") == 1
    assert "passage <given>" in [element.text for element in root.iter()]
