"""JSONL files -> the rows of an evaluation, each checked; a bad line is named by its number."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from assistant.asking import MAX_QUESTION
from assistant.errors import InputError
from index import Article

Row = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `answers` is empty where the articles don't answer, None where nobody said.

    `gold` is the article it was asked about, where the row brings it; `title` names it where not.
    """

    id: str
    text: str
    answers: tuple[str, ...] | None
    title: str
    gold: Article | None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """An article and the summary that a person wrote of it."""

    article: Article
    summary: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """An article and who said what in it: (speaker, words) pairs, all of them."""

    article: Article
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """The rows of a file, by kind; a file may mix them."""

    questions: tuple[Question, ...]
    summaries: tuple[SummaryRow, ...]
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article of a corpus under the name that judgements know it by."""

    id: str
    article: Article


class _RowError(Exception):
    """A row that cannot be used, and why; the reader adds file and line."""


def read_set(path: Path) -> EvaluationSet:
    """Read a set; each row's kind follows from its fields.

    :raises InputError: if a line is not a row of any kind, or there is none.
    """
    rows = _read_all(path, _row)
    return EvaluationSet(
        tuple(row for row in rows if isinstance(row, Question)),
        tuple(row for row in rows if isinstance(row, SummaryRow)),
        tuple(row for row in rows if isinstance(row, StatementRow)),
    )


def read_corpus(path: Path) -> list[Document]:
    """Read articles: objects with id, title, text and perhaps date.

    :raises InputError: if a line is not such an object, or there is none.
    """
    return _read_all(path, _document)


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Read which documents are relevant to which question: question -> document -> relevance.

    :raises InputError: if a line does not hold query_id, doc_id and relevance, or there is none.
    """
    judgements: dict[str, dict[str, int]] = {}
    for query, document, relevance in _read_all(path, _judgement):
        judgements.setdefault(query, {})[document] = relevance
    return judgements


def _read_all(path: Path, make: Callable[[Row, int], T]) -> list[T]:
    rows = list(_read(path, make))
    if not rows:
        raise InputError(f"{path}: no rows in it")
    return rows


def _read(path: Path, make: Callable[[Row, int], T]) -> Iterator[T]:
    """Yield what `make` makes of each line that is not blank, given it and its number."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield make(_object(line), number)
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 after line {number}") from None
    except _RowError as error:
        raise InputError(f"{path}:{number}: {error}") from None


def _object(line: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _RowError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise _RowError("not a JSON object")
    return row


def _row(row: Row, line: int) -> Question | SummaryRow | StatementRow:
    if "article" in row and "summary" in row:
        return SummaryRow(_article(row, "article"), _text(row, "summary"))
    if "text" in row and "statements" in row:
        return StatementRow(_article(row, "text"), _statements(row))
    if "question" in row or "query" in row:
        return _question(row, line)
    raise _RowError(
        "no question, no article with summary and no text with statements, but "
        + (", ".join(row) or "nothing")
    )


def _question(row: Row, line: int) -> Question:
    text = _text(row, "question" if "question" in row else "query")
    if len(text) > MAX_QUESTION:
        raise _RowError(f"a question of {len(text)} characters, at most {MAX_QUESTION} are read")
    answers: tuple[str, ...] | None = None
    if "answers" in row:
        if not isinstance(row["answers"], list):
            raise _RowError('"answers" is not a list')
        answers = tuple(_string(answer, "answers") for answer in row["answers"])
    elif "answer" in row:
        answers = (_text(row, "answer"),)
    gold = _article(row, "context") if "context" in row else None
    return Question(_id(row, line), text, answers, _title(row), gold)


def _statements(row: Row) -> tuple[tuple[str, str], ...]:
    if not isinstance(row["statements"], list):
        raise _RowError('"statements" is not a list')
    if not all(isinstance(statement, dict) for statement in row["statements"]):
        raise _RowError('"statements" wants objects with "speaker" and "said"')
    return tuple((_text(s, "speaker"), _text(s, "said")) for s in row["statements"])


def _document(row: Row, line: int) -> Document:
    return Document(_id(row, line), _article(row, "text"))


def _judgement(row: Row, line: int) -> tuple[str, str, int]:
    relevance = row.get("relevance", 1)
    if not isinstance(relevance, int) or relevance < 0:
        raise _RowError('"relevance" is not a whole number from 0 up')
    return _text(row, "query_id"), _text(row, "doc_id"), relevance


def _article(row: Row, field: str) -> Article:
    return Article.of(_title(row), _text(row, field), published=_date(row.get("date")))


def _title(row: Row) -> str:
    # SQuAD writes the titles of Wikipedia's pages as they stand in their addresses.
    title = _string(row.get("title") or "", "title")
    return title if " " in title else title.replace("_", " ")


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _id(row: Row, line: int) -> str:
    return str(row.get("id", line))


def _text(row: Row, field: str) -> str:
    if field not in row:
        raise _RowError(f'no "{field}"')
    value = _string(row[field], field)
    if not value.strip():
        raise _RowError(f'"{field}" is empty')
    return value


def _string(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise _RowError(f'"{field}" holds {type(value).__name__}, not text')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _RowError(f'"{field}" holds half a surrogate pair') from None
    return value
