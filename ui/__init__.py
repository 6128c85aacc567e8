"""The page: a library, a chat and a reader in the browser, over one assistant."""

from ui.serving import serve

__all__ = ["serve"]
