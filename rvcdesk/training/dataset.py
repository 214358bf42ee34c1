"""Prepared pieces in memory, and the order in which the trainer sees them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from rvcdesk.pitch.coarse import coarse
from rvcdesk.training.prepare import Prepared
from rvcdesk.voice.presets import Preset

MUTE_ROWS = 2
BUCKET_FRAMES = 100


@dataclass(frozen=True)
class Batch:
    """B items padded to the longest, T frames of 10 ms."""

    phone: Tensor  # (B, T, dim) content features, each repeated twice
    lengths: Tensor  # (B,) frames
    pitch: Tensor  # (B, T) int64 coarse pitch 1..255
    pitchf: Tensor  # (B, T) Hz, 0 unvoiced
    wave: Tensor  # (B, T * hop)

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return Batch(
            *(getattr(self, name).to(device, non_blocking=True) for name in self.__dataclass_fields__)
        )


class Dataset:
    """All pieces, with RVC's two rows of silence.

    The order is a function of the seed and the epoch alone, a crop of the seed and the step: a resumed
    run sees exactly what an uninterrupted one would have.
    """

    def __init__(self, prepared: Prepared, preset: Preset, batch_size: int, seed: int) -> None:
        files = [*prepared.files, *[prepared.folder / "mute.npz"] * MUTE_ROWS]
        self.hop = preset.mel.hop
        self.segment = preset.segment_frames
        crop = preset.training.crop_seconds
        self.crop = max(round(crop * 50) * 2, self.segment) if crop else 0
        self.items = [self._read(path) for path in files]
        self.batch_size = min(batch_size, len(self.items))
        self.seed = seed
        self._buckets = self._sort()
        self.steps_per_epoch = sum(-(-len(bucket) // self.batch_size) for bucket in self._buckets)

    def features(self) -> np.ndarray:
        """Every content frame of the voice, for the index: float32 (n, dim)."""
        return np.concatenate([content.numpy() for _, content, _ in self.items[:-MUTE_ROWS]])

    def batch(self, step: int) -> Batch:
        """What step `step` (from 1) trains on."""
        epoch, index = divmod(step - 1, self.steps_per_epoch)
        chosen = self._order(epoch)[index]
        draw = np.random.default_rng((self.seed, step))
        rows = [self._crop(self.items[item], draw) for item in chosen]
        frames = max(self.segment, *(len(f0) for _, _, f0 in rows))
        size, dim = len(rows), rows[0][1].shape[1]
        phone, wave = torch.zeros(size, frames, dim), torch.zeros(size, frames * self.hop)
        pitchf, lengths = torch.zeros(size, frames), torch.empty(size, dtype=torch.int64)
        for row, (sound, content, f0) in enumerate(rows):
            phone[row, : len(f0)] = content.repeat_interleave(2, dim=0)[: len(f0)]
            wave[row, : sound.numel()] = sound
            pitchf[row, : len(f0)] = f0
            lengths[row] = max(len(f0), self.segment)
        return Batch(phone, lengths, torch.from_numpy(coarse(pitchf.numpy())), pitchf, wave)

    def _read(self, path: Path) -> tuple[Tensor, Tensor, Tensor]:
        with np.load(path) as data:
            wave, content, f0 = data["wave"], data["content"], data["f0"]
        frames = min(len(f0), 2 * len(content), len(wave) // self.hop) // 2 * 2
        return (
            torch.from_numpy(wave[: frames * self.hop]),
            torch.from_numpy(content[: frames // 2]),
            torch.from_numpy(f0[:frames]),
        )

    def _crop(
        self, item: tuple[Tensor, Tensor, Tensor], draw: np.random.Generator
    ) -> tuple[Tensor, Tensor, Tensor]:
        wave, content, f0 = item
        if not self.crop or len(f0) <= self.crop:
            return item
        start = int(draw.integers((len(f0) - self.crop) // 2 + 1)) * 2
        end = start + self.crop
        return wave[start * self.hop : end * self.hop], content[start // 2 : end // 2], f0[start:end]

    def _sort(self) -> list[list[int]]:
        """Items of like length together, so that batches hold little padding; one bucket when cropping."""
        if self.crop:
            return [list(range(len(self.items)))]
        buckets: dict[int, list[int]] = {}
        for index, (_, _, f0) in enumerate(self.items):
            buckets.setdefault(len(f0) // BUCKET_FRAMES, []).append(index)
        return [buckets[key] for key in sorted(buckets)]

    def _order(self, epoch: int) -> list[list[int]]:
        draw = np.random.default_rng((self.seed, epoch, 1))
        batches = []
        for bucket in self._buckets:
            order = draw.permutation(bucket).tolist()
            order += order[: -len(order) % self.batch_size]  # a full last batch, from the epoch's first items
            order += [order[0]] * (-len(order) % self.batch_size)
            batches += [order[at : at + self.batch_size] for at in range(0, len(order), self.batch_size)]
        return [batches[index] for index in draw.permutation(len(batches))]
