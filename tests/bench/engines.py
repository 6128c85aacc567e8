"""MiniLM and T5 on other engines, the same weights: what the choice of OpenVINO rests on.

Milliseconds, medians: embedding a question of 16 tokens and a batch of 8 x 160, reading a prompt of
224 tokens and writing 12 tokens after it. Needs the training extra, and ctranslate2 and onnxruntime
in the same environment::

    pip install -c constraints.txt '.[train]' ctranslate2 onnxruntime
    python -m tests.bench.engines
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from assistant.models import adapter, packaged, prepared, reference
from assistant.models.openvino_t5 import WINDOW, OpenVinoGenerator
from assistant.models.t5_graph import T5Graphs
from index.bert import BertGraph, read_config, read_ranges, read_weights
from index.compiled import Compiled
from index.embedding import packaged_folder, packaged_ranges

SHAPES = ((1, 16), (8, 160))
PROMPT, WRITTEN = 224, 12
REPEATS = 15
Run = Callable[[np.ndarray], object]
_RANDOM = np.random.default_rng(0)


def milliseconds(run: Callable[[], object]) -> float:
    """Return the median time of a call, warmed up."""
    times = []
    for _ in range(REPEATS + 3):
        started = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - started))
    return median(times[3:])


def ids(rows: int, tokens: int) -> np.ndarray:
    """Return made-up tokens (rows, tokens)."""
    return _RANDOM.integers(1000, 20_000, (rows, tokens)).astype(np.int32)


def openvino_encoders() -> Iterator[tuple[str, Run]]:
    """Yield MiniLM by arithmetic."""
    import openvino as ov

    core, folder = ov.Core(), packaged_folder()
    for name, ranges, precision in (
        ("float32", None, "f32"),
        ("bfloat16", None, "bf16"),
        ("int8", read_ranges(packaged_ranges()), "bf16"),
    ):
        graph = BertGraph(read_config(folder), read_weights(folder), ranges)
        model = ov.Model([graph.mean_pooled()], [graph.ids, graph.types, graph.mask])
        hints = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
        request = core.compile_model(model, "CPU", hints).create_infer_request()

        def run(tokens: np.ndarray, request: Any = request) -> object:
            mask = np.ones(tokens.shape, np.float32)
            return request.infer({"ids": tokens, "types": np.zeros_like(tokens), "mask": mask})

        yield f"OpenVINO {name}", run


def onnx_encoders(folder: Path) -> Iterator[tuple[str, Run]]:
    """Yield MiniLM as PyTorch exports it, plain and with dynamic quantisation."""
    import onnxruntime
    import torch
    from onnxruntime.quantization import quantize_dynamic
    from transformers import BertModel

    bert = BertModel.from_pretrained(
        packaged_folder(), add_pooling_layer=False, attn_implementation="eager"
    ).eval()

    class Hidden(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return self.bert(input_ids=ids, attention_mask=mask).last_hidden_state

    sample = torch.ones((1, 16), dtype=torch.long)
    axes = {"ids": {0: "n", 1: "s"}, "mask": {0: "n", 1: "s"}}
    torch.onnx.export(
        Hidden(), (sample, sample), str(folder / "float32.onnx"), input_names=["ids", "mask"],
        dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(folder / "float32.onnx", folder / "int8.onnx")
    for name in ("float32", "int8"):
        session = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"))

        def run(tokens: np.ndarray, session: Any = session) -> object:
            wide = tokens.astype(np.int64)
            return session.run(None, {"ids": wide, "mask": np.ones_like(wide)})

        yield f"ONNX Runtime {name}", run


def ctranslate2_encoders(folder: Path) -> Iterator[tuple[str, Run]]:
    """Yield MiniLM as CTranslate2 converts it."""
    import ctranslate2

    converter = ctranslate2.converters.TransformersConverter(str(packaged_folder()))
    for name in ("float32", "int8"):
        converter.convert(str(folder / name), quantization=name, force=True)
        encoder = ctranslate2.Encoder(str(folder / name), compute_type=name, intra_threads=2)

        def run(tokens: np.ndarray, encoder: Any = encoder) -> object:
            return np.array(encoder.forward_batch(tokens.tolist()).last_hidden_state)

        yield f"CTranslate2 {name}", run


def openvino_writers() -> Iterator[tuple[str, Run, Run]]:
    """Yield T5 by arithmetic: what reads a prompt, and what reads it and writes."""
    import openvino as ov

    core = ov.Core()
    graphs = T5Graphs(_parameters(), packaged.CONFIG, WINDOW)
    tokenizer = packaged.folder() / "tokenizer.json"
    for name, precision in (("float32", "f32"), ("bfloat16", "bf16")):
        hints = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
        encoder, decoder = (
            Compiled(core.compile_model(graph(), "CPU", hints))
            for graph in (graphs.encoder, graphs.decoder)
        )
        model = OpenVinoGenerator(encoder, decoder, packaged.CONFIG, tokenizer, name)

        def read(tokens: np.ndarray, model: OpenVinoGenerator = model) -> Any:
            return model.encode(tokens.tolist())

        def write(tokens: np.ndarray, model: OpenVinoGenerator = model) -> object:
            request = model.encode(tokens.tolist())
            past = model.nothing_written(1)
            for _ in range(WRITTEN):
                last = np.zeros((1, 1), np.int32)
                request.infer(
                    {"ids": last, "wanted": last, "past": past}
                    | {"mask": np.ones((1, tokens.shape[1]), np.float32)}
                )
                step = np.array(request.get_tensor("step").data)
                past = np.concatenate([past, step], axis=3)
            return past

        yield f"OpenVINO {name}", read, write


def onnx_writers() -> Iterator[tuple[str, Run, Run]]:
    """Yield the packaged graphs as they come, which keep nothing from one token to the next."""
    import onnxruntime

    encoder, decoder = (
        onnxruntime.InferenceSession(str(packaged.folder() / f"{name}.onnx"))
        for name in ("encoder", "decoder")
    )
    sources, targets = ([i.name for i in each.get_inputs()] for each in (encoder, decoder))

    def read(tokens: np.ndarray) -> Any:
        wide = tokens.astype(np.int64)
        return encoder.run(None, dict(zip(sources, (wide, np.ones_like(wide)), strict=False)))[0]

    def write(tokens: np.ndarray) -> object:
        hidden, wide = read(tokens), tokens.astype(np.int64)
        for count in range(1, WRITTEN + 1):
            held = {
                name: hidden if "hidden" in name else np.ones_like(wide) if "mask" in name
                else np.zeros((1, count), np.int64)
                for name in targets
            }  # fmt: skip
            decoder.run(None, held)
        return hidden

    yield "ONNX Runtime int8, no cache", read, write


def ctranslate2_writers(folder: Path) -> Iterator[tuple[str, Run, Run]]:
    """Yield T5 as CTranslate2 converts it; it does not read without writing a token."""
    import ctranslate2

    reference.build_t5(_parameters()).save_pretrained(str(folder / "t5"))
    tokenizer = reference.read_tokenizer(packaged.folder())
    tokenizer.save_pretrained(str(folder / "t5"))
    converter = ctranslate2.converters.TransformersConverter(str(folder / "t5"))
    for name in ("float32", "int8"):
        converter.convert(str(folder / f"t5-{name}"), quantization=name, force=True)
        model = ctranslate2.Translator(
            str(folder / f"t5-{name}"), compute_type=name, intra_threads=2
        )

        def written(tokens: np.ndarray, count: int, model: Any = model) -> object:
            source = tokenizer.convert_ids_to_tokens(tokens[0].tolist())
            return model.translate_batch(
                [source], beam_size=1, min_decoding_length=count, max_decoding_length=count
            )

        yield (
            f"CTranslate2 {name}",
            lambda tokens, written=written: written(tokens, 1),
            lambda tokens, written=written: written(tokens, WRITTEN),
        )


def _parameters() -> packaged.Parameters:
    folder = prepared.packaged_adapter()
    assert folder is not None
    return adapter.merge(packaged.read_parameters(packaged.folder()), folder)


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        print("| MiniLM | 1 x 16 tokens | 8 x 160 tokens |\n|---|---|---|")
        encoders = (openvino_encoders(), onnx_encoders(folder), ctranslate2_encoders(folder))
        for name, run in (each for engine in encoders for each in engine):
            cells = [milliseconds(partial(run, ids(*shape))) for shape in SHAPES]
            print(f"| {name} | {cells[0]:.1f} | {cells[1]:.0f} |", flush=True)
        print(f"\n| T5 | {PROMPT} tokens read | {WRITTEN} more written |\n|---|---|---|")
        prompt = ids(1, PROMPT)
        writers = (openvino_writers(), onnx_writers(), ctranslate2_writers(folder))
        for name, read, write in (each for engine in writers for each in engine):
            first, both = (milliseconds(partial(run, prompt)) for run in (read, write))
            print(f"| {name} | {first:.0f} | {both - first:.0f} |", flush=True)


if __name__ == "__main__":
    main()
