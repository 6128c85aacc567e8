"""Questions to offer: a comfort, found only while nobody waits for anything else."""

import threading
import time
from collections.abc import Callable

from assistant import Assistant
from index import Filter
from ui.faults import explain
from ui.line import Line

SETTLED = 0.4
"""Seconds that a scope has to stay as it is: who ticks ten articles wants questions once."""
PAUSE = 0.1
"""Seconds between two looks at whether they are wanted still."""


class Suggester:
    """Finds questions that the articles of a scope answer, one scope at a time.

    :param line: where those stand who want the model; they go first.
    """

    def __init__(self, assistant: Assistant, line: Line) -> None:
        self._assistant, self._line = assistant, line
        self._one = threading.Lock()

    def find(self, where: Filter, is_wanted: Callable[[], bool]) -> tuple[str, ...] | None:
        """Return questions, none where that fails; None once they are wanted no more."""
        settled = time.monotonic() + SETTLED
        while is_wanted():
            if time.monotonic() < settled or not self._line.is_empty():
                time.sleep(PAUSE)
            elif self._one.acquire(timeout=PAUSE):
                try:
                    found = self._try(where, is_wanted)
                finally:
                    self._one.release()
                if found is not None:
                    return found
        return None

    def _try(self, where: Filter, is_wanted: Callable[[], bool]) -> tuple[str, ...] | None:
        """Return questions, or None if somebody who came for an answer has interrupted this."""
        interrupted = threading.Event()

        def is_interrupted() -> bool:
            if not is_wanted() or not self._line.is_empty():
                interrupted.set()
            return interrupted.is_set()

        try:
            found = tuple(self._assistant.suggestions(where, cancelled=is_interrupted))
        except Exception as error:
            # They are a comfort: whatever goes wrong with them must not show.
            explain(error)
            return ()
        return None if interrupted.is_set() else found
