"""Audio files in: probe, decode, stream, random access. libsndfile first, PyAV for the rest."""

from __future__ import annotations

import functools
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from rvcdesk.audio import codecs_av, decoding
from rvcdesk.audio.encoding import AudioWriter, open_writer, write
from rvcdesk.audio.loudness import check_usable
from rvcdesk.audio.resampling import Resampler, resample, resampled_length
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput

__all__ = [
    "AUDIO_SUFFIXES", "AudioInfo", "AudioReader", "AudioWriter", "Resampler",
    "blocks", "check_usable", "decode", "needs_decoding", "open_writer", "probe", "resample",
    "resampled_length", "write",
]  # fmt: skip

AUDIO_SUFFIXES = (
    ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".aif", ".aiff", ".caf", ".w64",
    ".wma", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi",
)  # fmt: skip
MAX_SECONDS = 12 * 3600
MAX_CHANNELS = 8
RATES = (2000, 768_000)
_BLOCK = 1 << 18
# After a seek libsndfile's lossy decoders need a run-up before their output is exact.
_RUN_UP = {"VORBIS": 8192, "MPEG_LAYER_III": 8192}
_UNKNOWN_LENGTH = 1 << 62
_MAY_HOLD_NAN = ("FLOAT", "DOUBLE")
# What soundfile raises inside a damaged file: its own kind of RuntimeError, or, where libsndfile
# reports a place past the end, a ValueError.
_DAMAGE = (RuntimeError, ValueError)
_READING = N_("Reading audio")


@dataclass(frozen=True)
class AudioInfo:
    """What a file holds. `frames` is exact: what decoding really gives, not the header's claim."""

    path: Path
    rate: int
    frames: int
    channels: int
    format: str
    subtype: str

    @property
    def seconds(self) -> float:
        return self.frames / self.rate


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadInput("{file} is a folder; choose an audio file.", file=path.name or path)
        with open(path, "rb") as file:
            if not file.read(1):
                raise BadInput("{file} is empty (0 bytes); choose another file.", file=path.name)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise BadInput("{file} does not exist; check the path.", file=path) from error
    except OSError as error:
        raise BadInput(
            "{file} cannot be opened ({reason}).", file=path, reason=error.strerror or type(error).__name__
        ) from error


def _check_limits(path: Path, rate: int, frames: int, channels: int) -> None:
    if not RATES[0] <= rate <= RATES[1]:
        raise BadInput(
            "{file} claims a sample rate of {rate} Hz, which no audio has.", file=path.name, rate=rate
        )
    if not 1 <= channels <= MAX_CHANNELS:
        raise BadInput(
            "{file} has {channels} channels, more than {most}; export it as mono or stereo.",
            file=path.name,
            channels=channels,
            most=MAX_CHANNELS,
        )
    if frames > MAX_SECONDS * rate:
        raise BadInput(
            "{file} is longer than {hours} hours; split it into shorter files.",
            file=path.name,
            hours=MAX_SECONDS // 3600,
        )


def _damaged(path: Path, frame: int, rate: int) -> BadInput:
    return BadInput(
        "{file} is damaged after {seconds} s; copy or export it again from the original.",
        file=path.name,
        seconds=f"{frame / rate:.1f}",
    )


def _open(path: Path) -> Any | None:
    """The libsndfile handle, or None where PyAV has to read this file."""
    import soundfile

    try:
        if path.suffix.lower() == ".raw":  # would ask for parameters: no audio to us
            return None
        file = soundfile.SoundFile(path)
    except soundfile.LibsndfileError:
        return None
    if file.frames < _UNKNOWN_LENGTH:
        return file
    file.close()  # a FLAC that was streamed, its length left open: libsndfile cannot seek in it
    return None


