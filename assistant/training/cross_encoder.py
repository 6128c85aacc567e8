"""What training a cross-encoder needs: MiniLM with LoRA and heads, the loop, and its settings."""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from assistant.training.optimiser import MasterWeights, learning_rate_at
from assistant.training.run import Run
from index.embedding import packaged_folder

T = TypeVar("T")

PREFIX = "encoder.base_model.model."
"""What peft puts before the encoder's names; left out of the file."""
LORA_SCALE = 2
"""alpha / rank: by how much the low-rank updates are multiplied."""
LORA_TARGETS = [
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What every run is made of; written to the log's first line."""

    out: Path
    steps: int
    init_from: Path | None = None
    batch: int
    learning_rate: float = 6e-4
    warmup: int = 60
    rank: int = 64
    evaluate_every: int = 100
    seed: int = 0


def add_arguments(parser: argparse.ArgumentParser, batch: int) -> None:
    """Take what is common to the runs from the command line.

    :param batch: how much makes a step, if nothing else is said.
    """
    parser.add_argument("out", type=Path, help="folder for the adapter, checkpoints and the log")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--init-from", type=Path, help="an adapter to train further")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rank", type=int, default=Settings.rank)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)


class CrossEncoder(nn.Module):  # type: ignore[misc]
    """BERT with a relevance head on the first token and a span head on every token."""

    def __init__(self, rank: int) -> None:
        super().__init__()
        from peft import LoraConfig, get_peft_model
        from transformers import BertModel

        encoder = BertModel.from_pretrained(
            packaged_folder(), add_pooling_layer=False, attn_implementation="sdpa"
        ).to(torch.bfloat16)
        for dropout in encoder.modules():
            if isinstance(dropout, nn.Dropout):
                dropout.p = 0.0
        config = LoraConfig(r=rank, lora_alpha=LORA_SCALE * rank, target_modules=LORA_TARGETS)
        self.encoder = get_peft_model(encoder, config, autocast_adapter_dtype=False)
        width = encoder.config.hidden_size
        self.relevance = nn.Linear(width, 1, dtype=torch.bfloat16)
        self.span = nn.Linear(width, 2, dtype=torch.bfloat16)

    def forward(self, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return relevance (n,) and span logits (n, s, 2), float32."""
        hidden = self.encoder(**inputs).last_hidden_state
        spans = self.span(hidden).float()
        spans = spans.masked_fill(inputs["attention_mask"][..., None] == 0, -1e4)
        return self.relevance(hidden[:, 0])[:, 0].float(), spans


def fit(
    settings: Settings,
    batches: Iterator[list[T]],
    loss_of: Callable[[CrossEncoder, Any, list[T]], torch.Tensor],
    evaluate: Callable[[CrossEncoder, Any], dict[str, float]],
    **facts: int,
) -> None:
    """Train until `settings.steps`, from the last checkpoint if there is one.

    :param batches: endless; each process takes its share of a batch.
    :param loss_of: model, tokeniser and a share of a batch -> the loss.
    :param evaluate: the development figures, for the log.
    :param facts: of the data, for the log.
    """
    from safetensors.torch import load_file
    from transformers import AutoTokenizer

    run = Run(settings.out)
    torch.manual_seed(settings.seed)
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
    model = CrossEncoder(settings.rank)
    optimiser = MasterWeights(model, settings.learning_rate)
    if settings.init_from is not None:
        held = load_file(settings.init_from)
        optimiser.start_from(held | {PREFIX + name: value for name, value in held.items()})
    first = run.resume(optimiser)
    run.log(settings=asdict(settings), first=first, **facts)
    started, losses = time.monotonic(), []
    progress = tqdm(range(settings.steps), disable=not run.is_first, unit="step")
    for step, batch in zip(progress, batches, strict=False):
        if step < first:
            continue
        loss = loss_of(model, tokenizer, batch[run.rank :: run.world])
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
                    loss=round(float(np.mean(losses[-100:])), 4), **evaluate(model, tokenizer),
                )  # fmt: skip
            run.wait()


def save(optimiser: MasterWeights, out: Path, rank: int) -> None:
    """Write LoRA and head, under a temporary name first."""
    from safetensors.torch import save_file

    tensors = {
        name.removeprefix(PREFIX): master.detach().half().contiguous()
        for name, master in zip(optimiser.names, optimiser.master, strict=True)
        if not name.startswith("span")
    }
    metadata = {"scale": str(float(LORA_SCALE)), "rank": str(rank)}
    save_file(tensors, out / "new.safetensors", metadata=metadata)
    os.replace(out / "new.safetensors", out / "adapter.safetensors")


def area_under_roc(positive: Any, negative: Any) -> float:
    """Return how often a positive's score is above a negative's, 0 to 1."""
    return float((positive[:, None] > negative[None]).mean())
