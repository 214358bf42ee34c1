"""Music, alone and under speech.

Speech pauses every second or so, and then only the room is heard. Under music something else is:
steady narrow peaks, at a level between the voice and the room. So every moment is judged by its
surroundings of 2.5 s: how many narrow steady peaks sound where the voice is low, how far the quietest
tenth lies over the room in five bands, and how much of the time is cleanly periodic, as singing is and
music is not. Mains hum is left out of the peaks. A logistic model (weights from made-up mixtures of
many voices and tunes, `benchmarks/messy.py`) weighs these; a passage is music when the sum over several
seconds says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.shapes import periodicity
from rvcdesk.cleaning.sound import HOP_S, RATE, Samples, Sound, runs
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

KINDS = ("music", "music_under_speech")
EVERY = 4  # hops from one judgement to the next
_WINDOW = 2048
_BIN = RATE / _WINDOW
_LOW, _HIGH = round(150 / _BIN), round(5000 / _BIN)
_HERTZ = np.arange(_LOW, _HIGH) * _BIN
_BANDS_HZ = (150, 400, 800, 1500, 2500, 5000)
_UPPER_HZ = 1300
_HELD = 11  # spectra over which a peak must hold: 0.44 s
_AROUND = 62  # spectra that a moment is judged by: 2.5 s
_APART = 37  # hum is the same 1.5 s before or after
_BLOCK = 3000
_PEAK_DB, _OVER_DB = 7.0, 8.0  # over the spectrum beside it, and over the room
# In the order of `_surroundings`, fitted by logistic regression.
_WEIGHTS = np.array(
    [
        1.784,
        -2.029,
        0.922,
        -1.89,
        -2.149,
        -1.247,
        -2.952,
        -1.712,
        2.605,
        5.059,
        -3.986,
        4.616,
        7.753,
        -2.673,
        -16.291,
    ]
)
_BIAS = -2.595
_STEP = 5  # judgements from one vote to the next, 0.2 s; their surroundings overlap, so each counts a part
_SHARE, _MOST = 0.4, 4.0
_CHANGE = 4.0  # what a change between music and none costs
_SHORTEST_S = 1.5
_STAGE = N_("Looking for music")

Levels = NDArray[np.float32]
Passage = tuple[int, int, float]  # hops (start, end) and how sure it is, 0 to 1


def find_music(sound: Sound, report: Reporter = SILENT) -> list[Finding]:
    """Passages with music: `music` where nobody speaks, `music_under_speech` from the first word to the last.

    Args:
        sound: the recording.
        report: told the spectra done.

    Returns:
        findings of `KINDS` that do not overlap each other, sorted.
    """
    found = []
    for start, end, sure in sound.music:
        words = np.flatnonzero(sound.spoken[start:end] & (sound.speech[start:end] > 0.25))
        first, last = (start + int(words[0]), start + int(words[-1]) + 1) if words.size >= 20 else (end, end)
        parts = ((start, first, "music"), (first, last, "music_under_speech"), (last, end, "music"))
        for begin, stop, kind in parts:
            if sound.frame(stop) > sound.frame(begin):
                found.append(Finding(sound.frame(begin), sound.frame(stop), kind, round(sure, 3)))
    return found


def passages(sound: Sound, report: Reporter = SILENT) -> list[Passage]:
    """Where music sounds, with speech or without, sorted."""
    if sound.hops < 2 * EVERY:
        return []
    votes = features(sound, report) @ _WEIGHTS + _BIAS
    steps = votes[: len(votes) // _STEP * _STEP].reshape(-1, _STEP).mean(axis=1)
    if steps.size == 0:
        return []
    found = []
    for start, end in runs(_steadily(np.clip(steps * _SHARE, -_MOST, _MOST))):
        sure = float(1 / (1 + np.exp(-np.clip(steps[start:end].mean(), -20, 20) / 1.5)))
        place = (start * _STEP * EVERY, sound.hops if end == steps.size else end * _STEP * EVERY)
        if (place[1] - place[0]) * HOP_S >= _SHORTEST_S:
            found.append((*_edges(sound, *place), sure))
    return found


def _steadily(votes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The likeliest sequence of music and none, where every change has its price."""
    came = np.zeros((votes.size, 2), int)
    score = np.array([0.0, votes[0]])
    for index in range(1, votes.size):
        change = score[::-1] - _CHANGE
        came[index] = np.where(change > score, [1, 0], [0, 1])
        score = np.maximum(score, change) + [0, votes[index]]
    state = np.zeros(votes.size, bool)
    now = int(score.argmax())
    for index in range(votes.size - 1, -1, -1):
        state[index] = now == 1
        now = int(came[index, now])
    return state


def _edges(sound: Sound, start: int, end: int) -> tuple[int, int]:
    """Edges moved out of phrases: a phrase with music at one end has it, most likely, at the other."""
    talk = runs(sound.speech > 0.25)
    for first, last in talk:
        if first < start < last and last - start > 0.3 * (last - first):
            start = first
        if first < end < last and end - first > 0.3 * (last - first):
            end = last
    # Before and after it, as far as anything sounds.
    while start > 0 and sound.active[start - 1] and sound.speech[start - 1] < 0.25:
        start -= 1
    while end < sound.hops and sound.active[end] and sound.speech[end] < 0.25:
        end += 1
    return start, end


