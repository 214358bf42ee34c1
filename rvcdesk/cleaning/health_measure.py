"""The slow half of the health score: what is heard of every second of a clip."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.files import AudioReader
from rvcdesk.audio.history import ClipState, Mark
from rvcdesk.audio.loudness import Meter
from rvcdesk.audio.render import to_mono
from rvcdesk.audio.sources import Readable
from rvcdesk.cleaning.clean import CleanOptions, find
from rvcdesk.cleaning.health import Health, judge
from rvcdesk.cleaning.health_facts import CELL_S, ClipFacts, ClipNow
from rvcdesk.cleaning.sound import RATE, Sound
from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, PartOf, Reporter
from rvcdesk.messages import N_, UserError
from rvcdesk.options import to_json
from rvcdesk.project import Project

VERSION = 1  # raise it when other figures come out
FULL_SCALE = 0.999
SPEECH = 0.5
_HOPS = round(CELL_S * 100)  # of 10 ms
_VOICE_S = 10.0
_LISTENING = N_("Listening to every recording")
_PITCH = "dio"

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class HealthOptions:
    """A project, or recordings; and whether the recordings are searched for suspects as well."""

    project: Path | None = None
    audio: tuple[Path, ...] = ()
    search: bool = True


class _Whole:
    """All of a clip's timeline, cut or not, in the channel that was chosen."""

    def __init__(self, clip: Clip) -> None:
        state = clip.state
        self._render = clip.render(kept_only=False)
        self._channel = state.channel
        self.rate, self.frames = self._render.rate, self._render.frames
        self.channels = self._render.channels if self._channel == "mix" else 1

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        samples = self._render.read(start, frames)
        return samples if samples.shape[0] == self.channels else to_mono(samples, self._channel)[None]


def measure_project(options: HealthOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """The health verb of the engine: facts of every clip of a project, remembered until its sound changes.

    Returns:
        `{"clips": [ClipFacts as plain data]}`; a clip whose recording is gone is warned of and left out.

    Raises:
        BadInput: not a project.
    """
    if options.project is None:
        return {"clips": []}
    with Project.open(options.project, read_only=True) as project:
        return {"clips": [to_json(facts) for facts in _project_facts(project, report)]}


def health(options: HealthOptions, report: Reporter = SILENT) -> Health:
    """The verdict on a project, or on recordings as they are.

    Raises:
        BadInput: not a project, or a recording that cannot be read.
    """
    if options.project is not None:
        with Project.open(options.project, read_only=True) as project:
            facts = {item.clip: item for item in _project_facts(project, report)}
            return judge(
                [ClipNow(clip.name, clip.rate, clip.state, facts.get(clip.id)) for clip in project.clips]
            )
    steps = 2 if options.search else 1
    heard: list[tuple[ClipFacts, Samples]] = []
    states: list[tuple[int, ClipState]] = []
    for place, path in enumerate(options.audio):
        with AudioReader(path) as reader:
            whole = (edits.Segment("s1", 0, reader.frames),)
            marks: tuple[Mark, ...] = ()
            part = PartOf(report, place * steps, len(options.audio) * steps)
            if options.search:
                marks = tuple(
                    Mark(f.start, f.end, f.kind, f.confidence, f.action, detail=f.detail)
                    for f in find(reader, CleanOptions(), part)
                )
                part = PartOf(report, place * steps + 1, len(options.audio) * steps)
            heard.append(measure(reader, str(place), path.stem, str(path), part))
            states.append((reader.rate, ClipState(whole, marks)))
    facts_of = _with_voices(heard)
    return judge(
        [
            ClipNow(facts.name, rate, state, facts)
            for facts, (rate, state) in zip(facts_of, states, strict=True)
        ]
    )


def _project_facts(project: Project, report: Reporter) -> list[ClipFacts]:
    folder = project.folder / "cache" / "health"
    heard: list[tuple[ClipFacts, Samples]] = []
    for place, clip in enumerate(project.clips):
        part = PartOf(report, place, len(project.clips))
        path = folder / f"{_key(clip)}.json"
        known = _load(path, clip)
        if known is None:
            try:
                known = measure(_Whole(clip), clip.id, clip.name, _key(clip), part)
            except UserError as error:
                report.warn(error.message)
                continue
            voices = [[round(float(value), 5) for value in row] for row in known[1]]
            write_text(path, json.dumps({**to_json(known[0]), "embeddings": voices}))
        heard.append(known)
        part.progress(1, 1, _LISTENING)
    return _with_voices(heard)


def _key(clip: Clip) -> str:
    """Names what is heard: the recordings, the timeline without its cuts, the channel."""
    layout = edits.restore(clip.state.segments, 0, clip.frames)
    said = [
        VERSION,
        [source.sha256 for source in clip.sources.values()],
        [item.to_json() for item in layout],
        clip.state.channel,
    ]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]


