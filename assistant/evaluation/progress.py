"""A progress bar on standard error."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def progress(items: Sequence[T], label: str) -> Iterator[T]:
    """Yield the items; how far it is shows after a moment, and never where nobody looks."""
    from tqdm import tqdm

    yield from tqdm(items, desc=label, delay=0.5, file=sys.stderr, disable=None)
