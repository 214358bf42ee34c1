"""The narrow peak over 1.8 kHz that a chirp is, and whether somebody sings.

A voice has harmonics there too, but a hundred to a few hundred hertz apart, so that none stands alone;
only a high sung voice does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.shapes import periodicity
from rvcdesk.cleaning.sound import HOP_S, RATE, Sound
from rvcdesk.jobs import SILENT, Reporter

_WINDOW = 512
_BIN = RATE / _WINDOW
_LOWEST = round(1800 / _BIN)
_SUNG, _SUNG_S = 0.6, 2.5

Track = NDArray[np.float32]


def peaks(sound: Sound, report: Reporter = SILENT) -> Track:
    """Per hop: how far the highest peak stands out (dB), its level (dB) and frequency (Hz), (hops, 3)."""
    track = np.zeros((sound.hops, 3), np.float32)
    beside = np.concatenate([np.arange(-16, -4), np.arange(5, 17)])
    for start, power in sound.spectra(_WINDOW):
        high = power[:, _LOWEST:] + np.float32(1e-12)
        top = high.argmax(axis=1)
        places = np.clip(top[:, None] + beside, 0, high.shape[1] - 1)
        sides = np.take_along_axis(high, places, axis=1).mean(axis=1)
        near = np.clip(top[:, None] + np.arange(-3, 4), 0, high.shape[1] - 1)
        level = 10 * np.log10(np.take_along_axis(high, near, axis=1).sum(axis=1))
        out = 10 * np.log10(high.max(axis=1) / sides)
        track[start : start + len(power)] = np.stack([out, level, (top + _LOWEST) * _BIN], axis=1)
        report.progress(start, sound.hops, "")
    return track


def sung(sound: Sound, start: int, end: int) -> bool:
    """Whether most of the time around is cleanly periodic."""
    around = round(_SUNG_S / HOP_S / 2)
    first, last = max(0, start - around), min(sound.hops, end + around)
    active = sound.active[first:last:4]
    periodic = periodicity(sound.mono, first, last, 4)[: active.size] > 0.9
    return bool((periodic & active).sum() > _SUNG * max(1, active.sum()))
