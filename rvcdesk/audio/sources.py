"""What can be played: random access to sound, and ways to combine it.

A source is a function from a place to samples: reading the same place twice gives the same sound,
whatever was read before. Where a source can be changed while it plays (gain, mute, A or B), the change
raises its `version`; the player then renders again what is ready but not yet heard and crossfades into
it, so that no source needs to smooth anything by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, gcd
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.resampling import Resampler, fit_length

Samples = NDArray[np.float32]


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
