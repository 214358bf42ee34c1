"""What can be played: random access to sound, and ways to combine it.

A source is a function from a place to samples: reading the same place twice gives the same sound,
whatever was read before. Where a source can be changed while it plays (gain, mute, A or B), the change
raises its `version`; the player then renders again what is ready but not yet heard and crossfades into
it, so that no source needs to smooth anything by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import ceil, gcd
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.resampling import Resampler, fit_length

Samples = NDArray[np.float32]
JOIN_S = 0.005  # a crossfade too short to hear as one, long enough not to click


class Readable(Protocol):
    """The least that is asked of a file: `read` gives float32 (channels, n); fewer only at the end."""

    @property
    def rate(self) -> int: ...
    @property
    def channels(self) -> int: ...
    @property
    def frames(self) -> int: ...
    def read(self, start: int, frames: int) -> Samples: ...


class Source(Readable, Protocol):
    """Something to play. `read` is called from the player's feeder thread."""


def version_of(source: Source) -> int:
    """Grows with every change of what the source sounds like; 0 for those that never change."""
    return int(getattr(source, "version", 0))


class ArraySource:
    """Samples in memory, float32 (channels, frames) or (frames,)."""

    def __init__(self, samples: Samples, rate: int) -> None:
        self._samples = np.atleast_2d(np.asarray(samples, np.float32))
        self.rate = rate
        self.channels, self.frames = self._samples.shape

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        return self._samples[:, max(0, start) : max(0, start + frames)]


class ReaderSource:
    """A file behind an `AudioReader`, which stays the caller's to close."""

    def __init__(self, reader: Readable) -> None:
        self._reader = reader
        self.rate, self.channels, self.frames = reader.rate, reader.channels, reader.frames

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        start = max(0, start)
        return self._reader.read(start, max(0, min(frames, self.frames - start)))


