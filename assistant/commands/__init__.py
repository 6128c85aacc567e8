"""What each command does: options in, text or JSON out, an exit code back."""

import argparse
from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.commands import asking, evaluating, library, overviews, serving

__all__ = ["COMMANDS", "run"]

COMMANDS: dict[str, Callable[[Assistant, argparse.Namespace], int]] = {
    "add": library.add,
    "ask": asking.ask,
    "summarise": asking.summarise,
    "summarize": asking.summarise,
    "search": library.search,
    "statements": asking.statements,
    "digest": overviews.digest,
    "timeline": overviews.timeline,
    "articles": library.articles,
    "show": library.show,
    "remove": library.remove,
    "check": library.check,
    "serve": serving.serve,
}


def run(options: argparse.Namespace) -> int:
    """Run the command that was parsed."""
    if options.command == "eval":
        # It brings a library of its own: the user's is not opened, still less added to.
        return evaluating.evaluate(options)
    model = getattr(options, "model", "packaged")
    assistant = Assistant(options.library, model=model)
    try:
        return COMMANDS[options.command](assistant, options)
    finally:
        assistant.close()
