"""Samples out: WAV, FLAC, MP3, OGG, M4A, always whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.audio.codecs_av import AAC_RATES, AacWriter
from rvcdesk.audio.resampling import Resampler
from rvcdesk.disk import atomic_write
from rvcdesk.messages import BadInput, UserError

WRITE_SUFFIXES = (".wav", ".flac", ".mp3", ".ogg", ".m4a")
MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_SUBTYPES = {".wav": ("PCM_16", "PCM_24", "FLOAT"), ".flac": ("PCM_16", "PCM_24")}
_RATES = {".mp3": MP3_RATES, ".m4a": AAC_RATES}
_BLOCK = 1 << 16  # libsndfile's Vorbis encoder overflows the stack on larger ones
_RIFF_LIMIT = 4_000_000_000


class AudioWriter:
    """Takes blocks of samples; made by `open_writer()`.

    Attributes:
        clipped: how many values so far were beyond full scale and had to be limited.
    """

    def __init__(self, sink: Any, path: Path, channels: int, resampler: Resampler, limit: bool) -> None:
        self._sink, self._path, self._channels = sink, path, channels
        self._resampler, self._limit = resampler, limit
        self.clipped = 0

    def write(self, samples: np.ndarray) -> None:
        """Append (channels, n) or mono (n,) float samples.

        Raises:
            UserError: a value is not finite.
        """
        samples = np.atleast_2d(np.asarray(samples, dtype=np.float32))
        if samples.shape[0] != self._channels:
            raise ValueError(f"{samples.shape[0]} channels given, {self._channels} expected")
        for start in range(0, samples.shape[1], _BLOCK):
            block = samples[:, start : start + _BLOCK]
            if not np.isfinite(block).all():
                raise UserError(
                    "{file} was not written because the sound holds values that are not numbers.",
                    file=self._path.name,
                )
            self._put(self._resampler.process(block))

    def finish(self) -> None:
        """Write what the resampler still holds."""
        self._put(self._resampler.flush())

    def _put(self, block: np.ndarray) -> None:
        if block.shape[1] == 0:
            return
        if self._limit:
            self.clipped += int(np.count_nonzero(np.abs(block) > 1.0))
            block = np.clip(block, -1.0, 1.0)
        self._sink.write(block if isinstance(self._sink, AacWriter) else block.T)


def _check(path: Path, rate: int, channels: int, subtype: str | None) -> None:
    suffix = path.suffix.lower()
    if suffix not in WRITE_SUFFIXES:
        raise BadInput(
            "{file} cannot be written: its name must end in one of {suffixes}.",
            file=path.name,
            suffixes=", ".join(WRITE_SUFFIXES),
        )
    if subtype is not None and subtype not in _SUBTYPES.get(suffix, ()):
        raise BadInput("{suffix} files cannot hold {subtype} samples.", suffix=suffix, subtype=subtype)
    most = 2 if suffix in _RATES else 8
    if not 1 <= channels <= most:
        raise BadInput(
            "{suffix} files hold at most {most} channels, not {channels}; choose .wav or .flac.",
            suffix=suffix,
            most=most,
            channels=channels,
        )
    if rate < 1:
        raise BadInput("A sample rate of {rate} Hz is not possible.", rate=rate)


def _file_rate(suffix: str, rate: int) -> int:
    """The rate that the format can hold: the next higher one, so that nothing is lost."""
    rates = _RATES.get(suffix)
    if rates is None or rate in rates:
        return rate
    return min((r for r in rates if r > rate), default=rates[-1])


def _open_sink(path: Path, rate: int, channels: int, subtype: str | None, frames: int | None) -> Any:
    import soundfile

    suffix = path.suffix.lower()
    if suffix == ".m4a":
        return AacWriter(path, rate, channels)
    if suffix == ".mp3":
        # 0.1 of 0..1 is LAME's near-best variable rate, about 220 kbit/s in stereo.
        return soundfile.SoundFile(
            path, "w", rate, channels, bitrate_mode="VARIABLE", compression_level=0.1, format="MP3"
        )
    if suffix == ".ogg":
        return soundfile.SoundFile(path, "w", rate, channels, compression_level=0.3, format="OGG")
    subtype = subtype or "PCM_16"
    bytes_each = {"PCM_16": 2, "PCM_24": 3, "FLOAT": 4}[subtype]
    huge = (frames or 0) * channels * bytes_each > _RIFF_LIMIT
    container = "FLAC" if suffix == ".flac" else "RF64" if huge else "WAV"
    return soundfile.SoundFile(path, "w", rate, channels, subtype, format=container)


@contextlib.contextmanager
def open_writer(
    path: Path, rate: int, channels: int, *, subtype: str | None = None, frames: int | None = None
) -> Iterator[AudioWriter]:
    """Write a long file block by block; it appears under its name only when all went well.

    Args:
        path: the suffix chooses the format (WRITE_SUFFIXES). MP3 and M4A hold certain rates only;
            for others (40 kHz voices) the sound is converted to the next higher one.
        rate: of the samples, Hz.
        channels: 1 to 8 (MP3, M4A: 1 or 2).
        subtype: PCM_16 (default), PCM_24 or FLOAT for .wav; PCM_16 or PCM_24 for .flac.
        frames: expected length, so that a WAV over 4 GB becomes an RF64.

    Raises:
        BadInput: the format cannot hold this.
        UserError: the disk refused, or the samples are not finite.
    """
    import soundfile

    _check(path, rate, channels, subtype)
    file_rate = _file_rate(path.suffix.lower(), rate)
    resampler = Resampler(rate, file_rate, channels)
    try:
        with (
            atomic_write(path) as temporary,
            _open_sink(temporary, file_rate, channels, subtype, frames) as sink,
        ):
            writer = AudioWriter(sink, path, channels, resampler, limit=subtype != "FLOAT")
            yield writer
            writer.finish()
    except soundfile.LibsndfileError as error:
        raise UserError(
            "{file} could not be written ({reason}); check the folder's permissions and free space.",
            file=path,
            reason=str(error.error_string).rstrip("."),
        ) from error


def write(path: Path, samples: np.ndarray, rate: int, *, subtype: str | None = None) -> int:
    """Write `samples`, (channels, frames) or mono (frames,), full scale 1.0; see `open_writer()`.

    Values beyond full scale are limited unless the subtype is FLOAT.

    Returns:
        How many values were limited.
    """
    path = Path(path)
    samples = np.atleast_2d(samples)
    if samples.shape[-1] == 0:
        raise UserError("{file} was not written because there is no sound to put in it.", file=path.name)
    channels, frames = samples.shape
    with open_writer(path, rate, channels, subtype=subtype, frames=frames) as writer:
        writer.write(samples)
    return writer.clipped
