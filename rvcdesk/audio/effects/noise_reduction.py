"""Noise reduction by spectral gating, as in Audacity.

Method: Audacity's "Noise Reduction" (D. Mazzoni, P. Licameli; src/effects/NoiseReduction.cpp): a window's
band is noise when the second greatest of the five windows around it is below a threshold over the mean
power of the noise profile; noise is turned down, gains rise and fall gradually in time (attack 20 ms,
release 100 ms) and are smoothed over neighbouring bands. With powers that are distributed exponentially,
a sensitivity of s lets one in 10^s of a noise's bins through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.effects.base import EffectKind, Region, Samples, in_range, overlapping, read_padded
from rvcdesk.audio.effects.stft import STEPS, analyse, synthesise, window_size
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, UserError

ATTACK_S, RELEASE_S = 0.02, 0.1
PIECES, PIECE_S = 60, 1.0  # where a profile is looked for
QUIETEST = 0.1  # of the windows that are looked at
DIGITAL_SILENCE = 1e-9  # mean power of a windowed bin; nothing that was recorded is as quiet
LONGEST_PROFILE_S = 60


@dataclass(frozen=True)
class NoiseReductionOptions:
    """How much, and what counts as noise.

    Attributes:
        reduction_db: by how much noise is turned down, 0 to 48.
        sensitivity: 0 to 24; higher takes more for noise.
        smoothing_bands: 0 to 12; over so many neighbouring bands gains are smoothed. More than 3 take
            from a voice what lies between its harmonics: 12 dB with 6 bands hurt speech more than help.
        profile_at, profile_frames: the stretch of the same recording, before this effect, that is noise
            alone; with 0 frames the quietest windows of the recording are taken.
    """

    reduction_db: float = 12.0
    sensitivity: float = 6.0
    smoothing_bands: int = 2
    profile_at: int = 0
    profile_frames: int = 0

    def __post_init__(self) -> None:
        in_range("reduction_db", self.reduction_db, 0, 48)
        in_range("sensitivity", self.sensitivity, 0, 24)
        in_range("smoothing_bands", self.smoothing_bands, 0, 12)
        in_range("profile_at", self.profile_at, 0, 1 << 62)
        in_range("profile_frames", self.profile_frames, 0, 1 << 62)


def profile(
    source: Readable, options: NoiseReductionOptions, report: Reporter = SILENT
) -> NDArray[np.float32]:
    """The noise's mean power in every bin, (window // 2 + 1,).

    Raises:
        UserError: the stretch is too short, or holds nothing but digital silence.
    """
    size = window_size(source.rate)
    if options.profile_frames:
        if options.profile_frames < size:
            raise UserError(
                "The noise profile needs at least {seconds} s; select a longer pause.",
                seconds=f"{size / source.rate:.2f}",
            )
        frames = min(options.profile_frames, LONGEST_PROFILE_S * source.rate)
        powers = _powers(read_padded(source, options.profile_at, frames), size)
    else:
        piece = min(source.frames, round(PIECE_S * source.rate))
        places = np.unique(np.linspace(0, source.frames - piece, PIECES).astype(np.int64))
        found = []
        for number, place in enumerate(places):
            report.progress(number, len(places), N_("Listening for noise"))
            found.append(_powers(read_padded(source, int(place), max(piece, size)), size))
        powers = np.concatenate(found)
        powers = powers[powers.mean(axis=1) > DIGITAL_SILENCE]
        order = np.argsort(powers.mean(axis=1))
        powers = powers[order[: max(1, round(len(order) * QUIETEST))]]
    if not len(powers) or powers.max() <= DIGITAL_SILENCE:
        raise UserError("There is no noise in the noise profile; select a pause in which it is heard.")
    # Noise's powers are distributed exponentially: their median is ln 2 of the mean. A word that has strayed
    # into the profile changes the mean a lot, the median hardly.
    return np.asarray(np.median(powers, axis=0) / np.log(2), np.float32)


def _powers(samples: Samples, size: int) -> NDArray[np.float32]:
    """Power (windows of all channels, bins)."""
    power = np.square(np.abs(analyse(samples, size)))
    return power.reshape(-1, power.shape[-1])


def gains(power: NDArray[np.float32], noise: NDArray[np.float32], step_s: float,
          options: NoiseReductionOptions) -> NDArray[np.float32]:  # fmt: skip
    """Amplitude gains (windows, bins) for the powers of one channel."""
    low = np.float32(10 ** (-options.reduction_db / 20))
    threshold = np.float32(options.sensitivity * np.log(10)) * noise
    around = np.pad(power, ((STEPS // 2, STEPS // 2), (0, 0)), mode="edge")
    near = np.stack([around[shift : shift + len(power)] for shift in range(STEPS + 1)])
    second = np.partition(near, STEPS - 1, axis=0)[STEPS - 1]
    gain = np.where(second > threshold, np.float32(1), low)
    for reach_s, order in ((ATTACK_S, range(len(gain) - 2, -1, -1)), (RELEASE_S, range(1, len(gain)))):
        fall = low ** np.float32(1 / (1 + int(reach_s / step_s)))
        before = 1 if order.step < 0 else -1
        for row in order:
            np.maximum(gain[row], gain[row + before] * fall, out=gain[row])
    return _smooth(gain, options.smoothing_bands) if options.smoothing_bands else gain


def _smooth(gain: NDArray[np.float32], bands: int) -> NDArray[np.float32]:
    """The geometric mean over `bands` neighbours on each side."""
    total = np.cumsum(np.pad(np.log(gain), ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    bins = np.arange(gain.shape[1])
    first, last = np.maximum(bins - bands, 0), np.minimum(bins + bands + 1, len(bins))
    mean = (total[:, last] - total[:, first]) / (last - first)
    return np.exp(mean).astype(np.float32)


def render(
    source: Readable, region: Region, options: NoiseReductionOptions, report: Reporter
) -> Iterator[Samples]:
    """See `EffectKind`."""
    size = window_size(source.rate)
    hop = size // STEPS
    noise = profile(source, options, report)

    def work(samples: Samples, _start: int) -> Samples:
        spectra = analyse(samples, size)
        for channel in spectra:
            channel *= gains(np.square(np.abs(channel)), noise, hop / source.rate, options)
        return synthesise(spectra, samples.shape[1])

    context = -(-(2 * size + round(2 * RELEASE_S * source.rate)) // hop) * hop
    yield from overlapping(source, region, work, context=context, report=report)


NOISE_REDUCTION = EffectKind("noise_reduction", N_("Reduce noise"), 1, NoiseReductionOptions, render)
