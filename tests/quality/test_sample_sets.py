"""The question and summary sets agree with the sample articles that they are about."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.samples import sample_paths
from index.reading.markdown import read_markdown

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def drafts() -> dict:
    found = {}
    for path in sample_paths():
        with path.open("rb") as stream:
            (found[path.stem],) = read_markdown(stream)
    return found


def test_every_sample_has_its_facts(drafts):
    assert len(drafts) == 14
    for draft in drafts.values():
        assert draft.title and draft.source
        assert draft.url.startswith("https://example.org/")
        assert date(2022, 1, 1) <= draft.published <= date(2025, 12, 31)


def test_every_answer_is_supported_by_words_of_its_article(drafts):
    for row in rows("samples_questions.jsonl"):
        if row["answers"]:
            assert row["support"] in drafts[row["article"]].text, row["id"]
            support = row["support"].casefold()
            assert any(answer.casefold() in support for answer in row["answers"]), row["id"]
        else:
            assert row["article"] is None and row["kind"] in ("off_topic", "trap")


def test_what_readers_wonder_has_an_answer_in_its_support_or_none(drafts):
    for row in rows("reader_questions.jsonl"):
        text = " ".join(drafts[row["article"]].text.split())
        assert " ".join(row.get("support", "").split()) in text, row["id"]
        assert all(answer in row["support"] for answer in row["answers"][:1]), row["id"]


@pytest.mark.parametrize("name", ["samples_questions.jsonl", "reader_questions.jsonl"])
def test_questions_are_numbered_and_asked_once(name):
    questions = rows(name)
    assert len({row["id"] for row in questions}) == len(questions)
    assert len({row["question"].casefold() for row in questions}) == len(questions)


def test_summary_facts_can_be_met_and_faults_are_faults(drafts):
    for row in rows("summaries.jsonl"):
        text = drafts[row["article"]].text
        assert all(any(words in text for words in fact) for fact in row["must"])
        assert not any(words in text for words in row["must_not"])
