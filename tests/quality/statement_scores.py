"""Statements found against statements labelled by hand: precision, recall, right speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.statements import extract
from assistant.types import Statement
from index import Article


@dataclass(frozen=True, slots=True)
class Label:
    """A statement labelled by hand, at `start:end` of its article."""

    speaker: str
    direct: bool
    start: int
    end: int


@dataclass(slots=True)
class Score:
    """Counts of one kind of statement, and what went wrong."""

    labelled: int = 0
    found: int = 0
    matched: int = 0
    right_speaker: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the statements found that were labelled."""
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the statements labelled that were found."""
        return self.matched / self.labelled if self.labelled else 1.0

    @property
    def speaker(self) -> float:
        """Share of the statements matched whose speaker is right."""
        return self.right_speaker / self.matched if self.matched else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"speaker {self.speaker:.3f} ({self.labelled} labelled, {self.found} found)"
        )


Scores = dict[bool, Score]


def compare(
    scores: Scores, article: Article, labels: Sequence[Label], read_to: int | None = None
) -> None:
    """Add an article's statements, up to where a person has read it, to the scores."""
    end = len(article.text) if read_to is None else read_to
    found = [(s, span) for s, span in _placed(article) if span[0] < end]
    taken: set[int] = set()
    for label in labels:
        score = scores[label.direct]
        score.labelled += 1
        best = max(
            (
                (_overlap((label.start, label.end), span), -number)
                for number, (statement, span) in enumerate(found)
                if number not in taken and statement.direct == label.direct
            ),
            default=(0.0, 0),
        )
        words = article.text[label.start : label.end][:70]
        if best[0] == 0:
            score.errors.append(f"{article.title}: missed {label.speaker}: {words}")
            continue
        taken.add(-best[1])
        score.matched += 1
        speaker = found[-best[1]][0].speaker
        if speaker == label.speaker:
            score.right_speaker += 1
        else:
            score.errors.append(f"{article.title}: {speaker} for {label.speaker}: {words}")
    for number, (statement, _) in enumerate(found):
        scores[statement.direct].found += 1
        if number not in taken:
            scores[statement.direct].errors.append(
                f"{article.title}: extra {statement.speaker} <{statement.cue}> "
                f"{statement.text[:70]}"
            )


def _placed(article: Article) -> Iterator[tuple[Statement, tuple[int, int]]]:
    for statement in extract(article):
        start = article.text.index(statement.text, statement.citation.start)
        yield statement, (start, start + len(statement.text))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the shared part of the longer span, if it is most of the shorter; else 0."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    short, long = sorted((one[1] - one[0], other[1] - other[0]))
    return shared / long if shared >= 0.8 * short and shared >= 0.3 * long else 0.0
