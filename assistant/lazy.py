"""A value made on first use, once, whatever the threads that ask for it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Calls `make` the first time the value is asked for; if that fails, again the next time."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[T] | None = None

    def get(self) -> T:
        """Return the value; whoever comes while it is being made waits for it."""
        with self._lock:
            if self._made is None:
                self._made = (self._make(),)
            return self._made[0]
