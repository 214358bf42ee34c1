"""Chirps and whistles over speech: one narrow peak over 1.8 kHz that stands out of what lies beside it.

A voice has harmonics there too, but a hundred to a few hundred hertz apart, so that none stands alone;
only a high sung voice does, and where most of the time is cleanly periodic nothing is said here. Chirps
where nobody speaks are found with the silence.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.shapes import periodicity
from rvcdesk.cleaning.sound import HOP_S, RATE, Mask, Sound, runs
from rvcdesk.jobs import SILENT, Reporter

_WINDOW = 512
_BIN = RATE / _WINDOW
_LOWEST = round(1800 / _BIN)
_STANDS_OUT_DB = 20.0
_LEAST_DBFS = -62.0
_NOTE, _GLIDE_HZ = 3, 300.0  # hops that a note lasts, and how far its pitch may move in one
_TOGETHER, _LEAST = 25, 16  # notes so close are one chirp, which sounds for so many hops
_MARGIN = 3
_SUNG, _SUNG_S = 0.6, 2.5

Track = NDArray[np.float32]


def find_chirps(sound: Sound, report: Reporter = SILENT) -> list[Finding]:
    """Chirps over speech.

    Args:
        sound: the recording.
        report: told the spectra done.

    Returns:
        findings of kind `chirp`, sorted.
    """
    track = _peaks(sound, report)
    found = []
    for start, end, notes in _groups(_notes(track)):
        if notes < _LEAST or not sound.spoken[start:end].any() or _sung(sound, start, end):
            continue
        out = float(np.mean(track[start:end][track[start:end, 0] > _STANDS_OUT_DB, 0]))
        sure = min(0.95, 0.5 + 0.25 * min(1.0, notes / 40) + 0.2 * min(1.0, (out - _STANDS_OUT_DB) / 10))
        first, last = sound.frame(start - _MARGIN), sound.frame(end + _MARGIN)
        found.append(Finding(first, last, "chirp", round(sure, 3)))
    return found


def _peaks(sound: Sound, report: Reporter) -> Track:
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


def _notes(track: Track) -> Mask:
    """Hops of peaks that last and do not jump."""
    notes = np.zeros(len(track), bool)
    for start, end in runs((track[:, 0] > _STANDS_OUT_DB) & (track[:, 1] > _LEAST_DBFS)):
        jumps = start + 1 + np.flatnonzero(np.abs(np.diff(track[start:end, 2])) > _GLIDE_HZ)
        edges = [start, *jumps.tolist(), end]
        for first, last in zip(edges[:-1], edges[1:], strict=True):
            notes[first:last] = last - first >= _NOTE
    return notes


def _groups(notes: Mask) -> list[tuple[int, int, int]]:
    """Start, end and hops with a note of every chirp."""
    out: list[tuple[int, int, int]] = []
    for start, end in runs(notes):
        if out and start - out[-1][1] <= _TOGETHER:
            out[-1] = (out[-1][0], end, out[-1][2] + end - start)
        else:
            out.append((start, end, end - start))
    return out


def _sung(sound: Sound, start: int, end: int) -> bool:
    """Whether most of the time around is cleanly periodic."""
    around = round(_SUNG_S / HOP_S / 2)
    first, last = max(0, start - around), min(sound.hops, end + around)
    active = sound.active[first:last:4]
    periodic = periodicity(sound.mono, first, last, 4)[: active.size] > 0.9
    return bool((periodic & active).sum() > _SUNG * max(1, active.sum()))
