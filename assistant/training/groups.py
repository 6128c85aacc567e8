"""Reading training data: rows, questions with their retrieved passages, what is held out."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

DEV_SHARE = 0.04
_HEAD = 200
"""Characters by which a paragraph is known again in another edition."""


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


def squad_rows(path: Path, data: Path) -> Iterator[Row]:
    """Yield the rows of a SQuAD 1.1 file (Rajpurkar et al., 2016, arXiv:1606.05250).

    Its two paragraphs that the development set of `data` has too are left out.
    """
    held = {row["context"][:_HEAD] for row in read_rows(data / "squad2_dev_extra_eval.jsonl")}
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            if paragraph["context"][:_HEAD] in held:
                continue
            for asked in paragraph["qas"]:
                answer = asked["answers"][0]
                yield {
                    "question": asked["question"].strip(), "context": paragraph["context"],
                    "answers": [answer["text"]], "start": answer["answer_start"],
                    "title": article["title"],
                }  # fmt: skip


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


def is_held_out(row: Row) -> bool:
    """Whether a row is held out of training: as it says, or as its passage does."""
    return bool(row["dev"]) if "dev" in row else is_dev(row["context"])
