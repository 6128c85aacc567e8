"""Measure what enters each linear layer of MiniLM, so that it embeds in 8-bit integers.

Least and greatest value of each layer's input over questions and passages of training data, in
float32::

    python -m assistant.training.calibrate groups.jsonl index/weights/embedder_ranges.json
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tqdm import tqdm

from assistant.training.groups import Group, read_groups
from index.bert import BertGraph, Weights, pad, read_config, read_tokenizer, read_weights
from index.embedding import MAX_TOKENS, packaged_folder
from index.reranking import passage_text

if TYPE_CHECKING:
    from openvino import Node
    from tokenizers import Encoding

SAMPLE = 300
"""Questions, each with its passage: the extremes hardly move after the first hundred."""


class _TappedGraph(BertGraph):
    """Keeps what enters each linear layer."""

    def __init__(self, config: Mapping[str, Any], weights: Weights) -> None:
        self.inputs: dict[str, Node] = {}
        super().__init__(config, weights)

    def linear(self, x: "Node", name: str) -> "Node":
        self.inputs[name] = x
        return super().linear(x, name)


def ranges_of(weights: Weights, encodings: Sequence["Encoding"]) -> dict[str, tuple[float, float]]:
    """Return linear layer -> least and greatest value that entered it."""
    import openvino as ov
    from openvino import opset13 as op

    graph = _TappedGraph(read_config(packaged_folder()), weights)
    every = op.constant(np.array([0, 1, 2], np.int32))
    outputs = [
        reduce(node, every, False)
        for node in graph.inputs.values()
        for reduce in (op.reduce_min, op.reduce_max)
    ]
    model = ov.Model(outputs, [graph.ids, graph.types, graph.mask], "tapped")
    compiled = ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    measured = []
    for encoding in tqdm(encodings, unit="text"):
        ids, mask = pad([encoding.ids])
        found = compiled({"ids": ids, "types": pad([encoding.type_ids])[0], "mask": mask})
        measured.append([float(found[number]) for number in range(len(outputs))])
    bounds = np.array(measured)
    lows, highs = bounds[:, 0::2].min(axis=0), bounds[:, 1::2].max(axis=0)
    return {
        name: (round(float(low), 4), round(float(high), 4))
        for name, low, high in zip(graph.inputs, lows, highs, strict=True)
    }


def calibrate(groups: Sequence[Group]) -> dict[str, tuple[float, float]]:
    """Return the packaged encoder's ranges over passages and, a quarter as many, questions."""
    texts = [passage_text(group.title, group.passage) for group in groups]
    texts += [group.question for group in groups[: len(groups) // 4]]
    folder = packaged_folder()
    encodings = read_tokenizer(folder, MAX_TOKENS).encode_batch(texts)
    return ranges_of(read_weights(folder), encodings)


def main() -> None:
    """Read the command line and calibrate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("groups", type=Path, help="what assistant.training.retrieved wrote")
    parser.add_argument("out", type=Path, help="the JSON file to write")
    arguments = parser.parse_args()
    groups = [group for group in read_groups(arguments.groups) if not group.dev]
    ranges = calibrate(random.Random(0).sample(groups, SAMPLE))
    arguments.out.write_text(json.dumps(ranges, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
