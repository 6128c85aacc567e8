"""A line of people waiting for what only a few may do at once: first come, first served."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Place:
    """One's place in a line."""

    def __init__(self, line: "Line") -> None:
        self._line = line

    def ahead(self) -> int:
        """Return how many are before this one; 0 when it is its turn."""
        return self._line.ahead(self)

    def wait(self, seconds: float) -> None:
        """Wait until somebody leaves the line, and no longer than that."""
        self._line.wait(seconds)


class Line:
    """A line at which `width` are served at once.

    Gradio has queues too, but tells nobody of our own HTML where in them a person stands.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._places: list[Place] = []
        self._changed = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[Place]:
        """Stand in line, from now until the end of the block."""
        place = Place(self)
        with self._changed:
            self._places.append(place)
        try:
            yield place
        finally:
            with self._changed:
                self._places.remove(place)
                self._changed.notify_all()

    def is_empty(self) -> bool:
        """Whether nobody is served and nobody waits."""
        with self._changed:
            return not self._places

    def ahead(self, place: Place) -> int:
        """Return how many must leave before a place is served."""
        with self._changed:
            return max(0, self._places.index(place) - self._width + 1)

    def wait(self, seconds: float) -> None:
        """Wait until the line moves, and no longer than that."""
        with self._changed:
            self._changed.wait(seconds)
