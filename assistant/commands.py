"""What each command does: options in, text or JSON out, an exit code back."""

import argparse
import json
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant import as_json, as_text
from assistant.assistant import Assistant
from assistant.errors import InputError
from assistant.types import Answer
from index import AddEvent, AddReport, Article, Filter, Found, reading

DONE, FAILED, REFUSED = 0, 1, 3


def run(options: argparse.Namespace) -> int:
    """Run the command that was parsed."""
    if options.command == "eval":
        # It brings a library of its own: the user's is not opened, still less added to.
        return evaluate(options)
    model = getattr(options, "model", "packaged")
    assistant = Assistant(options.library, model=model)
    try:
        return COMMANDS[options.command](assistant, options)
    finally:
        assistant.close()


def add(assistant: Assistant, options: argparse.Namespace) -> int:
    """Add files, folders and addresses, with a progress bar on standard error."""
    if not options.paths and not options.samples:
        raise InputError("nothing to add: name files, folders or a web address, or --samples")
    addresses = [path for path in options.paths if path.startswith(("http://", "https://"))]
    paths: list[str | Path] = [path for path in options.paths if path not in addresses]
    if options.samples:
        from assistant.samples import sample_paths

        paths += sample_paths()
    with _progress() as on_event, _interruptible() as cancelled:
        reports = [assistant.add(paths, on_event=on_event, cancelled=cancelled)] if paths else []
        reports += [assistant.add_url(address) for address in addresses]
    report = _joined(reports)
    if options.json:
        _print_json(as_json.report(report))
    else:
        _print_report(report)
    nothing_in = bool(report.failed) and not report.added and not report.skipped
    return FAILED if nothing_in or report.cancelled else DONE


def ask(assistant: Assistant, options: argparse.Namespace) -> int:
    """Answer one question, or each of a file."""
    if options.question is None and options.batch is None:
        _take_question(options)
    where = _scope(assistant, options)
    if options.batch is not None:
        return _ask_batch(assistant, options.batch, where)
    outcome = assistant.ask(options.question, where)
    _print(options, as_json.outcome(outcome), as_text.outcome(outcome))
    return DONE if isinstance(outcome, Answer) else REFUSED


def summarise(assistant: Assistant, options: argparse.Namespace) -> int:
    """Summarise an article of the library, or a file without adding it."""
    summary = assistant.summarise(_article(assistant, options.article), options.length)
    _print(options, as_json.summary(summary), as_text.summary(summary))
    return DONE


def search(assistant: Assistant, options: argparse.Namespace) -> int:
    """Find passages."""
    hits = assistant.search(options.query, options.limit, _scope(assistant, options))
    _print(options, {"hits": [as_json.hit(hit) for hit in hits]}, as_text.hits(hits))
    return DONE


