"""One figure of one system, in a process of its own: `python -m tests.bench.child JOB.json`.

Prints one JSON line. Runs in a peer's environment too, which has nothing of ours.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import corpus
from tests.bench.corpus import Corpus
from tests.bench.system import System, make

WARMING, SEARCH_COUNT = 10, 5
PERTURBATION = 0.025
"""Noise added to each of the 384 components of a vector that is taken again; cosine about .9."""
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Job:
    """What to measure, as the runner writes it."""

    system: str
    mode: str
    folder: str
    seq2seq: str
    seed: int
    documents: int
    questions: int
    corpus: str | None = None
    vectors: str | None = None


def main(job: Job) -> Figures:
    """Measure."""
    system = make(job.system, Path(job.seq2seq))
    path = Path(job.corpus) if job.corpus else None
    held = corpus.load(path, job.seed, job.documents, job.questions)
    return MODES[job.mode](system, held, Path(job.folder), job.vectors)


def index(system: System, held: Corpus, folder: Path, _: str | None) -> Figures:
    """Embed and index; the model is loaded before."""
    system.warm()
    started = time.perf_counter()
    system.build(held.documents, folder)
    took = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "passages_per_second": len(held.documents) / took,
        "disk_mb": size / 1e6,
        "indexing_rss_mb": peak_mb(),
    }


def grow(system: System, held: Corpus, folder: Path, vectors: str | None) -> Figures:
    """Index many documents with vectors made from few: built, not measured."""
    import numpy as np

    base = np.load(str(vectors))
    chance = np.random.default_rng(0)
    count = len(held.documents)
    made = np.empty((count, base.shape[1]), np.float32)
    for start in range(0, count, 4096):
        block = base[np.arange(start, min(start + 4096, count)) % len(base)]
        block = block + PERTURBATION * chance.standard_normal(block.shape, np.float32)
        made[start : start + 4096] = block / np.linalg.norm(block, axis=1, keepdims=True)
    system.warm()
    system.build(held.documents, folder, made)
    return {}


def reopen(system: System, held: Corpus, folder: Path, _: str | None) -> Figures:
    """Open an index; the model is loaded before."""
    system.warm()
    started = time.perf_counter()
    system.open(folder)
    return {"reopen_ms": 1000 * (time.perf_counter() - started)}


def search(system: System, held: Corpus, folder: Path, _: str | None) -> Figures:
    """Search, one question at a time."""
    system.open(folder)
    times = list(_timed(lambda question: system.search(question, SEARCH_COUNT), held.questions))
    return {"search_p50_ms": _share(times, 0.5), "search_p95_ms": _share(times, 0.95)}


def answer(system: System, held: Corpus, folder: Path, _: str | None) -> Figures:
    """Answer questions, then summarise a text whose words are a little different each time."""
    system.open(folder)
    times = list(_timed(system.answer, held.questions))
    count = max(3, len(held.questions) // 3)
    texts = [f"{held.article} ({number})" for number in range(count)]
    summaries = list(_timed(system.summarise, texts))
    return {
        "answer_p50_ms": _share(times, 0.5),
        "answer_p95_ms": _share(times, 0.95),
        "summary_p50_ms": _share(summaries, 0.5),
        "summary_p95_ms": _share(summaries, 0.95),
        "answering_rss_mb": peak_mb(),
    }


def first(system: System, held: Corpus, folder: Path, _: str | None) -> Figures:
    """Answer one question; the runner takes the time from the start of the process."""
    system.open(folder)
    system.answer(held.questions[0])
    return {}


def embed(_system: System, held: Corpus, folder: Path, vectors: str | None) -> Figures:
    """Embed the documents once, for `grow`."""
    import numpy as np

    from index.embedding import MiniLM

    np.save(str(vectors), MiniLM().embed([f"{d.title}. {d.text}" for d in held.documents]))
    return {}


MODES: dict[str, Callable[[System, Corpus, Path, str | None], Figures]] = {
    "index": index,
    "grow": grow,
    "reopen": reopen,
    "search": search,
    "answer": answer,
    "first": first,
    "embed": embed,
}


def _timed(run: Callable[[str], Any], inputs: Sequence[str]) -> Iterator[float]:
    """Yield the milliseconds of each run but the first ones, which warm up."""
    for number, text in enumerate(inputs):
        started = time.perf_counter()
        run(text)
        took = 1000 * (time.perf_counter() - started)
        if number >= min(WARMING, len(inputs) // 3):
            yield took


def _share(times: Sequence[float], share: float) -> float:
    """Return the time that a share of the runs took at most."""
    return sorted(times)[round(share * (len(times) - 1))]


def peak_mb() -> float:
    """Return the most memory this process has had in use at once."""
    status = Path("/proc/self/status")
    if status.is_file():
        # What `getrusage` says on Linux includes the process that started this one.
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(main(Job(**json.loads(Path(sys.argv[1]).read_text("utf-8"))))))
