"""What goes to standard output, and the exit codes."""

import argparse
import json
import sys
from typing import Any

DONE, FAILED, REFUSED = 0, 1, 3


def show_result(options: argparse.Namespace, value: dict[str, Any], text: str) -> None:
    """Print a result as JSON where that was asked for, as text otherwise."""
    if options.json:
        print_json(value)
    else:
        write(text)


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on one line."""
    # Half a character, or one that a narrow encoding lacks, is still JSON as an escape.
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value)
    write(text)


def write(text: str) -> None:
    """Print text, and do not wait with it."""
    print(text, flush=True)  # noqa: T201
