"""What each command does: options in, text or JSON out, an exit code back."""

import argparse
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands import asking, evaluating, library, overviews, serving
from assistant.errors import InputError
from assistant.settings import named_library
from index.store import FILE_NAME

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
MAKE_A_LIBRARY = ("add", "serve")
TEXTS = {"query": "the query", "by": "--by", "about": "--about"}
"""Options that may not be empty, and how they are called."""


def run(options: argparse.Namespace) -> int:
    """Run the command that was parsed.

    :raises InputError: if a text is empty, or a library is named that is none.
    """
    if options.command == "eval":
        # It brings a library of its own: the user's is not opened, still less added to.
        return evaluating.evaluate(options)
    _check_texts(options)
    _check_library(options)
    model = getattr(options, "model", "packaged")
    assistant = Assistant(options.library, model=model)
    try:
        return COMMANDS[options.command](assistant, options)
    finally:
        assistant.close()


def _check_texts(options: argparse.Namespace) -> None:
    for name, called in TEXTS.items():
        text = getattr(options, name, None)
        if text is not None and not text.strip():
            raise InputError(f"{called} is empty: name what to look for")


def _check_library(options: argparse.Namespace) -> None:
    """Refuse to make a library where a name is mistyped; the default one is made as it is used."""
    named = options.library or named_library()
    is_made = named is None or (named / FILE_NAME).exists()
    # A file is summarised without one.
    is_needed = not Path(getattr(options, "article", "")).is_file()
    if is_needed and not is_made and options.command not in MAKE_A_LIBRARY:
        raise InputError(f"no library in {named}: `assistant add` makes one")
