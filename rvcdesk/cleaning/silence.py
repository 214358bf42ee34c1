"""Pauses and stretches of bare room noise.

The level is measured every 10 ms, twice: as it is, and of the sound's first difference, which
hears soft consonants that the plain level loses in rumble. A frame is sound when either stands
out from the noise floor. The floor is found in the recording itself, around every moment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.sources import Readable
from rvcdesk.cleaning.findings import Finding
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput

HOP_S = 0.01
_BLOCK_S = 10.0
_DIGITAL_DB = -100.0  # below this is digital silence, which says nothing of the room
_PAUSE_S = 0.3  # a pause must last this long to show the floor
_AROUND_S = 15.0  # the floor is searched this far before and after
_RISE_DB = 12.0  # and may lie this much over the quietest place of the recording
_BELOW_SPEECH_DB = 20.0  # while its threshold stays this much under the speech
_APART_DB = 18.0  # a floor closer to the speech may as well be a soft voice: then only what lies
_FAR_BELOW_DB = 30.0  # this far under the speech counts as silence
_STAGE = N_("Looking for silence")

Levels = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class SilenceOptions:
    """How silence is told from speech. The defaults suit recordings for a voice dataset.

    Attributes:
        threshold_db: what is quieter is silence, dBFS (RMS of 30 ms), -90 to -10; None finds it
            from the room noise.
        margin_db: how far over the noise floor sound begins, 2 to 20 dB (only without a threshold).
        hysteresis_db: how much lower the edge of a sound is followed, 0 to 12 dB.
        min_length_s: shorter pauses are left alone, 0.1 to 10 s.
        pad_s: how much of a pause stays beside each sound, so that no edge or breath is cut, 0 to 1 s.
        min_sound_s: a lone sound shorter than this in the middle of a pause is no speech, 0 to 0.3 s.
    """

    threshold_db: float | None = None
    margin_db: float = 8.0
    hysteresis_db: float = 3.0
    min_length_s: float = 0.6
    pad_s: float = 0.2
    min_sound_s: float = 0.08

    def __post_init__(self) -> None:
        ranges = {
            "threshold_db": (-90, -10),
            "margin_db": (2, 20),
            "hysteresis_db": (0, 12),
            "min_length_s": (0.1, 10),
            "pad_s": (0, 1),
            "min_sound_s": (0, 0.3),
        }
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise BadInput(
                    "The silence option {name} must lie between {low} and {high}, not {value}.",
                    name=name,
                    low=low,
                    high=high,
                    value=value,
                )


@dataclass(frozen=True)
class Loudness:
    """The level of a recording, every `hop` frames; all that the search for silence needs to know of it."""

    plain: Levels
    sharp: Levels
    hop: int
    rate: int
    frames: int


def find_silence(
    source: Readable, options: SilenceOptions = SilenceOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """Stretches without speech, already shortened by the padding; streams in bounded memory.

    Args:
        source: a reader or a rendered clip.
        options: see `SilenceOptions`.
        report: told the frames done.

    Returns:
        Findings of kind `silence` in the source's frames, sorted.
    """
    return silence_in(measure(source, report), options)


def measure(source: Readable, report: Reporter = SILENT) -> Loudness:
    """The slow half of `find_silence`: reads everything once."""
    hop = max(1, round(source.rate * HOP_S))
    plain, sharp = levels(source, hop, report)
    return Loudness(plain, sharp, hop, source.rate, source.frames)


def silence_in(loudness: Loudness, options: SilenceOptions = SilenceOptions()) -> list[Finding]:
    """The quick half of `find_silence`, for trying options."""
    if loudness.plain.size == 0:
        return []
    active, room = activity(loudness, options)
    active = _without_blips(active, options)
    findings = []
    for start, end in _runs(~active):
        found = _finding(start, end, loudness, options, room)
        if found:
            findings.append(found)
    return findings


def activity(loudness: Loudness, options: SilenceOptions = SilenceOptions()) -> tuple[Mask, Levels]:
    """Per hop, whether there is sound, and how many dB the level lies under where sound begins."""
    plain, sharp = loudness.plain, loudness.sharp
    if options.threshold_db is not None:
        high = np.full_like(plain, options.threshold_db)
        return _active(plain, high, high - np.float32(options.hysteresis_db)), high - plain
    high, low, _ = thresholds(plain, options)
    active = _active(plain, high, low)
    high_sharp, low_sharp, telling = thresholds(sharp, options)
    # Under loud hiss the difference is all hiss.
    active |= _active(sharp, high_sharp, low_sharp) & telling
    return active, high - plain


def levels(source: Readable, hop: int, report: Reporter = SILENT) -> tuple[Levels, Levels]:
    """Smoothed level per hop in dB, of the sound and of its difference; the louder channel counts."""
    per_block = max(1, round(_BLOCK_S * source.rate / hop)) * hop
    plain, sharp = [], []
    for start in range(0, source.frames, per_block):
        # One frame earlier, so that the difference is whole at block edges.
        before = min(1, start)
        samples = source.read(start - before, min(per_block, source.frames - start) + before)
        difference = np.diff(samples, axis=1, prepend=samples[:, :1] if not before else samples[:, :0])
        plain.append(_power(samples[:, before:], hop))
        sharp.append(_power(difference, hop))
        report.progress(min(start + per_block, source.frames), source.frames, _STAGE)
    if not plain:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    return _to_db(np.concatenate(plain)), _to_db(np.concatenate(sharp))


def _power(samples: NDArray[np.float32], hop: int) -> Levels:
    """Mean square per hop of the louder channel; a short last hop counts as one."""
    count = samples.shape[1]
    cuts = np.arange(0, count, hop)
    lengths = np.diff(np.append(cuts, count))
    power: Levels = (np.add.reduceat(np.square(samples), cuts, axis=1) / lengths).max(axis=0)
    return power.astype(np.float32)


def _to_db(power: Levels) -> Levels:
    """Mean of three neighbours, in dB, -120 at least."""
    padded = np.pad(power, 1, mode="edge")
    smooth = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return 10 * np.log10(np.maximum(smooth, np.float32(1e-12)))


def thresholds(level: Levels, options: SilenceOptions) -> tuple[Levels, Levels, Mask]:
    """Per hop, the level over which there is sound: the local noise floor and a margin.

    The floor is what the quietest pauses never exceed. It may rise and fall through the recording,
    within bounds, so that a long song without pauses is not taken for its own noise. The margin
    shrinks where noise and speech lie close.

    Returns:
        dB per hop where a sound begins, the lower dB down to which it is followed, and where this
        level can tell noise from speech at all.
    """
    heard = level > _DIGITAL_DB
    everywhere = np.ones(level.size, bool)
    if not heard.any():
        flat = np.full_like(level, _DIGITAL_DB)
        return flat, flat, everywhere
    speech = float(np.percentile(level[heard], 95))
    # The highest level in the 0.3 s around each hop; digital silence takes no part.
    crest = _moving_max(np.where(heard, level, np.float32(0)), max(1, round(_PAUSE_S / HOP_S)))
    lowest = float(np.percentile(crest[heard], 2))
    apart = speech - lowest
    margin = min(options.margin_db, apart / 3.5)
    give = np.float32(min(options.hysteresis_db, 0.4 * margin))
    if apart < 2 * options.margin_db and speech < -45:
        # Nothing but room noise, all through.
        flat = np.full_like(level, float(level.max()) + margin)
        return flat, flat, everywhere
    base = lowest + margin
    if apart < _APART_DB:
        flat = np.full_like(level, min(base, speech - _FAR_BELOW_DB))
        return flat, flat - give, ~everywhere
    wanted = np.maximum(_local_floor(crest, lowest) + np.float32(margin), np.float32(base))
    highest = np.float32(max(base, min(base + _RISE_DB, speech - _BELOW_SPEECH_DB)))
    high = np.minimum(wanted, highest)
    return high, high - give, wanted <= highest


def _moving_max(values: Levels, width: int) -> Levels:
    """Centred moving maximum, in log2(width) passes."""
    out = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    reached = 1
    while reached < width:
        step = min(reached, width - reached)
        out = np.maximum(out[:-step], out[step:])
        reached += step
    return out


def _local_floor(crest: Levels, lowest: float) -> Levels:
    """The fifth percentile of `crest` in the 15 s before or after, whichever is higher.

    Computed every second and drawn through; one side alone is pure where the noise changes.
    """
    step, reach = round(1 / HOP_S), round(_AROUND_S / HOP_S)
    centres = np.arange(0, crest.size + step, step)
    floors = []
    for centre in centres:
        sides = (crest[max(0, centre - reach) : centre], crest[centre : centre + reach])
        heard = [side[side < 0] for side in sides if side.size >= reach // 2]
        floors.append(max((float(np.percentile(side, 5)) for side in heard if side.size), default=lowest))
    return np.interp(np.arange(crest.size), centres, floors).astype(np.float32)


def _active(level: Levels, high: Levels, low: Levels) -> Mask:
    """Hysteresis: stretches over the lower threshold that somewhere exceed the higher."""
    over = level > low
    active = np.zeros(level.size, bool)
    peaks = np.concatenate([[0], np.cumsum(level > high)])
    for start, end in _runs(over):
        active[start:end] = peaks[end] > peaks[start]
    return active


def _runs(mask: Mask) -> list[tuple[int, int]]:
    """Start and end of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _without_blips(active: Mask, options: SilenceOptions) -> Mask:
    """Drop sounds too short to be speech with a real pause on both sides."""
    shortest, pause = options.min_sound_s / HOP_S, _PAUSE_S / HOP_S
    runs = _runs(active)
    out = active.copy()
    for index, (start, end) in enumerate(runs):
        before = start - (runs[index - 1][1] if index else -active.size)
        after = (runs[index + 1][0] if index + 1 < len(runs) else 2 * active.size) - end
        if end - start < shortest and min(before, after) >= pause:
            out[start:end] = False
    return out


def _finding(start: int, end: int, source: Loudness, options: SilenceOptions, room: Levels) -> Finding | None:
    """The pause between hops `start` and `end`, padded, or None where too little is left."""
    hop = source.hop
    if (end - start) * hop < options.min_length_s * source.rate:
        return None
    pad = round(options.pad_s * source.rate)
    first = start * hop + (pad if start else 0)
    last = min(end * hop, source.frames)
    if last < source.frames:
        last -= pad
    if last <= first:
        return None
    # Surer the longer it is, and the further its louder moments stay under the threshold.
    below = float(np.percentile(room[start:end], 10))
    seconds = (last - first) / source.rate
    confidence = 0.6 + 0.2 * min(1.0, max(0.0, below / 6)) + 0.2 * min(1.0, seconds)
    return Finding(first, last, "silence", round(confidence, 3))
