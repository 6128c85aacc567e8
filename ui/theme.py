"""How the page is dressed: Gradio's theme, our style sheet and script. Nothing is fetched."""

import base64
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base

_ASSETS = files("ui").joinpath("assets")
ICON = str(_ASSETS.joinpath("icon.svg"))
FONTS = {
    "Source Serif 4": "source-serif-4-latin.woff2",
    "Source Serif 4 Extended": "source-serif-4-latin-ext.woff2",
}
"""The serif we bring (SIL Open Font License, beside the files), so that nobody has to fetch it."""

SCRIPTS = ("ticks.js", "place.js", "kept.js", "pulse.js", "page.js")
"""The page's script, in the order in which its parts need one another."""


def theme() -> "Base":
    """Return the theme: quiet colours, fonts that Gradio serves itself or the system has."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_sm,
        font=[gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    ).set(
        button_primary_background_fill="#0f5a66",
        button_primary_background_fill_hover="#0c4a54",
    )


def head() -> str:
    """Return what goes into the page's head before anything is shown: fonts, style, script.

    The style sheet is not given to Gradio as `css`, which would rewrite its selectors.
    """
    fonts = "".join(_font_face(*font) for font in FONTS.items())
    # panels.css comes first: what style.css says for small screens overrules it.
    style = fonts + _text("panels.css") + _text("style.css")
    script = "".join(map(_text, SCRIPTS))
    return f"<style>{style}</style><script>{script}</script>"


def _font_face(family: str, file: str) -> str:
    data = base64.b64encode(_ASSETS.joinpath(file).read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: 200 900; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )


def _text(name: str) -> str:
    return _ASSETS.joinpath(name).read_text(encoding="utf-8")
