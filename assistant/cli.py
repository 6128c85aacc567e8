"""The command line: `assistant [--library FOLDER] COMMAND ...`.

Plain text or, with --json, one JSON object goes to standard output, all else to standard error.
Exit codes: 0 done or answered, 1 failed in whole or in part, 2 wrong use, 3 refused ("your
articles don't say") or nothing found.
"""

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

EPILOG = """\
examples:
  assistant add articles/
  assistant ask "what did Lavrov say about Syria"
  assistant summarise article.txt --length short
  assistant serve
"""
_JSON_HELP = "one JSON object on standard output"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = build_parser().parse_args(arguments)
    logging.basicConfig(format="assistant: %(message)s", level=logging.WARNING, stream=sys.stderr)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or a pipe of few characters, such as Windows' cp1252, gets what it can show.
        sys.stdout.reconfigure(errors="backslashreplace")
    # Everything runs from packaged or local files unless a hub model is named.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from assistant import commands
    from assistant.errors import AssistantError, InputError
    from index.errors import NewsIndexError

    try:
        return commands.run(options)
    except (AssistantError, NewsIndexError) as error:
        print(f"assistant: {error}", file=sys.stderr)  # noqa: T201
        return 2 if isinstance(error, InputError) else 1
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("assistant", "index", "ui"):
            raise  # our own mistake
        print(  # noqa: T201
            f"assistant: {error.name} is not installed: in the project's folder, "
            "pip install -c constraints.txt .",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("assistant: stopped", file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"assistant: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)  # noqa: T201
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="assistant",
        description="Ask your news articles: cited answers, honest refusals, summaries.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    parser.add_argument(
        "--library", type=_folder, metavar="FOLDER",
        help="the library's folder (default: $ASSISTANT_LIBRARY, or the user's data folder; "
        "for eval one that is gone afterwards)",
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    add = _command(commands, "add", "add files, folders or a web address")
    add.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder or a URL")
    add.add_argument("--samples", action="store_true", help="add the sample articles")

    ask = _command(commands, "ask", "answer a question from the articles")
    ask.add_argument("question", nargs="?", help="the question")
    ask.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl",
        help='answer many: objects with "id" and "question", one a line; one JSON object a line '
        "on standard output",
    )  # fmt: skip
    _add_model(ask)
    _add_scope(ask)

    summarise = _command(commands, "summarise", "summarise an article", ["summarize"])
    summarise.add_argument("article", metavar="ID|PATH", help="an article's identifier or a file")
    summarise.add_argument("--length", choices=("short", "medium", "long"), default="medium")
    _add_model(summarise)

    search = _command(commands, "search", "find passages")
    search.add_argument("query")
    search.add_argument("--limit", type=_positive, default=10)
    _add_scope(search)

    statements = _command(commands, "statements", "who said what")
    statements.add_argument("--by", metavar="NAME", help="the speaker")
    statements.add_argument("--about", metavar="TOPIC", help="the topic")
    _add_scope(statements)

    _add_overview(commands, "digest", "the stories that articles tell")
    _add_overview(commands, "timeline", "what happened when, as articles tell it")

    _add_scope(_command(commands, "articles", "list the articles"))
    show = _command(commands, "show", "print an article")
    show.add_argument("article", metavar="ID")
    remove = _command(commands, "remove", "remove articles for good")
    remove.add_argument("articles", nargs="+", metavar="ID")
    check = _command(commands, "check", "verify the library")
    check.add_argument("--rebuild", action="store_true", help="build the FAISS index anew")

    _add_eval(commands)

    serve = commands.add_parser("serve", help="open the page in a browser")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serve.add_argument("--port", type=int, default=7860, help="port to listen on (%(default)s)")
    serve.add_argument("--auth", metavar="USER:PASSWORD", help="ask for a name and a password")
    serve.add_argument("--share", action="store_true", help="a public link through gradio.live")
    serve.add_argument("--open", action="store_true", help="open the browser")
    _add_model(serve)
    return parser


def _add_overview(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> None:
    parser = commands.add_parser(name, help=help_text, description=help_text)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_JSON_HELP)
    form.add_argument("--markdown", action="store_true", help="Markdown with numbered sources")
    parser.add_argument("--about", metavar="TOPIC", help="what is on this topic or person only")
    _add_scope(parser)


def _add_eval(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    evaluate = _command(commands, "eval", "measure it on questions and summaries that are known")
    evaluate.epilog = (
        "The articles of the set go into the library that `assistant --library FOLDER eval` names, "
        "and otherwise into one that is gone afterwards."
    )
    evaluate.add_argument(
        "set", type=Path, metavar="SET.jsonl",
        help="one object a line: question, answers and context or title; article and summary; "
        "or text and statements",
    )  # fmt: skip
    evaluate.add_argument(
        "--task", default="auto",
        choices=("auto", "questions", "passages", "retrieval", "summaries", "statements"),
        help="what to measure (%(default)s: all that the rows allow)",
    )  # fmt: skip
    evaluate.add_argument(
        "--corpus", type=Path, metavar="FILE.jsonl", help="more articles: id, title, text"
    )
    evaluate.add_argument(
        "--qrels", type=Path, metavar="FILE.jsonl",
        help="which articles of the corpus are right: query_id, doc_id, relevance",
    )  # fmt: skip
    evaluate.add_argument("--limit", type=_positive, metavar="N", help="N rows drawn at random")
    evaluate.add_argument(
        "--length", choices=("short", "medium", "long"), default="medium",
        help="of the summaries (%(default)s)",
    )  # fmt: skip
    evaluate.add_argument(
        "--chart", type=Path, metavar="FILE.svg", help="draw risk against coverage"
    )
    _add_model(evaluate)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    aliases: Sequence[str] = (),
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text, aliases=aliases)
    parser.add_argument("--json", action="store_true", help=_JSON_HELP)
    return parser


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", default="packaged", metavar="NAME",
        help="a folder or hub name of a seq2seq model, or of an adapter (%(default)s)",
    )  # fmt: skip


def _add_scope(parser: argparse.ArgumentParser) -> None:
    scope = parser.add_argument_group("scope")
    scope.add_argument(
        "--articles", "--article", action="append", metavar="ID",
        help="this article only; may be repeated, or ID,ID",
    )  # fmt: skip
    scope.add_argument(
        "--source", action="append", metavar="NAME", help="this source only; may be repeated"
    )
    scope.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="published on or after")
    scope.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="published on or before")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2025-01-31") from None


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _version() -> str:
    return version("news-assistant")
