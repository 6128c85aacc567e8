"""The command that measures."""

import argparse

from assistant.commands.output import DONE, show_result


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
    show_result(options, report.as_json(found), report.as_table(found))
    return DONE