def probe(path: Path) -> AudioInfo:
    """Rate, exact length, channels and format of an audio file or a video's sound.

    MP3 cut short and formats read by PyAV are decoded once to count; the answer is remembered
    until the file changes.

    Raises:
        BadInput: missing, empty, not audio, damaged, too long, too many channels.
    """
    path = Path(path)
    _check_file(path)
    state = path.stat()
    return _probe(path, state.st_size, state.st_mtime_ns)


@functools.lru_cache(maxsize=4096)
def _probe(path: Path, size: int, changed: int) -> AudioInfo:
    file = _open(path)
    if file is None:
        found = codecs_av.probe(path)
        _check_limits(path, found.rate, found.frames, found.channels)
        info = AudioInfo(path, found.rate, 0, found.channels, found.container, found.codec)
        frames = _count(info)
    else:
        with file:
            _check_limits(path, file.samplerate, file.frames, file.channels)
            info = AudioInfo(path, file.samplerate, file.frames, file.channels, file.format, file.subtype)
            frames = file.frames if file.frames < 1 or _end_is_there(file) else -1
        frames = _count(info) if frames < 0 else frames
    if frames < 1:
        raise BadInput("{file} holds no sound; choose another file.", file=path.name)
    return AudioInfo(path, info.rate, frames, info.channels, info.format, info.subtype)


def _end_is_there(file: Any) -> bool:
    """Whether the last frame that the header promises can be read."""
    try:
        file.seek(file.frames - 1)
        return len(file.read(1)) == 1
    except _DAMAGE:
        return False


def _count(info: AudioInfo) -> int:
    """Decode all and count, stopping at the length limit."""
    frames = 0
    for piece in _pieces(info, 0):
        frames += piece.shape[1]
        _check_limits(info.path, info.rate, frames, info.channels)
    return frames


def _pieces(info: AudioInfo, start: int) -> Iterator[np.ndarray]:
    """Decoded sound from frame `start` on, in pieces of any length, (channels, n) float32."""
    file = _open(info.path)
    if file is None:
        skip = start
        for piece in codecs_av.pieces(info.path):
            if piece.shape[1] > skip:
                yield piece[:, skip:]
            skip = max(0, skip - piece.shape[1])
        return
    position = start
    with file:
        try:
            if start:
                _seek(file, start, info.subtype)
            while len(data := file.read(_BLOCK, dtype="float32", always_2d=True)):
                position += len(data)
                yield _finite(np.ascontiguousarray(data.T), info.subtype)
        except _DAMAGE as error:
            raise _damaged(info.path, position, info.rate) from error


def _finite(samples: np.ndarray, subtype: str) -> np.ndarray:
    """What is not a number becomes silence: one bad value must not poison all that follows."""
    if subtype in _MAY_HOLD_NAN and samples.dtype == np.float32 and not np.isfinite(samples).all():
        return np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    return samples


def _seek(file: Any, start: int, subtype: str) -> None:
    run_up = min(start, _RUN_UP.get(subtype, 0))
    file.seek(start - run_up)
    if run_up:
        file.read(run_up, dtype="float32")


def blocks(path: Path, block_frames: int, start: int = 0, frames: int | None = None) -> Iterator[np.ndarray]:
    """Stream a file in bounded memory.

    Args:
        path: any readable audio.
        block_frames: length of every block but the last.
        start: first frame.
        frames: how many; None is to the end. The end of the file bounds it.

    Yields:
        (channels, n) float32.

    Raises:
        BadInput: as `probe()`.
    """
    info = probe(path)
    start = min(max(0, start), info.frames)
    left = info.frames - start if frames is None else max(0, min(frames, info.frames - start))
    held: list[np.ndarray] = []
    waiting = 0
    for piece in _pieces(info, start) if left else ():
        piece = piece[:, : left - waiting]
        held.append(piece)
        waiting += piece.shape[1]
        if waiting < block_frames and waiting < left:
            continue
        joined = held[0] if len(held) == 1 else np.concatenate(held, axis=1)
        cut = 0
        while waiting - cut >= block_frames or (waiting == left and cut < waiting):
            block = joined[:, cut : cut + block_frames]
            cut += block.shape[1]
            yield block
        left -= cut
        held, waiting = [joined[:, cut:]], waiting - cut
        if left <= 0:
            return
    if left:
        raise _damaged(info.path, info.frames - left, info.rate)


