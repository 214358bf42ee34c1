"""The min/max pyramid behind the waveform view: an hour paints in a millisecond.

Level k holds the smallest and largest int16 value of every `256 * 4**k` frames, per channel.
Channels are separated before reducing: min over interleaved samples is ten times slower.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.files import AudioReader
from rvcdesk.disk import atomic_write
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import UserError

BUCKET = 256
FACTOR = 4
LEVELS = 7
CHUNK = BUCKET * FACTOR ** (LEVELS - 1)  # 1 048 576 frames: whole buckets at every level
VERSION = 1
_SLOW_TO_SEEK = ("VORBIS", "OPUS", "MPEG_LAYER_III")
_SLOW_FORMATS = ("FLAC",)
_FEW = 160
# What numpy and zipfile raise for a sidecar with any byte changed.
_UNREADABLE = (
    OSError, ValueError, KeyError, EOFError, TypeError, AttributeError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip

Peaks = NDArray[np.int16]


class PeakSource(Protocol):
    """What a pyramid is built from; `AudioReader` is one."""

    @property
    def rate(self) -> int: ...
    @property
    def frames(self) -> int: ...
    @property
    def channels(self) -> int: ...
    def read_int16(self, start: int, frames: int) -> Peaks: ...


def _never() -> bool:
    return False


class PeakPyramid:
    """Min/max levels of one file; may be painted while `build()` still fills it.

    Attributes:
        rate, frames, channels: of the file.
        done: frames reduced so far; buckets beyond are zero.
        mins, maxs: per level, int16 (channels, buckets).
    """

    def __init__(self, rate: int, frames: int, channels: int) -> None:
        self.rate, self.frames, self.channels = rate, frames, channels
        self.done = 0
        shapes = [(channels, -(-frames // (BUCKET * FACTOR**level))) for level in range(LEVELS)]
        self.mins: list[Peaks] = [np.zeros(shape, np.int16) for shape in shapes]
        self.maxs: list[Peaks] = [np.zeros(shape, np.int16) for shape in shapes]

    def resize(self, frames: int) -> None:
        """Another length: more room at the end, or what was too much is left out."""
        self.frames = frames
        self.done = min(self.done, frames)
        for level in range(LEVELS):
            count = -(-frames // (BUCKET * FACTOR**level))
            for values in (self.mins, self.maxs):
                fitted = np.zeros((self.channels, count), np.int16)
                same = min(count, values[level].shape[1])
                fitted[:, :same] = values[level][:, :same]
                values[level] = fitted

    def add(self, chunk: Peaks) -> None:
        """Reduce the next CHUNK frames (fewer only at the end); int16 (channels, n)."""
        low, high = _reduce(chunk, chunk, BUCKET)
        place = self.done // BUCKET
        for level in range(LEVELS):
            self.mins[level][:, place : place + low.shape[1]] = low
            self.maxs[level][:, place : place + high.shape[1]] = high
            low, high = _reduce(low, high, FACTOR)
            place //= FACTOR
        self.done += chunk.shape[1]

    def window(self, start: int, end: int, columns: int, channel: int = 0) -> tuple[Peaks, Peaks]:
        """Smallest and largest value per column of a view of frames `start` to `end`.

        The view may reach beyond the file, where columns are 0. Columns narrower than 256 frames
        cannot be exact here: use `read_window()`, which reads samples then.

        Returns:
            int16 (columns,) mins and maxs, full scale 32768.
        """
        level, bucket = 0, BUCKET
        # Half a column at most, so that a column never shows much of its neighbours.
        while level + 1 < LEVELS and bucket * FACTOR * 2 * columns <= end - start:
            level, bucket = level + 1, bucket * FACTOR
        edges = _edges(start, end, columns)
        return touching(self.mins[level][channel], self.maxs[level][channel], edges / bucket)

    def save(self, path: Path, key: str) -> None:
        """Write the sidecar; `key` says which content it belongs to."""
        header = np.array([VERSION, self.rate, self.frames, self.channels], np.int64)
        with atomic_write(path) as temporary, open(temporary, "wb") as file:
            np.savez(file, header=header, key=np.array(key), mins=self.mins[0], maxs=self.maxs[0])

    @classmethod
    def load(cls, path: Path, key: str) -> PeakPyramid | None:
        """The saved pyramid, or None when it is missing, damaged or of another content."""
        try:
            # Opened here, since numpy forgets to close a file that it cannot read.
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as data:
                version, rate, frames, channels = (int(value) for value in data["header"])
                if version != VERSION or str(data["key"]) != key or not 0 < channels <= 64:
                    return None
                mins, maxs = data["mins"], data["maxs"]
        except _UNREADABLE:
            return None
        shape = (channels, -(-frames // BUCKET))
        if mins.shape != shape or maxs.shape != shape or mins.dtype != np.int16 or maxs.dtype != np.int16:
            return None
        pyramid = cls(rate, frames, channels)
        for level in range(LEVELS):
            pyramid.mins[level], pyramid.maxs[level] = mins, maxs
            mins, maxs = _reduce(mins, maxs, FACTOR)
        pyramid.done = frames
        return pyramid


def _reduce(mins: Peaks, maxs: Peaks, factor: int) -> tuple[Peaks, Peaks]:
    """Min and max over every `factor` values of the last axis; the last group may be short."""
    channels, count = mins.shape
    whole = count // factor
    shape = (channels, whole, factor)
    low = mins[:, : whole * factor].reshape(shape).min(axis=2)
    high = maxs[:, : whole * factor].reshape(shape).max(axis=2)
    if whole * factor < count:
        low = np.concatenate([low, mins[:, whole * factor :].min(axis=1, keepdims=True)], axis=1)
        high = np.concatenate([high, maxs[:, whole * factor :].max(axis=1, keepdims=True)], axis=1)
    return low, high


def _edges(start: int, end: int, columns: int) -> NDArray[np.float64]:
    return np.linspace(start, end, columns + 1)


def touching(mins: Peaks, maxs: Peaks, edges: NDArray[np.float64]) -> tuple[Peaks, Peaks]:
    """Reduce values to columns: column i takes every value that touches [edges[i], edges[i+1])."""
    count = mins.shape[0]
    low = np.floor(edges[:-1] + 1e-9).astype(np.int64)
    high = np.maximum(np.ceil(edges[1:] - 1e-9).astype(np.int64), low + 1)
    outside = (high <= 0) | (low >= count)
    if count == 0 or outside.all():
        empty = np.zeros(len(low), np.int16)
        return empty, empty.copy()
    first, last = int(max(0, low[0])), int(min(count, high[-1]))
    low = np.clip(low, first, last - 1) - first
    high = np.clip(high, first + 1, last) - first
    # reduceat takes pairs; one more value lets the last pair end at the end.
    pairs = np.stack([low, high], axis=1).ravel()
    out_min = np.minimum.reduceat(np.append(mins[first:last], mins[last - 1]), pairs)[::2]
    out_max = np.maximum.reduceat(np.append(maxs[first:last], maxs[last - 1]), pairs)[::2]
    out_min[outside] = 0
    out_max[outside] = 0
    return out_min, out_max


def window_samples(samples: np.ndarray, columns: int) -> tuple[Peaks, Peaks]:
    """Min and max per column of mono samples (n,); with fewer samples than columns they repeat.

    Args:
        samples: int16, or float with full scale 1.0.
        columns: how many.
    """
    values = samples if samples.dtype == np.int16 else _to_int16(samples)
    return touching(values, values, _edges(0, len(values), columns))


def _to_int16(samples: NDArray[np.float32]) -> Peaks:
    return np.clip(np.rint(samples * np.float32(32768)), -32768, 32767).astype(np.int16)


def read_window(
    pyramid: PeakPyramid, reader: PeakSource, start: int, end: int, columns: int
) -> tuple[Peaks, Peaks]:
    """All channels of a view at any zoom: the pyramid, or the samples themselves when close.

    Returns:
        int16 (channels, columns) mins and maxs.
    """
    if end - start >= BUCKET * columns:
        pairs = [pyramid.window(start, end, columns, channel) for channel in range(pyramid.channels)]
    else:
        first, last = max(0, start), min(pyramid.frames, end)
        samples = reader.read_int16(first, last - first)
        edges = _edges(start, end, columns) - first
        pairs = [touching(channel, channel, edges) for channel in samples]
    return np.stack([low for low, _ in pairs]), np.stack([high for _, high in pairs])


def build(
    source: Path | PeakSource,
    on_chunk: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] = _never,
    into: PeakPyramid | None = None,
) -> PeakPyramid:
    """Read the whole file once and reduce it.

    Args:
        source: a path or a reader.
        on_chunk: called with the frames done after every chunk (about 20 s of sound).
        cancelled: asked before every chunk.
        into: an empty pyramid of the same shape, for a view that paints while this runs.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if isinstance(source, Path):
        with AudioReader(source) as reader:
            return build(reader, on_chunk, cancelled, into)
    pyramid = into or PeakPyramid(source.rate, source.frames, source.channels)
    for start in range(pyramid.done, source.frames, CHUNK):
        if cancelled():
            raise Cancelled
        pyramid.add(source.read_int16(start, CHUNK))
        if on_chunk:
            on_chunk(pyramid.done)
    return pyramid


