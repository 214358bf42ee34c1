"""What a short sound looks like: how long, how high, how narrow, how sudden; and what it may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.sound import HOP, RATE, Samples, Sound

WINDOW = 256
_HERTZ = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
_NEAR = 2  # bins on each side of a peak that belong to it
_PITCH_HZ = (70, 900)
_PITCH_WINDOW = 640
_AT_ONCE = 1000


@dataclass(frozen=True)
class Shape:
    """A sound over the room's noise.

    Attributes:
        hops: its length.
        loud: hops within 15 dB of its loudest.
        compact: share of its energy in its three loudest hops.
        centre: geometric mean frequency of its energy, Hz.
        low, high: shares of its energy under 400 Hz and over 2 kHz.
        narrow: share of the energy within 125 Hz of each moment's peak.
        noisy: spectral flatness from 300 Hz to 4 kHz, 0 to 1.
        periodic: how well each moment repeats itself at some pitch from 70 to 900 Hz, 0 to 1.
        peak_db: level of its loudest hop, dBFS.
        speech: its greatest probability of speech.
    """

    hops: int
    loud: int
    compact: float
    centre: float
    low: float
    high: float
    narrow: float
    noisy: float
    periodic: float
    peak_db: float
    speech: float


def shape(sound: Sound, start: int, end: int) -> Shape:
    """The sound between two hops."""
    best, strength = _repeats(sound.mono, start, end, 2)
    piece = sound.spectra_between(start, end, WINDOW)
    energy = np.maximum(piece - 2 * sound.room, 0)
    total = energy.sum(axis=1) + 1e-15
    weight = total / total.sum()
    mean = energy.sum(axis=0) + 1e-18
    mean /= mean.sum()
    around = np.clip(energy.argmax(axis=1)[:, None] + np.arange(-_NEAR, _NEAR + 1), 0, _HERTZ.size - 1)
    narrow = np.take_along_axis(energy, around, axis=1).sum(axis=1) / total
    middle = mean[(_HERTZ > 300) & (_HERTZ < 4000)] + 1e-6
    return Shape(
        hops=end - start,
        loud=int((total > total.max() * 10**-1.5).sum()),
        compact=float(np.sort(total)[-3:].sum() / total.sum()),
        centre=float(np.exp((mean * np.log(np.maximum(_HERTZ, 50))).sum())),
        low=float(mean[_HERTZ < 400].sum()),
        high=float(mean[_HERTZ > 2000].sum()),
        narrow=float((weight * narrow).sum()),
        noisy=float(np.exp(np.log(middle).mean()) / middle.mean()),
        periodic=float(best.sum() / max(float(strength.sum()), 1e-9)),
        peak_db=float(sound.level[start:end].max()),
        speech=float(sound.speech[start:end].max()),
    )


def kind_of(found: Shape) -> str:
    """click, knock, chirp or cough; empty for anything else."""
    if found.narrow > 0.5 and found.centre > 1800 and found.loud >= 4:
        return "chirp"
    if found.low > 0.45 and found.centre < 700:
        return "knock"
    if found.compact > 0.75 and found.loud <= 8:
        return "click"
    if found.noisy > 0.45 and found.narrow < 0.4 and 6 <= found.hops <= 150:
        return "cough"
    if found.hops <= 10:
        return "click"
    return ""


def like_voice(found: Shape) -> bool:
    """Whether it may be a voice that the network does not know: sung, shouted, played."""
    return found.periodic > 0.6 and 250 < found.centre < 1800 and found.loud >= 12 and found.narrow < 0.97


def periodicity(mono: Samples, start: int, end: int, every: int) -> Samples:
    """The best normalised autocorrelation of 40 ms at every pitch from 70 to 900 Hz, 0 to 1.

    Args:
        mono: (n,) at 16 kHz.
        start, end: hops.
        every: hops from one window to the next.

    Returns:
        (-(-(end - start) // every),); a window is centred on the middle of its hops.
    """
    best, energy = _repeats(mono, start, end, every)
    return best / (energy + np.float32(1e-9))


def _repeats(mono: Samples, start: int, end: int, every: int) -> tuple[Samples, Samples]:
    """Each window's best autocorrelation, and its energy."""
    count = -(-(end - start) // every)
    best, energy = np.zeros(count, np.float32), np.zeros(count, np.float32)
    size, inside = 2 * _PITCH_WINDOW, slice(RATE // _PITCH_HZ[1], RATE // _PITCH_HZ[0])
    fewer = (
        1 - np.arange(_PITCH_WINDOW, dtype=np.float32) / _PITCH_WINDOW
    )  # a long lag compares fewer samples
    for at in range(0, count, _AT_ONCE):
        places = np.arange(at, min(at + _AT_ONCE, count)) * every + start
        first = int(places[0]) * HOP + (every * HOP - _PITCH_WINDOW) // 2
        last = int(places[-1]) * HOP + (every * HOP - _PITCH_WINDOW) // 2 + _PITCH_WINDOW
        piece = mono[max(0, first) : max(0, last)]
        piece = np.pad(piece, (max(0, -first), last - max(0, first) - piece.size))
        frames = np.lib.stride_tricks.sliding_window_view(piece, _PITCH_WINDOW)[:: every * HOP]
        power = np.square(np.abs(np.fft.rfft(frames - frames.mean(axis=1, keepdims=True), size, axis=1)))
        lags = np.fft.irfft(power, size, axis=1)[:, :_PITCH_WINDOW]
        energy[at : at + len(places)] = lags[:, 0]
        best[at : at + len(places)] = np.clip((lags[:, inside] / fewer[inside]).max(axis=1), 0, lags[:, 0])
    return best, energy