def decode(
    path: Path,
    *,
    start: int = 0,
    frames: int | None = None,
    rate: int | None = None,
    mono: bool = False,
    report: Reporter = SILENT,
) -> tuple[np.ndarray, int]:
    """Read a file, or a part of it, into memory.

    Args:
        path: any readable audio.
        start: first frame, at the file's own rate.
        frames: how many, at the file's own rate; None is to the end.
        rate: convert to this rate (Hz); None keeps the file's.
        mono: mix the channels to one (their mean).
        report: told how far it is.

    Returns:
        float32 samples, (channels, n) or with `mono` (n,), and their rate.

    Raises:
        BadInput: as `probe()`.
    """
    info = probe(path)
    start = min(max(0, start), info.frames)
    wanted = info.frames - start if frames is None else max(0, min(frames, info.frames - start))
    target = rate or info.rate
    channels = 1 if mono else info.channels
    out = np.empty((channels, resampled_length(wanted, info.rate, target)), np.float32)
    resampler = Resampler(info.rate, target, channels)
    taken = given = 0
    for block in blocks(path, _BLOCK, start, wanted):
        taken += block.shape[1]
        if mono:
            block = block.mean(axis=0, keepdims=True)
        ready = resampler.process(block)[:, : out.shape[1] - given]
        out[:, given : given + ready.shape[1]] = ready
        given += ready.shape[1]
        report.progress(taken, wanted, _READING)
    out[:, given:] = resampler.flush()[:, : out.shape[1] - given]
    return (out[0] if mono else out), target


def needs_decoding(path: Path) -> bool:
    """Whether a reader of this file needs a decoded copy.

    Raises:
        BadInput: missing or empty.
    """
    _check_file(path)
    file = _open(path)
    if file is not None:
        file.close()
    return file is None


