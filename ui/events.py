"""How the page's own HTML talks to the server: the events of `assets/page.js`."""

from typing import Any, Final

import gradio as gr

QUICK: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
"""For every event: no veil over what it changes, and no entry in the page's public API."""

SLOW: Final[dict[str, Any]] = {**QUICK, "concurrency_limit": 24, "concurrency_id": "model"}
"""For what waits in line for the model (`Line`): each holds a thread, of which there are 40."""

LAZY: Final[dict[str, Any]] = {
    **QUICK, "concurrency_limit": 8, "concurrency_id": "lazy", "trigger_mode": "always_last"
}  # fmt: skip
"""For what may come late: of several in a row only the last. Each holds a thread, see `SLOW`."""

FOLDING: Final[dict[str, Any]] = {
    **QUICK, "concurrency_limit": 2, "concurrency_id": "folding", "trigger_mode": "always_last"
}  # fmt: skip
"""For lists that wait for near-duplicates to be found: all wait for the same."""


def html(elem_id: str, *events: str, value: str = "", render: bool = True) -> gr.HTML:
    """Make a component of our own HTML, whose `data-do` elements trigger these events.

    Gradio knows the events of such a component by their quoted names in its script.
    """
    names = ", ".join(f"'{name}'" for name in events)
    return gr.HTML(
        value,
        elem_id=elem_id,
        js_on_load=f"newsPage.listen(element, trigger, watch, [{names}]);",
        apply_default_css=False,
        render=render,
    )


def wire_to_browser(function: str) -> gr.HTML:
    """Make a component that shows nothing: its value is handed to a function of `newsPage`."""
    return gr.HTML(
        html_template="", js_on_load=f"watch('value', () => newsPage.{function}(props.value));"
    )
