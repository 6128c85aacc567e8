"""The packaged MiniLM against the reference implementation, and on input of every kind."""

import hashlib
import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import EmbeddingError, bert, embedding
from index.bert import FloatArray, read_ranges, weights_key
from index.embedding import PACKAGED, MiniLM, length_batches, packaged_folder, packaged_ranges

REFERENCE = json.loads((Path(__file__).parent / "reference_vectors.json").read_text("utf-8"))
"""Of sentence-transformers 6.2 in float32, from the same weights; the last text is cut."""

WILD = [
    "",
    " ",
    "\x00",
    "\ud83d",
    "half \udcff of a character",
    "👩‍👩‍👧 🇩🇿",
    "e\u0301" * 50,
    "\u202eright to left\u202c",
    "وزير الخارجية",
    "外務大臣",
    "\U0010ffff\ufffe",
    "[MASK] [SEP] [CLS]",
    "x" * 5_000,
]


def test_vectors_are_those_of_the_reference() -> None:
    vectors = MiniLM(packaged_folder()).embed([row["text"] for row in REFERENCE])
    assert vectors.dtype == np.float32
    assert np.all((vectors * _reference()).sum(axis=1) >= 0.999)


def test_eight_bits_are_near_the_reference_and_keep_its_order(minilm: MiniLM) -> None:
    vectors, reference = minilm.embed([row["text"] for row in REFERENCE]), _reference()
    assert np.all((vectors * reference).sum(axis=1) >= 0.98)
    assert np.abs(vectors @ vectors.T - reference @ reference.T).max() <= 0.03


def test_the_two_kinds_of_vectors_do_not_mix(minilm: MiniLM) -> None:
    assert minilm.name != MiniLM(packaged_folder()).name


def _reference() -> FloatArray:
    return np.array([row["vector"] for row in REFERENCE], np.float32)


def test_order_is_kept_whatever_the_batch(minilm: MiniLM, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{number} lorries left. " * (1 + number * 7 % 11) for number in range(23)]
    one_by_one = np.concatenate([minilm.embed([text]) for text in texts])
    monkeypatch.setattr(embedding, "BLOCK_TEXTS", 5)
    together = minilm.embed(texts)
    assert np.all((one_by_one * together).sum(axis=1) >= 0.999)


def test_no_texts(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_any_text_has_a_vector_of_length_one(minilm: MiniLM) -> None:
    vectors = minilm.embed(WILD)
    assert vectors.shape == (len(WILD), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


def test_what_is_too_long_is_cut(minilm: MiniLM) -> None:
    start = "barley " * 300
    first, second = minilm.embed([start, start + "The minister resigned. " * 20_000])
    assert first @ second >= 0.999


def test_threads_do_not_mix_their_texts(minilm: MiniLM) -> None:
    texts = [f"District {number} sent {number * 3} lorries." for number in range(8)]
    alone = minilm.embed(texts)
    products: dict[int, float] = {}

    def embed(number: int) -> None:
        vectors = [minilm.embed([texts[number]])[0] for _ in range(10)]
        products[number] = min(float(vector @ alone[number]) for vector in vectors)

    threads = [threading.Thread(target=embed, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert min(products.values()) >= 0.999
    assert len(products) == 8


@given(st.lists(st.integers(1, 256), max_size=200), st.integers(1, 4096))
def test_batches_hold_every_position_once_and_keep_to_the_budget(
    lengths: list[int], budget: int
) -> None:
    batches = list(length_batches(lengths, budget))
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[position] for position in batch)
        assert len(batch) == 1 or len(batch) * longest <= budget


def _copy(folder: Path) -> Path:
    copied = folder / "model"
    copied.mkdir()
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        shutil.copyfile(packaged_folder() / name, copied / name)
    return copied


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=str(tmp_path)):
        MiniLM(tmp_path)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.json", b"{"),
        ("config.json", b'{"model_type": "t5"}'),
        ("config.json", b'{"model_type": "bert"}'),
        ("config.json", b"[]"),
        ("tokenizer.json", b"{}"),
        ("model.safetensors", b"not weights"),
        ("model.safetensors", b"\x02\x00\x00\x00\x00\x00\x00\x00{}"),
    ],
)
def test_a_damaged_model_is_one_clear_line(tmp_path: Path, file: str, content: bytes) -> None:
    folder = _copy(tmp_path)
    (folder / file).write_bytes(content)
    with pytest.raises(EmbeddingError, match=str(folder)) as raised:
        MiniLM(folder)
    assert "\n" not in str(raised.value)


def test_another_graph_or_other_ranges_are_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    folder, ranges = packaged_folder(), read_ranges(packaged_ranges())
    keys = {weights_key(folder), weights_key(folder, ranges)}
    monkeypatch.setattr(bert, "LAYOUT", bert.LAYOUT + 1)
    keys |= {weights_key(folder), weights_key(folder, ranges)}
    assert len(keys) == 4


def test_vectors_of_other_ranges_go_by_another_name() -> None:
    # A library keeps its vectors as long as the name stays: new ranges need a new PACKAGED.
    held = packaged_ranges().read_bytes()
    digest = hashlib.sha1(b"blob %d\0" % len(held) + held).hexdigest()  # of git hash-object
    assert PACKAGED == "all-MiniLM-L6-v2-int8"
    assert digest == "5b773d0df15003753f9b64e2626fc66c88c992ca"


def test_a_model_in_a_folder_is_the_same_model(tmp_path: Path) -> None:
    model, original = MiniLM(_copy(tmp_path)), MiniLM(packaged_folder())
    assert model.name == "model"
    assert original.embed(["Rain fell."])[0] @ model.embed(["Rain fell."])[0] >= 0.999
