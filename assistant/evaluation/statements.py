"""Whether who said what is found, and whether it was them."""

from collections.abc import Sequence

from assistant.evaluation import metrics
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, share
from assistant.evaluation.sets import StatementRow
from assistant.statements import extract, same_speaker

SAME_WORDS = 0.5
"""Least F1 of two wordings that are taken for one statement: its bounds are a matter of taste."""


def evaluate(rows: Sequence[StatementRow]) -> list[Figure]:
    """Extract the statements of each article and hold them against those that are labelled."""
    found: list[float] = []
    spoken: list[float] = []
    labelled: list[float] = []
    exact: list[float] = []
    for row in progress(rows, "statements"):
        extracted = extract(row.article)
        for speaker, words in row.statements:
            same = [s for s in extracted if _are_same(s.text, words)]
            found.append(float(bool(same)))
            if same:
                spoken.append(float(any(same_speaker(speaker, s.speaker) for s in same)))
        for statement in extracted:
            labelled.append(float(any(_are_same(statement.text, w) for _, w in row.statements)))
            citation = statement.citation
            quoted = row.article.text[citation.start : citation.end]
            exact.append(float(quoted == citation.quote))
    group = "statements"
    return [
        *share(group, "recall: labelled ones found", found),
        *share(group, "precision: found ones labelled", labelled),
        *share(group, "speaker right where found", spoken),
        *share(group, "quote is the article's text", exact),
    ]


def _are_same(one: str, other: str) -> bool:
    return metrics.f1(one, [other]) >= SAME_WORDS
