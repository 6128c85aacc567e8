"""Questions with an answer and the words around it: what the answer verifier learns from.

Right answers are people's own. Wrong ones are of four kinds: the answer of a question that was
then changed by one fact (`changed`), another name or number of the same words, what our own
reader says of a question that the passage does not answer, and what it says of a passage that is
near the question. Run once; training reads the file::

    python -m assistant.training.answers DATA groups.jsonl answers.jsonl --squad train-v1.1.json
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tqdm import tqdm

from assistant.grounding import locate
from assistant.models import Generator, load
from assistant.prompts import UNANSWERABLE, answer_prompt
from assistant.reader import MAX_ANSWER_TOKENS
from assistant.training.changed import NAME, changed_question
from assistant.training.groups import (
    Row,
    is_dev,
    is_held_out,
    read_groups,
    read_rows,
    squad_rows,
)
from assistant.training.mixture import window
from assistant.verifying import around
from index.sentences import Span
from index.terms import STOP_WORDS

CHANGED_SHARE, OTHER_SHARE = 0.8, 0.3
"""Of the right answers: how many come again with a changed question, and with another answer."""
READ_NEGATIVES, READ_SYNTHETIC = 3000, 2500
"""Questions with a passage that does not answer them, for which the reader's answer is taken."""
REAL_COPIES = 6
"""How often each question is taken that a person wrote to be unanswerable."""
BATCH = 16
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer to a question, the words it stands in, and whether they say so.

    `kind` tells how it was made: "right", "changed", "other", "real", "read", "misread".
    """

    kind: str
    question: str
    answer: str
    title: str
    words: str
    dev: bool


def from_row(row: Row, pool: Sequence[str], rng: random.Random) -> Iterator[Judged]:
    """Yield an answerable row's answer, and wrong ones made from it."""
    context, answer, question = row["context"], row["answers"][0], row["question"]
    told = [(row["start"], row["start"] + len(answer))] if "start" in row else []
    span = next(iter(told or locate(answer, context)), None)
    if span is None:
        return
    words = context[slice(*around(context, span))]
    title, dev = _title(row, rng), is_held_out(row)
    yield Judged("right", question, answer, title, words, dev)
    if rng.random() < CHANGED_SHARE:
        changed = changed_question(question, context, rng, list(pool))
        if changed is not None:
            yield Judged("changed", changed, answer, title, words, dev)
    if rng.random() < OTHER_SHARE:
        others = [s for s in _alike(answer, context) if answer not in context[slice(*s)]]
        if others:
            other = rng.choice(others)
            words = context[slice(*around(context, other))]
            yield Judged("other", question, context[slice(*other)], title, words, dev)


def _alike(answer: str, context: str) -> list[Span]:
    pattern = _NUMBER if _NUMBER.search(answer) else NAME
    # "The" and "It" begin sentences, and are no names.
    found = (m for m in pattern.finditer(context) if m.group().lower() not in STOP_WORDS)
    return [m.span() for m in found if m.group() not in answer]


def read_wrongly(
    generator: Generator, rows: Sequence[Row], kind: str, rng: random.Random
) -> Iterator[Judged]:
    """Yield what the reader answers to questions that their passages do not answer."""
    shown = [(window(row["context"], "", rng), row) for row in rows]
    for at in tqdm(range(0, len(shown), BATCH), desc=kind, unit="batch"):
        batch = shown[at : at + BATCH]
        prompts = [answer_prompt(r["question"], _title(r, rng), text) for text, r in batch]
        said = generator.alternatives(prompts, MAX_ANSWER_TOKENS, 1, UNANSWERABLE)
        for (text, row), found in zip(batch, said, strict=True):
            answer = found.texts[0].text.strip() if found.texts else ""
            places = locate(answer, text) if answer else []
            if places:
                words = text[slice(*around(text, places[0]))]
                yield Judged(
                    kind, row["question"], answer, _title(row, rng), words, is_dev(row["context"])
                )


def _title(row: Row, rng: random.Random) -> str:
    return str(row.get("title", "")).replace("_", " ") if rng.random() < 0.6 else ""


def judged(data: Path, groups: Path, squad: Path | None, seed: int = 0) -> Iterator[Judged]:
    """Yield everything to learn from; rows of SQuAD's file replace those of the data folder."""
    rng = random.Random(seed)
    own = read_rows(data / "squad_train_subset.jsonl")
    extra = read_rows(data / "squadshifts_new_wiki.jsonl")
    rows = (
        list(squad_rows(squad, data))
        if squad
        else own + read_rows(data / "squad_train_subset_b.jsonl")
    )
    pool = [m.group() for row in rows for m in NAME.finditer(row["question"])]
    for row in tqdm([*rows, *extra], desc="right", unit="question"):
        if row["answers"]:
            yield from from_row(row, pool, rng)
    generator = load()
    real = [row for row in own if not row["answers"]]
    for each in read_wrongly(generator, real, "real", rng):
        yield from [each] * (1 if each.dev else REAL_COPIES)
    synthetic = read_rows(data / "squad_synth_unanswerable.jsonl")
    synthetic += read_rows(data / "adversarialqa_unanswerable.jsonl")
    near = [
        {"question": group.question, "title": title, "context": passage}
        for group in read_groups(groups)
        for title, passage in group.negatives[:1]
    ]
    some = [*rng.sample(synthetic, READ_SYNTHETIC), *rng.sample(near, READ_NEGATIVES)]
    yield from read_wrongly(generator, some, "read", rng)


def main() -> None:
    """Write the answers of a data folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("groups", type=Path, help="what assistant.training.retrieved wrote")
    parser.add_argument("out", type=Path)
    parser.add_argument("--squad", type=Path, help="SQuAD 1.1's train-v1.1.json")
    given = parser.parse_args()
    with given.out.open("w", encoding="utf-8") as lines:
        for each in judged(given.data, given.groups, given.squad):
            lines.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
