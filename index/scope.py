"""Which passages a filter lets through, as both searches ask it."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Scope:
    """A set of passage identifiers: small numbers, since the store counts from 1.

    `flags` has one byte for each identifier from 0: 1 in scope, 0 outside.

    :param ids: (n,) int64.
    """

    def __init__(self, ids: NDArray[np.int64]) -> None:
        self.ids = ids
        self.flags = np.zeros(int(ids.max(initial=0)) + 1, np.uint8)
        self.flags[ids] = 1

    def __len__(self) -> int:
        """The number of passages in it."""
        return len(self.ids)

    @cached_property
    def bits(self) -> NDArray[np.uint8]:
        """One bit for each identifier from 0, the lowest bit first."""
        return np.packbits(self.flags, bitorder="little")
