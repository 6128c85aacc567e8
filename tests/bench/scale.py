"""Ours from a thousand passages to a million: `python -m tests.bench.scale`.

Passages come from news corpora (JSONL with title and text) or are made up. They are embedded once;
where more are wanted than there are, texts are taken again, and vectors with Gaussian noise of
`PERTURBATION` in each component, normalised again: such a vector's cosine to the one it came from
is about .9. Questions are the titles of articles, embedded as they are, so no question is one of
the vectors. Recall is of the ten nearest by exact comparison of all vectors.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import Article, Filter
from index.adding import embedding_texts
from index.dense import DenseSearch
from index.embedding import PACKAGED, MiniLM
from index.library import Library
from index.passages import passage_spans
from index.recall import nearest_exactly, recall_of
from index.rows import Entry
from index.store import Store
from index.vectors import blocks
from tests.bench import corpus
from tests.bench.chart import Curve, curves_as_svg
from tests.bench.child import PERTURBATION, peak_mb
from tests.bench.run import ROOT

DIMENSIONS = 384
QUESTIONS = 200
BATCH = 2000
Vectors = NDArray[np.float32]
COLUMNS = {
    "passages": "passages",
    "store_s": "writing, s",
    "vectors_s": "FAISS, s",
    "build_rss_mb": "building, MB",
    "disk_mb": "disk, MB",
    "reopen_ms": "opening, ms",
    "vector_p50_ms": "vectors p50, ms",
    "vector_p95_ms": "p95",
    "recall": "recall@10",
    "search_p50_ms": "whole search p50, ms",
    "search_p95_ms": "p95",
    "search_rss_mb": "searching, MB",
}


def articles(paths: Sequence[Path], made_up: int) -> list[Article]:
    """Return the articles of JSONL files, or some that are made up."""
    if not paths:
        held = corpus.load(None, 1, made_up, 1).documents
        return [Article.of(document.title, document.text) for document in held]
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    rows = map(json.loads, lines)
    return [Article.of(str(row.get("title") or ""), str(row["text"])) for row in rows]


def embed(held: Sequence[Article], most: int) -> tuple[Vectors, Vectors]:
    """Return the vectors of at most so many passages, and those of the questions."""
    model = MiniLM()
    texts = (t for a in held for t in embedding_texts(a, passage_spans(a.text)))
    return model.embed(list(islice(texts, most))), model.embed(questions_of(held))


def questions_of(held: Sequence[Article]) -> list[str]:
    """Return the first titles, each once."""
    return list(dict.fromkeys(article.title for article in held if article.title))[:QUESTIONS]


def build(folder: Path, held: Sequence[Article], base: Vectors, count: int) -> dict[str, float]:
    """Write a library of `count` passages and bring its vectors into their layout."""
    chance = np.random.default_rng(count)
    store, written, started = Store(folder), 0, time.perf_counter()
    store.set_fact("model", PACKAGED)
    for batch in _batches(_repeated(held), count):
        entries = []
        for article, spans in batch:
            places = np.arange(written, written + len(spans))
            entries.append(Entry(article, spans, _perturbed(base, places, chance)))
            written += len(spans)
        store.write(entries)
    wrote = time.perf_counter()
    dense = DenseSearch(folder, store, PACKAGED, DIMENSIONS)
    dense.migrate(wait=True)
    ended = time.perf_counter()
    dense.close()
    store.close()
    size = sum(path.stat().st_size for path in folder.iterdir())
    return {
        "passages": written,
        "store_s": wrote - started,
        "vectors_s": ended - wrote,
        "build_rss_mb": peak_mb(),
        "disk_mb": size / 1e6,
    }


def search(folder: Path, vectors: Vectors, questions: Sequence[str]) -> dict[str, float]:
    """Open a library and search it: by vector alone, then as a user does, by words."""
    store = Store(folder)
    started = time.perf_counter()
    dense = DenseSearch(folder, store, PACKAGED, DIMENSIONS)
    opened = time.perf_counter()
    alone = _times(lambda vector: dense.search(vector, 50, Filter()), vectors)
    found = [np.array(list(dense.search(v, 50, Filter()))[:10], np.int64) for v in vectors]
    dense.close()
    library = Library(folder, MiniLM)
    whole = _times(lambda question: library.search(question, 10), questions)
    memory = peak_mb()
    ids = store.passage_ids()
    exact = nearest_exactly(vectors, (store.vectors(block, DIMENSIONS) for block in blocks(ids)))
    library.close()
    store.close()
    return {
        "reopen_ms": 1000 * (opened - started),
        "vector_p50_ms": float(np.percentile(alone, 50)),
        "vector_p95_ms": float(np.percentile(alone, 95)),
        "recall": recall_of(found, exact),
        "search_p50_ms": float(np.percentile(whole, 50)),
        "search_p95_ms": float(np.percentile(whole, 95)),
        "search_rss_mb": memory,
    }


def measure(paths: Sequence[Path], sizes: Sequence[int], embedded: int) -> list[dict[str, float]]:
    """Return a row of figures for each size, each measured in processes of its own."""
    figures = []
    with TemporaryDirectory(prefix="scale-") as place:
        work = Path(place)
        _child("embed", work, paths, embedded, 0)
        for size in sizes:
            built = _child("build", work, paths, embedded, size)
            figures.append(built | _child("search", work, paths, embedded, size))
            print(figures[-1], file=sys.stderr, flush=True)
    return figures


def step(
    what: str, work: Path, paths: Sequence[Path], embedded: int, size: int
) -> dict[str, float]:
    """Do one step, in the process that `measure` started for it."""
    folder, vectors, asked = work / str(size), work / "vectors.npz", work / "questions.json"
    if what == "search":  # without the articles in memory
        questions = json.loads(asked.read_text("utf-8"))
        return search(folder, np.load(vectors)["questions"], questions)
    held = articles(paths, embedded)
    if what == "build":
        return build(folder, held, np.load(vectors)["base"], size)
    base, embedded_questions = embed(held, embedded)
    np.savez(vectors, base=base, questions=embedded_questions)
    asked.write_text(json.dumps(questions_of(held)), "utf-8")
    return {}


def as_markdown(figures: Sequence[dict[str, float]]) -> str:
    """Return the figures as a table."""
    lines = ["| " + " | ".join(COLUMNS.values()) + " |", "|" + "---|" * len(COLUMNS)]
    for row in figures:
        cells = [f"{row[key]:,.0f}" if row[key] >= 100 else f"{row[key]:.3g}" for key in COLUMNS]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write it with a picture of the curves."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path, help="JSONL with title and text")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000, 300_000, 1_000_000]
    )
    parser.add_argument("--embedded", type=int, default=100_000, help="passages embedded, at most")
    parser.add_argument("--out", type=Path, default=ROOT / "runs" / "bench")
    parser.add_argument("--step", nargs=3, metavar=("WHAT", "FOLDER", "SIZE"), help="for itself")
    given = parser.parse_args(arguments)
    if given.step:
        what, work, size = given.step
        print(json.dumps(step(what, Path(work), given.corpora, given.embedded, int(size))))
        return 0
    figures = measure(given.corpora, given.sizes, given.embedded)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "scale.md").write_text(as_markdown(figures), "utf-8")
    (given.out / "scale.json").write_text(json.dumps(figures, indent=1), "utf-8")
    curves = [
        Curve(label, [(row["passages"], row[key]) for row in figures])
        for key, label in (
            ("vector_p50_ms", "vectors p50, ms"),
            ("search_p50_ms", "whole search p50, ms"),
            ("search_p95_ms", "whole search p95, ms"),
            ("reopen_ms", "opening, ms"),
        )
    ]
    (given.out / "scale.svg").write_text(curves_as_svg(curves), "utf-8")
    print(as_markdown(figures))
    return 0


def _child(
    what: str, work: Path, paths: Sequence[Path], embedded: int, size: int
) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.scale", *map(str, paths)]
    command += ["--embedded", str(embedded), "--step", what, str(work), str(size)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _repeated(held: Sequence[Article]) -> Iterator[Article]:
    """Yield articles again and again, with a number in the title from the second round on."""
    for number, article in enumerate(cycle(held)):
        round_number = number // len(held)
        title = f"{article.title} ({round_number})" if round_number else article.title
        yield Article.of(title, article.text)


def _batches(
    held: Iterator[Article], count: int
) -> Iterator[list[tuple[Article, list[tuple[int, int]]]]]:
    batch: list[tuple[Article, list[tuple[int, int]]]] = []
    waiting = 0
    for article in held:
        spans = passage_spans(article.text)[:count]
        batch.append((article, spans))
        waiting += len(spans)
        count -= len(spans)
        if waiting >= BATCH or count <= 0:
            yield batch
            batch, waiting = [], 0
        if count <= 0:
            return


def _perturbed(base: Vectors, places: NDArray[np.int64], chance: np.random.Generator) -> Vectors:
    """Return vectors (n, d): the first time round as they are, and then with noise."""
    vectors = base[places % len(base)]
    noise = PERTURBATION * chance.standard_normal(vectors.shape, np.float32)
    vectors = np.where((places >= len(base))[:, None], vectors + noise, vectors)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _times(run: Any, inputs: Sequence[Any] | Vectors) -> list[float]:
    """Return the milliseconds of each run, after a tenth of them to warm up."""
    for item in inputs[: max(1, len(inputs) // 10)]:
        run(item)
    times = []
    for item in inputs:
        started = time.perf_counter()
        run(item)
        times.append(1000 * (time.perf_counter() - started))
    return times


if __name__ == "__main__":
    sys.exit(main())
