"""Sample articles, written for this project from public facts, to try the assistant on."""

from importlib.resources import files
from pathlib import Path


def sample_paths() -> list[Path]:
    """Return the path of each sample article (Markdown with front matter), sorted by name."""
    folder = Path(str(files(__name__)))
    return sorted(folder.glob("*.md"))
