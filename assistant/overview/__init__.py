"""What many articles tell: stories, digests and timelines."""

from assistant.overview.overviews import Overviews

__all__ = ["Overviews"]
