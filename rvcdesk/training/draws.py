"""Everything random in a training step, drawn for the whole batch before it begins.

Drawn from the seed and the step's number alone, and cut into rows with the batch: one process or
several, whole or in parts, resumed or not, a step computes the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from rvcdesk.training.dataset import Batch
from rvcdesk.voice.presets import Preset


@dataclass(frozen=True)
class Draws:
    """B items, T frames, C latent channels, S frames of `hop` samples that are decoded."""

    sid: Tensor  # (B,) speaker
    ids_slice: Tensor  # (B,) first frame of the decoded segment
    eps_q: Tensor  # (B, C, T) the posterior's noise
    prior_noise: Tensor  # (B, C, S) the prior's, where a draft decodes from it
    source_noise: Tensor  # (B, S * hop, 1) the sine source's
    judged: Tensor  # () first sample that the discriminator is shown

    def rows(self, first: int, end: int) -> Draws:
        """The draws of items [first, end)."""
        names = ("sid", "ids_slice", "eps_q", "prior_noise", "source_noise")
        return replace(self, **{name: getattr(self, name)[first:end] for name in names})


class Dice:
    """Draws for the steps of a run on one device; the same numbers on every run of that device kind."""

    def __init__(self, preset: Preset, seed: int, device: torch.device) -> None:
        self._preset, self._seed, self._device = preset, seed, device
        # Apple's generator lacks what is needed to seed it anew for every step.
        self._own = torch.Generator("cpu" if device.type == "mps" else device)

    def draw(self, batch: Batch, step: int) -> Draws:
        """Everything random of step `step` (from 1) with this batch."""
        preset, rows, frames = self._preset, len(batch), batch.phone.shape[1]
        channels, segment = preset.network.inter_channels, preset.segment_frames
        self._own.manual_seed(self._seed * 1_000_003 + step)
        small = np.random.default_rng((self._seed, step, 2))
        room = np.maximum(1, np.asarray(batch.frames) - segment + 1)
        starts = torch.from_numpy((small.random(rows) * room).astype(np.int64))
        return Draws(
            torch.zeros(rows, dtype=torch.int64, device=self._device),
            starts.to(self._device, non_blocking=True),
            self._normal(rows, channels, frames),
            self._normal(rows, channels, segment),
            self._normal(rows, preset.segment, 1),
            torch.tensor(int(small.integers(preset.segment - self.shown + 1))).to(
                self._device, non_blocking=True
            ),
        )

    @property
    def shown(self) -> int:
        """Samples of each segment that the discriminator is shown: all of it, or a random stretch."""
        seconds = self._preset.training.judged_seconds
        most = self._preset.segment
        return most if seconds is None else min(most, round(seconds * self._preset.sample_rate))

    def _normal(self, *shape: int) -> Tensor:
        drawn = torch.randn(shape, generator=self._own, device=self._own.device)
        return drawn.to(self._device)
