"""Pairs of statements labelled by hand: contradictions, and pairs that only look like one."""

import json
from pathlib import Path

import pytest

from assistant.contradictions import contradicts

FOLDER = Path(__file__).parent / "changes"


@pytest.mark.parametrize("name", ["tune.jsonl", "test.jsonl"])
def test_contradictions_over_time(name: str) -> None:
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    found = [row for row in rows if contradicts(row["earlier"], row["later"])]
    right = [row for row in found if row["changed"]]
    assert len(right) >= 0.95 * len(found), [row for row in found if not row["changed"]]
    labelled = [row for row in rows if row["changed"]]
    assert len(right) >= 0.9 * len(labelled), [row for row in labelled if row not in right]


def test_the_order_does_not_matter() -> None:
    for name in ("tune.jsonl", "test.jsonl"):
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            one, other = row["earlier"], row["later"]
            assert contradicts(one, other) == contradicts(other, one)
            assert not contradicts(one, one)
