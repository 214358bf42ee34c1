"""The parts of the health score: what each found, what it is worth, what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rvcdesk.audio import edits
from rvcdesk.cleaning.findings import CUT, DEFAULT_CONFIDENCE
from rvcdesk.cleaning.health_facts import Heard, frames_of
from rvcdesk.messages import N_, Message

GOOD_MINUTES = 10.0
WEAK = 0.75  # a part that scores less comes with advice
COVERED_S = 1.0  # a semitone is covered by so much of it
NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")


@dataclass(frozen=True)
class Part:
    """One part of the score.

    Attributes:
        id, title: what it is about; an `N_()` text.
        value: what was found, a sentence.
        score: 0..1, None where it could not be measured.
        weight: points it is worth.
        advice: what would help, where it is weak.
    """

    id: str
    title: str
    value: Message
    score: float | None
    weight: float
    advice: Message | None = None


def parts_of(heard: Sequence[Heard]) -> list[Part]:
    """Every part; those that need ears only where something was listened to."""
    parts = [_minutes(heard), _suspects(heard)]
    if any(clip.facts is not None for clip in heard):
        parts += [_noise(heard), _loudness(heard), _clipping(heard), _bandwidth(heard)]
        parts += [_pitch(heard), _speaker(heard), _room(heard)]
    return parts


def _scale(value: float, bad: float, good: float) -> float:
    """0 at `bad` or worse, 1 at `good` or better, straight between."""
    return float(np.clip((value - bad) / (good - bad), 0, 1))


def minutes(seconds: float) -> str:
    """250 -> 4 min 10 s."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


# --- the parts


def _minutes(heard: Sequence[Heard]) -> Part:
    clean = sum(clip.clean_s for clip in heard)
    score = min(1.0, clean / (GOOD_MINUTES * 60)) ** 0.6
    value = Message("{time} of clean voice", {"time": minutes(clean)})
    advice = Message(
        "{time} of clean voice; {good} min are recommended: add recordings of the same voice.",
        {"time": minutes(clean), "good": round(GOOD_MINUTES)},
    )
    return _part("minutes", N_("Clean voice"), value, score, 25, advice)


def _suspects(heard: Sequence[Heard]) -> Part:
    """Kept seconds under open cuts, each as sure as it is."""
    kept = sum(clip.kept_s for clip in heard)
    stake = 0.0
    count = 0
    for clip in heard:
        cuts = edits.cut_spans(clip.now.state.segments)
        opened = [m for m in clip.now.state.marks if m.state == "open" and m.action == CUT]
        count += len(opened)
        sure = edits.tidy((m.start, m.end) for m in opened if m.confidence >= DEFAULT_CONFIDENCE)
        stake += frames_of(edits.minus(sure, cuts)) / clip.now.rate
    if not any(clip.now.state.marks for clip in heard):
        return Part("suspects", N_("Answered marks"), Message(N_("Nothing was looked for yet")), None, 10)
    share = stake / kept if kept else 0.0
    values = {"count": count, "time": minutes(stake)}
    waiting = Message("Not answered: {count}; probably to be cut: {time}", values)
    value = waiting if count else Message("No mark waits for an answer")
    advice = Message("Marks wait for an answer: {count} ({time}). Review them.", values)
    few = 0.0 if not kept else min(_scale(share, 0.1, 0.0), 1 - min(count, 50) / 200)
    return _part("suspects", N_("Answered marks"), value, few, 10, advice)


def _noise(heard: Sequence[Heard]) -> Part:
    found = [
        (clip.snr_db, float(clip.voice.sum()), clip.now.name) for clip in heard if clip.snr_db is not None
    ]
    title = N_("Noise")
    if not found:
        return _unknown("noise", title, 15)
    weights = [max(weight, 1e-6) for _, weight, _ in found]
    mean = float(np.average([snr for snr, _, _ in found], weights=weights))
    worst, _, name = min(found)
    value = Message("The voice lies {snr} dB over the room noise", {"snr": round(mean)})
    advice = Message(
        "The room noise is only {snr} dB under the voice in {clip}: remove hum and noise there, or record it "
        "closer to the microphone.",
        {"snr": round(worst), "clip": name},
    )
    return _part("noise", title, value, _scale(mean, 12, 35), 15, advice)


def _loudness(heard: Sequence[Heard]) -> Part:
    title = N_("Even loudness")
    passages = np.concatenate([clip.passages for clip in heard])
    if passages.size < 3:
        return _unknown("loudness", title, 6)
    low, high = np.percentile(passages, [10, 95])
    spread = float(high - low)
    value = Message("Passages differ by {spread} LU", {"spread": round(spread, 1)})
    advice = Message(
        "Passages differ by {spread} LU in loudness: normalise the loudness of the recordings.",
        {"spread": round(spread)},
    )
    return _part("loudness", title, value, _scale(spread, 18, 7), 6, advice)


