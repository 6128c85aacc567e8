"""Questions with what our own retriever finds for them: the passage that answers, and others.

A passage that is near the question and does not hold its answer is a hard negative (Karpukhin et
al., 2020, arXiv:2004.04906). Run once; training reads the file::

    python -m assistant.training.retrieved DATA groups.jsonl
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from assistant.evaluation import metrics
from assistant.grounding import overlap
from assistant.training.groups import Group, Row, is_dev, read_rows
from index import Article, Filter, Found, Hit
from index.embedding import MiniLM
from index.library import Library

SOURCES = {
    "squad_train_subset": 12170,
    "squad_train_subset_b": 3543,
    "squadshifts_new_wiki": 3000,
    "quoref_subset": 700,
}
"""File -> rows taken; licences are in MODEL_CARD.md."""
NEGATIVES = 6
RETRIEVED = 12


def groups(rows: list[Row], library: Library) -> Iterator[Group]:
    """Yield a group for every answerable row whose answer stands in a passage."""
    made = {article.id: article for row in rows for article in [_article(row)]}
    library.add(Found(article.title, article) for article in made.values())
    for row in tqdm(rows, unit="question"):
        if row["answers"]:
            article = _article(row)
            gold = _gold(row, library.search(row["question"], 50, _only(article)))
            if gold is not None:
                found = library.search(row["question"], RETRIEVED)
                others = [h for h in found if not _holds(h.text, row["answers"])][:NEGATIVES]
                yield Group(
                    row["question"], tuple(row["answers"]), article.title, gold,
                    tuple((h.article.title, h.text) for h in others), is_dev(row["context"]),
                )  # fmt: skip


def _only(article: Article) -> Filter:
    return Filter(articles=frozenset((article.id,)))


def _article(row: Row) -> Article:
    return Article.of(row.get("title", "").replace("_", " "), row["context"])


def _gold(row: Row, hits: list[Hit]) -> str | None:
    """Return the passage of the row's own text that holds an answer, the nearest of several."""
    holding = [hit.text for hit in hits if _holds(hit.text, row["answers"][:1])]
    return max(holding, key=lambda text: overlap(row["question"], text), default=None)


def _holds(text: str, answers: list[str]) -> bool:
    words = f" {metrics.normalise(text)} "
    return any(f" {metrics.normalise(answer)} " in words for answer in answers)


def main() -> None:
    """Write the groups of a data folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    rows: list[Row] = []
    for name, count in SOURCES.items():
        taken = read_rows(arguments.data / f"{name}.jsonl")
        random.Random(name).shuffle(taken)
        rows += taken[:count]
    with tempfile.TemporaryDirectory() as folder, arguments.out.open("w") as out:
        library = Library(Path(folder) / "library", MiniLM)
        for group in groups(rows, library):
            out.write(json.dumps(asdict(group), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
