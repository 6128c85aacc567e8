"""What our own reader answers to questions: what the verifier learns from at last.

So the verifier sees the very mistakes that it is there to find. To SQuAD's questions the reader's
answer is taken from the paragraph that answers, from the same paragraph less the answering
sentences, and from another paragraph of the same article that is like the question; to the
questions written for training (`written.py`) from the passage that they come with. The
question's own answer comes along, as `answers.py` makes it::

    python -m assistant.training.readings DATA train-v1.1.json readings.jsonl --written asked.jsonl
"""

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from assistant.evaluation.metrics import f1
from assistant.grounding import locate
from assistant.models import Generator, load
from assistant.prompts import UNANSWERABLE, answer_prompt
from assistant.reader import MAX_ANSWER_TOKENS
from assistant.training.answers import BATCH, Judged, from_row
from assistant.training.changed import NAME
from assistant.training.groups import Row, is_held_out, read_rows, squad_rows
from assistant.training.mixture import less_answers, window
from assistant.verifying import around
from index.terms import terms

QUESTIONS = 15_000
RIGHT, WRONG = 0.6, 0.2
"""F1 of a right answer, at least, and of a wrong one, at most; between them nothing is learnt."""


class Article:
    """The paragraphs of one article, to be searched by likeness to a question."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self._terms = {paragraph: set(terms(paragraph)) for paragraph in paragraphs}
        self._frequency = Counter(term for own in self._terms.values() for term in own)

    def near(self, row: Row) -> str:
        """Return the paragraph most like a row's question that does not hold its answer.

        Likeness is the summed inverse document frequency of shared terms.
        """
        asked = set(terms(row["question"]))

        def likeness(paragraph: str) -> float:
            shared = asked & self._terms[paragraph]
            return sum(math.log(len(self._terms) / self._frequency[term]) for term in shared)

        return next(
            (
                paragraph
                for paragraph in sorted(self._terms, key=likeness, reverse=True)
                if paragraph != row["context"] and not locate(row["answers"][0], paragraph)
            ),
            "",
        )


def of_squad(rows: Sequence[Row], generator: Generator, rng: random.Random) -> Iterator[Judged]:
    """Yield what the reader says of `QUESTIONS` of the rows, and their own answers."""
    paragraphs = defaultdict(set)
    for row in rows:
        paragraphs[row["title"]].add(row["context"])
    articles = {title: Article(sorted(held)) for title, held in paragraphs.items()}
    chosen = rng.sample(rows, min(QUESTIONS, len(rows)))
    yield from _readings(
        chosen, lambda row: _shown(row, articles[row["title"]], rng), generator, rng
    )


def of_written(rows: Sequence[Row], generator: Generator, rng: random.Random) -> Iterator[Judged]:
    """Yield what the reader says of the passages that questions come with, and their answers.

    Copies, which are for the reader to learn from, are read once.
    """
    rows = list({(row["question"], row["context"]): row for row in rows}.values())
    yield from _readings(rows, lambda row: (row["title"], row["context"]), generator, rng)


def _readings(
    rows: Sequence[Row],
    shown: Callable[[Row], tuple[str, str]],
    generator: Generator,
    rng: random.Random,
) -> Iterator[Judged]:
    """Yield what the reader says of the title and text shown with each row, and the own answer."""
    pool = [m.group() for row in rows for m in NAME.finditer(row["question"])]
    for at in tqdm(range(0, len(rows), BATCH), unit="batch"):
        batch = rows[at : at + BATCH]
        texts = [shown(row) for row in batch]
        prompts = [
            answer_prompt(row["question"], title, text)
            for row, (title, text) in zip(batch, texts, strict=True)
        ]
        said = generator.alternatives(prompts, MAX_ANSWER_TOKENS, 1, UNANSWERABLE)
        for row, (title, text), found in zip(batch, texts, said, strict=True):
            if row["answers"]:
                yield from from_row(row, pool, rng)
            answer = found.texts[0].text.strip() if found.texts else ""
            yield from _reading(row, title, text, answer)


def _reading(row: Row, title: str, text: str, answer: str) -> Iterator[Judged]:
    places = locate(answer, text) if answer else []
    share = f1(answer, row["answers"])
    if places and not WRONG < share < RIGHT:
        words = text[slice(*around(text, places[0]))]
        kind = "right" if share >= RIGHT else "misread"
        yield Judged(kind, row["question"], answer, title, words, is_held_out(row))


def _shown(row: Row, article: Article, rng: random.Random) -> tuple[str, str]:
    """Return the title and the text that the reader is to read."""
    title = row["title"].replace("_", " ") if rng.random() < 0.6 else ""
    text, answers = row["context"], row["answers"]
    match rng.randrange(3):
        case 0:
            return title, window(text, answers[0], rng)
        case 1:
            return title, window(less_answers(text, answers), "", rng)
        case _:
            return title, window(article.near(row), "", rng)


def main() -> None:
    """Write the readings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("squad", type=Path, help="SQuAD 1.1's train-v1.1.json")
    parser.add_argument("out", type=Path)
    parser.add_argument("--written", type=Path, help="what assistant.training.written wrote")
    given = parser.parse_args()
    generator, rng = load(), random.Random(0)
    found = of_squad(list(squad_rows(given.squad, given.data)), generator, rng)
    if given.written is not None:
        found = chain(found, of_written(read_rows(given.written), generator, rng))
    with given.out.open("w", encoding="utf-8") as lines:
        for each in found:
            lines.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
