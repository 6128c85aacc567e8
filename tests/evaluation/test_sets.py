"""A row is what its fields say; a bad line is named."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluation.sets import read_corpus, read_judgements, read_set

QUESTION = {"id": "q1", "question": "Where?", "answers": ["Bern"], "context": "In Bern.",
            "title": "The_Federal_City"}  # fmt: skip
SUMMARY = {"id": "s1", "title": "", "article": "It rained. It poured.", "summary": "Rain."}
STATEMENTS = {
    "id": "a1",
    "title": "Rain",
    "text": "It rained, said Ann Lee.",
    "statements": [{"speaker": "Ann Lee", "said": "It rained"}],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "set.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_file_may_mix_kinds(tmp_path: Path) -> None:
    search = {"id": "q2", "query": "snow in May", "answer": "yes"}
    rows = read_set(written(tmp_path, QUESTION, "", SUMMARY, STATEMENTS, search))
    first, second = rows.questions
    assert first.gold is not None
    assert (first.gold.title, first.gold.text) == ("The Federal City", "In Bern.")
    assert first.answers == ("Bern",)
    assert (second.text, second.answers, second.gold) == ("snow in May", ("yes",), None)
    assert rows.summaries[0].summary == "Rain."
    assert rows.statements[0].statements == (("Ann Lee", "It rained"),)


def test_no_answers_and_unknown_answers_are_two_things(tmp_path: Path) -> None:
    rows = read_set(written(tmp_path, {"question": "Who?", "answers": []}, {"question": "Who?"}))
    assert [question.answers for question in rows.questions] == [(), None]
    assert [question.id for question in rows.questions] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ({"text": "x"}, "no question, no article with summary"),
        ({"question": " "}, '"question" is empty'),
        ({"question": "x" * 3000}, "3000 characters"),
        ({"question": 7}, '"question" holds int, not text'),
        ({**QUESTION, "answers": "Bern"}, '"answers" is not a list'),
        ({**QUESTION, "answers": [7]}, '"answers" holds int'),
        ({**QUESTION, "context": ""}, '"context" is empty'),
        ({**SUMMARY, "summary": None}, '"summary" holds NoneType'),
        ({**STATEMENTS, "statements": [{"speaker": "Ann"}]}, 'no "said"'),
        ({**STATEMENTS, "statements": ["Ann"]}, '"speaker" and "said"'),
        ('{"question": "\\ud800"}', "surrogate"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(
    tmp_path: Path, line: object, complaint: str
) -> None:
    path = written(tmp_path, QUESTION, "", line)
    with pytest.raises(InputError) as caught:
        read_set(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert complaint in str(caught.value)


def test_an_empty_file_and_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no rows"):
        read_set(written(tmp_path, ""))
    path = tmp_path / "latin.jsonl"
    path.write_bytes('{"question": "Où?"}'.encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_set(path)


def test_a_corpus_and_its_judgements(tmp_path: Path) -> None:
    document = {"id": "d1", "title": "Rain", "text": "It rained.", "date": "2024-05-02T08:00:00"}
    (read,) = read_corpus(written(tmp_path, document))
    assert (read.id, read.article.title, str(read.article.published)) == (
        "d1", "Rain", "2024-05-02",
    )  # fmt: skip
    judged = written(
        tmp_path,
        {"query_id": "q1", "doc_id": "d1", "relevance": 2},
        {"query_id": "q1", "doc_id": "d2", "relevance": 0},
    )
    assert read_judgements(judged) == {"q1": {"d1": 2, "d2": 0}}
    with pytest.raises(InputError, match="relevance"):
        read_judgements(written(tmp_path, {"query_id": "q", "doc_id": "d", "relevance": -1}))