def sidecar(cache_dir: Path, source: Path) -> tuple[Path, str]:
    """Where the peaks of a file are kept, and the key of its present content.

    Raises:
        OSError: the file is gone.
    """
    state = source.stat()
    name = hashlib.sha256(str(source.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return cache_dir / f"{name}.peaks", f"{state.st_size}-{state.st_mtime_ns}"


def load_or_build(
    reader: AudioReader,
    cache_dir: Path,
    on_chunk: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] = _never,
    into: PeakPyramid | None = None,
) -> PeakPyramid:
    """The pyramid from its sidecar, else built and saved; a cache that cannot be written is no error."""
    path, key = sidecar(cache_dir, reader.path)
    found = PeakPyramid.load(path, key)
    if found and (found.rate, found.frames, found.channels) == (reader.rate, reader.frames, reader.channels):
        return found
    pyramid = build(reader, on_chunk, cancelled, into)
    try:
        pyramid.save(path, key)
    except UserError:
        return pyramid
    return pyramid


def probe_coarse(
    reader: AudioReader, columns: int, cancelled: Callable[[], bool] = _never
) -> tuple[Peaks, Peaks]:
    """A first picture of the whole file at once: 256 samples out of the middle of every column.

    Formats that seek slowly are probed in fewer places and widened.

    Returns:
        int16 (channels, columns) mins and maxs.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    slow = reader.info.subtype in _SLOW_TO_SEEK or reader.info.format in _SLOW_FORMATS
    places = min(columns, _FEW) if slow else columns
    low = np.zeros((reader.channels, places), np.int16)
    high = np.zeros((reader.channels, places), np.int16)
    for index in range(places):
        if cancelled():
            raise Cancelled
        middle = int((index + 0.5) * reader.frames / places)
        piece = reader.read_int16(max(0, middle - BUCKET // 2), BUCKET)
        low[:, index], high[:, index] = piece.min(axis=1), piece.max(axis=1)
    spread = np.arange(columns) * places // columns
    return low[:, spread], high[:, spread]
