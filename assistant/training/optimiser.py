"""AdamW for bfloat16 adapters, over one process or several."""

from collections.abc import Mapping
from typing import Any

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.utils import clip_grad_norm_


class MasterWeights:
    """AdamW on float32 copies of bfloat16 parameters.

    bfloat16 keeps 8 bits of a number, too few to hold a small update, so the optimiser steps on
    float32 copies (Micikevicius et al., 2018, arXiv:1710.03740).
    """

    def __init__(self, model: nn.Module, learning_rate: float) -> None:
        held = {name: p for name, p in model.named_parameters() if p.requires_grad}
        self.names, self.live = tuple(held), list(held.values())
        self.master = [p.detach().float().clone().requires_grad_() for p in self.live]
        self.optimiser = torch.optim.AdamW(self.master, lr=learning_rate, weight_decay=0.0)

    def step(self, learning_rate: float) -> float:
        """Average gradients over the processes, step, and return the gradient's norm."""
        for live, master in zip(self.live, self.master, strict=True):
            master.grad = live.grad.float() if live.grad is not None else torch.zeros_like(master)
            live.grad = None
        if dist.is_initialized():
            flat = torch.cat([m.grad.flatten() for m in self.master if m.grad is not None])
            dist.all_reduce(flat)
            flat /= dist.get_world_size()
            at = 0
            for master in self.master:
                master.grad = flat[at : at + master.numel()].view_as(master)
                at += master.numel()
        norm = float(clip_grad_norm_(self.master, 1.0))
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate
        self.optimiser.step()
        self.publish()
        return norm

    def publish(self) -> None:
        """Copy the float32 values into the model."""
        with torch.no_grad():
            for live, master in zip(self.live, self.master, strict=True):
                live.copy_(master)

    def start_from(self, tensors: Mapping[str, torch.Tensor]) -> None:
        """Take up the values of an earlier run, by name; what it does not have stays as it is.

        :raises ValueError: if it has none of the parameters.
        """
        if not tensors.keys() & set(self.names):
            raise ValueError("the weights to start from are of another model")
        with torch.no_grad():
            for name, master in zip(self.names, self.master, strict=True):
                if name in tensors:
                    master.copy_(tensors[name])
        self.publish()

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs."""
        return {"master": self.master, "optimiser": self.optimiser.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a saved state."""
        with torch.no_grad():
            for master, saved in zip(self.master, state["master"], strict=True):
                master.copy_(saved)
        self.optimiser.load_state_dict(state["optimiser"])
        self.publish()


def learning_rate_at(step: int, steps: int, highest: float, warmup: int) -> float:
    """Rise to the highest over the warm-up, then fall to zero at `steps` on a straight line."""
    if step < warmup:
        return highest * (step + 1) / warmup
    return highest * max(0.0, (steps - step) / max(1, steps - warmup))
