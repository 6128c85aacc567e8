"""What every training run needs: its processes, a log, a checkpoint to resume from."""

import json
import os
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist

from assistant.training.optimiser import MasterWeights

_STATE = "state.pt"


class Run:
    """One training run, of one process or, under torchrun, of several single-threaded ones.

    :param out: folder for the checkpoint and ``log.jsonl``, made if need be.
    """

    def __init__(self, out: Path) -> None:
        if "RANK" in os.environ:
            dist.init_process_group("gloo")
        self.rank = dist.get_rank() if dist.is_initialized() else 0
        self.world = dist.get_world_size() if dist.is_initialized() else 1
        self.is_first = self.rank == 0
        torch.set_num_threads(1 if self.world > 1 else os.cpu_count() or 1)
        self._out = out
        out.mkdir(parents=True, exist_ok=True)

    def log(self, **entry: Any) -> None:
        """Add a line to the log; the first process alone writes."""
        if self.is_first:
            with (self._out / "log.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry, default=str) + "\n")

    def resume(self, optimiser: MasterWeights) -> int:
        """Take up the last checkpoint, if there is one, and return the steps done."""
        path = self._out / _STATE
        if not path.exists():
            return 0
        state = torch.load(path, weights_only=True)
        optimiser.restore(state)
        return int(state["step"])

    def checkpoint(self, optimiser: MasterWeights, step: int) -> None:
        """Write what `resume` needs, under a temporary name first."""
        torch.save({"step": step, **optimiser.state()}, self._out / "state.new")
        os.replace(self._out / "state.new", self._out / _STATE)

    def wait(self) -> None:
        """Wait for the other processes."""
        if dist.is_initialized():
            dist.barrier()
