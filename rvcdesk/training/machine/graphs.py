"""A step recorded once and played back: on a fast card most of a step's time is the launching of kernels.

Every shape of batch (items, frames padded to a whole second, with or without the adversary) is trained
on as usual a few times, then recorded as a CUDA graph over buffers of its own; from then on a step is
copying its inputs there and one launch. A recording is compared with the plain computation before it
is trusted, and what cannot be recorded goes on as before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F

from rvcdesk.training.dataset import Batch
from rvcdesk.training.draws import Draws

WARM_STEPS = 3
FRAME_STEP = 100
TOLERANCE = 0.02
MOST_SHAPES = 12

Key = tuple[int, int, bool]
Part = TypeVar("Part", Batch, Draws)


class Tape(Protocol):
    """Something that can be played again, with the result of the recorded work."""

    def replay(self) -> None:
        """Do the recorded work on what is in the buffers now."""


@dataclass
class Inputs:
    """The buffers that a recording reads."""

    batch: Batch
    draws: Draws
    kl_scale: Tensor  # () weight of the KL term

    def take(self, batch: Batch, draws: Draws, kl_scale: float) -> None:
        """Copy a step's inputs into the buffers."""
        for own, given in ((self.batch, batch), (self.draws, draws)):
            for name in _tensors(own):
                getattr(own, name).copy_(getattr(given, name), non_blocking=True)
        self.kl_scale.fill_(kl_scale)


@dataclass
class _Recording:
    inputs: Inputs
    tape: Tape
    values: Tensor
    trusted: bool = False


Work = Callable[[Inputs], Tensor]
Record = Callable[[Callable[[], Tensor]], tuple[Tape, Tensor]]


class Recorder:
    """Plays recorded steps; says None where a step is to be computed as usual."""

    def __init__(self, record: Record | None = None) -> None:
        """`record` does some work and keeps it for replay; None: as a CUDA graph."""
        self._record = record or CudaRecord()
        self._seen: dict[Key, int] = {}
        self._kept: dict[Key, _Recording] = {}
        self.broken = ""

    def step(
        self,
        key: Key,
        batch: Batch,
        draws: Draws,
        kl_scale: float,
        work: Work,
        plain: Callable[[], Tensor],
    ) -> Tensor | None:
        """The values of a step from its recording, which is made once its shape has been seen often enough.

        `work` computes a whole step on given inputs; `plain` gives the first recorded step's mel and
        KL losses without changing anything, (2,), to compare values 3 and 4 with.
        """
        if self.broken:
            return None
        self._seen[key] = self._seen.get(key, 0) + 1
        if key not in self._kept and (self._seen[key] <= WARM_STEPS or len(self._kept) >= MOST_SHAPES):
            return None
        try:
            if key not in self._kept:
                self._kept[key] = self._make(batch, draws, work)
            found = self._kept[key]
            right = None if found.trusted else plain()
            found.inputs.take(batch, draws, kl_scale)
            found.tape.replay()
            values = found.values.clone()
            if right is not None:
                found.trusted = True
                self._compare(values[3:5], right)
            return values
        except RuntimeError as error:
            self.broken = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            logging.warning("Steps are not recorded: %s", self.broken)
            self._kept.clear()
            return None

    def _make(self, batch: Batch, draws: Draws, work: Work) -> _Recording:
        inputs = Inputs(_copy(batch), _copy(draws), torch.ones((), device=batch.wave.device))
        tape, values = self._record(lambda: work(inputs))
        return _Recording(inputs, tape, values)

    def _compare(self, values: Tensor, right: Tensor) -> None:
        """Look once whether a recording computes what it should; this waits for the device."""
        off = ((values - right).abs() / right.abs().clamp(min=1e-3)).max()
        if not float(off) < TOLERANCE:
            self.broken = f"a recorded step was off by {float(off):.3g}"
            logging.warning("Steps are not recorded: %s", self.broken)
            self._kept.clear()


class CudaRecord:
    """Records CUDA graphs that share one pool of memory: they are only ever played one after another."""

    def __init__(self) -> None:
        self._pool: Any = None

    def __call__(self, work: Callable[[], Tensor]) -> tuple[Tape, Tensor]:
        torch.cuda.synchronize()
        graph = torch.cuda.CUDAGraph()
        self._pool = self._pool or torch.cuda.graph_pool_handle()
        # "thread_local": the thread that puts batches together may go on allocating pinned memory.
        with torch.cuda.graph(graph, pool=self._pool, capture_error_mode="thread_local"):
            values = work()
        return graph, values


def round_up(batch: Batch) -> Batch:
    """Padded to whole seconds, so that few shapes occur; nothing looks at what is beyond an item's length."""
    more = -batch.pitch.shape[1] % FRAME_STEP
    if not more:
        return batch
    hop = batch.wave.shape[1] // batch.pitch.shape[1]
    return replace(
        batch,
        phone=F.pad(batch.phone, (0, 0, 0, more)),
        pitch=F.pad(batch.pitch, (0, more), value=1),
        pitchf=F.pad(batch.pitchf, (0, more)),
        wave=F.pad(batch.wave, (0, more * hop)),
    )


def _tensors(part: Any) -> list[str]:
    return [item.name for item in fields(part) if isinstance(getattr(part, item.name), Tensor)]


def _copy(part: Part) -> Part:
    return replace(part, **{name: getattr(part, name).clone() for name in _tensors(part)})
