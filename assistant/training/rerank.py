"""Train the reranker: MiniLM reading question and passage together, with LoRA and a linear head.

The head on the first token says how surely the passage answers. Three losses teach it: telling
the answering passage from near ones (softmax over the group), saying of each passage whether it
answers (binary), and, only while training, pointing at the answer's words (start and end, the
first token where there are none; Devlin et al., 2019, arXiv:1810.04805, section 4.3)::

    python -m assistant.training.retrieved DATA groups.jsonl
    torchrun --nproc-per-node 2 -m assistant.training.rerank DATA groups.jsonl OUT --steps 1500

OUT receives ``adapter.safetensors`` (LoRA and head, float16), ``state.pt`` and ``log.jsonl``.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from assistant.training import cross_encoder
from assistant.training.changed import NAME, changed_question
from assistant.training.cross_encoder import CrossEncoder, area_under_roc
from assistant.training.groups import Group, Row, is_dev, read_groups, read_rows
from assistant.training.mixture import answerable
from index.embedding import MAX_TOKENS
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


@dataclass(frozen=True, kw_only=True)
class Settings(cross_encoder.Settings):
    """What a run is made of."""

    data: Path
    groups: Path
    batch: int = 8
    dev_groups: int = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage; `answer` is None where the passage does not answer it."""

    question: str
    title: str
    passage: str
    answer: str | None


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
def evaluate(model: CrossEncoder, tokenizer: Any, groups: list[list[Pair]]) -> dict[str, float]:
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


def train(settings: Settings) -> None:
    """Train until `settings.steps`, from the last checkpoint if there is one."""
    groups, dev = training_groups(settings)
    dev = dev[: settings.dev_groups]

    def loss(model: CrossEncoder, tokenizer: Any, batch: list[list[Pair]]) -> torch.Tensor:
        inputs, wanted = encode(tokenizer, [pair for group in batch for pair in group])
        relevance, spans = model(inputs)
        return loss_of(relevance, spans, wanted, batch)

    cross_encoder.fit(
        settings, batches(groups, settings.batch, settings.seed), loss,
        lambda model, tokenizer: evaluate(model, tokenizer, dev),
        groups=len(groups), dev=len(dev),
    )  # fmt: skip


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the JSONL training sets")
    parser.add_argument("groups", type=Path, help="what assistant.training.retrieved wrote")
    cross_encoder.add_arguments(parser, Settings.batch)
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
