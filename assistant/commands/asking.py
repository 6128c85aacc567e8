"""Commands that answer and summarise."""

import argparse
import json
import os
import sys
from pathlib import Path

from assistant import as_json, as_text
from assistant.asking import checked
from assistant.assistant import Assistant
from assistant.commands.output import DONE, FAILED, REFUSED, print_json, show_result
from assistant.commands.scope import scope
from assistant.errors import InputError
from assistant.types import Answer
from index import Article, ArticleNotFound, Filter, Found, reading
from index.reading.kinds import KINDS


def ask(assistant: Assistant, options: argparse.Namespace) -> int:
    """Answer one question, or each of a file."""
    if (options.question is None) == (options.batch is None):
        raise InputError('ask either a question or --batch FILE.jsonl: assistant ask "..."')
    where = scope(assistant, options)
    if options.batch is not None:
        return _ask_batch(assistant, options.batch, where)
    question = checked(options.question)
    assistant.load_ahead()
    outcome = assistant.ask(question, where)
    show_result(options, as_json.outcome(outcome), as_text.outcome(outcome))
    return DONE if isinstance(outcome, Answer) else REFUSED


def summarise(assistant: Assistant, options: argparse.Namespace) -> int:
    """Summarise an article of the library, or a file without adding it."""
    summary = assistant.summarise(_article(assistant, options.article), options.length)
    show_result(options, as_json.summary(summary), as_text.summary(summary))
    return DONE


def statements(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print who said what."""
    found = assistant.statements(
        by=options.by, about=options.about, where=scope(assistant, options)
    )
    show_result(
        options, {"statements": [as_json.statement(s) for s in found]}, as_text.statements(found)
    )
    return DONE if found else REFUSED


def _ask_batch(assistant: Assistant, path: Path, where: Filter) -> int:
    code = DONE
    # Not splitlines: a line separator (U+2028) may stand in a question.
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, row_id = str.strip(row["question"]), row["id"]
        except (ValueError, KeyError, TypeError):
            raise InputError(f'{path}:{number}: not an object with "id" and "question"') from None
        try:
            outcome = as_json.outcome(assistant.ask(question, where))
        except InputError as error:
            outcome, code = as_json.error(question, str(error)), FAILED
        print_json({"id": row_id, **outcome})
    return code


def _article(assistant: Assistant, name: str) -> Article | str:
    """Return an identifier as it is, and a file's first article read but not added.

    :raises ArticleNotFound: if it is a path that leads to no file.
    """
    if not Path(name).is_file():
        if Path(name).suffix.lower() in KINDS or "/" in name or os.sep in name:
            raise ArticleNotFound(f"{name}: neither an article of the library nor a file")
        return name
    found = [item for item in reading.read([name]) if isinstance(item, Found)]
    if not found:
        raise InputError(f"{name}: no article could be read from it")
    if len(found) > 1:
        print(  # noqa: T201
            f"assistant: {name} holds {len(found)} articles, summarising the first: "
            f"{found[0].article.title}; add the file to summarise each by its identifier",
            file=sys.stderr,
        )
    return found[0].article
