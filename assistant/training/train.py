"""Train a LoRA adapter (Hu et al., 2021, arXiv:2106.09685) on the packaged seq2seq model.

One command, resumable; on two cores two single-threaded processes are faster than one process
with two threads, and do not stall when the machine is busy otherwise::

    torchrun --nproc-per-node 2 -m assistant.training.train DATA OUT --steps 1500

OUT receives ``adapter/`` (peft's format, float16), ``state.pt`` to resume from, and ``log.jsonl``.
"""

import argparse
import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from tqdm import tqdm

from assistant.evaluation import metrics
from assistant.models import packaged, reference
from assistant.training.mixture import Example, build
from assistant.training.optimiser import MasterWeights, learning_rate_at
from assistant.training.run import Run

TARGET_MODULES = ["q", "k", "v", "o", "wi_0", "wi_1", "wo"]
IGNORED = -100
_ADAPTED = re.compile(r"(lora_[AB])\.weight$")


@dataclass(frozen=True)
class Settings:
    """What a run is made of; written to the log's first line."""

    data: Path
    out: Path
    steps: int
    groups: Path | None = None
    squad: Path | None = None
    written: Path | None = None
    init_from: Path | None = None
    batch: int = 16
    learning_rate: float = 1e-3
    warmup: int = 50
    rank: int = 32
    max_source: int = 512
    max_target: int = 128
    evaluate_every: int = 200
    dev_questions: int = 150
    seed: int = 0


def batches(examples: list[Example], size: int, seed: int) -> Iterator[list[Example]]:
    """Yield batches of alike lengths in random order, epoch after epoch, for ever."""
    for epoch in range(1_000_000):
        rng = random.Random(f"{seed} {epoch}")
        order = examples[:]
        rng.shuffle(order)
        for start in range(0, len(order), size * 64):
            block = sorted(order[start : start + size * 64], key=lambda e: len(e.source))
            groups = [block[i : i + size] for i in range(0, len(block), size)]
            rng.shuffle(groups)
            yield from (group for group in groups if len(group) == size)


def encode(tokenizer: Any, group: list[Example], settings: Settings) -> dict[str, torch.Tensor]:
    """Turn examples into `input_ids`, `attention_mask` (B, S) and `labels` (B, T)."""
    source = tokenizer(
        [e.source for e in group], return_tensors="pt", padding=True, truncation=True,
        max_length=settings.max_source,
    )  # fmt: skip
    labels = tokenizer(
        [e.target for e in group], return_tensors="pt", padding=True, truncation=True,
        max_length=settings.max_target,
    ).input_ids  # fmt: skip
    labels[labels == tokenizer.pad_token_id] = IGNORED
    return {**source, "labels": labels}


@torch.no_grad()  # type: ignore[untyped-decorator]
def evaluate(model: PeftModel, tokenizer: Any, dev: list[Example]) -> dict[str, float]:
    """Return EM and F1 (%) on answerable and the share refused of unanswerable questions."""
    model.eval()
    scores: dict[str, list[float]] = {"em": [], "f1": [], "refused": []}
    ordered = sorted(dev, key=lambda e: len(e.source))
    for start in range(0, len(ordered), 16):
        group = ordered[start : start + 16]
        inputs = tokenizer([e.source for e in group], return_tensors="pt", padding=True)
        written = tokenizer.batch_decode(
            model.generate(**inputs, max_new_tokens=24, do_sample=False), skip_special_tokens=True
        )
        for example, text in zip(group, written, strict=True):
            if example.task == "unanswerable":
                scores["refused"].append(float(text == example.target))
            else:
                scores["em"].append(metrics.exact_match(text, example.gold))
                scores["f1"].append(metrics.f1(text, example.gold))
    model.train()
    return {k: round(100 * sum(v) / max(1, len(v)), 1) for k, v in scores.items()}


