"""The packaged model: prepared once, healed when damaged, the same on both engines."""

from pathlib import Path

import pytest

from assistant.errors import ModelUnusable
from assistant.models import adapter, load, packaged, prepared
from assistant.prompts import answer_prompt

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


def test_a_model_cut_short_is_prepared_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    written = load("base").write(PROMPTS, 16)
    (folder,) = tmp_path.glob("seq2seq-*")
    with (folder / "model.bin").open("r+b") as file:
        file.truncate(1000)
    caplog.clear()
    assert load("base").write(PROMPTS, 16) == written
    assert "preparing the answer model" in caplog.text
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_an_adapter_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="cannot read the adapter"):
        adapter.merge({}, tmp_path)


def test_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelUnusable, match="ASSISTANT_CACHE"):
        load("base")


def test_alternatives_differ_and_come_likeliest_first() -> None:
    for texts in load().alternatives(PROMPTS, 16, 3):
        assert len({text.text for text in texts}) == 3
        scores = [text.log_probability for text in texts]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.slow
def test_the_fast_runtime_writes_what_the_reference_writes() -> None:
    from assistant.models.reference import TorchGenerator, build_t5, read_tokenizer

    folder = prepared.packaged_adapter()
    assert folder is not None
    parameters = adapter.merge(packaged.read_parameters(packaged.folder()), folder)
    tokenizer = read_tokenizer(packaged.folder())
    reference = TorchGenerator(build_t5(parameters), tokenizer, "reference")
    ours, theirs = load().write(PROMPTS, 16), reference.write(PROMPTS, 16)
    assert [text.text for text in ours] == [text.text for text in theirs]
    for mine, yours in zip(ours, theirs, strict=True):
        assert mine.log_probability == pytest.approx(yours.log_probability, abs=0.5)
