"""Articles -> stories: copies, other reports of the same event, and what followed from it."""

from collections.abc import Sequence

import numpy as np

from assistant.overview.likeness import FloatArray, Likeness, Profile

SAME_STORY = 0.75
"""Least mean likeness of two groups of articles that tell one story."""


def stories(profiles: Sequence[Profile]) -> list[list[int]]:
    """Return the positions of the articles of each story; each article is in exactly one.

    Groups are joined while their mean likeness is at least `SAME_STORY`, the likest first
    (average linkage): a chain of articles that are each a little like the next does not become
    one story, as it would if one like pair were enough.
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
        groups += [[members[n] for n in group] for group in average_linkage(matrix, SAME_STORY)]
    return sorted(groups)


def average_linkage(matrix: FloatArray, least: float) -> list[list[int]]:
    """Return groups of the rows of a symmetric (n, n) likeness, joined down to a mean of `least`.

    Each group is ascending (Sokal and Michener, 1958: UPGMA).
    """
    mean = matrix.astype(np.float64)
    np.fill_diagonal(mean, -np.inf)
    groups: list[list[int]] = [[number] for number in range(len(mean))]
    while len(mean) > 1:
        first, second = sorted(divmod(int(mean.argmax()), len(mean)))
        if mean[first, second] < least:
            break
        sizes = len(groups[first]), len(groups[second])
        joined = (sizes[0] * mean[first] + sizes[1] * mean[second]) / sum(sizes)
        mean[first], mean[:, first] = joined, joined
        mean[first, first] = -np.inf
        mean = np.delete(np.delete(mean, second, axis=0), second, axis=1)
        groups[first] += groups.pop(second)
    return [sorted(group) for group in groups]


def _linked(likeness: Likeness, count: int) -> list[list[int]]:
    """Return sets of articles such that no story reaches from one into another.

    Joined by any like pair: for two groups to be alike in the mean, one pair of theirs must be.
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
