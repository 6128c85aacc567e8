"""How the page's own HTML talks to the server: the events of `assets/page.js`."""

from typing import Any, Final

QUICK: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
"""For every event: no veil over what it changes, and no entry in the page's public API."""

SLOW: Final[dict[str, Any]] = {**QUICK, "concurrency_limit": 2, "concurrency_id": "model"}
"""For what runs a model: two at a time in all, the rest wait for their turn."""


def listening(*events: str) -> str:
    """Return the script of an HTML component whose `data-do` elements trigger these events.

    Gradio knows a component's own events by their quoted names in this script.
    """
    names = ", ".join(f"'{name}'" for name in events)
    return f"newsPage.listen(element, trigger, watch, [{names}]);"
