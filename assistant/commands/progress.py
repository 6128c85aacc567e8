"""Progress on standard error, and ctrl-C that ends cleanly."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index import AddEvent


@contextmanager
def adding_progress() -> Iterator[Callable[[AddEvent], None]]:
    """Show a bar that counts articles, and yield what is to be told of each."""
    from tqdm import tqdm

    # Shown after a moment only, and never where nobody looks.
    bar = tqdm(unit=" article", delay=0.5, file=sys.stderr, disable=None, desc="adding")
    with bar:

        def on_event(event: AddEvent) -> None:
            if event.state in ("ready", "skipped", "failed"):
                bar.update()

        yield on_event


@contextmanager
def articles_progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar, and yield what is to be told of (articles done, articles in all)."""
    from tqdm import tqdm

    with tqdm(unit=" article", delay=0.5, file=sys.stderr, disable=None, desc=doing) as bar:

        def on_progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield on_progress


@contextmanager
def interruptible(at_hand: str = "this batch") -> Iterator[Callable[[], bool]]:
    """Let the first ctrl-C end after what is at hand, and the second at once."""
    asked = False

    def on_signal(number: int, frame: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print(f"assistant: stopping after {at_hand}", file=sys.stderr)  # noqa: T201

    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
