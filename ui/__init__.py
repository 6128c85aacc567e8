"""The page: a library, a chat and a reader in the browser, over one assistant."""

from typing import TYPE_CHECKING

from assistant import Assistant
from ui.serving import serve

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["build_app", "serve"]


def build_app(assistant: Assistant) -> "gr.Blocks":
    """Build the page without serving it; Gradio is imported here and not before."""
    from ui.app import build_app as build

    return build(assistant)
