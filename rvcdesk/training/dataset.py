"""Prepared pieces in memory or on the card, and the order in which the trainer sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
    counts: tuple[int, ...] = ()  # the lengths once more, where they can be read without waiting

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def frames(self) -> tuple[int, ...]:
        """Frames of each item."""
        return self.counts or tuple(self.lengths.tolist())

    def rows(self, first: int, end: int) -> Batch:
        """Items [first, end)."""
        return replace(self._each(lambda item: item[first:end]), counts=self.frames[first:end])

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return self._each(lambda item: item.to(device, non_blocking=True))

    def pinned(self) -> Batch:
        """The same batch in memory that a card can fetch from by itself."""
        return self._each(Tensor.pin_memory)

    def _each(self, do: Callable[[Tensor], Tensor]) -> Batch:
        return Batch(
            do(self.phone), do(self.lengths), do(self.pitch), do(self.pitchf), do(self.wave), self.frames
        )


@dataclass(frozen=True)
class Tables:
    """All pieces in one row of 10 ms frames, the first two being silence for padding.

    A batch is then four look-ups with one table of frame numbers, on whichever device they lie.
    """

    content: Tensor  # (N / 2, dim) float32
    f0: Tensor  # (N,) Hz
    pitch: Tensor  # (N,) int64 coarse
    wave: Tensor  # (N, hop)
    firsts: tuple[int, ...]  # per item: its first frame
    lengths: tuple[int, ...]  # per item: its frames

    @property
    def bytes(self) -> int:
        """Memory of all of it."""
        return sum(item.nbytes for item in (self.content, self.f0, self.pitch, self.wave))

    def to(self, device: torch.device) -> Tables:
        """The same tables on a device."""
        names = ("content", "f0", "pitch", "wave")
        return replace(self, **{name: getattr(self, name).to(device) for name in names})

    def features(self) -> np.ndarray:
        """Every content frame of the voice, for the index: float32 (n, dim)."""
        content = self.content.cpu().numpy()
        spans = list(zip(self.firsts, self.lengths, strict=True))[:-MUTE_ROWS]
        return np.concatenate([content[first // 2 : (first + length) // 2] for first, length in spans])

    def look_up(self, spans: Sequence[tuple[int, int]], frames: int) -> Batch:
        """The batch of these spans (first frame of the table, frames), padded to `frames`."""
        places = np.zeros((len(spans), frames), np.int64)
        for row, (first, length) in enumerate(spans):
            places[row, :length] = np.arange(first, first + length)
        index = torch.from_numpy(places)
        counts = torch.tensor([length for _, length in spans])
        if self.f0.device.type == "cuda":
            index, counts = index.pin_memory(), counts.pin_memory()
        index = index.to(self.f0.device, non_blocking=True)
        return Batch(
            self.content[index[:, ::2] // 2].repeat_interleave(2, dim=1)[:, :frames],
            counts.to(self.f0.device, non_blocking=True),
            self.pitch[index],
            self.f0[index],
            self.wave[index].flatten(1),
            counts=tuple(length for _, length in spans),
        )


def read_tables(prepared: Prepared, preset: Preset) -> Tables:
    """Every prepared piece, with RVC's two rows of silence at the end.

    A piece shorter than the segment that is decoded is filled up with silence.
    """
    hop, least = preset.mel.hop, preset.segment_frames
    files = [*prepared.files, *[prepared.mute] * MUTE_ROWS]
    waves, contents, f0s = (
        list(part) for part in zip(*(_read(path, hop, least + least % 2) for path in files), strict=True)
    )
    lengths = tuple(len(item) for item in f0s)
    firsts = tuple((2 + np.cumsum((0, *lengths[:-1]))).tolist())
    f0 = np.concatenate([np.zeros(2, np.float32), *f0s])
    content = _joined([np.zeros((1, contents[0].shape[1]), np.float32), *contents], contents)
    wave = _joined([np.zeros((2, hop), np.float32), *waves], waves)
    return Tables(content, torch.from_numpy(f0), torch.from_numpy(coarse(f0)), wave, firsts, lengths)


def _joined(parts: list[np.ndarray], given: list[np.ndarray]) -> Tensor:
    """All parts in one table; they are let go at once, since an hour of voice is half a gigabyte."""
    table = torch.from_numpy(np.concatenate(parts))
    given.clear()
    return table


def _read(path: Path, hop: int, least: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wave (T, hop), content (T / 2, dim) and f0 (T,) of one piece, T even and at least `least`."""
    with np.load(path) as data:
        wave, content, f0 = data["wave"], data["content"], data["f0"]
    frames = min(len(f0), 2 * len(content), len(wave) // hop) // 2 * 2
    rest = max(0, least - frames)
    return (
        np.pad(wave[: frames * hop].astype(np.float32).reshape(-1, hop), ((0, rest), (0, 0))),
        np.pad(content[: frames // 2].astype(np.float32), ((0, rest // 2), (0, 0))),
        np.pad(f0[:frames].astype(np.float32), (0, rest)),
    )


class Dataset:
    """What a step trains on, and what is kept out to measure on.

    The order is a function of the seed and the epoch alone, a crop of the seed and the step: a resumed
    run sees exactly what an uninterrupted one would have, on one process or several.
    """

    def __init__(
        self, tables: Tables, preset: Preset, batch_size: int, seed: int, held_out: Sequence[int] = ()
    ) -> None:
        crop = preset.training.crop_seconds
        self.segment = preset.segment_frames
        self.crop = max(round(crop * 50) * 2, self.segment) if crop else 0
        self.tables, self.seed = tables, seed
        kept_out = set(held_out)
        self.held_out = tuple(sorted(kept_out))
        self._trained = [item for item in range(len(tables.lengths)) if item not in kept_out]
        self.batch_size = min(batch_size, len(self._trained))
        self._buckets = self._sort()
        self.steps_per_epoch = sum(-(-len(bucket) // self.batch_size) for bucket in self._buckets)
        self.longest = min(max(tables.lengths), self.crop or max(tables.lengths))
        self._drawn: tuple[int, list[list[int]]] = (-1, [])

    def batch(self, step: int) -> Batch:
        """What step `step` (from 1) of the stage trains on."""
        epoch, index = divmod(step - 1, self.steps_per_epoch)
        chosen = self._order(epoch)[index]
        draw = np.random.default_rng((self.seed, step))
        spans = [self._span(item, draw) for item in chosen]
        return self.tables.look_up(spans, max(self.segment, *(length for _, length in spans)))

    def held_out_batches(self, size: int) -> list[Batch]:
        """The pieces kept out, always the same ones in the same order."""
        spans = [(self.tables.firsts[item], self.tables.lengths[item]) for item in self.held_out]
        groups = [spans[at : at + size] for at in range(0, len(spans), size)]
        return [self.tables.look_up(group, max(length for _, length in group)) for group in groups]

    def _span(self, item: int, draw: np.random.Generator) -> tuple[int, int]:
        first, length = self.tables.firsts[item], self.tables.lengths[item]
        if not self.crop or length <= self.crop:
            return first, length
        return first + int(draw.integers((length - self.crop) // 2 + 1)) * 2, self.crop

    def _sort(self) -> list[list[int]]:
        """Items of like length together, so that batches hold little padding; one bucket when cropping."""
        if self.crop:
            return [self._trained]
        buckets: dict[int, list[int]] = {}
        for item in self._trained:
            buckets.setdefault(self.tables.lengths[item] // BUCKET_FRAMES, []).append(item)
        return [buckets[key] for key in sorted(buckets)]

    def _order(self, epoch: int) -> list[list[int]]:
        if self._drawn[0] != epoch:
            self._drawn = (epoch, self._draw_order(epoch))
        return self._drawn[1]

    def _draw_order(self, epoch: int) -> list[list[int]]:
        draw = np.random.default_rng((self.seed, epoch, 1))
        batches = []
        for bucket in self._buckets:
            order = draw.permutation(bucket).tolist()
            order += order[: -len(order) % self.batch_size]  # a full last batch, from the epoch's first items
            order += [order[0]] * (-len(order) % self.batch_size)
            batches += [order[at : at + self.batch_size] for at in range(0, len(order), self.batch_size)]
        return [batches[index] for index in draw.permutation(len(batches))]