class AudioReader:
    """Random access to one file, from any thread, in bounded memory.

    What PyAV has to read is first decoded to a float WAV in `cache_dir` (kept for the next time),
    or in a temporary folder that goes with the reader. Where another thread is just decoding it, what it
    has done can be read already, and what comes later is waited for.

    Args:
        path: any readable audio.
        cache_dir: where decoded copies are kept.
        report: of the decoding.
        frames: the length, where it is known: one that the header confirms is not checked again.

    Attributes:
        path, rate, frames, channels, info: of the original file. `frames` is an estimate while it is
            being decoded, unless it was given.
    """

    def __init__(
        self,
        path: Path,
        cache_dir: Path | None = None,
        report: Reporter = SILENT,
        frames: int | None = None,
    ) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
        self._scratch: str | None = None
        self._cache_dir = cache_dir
        self._file: Any = None
        self._growing: decoding.Decoding | None = None
        self._closed = False
        self._position = 0
        _check_file(self.path)
        self._file = _open(self.path)
        if self._file is None:
            self._open_copy(report)
        elif frames is not None and self._file.frames == frames:
            file = self._file
            _check_limits(self.path, file.samplerate, frames, file.channels)
            self.info = AudioInfo(
                self.path, file.samplerate, frames, file.channels, file.format, file.subtype
            )
        else:
            self.info = probe(self.path)
        self.rate, self.frames, self.channels = self.info.rate, self.info.frames, self.info.channels

    @property
    def available(self) -> int:
        """Frames that can be read without waiting."""
        growing = self._growing
        return self.frames if growing is None or growing.ended else min(growing.done, self.frames)

    def _open_copy(self, report: Reporter = SILENT) -> None:
        if self._cache_dir is not None:
            self._growing = decoding.under_way(self.path, Path(self._cache_dir))
        if self._growing is not None:
            found, frames = self._growing.info, self._growing.frames
        else:
            found = self._described_copy() or codecs_av.probe(self.path)
            _check_limits(self.path, found.rate, found.frames, found.channels)
            frames = self._open_finished(report)
        _check_limits(self.path, found.rate, frames, found.channels)
        if frames < 1:
            self.close()
            raise BadInput("{file} holds no sound; choose another file.", file=self.path.name)
        self.info = AudioInfo(self.path, found.rate, frames, found.channels, found.container, found.codec)

    def _described_copy(self) -> codecs_av.AvInfo | None:
        """What the copy that is there says of the original: PyAV takes long to load."""
        copy = decoding.copy_path(self.path, Path(self._cache_dir)) if self._cache_dir is not None else None
        file = _open(copy) if copy is not None and copy.exists() else None
        if file is None:
            return None
        with file:
            words = str(file.comment).split(" ")
            if len(words) != 2:
                return None
            return codecs_av.AvInfo(file.samplerate, file.channels, file.frames, *words)

    def _open_finished(self, report: Reporter = SILENT) -> int:
        """Open the whole copy, made first where it is not there; returns its length."""
        if self._cache_dir is None and self._scratch is None:
            self._scratch = tempfile.mkdtemp(prefix="rvcdesk-")
        try:
            copy = decoding.decoded_copy(self.path, Path(self._cache_dir or self._scratch or "."), report)
            self._file = _open(copy)
            if self._file is None:  # the copy was damaged: make it again
                copy.unlink()
                copy = decoding.decoded_copy(self.path, copy.parent, report)
                self._file = _open(copy)
        except BaseException:
            self.close()
            raise
        self._position = 0
        return int(self._file.frames)

    def read(self, start: int, frames: int) -> np.ndarray:
        """`frames` frames from `start` as float32 (channels, n).

        What lies before or after the sound is left out, so n may be less than `frames`.

        Raises:
            BadInput: the file is damaged there.
        """
        return self._read(start, frames, "float32")

    def read_int16(self, start: int, frames: int) -> np.ndarray:
        """As `read()`, in int16 with full scale 32768: four times faster for integer files."""
        file = self._file
        if file is not None and str(file.subtype).startswith("PCM_"):
            return self._read(start, frames, "int16")
        scaled = self._read(start, frames, "float32") * np.float32(32768)
        return np.clip(np.rint(scaled), -32768, 32767).astype(np.int16)

    def _read(self, start: int, frames: int, dtype: str) -> np.ndarray:
        growing = self._growing
        if growing is not None and growing.ended:
            self._settle()
            growing = None
        end = min(start + max(0, frames), self.frames)
        first = min(max(0, start), self.frames)
        if end <= first:
            return np.zeros((self.channels, 0), dtype)
        if growing is not None:
            grown = growing.read(first, end - first)
            return grown if grown is not None else self._read(start, frames, dtype)
        start = first
        with self._lock:
            if self._file is None:
                raise ValueError("the reader is closed")
            try:
                if self._position != start:
                    _seek(self._file, start, self._file.subtype)
                subtype = self._file.subtype
                data = self._file.read(end - start, dtype=dtype, always_2d=True)
                self._position = start + len(data)
            except _DAMAGE as error:
                self._position = -1
                raise _damaged(self.path, start, self.rate) from error
        if len(data) < end - start:
            raise _damaged(self.path, start + len(data), self.rate)
        return _finite(np.ascontiguousarray(data.T), subtype)

    def _settle(self) -> None:
        """The decoding has ended: from now on its copy is read, made again if it has failed."""
        with self._lock:
            if self._closed:
                raise ValueError("the reader is closed")
            if self._growing is not None:
                self._growing = None
                self.frames = self._open_finished()

    def close(self) -> None:
        """Let the file go; safe to call twice."""
        self._closed = True
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
            if self._scratch:
                shutil.rmtree(self._scratch, ignore_errors=True)
                self._scratch = None

    def __enter__(self) -> AudioReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