def statements(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print who said what."""
    found = assistant.statements(
        by=options.by, about=options.about, where=_scope(assistant, options)
    )
    _print(
        options, {"statements": [as_json.statement(s) for s in found]}, as_text.statements(found)
    )
    return DONE


def articles(assistant: Assistant, options: argparse.Namespace) -> int:
    """List the articles."""
    found = assistant.articles(_scope(assistant, options))
    _print(options, {"articles": [as_json.headline(h) for h in found]}, as_text.headlines(found))
    return DONE


def show(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print an article."""
    article = assistant.article(options.article)
    facts = [str(fact) for fact in (article.published, article.source, article.url) if fact]
    text = "\n".join([article.title, *([" · ".join(facts)] if facts else []), "", article.text])
    _print(options, as_json.article(article), text)
    return DONE


def remove(assistant: Assistant, options: argparse.Namespace) -> int:
    """Remove articles."""
    for article_id in options.articles:
        assistant.article(article_id)  # raises where there is none: all are removed, or none
    removed = [assistant.remove(article_id) for article_id in dict.fromkeys(options.articles)]
    _print(
        options,
        {"removed": [{"id": article.id, "title": article.title} for article in removed]},
        "\n".join(f"removed {article.id}  {article.title}" for article in removed),
    )
    return DONE


def check(assistant: Assistant, options: argparse.Namespace) -> int:
    """Verify the library."""
    report = assistant.check(options.rebuild)
    lines = [f"{report.articles} articles, {report.passages} passages"]
    lines += [f"problem: {problem}" for problem in report.problems] or ["all is well"]
    lines += ["the FAISS index was built anew"] if report.rebuilt else []
    _print(
        options,
        {
            "articles": report.articles,
            "passages": report.passages,
            "problems": list(report.problems),
            "rebuilt": report.rebuilt,
        },
        "\n".join(lines),
    )
    return FAILED if report.problems and not report.rebuilt else DONE


def serve(assistant: Assistant, options: argparse.Namespace) -> int:
    """Serve the page until it is stopped."""
    # The only word said to ui: the arrow of imports stays ui -> assistant -> index.
    from importlib import import_module

    auth = None
    if options.auth is not None:
        user, colon, password = options.auth.partition(":")
        if not (user and colon and password):
            raise InputError("--auth wants USER:PASSWORD")
        auth = (user, password)
    # Before the page goes offline: a model of a hub may have to be fetched.
    _ = assistant.model
    logging.getLogger("ui").setLevel(logging.INFO)
    import_module("ui").serve(
        assistant, host=options.host, port=options.port, share=options.share, auth=auth,
        open_browser=options.open,
    )  # fmt: skip
    return DONE


def evaluate(options: argparse.Namespace) -> int:
    """Measure the assistant on a set whose answers are known."""
    from assistant.evaluation import report, run

    found = run.evaluate(
        run.Options(
            options.set,
            options.task,
            options.corpus,
            options.qrels,
            options.library,
            options.limit,
            options.length,
            options.chart,
            options.model,
        )
    )
    _print(options, report.as_json(found), report.as_table(found))
    return DONE


COMMANDS: dict[str, Callable[[Assistant, argparse.Namespace], int]] = {
    "add": add,
    "ask": ask,
    "summarise": summarise,
    "summarize": summarise,
    "search": search,
    "statements": statements,
    "articles": articles,
    "show": show,
    "remove": remove,
    "check": check,
    "serve": serve,
}


def _ask_batch(assistant: Assistant, path: Path, where: Filter) -> int:
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
            outcome = {"kind": "error", "question": question, "reason": str(error)}
        _print_json({"id": row_id, **outcome})
    return DONE


def _article(assistant: Assistant, name: str) -> Article | str:
    """Return an identifier as it is, and a file's first article read but not added."""
    if not Path(name).is_file():
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


def _take_question(options: argparse.Namespace) -> None:
    """Find the question where `--articles ID ID "question"` has swallowed it."""
    if not options.articles or " " not in options.articles[-1]:
        raise InputError('no question: assistant ask "..."')
    options.question = options.articles.pop()


def _scope(assistant: Assistant, options: argparse.Namespace) -> Filter:
    if options.since and options.until and options.since > options.until:
        raise InputError(f"--since {options.since} is after --until {options.until}")
    for article_id in options.articles or ():
        assistant.article(article_id)  # raises where there is none: a typing error is no refusal
    return Filter(
        frozenset(options.articles) if options.articles else None,
        frozenset(options.source) if options.source else None,
        options.since,
        options.until,
    )


@contextmanager
def _progress() -> Iterator[Callable[[AddEvent], None]]:
    from tqdm import tqdm

    # Shown after a moment only, and never where nobody looks.
    bar = tqdm(unit=" article", delay=0.5, file=sys.stderr, disable=None, desc="adding")
    with bar:

        def on_event(event: AddEvent) -> None:
            if event.state in ("ready", "skipped", "failed"):
                bar.update()

        yield on_event


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Let the first ctrl-C end after the batch at hand, and the second at once."""
    asked = False

    def on_signal(number: int, frame: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print("assistant: stopping after this batch", file=sys.stderr)  # noqa: T201

    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _joined(reports: list[AddReport]) -> AddReport:
    return AddReport(
        tuple(item for report in reports for item in report.added),
        tuple(item for report in reports for item in report.skipped),
        tuple(item for report in reports for item in report.failed),
        any(report.cancelled for report in reports),
    )


def _print_report(report: AddReport) -> None:
    lines = [f"added    {item.id}  {item.title}" for item in report.added]
    lines += [f"skipped  {item.path}: {item.reason}" for item in report.skipped]
    lines.append(
        f"{len(report.added)} added, {len(report.skipped)} skipped, {len(report.failed)} failed"
        + (" (stopped)" if report.cancelled else "")
    )
    _write("\n".join(lines))
    for failure in report.failed:
        print(f"assistant: {failure.path}: {failure.reason}", file=sys.stderr)  # noqa: T201


def _print(options: argparse.Namespace, value: dict[str, Any], text: str) -> None:
    if options.json:
        _print_json(value)
    else:
        _write(text)


def _print_json(value: dict[str, Any]) -> None:
    # Half a character, or one that a narrow encoding lacks, is still JSON as an escape.
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value)
    _write(text)


def _write(text: str) -> None:
    print(text, flush=True)  # noqa: T201
