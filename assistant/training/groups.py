"""Reading training data: rows, questions with their retrieved passages, what is held out."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

DEV_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Group:
    """A question, its answers, a passage that holds one, and near passages that hold none."""

    question: str
    answers: tuple[str, ...]
    title: str
    passage: str
    negatives: tuple[tuple[str, str], ...]
    """(title, passage), nearest first."""
    dev: bool


def read_rows(path: Path) -> list[Row]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_groups(path: Path) -> list[Group]:
    """Read what `assistant.training.retrieved` wrote."""
    return [
        Group(
            row["question"], tuple(row["answers"]), row["title"], row["passage"],
            tuple((title, passage) for title, passage in row["negatives"]), row["dev"],
        )
        for row in read_rows(path)
    ]  # fmt: skip


def is_dev(text: str) -> bool:
    """Hold a fixed share of the passages out of training, whatever the seed."""
    digest = hashlib.sha256(text.encode()).digest()
    return digest[0] < 256 * DEV_SHARE * (2 if len(text) > 4000 else 1)
