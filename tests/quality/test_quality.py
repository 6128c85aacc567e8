"""Floors on the sample articles: what was reached once is not lost unseen.

Small sets, so the floors leave room for a question or two; `assistant eval` measures in earnest.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant, Cited, Refusal
from assistant.evaluation import metrics
from assistant.evaluation.answers import exactness, precision
from assistant.grounding import unsupported
from assistant.summarising import BUDGETS
from assistant.types import Length
from index import Article

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the question set, and what the assistant said to it."""

    row: dict[str, Any]
    outcome: Answer | Refusal


def rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, dict[str, str]]]:
    """An assistant over the sample articles, and their identifiers by file name."""
    assistant = Assistant(tmp_path_factory.mktemp("library"))
    report = assistant.add_samples()
    yield assistant, {Path(added.path).stem: added.id for added in report.added}
    assistant.close()


@pytest.fixture(scope="module")
def asked(samples: tuple[Assistant, dict[str, str]]) -> list[Asked]:
    """Every question of the set, asked once."""
    assistant, _ = samples
    return [Asked(row, assistant.ask(row["question"])) for row in rows("samples_questions.jsonl")]


@pytest.fixture(scope="module")
def wondered(samples: tuple[Assistant, dict[str, str]]) -> list[Asked]:
    """What readers of the articles would ask, half of it not told in them; asked once."""
    assistant, _ = samples
    return [Asked(row, assistant.ask(row["question"])) for row in rows("reader_questions.jsonl")]


def share(values: Sequence[float]) -> float:
    assert values
    return sum(values) / len(values)


def of(asked: Sequence[Asked], *kinds: str) -> list[Asked]:
    return [item for item in asked if item.row["kind"] in kinds]


def sentences(asked: Sequence[Asked]) -> list[Cited]:
    return [
        sentence
        for item in asked
        if isinstance(item.outcome, Answer)
        for sentence in item.outcome.sentences
    ]


def holds_answer(item: Asked) -> float:
    said = " ".join(sentence.text for sentence in sentences([item]))
    return metrics.contains(said, item.row["answers"])


def short_f1(item: Asked) -> float:
    short = item.outcome.short if isinstance(item.outcome, Answer) else None
    return metrics.f1(short or "", item.row["answers"])


def test_the_right_article_is_among_the_first(
    samples: tuple[Assistant, dict[str, str]],
) -> None:
    assistant, identifiers = samples
    found: dict[int, list[float]] = {1: [], 5: []}
    for row in rows("samples_questions.jsonl"):
        if row["article"] is None:
            continue
        hits = assistant.search(row["question"], 20)
        ranking = list(dict.fromkeys(hit.article.id for hit in hits))
        for k, values in found.items():
            values.append(metrics.recall(ranking, {identifiers[row["article"]]: 1}, k))
    assert share(found[1]) >= 0.90  # measured: 0.95
    assert share(found[5]) >= 0.97  # measured: 1.00


def test_answers_to_questions_of_fact(asked: list[Asked]) -> None:
    facts = of(asked, "fact")
    assert share([short_f1(item) for item in facts]) >= 0.69  # measured: 0.74
    assert share([holds_answer(item) for item in facts]) >= 0.72  # measured: 0.78


def test_answers_to_questions_about_statements(asked: list[Asked]) -> None:
    said = [holds_answer(item) for item in of(asked, "statement")]
    assert share(said) >= 0.80  # measured: 0.88


def test_answers_what_the_articles_say_and_refuses_the_rest(asked: list[Asked]) -> None:
    answered = [float(isinstance(item.outcome, Answer)) for item in of(asked, "fact", "statement")]
    traps = [float(isinstance(item.outcome, Refusal)) for item in of(asked, "trap")]
    others = [float(isinstance(item.outcome, Refusal)) for item in of(asked, "off_topic")]
    assert share(answered) >= 0.92  # measured: 0.92
    assert share(traps) >= 0.75  # measured: 0.80
    assert share(others) >= 0.90  # measured: 1.00


def test_what_readers_wonder_is_answered_or_refused(wondered: list[Asked]) -> None:
    told = [item for item in wondered if item.row["answers"]]
    untold = [float(isinstance(i.outcome, Refusal)) for i in wondered if not i.row["answers"]]
    assert share([float(isinstance(item.outcome, Answer)) for item in told]) >= 0.77  # 0.84
    assert share([holds_answer(item) for item in told]) >= 0.69  # 0.77
    assert share(untold) >= 0.70  # 0.77


def test_every_citation_is_exact_and_holds_the_facts(
    samples: tuple[Assistant, dict[str, str]], asked: list[Asked]
) -> None:
    assistant, _ = samples
    said = sentences(asked)
    assert share(exactness(assistant, {}, said)) == 1.0
    assert share(precision(said)) == 1.0


@pytest.mark.parametrize("row", rows("summaries.jsonl"), ids=lambda row: row["article"])
def test_summaries_say_what_matters_and_nothing_else(
    samples: tuple[Assistant, dict[str, str]], row: dict[str, Any]
) -> None:
    assistant, identifiers = samples
    article = assistant.article(identifiers[row["article"]])
    for length, budget in BUDGETS.items():
        summary = assistant.summarise(article, length)
        assert 1 <= len(summary.sentences) <= budget
        assert share(exactness(assistant, {}, summary.sentences)) == 1.0
        assert share(precision(summary.sentences)) == 1.0
        assert not invented(article, summary.sentences)
        said = " ".join(sentence.text for sentence in summary.sentences)
        assert not [words for words in row["must_not"] if words in said]


@pytest.mark.parametrize(("length", "floor"), [("medium", 0.65), ("long", 0.80)])
def test_summaries_hold_most_of_what_they_must(
    samples: tuple[Assistant, dict[str, str]], length: Length, floor: float
) -> None:
    assistant, identifiers = samples
    held: list[float] = []
    for row in rows("summaries.jsonl"):
        summary = assistant.summarise(identifiers[row["article"]], length)
        said = " ".join(sentence.text for sentence in summary.sentences)
        held += [float(any(words in said for words in group)) for group in row["must"]]
    assert share(held) >= floor  # measured: 0.76, 0.90


def invented(article: Article, said: Sequence[Cited]) -> list[str]:
    held = f"{article.title} {article.text}"
    return [fact for sentence in said for fact in unsupported(sentence.text, held)]
