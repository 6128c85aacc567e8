"""How the page is dressed: Gradio's theme, our style sheet and script. Nothing is fetched."""

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base


def theme() -> "Base":
    """Return the theme: quiet colours, fonts that Gradio serves itself or the system has."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_sm,
        font=[gr.themes.LocalFont("Source Sans 3"), "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def style() -> str:
    """Return the style sheet."""
    return _asset("style.css")


def head() -> str:
    """Return what goes into the page's head: the script, run before any component is shown."""
    return f"<script>{_asset('page.js')}</script>"


def _asset(name: str) -> str:
    return files("ui").joinpath("assets", name).read_text(encoding="utf-8")
