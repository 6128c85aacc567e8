"""Questions to offer: a comfort, so that whatever goes wrong with them must not show."""

from assistant import Assistant
from index import Filter
from ui.faults import explain


def suggestions(assistant: Assistant, where: Filter) -> tuple[str, ...]:
    """Return questions that the articles of a scope answer; none where that fails."""
    try:
        return tuple(assistant.suggestions(where))
    except Exception as error:
        explain(error)
        return ()
