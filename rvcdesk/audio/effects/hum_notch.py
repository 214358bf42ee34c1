"""Takes mains hum out: narrow notches at 50 or 60 Hz and its harmonics, without phase shift.

Each notch is 1 - exp(-((f - f0) / width)^2 / 2): zero at its middle, and its impulse response dies away as
fast as one of that width can, so that voices that cross it ring as little as possible. The mains drift a
little; a harmonic drifts as many times as much, so notches widen upwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.effects.base import (
    EffectKind,
    Region,
    Samples,
    filtered,
    in_range,
    overlapping,
    read_padded,
)
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, UserError

MAINS = (50.0, 60.0)
DRIFT = 0.01  # how far off the mains may be
FINE_HZ = 0.01
MOST, HIGHEST_HZ = 40, 3000.0
PIECES, PIECE_S = 12, 8.0
LEAST_S = 2.0  # a shorter region says too little: then the whole recording is listened to
LINE_DB = 8.0  # a harmonic stands so far above what is beside it
WIDEN = 0.06  # a harmonic
FIT_S = 1.0


@dataclass(frozen=True)
class HumNotchOptions:
    """Which hum.

    Attributes:
        frequency_hz: of the mains, 0 to find it; what is given is refined by 1 % where a line is found.
        harmonics: how many, the first included; 0 takes those that are found.
        width_hz: of the first notch, 0.2 to 5.
    """

    frequency_hz: float = 0.0
    harmonics: int = 0
    width_hz: float = 1.0

    def __post_init__(self) -> None:
        if self.frequency_hz:
            in_range("frequency_hz", self.frequency_hz, 10, 500)
        in_range("harmonics", self.harmonics, 0, MOST)
        in_range("width_hz", self.width_hz, 0.2, 5)


def find(
    source: Readable, region: Region, mains: tuple[float, ...] = MAINS, report: Reporter = SILENT
) -> tuple[float, list[int]]:
    """The frequency of a region's hum and the harmonics that stand out; (0.0, []) when there is none."""
    if region.frames < LEAST_S * source.rate:
        region = Region(0, source.frames)
    spectrum, step = _steady_spectrum(source, region, report)
    best, frequency = 0.0, 0.0
    for around in mains:
        for candidate in np.arange(around * (1 - DRIFT), around * (1 + DRIFT), FINE_HZ):
            score = sum(max(0.0, _line_db(spectrum, step, candidate * k)) for k in range(1, 13))
            if score > best:
                best, frequency = score, float(candidate)
    if not frequency:
        return 0.0, []
    most = int(min(MOST, HIGHEST_HZ / frequency, 0.45 * source.rate / frequency))
    lines = [k for k in range(1, most + 1) if _line_db(spectrum, step, frequency * k) >= LINE_DB]
    return (frequency, lines) if lines and min(lines) <= 3 else (0.0, [])


def _steady_spectrum(source: Readable, region: Region, report: Reporter) -> tuple[NDArray[np.float64], float]:
    """dB of what is there all the time (the lower quartile of pieces), and Hz of a bin."""
    length = max(1024, min(region.frames, round(PIECE_S * source.rate)))
    places = np.unique(np.linspace(region.at, max(region.at, region.end - length), PIECES).astype(np.int64))
    window, found = np.hanning(length), []
    for number, place in enumerate(places):
        report.progress(number, len(places), N_("Listening for hum"))
        mono = read_padded(source, int(place), length).mean(axis=0)
        found.append(np.square(np.abs(np.fft.rfft(mono * window))))
    power = np.quantile(np.stack(found), 0.25, axis=0)
    return 10 * np.log10(power + 1e-14), source.rate / length


def _line_db(spectrum: NDArray[np.float64], step: float, frequency: float) -> float:
    """How far a line at `frequency` stands above what is 3 to 12 Hz beside it."""
    place = frequency / step
    low, reach = round(3 / step), round(12 / step)
    middle = round(place)
    if reach <= low or middle + reach >= len(spectrum) or middle < reach:
        return -np.inf
    beside = np.concatenate(
        [spectrum[middle - reach : middle - low], spectrum[middle + low : middle + reach]]
    )
    whole = int(place)
    line = spectrum[whole] + (place - whole) * (spectrum[whole + 1] - spectrum[whole])
    return float(line - np.median(beside))


def response(
    frequencies: NDArray[np.float64], hum: float, harmonics: list[int], width: float
) -> NDArray[np.float64]:
    """The gain at each frequency."""
    gain = np.ones(len(frequencies))
    for number in harmonics:
        wide = width * (1 + WIDEN * number)
        near = np.abs(frequencies - hum * number) < 6 * wide
        gain[near] *= 1 - np.exp(-0.5 * np.square((frequencies[near] - hum * number) / wide))
    return gain


def render(source: Readable, region: Region, options: HumNotchOptions, report: Reporter) -> Iterator[Samples]:
    """See `EffectKind`.

    Raises:
        UserError: there is no hum to be found.
    """
    mains = (options.frequency_hz,) if options.frequency_hz else MAINS
    hum, harmonics = find(source, region, mains, report)
    hum = hum or options.frequency_hz
    if options.harmonics:
        harmonics = [k for k in range(1, options.harmonics + 1) if k * (hum or 1) < 0.49 * source.rate]
    if not hum or not harmonics:
        raise UserError("No mains hum was found here; set its frequency and harmonics to remove it anyway.")
    context = round(1.2 * source.rate / options.width_hz)

    def work(samples: Samples, start: int) -> Samples:
        _extend(samples, start, source, hum, harmonics)
        return filtered(samples, source.rate, lambda freqs: response(freqs, hum, harmonics, options.width_hz))

    block = max(1 << 17, 2 * context)
    yield from overlapping(source, region, work, context=context, block=block, report=report)


def _extend(samples: Samples, start: int, source: Readable, hum: float, harmonics: list[int]) -> None:
    """Let the hum go on before the beginning and after the end of the source: else it would stay there."""
    length = samples.shape[1]
    before, after = max(0, -start), max(0, start + length - source.frames)
    fit = round(FIT_S * source.rate)
    for outside, inside in (
        (slice(0, before), slice(before, min(before + fit, length - after))),
        (slice(length - after, length), slice(max(before, length - after - fit), length - after)),
    ):
        if outside.stop > outside.start and inside.stop - inside.start >= 4 * len(harmonics) + 4:
            known = _waves(inside, source.rate, hum, harmonics)
            parts, *_ = np.linalg.lstsq(known, samples[:, inside].T.astype(np.float64), rcond=None)
            samples[:, outside] = (_waves(outside, source.rate, hum, harmonics) @ parts).T


def _waves(part: slice, rate: int, hum: float, harmonics: list[int]) -> NDArray[np.float64]:
    """Sines and cosines of the hum, (frames, 2 * harmonics)."""
    phase = 2 * np.pi * hum / rate * np.outer(np.arange(part.start, part.stop), harmonics)
    return np.concatenate([np.sin(phase), np.cos(phase)], axis=1)


HUM_NOTCH = EffectKind("hum_notch", N_("Remove hum"), 1, HumNotchOptions, render)
