"""Whether who said what is found, and whether it was them."""

from collections.abc import Sequence

from assistant.evaluation import metrics
from assistant.evaluation.progress import progress
from assistant.evaluation.report import Figure, share
from assistant.evaluation.sets import StatementRow
from assistant.statements import extract, same_speaker
from assistant.types import Statement

SAME_WORDS = 0.5
"""Least F1 of two wordings that are taken for one statement: its bounds are a matter of taste."""


def evaluate(rows: Sequence[StatementRow]) -> list[Figure]:
    """Extract the statements of each article and hold them against those that are labelled."""
    found: list[float] = []
    spoken: list[float] = []
    right: list[float] = []
    exact: list[float] = []
    for row in progress(rows, "statements"):
        extracted = extract(row.article)
        for speaker, text in row.statements:
            same = [s for s in extracted if metrics.f1(s.text, [text]) >= SAME_WORDS]
            found.append(float(bool(same)))
            if same:
                spoken.append(float(any(same_speaker(speaker, s.speaker) for s in same)))
        right += [float(_is_labelled(statement, row)) for statement in extracted]
        exact += [
            float(row.article.text[s.citation.start : s.citation.end] == s.citation.quote)
            for s in extracted
        ]
    group = "statements"
    return [
        *share(group, "recall: labelled ones found", found),
        *share(group, "speaker right where found", spoken),
        *share(group, "precision: words and speaker", right),
        *share(group, "quote is the article's text", exact),
    ]


def _is_labelled(statement: Statement, row: StatementRow) -> bool:
    return any(
        metrics.f1(statement.text, [text]) >= SAME_WORDS
        and same_speaker(speaker, statement.speaker)
        for speaker, text in row.statements
    )
