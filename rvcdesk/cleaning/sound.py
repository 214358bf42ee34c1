"""What detectors share of a recording: read once, computed when first asked for, kept.

All features lie on one grid: hop `i` covers the recording from `i * HOP_S` to `(i + 1) * HOP_S` seconds,
whatever its rate, and spectral frames are centred on their hop. `Sound.frame(hop)` says which frame of
the recording a hop begins with. An hour takes about 400 MB, most of it the sound at 16 kHz.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.resampling import Resampler, fit_length, resampled_length
from rvcdesk.audio.sources import Readable
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.silence import HOP_S, Loudness, activity, measure
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

RATE = 16000
HOP = 160  # frames of the 16 kHz sound a hop
MEL_BANDS = 64
_WINDOW = 512
_BLOCK_S = 10.0
_READING = N_("Reading audio")
_SPECTRA = N_("Looking at the spectrum")

Samples = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class _Pass:
    """What one reading of the file gives."""

    mono: Samples
    peaks: Samples
    low: Samples
    power: NDArray[np.float64]


class Sound:
    """A recording as the detectors see it.

    Attributes:
        source: the recording itself, at its own rate.
        report: told of reading and of the spectra; may cancel them.
    """

    def __init__(self, source: Readable, report: Reporter = SILENT) -> None:
        self.source, self.report = source, report
        self.rate, self.frames, self.channels = source.rate, source.frames, source.channels

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    @cached_property
    def hops(self) -> int:
        """Length of every feature."""
        return -(-resampled_length(self.frames, self.rate, RATE) // HOP)

    def frame(self, hop: float) -> int:
        """The frame of the recording that a hop begins with, within the recording."""
        return min(max(0, round(hop * HOP_S * self.rate)), self.frames)

    def hop(self, frame: int) -> int:
        """The hop in which a frame of the recording lies."""
        return min(int(frame / self.rate / HOP_S), max(0, self.hops - 1))

    def blocks(self, seconds: float = _BLOCK_S, before: int = 0) -> Iterator[tuple[int, Samples]]:
        """The recording at its own rate in consecutive blocks.

        Args:
            seconds: length of a block.
            before: frames of the block before that are given again, as far as there are any.

        Yields:
            the first frame of the block, and float32 (channels, n).
        """
        step = max(1, round(seconds * self.rate))
        for start in range(0, self.frames, step):
            first = max(0, start - before)
            yield first, self.source.read(first, min(start + step, self.frames) - first)

    @cached_property
    def _read(self) -> _Pass:
        step = max(1, round(_BLOCK_S * self.rate))
        stream = Resampler(self.rate, RATE, 1)
        mono = np.zeros(resampled_length(self.frames, self.rate, RATE), np.float32)
        peaks = np.zeros(self.hops, np.float32)
        low = np.zeros(self.hops, np.float32)
        power: NDArray[np.float64] = np.zeros(_WINDOW * 4 // 2 + 1)
        window, done = np.hanning(_WINDOW * 4).astype(np.float32), 0
        for start, samples in self.blocks():
            mixed = samples.mean(axis=0)
            out = stream.process(mixed[None])[0]
            mono[done : done + out.size] = out[: mono.size - done]
            done += out.size
            first = start // step * round(_BLOCK_S / HOP_S)
            _extremes(samples, self.rate, peaks[first:], low[first:])
            power += _mean_power(mixed, window) * mixed.size
            self.report.progress(min(start + step, self.frames), self.frames, _READING)
        mono[done:] = fit_length(stream.flush()[0], mono.size - done) if done < mono.size else 0
        return _Pass(mono, peaks, low, power / max(1, self.frames))

    @property
    def mono(self) -> Samples:
        """The sound at 16 kHz, the mean of its channels, (n,)."""
        return self._read.mono

    @property
    def peaks(self) -> Samples:
        """The greatest sample of each hop at the recording's own rate, of any channel, (hops,)."""
        return self._read.peaks

    @property
    def lows(self) -> Samples:
        """The least sample of each hop at the recording's own rate, of any channel, (hops,)."""
        return self._read.low

    @property
    def long_spectrum(self) -> NDArray[np.float64]:
        """Mean power per bin over the whole recording at its own rate, (1025,) for 0 to rate / 2."""
        return self._read.power

    @cached_property
    def loudness(self) -> Loudness:
        """Levels at the recording's own rate as the search for silence wants them.

        Their hop is a whole number of frames, so not quite this grid where the rate is odd.
        """
        return measure(self.source, self.report)

    @cached_property
    def active(self) -> Mask:
        """Where there is any sound over the room's noise, (hops,)."""
        loudness = self.loudness
        active, _ = activity(loudness)
        if active.size == 0:
            return np.zeros(self.hops, bool)
        places = ((np.arange(self.hops) + 0.5) * HOP_S * self.rate / loudness.hop).astype(int)
        return active[np.minimum(places, active.size - 1)]

    @cached_property
    def level(self) -> Samples:
        """RMS of each hop of the 16 kHz sound, dBFS, -120 at least, (hops,)."""
        power = np.square(fit_length(self.mono, self.hops * HOP)).reshape(self.hops, HOP).mean(axis=1)
        return to_db(power)

    def spectra(
        self, window: int = _WINDOW, every: int = 1, block: int = 1000
    ) -> Iterator[tuple[int, Samples]]:
        """Power spectra of the 16 kHz sound, a block at a time.

        Args:
            window: frames at 16 kHz, Hann, centred on the middle of the hop.
            every: hops from one spectrum to the next.
            block: spectra at once.

        Yields:
            the number of the first spectrum (it belongs to hop `number * every`), and
            float32 (n, window // 2 + 1): 1.0 in a bin is a full-scale sine.
        """
        count = -(-self.hops // every)
        for start in range(0, count, block):
            stop = min(start + block, count)
            yield start, self.spectra_between(start * every, (stop - 1) * every + 1, window, every)
            self.report.progress(stop, count, _SPECTRA)

    def spectra_between(self, start: int, end: int, window: int = _WINDOW, every: int = 1) -> Samples:
        """The power spectra of some hops, see `spectra`."""
        shape = np.hanning(window + 1)[:-1].astype(np.float32)
        scale = np.float32(4 / shape.sum() ** 2)
        first = start * HOP - (window - HOP) // 2
        last = (start + (end - start - 1) // every * every) * HOP - (window - HOP) // 2 + window
        piece = self.mono[max(0, first) : max(0, last)]
        piece = np.pad(piece, (max(0, -first), last - max(0, first) - piece.size))
        frames = np.lib.stride_tricks.sliding_window_view(piece, window)[:: every * HOP]
        return np.square(np.abs(np.fft.rfft(frames * shape, axis=1))).astype(np.float32) * scale

    @cached_property
    def mel(self) -> Samples:
        """Power in 64 mel bands from 40 Hz to 8 kHz every hop, dB, -120 at least, (hops, 64)."""
        out = np.empty((self.hops, MEL_BANDS), np.float32)
        for start, power in self.spectra():
            out[start : start + len(power)] = to_db(power @ mel_weights(_WINDOW).T)
        return out

    @cached_property
    def speech(self) -> Samples:
        """How likely each hop is speech, 0 to 1, (hops,): silero-vad's network, of anybody's voice."""
        from rvcdesk.cleaning.speech import speech_probability

        return speech_probability(self.mono, self.hops, self.report)

    @cached_property
    def room(self) -> Samples:
        """Mean power of the room's noise per bin of `spectra(256)`, (129,)."""
        parts = [power[~self.active[start : start + len(power)]][::4] for start, power in self.spectra(256)]
        quiet = np.concatenate(parts) if parts else np.zeros((0, 129), np.float32)
        if len(quiet) < 10:
            quiet = np.concatenate([power[::4] for _, power in self.spectra(256)] or [quiet])
            return np.percentile(quiet, 10, axis=0).astype(np.float32) if len(quiet) else np.zeros(129, "f4")
        return (np.median(quiet, axis=0) / np.float32(np.log(2))).astype(np.float32)

    @cached_property
    def spoken(self) -> Mask:
        """Where somebody speaks or sings, from the first sound of a phrase to its last, (hops,)."""
        from rvcdesk.cleaning.speech import spoken

        return spoken(self)

    @cached_property
    def hum(self) -> list[Finding]:
        """Stretches with mains hum."""
        from rvcdesk.cleaning.hum import find_hum

        return find_hum(self, report=self.report)

    @cached_property
    def music(self) -> list[tuple[int, int, float]]:
        """Passages with music, alone or under speech: hops (start, end) and how sure that is."""
        from rvcdesk.cleaning.music import passages

        return passages(self, self.report)

    @cached_property
    def transients(self) -> Samples:
        """How likely a click, a knock, a chirp, a cough sounds in each hop, (hops, 4) in 0..1."""
        from rvcdesk.cleaning.transients import likelihood

        return likelihood(self, self.report)


def to_db(power: Samples) -> Samples:
    """10 log10, -120 at least."""
    return (10 * np.log10(np.maximum(power, np.float32(1e-12)))).astype(np.float32)


def runs(mask: Mask) -> list[tuple[int, int]]:
    """Start and end of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def mel_weights(window: int, bands: int = MEL_BANDS, low: float = 40.0, high: float = 8000.0) -> Samples:
    """Triangles that sum the bins of a 16 kHz spectrum into mel bands, (bands, window // 2 + 1)."""
    edges = _hertz(np.linspace(_mels(low), _mels(high), bands + 2))
    bins = np.arange(window // 2 + 1) * RATE / window
    up = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    weights = np.maximum(0, np.minimum(up, down))
    # The lowest bands lie between two bins.
    for row in np.flatnonzero(weights.sum(axis=1) == 0):
        weights[row, np.abs(bins - edges[row + 1]).argmin()] = 1
    return weights.astype(np.float32)


def _mels(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    hertz: NDArray[np.float64] = 700 * (10 ** (mels / 2595) - 1)
    return hertz


def _extremes(samples: Samples, rate: int, high: Samples, low: Samples) -> None:
    """Greatest and least sample per hop into `high` and `low`."""
    count = min(-(-round(samples.shape[1] / rate / HOP_S * 1000) // 1000), high.size)
    cuts = np.round(np.arange(count) * HOP_S * rate).astype(int)
    cuts = cuts[cuts < samples.shape[1]]
    high[: cuts.size] = np.maximum.reduceat(samples.max(axis=0), cuts)
    low[: cuts.size] = np.minimum.reduceat(samples.min(axis=0), cuts)


def _mean_power(samples: Samples, window: Samples) -> NDArray[np.float64]:
    """Mean power spectrum of windows that do not overlap."""
    count = samples.size // window.size
    if count == 0:
        samples, count = fit_length(samples, window.size), 1
    frames = samples[: count * window.size].reshape(count, window.size) * window
    scale = 4 / float(window.sum()) ** 2
    power: NDArray[np.float64] = np.square(np.abs(np.fft.rfft(frames, axis=1))).mean(axis=0) * scale
    return power
