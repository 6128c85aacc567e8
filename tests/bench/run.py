"""Runs us and the peers on the same weights and documents: `python -m tests.bench.run`.

Each figure comes from a process of its own, alone; the systems take turns, and each repeat starts
with another one. The table holds medians. Up to the smallest size documents are embedded by each
system; beyond it they are embedded once, by us, and perturbed, so that indexing takes minutes.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import report
from tests.bench.child import Job
from tests.bench.system import PEERS, SYSTEMS

ROOT = Path(__file__).parents[2]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "false",
    "ANONYMIZED_TELEMETRY": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
}
SEARCHES, ANSWERS = 210, 40
Runs = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. The first of `sizes` is embedded by every system itself."""

    systems: tuple[str, ...]
    sizes: tuple[int, ...]
    repeats: int
    seed: int
    corpus: str | None
    searches: int = SEARCHES
    answers: int = ANSWERS


def measure(plan: Plan, folder: Path, python: Path) -> Iterator[Runs]:
    """Yield row -> system -> the figure of each repeat, after each system's turn.

    Indexes are made below `folder`.
    """
    runs: Runs = defaultdict(lambda: defaultdict(list))
    seq2seq = folder / "t5"
    if any(name in PEERS for name in plan.systems):
        command = [sys.executable, "-m", "tests.bench.weights", str(seq2seq)]
        subprocess.run(command, cwd=ROOT, check=True)
    base = Job(
        "ours", "embed", "", str(seq2seq), plan.seed, plan.sizes[0], plan.searches, plan.corpus,
        str(folder / "vectors.npy"),
    )  # fmt: skip
    if len(plan.sizes) > 1:
        _run(base, folder, python)
    for repeat in range(plan.repeats):
        turn = repeat % len(plan.systems)
        for name in plan.systems[turn:] + plan.systems[:turn]:
            for key, value in _measured(replace(base, system=name), plan, folder, python, repeat):
                runs[key][name].append(value)
            yield runs


def _measured(
    job: Job, plan: Plan, folder: Path, python: Path, repeat: int
) -> Iterator[tuple[str, float]]:
    """Yield every row's figure for one system, once."""
    place = folder / job.system.replace(" ", "-")
    small = place / f"{plan.sizes[0]}-{repeat}"
    small.parent.mkdir(parents=True, exist_ok=True)
    job = replace(job, folder=str(small))
    figures, _ = _run(replace(job, mode="index"), folder, python)
    yield from figures.items()
    for size in plan.sizes:
        at = replace(job, documents=size)
        if size != plan.sizes[0]:
            at = replace(at, folder=str(place / str(size)))
            if not Path(at.folder).exists():
                _run(replace(at, mode="grow"), folder, python)
        for mode in ("reopen", "search"):
            figures, _ = _run(replace(at, mode=mode), folder, python)
            yield from ((f"{key}@{size}", value) for key, value in figures.items())
    figures, _ = _run(replace(job, mode="answer", questions=plan.answers), folder, python)
    yield from figures.items()
    _, took = _run(replace(job, mode="first"), folder, python)
    yield "first_answer_s", took
    shutil.rmtree(small)


def _run(job: Job, folder: Path, python: Path) -> tuple[dict[str, float], float]:
    """Run a job in a process of its own; return its figures and how long the process took.

    :raises RuntimeError: if it fails, with the end of what it said.
    """
    path = folder / "job.json"
    path.write_text(json.dumps(asdict(job)), "utf-8")
    _say(f"{job.system}: {job.mode} {job.documents:,}")
    executable = python if job.system in PEERS else Path(sys.executable)
    started = time.perf_counter()
    done = subprocess.run(
        [executable, "-m", "tests.bench.child", path],
        cwd=ROOT, env=os.environ | OFFLINE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    took = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{job.system} failed at {job.mode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1]), took


def installed(names: Sequence[str], python: Path) -> tuple[str, ...]:
    """Return the systems that can be run, and say which cannot."""
    present = []
    for name in names:
        code = (
            f"import importlib.util as u, sys; sys.exit(u.find_spec({PEERS.get(name)!r}) is None)"
        )
        if name in PEERS and (
            not python.is_file() or subprocess.run([python, "-c", code], check=False).returncode
        ):
            _say(f"{name} is not installed and left out: `make bench-peers` installs it")
            continue
        present.append(name)
    return tuple(present)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write it with its picture and the raw figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--systems", nargs="+", default=list(SYSTEMS), choices=list(SYSTEMS))
    parser.add_argument("--sizes", nargs="+", type=int, default=[2_000, 10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", help="JSONL with title and text; made up if not given")
    parser.add_argument("--out", type=Path, default=ROOT / "runs" / "bench")
    parser.add_argument("--peers-python", type=Path, default=PEERS_PYTHON)
    given = parser.parse_args(arguments)
    plan = Plan(
        installed(given.systems, given.peers_python), tuple(given.sizes), given.repeats,
        given.seed, given.corpus,
    )  # fmt: skip
    given.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-") as folder:
        for runs in measure(plan, Path(folder), given.peers_python):
            _write(runs, plan, given.out)
    print((given.out / "bench.md").read_text("utf-8"))
    return 0


def _write(runs: Runs, plan: Plan, out: Path) -> None:
    """Write what has been measured so far, so that a run that is cut off leaves its figures."""
    done = tuple(name for name in plan.systems if any(name in row for row in runs.values()))
    about = {"plan": asdict(plan), "machine": platform.platform(), "cores": os.cpu_count()}
    (out / "bench.md").write_text(report.as_markdown(runs, done, plan.sizes), "utf-8")
    (out / "bench.json").write_text(json.dumps(about | {"runs": runs}, indent=1), "utf-8")
    (out / "bench.svg").write_text(report.as_svg(runs, done, plan.sizes), "utf-8")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
