"""What a waveform view draws from: columns out of a pyramid, single samples out of the file."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.peaks import BUCKET, PeakPyramid, PeakSource, touching
from rvcdesk.audio.spectrogram import SampleSource
from rvcdesk.ui.widgets.waveform_render import reduced

Columns = tuple[NDArray[np.int16], NDArray[np.int16]]

BLOCK = 1 << 16
FINE = 16  # frames a value of what is kept for views between samples and pyramid
_KEPT_BLOCKS = 48  # 12 MiB of stereo
_SETTLE = 1 << 22  # frames: spectra at the end of what is decoded are made again so often
_numbers = itertools.count()


class Piece(NamedTuple):
    """A stretch of a timeline that shows one uninterrupted stretch of a sound.

    Attributes:
        begin, end: frames on the timeline.
        sound: names the sound, whichever timeline shows it.
        source: reads it.
        from_frame: the sound's frame at `begin`.
        gain_db: how much louder it is on the timeline.
        channel: the one that is shown; None for the mix of all.
        settled: frames of the sound that are known by now and stay.
    """

    begin: int
    end: int
    sound: str
    source: SampleSource
    from_frame: int = 0
    gain_db: float = 0.0
    channel: int | None = None
    settled: int = 1 << 62


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

    def pieces(self, start: float, end: float) -> list[Piece]:
        """What lies in start..end, for a spectrogram."""


class SampleBlocks:
    """int16 samples of a reader, in blocks that are kept while they are likely to be shown again.

    What a reader still decodes is zero, and not kept.
    """

    def __init__(self, reader: PeakSource) -> None:
        self._reader = reader
        self._blocks: OrderedDict[int, NDArray[np.int16]] = OrderedDict()
        self._extremes: dict[int, Columns] = {}
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

    def extremes(self, start: int, frames: int, channel: int) -> Columns:
        """Least and greatest of every FINE frames from `start` (a multiple of FINE) on."""
        start, end = max(start, 0) // FINE, -(-min(start + frames, self._reader.frames) // FINE)
        each = BLOCK // FINE
        lows, highs = [np.zeros(0, np.int16)], [np.zeros(0, np.int16)]
        for number in range(start // each, (end - 1) // each + 1 if end > start else 0):
            low, high = self._reduced(number)
            part = slice(max(start - number * each, 0), end - number * each)
            lows.append(low[channel, part])
            highs.append(high[channel, part])
        return np.concatenate(lows), np.concatenate(highs)

    def _reduced(self, number: int) -> Columns:
        block = self._block(number)
        with self._lock:
            known = self._extremes.get(number)
        if known is not None:
            return known
        short = -block.shape[1] % FINE
        whole = np.pad(block, ((0, 0), (0, short)), "edge") if short else block
        parts = whole.reshape(len(block), -1, FINE)
        made = parts.min(axis=2), parts.max(axis=2)
        with self._lock:
            if number in self._blocks:
                self._extremes[number] = made
        return made

    def _block(self, number: int) -> NDArray[np.int16]:
        with self._lock:
            block = self._blocks.get(number)
            if block is None:
                first = number * BLOCK
                length = min(BLOCK, self._reader.frames - first)
                there = min(max(available(self._reader) - first, 0), length)
                block = self._reader.read_int16(first, there)
                if there < length:
                    return np.pad(block, ((0, 0), (0, length - block.shape[1])))
                self._blocks[number] = block
                if len(self._blocks) > _KEPT_BLOCKS:
                    self._extremes.pop(self._blocks.popitem(last=False)[0], None)
            self._blocks.move_to_end(number)
            return block


def available(reader: PeakSource) -> int:
    """Frames that can be read without waiting for a decoder."""
    return int(getattr(reader, "available", reader.frames))


class ArraySource:
    """Audio held in memory: float32 (channels, frames), full scale 1.0."""

    def __init__(self, samples: NDArray[np.float32], rate: int) -> None:
        scaled = np.clip(np.rint(np.atleast_2d(samples) * np.float32(32767)), -32768, 32767)
        self._samples = scaled.astype(np.int16)
        self.rate = rate
        self.sound = f"array {next(_numbers)}"
        self.channels, self.frames = self._samples.shape

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns:
        """See `WaveSource`."""
        first = max(int(start) - 1, 0)
        part = self._samples[channel, first : int(start + scale * count) + 2]
        return reduced(part, first, start, scale, count)

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        return self._samples[channel, max(start, 0) : max(start + frames, 0)]

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        """float32 (channels, n)."""
        part = self._samples[:, max(start, 0) : max(start + frames, 0)]
        return part.astype(np.float32) / np.float32(32768)

    def pieces(self, start: float, end: float) -> list[Piece]:
        """See `WaveSource`."""
        return [Piece(0, self.frames, self.sound, self)]


class FileSource:
    """A file: coarse columns at once, the pyramid as far as it is built, samples when close.

    Args:
        reader: for the samples; not the one that the pyramid is being built from, they would wait
            for each other.
        pyramid: full, or filling in another thread.
        coarse: `probe_coarse()`'s (channels, columns) mins and maxs, until the pyramid is full.
        another: opens one more reader, for the threads that make spectra; None: they share `reader`.
    """

    def __init__(
        self,
        reader: PeakSource,
        pyramid: PeakPyramid,
        coarse: Columns | None = None,
        another: Callable[[], SampleSource] | None = None,
    ) -> None:
        self.rate, self.frames, self.channels = reader.rate, reader.frames, reader.channels
        self.sound = f"file {next(_numbers)}"
        self.pyramid = pyramid
        self._coarse = coarse
        self._reader = reader
        self._blocks = SampleBlocks(reader)
        self._another = another
        self._spectral: SampleSource | None = None
        self._opening = threading.Lock()

    @property
    def is_complete(self) -> bool:
        """Whether the pyramid is full."""
        return self.pyramid.done >= self.frames

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        return self._blocks.read(start, frames, channel)

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        """float32 (channels, n), from any thread; what is not decoded yet is left out."""
        with self._opening:
            if self._spectral is None:
                self._spectral = self._another() if self._another is not None else None
        frames = min(frames, available(self._reader) - start)
        if self._spectral is None:
            return self._reader.read_int16(start, max(frames, 0)).astype(np.float32) / np.float32(32768)
        return self._spectral.read(start, max(frames, 0))

    def pieces(self, start: float, end: float) -> list[Piece]:
        """See `WaveSource`."""
        known = available(self._reader)
        settled = known if known >= self.frames else known // _SETTLE * _SETTLE
        whole = settled >= self.frames
        shown = Piece(0, settled, self.sound, self, settled=1 << 62 if whole else settled)
        return [shown] if settled else []

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns | None:
        """See `WaveSource`."""
        if scale < 2 * FINE:
            first = max(int(start) - 1, 0)
            part = self._blocks.read(first, int(start + scale * count) + 2 - first, channel)
            return reduced(part, first, start, scale, count)
        if scale < BUCKET:
            first = max(int(start) // FINE - 1, 0)
            length = int(start + scale * count) + 2 * FINE - first * FINE
            mins, maxs = self._blocks.extremes(first * FINE, length, channel)
            return touching(mins, maxs, (start + scale * np.arange(count + 1)) / FINE - first)
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