def features(sound: Sound, report: Reporter = SILENT) -> Levels:
    """What tells music from speech, every `EVERY` hops, (n, 15)."""
    held, bands = [], []
    for _, spectrum, inner in _pieces(sound):
        held.append(_steady(spectrum)[inner][::8])
        bands.append(_band_power(spectrum[inner]))
    floor = np.percentile(np.concatenate(held), 10, axis=0)
    power = np.concatenate(bands)
    counts = []
    for done, spectrum, inner in _pieces(sound):
        counts.append(_peaks(spectrum, floor)[inner])
        report.progress(done, len(power), _STAGE)
    return _surroundings(sound, np.concatenate(counts), power)


def _pieces(sound: Sound) -> Iterator[tuple[int, Samples, slice]]:
    """Spectra in dB from 150 Hz to 5 kHz with what lies around them, and where the new ones are."""
    count, around = -(-sound.hops // EVERY), _HELD + _APART
    for start in range(0, count, _BLOCK):
        stop = min(start + _BLOCK, count)
        first, last = max(0, start - around), min(count, stop + around)
        power = sound.spectra_between(first * EVERY, (last - 1) * EVERY + 1, _WINDOW, EVERY)
        spectrum = 10 * np.log10(power[:, _LOW:_HIGH] + np.float32(1e-12))
        yield stop, spectrum, slice(start - first, stop - first)


def _steady(spectrum: Samples) -> Samples:
    """What holds for 0.44 s."""
    from scipy.ndimage import median_filter

    out: Samples = median_filter(spectrum, size=(_HELD, 1))
    return out


def _band_power(spectrum: Samples) -> Samples:
    """Mean power in five bands and over 250 Hz, (n, 6)."""
    power = 10 ** (spectrum / 10)
    edges = np.searchsorted(_HERTZ, _BANDS_HZ)
    bands = [power[:, low:high].mean(axis=1) for low, high in zip(edges[:-1], edges[1:], strict=True)]
    return np.stack([*bands, power[:, _HERTZ > 250].mean(axis=1)], axis=1)


def _peaks(spectrum: Samples, floor: Samples) -> Levels:
    """How many narrow peaks hold, in all and over 1300 Hz, (n, 2)."""
    from scipy.ndimage import median_filter

    held = _steady(spectrum)
    peak = (held - median_filter(held, size=(1, 21)) > _PEAK_DB) & (held > floor + _OVER_DB)
    ahead = np.abs(held - np.concatenate([held[_APART:], np.repeat(held[-1:], _APART, 0)])[: len(held)])
    behind = np.abs(held - np.concatenate([np.repeat(held[:1], _APART, 0), held])[: len(held)])
    peak &= ~(_mains() & ((ahead < 3) | (behind < 3)))
    return np.stack([peak.sum(axis=1), peak[:, _HERTZ > _UPPER_HZ].sum(axis=1)], axis=1).astype(np.float32)


def _mains() -> NDArray[np.bool_]:
    """Bins at harmonics of 50 or 60 Hz."""
    near = [np.abs(_HERTZ / base - np.round(_HERTZ / base)) * base <= 8 for base in (50, 60)]
    return (near[0] | near[1]) & (_HERTZ < _UPPER_HZ)


def _surroundings(sound: Sound, counts: Levels, power: Levels) -> Levels:
    from scipy.ndimage import percentile_filter, uniform_filter1d

    def mean(values: Levels) -> Levels:
        out: Levels = uniform_filter1d(values.astype(np.float32), _AROUND)
        return out

    level = 10 * np.log10(uniform_filter1d(power, 3, axis=0) + 1e-12)
    floor = np.percentile(level, 5, axis=0)
    low = np.stack([percentile_filter(row, 10, size=_AROUND) for row in level.T], axis=1)
    whole = level[:, -1]
    high = percentile_filter(whole, 90, size=_AROUND)
    quiet = (whole < percentile_filter(whole, 25, size=_AROUND) + 1e-6).astype(np.float32)
    speech = np.pad(sound.speech, (0, EVERY))[EVERY // 2 :: EVERY][: len(whole)]
    gap = ((speech < 0.5) & (whole < high - 6)).astype(np.float32)
    voiced = sound.active[np.minimum(np.arange(len(whole)) * EVERY + EVERY // 2, sound.hops - 1)]
    periodic = voiced & (periodicity(sound.mono, 0, sound.hops, EVERY)[: len(whole)] > 0.9)
    gaps = mean(gap)
    few = np.log1p(counts)
    columns = [np.clip(low[:, band] - floor[band], 0, 30) / 10 for band in range(6)]
    columns += [np.clip(high - low[:, -1], 0, 40) / 10]
    columns += [mean(few[:, i] * quiet) / np.maximum(mean(quiet), 0.02) for i in (0, 1)]
    columns += [mean(few[:, i] * gap) / np.maximum(gaps, 0.05) for i in (0, 1)]
    columns += [mean(np.clip(whole - floor[-1], 0, 30) / 10 * gap) / np.maximum(gaps, 0.05), gaps]
    sung = mean(periodic) / np.maximum(mean(voiced), 0.1)
    columns += [sung, np.maximum(sung - 0.5, 0)]
    return np.stack(columns, axis=1).astype(np.float32)