def _clipping(heard: Sequence[Heard]) -> Part:
    voice = sum(float(clip.voice.sum()) for clip in heard)
    title = N_("Clipping")
    if not voice:
        return _unknown("clipping", title, 8)
    clipped = sum(clip.clipped_s for clip in heard)
    share = clipped / voice
    value = Message("{percent} % of the voice is clipped", {"percent": round(100 * share, 2)})
    advice = Message(
        "{time} of the voice are clipped: repair the clipping or cut it, and record at a lower level.",
        {"time": minutes(max(1.0, clipped))},
    )
    return _part("clipping", title, value, _scale(share, 0.03, 0.0005), 8, advice)


def _bandwidth(heard: Sequence[Heard]) -> Part:
    known = [(clip.facts.high_hz, clip.now.name, clip.kept_s) for clip in heard if clip.facts is not None]
    known = [item for item in known if item[2] > 0]
    title = N_("Bandwidth")
    if not known:
        return _unknown("bandwidth", title, 10)
    mean = float(np.average([hz for hz, _, _ in known], weights=[kept for _, _, kept in known]))
    lowest, name, _ = min(known)
    value = Message("Sound up to {khz} kHz", {"khz": round(mean / 1000, 1)})
    advice = Message(
        "{clip} has no sound over {khz} kHz, so the voice will sound dull: use the original recording, not a "
        "compressed copy.",
        {"clip": name, "khz": round(lowest / 1000, 1)},
    )
    return _part("bandwidth", title, value, _scale(mean, 3500, 14000), 10, advice)


def notes_of(heard: Sequence[Heard]) -> dict[int, float]:
    seconds: dict[int, float] = {}
    for clip in heard:
        cells = clip.facts.notes if clip.facts is not None else ()
        for keep, cell in zip(clip.keep.tolist(), cells, strict=False):
            for note, hops in cell:
                seconds[note] = seconds.get(note, 0.0) + 0.01 * hops * keep
    return seconds


def note_name(note: int) -> str:
    """69 -> A4."""
    return f"{NOTES[note % 12]}{note // 12 - 1}"


def _covered(notes: Mapping[int, float]) -> list[int]:
    """The semitones that are sung or spoken often enough, without strays (errors of octaves, hum)."""
    least = max(COVERED_S, 0.002 * sum(notes.values()))
    often = sorted(note for note, seconds in notes.items() if seconds >= least)
    if not often:
        return []
    middle = max(often, key=lambda note: notes[note])
    low = high = often.index(middle)
    while low > 0 and often[low] - often[low - 1] <= 2:
        low -= 1
    while high + 1 < len(often) and often[high + 1] - often[high] <= 2:
        high += 1
    return often[low : high + 1]


def _pitch(heard: Sequence[Heard]) -> Part:
    covered = _covered(notes_of(heard))
    title = N_("Pitch range")
    if not covered:
        return _unknown("pitch", title, 12)
    value = Message(
        "{count} semitones, {low} to {high}",
        {"count": len(covered), "low": note_name(covered[0]), "high": note_name(covered[-1])},
    )
    advice = Message(
        "Only {count} semitones ({low} to {high}) are well covered: add higher and lower speech, or singing.",
        dict(value.values),
    )
    return _part("pitch", title, value, _scale(len(covered), 4, 20), 12, advice)


def _speaker(heard: Sequence[Heard]) -> Part:
    found = sorted((value, clip.now.name) for clip in heard for value in clip.likeness)
    title = N_("One voice")
    if len(found) < 2:
        return _unknown("speaker", title, 8)
    low, name = found[len(found) // 10]
    value = Message("Stretches are {percent} % alike", {"percent": round(100 * low)})
    advice = Message(
        "Some of {clip} does not sound like the rest ({percent} % alike): look for another speaker there.",
        {"clip": found[0][1], "percent": round(100 * found[0][0])},
    )
    return _part("speaker", title, value, _scale(low, 0.72, 0.9), 8, advice)


def _room(heard: Sequence[Heard]) -> Part:
    known = [
        (clip.facts.decay_s, clip.now.name)
        for clip in heard
        if clip.facts is not None and clip.facts.decay_s > 0 and clip.kept_s > 0
    ]
    title = N_("Dry room")
    if not known:
        return _unknown("room", title, 6)
    longest, name = max(known)
    mean = float(np.mean([decay for decay, _ in known]))
    value = Message("The room rings for about {time} s", {"time": round(mean, 2)})
    advice = Message(
        "{clip} echoes ({time} s): record closer to the microphone, among curtains and cushions.",
        {"clip": name, "time": round(longest, 1)},
    )
    return _part("room", title, value, _scale(mean, 0.9, 0.35), 6, advice)


def _part(id: str, title: str, value: Message, score: float, weight: float, advice: Message) -> Part:
    return Part(id, title, value, score, weight, advice if score < WEAK else None)


def _unknown(id: str, title: str, weight: float) -> Part:
    return Part(id, title, Message(N_("Too little voice to tell")), None, weight)
