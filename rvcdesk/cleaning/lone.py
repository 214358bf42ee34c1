"""Where nobody speaks: silence, and the clicks, knocks, chirps and coughs in it.

What is no speech is cut whole. A sound in it is named where its shape says what it is; the rest, room
noise and sounds without a name, is silence.
"""

from __future__ import annotations

import numpy as np

from rvcdesk.cleaning.chirps import sung
from rvcdesk.cleaning.findings import DEFAULT_CONFIDENCE, Finding
from rvcdesk.cleaning.shapes import Shape, kind_of, shape
from rvcdesk.cleaning.silence import SilenceOptions
from rvcdesk.cleaning.sound import HOP_S, Sound, runs
from rvcdesk.cleaning.transients import KINDS as TRANSIENTS
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

KINDS = ("silence", "click", "knock", "chirp", "cough")
_MARGIN = 3  # hops beside an event
_SAME = 25  # hops between two sounds of one kind that are one event: a double click, a chirp's notes
_NEAR_S, _UNDER_DB = 1.0, 15.0  # a nameless sound this near to speech and this loud may belong to it
# Among song, a sound that the network of events does not know may be sung; so may one that is long and loud.
_HEARD, _DOUBTED, _UNHEARD, _LONG = 0.8, 0.45, 0.3, 60
_STAGE = N_("Looking for silence")

Span = tuple[int, int]


def find_lone(
    sound: Sound, options: SilenceOptions | None = None, report: Reporter = SILENT
) -> list[Finding]:
    """Silence, and lone events in it.

    Args:
        sound: the recording.
        options: the shortest pause that is taken, and what stays of it beside speech.
        report: told the stretches done.

    Returns:
        findings of `KINDS` that do not overlap each other, sorted.
    """
    options = options or SilenceOptions()
    spans = [span for span in runs(~sound.spoken) if span[1] - span[0] >= options.min_length_s / HOP_S]
    loud = float(np.percentile(sound.level[sound.spoken], 50)) if sound.spoken.any() else 0.0
    found: list[Finding] = []
    music = [(start, end) for start, end, sure in sound.music if sure >= DEFAULT_CONFIDENCE]
    for number, (start, end) in enumerate(spans):
        report.progress(number, len(spans), _STAGE)
        found += _stretch(sound, start, end, round(options.pad_s / HOP_S), loud, music)
    return sorted(found)


def _stretch(sound: Sound, start: int, end: int, pad: int, loud: float, music: list[Span]) -> list[Finding]:
    """What lies between two phrases."""
    first = start + (pad if start else 0)
    last = end - (pad if end < sound.hops else 0)
    if last <= first:
        return []
    events: list[tuple[str, Span, Shape]] = []
    left: list[Span] = []
    heard = sound.active[first:last].copy()
    for begin, stop in music:
        heard[max(0, begin - first) : max(0, stop - first)] = False
    for from_hop, to_hop in runs(heard):
        span = (first + from_hop, first + to_hop)
        what = shape(sound, *span)
        kind = kind_of(what)
        if kind:
            events.append((kind, span, what))
        elif _of_speech(span, what, (start, end), sound.hops, loud):
            left.append(span)
    found, taken = [], left + music
    for kind, (begin, stop), sure in _joined(events):
        if kind in TRANSIENTS:
            heard = sound.transients[begin:stop, TRANSIENTS.index(kind)].max()
            long = stop - begin > _LONG and sound.level[begin:stop].max() > loud - _UNDER_DB
            doubted = heard < _UNHEARD if long else heard < _HEARD and sung(sound, begin, stop)
            sure = min(sure, _DOUBTED) if doubted else sure
        begin, stop = max(first, begin - _MARGIN), min(last, stop + _MARGIN)
        taken.append((begin, stop))
        found.append(_finding(sound, begin, stop, kind, sure))
    for begin, stop in _between(taken, first, last):
        found.append(_finding(sound, begin, stop, "silence", _surely_silent(sound, begin, stop)))
    return found


def _of_speech(span: Span, what: Shape, pause: Span, hops: int, loud: float) -> bool:
    """Whether a sound without a name is near enough and loud enough to be a part of what is said."""
    near = _NEAR_S / HOP_S
    beside = (pause[0] > 0 and span[0] - pause[0] < near) or (pause[1] < hops and pause[1] - span[1] < near)
    return beside and what.peak_db > loud - _UNDER_DB and what.hops >= 8


def _joined(events: list[tuple[str, Span, Shape]]) -> list[tuple[str, Span, float]]:
    """Sounds of one kind that follow each other closely as one, and how sure it is."""
    out: list[tuple[str, Span, float]] = []
    for kind, (start, end), what in events:
        sure = 0.95 - 0.4 * min(1.0, what.speech)
        if out and out[-1][0] == kind and start - out[-1][1][1] <= _SAME:
            out[-1] = (kind, (out[-1][1][0], end), min(sure, out[-1][2]))
        else:
            out.append((kind, (start, end), sure))
    return out


def _between(taken: list[Span], first: int, last: int) -> list[Span]:
    """What is left of a stretch."""
    out, position = [], first
    for start, end in sorted(taken):
        if start >= last:
            break
        if start > position:
            out.append((position, start))
        position = max(position, end)
    if position < last:
        out.append((position, last))
    return out


def _surely_silent(sound: Sound, start: int, end: int) -> float:
    """Surer the longer it is, the quieter, and the less it resembles speech."""
    quiet = 1 - float(sound.active[start:end].mean())
    speech = float(sound.speech[start:end].max())
    length = min(1.0, (end - start) * HOP_S)
    return 0.55 + 0.2 * quiet + 0.1 * length + 0.13 * (1 - speech)


def _finding(sound: Sound, start: int, end: int, kind: str, sure: float) -> Finding:
    return Finding(sound.frame(start), max(sound.frame(end), sound.frame(start) + 1), kind, round(sure, 3))
