"""Follow-ups of written dialogues become questions that stand alone; good questions stay."""

import json
import re
from pathlib import Path

from assistant.followup import standalone

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "followups.jsonl").read_text("utf-8").splitlines()
]


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def rewritten(row: dict) -> str | None:
    return standalone(row["question"], row["previous"], told=lambda _: row.get("answer"))


def test_questions_that_stand_alone_are_left_alone() -> None:
    for row in ROWS:
        if not row["accepted"]:
            assert rewritten(row) is None, row


def test_most_follow_ups_are_rewritten_as_a_person_would() -> None:
    wrong = []
    follow_ups = [row for row in ROWS if row["accepted"]]
    for row in follow_ups:
        found = rewritten(row)
        if found is None or all(words(found) != words(good) for good in row["accepted"]):
            wrong.append((row["previous"], row["question"], found))
    assert len(ROWS) >= 60
    assert len(wrong) <= 0.04 * len(follow_ups), wrong
