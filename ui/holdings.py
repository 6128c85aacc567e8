"""What the library holds; where it cannot be read, the page says so."""

import gradio as gr

from assistant import Assistant
from index import Filter, Headline, NewsIndexError
from ui.faults import explain


def headlines(assistant: Assistant, where: Filter = Filter()) -> list[Headline]:
    """Return the articles of a filter, newest first.

    :raises gr.Error: with one line for the page, if the library cannot be read.
    """
    try:
        return assistant.articles(where)
    except (NewsIndexError, OSError) as error:
        title = "The library cannot be read"
        raise gr.Error(explain(error), title=title, print_exception=False) from None
