"""Train the verifier: MiniLM reading question and answer against the words around the answer.

One loss: whether these words say that this is the answer (binary). A changed question stands in
the same batch as the one it was made from, so that the change itself is learnt::

    python -m assistant.training.answers DATA groups.jsonl answers.jsonl --squad train-v1.1.json
    torchrun --nproc-per-node 2 -m assistant.training.verify answers.jsonl OUT --steps 800

OUT receives ``adapter.safetensors`` (LoRA and head, float16), ``state.pt`` and ``log.jsonl``.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from assistant.training import cross_encoder
from assistant.training.answers import Judged
from assistant.training.cross_encoder import CrossEncoder, area_under_roc
from assistant.training.groups import read_rows
from assistant.verifying import claim
from index.reranking import passage_text

MAX_TOKENS = 160
"""Of question, answer and three sentences; what is longer is cut at the end."""


@dataclass(frozen=True, kw_only=True)
class Settings(cross_encoder.Settings):
    """What a run is made of."""

    answers: Path
    batch: int = 64
    evaluate_every: int = 250


def encode(tokenizer: Any, judged: Sequence[Judged]) -> dict[str, torch.Tensor]:
    """Return the encoder's inputs, (n, s)."""
    return dict(
        tokenizer(
            [claim(each.question, each.answer) for each in judged],
            [passage_text(each.title, each.words) for each in judged],
            padding=True, truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt",
        )
    )  # fmt: skip


def batches(groups: Sequence[list[Judged]], size: int, seed: int) -> Iterator[list[Judged]]:
    """Yield batches of about `size`, groups kept together, epoch after epoch, for ever."""
    for epoch in range(1_000_000):
        order = list(groups)
        random.Random(f"{seed} {epoch}").shuffle(order)
        batch: list[Judged] = []
        for group in order:
            batch += group
            if len(batch) >= size:
                yield batch[:size]
                batch = []


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate(model: CrossEncoder, tokenizer: Any, judged: Sequence[Judged]) -> dict[str, float]:
    """Return the area under the ROC curve of right answers against each kind of wrong ones."""
    scores: list[float] = []
    for at in range(0, len(judged), 32):
        scores += model(encode(tokenizer, judged[at : at + 32]))[0].tolist()
    kinds, values = np.array([each.kind for each in judged]), np.array(scores)
    right = values[kinds == "right"]
    return {
        kind: round(area_under_roc(right, values[kinds == kind]), 3)
        for kind in sorted(set(kinds.tolist()) - {"right"})
    }


def train(settings: Settings) -> None:
    """Train until `settings.steps`, from the last checkpoint if there is one."""
    every = [Judged(**row) for row in read_rows(settings.answers)]
    dev = [each for each in every if each.dev]
    dev = [*(e for e in dev if e.kind == "real"), *(e for e in dev if e.kind != "real")][:1000]
    learnt = [each for each in every if not each.dev]
    groups = [list(group) for _, group in groupby(learnt, lambda each: (each.words, each.answer))]

    def loss(model: CrossEncoder, tokenizer: Any, batch: list[Judged]) -> torch.Tensor:
        labels = torch.tensor([float(each.kind == "right") for each in batch])
        relevance = model(encode(tokenizer, batch))[0]
        return functional.binary_cross_entropy_with_logits(relevance, labels)

    cross_encoder.fit(
        settings, batches(groups, settings.batch, settings.seed), loss,
        lambda model, tokenizer: evaluate(model, tokenizer, dev),
        answers=len(learnt), dev=len(dev),
    )  # fmt: skip


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("answers", type=Path, help="what assistant.training.answers wrote")
    cross_encoder.add_arguments(parser, Settings.batch)
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
