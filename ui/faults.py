"""Errors as one line for a person. What is unexpected goes to the log, never to the page."""

import logging

from assistant import AssistantError
from index import NewsIndexError

LOG = logging.getLogger(__name__)


class PortTaken(AssistantError):
    """Raised when the page cannot be served at an address: choose another port."""


def explain(error: Exception) -> str:
    """Return one line about an error; log it in full if it is none of ours."""
    if isinstance(error, AssistantError | NewsIndexError):
        return str(error)
    LOG.error("unexpected error", exc_info=error)
    if isinstance(error, MemoryError):
        return "This machine has too little memory for that."
    return "Something went wrong here. The program's log has the details; please try again."
