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
_APART, _COMES_DB = 30, 8.0  # a note is so much louder than mostly in the 1.2 s before and after
_BLOCK = 3000
_PEAK_DB, _OVER_DB = 7.0, 8.0  # over the spectrum beside it, and over the room
# In the order of `_surroundings`, fitted by logistic regression.
_WEIGHTS = np.array(
    [2.575, -3.323, 0.162, -0.928, -2.388, -0.584, -2.783, -1.451, 1.497, 5.115, -2.519, 4.572, 7.311]
    + [-3.309, -13.662]
)
_BIAS = -2.599
_STEP = 5  # judgements from one vote to the next, 0.2 s; their surroundings overlap, so each counts a part
_SHARE, _MOST = 0.4, 4.0
_CHANGE = 4.0  # what a change between music and none costs
_SHORTEST_S = 1.5
_HALF = 1.5  # the mean judgement of a passage that is as likely music as not
_STAGE = N_("Looking for music")

Levels = NDArray[np.float32]
Bins = NDArray[np.bool_]
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
    hops = np.pad(sound.active, (0, _STEP * EVERY))[: steps.size * _STEP * EVERY]
    heard = hops.reshape(steps.size, -1).mean(axis=1) > 0.2
    found = []
    # Where only the room is heard there is no music, whatever its surroundings say.
    for start, end in runs(_steadily(np.where(heard, np.clip(steps * _SHARE, -_MOST, _MOST), -_MOST / 2))):
        mean = steps[start:end][heard[start:end]].mean() if heard[start:end].any() else -_MOST
        sure = float(1 / (1 + np.exp(_HALF - np.clip(mean, -20, 20))))
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
    held = [_steady(spectrum)[inner][::8] for _, spectrum, inner in _pieces(sound)]
    sample = np.concatenate(held)
    floor = np.percentile(sample, 10, axis=0)
    mains = _mains(sample)
    clear = ~_near(mains, 17.0)
    counts, bands = [], []
    for done, spectrum, inner in _pieces(sound):
        counts.append(_peaks(spectrum, floor, _near(mains, 9.0))[inner])
        bands.append(_band_power(spectrum[inner], clear))
        report.progress(done, -(-sound.hops // EVERY), _STAGE)
    return _surroundings(sound, np.concatenate(counts), np.concatenate(bands))


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


def _band_power(spectrum: Samples, clear: Bins) -> Samples:
    """Mean power in five bands and over 250 Hz, beside the harmonics of the mains, (n, 6)."""
    power = 10 ** (spectrum / 10)
    edges = [*zip(_BANDS_HZ[:-1], _BANDS_HZ[1:], strict=True), (250, 5000)]
    inside = [clear & (low <= _HERTZ) & (high > _HERTZ) for low, high in edges]
    return np.stack([power[:, bins].mean(axis=1) for bins in inside], axis=1)


def _peaks(spectrum: Samples, floor: Samples, mains: Bins) -> Levels:
    """How many narrow peaks hold, under and over 1300 Hz, (n, 2)."""
    from scipy.ndimage import median_filter, percentile_filter

    held = _steady(spectrum)
    peak = (held - median_filter(held, size=(1, 21)) > _PEAK_DB) & (held > floor + _OVER_DB)
    # Hum goes on when a note would have ended.
    always = percentile_filter(held[:, mains], 25, size=(2 * _APART + 1, 1))
    peak[:, mains] &= held[:, mains] - always > _COMES_DB
    parts = (peak[:, _HERTZ <= _UPPER_HZ], peak[:, _HERTZ > _UPPER_HZ])
    return np.stack([part.sum(axis=1) for part in parts], axis=1).astype(np.float32)


def _mains(held: Samples) -> float:
    """50 or 60 Hz: at whose harmonics steady lines stand out more."""
    line = np.percentile(held, 75, axis=0)
    excess = line - np.percentile(np.lib.stride_tricks.sliding_window_view(np.pad(line, 10), 21), 30, axis=1)
    return 50.0 if excess[_near(50.0, 5.0)].mean() >= excess[_near(60.0, 5.0)].mean() else 60.0


def _near(base: float, apart: float) -> Bins:
    """Bins under 1300 Hz that lie at most `apart` Hz from a harmonic."""
    return (np.abs(_HERTZ - np.round(_HERTZ / base) * base) <= apart) & (_HERTZ < _UPPER_HZ)


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
    sung = mean(periodic.astype(np.float32)) / np.maximum(mean(voiced.astype(np.float32)), 0.1)
    columns += [sung, np.maximum(sung - 0.5, 0)]
    return np.stack(columns, axis=1).astype(np.float32)