class KeptSource:
    """Only the kept spans of a source, one after another, with equal-gain crossfades at the joins.

    A crossfade overlaps the end of one span with the start of the next, so that nothing of what was
    cut is heard; each join shortens the whole by its crossfade.
    """

    def __init__(self, source: Source, spans: Iterable[tuple[int, int]]) -> None:
        """`spans` are [start, end) in frames of `source`, in order; touching ones are one."""
        self._source = source
        self.rate, self.channels = source.rate, source.channels
        self._spans: list[tuple[int, int]] = []
        for start, end in spans:
            start, end = max(0, start), min(source.frames, end)
            if self._spans and start <= self._spans[-1][1]:
                start, end = self._spans[-1][0], max(end, self._spans.pop()[1])
            if end > start:
                self._spans.append((start, end))
        self._fades: list[int] = []
        self._starts: list[int] = []
        total = length = 0
        for start, end in self._spans:
            fade = min(round(JOIN_S * self.rate), length // 2, (end - start) // 2)
            length = end - start
            self._fades.append(fade)
            self._starts.append(total - fade)
            total += length - fade
        self._fades.append(0)
        self.frames = total

    @property
    def version(self) -> int:
        return version_of(self._source)

    def original(self, frame: float) -> int:
        """The frame of the original that is heard at `frame` of this one."""
        if not self._spans:
            return 0
        index = max(0, bisect_right(self._starts, frame) - 1)
        start, end = self._spans[index]
        inside = frame - self._starts[index]
        if index and inside < self._fades[index] / 2:  # the left half of a crossfade is still the span before
            return self._spans[index - 1][1] - self._fades[index] + int(max(0, inside))
        return min(start + int(max(0, inside)), end)

    def played(self, frame: int) -> int:
        """The frame of this source for one of the original; inside a cut, where the next span starts."""
        index = bisect_right(self._spans, (frame, self._source.frames + 1)) - 1
        if index < 0:
            return 0
        start, end = self._spans[index]
        if frame < end:
            return self._starts[index] + frame - start
        return self._starts[index + 1] if index + 1 < len(self._spans) else self.frames

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        start = max(0, start)
        end = min(self.frames, start + frames)
        out = np.zeros((self.channels, max(0, end - start)), np.float32)
        index = max(0, bisect_right(self._starts, start) - 2)  # the one before may still fade out here
        while index < len(self._spans) and self._starts[index] < end:
            offset = self._starts[index]
            first, last = max(start, offset), min(end, offset + self._length(index))
            if last > first:
                piece = self._source.read(self._spans[index][0] + first - offset, last - first)
                gain = self._gain(index, first - offset, piece.shape[1])
                place = first - start
                out[:, place : place + piece.shape[1]] += piece if gain is None else piece * gain
            index += 1
        return out

    def _length(self, index: int) -> int:
        start, end = self._spans[index]
        return end - start

    def _gain(self, index: int, offset: int, frames: int) -> Samples | None:
        rise, fall, length = self._fades[index], self._fades[index + 1], self._length(index)
        if offset >= rise and offset + frames <= length - fall:
            return None
        place = np.arange(offset, offset + frames, dtype=np.float32) + 0.5
        gain = np.ones(frames, np.float32)
        if rise:
            gain = np.minimum(gain, place / rise)
        if fall:
            gain = np.minimum(gain, (length - place) / fall)
        return gain


class ResampledSource:
    """A source at another rate. Reads that follow each other are one stream; others start a new one.

    A new stream starts on the grid both rates share and well before the place asked for, so that every
    read gives the samples of the whole source resampled at once.
    """

    LEAD = 1024  # frames before the place that is asked for: longer than the filter
    CHUNK = 4096

    def __init__(self, source: Source, rate: int) -> None:
        self._source = source
        self.rate, self.channels = rate, source.channels
        self.frames = round(source.frames * rate / source.rate)
        shared = gcd(rate, source.rate)
        self._up, self._down = rate // shared, source.rate // shared
        self._lock = Lock()
        self._stream = Resampler(source.rate, rate, source.channels)
        self._version = 0
        self._next = -1  # where the stream goes on
        self._fed = 0  # frames of the source that it has got
        self._ready: Samples = np.zeros((self.channels, 0), np.float32)

    @property
    def version(self) -> int:
        return version_of(self._source)

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        with self._lock:
            start = max(0, start)
            frames = max(0, min(frames, self.frames - start))
            if start != self._next or self._version != self.version:
                self._restart(start)
            self._pull(frames)
            out, self._ready = fit_length(self._ready[:, :frames], frames), self._ready[:, frames:]
            self._next = start + frames
            return out

    def _restart(self, start: int) -> None:
        lead = self.LEAD * max(1, ceil(self._down / self._up))
        grid = max(0, start // self._up - ceil(lead / self._down))
        skip = start - grid * self._up
        self._version = self.version
        self._stream = Resampler(self._source.rate, self.rate, self.channels)
        self._ready = np.zeros((self.channels, 0), np.float32)
        self._fed = grid * self._down
        self._pull(skip)
        self._ready = self._ready[:, skip:]

    def _pull(self, wanted: int) -> None:
        """Make `wanted` frames ready, or as many as there are."""
        parts, have = [self._ready], self._ready.shape[1]
        while have < wanted and self._fed < self._source.frames:
            chunk = self._source.read(self._fed, self.CHUNK)
            parts.append(self._stream.process(chunk))
            have += parts[-1].shape[1]
            self._fed += self.CHUNK
            if self._fed >= self._source.frames or chunk.shape[1] < self.CHUNK:
                self._fed = self._source.frames  # nothing comes after, however much is still wanted
                parts.append(self._stream.flush())
        if len(parts) > 1:
            self._ready = np.concatenate(parts, axis=1)


def at_rate(source: Source, rate: int) -> Source:
    """The source itself when it has that rate, otherwise resampled."""
    return source if source.rate == rate else ResampledSource(source, rate)


def to_channels(samples: Samples, channels: int) -> Samples:
    """float32 (any, n) -> (channels, n): mono goes to every channel, what does not fit is mixed down."""
    have = samples.shape[0]
    if have == channels:
        return samples
    if have > channels:
        samples = samples.mean(axis=0, keepdims=True, dtype=np.float32)
    elif have > 1:
        return np.concatenate([samples, np.zeros((channels - have, samples.shape[1]), np.float32)])
    return np.repeat(samples, channels, axis=0)


class _Combined:
    """Several sources at the highest of their rates and channel counts; the short ones end in silence."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.rate = max((source.rate for source in sources), default=48000)
        self.channels = max((source.channels for source in sources), default=1)
        self._sources = [at_rate(source, self.rate) for source in sources]
        self.frames = max((source.frames for source in self._sources), default=0)
        self._changes = 0

    @property
    def version(self) -> int:
        return self._changes + sum(version_of(source) for source in self._sources)

    def _part(self, index: int, start: int, frames: int) -> Samples:
        samples = to_channels(self._sources[index].read(start, frames), self.channels)
        missing = frames - samples.shape[1]
        return np.pad(samples, ((0, 0), (0, missing))) if missing else samples

    def _length(self, start: int, frames: int) -> int:
        return max(0, min(frames, self.frames - start))


class MixSource(_Combined):
    """Sources played together, each at its own gain; gains may be changed while it plays."""

    def __init__(self, parts: Sequence[tuple[Source, float, bool]]) -> None:
        """`parts` are (source, gain_db, muted)."""
        super().__init__([source for source, _, _ in parts])
        self._gains = [gain for _, gain, _ in parts]
        self._muted = [muted for _, _, muted in parts]

    def set_gain(self, index: int, gain_db: float) -> None:
        """Change the gain of one part."""
        self._gains[index] = gain_db
        self._changes += 1

    def set_muted(self, index: int, muted: bool) -> None:
        """Silence one part, or let it sound again at the gain it had."""
        self._muted[index] = muted
        self._changes += 1

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        start = max(0, start)
        frames = self._length(start, frames)
        out = np.zeros((self.channels, frames), np.float32)
        for index, (gain_db, muted) in enumerate(zip(tuple(self._gains), tuple(self._muted), strict=True)):
            if not muted:
                out += self._part(index, start, frames) * np.float32(10 ** (gain_db / 20))
        return out


class SwitchSource(_Combined):
    """Sources of the same thing, one heard at a time: A/B without losing the place."""

    def __init__(self, sources: Sequence[Source], selected: int = 0) -> None:
        super().__init__(sources)
        self.selected = selected

    def select(self, index: int) -> None:
        """Hear source `index` from now on.

        Raises:
            IndexError: there is no such source.
        """
        if not 0 <= index < len(self._sources):
            raise IndexError(index)
        if index != self.selected:
            self.selected = index
            self._changes += 1

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        start = max(0, start)
        return self._part(self.selected, start, self._length(start, frames))
