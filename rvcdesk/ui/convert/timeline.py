"""One timeline for everything on the page: the cover's. An offset moves the vocal on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.files import AudioReader
from rvcdesk.audio.sources import ReaderSource, Source, version_of
from rvcdesk.ui.widgets.waveform_source import Columns, Piece, WaveSource

Samples = NDArray[np.float32]


class ShiftedWave:
    """Audio to draw, `offset_s` later (negative: its beginning is cut), on a timeline of `seconds`."""

    def __init__(self, inner: WaveSource, offset_s: float, seconds: float) -> None:
        self._inner = inner
        self.rate, self.channels = inner.rate, inner.channels
        self.frames = max(1, round(seconds * inner.rate))
        self._offset = round(offset_s * inner.rate)

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns | None:
        """See `WaveSource`."""
        return self._inner.columns(start - self._offset, scale, count, channel)

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        place = start - self._offset
        before = min(max(-place, 0), frames)
        part = self._inner.samples(place + before, frames - before, channel)
        return np.pad(part, (before, 0)) if before else part

    def pieces(self, start: float, end: float) -> list[Piece]:
        """See `WaveSource`."""
        by = self._offset
        found = self._inner.pieces(start - by, end - by)
        return [piece._replace(begin=piece.begin + by, end=piece.end + by) for piece in found]


class ShiftedSound:
    """Sound to play, `offset_s` later (negative: its beginning is cut)."""

    def __init__(self, inner: Source, offset_s: float) -> None:
        self._inner = inner
        self.rate, self.channels = inner.rate, inner.channels
        self._offset = round(offset_s * inner.rate)
        self.frames = max(0, inner.frames + self._offset)

    @property
    def version(self) -> int:
        """See `version_of`."""
        return version_of(self._inner)

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        place = max(0, start) - self._offset
        before = min(max(-place, 0), frames)
        part = self._inner.read(place + before, frames - before)
        return np.pad(part, ((0, 0), (before, 0))) if before else part


class FileSound(ReaderSource):
    """A file to play; after `close` it is silence, so that the player never meets a closed file."""

    def __init__(self, reader: AudioReader) -> None:
        super().__init__(reader)
        self.reader = reader
        self._closed = False

    def close(self) -> None:
        """Let the file go."""
        self._closed = True
        self.reader.close()

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        try:
            return super().read(start, frames)
        except ValueError:  # closed between two reads
            if not self._closed:
                raise
            return np.zeros((self.channels, max(0, min(frames, self.frames - start))), np.float32)
