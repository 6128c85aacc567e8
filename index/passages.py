"""An article -> passages: runs of whole sentences, small enough for search to tell them apart."""

from index.sentences import Span, sentence_spans

TARGET_WORDS = 110
"""Passages of about 100 words find short answers best (arXiv:2505.21700)."""
MAX_SENTENCE_CHARACTERS = 1200
"""A longer sentence (a table, a list without full stops) is cut at white space."""
WORD_CHARACTERS = 8
"""Words are longer than this only where they are addresses or a script without spaces: what
is written counts as a word for each such length, so that no passage outgrows the embedder."""


def passage_spans(text: str) -> list[Span]:
    """Return the (start, end) of each passage: whole sentences, about `TARGET_WORDS` words.

    Passages do not overlap and leave out nothing but white space; the last sentences are spread
    so that no passage is a mere scrap.
    """
    sentences = [part for span in sentence_spans(text) for part in _bounded(text, span)]
    words = [_size(text[start:end]) for start, end in sentences]
    total = sum(words)
    if not total:
        return []
    count = max(1, round(total / TARGET_WORDS))
    quota = total / count
    spans: list[Span] = []
    first, taken = 0, 0
    for number, size in enumerate(words):
        taken += size
        # A passage closes where the running total comes nearest to its share.
        following = words[number + 1] if number + 1 < len(words) else 0
        boundary = quota * (len(spans) + 1)
        if number + 1 == len(words) or taken + following / 2 >= boundary:
            spans.append((sentences[first][0], sentences[number][1]))
            first = number + 1
    return spans


def _size(sentence: str) -> int:
    return max(len(sentence.split()), len(sentence) // WORD_CHARACTERS)


def _bounded(text: str, span: Span) -> list[Span]:
    start, end = span
    parts: list[Span] = []
    while end - start > MAX_SENTENCE_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARACTERS)
        cut = cut if cut > start else start + MAX_SENTENCE_CHARACTERS
        parts.append((start, start + len(text[start:cut].rstrip())))
        while cut < end and text[cut].isspace():
            cut += 1
        start = cut
    parts.append((start, end))
    return parts
