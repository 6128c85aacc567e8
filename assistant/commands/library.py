"""Commands on what the library holds."""

import argparse
import sys
from pathlib import Path

from assistant import as_json, as_text
from assistant.assistant import Assistant
from assistant.commands.output import DONE, FAILED, REFUSED, print_json, show_result, write
from assistant.commands.progress import adding_progress, interruptible
from assistant.commands.scope import scope
from assistant.errors import InputError
from index import AddReport


def add(assistant: Assistant, options: argparse.Namespace) -> int:
    """Add files, folders and addresses, with a progress bar on standard error."""
    if not options.paths and not options.samples:
        raise InputError("nothing to add: name files, folders or a web address, or --samples")
    addresses = [path for path in options.paths if path.startswith(("http://", "https://"))]
    paths: list[str | Path] = [path for path in options.paths if path not in addresses]
    if options.samples:
        from assistant.samples import sample_paths

        paths += sample_paths()
    with adding_progress() as on_event, interruptible() as cancelled:
        reports = [assistant.add(paths, on_event=on_event, cancelled=cancelled)] if paths else []
        for address in addresses:
            if cancelled():
                reports.append(AddReport(cancelled=True))
                break
            reports.append(assistant.add_url(address, on_event=on_event, cancelled=cancelled))
    report = _joined(reports)
    if options.json:
        print_json(as_json.report(report))
    else:
        _print_report(report)
    if report.added:
        assistant.library.settle()
    return FAILED if report.failed or report.cancelled else DONE


def search(assistant: Assistant, options: argparse.Namespace) -> int:
    """Find passages."""
    hits = assistant.search(options.query, options.limit, scope(assistant, options))
    show_result(options, {"hits": [as_json.hit(hit) for hit in hits]}, as_text.hits(hits))
    return DONE if hits else REFUSED


def articles(assistant: Assistant, options: argparse.Namespace) -> int:
    """List the articles."""
    found = assistant.articles(scope(assistant, options))
    show_result(
        options,
        {"articles": [as_json.headline(h) for h in found]},
        as_text.headlines(found, assistant.count()),
    )
    return DONE


def show(assistant: Assistant, options: argparse.Namespace) -> int:
    """Print an article."""
    article = assistant.article(options.article)
    facts = [str(fact) for fact in (article.published, article.source, article.url) if fact]
    text = "\n".join([article.title, *([" · ".join(facts)] if facts else []), "", article.text])
    show_result(options, as_json.article(article), text)
    return DONE


def remove(assistant: Assistant, options: argparse.Namespace) -> int:
    """Remove articles."""
    removed = assistant.remove(*options.articles)
    show_result(
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
    if report.recall is not None:
        lines.append(f"search by meaning finds {report.recall:.1%} of the ten nearest passages")
    show_result(
        options,
        {
            "articles": report.articles,
            "passages": report.passages,
            "problems": list(report.problems),
            "rebuilt": report.rebuilt,
            "recall": report.recall,
        },
        "\n".join(lines),
    )
    return FAILED if report.problems else DONE


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
    write("\n".join(lines))
    for failure in report.failed:
        print(f"assistant: {failure.path}: {failure.reason}", file=sys.stderr)  # noqa: T201
