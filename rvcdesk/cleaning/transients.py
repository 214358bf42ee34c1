"""Clicks, knocks, chirps and coughs, over speech as well, judged by a small network.

Every 10 ms is described by its mel spectrum, by four spectra of 4 ms each (a click rises and is gone
within them), by the peak that stands out over 1.8 kHz and by how periodic it is, all relative to the
level of the speech. Convolutions over 1.3 s then say how likely each kind sounds there. The weights
(`models/transients.safetensors`) were fitted as `benchmarks/train_transients.py` does, on made-up and real
events over some 250 voices, a quarter of which was held out; much of it is without any event: plosives,
laughter, singing, clipped and distant voices.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.chirps import peaks, sung
from rvcdesk.cleaning.findings import DEFAULT_CONFIDENCE, Finding
from rvcdesk.cleaning.shapes import periodicity
from rvcdesk.cleaning.sound import HOP, Samples, Sound, fit_length, runs, to_db
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_
from rvcdesk.resources import model_path

KINDS = ("click", "knock", "chirp", "cough")
INPUTS = 92
_FILE = "transients.safetensors"
DILATIONS = (1, 1, 2, 4, 8, 16)
_REACH = sum(DILATIONS)  # hops on each side that an answer looks at
_BLOCK = 3000
_SHORT, _EVERY = 64, 40  # 4 ms and 2.5 ms at 16 kHz
_BANDS = (0, 2, 4, 8, 16, 24, 33)  # bins of the short spectra, 250 Hz each
_UNDER_DB, _SCALE_DB = 60.0, 20.0
_FOLLOWED, _SEEN = 0.4, 0.7
# How often what is said at its likeliest with so much is right; from voices held out, rather less than more.
_PEAKS = (0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_RIGHT = {
    "click": (0.3, 0.4, 0.5, 0.6, 0.75, 0.95),
    "knock": (0.1, 0.2, 0.3, 0.4, 0.55, 0.9),
    "chirp": (0.2, 0.4, 0.6, 0.8, 0.92, 0.97),
    "cough": (0.2, 0.3, 0.5, 0.6, 0.85, 0.97),
}
_JOINED = {"click": 12, "knock": 20, "chirp": 25, "cough": 15}  # hops between parts of one event
_MARGIN = 3
_SUNG = 0.6
# Shorter (hops) a chirp is as often a whistling s, and a cough a breath or a laugh: shown, not cut.
_SHORT_OF = {"click": 0, "knock": 0, "chirp": 50, "cough": 20}
_DOUBTED = 0.45
_STAGE = N_("Looking for clicks and coughs")

Likely = NDArray[np.float32]


def likelihood(sound: Sound, report: Reporter = SILENT) -> Likely:
    """How likely each of `KINDS` sounds in each hop, (hops, 4) in 0..1."""
    out = np.zeros((sound.hops, len(KINDS)), np.float32)
    if sound.hops == 0:
        return out
    given = inputs(sound)
    for start in range(0, sound.hops, _BLOCK):
        stop = min(start + _BLOCK, sound.hops)
        first, last = max(0, start - _REACH), min(sound.hops, stop + _REACH)
        out[start:stop] = _network(given[first:last])[start - first : stop - first]
        report.progress(stop, sound.hops, _STAGE)
    return out


def inputs(sound: Sound) -> Samples:
    """What the network is given, (hops, 92)."""
    loud = _speech_level(sound)

    def relative(levels: Samples) -> Samples:
        out: Samples = ((np.maximum(levels, loud - _UNDER_DB) - loud) / _SCALE_DB).astype(np.float32)
        return out

    track = peaks(sound)
    jump = np.abs(np.diff(track[:, 2], prepend=track[:1, 2]))
    periodic = np.repeat(periodicity(sound.mono, 0, sound.hops, 2), 2)[: sound.hops]
    columns = [relative(sound.mel), relative(_short(sound)), (track[:, :1] - 12) / np.float32(8)]
    columns.append(relative(track[:, 1:2]))
    columns += [np.minimum(jump, 600)[:, None] / np.float32(300), periodic[:, None] * 2 - 1]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _speech_level(sound: Sound) -> float:
    """The level of the louder speech, dBFS; of the louder sounds where nobody speaks."""
    spoken = sound.speech > 0.5
    if spoken.sum() > 50:
        return float(np.percentile(sound.level[spoken], 70))
    return float(np.percentile(sound.level, 90))


def _short(sound: Sound) -> Samples:
    """Power of 4 ms in six bands, four times a hop, dB, (hops, 24)."""
    before = (_SHORT - _EVERY) // 2
    mono = np.pad(fit_length(sound.mono, sound.hops * HOP), (before, _SHORT))
    window = np.hanning(_SHORT).astype(np.float32)
    scale, out = np.float32(4 / window.sum() ** 2), np.empty((sound.hops, 24), np.float32)
    for start in range(0, sound.hops, _BLOCK):
        stop = min(start + _BLOCK, sound.hops)
        piece = mono[start * HOP : (stop - 1) * HOP + 3 * _EVERY + _SHORT]
        frames = np.lib.stride_tricks.sliding_window_view(piece, _SHORT)[::_EVERY]
        power = np.square(np.abs(np.fft.rfft(frames * window, axis=1))).astype(np.float32) * scale
        out[start:stop] = to_db(np.add.reduceat(power, _BANDS[:-1], axis=1)).reshape(stop - start, 24)
    return out


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, Samples]:
    from safetensors.numpy import load_file

    return {name: value.astype(np.float32) for name, value in load_file(model_path(_FILE)).items()}


def _network(given: Samples) -> Likely:
    """Answers for (n, 92): convolutions of three, each but the first added to what it was given."""
    weights, values = _weights(), given
    for layer, dilation in enumerate(DILATIONS):
        kernel, count = weights[f"c.{layer}.weight"], len(values)  # (out, in, 3)
        padded = np.pad(values, ((dilation, dilation), (0, 0)))
        made = weights[f"c.{layer}.bias"] + sum(
            padded[tap * dilation : tap * dilation + count] @ kernel[:, :, tap].T for tap in range(3)
        )
        made = np.maximum(made, 0)
        values = made if layer == 0 else values + made
    answer = values @ weights["o.weight"][:, :, 0].T + weights["o.bias"]
    return (1 / (1 + np.exp(-np.clip(answer, -60, 60)))).astype(np.float32)


def find_transients(sound: Sound, report: Reporter = SILENT) -> list[Finding]:
    """Clicks, knocks, chirps and coughs that sound together with speech; lone ones are found with silence.

    Args:
        sound: the recording.
        report: unused; the network reports to the sound's own.

    Returns:
        findings of `KINDS`, sorted.
    """
    likely = sound.transients
    music = np.zeros(sound.hops, bool)
    for start, end, sure in sound.music:
        music[start:end] = sure >= DEFAULT_CONFIDENCE
    found = []
    for kind, column in zip(KINDS, likely.T, strict=True):
        for start, end in _events(column, _JOINED[kind]):
            # Music has its own knocks and chirps, and is cut whole.
            if sound.spoken[start:end].any() and music[start:end].mean() < 0.5:
                first, last = sound.frame(start - _MARGIN), sound.frame(end + _MARGIN)
                sure = _confidence(kind, column[start:end])
                # A high sung note is as narrow as a chirp.
                sure *= _SUNG if kind != "click" and sung(sound, start, end) else 1
                found.append(Finding(first, last, kind, round(sure, 3)))
    return sorted(found)


def _events(likely: Likely, apart: int) -> list[tuple[int, int]]:
    """Hops (start, end) of what is somewhere likely, followed down to where it no longer is."""
    out: list[tuple[int, int]] = []
    for start, end in runs(likely > _FOLLOWED):
        if likely[start:end].max() < _SEEN:
            continue
        if out and start - out[-1][1] <= apart:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _confidence(kind: str, likely: Likely) -> float:
    sure = float(np.interp(likely.max(), _PEAKS, _RIGHT[kind]))
    return min(sure, _DOUBTED) if likely.size < _SHORT_OF[kind] else sure
