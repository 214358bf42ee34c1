"""How much fits: the batch size and how many items at once, found by a short trial on the device."""

from __future__ import annotations

import gc
from dataclasses import dataclass

import torch

from rvcdesk.training.data.pieces import PIECE_S
from rvcdesk.training.dataset import Batch
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import Preset

# More than 8 items a step teach RVC's networks no faster for the work they cost.
CHOICES = (8, 6, 4, 3, 2, 1)
FEWEST_STEPS = 10  # an epoch with fewer than that is a blunt one
USED = 0.9  # of what is free: the allocator's gaps and the previews want some too


@dataclass(frozen=True)
class Fit:
    """Items in a step, items computed at once, and whether inner values are computed twice."""

    batch_size: int
    micro: int
    checkpointing: bool


@dataclass(frozen=True)
class Need:
    """Bytes of the networks with their optimisers at work, and of each item more."""

    fixed: int
    item: int

    def items(self, free: int) -> int:
        """How many items fit into `free` bytes."""
        return max(0, (round(free * USED) - self.fixed) // max(1, self.item))


def fit(
    preset: Preset,
    device: torch.device,
    precision: str,
    *,
    f0: bool,
    batch_size: int,
    checkpointing: str,
    pieces: int,
    frames: int = 0,
) -> Fit:
    """Choose for this device; `batch_size` 0 chooses that too, a given one is computed in parts if need be.

    A processor takes the preset's own: its memory pages out before it ends. `frames` is the longest
    item's length (0: a whole piece).
    """
    most = max(1, pieces // FEWEST_STEPS)
    if device.type != "cuda":
        size = batch_size or min(preset.training.batch_size, max(most, 2))
        return Fit(size, size, checkpointing == "on")
    twice = checkpointing == "on"
    room = measure(preset, device, precision, f0=f0, checkpointing=twice, frames=frames)
    if checkpointing == "auto" and room < min(4, batch_size or 4):
        twice = True
        room = measure(preset, device, precision, f0=f0, checkpointing=True, frames=frames)
    room = max(1, room)
    size = batch_size or next(item for item in CHOICES if item <= max(1, min(room, most)))
    return Fit(size, min(size, room), twice)


def measure(
    preset: Preset, device: torch.device, precision: str, *, f0: bool, checkpointing: bool, frames: int = 0
) -> int:
    """How many items fit into the card's free memory: the peaks of steps with one and two, drawn on."""
    trainer = Trainer(preset, f0=f0, device=device, seed=0, precision=precision, checkpointing=checkpointing)
    peaks = []
    try:
        for items in (1, 1, 2):  # the first step makes the optimisers' state
            torch.cuda.reset_peak_memory_stats(device)
            trainer.step(random_batch(preset, items, frames), preset.training.adversary_from_step, 1)
            peaks.append(torch.cuda.max_memory_allocated(device))
    except torch.OutOfMemoryError:
        return len(peaks) and 1
    finally:
        del trainer
        gc.collect()
        torch.cuda.empty_cache()
    free, _ = torch.cuda.mem_get_info(device)
    item = max(1, peaks[2] - peaks[1])
    return Need(peaks[1] - item, item).items(free)


def random_batch(preset: Preset, size: int, frames: int = 0) -> Batch:
    """A batch like the real ones, of noise; `frames` 0: whole pieces, or what the preset crops to."""
    frames = max(frames or round((preset.training.crop_seconds or PIECE_S) * 100), preset.segment_frames)
    return Batch(
        torch.randn(size, frames, preset.network.content_dim),
        torch.full((size,), frames),
        torch.full((size, frames), 60),
        torch.full((size, frames), 150.0),
        torch.randn(size, frames * preset.mel.hop) * 0.1,
        counts=(frames,) * size,
    )
