"""Merging the two searches: pure functions."""

from collections.abc import Mapping

KEYWORD_WEIGHT = 0.02
"""What a point of BM25 is worth in cosine. Chosen on two question sets; between 0.01 and 0.03
recall hardly moves."""


def weighted_sum(
    cosines: Mapping[int, float], keyword: Mapping[int, float], weight: float = KEYWORD_WEIGHT
) -> list[tuple[int, float]]:
    """Return (item, score) best first: score = cosine + weight x BM25.

    A convex combination of scores up to scale, which beats reciprocal rank fusion where the weight
    fits (Bruch, Gai and Ingber, 2023, arXiv:2210.11934), as it does on our sets.

    :param cosines: of every item that either search found.
    :param keyword: BM25, higher is better; 0 for an item that is missing here.
    """
    scores = {item: cosine + weight * keyword.get(item, 0.0) for item, cosine in cosines.items()}
    # Equal scores are ordered by item, so that the same question has the same answer.
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
