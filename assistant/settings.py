"""Where things are, by the platform's customs."""

import os
from pathlib import Path

APPLICATION = "news-assistant"


def named_library() -> Path | None:
    """Return the folder that ``ASSISTANT_LIBRARY`` names, if it is set."""
    named = os.environ.get("ASSISTANT_LIBRARY")
    return Path(named) if named else None


def library_folder() -> Path:
    """Return the default library: ``ASSISTANT_LIBRARY``, or the user's data folder."""
    from platformdirs import user_data_path

    return named_library() or user_data_path(APPLICATION) / "library"


def cache_folder() -> Path:
    """Return where prepared models are kept: ``ASSISTANT_CACHE``, or the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get("ASSISTANT_CACHE")
    return Path(named) if named else user_cache_path(APPLICATION)
