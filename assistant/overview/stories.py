"""Articles -> stories: copies, other reports of the same event, and what followed from it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.overview.likeness import FloatArray, Likeness, Profile

SAME_STORY = 0.89
"""Least likeness of two groups of articles that tell one story."""
NEAREST_SHARE = 0.25
"""What the likest pair of two groups counts in their likeness, beside the mean of all pairs: what
followed from an event is like its first reports, less so like what else followed."""


def stories(profiles: Sequence[Profile]) -> list[list[int]]:
    """Return the positions of the articles of each story; each article is in exactly one.

    Groups are joined while their likeness is at least `SAME_STORY`, the likest first: a chain of
    articles that are each a little like the next does not become one story, as it would if one
    like pair were enough.
    """
    if not profiles:
        return []
    likeness = Likeness(profiles)
    groups: list[list[int]] = []
    for members in _linked(likeness, len(profiles)):
        if len(members) == 1:
            groups.append(members)
            continue
        matrix = np.stack([likeness.to(number)[members] for number in members])
        groups += [[members[n] for n in group] for group in agglomerated(matrix, SAME_STORY)]
    return sorted(groups)


def agglomerated(matrix: FloatArray, least: float) -> list[list[int]]:
    """Return groups of the rows of a symmetric (n, n) likeness, joined down to `least`.

    Two groups are as like as their pairs in the mean (Sokal and Michener, 1958: UPGMA), with
    `NEAREST_SHARE` of the likest pair. Each group is ascending.
    """
    mean = matrix.astype(np.float64)
    np.fill_diagonal(mean, -np.inf)
    nearest = mean.copy()
    groups: list[list[int]] = [[number] for number in range(len(mean))]
    while len(mean) > 1:
        likeness = (1 - NEAREST_SHARE) * mean + NEAREST_SHARE * nearest
        first, second = sorted(divmod(int(likeness.argmax()), len(mean)))
        if likeness[first, second] < least:
            break
        sizes = len(groups[first]), len(groups[second])
        joined = (sizes[0] * mean[first] + sizes[1] * mean[second]) / sum(sizes)
        mean = _replaced(mean, first, second, joined)
        nearest = _replaced(nearest, first, second, np.maximum(nearest[first], nearest[second]))
        groups[first] += groups.pop(second)
    return [sorted(group) for group in groups]


def _replaced(
    matrix: NDArray[np.float64], first: int, second: int, row: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (n - 1, n - 1): a symmetric matrix with `row` for its first and second rows."""
    matrix[first], matrix[:, first] = row, row
    matrix[first, first] = -np.inf
    return np.delete(np.delete(matrix, second, axis=0), second, axis=1)


def _linked(likeness: Likeness, count: int) -> list[list[int]]:
    """Return sets of articles such that no story reaches from one into another.

    Joined by any like pair: for two groups to be alike, one pair of theirs must be.
    """
    leader = list(range(count))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for number in range(count):
        row = likeness.to(number)[:number]
        for other in np.flatnonzero(row >= SAME_STORY):
            leader[find(number)] = find(int(other))
    found: dict[int, list[int]] = {}
    for number in range(count):
        found.setdefault(find(number), []).append(number)
    return list(found.values())
