"""What tells music from one voice that speaks or sings, for every moment and its surroundings.

Speech pauses every second or so, and then only the room is heard. Under music something else is: steady
narrow peaks, at a level between the voice and the room, and peaks that are not harmonics of the one pitch
that explains most. A voice alone, sung too, has one pitch at a time. Mains hum is left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.shapes import periodicity
from rvcdesk.cleaning.sound import RATE, Samples, Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

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
_FAR = 150  # and 6 s
_COMB_HZ = 2500
_PITCHES = 70 * 2 ** (np.arange(94) / 24)  # quarter tones up to 1 kHz
_STAGE = N_("Looking for music")

Levels = NDArray[np.float32]
Bins = NDArray[np.bool_]


def features(sound: Sound, report: Reporter = SILENT) -> Levels:
    """What tells music from speech and song, every `EVERY` hops, (n, 44)."""
    held = [_steady(spectrum)[inner][::8] for _, spectrum, inner in _pieces(sound)]
    sample = np.concatenate(held)
    floor = np.percentile(sample, 10, axis=0)
    mains = _mains(sample)
    clear = ~_near(mains, 17.0)
    counts, bands, strange = [], [], []
    for done, spectrum, inner in _pieces(sound):
        level = _steady(spectrum)
        peak = _peaks(level, floor, _near(mains, 9.0))
        counts.append(_counts(peak)[inner])
        strange.append(_strange(spectrum, level, peak, floor, ~_near(mains, 9.0))[inner])
        bands.append(_band_power(spectrum[inner], clear))
        report.progress(done, -(-sound.hops // EVERY), _STAGE)
    near = _surroundings(sound, np.concatenate(counts), np.concatenate(bands))
    return np.concatenate([near, _of_one_voice(sound, near, np.concatenate(strange))], axis=1)


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


def _peaks(held: Samples, floor: Samples, mains: Bins) -> Bins:
    """Narrow peaks that hold, (n, bins)."""
    from scipy.ndimage import percentile_filter

    peak: Bins = (_over_sides(held) > _PEAK_DB) & (held > floor + _OVER_DB)
    # Hum goes on when a note would have ended.
    always = percentile_filter(held[:, mains], 25, size=(2 * _APART + 1, 1))
    peak[:, mains] &= held[:, mains] - always > _COMES_DB
    return peak


def _over_sides(spectrum: Samples) -> Samples:
    """How far each bin lies over the 80 Hz on both sides of it, dB."""
    from scipy.ndimage import median_filter

    out: Samples = spectrum - median_filter(spectrum, size=(1, 21))
    return out


def _counts(peak: Bins) -> Levels:
    """How many peaks there are, under and over 1300 Hz, (n, 2)."""
    parts = (peak[:, _HERTZ <= _UPPER_HZ], peak[:, _HERTZ > _UPPER_HZ])
    return np.stack([part.sum(axis=1) for part in parts], axis=1).astype(np.float32)


@functools.lru_cache(maxsize=1)
def _combs() -> Samples:
    """Which bins under 2.5 kHz are harmonics of each of `_PITCHES`, (bins, pitches)."""
    hertz = _HERTZ[_HERTZ <= _COMB_HZ][:, None]
    number = np.maximum(np.round(hertz / _PITCHES), 1)
    wide = np.minimum(np.maximum(10, 0.018 * hertz), 0.2 * _PITCHES)
    return (np.abs(hertz - number * _PITCHES) <= wide).astype(np.float32)


def _beside_comb(weight: Samples) -> tuple[Samples, Samples, Bins]:
    """What of some peaks (n, bins) no single voice can make.

    Returns:
        the weight beside the harmonics of the pitch that explains most, the whole weight, both (n,), and
        which bins are such harmonics, (n, bins).
    """
    combs = _combs()
    whole = weight.sum(axis=1)
    on = weight @ combs
    best = (on - combs.mean(axis=0) * whole[:, None]).argmax(axis=1)
    return whole - on[np.arange(len(on)), best], whole, combs[:, best].T > 0


def _strange(spectrum: Samples, held: Samples, peak: Bins, floor: Samples, clear: Bins) -> Levels:
    """How much sounds beside one harmonic voice, in what holds and from moment to moment, (n, 6)."""
    inside = _HERTZ <= _COMB_HZ
    steady = np.where(peak, np.clip(held - floor - _OVER_DB, 0, 30) + 2, 0)[:, inside].astype(np.float32)
    off, whole, comb = _beside_comb(steady)
    others = (peak[:, inside] & ~comb).sum(axis=1)
    now = (_over_sides(spectrum) > _PEAK_DB) & (spectrum > floor + _OVER_DB) & clear
    loud = np.where(now, np.clip(spectrum - floor - _OVER_DB, 0, 40), 0)[:, inside].astype(np.float32)
    off_now, whole_now, comb_now = _beside_comb(loud)
    power = 10 ** (spectrum[:, inside] / 10)
    beside = 10 * np.log10((power * (now[:, inside] & ~comb_now)).sum(axis=1) + 1e-12)
    under = np.clip(beside - 10 * np.log10(power.sum(axis=1) + 1e-12), -30, 0) / 10
    columns = [off / (whole + 20), np.log1p(others), off_now / (whole_now + 50), np.log1p(off_now / 10)]
    return np.stack([*columns, under, np.log1p(whole_now / 10)], axis=1).astype(np.float32)


def _mains(held: Samples) -> float:
    """50 or 60 Hz: at whose harmonics steady lines stand out more."""
    line = np.percentile(held, 75, axis=0)
    excess = line - np.percentile(np.lib.stride_tricks.sliding_window_view(np.pad(line, 10), 21), 30, axis=1)
    return 50.0 if excess[_near(50.0, 5.0)].mean() >= excess[_near(60.0, 5.0)].mean() else 60.0


def _near(base: float, apart: float) -> Bins:
    """Bins under 1300 Hz that lie at most `apart` Hz from a harmonic."""
    return (np.abs(_HERTZ - np.round(_HERTZ / base) * base) <= apart) & (_HERTZ < _UPPER_HZ)


def _of_one_voice(sound: Sound, near: Levels, strange: Levels) -> Levels:
    """What sounds beside one voice within 2.5 s and within 6 s, and how periodic all is, (n, 29)."""
    from scipy.ndimage import percentile_filter, uniform_filter1d

    count = len(strange)
    speech = np.pad(sound.speech, (0, EVERY))[EVERY // 2 :: EVERY][:count]
    active = sound.active[::EVERY][:count].astype(np.float32)
    periodic = periodicity(sound.mono, 0, sound.hops, EVERY)[:count]
    gap = ((speech < 0.5) & (active > 0)).astype(np.float32)
    columns: list[Levels] = []
    for around in (_AROUND, _FAR):

        def mean(values: Levels, around: int = around) -> Levels:
            out: Levels = uniform_filter1d(values.astype(np.float32), around)
            return out

        sounding, gaps = np.maximum(mean(active), 0.1), np.maximum(mean(gap), 0.05)
        parts = [
            strange[:, 0],
            strange[:, 1],
            strange[:, 2],
            strange[:, 4],
            strange[:, 5],
            periodic,
            (speech > 0.5).astype(np.float32),
        ]
        columns += [(mean(part * active) / sounding).astype(np.float32) for part in parts]
        columns += [(mean(strange[:, place] * gap) / gaps).astype(np.float32) for place in (1, 5)]
    columns += [percentile_filter(strange[:, place], 25, size=_AROUND) for place in (1, 3)]
    columns += [1 - mean(active), *(mean(near[:, place]) for place in (5, 7, 8, 12))]
    return np.stack(columns, axis=1).astype(np.float32)


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
