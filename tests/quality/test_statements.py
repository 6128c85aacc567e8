"""Who said what, against statements labelled by hand; floors under what was reached."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from index import Article
from tests.quality.statement_scores import Label, Score, Scores, compare

FOLDER = Path(__file__).parent / "statements"
DATA = os.environ.get("ASSISTANT_DATA")


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def check(scores: Scores, precision: float, recall: float, speaker: float) -> None:
    for score in scores.values():
        shown = "\n".join([str(score), *score.errors])
        assert score.precision >= precision, shown
        assert score.recall >= recall, shown
        assert score.speaker >= speaker, shown


@pytest.mark.parametrize("name", ["tune.jsonl", "test.jsonl"])
def test_articles_of_our_own(name: str) -> None:
    scores = {True: Score(), False: Score()}
    for row in rows(name):
        text = row["text"]
        labels = []
        for statement in row["statements"]:
            said = statement["said"]
            assert text.count(said) == 1, f"{row['id']}: label not unique: {said}"
            start = text.index(said)
            labels.append(
                Label(statement["speaker"], statement["direct"], start, start + len(said))
            )
        compare(scores, Article.of(row["id"], text), labels)
    check(scores, precision=0.97, recall=0.97, speaker=0.95)


@pytest.mark.skipif(DATA is None, reason="ASSISTANT_DATA names no folder with the news corpora")
@pytest.mark.parametrize(
    ("name", "precision", "recall", "speaker"),
    [("corpora.jsonl", 0.95, 0.95, 0.94), ("corpora_later.jsonl", 0.92, 0.89, 0.92)],
)
def test_articles_of_news_corpora(
    name: str, precision: float, recall: float, speaker: float
) -> None:
    assert DATA is not None
    labelled = {row["id"]: row for row in rows(name)}
    scores = {True: Score(), False: Score()}
    seen = 0
    for file in sorted({row["file"] for row in labelled.values()}):
        path = Path(DATA) / file
        if not path.exists():
            pytest.skip(f"{path} does not exist")
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                news = json.loads(line)
                row = labelled.get(news["id"])
                if row is None:
                    continue
                text = news.get("text") or news["article"]
                assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], news["id"]
                labels = [
                    Label(s["speaker"], s["direct"], s["start"], s["end"])
                    for s in row["statements"]
                ]
                compare(scores, Article.of(news["id"], text), labels, row["read_to"])
                seen += 1
    assert seen == len(labelled)
    check(scores, precision=precision, recall=recall, speaker=speaker)
