"""What a waveform view draws from: columns out of a pyramid, single samples out of the file."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.peaks import BUCKET, PeakPyramid, PeakSource
from rvcdesk.ui.widgets.waveform_render import reduced

Columns = tuple[NDArray[np.int16], NDArray[np.int16]]

BLOCK = 1 << 16
_KEPT_BLOCKS = 48  # 12 MiB of stereo


class WaveSource(Protocol):
    """Audio that can be drawn at any zoom."""

    @property
    def rate(self) -> int: ...
    @property
    def frames(self) -> int: ...
    @property
    def channels(self) -> int: ...

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns | None:
        """Extremes of `count` columns of `scale` (>= 1) frames from `start` on; None: not known yet."""

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """(n,) int16 of one channel."""


class SampleBlocks:
    """int16 samples of a reader, in blocks that are kept while they are likely to be shown again."""

    def __init__(self, reader: PeakSource) -> None:
        self._reader = reader
        self._blocks: OrderedDict[int, NDArray[np.int16]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """(n,) int16; n is less than `frames` at the ends of the audio."""
        start, end = max(start, 0), min(start + frames, self._reader.frames)
        if end <= start:
            return np.zeros(0, np.int16)
        parts = []
        for number in range(start // BLOCK, (end - 1) // BLOCK + 1):
            first = number * BLOCK
            block = self._block(number)
            parts.append(block[channel, max(start - first, 0) : end - first])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _block(self, number: int) -> NDArray[np.int16]:
        with self._lock:
            block = self._blocks.get(number)
            if block is None:
                block = self._reader.read_int16(number * BLOCK, BLOCK)
                self._blocks[number] = block
                if len(self._blocks) > _KEPT_BLOCKS:
                    self._blocks.popitem(last=False)
            self._blocks.move_to_end(number)
            return block


class ArraySource:
    """Audio held in memory: float32 (channels, frames), full scale 1.0."""

    def __init__(self, samples: NDArray[np.float32], rate: int) -> None:
        scaled = np.clip(np.rint(np.atleast_2d(samples) * np.float32(32767)), -32768, 32767)
        self._samples = scaled.astype(np.int16)
        self.rate = rate
        self.channels, self.frames = self._samples.shape

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns:
        """See `WaveSource`."""
        first = max(int(start) - 1, 0)
        part = self._samples[channel, first : int(start + scale * count) + 2]
        return reduced(part, first, start, scale, count)

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        return self._samples[channel, max(start, 0) : max(start + frames, 0)]


class FileSource:
    """A file: coarse columns at once, the pyramid as far as it is built, samples when close.

    Args:
        reader: for the samples; not the one that the pyramid is being built from, they would wait
            for each other.
        pyramid: full, or filling in another thread.
        coarse: `probe_coarse()`'s (channels, columns) mins and maxs, until the pyramid is full.
    """

    def __init__(self, reader: PeakSource, pyramid: PeakPyramid, coarse: Columns | None = None) -> None:
        self.rate, self.frames, self.channels = reader.rate, reader.frames, reader.channels
        self.pyramid = pyramid
        self._coarse = coarse
        self._blocks = SampleBlocks(reader)

    @property
    def is_complete(self) -> bool:
        """Whether the pyramid is full."""
        return self.pyramid.done >= self.frames

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        return self._blocks.read(start, frames, channel)

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns | None:
        """See `WaveSource`."""
        if scale < BUCKET:
            first = max(int(start) - 1, 0)
            part = self._blocks.read(first, int(start + scale * count) + 2 - first, channel)
            return reduced(part, first, start, scale, count)
        known = self.pyramid.done
        mins, maxs = self.pyramid.window(round(start), round(start + scale * count), count, channel)
        if known < self.frames and self._coarse is not None:
            low, high = self._coarse[0][channel], self._coarse[1][channel]
            begins = start + scale * np.arange(count)
            place = ((begins + scale / 2) * len(low) / self.frames).astype(np.int64).clip(0, len(low) - 1)
            missing = (begins + scale > known) & (begins < self.frames)
            mins = np.where(missing, low[place], mins)
            maxs = np.where(missing, high[place], maxs)
        return mins, maxs