def prepare_model(settings: Settings) -> PeftModel:
    """Return the packaged model in bfloat16 with a fresh adapter on every linear layer.

    Dropout is off: the data outlasts the run, and without it attention takes the fused kernel.
    """
    torch.manual_seed(settings.seed)
    parameters = packaged.read_parameters(packaged.folder())
    base = reference.build_t5(parameters).to(torch.bfloat16)
    config = LoraConfig(
        r=settings.rank, lora_alpha=2 * settings.rank, target_modules=TARGET_MODULES,
        task_type="SEQ_2_SEQ_LM",
    )  # fmt: skip
    model = get_peft_model(base, config, autocast_adapter_dtype=False)
    model.train()
    return model


def save(model: PeftModel, optimiser: MasterWeights, out: Path) -> None:
    """Write the adapter, under a temporary name first."""
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    folder = out / "adapter"
    folder.mkdir(parents=True, exist_ok=True)
    model.peft_config["default"].save_pretrained(str(folder))
    for live, master in zip(optimiser.live, optimiser.master, strict=True):
        live.data = master.detach().half()
    tensors = {k: v.contiguous().half() for k, v in get_peft_model_state_dict(model).items()}
    for live, master in zip(optimiser.live, optimiser.master, strict=True):
        live.data = master.detach().bfloat16()
    save_file(tensors, folder / "new.safetensors")
    os.replace(folder / "new.safetensors", folder / "adapter_model.safetensors")


def train(settings: Settings) -> None:
    """Train until `settings.steps`, from the last checkpoint if there is one."""
    from safetensors.torch import load_file

    run = Run(settings.out)
    tokenizer = reference.read_tokenizer(packaged.folder())
    examples, held = build(
        settings.data, settings.groups, settings.squad, settings.written, settings.seed
    )
    dev = [e for e in held if e.task != "summary"][: settings.dev_questions]
    model = prepare_model(settings)
    optimiser = MasterWeights(model, settings.learning_rate)
    if settings.init_from is not None:
        held = load_file(settings.init_from / "adapter_model.safetensors")
        # peft leaves the adapter's name out of the file.
        optimiser.start_from({_ADAPTED.sub(r"\1.default.weight", k): v for k, v in held.items()})
    first = run.resume(optimiser)
    run.log(settings=asdict(settings), examples=len(examples), first=first)
    stream = batches(examples, settings.batch, settings.seed)
    progress = tqdm(range(settings.steps), initial=0, disable=not run.is_first, unit="step")
    started, losses = time.monotonic(), []
    for step, group in zip(progress, stream, strict=False):
        if step < first:
            continue
        inputs = encode(tokenizer, group[run.rank :: run.world], settings)
        loss = model(**inputs).loss
        loss.backward()
        optimiser.step(
            learning_rate_at(step, settings.steps, settings.learning_rate, settings.warmup)
        )
        losses.append(float(loss.detach()))
        progress.set_postfix(loss=f"{sum(losses[-50:]) / len(losses[-50:]):.3f}")
        done = step + 1
        if done % settings.evaluate_every == 0 or done == settings.steps:
            if run.is_first:
                save(model, optimiser, settings.out)
                run.checkpoint(optimiser, done)
                figures = evaluate(model, tokenizer, dev)
                run.log(
                    step=done, minutes=round((time.monotonic() - started) / 60, 1),
                    loss=round(sum(losses[-200:]) / len(losses[-200:]), 4), dev=figures,
                )  # fmt: skip
            run.wait()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the JSONL training sets")
    parser.add_argument("out", type=Path, help="folder for the adapter, checkpoints and the log")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--groups", type=Path, help="what assistant.training.retrieved wrote")
    parser.add_argument("--squad", type=Path, help="SQuAD 1.1's train-v1.1.json")
    parser.add_argument("--written", type=Path, help="what assistant.training.written wrote")
    parser.add_argument("--init-from", type=Path, help="an adapter's folder to train further")
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--rank", type=int, default=Settings.rank)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--evaluate-every", type=int, default=Settings.evaluate_every)
    train(Settings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
