"""What the library holds; where it cannot be read, the page says so."""

from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from assistant import Assistant
from index import Filter, Groups, Headline, NewsIndexError
from ui.faults import explain

PATIENCE = 0.2
"""Seconds that a list waits for its groups: those of about a hundred new articles."""
LONG_PATIENCE = 60.0
"""Seconds in which the groups of about fifty thousand new articles are found."""


def headlines(assistant: Assistant, where: Filter = Filter()) -> list[Headline]:
    """Return the articles of a filter, newest first.

    :raises gr.Error: with one line for the page, if the library cannot be read.
    """
    with _readable():
        return assistant.articles(where)


def count(assistant: Assistant, where: Filter = Filter()) -> int:
    """Return how many articles pass a filter.

    :raises gr.Error: as `headlines` does.
    """
    with _readable():
        return assistant.count(where)


def near_duplicates(assistant: Assistant, patience: float = PATIENCE) -> Groups:
    """Return the groups of articles that are nearly the same, by their identifiers.

    Of a large library that has just changed these are the groups from before.

    :param patience: seconds to wait for those of now.
    :raises gr.Error: as `headlines` does.
    """
    with _readable():
        return assistant.near_duplicates(patience)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (NewsIndexError, OSError) as error:
        title = "The library cannot be read"
        raise gr.Error(explain(error), title=title, print_exception=False) from None
