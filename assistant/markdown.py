"""Text inside Markdown: shown as itself, whatever it holds."""

import re

# What Markdown or the HTML inside it would take as more than text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
# A number or a mark that would make a line an item of a list, or underline a heading.
_LINE_START = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)|^(\s*)([-+=])", re.MULTILINE)

# What would end the address between < and >.
_UNLINKABLE = re.compile(r"[<>\s]")


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as itself, in which no HTML can hide."""
    safe = _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\&", "&amp;")
    return _LINE_START.sub(
        lambda found: (
            f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"{found[4]}\\{found[5]}"
        ),
        safe,
    )


def unwrapped(text: str) -> str:
    """Return text without its line ends, which would begin something new in Markdown."""
    return " ".join(text.split())


def address(url: str) -> str:
    """Return an address that can stand between < and >."""
    return _UNLINKABLE.sub("", url)