def _load(path: Path, clip: Clip) -> tuple[ClipFacts, Samples] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        embeddings = np.asarray(data.pop("embeddings"), np.float32)
        facts = ClipFacts.from_json(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return replace(facts, clip=clip.id, name=clip.name), embeddings.reshape(len(facts.voices), -1)


def measure(
    source: Readable, clip: str, name: str, key: str, report: Reporter = SILENT
) -> tuple[ClipFacts, Samples]:
    """Facts of one recording; the voices' likeness is 1 until they are compared.

    Returns:
        the facts, and the speaker embeddings of their `voices`, (n, 256).
    """
    sound = Sound(source, report)
    count = max(1, int(np.ceil(sound.hops / _HOPS)))
    speech = _cells(sound.speech > SPEECH, count)
    level = 10.0 ** (_cells(sound.level, count, -120.0) / 10)
    talking = np.where(speech, level, np.nan)
    power = np.divide(np.nansum(talking, axis=1), np.maximum(1, speech.sum(axis=1)))
    floor = _floor(level, _cells(_near(sound.speech > 0.2), count))
    peaks = _cells(np.maximum(sound.peaks, -sound.lows) >= FULL_SCALE, count)
    report.progress(6, 10, _LISTENING)
    notes = _notes(sound, count)
    report.progress(8, 10, _LISTENING)
    voices, embeddings = _voices(sound, speech.mean(axis=1), report)
    facts = ClipFacts(
        clip,
        name,
        key,
        round(sound.seconds, 3),
        sound.rate,
        round(_highest(sound), 1),
        _plain(speech.mean(axis=1), 3),
        _plain(_db(power), 2),
        _plain(floor, 2),
        _plain(_loudness(source, count), 2),
        _plain(peaks.mean(axis=1), 4),
        notes,
        voices,
        round(_decay(sound), 3),
    )
    return facts, embeddings


def _near(mask: NDArray[np.bool_], hops: int = 12) -> NDArray[np.bool_]:
    """The mask and what lies beside it: breaths and the ends of words are no room noise."""
    return np.convolve(mask, np.ones(2 * hops + 1), "same") > 0.5


def _floor(power: NDArray[np.float64], speech: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The room's own level in every second, dBFS; 0 where there is no pause to hear it in."""
    pauses = np.where(speech, np.nan, power)
    enough = (~speech).sum(axis=1) >= 10
    out = np.zeros(len(power))
    if enough.any():
        out[enough] = np.minimum(-0.01, _db(np.nanpercentile(pauses[enough], 40, axis=1)))
    return out


def _cells(values: NDArray[Any], count: int, fill: float = 0.0) -> NDArray[Any]:
    """(hops,) -> (cells, 100)."""
    padded = np.full(count * _HOPS, fill, values.dtype)
    padded[: values.size] = values[: padded.size]
    return padded.reshape(count, _HOPS)


def _db(power: NDArray[Any]) -> NDArray[np.float64]:
    decibels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return decibels


def _plain(values: NDArray[Any], digits: int) -> tuple[float, ...]:
    return tuple(round(float(value), digits) for value in values)


def _loudness(source: Readable, count: int) -> NDArray[np.float64]:
    """K-weighted loudness of every second, LUFS."""
    meter = Meter(source.rate, source.channels)
    for start in range(0, source.frames, 10 * source.rate):
        meter.add(source.read(start, min(10 * source.rate, source.frames - start)))
    energy = np.zeros(count * 10)
    tenths = meter.tenths
    energy[: min(tenths.size, energy.size)] = tenths[: energy.size]
    return np.maximum(-120.0, -0.691 + _db(energy.reshape(count, 10).sum(axis=1) / source.rate))


def _notes(sound: Sound, count: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """MIDI notes of the voiced hops of every second."""
    from rvcdesk.pitch.estimate import estimate_f0

    f0 = np.asarray(estimate_f0(sound.mono, RATE, _PITCH), np.float64)
    hops = np.zeros(count * _HOPS)
    hops[: min(f0.size, hops.size)] = f0[: hops.size]
    talking = _cells(sound.speech > SPEECH, count)
    cells = []
    for cell, talks in zip(hops.reshape(count, _HOPS), talking, strict=True):
        voiced = cell[(cell > 0) & talks]
        numbers = np.round(69 + 12 * np.log2(voiced / 440)).astype(int).tolist()
        cells.append(tuple(sorted(Counter(numbers).items())))
    return tuple(cells)


def _voices(
    sound: Sound, speech: NDArray[np.float64], report: Reporter
) -> tuple[tuple[tuple[float, float, float], ...], Samples]:
    """Stretches of about ten seconds with enough speech, and their speaker embeddings."""
    from rvcdesk.evaluation.similarity import SpeakerJudge

    judge_ = SpeakerJudge.find()
    nothing = (), np.zeros((0, 256), np.float32)
    if judge_ is None:
        return nothing
    spans, found = [], []
    size = round(_VOICE_S * RATE)
    for start in range(0, sound.mono.size, size):
        first, last = start / RATE, min(start + size, sound.mono.size) / RATE
        if speech[int(first / CELL_S) : int(np.ceil(last / CELL_S))].sum() * CELL_S < 2.0:
            continue
        spans.append((round(first, 2), round(last, 2), 1.0))
        found.append(judge_.embed(sound.mono[start : start + size], RATE))
        report.progress(8 + 2 * last / max(sound.seconds, 1e-6), 10, _LISTENING)
    return (tuple(spans), np.stack(found)) if found else nothing


def _with_voices(heard: Sequence[tuple[ClipFacts, Samples]]) -> list[ClipFacts]:
    """Compare every stretch with the voice of them all: the mean of those that agree most."""
    rows = [row for _, rows in heard for row in rows]
    if not rows:
        return [facts for facts, _ in heard]
    every = np.stack(rows)
    # The centre is taken twice, so that a minority of another voice does not pull at it.
    centre = _unit(every.mean(axis=0))
    like = every @ centre
    centre = _unit(every[like >= np.median(like)].mean(axis=0))
    return [
        replace(
            facts,
            voices=tuple(
                (start, end, round(float(np.clip(row @ centre, 0, 1)), 4))
                for (start, end, _), row in zip(facts.voices, rows, strict=True)
            ),
        )
        for facts, rows in heard
    ]


def _unit(vector: Samples) -> Samples:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _highest(sound: Sound) -> float:
    """Up to where the recording has sound, Hz: above it the long spectrum is a floor or a cliff."""
    power = _db(sound.long_spectrum)
    half = max(1, power.size // 256)
    padded = np.pad(power, half, mode="edge")
    smooth = np.convolve(padded, np.ones(2 * half + 1) / (2 * half + 1), "valid")
    step = sound.rate / 2 / (power.size - 1)
    floor = float(np.percentile(smooth, 2))
    loud = smooth.max()
    over = np.flatnonzero(smooth > max(floor + 6, loud - 75))
    return float(over[-1] * step) if over.size else 0.0


def _decay(sound: Sound) -> float:
    """How long the room rings, seconds for 60 dB: the median fall of the level after words end.

    Straight lines are laid through the falls of at least 15 dB within 0.25 s after speech; a voice itself
    ends within a tenth of a second, so what is under 0.2 s is no room. 0 where fewer than 5 are found.
    """
    level = sound.level.astype(np.float64)
    smooth = np.convolve(level, np.ones(3) / 3, "same")
    floor = float(np.percentile(smooth, 10))
    found = []
    peak = 0
    while peak < smooth.size - 26:
        stretch = smooth[peak : peak + 26]
        top = stretch[0]
        if top > floor + 30 and top == smooth[max(0, peak - 3) : peak + 4].max():
            falling = np.flatnonzero(stretch < max(floor + 8, top - 25))
            end = int(falling[0]) if falling.size else 0
            if end >= 3 and top - stretch[end] >= 15 and (np.diff(stretch[: end + 1]) <= 1.0).all():
                slope = np.polyfit(np.arange(2, end + 1) * 0.01, stretch[2 : end + 1], 1)[0]
                if slope < 0:
                    found.append(-60 / slope)
                peak += end
        peak += 1
    return float(np.median(found)) if len(found) >= 5 else 0.0
