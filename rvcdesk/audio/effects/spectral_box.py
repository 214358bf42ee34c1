"""A box of time and frequency: turned down, taken out, or healed.

Turning down is one filter without phase shift whose edges are raised cosines inside the box; in time the
registry's short edges bound it. Healing brings what is in the box down to what is before and after it
("spectral repair", as attenuation, in other editors): band for band to a power between the two, with the
phases left alone; nothing is made louder.
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
from rvcdesk.audio.effects.stft import STEPS, analyse, synthesise, window_size
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, BadInput, UserError

EDGE = 0.15  # of the box's height
EDGE_HZ = (4.0, 100.0)
GONE_DB = -96.0  # this far down is nothing at all
HEAL_FROM_S = 0.25  # of sound on each side
HIGHEST_HZ = 1e6


@dataclass(frozen=True)
class BoxOptions:
    """From low_hz to high_hz. A high edge above half the sample rate is no edge."""

    low_hz: float = 0.0
    high_hz: float = HIGHEST_HZ

    def __post_init__(self) -> None:
        in_range("low_hz", self.low_hz, 0, HIGHEST_HZ)
        in_range("high_hz", self.high_hz, 0, HIGHEST_HZ)
        if self.high_hz <= self.low_hz:
            raise BadInput("The upper edge of a box must lie above its lower edge.")


@dataclass(frozen=True)
class AttenuateOptions(BoxOptions):
    """`gain_db` from -96 (gone) to 0."""

    gain_db: float = -12.0

    def __post_init__(self) -> None:
        super().__post_init__()
        in_range("gain_db", self.gain_db, GONE_DB, 0)


def inside(frequencies: NDArray[np.float64], box: BoxOptions, nyquist: float) -> NDArray[np.float64]:
    """How far each frequency is in the box, 0 to 1, with smooth edges."""
    edge = edge_hz(box, nyquist)
    share = np.ones(len(frequencies))
    if box.low_hz > 0:
        share *= _rise((frequencies - box.low_hz) / edge)
    if box.high_hz < nyquist:
        share *= _rise((box.high_hz - frequencies) / edge)
    return share


def _rise(place: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(place, 0, 1))


def edge_hz(box: BoxOptions, nyquist: float) -> float:
    """How wide the edges are."""
    height = min(box.high_hz, nyquist) - box.low_hz
    return float(min(np.clip(EDGE * height, *EDGE_HZ), max(0.5, height / 2)))


def render(source: Readable, region: Region, options: BoxOptions, report: Reporter) -> Iterator[Samples]:
    """See `EffectKind`: delete and attenuate."""
    gain_db = options.gain_db if isinstance(options, AttenuateOptions) else GONE_DB
    gain = 10 ** (gain_db / 20) if gain_db > GONE_DB else 0.0
    nyquist = source.rate / 2

    def work(samples: Samples, _start: int) -> Samples:
        return filtered(samples, source.rate, lambda freqs: 1 - (1 - gain) * inside(freqs, options, nyquist))

    context = round(4 * source.rate / edge_hz(options, nyquist))
    block = max(1 << 16, context)
    yield from overlapping(source, region, work, context=context, block=block, report=report)


def heal(source: Readable, region: Region, options: BoxOptions, report: Reporter) -> Iterator[Samples]:
    """See `EffectKind`.

    Raises:
        UserError: there is nothing before and after the region to heal it from.
    """
    size = window_size(source.rate)
    hop, nyquist = size // STEPS, source.rate / 2
    length = size + round(HEAL_FROM_S * source.rate)
    beside = [
        _power(read_padded(source, max(0, start), min(end, source.frames) - max(0, start)), size)
        for start, end in ((region.at - length, region.at), (region.end, region.end + length))
        if min(end, source.frames) - max(0, start) >= size
    ]
    if not beside:
        raise UserError("Healing takes from what is beside the selection; select less than everything.")
    before, after = beside[0], beside[-1]
    box = inside(np.fft.rfftfreq(size, 1 / source.rate).astype(np.float64), options, nyquist)

    def work(samples: Samples, start: int) -> Samples:
        spectra = analyse(samples, size)
        middles = start + size // 2 + hop * np.arange(spectra.shape[1])
        share = np.clip((middles - region.at) / region.frames, 0, 1)[:, None]
        for channel, spectrum in enumerate(spectra):
            wanted = np.exp((1 - share) * np.log(before[channel]) + share * np.log(after[channel]))
            power = np.square(np.abs(spectrum)) + 1e-12
            spectrum *= (1 - box * (1 - np.sqrt(np.minimum(1, wanted / power)))).astype(np.float32)
        return synthesise(spectra, samples.shape[1])

    yield from overlapping(source, region, work, context=4 * size, block=1 << 16, report=report)


def _power(samples: Samples, size: int) -> NDArray[np.float64]:
    """The mean power of each band, smoothed over its neighbours, (channels, bins)."""
    power = np.square(np.abs(analyse(samples, size))).mean(axis=1, dtype=np.float64)
    padded = np.pad(power, ((0, 0), (2, 2)), mode="edge")
    return np.asarray(np.mean([padded[:, i : i + power.shape[1]] for i in range(5)], axis=0)) + 1e-12


SPECTRAL_DELETE = EffectKind("spectral_delete", N_("Delete the box"), 1, BoxOptions, render)
SPECTRAL_ATTENUATE = EffectKind("spectral_attenuate", N_("Turn the box down"), 1, AttenuateOptions, render)
SPECTRAL_HEAL = EffectKind("spectral_heal", N_("Heal the box"), 1, BoxOptions, heal)
