"""Several processes that train one voice: who this one is, and what they tell each other.

Started by PyTorch's launcher (`torchrun`), each process computes its own rows of every batch; sums of
gradients and losses make the step the same as on one process. The first process alone reads the project
and writes the run; the others get everything from it, so they need no disk in common.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
from torch import Tensor
from torch import distributed as dist

# The others wait for the first one while it prepares, saves and renders previews.
PATIENCE = timedelta(hours=6)
BUCKET_BYTES = 64 << 20


@dataclass(frozen=True)
class World:
    """`rank` of `size` processes; one process alone talks to nobody."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0

    @property
    def first(self) -> bool:
        """Whether this process reads the project and writes the run."""
        return self.rank == 0

    def rows(self, count: int) -> tuple[int, int]:
        """This process's share [first, end) of `count` items."""
        return self.rank * count // self.size, (self.rank + 1) * count // self.size

    def sum_gradients(self, parameters: Iterable[Tensor]) -> None:
        """Add up the gradients of all processes, in place."""
        if self.size == 1:
            return
        gradients = [item.grad for item in parameters if item.grad is not None]
        for bucket in _buckets(gradients):
            flat = torch.cat([item.reshape(-1) for item in bucket])
            dist.all_reduce(flat)
            parts = flat.split([item.numel() for item in bucket])
            torch._foreach_copy_(bucket, [p.view_as(g) for p, g in zip(parts, bucket, strict=True)])

    def sum(self, values: Tensor) -> Tensor:
        """The sum over all processes."""
        if self.size > 1:
            dist.all_reduce(values)
        return values

    def share(self, value: Any = None) -> Any:
        """What the first process gives, in all of them (anything that pickles, tensors on the CPU)."""
        if self.size == 1:
            return value
        box = [value]
        dist.broadcast_object_list(box, src=0)
        return box[0]

    def leave(self) -> None:
        """Part from the others."""
        if self.size > 1 and dist.is_initialized():
            dist.destroy_process_group()


ALONE = World()


def join() -> World:
    """Meet the processes that the launcher started beside this one; alone where there are none."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return ALONE
    # Both: sums go over the cards, words between the processes over the network.
    backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"
    dist.init_process_group(backend, timeout=PATIENCE)
    return World(dist.get_rank(), size, int(os.environ.get("LOCAL_RANK", "0")))


def _buckets(tensors: list[Tensor]) -> Iterable[list[Tensor]]:
    bucket: list[Tensor] = []
    size = 0
    for item in tensors:
        bucket.append(item)
        size += item.nbytes
        if size >= BUCKET_BYTES:
            yield bucket
            bucket, size = [], 0
    if bucket:
        yield bucket
