"""Train the reranker: MiniLM reading question and passage together, with LoRA and a linear head.

The head on the first token says how surely the passage answers. Three losses teach it: telling
the answering passage from near ones (softmax over the group), saying of each passage whether it
answers (binary), and, only while training, pointing at the answer's words (start and end, the
first token where there are none; Devlin et al., 2019, arXiv:1810.04805, section 4.3)::

    python -m assistant.training.retrieved DATA groups.jsonl
    torchrun --nproc-per-node 2 -m assistant.training.rerank DATA groups.jsonl OUT --steps 1500

OUT receives ``reranker.safetensors`` (LoRA and head, float16), ``state.pt`` and ``log.jsonl``.
"""

import argparse
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from tqdm import tqdm

from assistant.training.changed import NAME, changed_question
from assistant.training.groups import Group, Row, is_dev, read_groups, read_rows
from assistant.training.mixture import answerable
from assistant.training.optimiser import MasterWeights, learning_rate_at
from assistant.training.run import Run
from index.embedding import MAX_TOKENS, packaged_folder
from index.reranking import passage_text

NEGATIVES = 3
"""Near passages beside the answering one in a training group."""
CHANGED_SHARE = 0.6
"""Share of the groups that bring their question with one fact changed and the answering passage."""
UNANSWERABLE_FILES = {
    "squad_synth_unanswerable": 1,
    "adversarialqa_unanswerable": 1,
    "squad_train_subset": 4,
}
"""File -> how often its unanswerable questions are taken; those of the last are people's own."""
PREFIX = "encoder.base_model.model."
"""What peft puts before the encoder's names; left out of the file."""
LORA_SCALE = 2
"""alpha / rank: by how much the low-rank updates are multiplied."""
LORA_TARGETS = [
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
]  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What a run is made of; written to the log's first line."""

    data: Path
    groups: Path
    out: Path
    steps: int
    init_from: Path | None = None
    batch: int = 8
    learning_rate: float = 6e-4
    warmup: int = 60
    rank: int = 64
    evaluate_every: int = 100
    dev_groups: int = 200
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage; `answer` is None where the passage does not answer it."""

    question: str
    title: str
    passage: str
    answer: str | None


class Reranker(nn.Module):  # type: ignore[misc]
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


def training_groups(settings: Settings) -> tuple[list[list[Pair]], list[list[Pair]]]:
    """Return (train, dev) groups of pairs; the first of a group answers, if any does."""
    rng = random.Random(settings.seed)
    read = read_groups(settings.groups)
    pool = [match.group() for group in read for match in NAME.finditer(group.question)]
    sets: tuple[list[list[Pair]], list[list[Pair]]] = ([], [])
    for group in read:
        pairs = _pairs(group, rng)
        sets[group.dev].append(pairs)
        if rng.random() < CHANGED_SHARE:
            changed = changed_question(group.question, group.passage, rng, pool)
            if changed is not None:
                pair = Pair(changed, pairs[0].title, group.passage, None)
                # Beside the question it was made from, so that the change itself is learnt.
                sets[group.dev].append([pair]) if group.dev else pairs.append(pair)
    row: Row
    for name, copies in UNANSWERABLE_FILES.items():
        for row in read_rows(settings.data / f"{name}.jsonl"):
            if not row["answers"] and list(answerable(row, rng)):
                pair = Pair(row["question"], row.get("title", ""), _cut(row["context"]), None)
                sets[is_dev(row["context"])].extend([[pair]] * copies)
    rng.shuffle(sets[0])
    return sets


def _pairs(group: Group, rng: random.Random) -> list[Pair]:
    titled = rng.random() < 0.6
    pairs = [Pair(group.question, group.title, group.passage, group.answers[0])]
    # The nearer ones more often: they are what the reranker will have to tell apart.
    others = sorted(group.negatives, key=lambda _: rng.random())[: NEGATIVES - 1]
    chosen = list(dict.fromkeys([*group.negatives[:1], *others]))[:NEGATIVES]
    pairs += [Pair(group.question, title, passage, None) for title, passage in chosen]
    return [p if titled else Pair(p.question, "", p.passage, p.answer) for p in pairs]


def _cut(text: str, words: int = 150) -> str:
    return " ".join(text.split()[:words])


def encode(tokenizer: Any, pairs: Sequence[Pair]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """Return the encoder's inputs (n, s) and the answers' first and last tokens (n, 2)."""
    batch = tokenizer(
        [p.question for p in pairs], [passage_text(p.title, p.passage) for p in pairs],
        padding=True, truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt",
    )  # fmt: skip
    spans = torch.zeros((len(pairs), 2), dtype=torch.long)
    for number, pair in enumerate(pairs):
        text = passage_text(pair.title, pair.passage)
        start = text.lower().rfind(pair.answer.lower()) if pair.answer else -1
        if start >= 0 and pair.answer:
            first = batch.char_to_token(number, start, 1)
            last = batch.char_to_token(number, start + len(pair.answer) - 1, 1)
            if first is not None and last is not None:
                spans[number] = torch.tensor([first, last])
    return dict(batch), spans


def loss_of(
    relevance: torch.Tensor, spans: torch.Tensor, wanted: torch.Tensor, groups: list[list[Pair]]
) -> torch.Tensor:
    """Return the sum of the three losses, each a mean."""
    answers = torch.tensor([float(p.answer is not None) for group in groups for p in group])
    binary = functional.binary_cross_entropy_with_logits(relevance, answers)
    pointing = functional.cross_entropy(
        torch.cat([spans[..., 0], spans[..., 1]]), torch.cat([wanted[:, 0], wanted[:, 1]])
    )
    ranking, at = [], 0
    for group in groups:
        if group[0].answer is not None and len(group) > 1:
            ranking.append(-functional.log_softmax(relevance[at : at + len(group)], 0)[0])
        at += len(group)
    choosing = torch.stack(ranking).mean() if ranking else torch.zeros(())
    return binary + choosing + pointing


def batches(groups: list[list[Pair]], size: int, seed: int) -> Iterator[list[list[Pair]]]:
    """Yield batches of groups in random order, epoch after epoch, for ever."""
    for epoch in range(1_000_000):
        order = groups[:]
        random.Random(f"{seed} {epoch}").shuffle(order)
        yield from (order[i : i + size] for i in range(0, len(order) - size + 1, size))


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate(model: Reranker, tokenizer: Any, groups: list[list[Pair]]) -> dict[str, float]:
    """Return the share of groups ranked right (%) and the area under the ROC of answering."""
    first, scores, labels = [], [], []
    for group in groups:
        relevance = model(encode(tokenizer, group)[0])[0]
        if len(group) > 1:
            first.append(float(relevance.argmax() == 0))
        scores += relevance.tolist()
        labels += [pair.answer is not None for pair in group]
    values, answers = np.array(scores), np.array(labels)
    single = np.array([len(group) == 1 for group in groups for _ in group])
    hard = values[single & ~answers]
    right = values[answers]
    return {
        "first": round(100 * float(np.mean(first)), 1),
        "auc": round(area_under_roc(right, values[~answers]), 3),
        "auc_hard": round(area_under_roc(right, hard), 3),
    }


def area_under_roc(positive: Any, negative: Any) -> float:
    """Return how often a positive's score is above a negative's, 0 to 1."""
    return float((positive[:, None] > negative[None]).mean())


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
    os.replace(out / "new.safetensors", out / "reranker.safetensors")


def train(settings: Settings) -> None:
    """Train until `settings.steps`, from the last checkpoint if there is one."""
    from safetensors.torch import load_file
    from transformers import AutoTokenizer

    run = Run(settings.out)
    torch.manual_seed(settings.seed)
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder())
    groups, dev = training_groups(settings)
    dev = dev[: settings.dev_groups]
    model = Reranker(settings.rank)
    optimiser = MasterWeights(model, settings.learning_rate)
    if settings.init_from is not None:
        held = load_file(settings.init_from)
        optimiser.start_from(held | {PREFIX + name: value for name, value in held.items()})
    first = run.resume(optimiser)
    run.log(settings=asdict(settings), groups=len(groups), dev=len(dev), first=first)
    started, losses = time.monotonic(), []
    stream = batches(groups, settings.batch, settings.seed)
    progress = tqdm(range(settings.steps), disable=not run.is_first, unit="step")
    for step, batch in zip(progress, stream, strict=False):
        if step < first:
            continue
        mine = batch[run.rank :: run.world]
        inputs, wanted = encode(tokenizer, [pair for group in mine for pair in group])
        relevance, spans = model(inputs)
        loss = loss_of(relevance, spans, wanted, mine)
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
                    loss=round(float(np.mean(losses[-100:])), 4),
                    **evaluate(model, tokenizer, dev),
                )  # fmt: skip
            run.wait()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the JSONL training sets")
    parser.add_argument("groups", type=Path, help="what assistant.training.retrieved wrote")
    parser.add_argument("out", type=Path, help="folder for the reranker, checkpoints and the log")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--init-from", type=Path, help="a reranker.safetensors to train further")
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--rank", type=int, default=Settings.rank)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
