"""Train the verifier: MiniLM reading question and answer against the words around the answer.

One loss: whether these words say that this is the answer (binary). A changed question stands in
the same batch as the one it was made from, so that the change itself is learnt::

    python -m assistant.training.answers DATA groups.jsonl answers.jsonl --squad train-v1.1.json
    torchrun --nproc-per-node 2 -m assistant.training.verify answers.jsonl OUT --steps 2500

OUT receives ``reranker.safetensors`` (LoRA and head, float16), ``state.pt`` and ``log.jsonl``.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from tqdm import tqdm

from assistant.training.answers import Judged
from assistant.training.groups import read_rows
from assistant.training.optimiser import MasterWeights, learning_rate_at
from assistant.training.rerank import PREFIX, Reranker, area_under_roc, save
from assistant.training.run import Run
from assistant.verifying import claim
from index.embedding import packaged_folder
from index.reranking import passage_text

MAX_TOKENS = 160
"""Of question, answer and three sentences; what is longer is cut at the end."""


@dataclass(frozen=True)
class Settings:
    """What a run is made of; written to the log's first line."""

    answers: Path
    out: Path
    steps: int
    init_from: Path | None = None
    batch: int = 64
    learning_rate: float = 6e-4
    warmup: int = 60
    rank: int = 64
    evaluate_every: int = 250
    seed: int = 0


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
def evaluate(model: Reranker, tokenizer: Any, judged: Sequence[Judged]) -> dict[str, float]:
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
    from safetensors.torch import load_file
    from transformers import AutoTokenizer

    run = Run(settings.out)
    torch.manual_seed(settings.seed)
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
    every = [Judged(**row) for row in read_rows(settings.answers)]
    dev = [each for each in every if each.dev]
    dev = [*(e for e in dev if e.kind == "real"), *(e for e in dev if e.kind != "real")][:1000]
    learnt = [each for each in every if not each.dev]
    groups = [list(group) for _, group in groupby(learnt, lambda each: (each.words, each.answer))]
    model = Reranker(settings.rank)
    optimiser = MasterWeights(model, settings.learning_rate)
    if settings.init_from is not None:
        held = load_file(settings.init_from)
        optimiser.start_from(held | {PREFIX + name: value for name, value in held.items()})
    first = run.resume(optimiser)
    run.log(settings=asdict(settings), answers=len(learnt), dev=len(dev), first=first)
    started, losses = time.monotonic(), []
    stream = batches(groups, settings.batch, settings.seed)
    progress = tqdm(range(settings.steps), disable=not run.is_first, unit="step")
    for step, batch in zip(progress, stream, strict=False):
        if step < first:
            continue
        mine = batch[run.rank :: run.world]
        labels = torch.tensor([float(each.kind == "right") for each in mine])
        relevance = model(encode(tokenizer, mine))[0]
        loss = functional.binary_cross_entropy_with_logits(relevance, labels)
        loss.backward()
        optimiser.step(
            learning_rate_at(step, settings.steps, settings.learning_rate, settings.warmup)
        )
        losses.append(float(loss.detach()))
        progress.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}")
        done = step + 1
        if done % settings.evaluate_every == 0 or done == settings.steps:
            if run.is_first:
                save(optimiser, settings.out, settings.rank)
                run.checkpoint(optimiser, done)
                run.log(
                    step=done, minutes=round((time.monotonic() - started) / 60, 1),
                    loss=round(float(np.mean(losses[-200:])), 4),
                    **evaluate(model, tokenizer, dev),
                )  # fmt: skip
            run.wait()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("answers", type=Path, help="what assistant.training.answers wrote")
    parser.add_argument("out", type=Path, help="folder for the adapter, checkpoints and the log")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--init-from", type=Path, help="an adapter to train further")
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--rank", type=int, default=Settings.rank)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
