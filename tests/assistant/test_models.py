"""The packaged model: prepared once, healed when damaged, the same on both engines."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant.errors import ModelUnusable
from assistant.models import adapter, load, packaged, prepared
from assistant.models.t5_graph import bucket
from assistant.prompts import UNANSWERABLE, answer_prompt

PROMPTS = [
    answer_prompt(
        "Where did the ministers meet?",
        "Ministers meet",
        "The foreign ministers of Egypt and Jordan met in Aqaba on Tuesday to discuss trade.",
    ),
    answer_prompt(
        "How many ships passed?",
        "",
        "Last year 13,213 ships passed the canal, half as many as in the year before it.",
    ),
]


@pytest.mark.parametrize("damage", ["cut short", "overwritten"])
def test_a_damaged_model_is_prepared_again(
    damage: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    written = load("base").write(PROMPTS, 16)
    (path,) = tmp_path.glob("t5-decoder-*")
    with path.open("r+b") as file:
        if damage == "cut short":
            file.truncate(1000)
        else:
            file.write(bytes(1000))
    caplog.clear()
    assert load("base").write(PROMPTS, 16) == written
    assert "preparing the answer model" in caplog.text
    assert len(list(tmp_path.iterdir())) == 2


def test_an_adapter_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="cannot read the adapter"):
        adapter.merge({}, tmp_path)


@pytest.mark.parametrize(
    ("rank", "tensors"),
    [
        (0, {"lora_A": (1, 4), "lora_B": (3, 1)}),
        (1, {"lora_A": (1, 4)}),
        (1, {"lora_A": (1, 4), "lora_B": (3, 2)}),
        (1, {"lora_A": (1, 5), "lora_B": (3, 1)}),
        (1, {"lora_A": (4,), "lora_B": (3,)}),
    ],
)
def test_a_damaged_adapter_is_refused(
    tmp_path: Path, rank: int, tensors: dict[str, tuple[int, ...]]
) -> None:
    config = json.dumps({"r": rank, "lora_alpha": 2})
    (tmp_path / "adapter_config.json").write_text(config, "utf-8")
    held = {f"base_model.model.q.{name}.weight": np.ones(s) for name, s in tensors.items()}
    save_file(held, tmp_path / "adapter_model.safetensors")
    with pytest.raises(ModelUnusable, match="adapter"):
        adapter.merge({"q.weight": np.ones((3, 4), np.float32)}, tmp_path)


def test_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelUnusable, match="ASSISTANT_CACHE"):
        load("base")


def test_alternatives_begin_differently_and_come_likeliest_first() -> None:
    for found in load().alternatives(PROMPTS, 16, 3, UNANSWERABLE):
        assert len({text.text for text in found.texts}) == 3
        assert UNANSWERABLE not in {text.text for text in found.texts}
        scores = [text.log_probability for text in found.texts]
        assert scores == sorted(scores, reverse=True)
        assert found.other is not None and found.other < 0


def test_a_prompt_alone_and_in_a_batch_says_the_same() -> None:
    model = load()
    together = model.write(PROMPTS, 16)
    assert [text.text for text in together] == [model.write([p], 16)[0].text for p in PROMPTS]


def test_no_run_of_words_is_written_again_and_again() -> None:
    (written,) = load("base").write(["repeat: one two three four five six. " * 8], 120)
    words = written.text.split()
    runs = [tuple(words[n : n + 5]) for n in range(len(words) - 4)]
    assert len(runs) == len(set(runs))


@pytest.mark.slow
def test_the_fast_runtime_writes_what_the_reference_writes() -> None:
    from assistant.models.reference import TorchGenerator, build_t5, read_tokenizer

    folder = prepared.packaged_adapter()
    assert folder is not None
    parameters = adapter.merge(packaged.read_parameters(packaged.folder()), folder)
    tokenizer = read_tokenizer(packaged.folder())
    reference = TorchGenerator(build_t5(parameters), tokenizer, "reference")
    asked = (PROMPTS, 16, 2, UNANSWERABLE)
    for ours, theirs in zip(
        load().alternatives(*asked), reference.alternatives(*asked), strict=True
    ):
        assert ours.texts[0].text == theirs.texts[0].text
        assert ours.other == pytest.approx(theirs.other, abs=0.5)
        for mine, yours in zip(ours.texts[:1], theirs.texts[:1], strict=True):
            assert mine.log_probability == pytest.approx(yours.log_probability, abs=0.3)


def test_position_buckets_are_those_of_the_reference() -> None:
    import torch
    from transformers.models.t5.modeling_t5 import T5Attention

    offsets = np.arange(-511, 512)
    for both_ways in (True, False):
        theirs = T5Attention._relative_position_bucket(torch.tensor(offsets), both_ways, 32, 128)
        assert bucket(offsets, 32, 128, both_ways).tolist() == theirs.tolist()
