"""What the adapters learn from is labelled as it is: nothing unanswerable still has its answer."""

import json
import random
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.evaluation.metrics import f1
from assistant.models import load
from assistant.training import readings, written
from assistant.training.groups import Row, read_rows
from assistant.training.mixture import less_answers, without_answer
from assistant.training.readings import RIGHT, WRONG, Article
from index import Article as News
from index import Found
from index.library import Library
from tests.support import HashedWords

PORT = "The port of Sfax was opened by Ann Lee (the mayor.) Ships came. Bob Ray left in May."
TRADE = "Trade through the port of Sfax grew by 12 percent. Olive oil went to Genoa."
ROWS: list[Row] = [
    {
        "question": question, "context": context, "answers": [answer],
        "start": context.index(answer), "title": "Sfax",
    }
    for question, context, answer in (
        ("Who opened the port of Sfax?", PORT, "Ann Lee"),
        ("When did Bob Ray leave?", PORT, "May"),
        ("By how much did trade grow?", TRADE, "12 percent"),
        ("Where did olive oil go?", TRADE, "Genoa"),
    )
]  # fmt: skip


def test_sentences_that_hold_an_answer_are_left_out() -> None:
    assert less_answers(PORT, ["ann lee"]) == "Ships came. Bob Ray left in May."
    assert less_answers(PORT, ["Genoa"]) == ""


@pytest.mark.parametrize("answer", ["J. Q. Ray", "nobody"])
def test_nothing_is_called_unanswerable_whose_answer_is_still_there(answer: str) -> None:
    # The sentence splitter takes "J." for an end, and drops a closing bracket.
    row: Row = {
        "question": "Whom did they meet?", "answers": [answer], "title": "Sfax",
        "context": "They saw Ann Lee (the mayor of Sfax.) They met J. Q. Ray there.",
    }  # fmt: skip
    assert list(without_answer(row, random.Random(0))) == []


def test_the_nearest_paragraph_is_another_without_the_answer() -> None:
    article = Article([PORT, TRADE, "It rained in Tunis."])
    assert article.near(ROWS[0]) == TRADE
    assert article.near(ROWS[2]) == PORT


def test_readings_are_right_or_wrong_by_their_f1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "QUESTIONS", 4)
    answers = {row["question"]: row["answers"] for row in ROWS}
    made = [r for n in range(4) for r in readings.of_squad(ROWS, load(), random.Random(n))]
    kinds = {each.kind for each in made}
    assert {"right", "misread"} <= kinds
    for each in made:
        assert each.answer.lower() in each.words.lower()
        if each.kind == "right":
            assert f1(each.answer, answers[each.question]) >= RIGHT
        if each.kind == "misread":
            assert f1(each.answer, answers[each.question]) <= WRONG


def test_readings_of_written_questions_are_wrong_where_the_passage_does_not_say() -> None:
    rows: list[Row] = [
        {"question": f"Who {did} the port of Sfax?", "answers": held, "title": "Sfax"}
        | {"context": PORT, "dev": True}
        for did, held in (("opened", ["Ann Lee"]), ("paid for", []))
    ]
    made = list(readings.of_written(rows, load(), random.Random(0)))
    assert {each.kind for each in made if each.question == rows[0]["question"]} >= {"right"}
    assert [each.kind for each in made if each.question == rows[1]["question"]] == ["misread"]
    assert all(each.dev for each in made)
    assert list(readings.of_written(rows * 2, load(), random.Random(0))) == made


@pytest.mark.parametrize(("file", "of"), [("news", "article"), ("encyclopaedia", "paragraph")])
def test_written_questions_are_whole_and_asked_once(file: str, of: str) -> None:
    rows = read_rows(written.QUESTIONS / f"{file}.jsonl")
    assert all(row.keys() == {of, "question", "answers"} for row in rows)
    assert all(row["question"].strip() and all(row["answers"]) for row in rows)
    assert len({(row[of], row["question"]) for row in rows}) == len(rows)
    assert 0.15 < sum(bool(row["answers"]) for row in rows) / len(rows) < 0.6


def test_a_paragraph_is_asked_what_was_written_for_it_and_some_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "QUESTIONS", tmp_path)
    own = [row | {"id": f"p{n}", "title": "Port_of_Sfax"} for n, row in enumerate(ROWS)]
    asked = {"paragraph": "p0", "question": "Who closed the port of Sfax?", "answers": []}
    for name, rows in (
        ("squad_train_subset", own), ("squad_train_subset_b", []), ("encyclopaedia", [asked])
    ):  # fmt: skip
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, "utf-8")
    made = list(written.on_encyclopaedia(tmp_path))
    assert [row["question"] for row in made] == [
        asked["question"], ROWS[0]["question"], ROWS[1]["question"]
    ]  # fmt: skip
    assert [bool(row["answers"]) for row in made] == [False, True, True]
    assert all(row["context"] == PORT and row["title"] == "Port of Sfax" for row in made)


def test_what_was_read_of_a_long_article_ends_with_a_paragraph_or_sentence() -> None:
    long = "A word. " * 700
    assert written.read_part("Short.") == "Short."
    assert written.read_part(f"{long[:4000]}\n{long}") == long[:4000]
    assert written.read_part(long).endswith("word.")
    assert len(written.read_part(long)) <= written.READ_CHARACTERS


def test_questions_on_news_come_beside_passages_that_answer_and_others(tmp_path: Path) -> None:
    day = date(2023, 5, 4)
    port = News.of("The port of Sfax", f"{PORT}\n\n{'Boats wait outside. ' * 60}", published=day)
    trade = News.of("Trade of Sfax", TRADE, published=date(2022, 1, 9))
    rows: list[Row] = [
        {"question": "Who opened the port of Sfax in May 2023?", "answers": ["Ann Lee"]},
        {"question": "Who paid for the port of Sfax in 2023?", "answers": []},
    ]
    with closing(Library(tmp_path, HashedWords)) as library:
        library.add(Found(article.title, article) for article in (port, trade))
        opened, paid = (
            [
                beside
                for seed in range(20)
                for beside in written.news_rows(row, port, library, random.Random(seed))
            ]
            for row in rows
        )
    assert {bool(row["answers"]) for row in opened} == {True, False}
    assert not any(row["answers"] for row in paid)
    for row in opened:
        assert bool(row["answers"]) == ("Ann Lee" in row["context"])
    for row in [*opened, *paid]:
        # Its own time goes without saying in an article, and not in another.
        assert ("2023" in row["question"]) == (row["context"] == TRADE)
