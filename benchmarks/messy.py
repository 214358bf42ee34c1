"""Makes messy voice recordings with exact labels, from any folder of clean speech and music.

    python benchmarks/messy.py DATA --out DIR [--seconds 90] [--seed 0] [--speaker NAME] [--music DIR ...]
                               [--events DIR ...] [--rate 44100] [--count 1]

DATA holds `pretrain/` (files named SPEAKER_NN.*), `speaker_*/` and `instrumental/`, whichever there are.
Each recording is NAME.flac with NAME.labels.json (list of {start_s, end_s, kind, snr_db, ...}). Kinds:
speech, clipped, speech_with_music, speaker_b, music, hum, click, knock, bird, cough, silence. Pauses
inside a passage carry no label. `--events` is for recorded clicks, knocks, birds and coughs: sound files
whose names begin with the kind. The same arguments give the same recording.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.messy_events import EVENTS, Random, hum, shaped
from rvcdesk.audio.files import AUDIO_SUFFIXES, decode, resample

Samples = NDArray[np.float32]
Label = dict[str, Any]
MUSIC_FOLDERS = ("instrumental",)


@dataclass
class Material:
    """What a recording is made from: files of each speaker, of music, of recorded events by kind."""

    speakers: dict[str, list[Path]]
    music: list[Path]
    events: dict[str, list[Path]] = field(default_factory=dict)


@dataclass
class Track:
    """A recording in the making: everything is added to `sound` and written down in `labels`."""

    rate: int
    floor_db: float
    rng: Random
    sound: list[Samples] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    over: list[tuple[int, Samples]] = field(default_factory=list)
    ceilings: list[tuple[int, int, float]] = field(default_factory=list)
    length: int = 0

    def add(self, samples: Samples) -> None:
        self.sound.append(samples)
        self.length += samples.size

    def pause(self, seconds: float) -> None:
        self.add(np.zeros(round(seconds * self.rate), np.float32))

    def lay(self, at: int, samples: Samples) -> None:
        """Something that sounds together with what is there."""
        self.over.append((at, samples))

    def label(self, start: int, end: int, kind: str, **facts: Any) -> None:
        times = {"start_s": round(start / self.rate, 3), "end_s": round(end / self.rate, 3)}
        self.labels.append({**times, "kind": kind, **facts})

    def finished(self) -> Samples:
        out = np.concatenate(self.sound)
        for at, samples in self.over:
            piece = samples[: out.size - at]
            out[at : at + piece.size] += piece
        return out


def find_material(data: Path, music: Sequence[Path] = (), events: Sequence[Path] = ()) -> Material:
    """The speakers, music and events in the folders."""
    speakers: dict[str, list[Path]] = {}
    for path in _sounds(data / "pretrain"):
        speakers.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    for folder in sorted(data.glob("speaker_*")):
        speakers[folder.name] = _sounds(folder)
    tunes = [path for name in MUSIC_FOLDERS for path in _sounds(data / name)]
    tunes += [path for folder in music for path in _sounds(folder)]
    recorded: dict[str, list[Path]] = {}
    for folder in events:
        for path in _sounds(folder):
            recorded.setdefault(path.stem.split("_")[0], []).append(path)
    return Material(speakers, tunes, recorded)


def _sounds(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in AUDIO_SUFFIXES)


def db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


def at_level(samples: Samples, level: float) -> Samples:
    return (samples * 10 ** ((level - db(samples)) / 20)).astype(np.float32)


def phrases(path: Path, rate: int) -> list[Samples]:
    """Stretches of 0.5 to 3.5 s between the pauses of a file, cut close to the sound."""
    samples, own = _mono(path)
    samples = resample(samples, own, rate)
    hop = rate // 100
    count = samples.size // hop
    level = 10 * np.log10(np.square(samples[: count * hop]).reshape(count, hop).mean(axis=1) + 1e-10)
    smooth = np.convolve(level, np.ones(3) / 3, mode="same")
    loud = np.percentile(smooth, 95)
    active = smooth > loud - 33
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] < 10:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    pieces = []
    for start, end in found:
        while end - start > 350:  # a long stretch is cut at its quietest place
            middle = start + 120 + int(smooth[start + 120 : start + 340].argmin())
            pieces.append((start, middle))
            start = middle
        pieces.append((start, end))
    kept = [samples[a * hop : b * hop] for a, b in pieces if b - a >= 50]
    return [_faded(piece, rate) for piece in kept if db(piece) > db(samples) - 12]


def _mono(path: Path) -> tuple[Samples, int]:
    samples, rate = decode(path)
    return samples.mean(axis=0), rate


def _faded(piece: Samples, rate: int) -> Samples:
    """No step at either edge."""
    ramp = np.linspace(0, 1, max(2, rate // 200), dtype=np.float32)
    out = piece.copy()
    out[: ramp.size] *= ramp
    out[-ramp.size :] *= ramp[::-1]
    return out


class Voice:
    """Phrases of one speaker in random order; begins again only when all are used."""

    def __init__(self, paths: list[Path], rate: int, rng: Random) -> None:
        self._paths, self._rate, self._rng = list(paths), rate, rng
        self._left = list(rng.permutation(len(paths)))
        self._ready: list[Samples] = []

    def phrase(self, level: float) -> Samples:
        while not self._ready:
            if not self._left:
                self._left = list(self._rng.permutation(len(self._paths)))
            found = phrases(self._paths[int(self._left.pop())], self._rate)
            self._ready = [found[int(index)] for index in self._rng.permutation(len(found))]
        return at_level(self._ready.pop(), level)


@dataclass
class Plan:
    """What is fixed through a recording."""

    track: Track
    main: Voice
    other: Voice
    material: Material
    level: float
    events_left: list[str]


def passage(plan: Plan, kind: str, voice: Voice, count: int, level: float) -> list[tuple[int, int]]:
    """Phrases with pauses of 0.25-0.55 s between them; where they lie. A second speaker stops after 8 s."""
    track, rng, places = plan.track, plan.track.rng, []
    for index in range(count):
        if kind == "speaker_b" and places and track.length - places[0][0] > 8 * track.rate:
            break
        if index:
            track.pause(rng.uniform(0.25, 0.55))
        sound = voice.phrase(level + rng.normal(0, 1.3))
        if kind == "clipped":
            sound = (sound * 10 ** (rng.uniform(14, 20) / 20)).astype(np.float32)
        start = track.length
        track.add(sound)
        places.append((start, track.length))
        track.label(start, track.length, kind, snr_db=round(db(sound) - track.floor_db, 1))
    return places


def speech(plan: Plan) -> None:
    """A passage of the wanted speaker; sometimes with an event over a phrase."""
    rng = plan.track.rng
    places = passage(plan, "speech", plan.main, int(rng.integers(3, 7)), plan.level)
    if plan.events_left and rng.random() < 0.75:
        start, end = places[int(rng.integers(len(places)))]
        event(plan, plan.events_left.pop(), start, end, over=True)


def clipped(plan: Plan) -> None:
    """A passage of the wanted speaker that is to be driven into a ceiling."""
    places = passage(plan, "clipped", plan.main, int(plan.track.rng.integers(3, 5)), plan.level)
    ceiling = float(plan.track.rng.choice([0.98, 0.98, 0.999, 0.85]))
    plan.track.ceilings.append((places[0][0], places[-1][1], ceiling))


def second(plan: Plan) -> None:
    level = plan.level - plan.track.rng.uniform(-1, 3)
    passage(plan, "speaker_b", plan.other, int(plan.track.rng.integers(3, 9)), level)


def with_hum(plan: Plan) -> None:
    """A passage of the wanted speaker over mains hum, which begins and ends a little outside it."""
    track, rng = plan.track, plan.track.rng
    start = max(0, track.length - round(0.6 * track.rate))
    places = passage(plan, "speech", plan.main, int(rng.integers(5, 8)), plan.level)
    end = places[-1][1] + round(0.6 * track.rate)
    level = max(rng.uniform(-50, -42), track.floor_db)
    track.lay(start, at_level(hum(end - start, track.rate, rng), level))
    track.label(start, end, "hum", level_dbfs=round(level, 1), snr_db=round(level - track.floor_db, 1))


def with_music(plan: Plan) -> None:
    """A passage over music, 4 to 14 dB under it, which begins before and ends after it."""
    track, rng = plan.track, plan.track.rng
    start = max(0, track.length - round(1.2 * track.rate))
    places = passage(plan, "speech_with_music", plan.main, int(rng.integers(4, 8)), plan.level)
    track.pause(rng.uniform(0.4, 1.8))
    below = rng.uniform(4, 14)
    tune = _tune(plan, track.length - start)
    track.lay(start, at_level(tune, plan.level - below))
    facts = {"speech_to_music_db": round(below, 1), "snr_db": round(plan.level - below - track.floor_db, 1)}
    track.label(start, track.length, "music", **facts)
    for label in track.labels:
        if label["kind"] == "speech_with_music" and label["start_s"] >= round(places[0][0] / track.rate, 3):
            label["snr_db"] = round(below, 1)


def _tune(plan: Plan, frames: int) -> Samples:
    """A stretch of some music with fades of 0.3 s, repeated where it is too short."""
    track, rng = plan.track, plan.track.rng
    samples, own = _mono(plan.material.music[int(rng.integers(len(plan.material.music)))])
    need = round(frames * own / track.rate) + own
    if samples.size <= need:
        samples = np.tile(samples, need // samples.size + 2)
    for _ in range(20):
        first = int(rng.integers(samples.size - need))
        if db(samples[first : first + need]) > db(samples) - 6:
            break
    piece = resample(samples[first : first + need], own, track.rate)[:frames]
    ramp = np.linspace(0, 1, round(0.3 * track.rate), dtype=np.float32)
    piece[: ramp.size] *= ramp
    piece[-ramp.size :] *= ramp[::-1]
    return piece


def silence(plan: Plan, seconds: float) -> None:
    """Room noise over 1.5 s, with as many events as chance wants and there is room for."""
    track, rng = plan.track, plan.track.rng
    start = track.length
    track.pause(seconds)
    track.label(start, track.length, "silence", snr_db=None, floor_dbfs=round(track.floor_db, 1))
    place, last = start + round(0.5 * track.rate), track.length - round(1.3 * track.rate)
    while place < last and rng.random() < 0.6:
        kind = str(rng.choice(list(EVENTS)))
        place = event(plan, kind, place, last, over=False) + round(rng.uniform(0.3, 0.8) * track.rate)


def event(plan: Plan, kind: str, start: int, end: int, over: bool) -> int:
    """One event between `start` and `end`; returns where it ends."""
    track, rng = plan.track, plan.track.rng
    recorded = plan.material.events.get(kind, [])
    if recorded and rng.random() < 0.5:
        path = recorded[int(rng.integers(len(recorded)))]
        sound, own = _mono(path)
        sound, source = resample(sound, own, track.rate)[: round(2.0 * track.rate)], path.stem
    else:
        sound, source = EVENTS[kind](track.rate, rng), "synthetic"
    room = max(0, end - start - sound.size)
    if over:
        start += int(rng.uniform(0.1, 0.9) * room)
        below = rng.uniform(-2, 6) if kind in ("knock", "cough") else rng.uniform(4, 15)
        sound = at_level(sound, plan.level - below)
    else:
        sound = at_level(sound, max(rng.uniform(-44, -28), track.floor_db + 4))
    track.lay(start, sound)
    facts: Label = {"over_speech": over, "source": source, "snr_db": round(db(sound) - track.floor_db, 1)}
    if over:
        facts["speech_to_event_db"] = round(below, 1)
    track.label(start, start + sound.size, kind, **facts)
    return start + sound.size


def reverberant(samples: Samples, rate: int, rng: Random) -> Samples:
    """A small room: decaying noise, 10 to 18 dB under the sound itself."""
    length = round(rng.uniform(0.15, 0.4) * rate)
    tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: rate // 200] = 0
    tail *= 10 ** (-rng.uniform(10, 18) / 20) / np.sqrt(np.square(tail).sum())
    size = 1 << (samples.size + length - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: samples.size]
    return (samples + wet).astype(np.float32)


def make(
    material: Material, seed: int, seconds: float = 90, speaker: str | None = None, rate: int | None = None
) -> tuple[Samples, int, list[Label]]:
    """A messy recording.

    Returns:
        samples (n,), their rate, and the labels by start.
    """
    rng = np.random.default_rng(seed)
    rate = rate or int(rng.choice([44100, 44100, 48000, 22050, 16000]))
    enough = [name for name, paths in material.speakers.items() if len(paths) >= 2]
    name = speaker or str(rng.choice(enough))
    others = [other for other in material.speakers if other.split("-")[0:2] != name.split("-")[0:2]]
    floor = float(rng.uniform(-60, -45))
    track = Track(rate, floor, rng)
    main = Voice(material.speakers[name], rate, rng)
    other = Voice(material.speakers[str(rng.choice(others))], rate, rng)
    over = [str(kind) for _ in range(max(1, round(seconds / 90))) for kind in rng.permutation(list(EVENTS))]
    plan = Plan(track, main, other, material, float(rng.uniform(-27, -22)), over)
    special = [clipped, second, with_hum, with_music] if material.music else [clipped, second, with_hum]
    silence(plan, rng.uniform(3, 6))
    while track.length < seconds * rate:
        round_of = [*special, speech, speech, speech, speech]
        for index in rng.permutation(len(round_of)):
            if track.length >= seconds * rate:
                break
            round_of[int(index)](plan)
            silence(plan, rng.uniform(1.6, 7))
    out = track.finished()
    if rng.random() < 0.6:
        out = reverberant(out, rate, rng)
    room = at_level(shaped(out.size, rate, rng), floor)
    before = rng.random() < 0.7  # a microphone's noise goes through the same ceiling
    if before:
        out += room
    for first, last, ceiling in track.ceilings:
        out[first:last] = np.clip(out[first:last], -ceiling, ceiling)
    out = np.clip(out if before else out + room, -0.999, 0.999)
    return out.astype(np.float32), rate, sorted(track.labels, key=lambda label: float(label["start_s"]))


def write(folder: Path, name: str, made: tuple[Samples, int, list[Label]]) -> Path:
    """NAME.flac and NAME.labels.json."""
    import soundfile

    samples, rate, labels = made
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.flac"
    soundfile.write(path, samples, rate, subtype="PCM_16")
    text = json.dumps(labels, ensure_ascii=False, indent=0)
    (folder / f"{name}.labels.json").write_text(text + "\n", encoding="utf-8")
    return path


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1, help="recordings, with the seeds that follow")
    parser.add_argument("--speaker")
    parser.add_argument("--rate", type=int)
    parser.add_argument("--music", type=Path, nargs="*", default=[])
    parser.add_argument("--events", type=Path, nargs="*", default=[])
    options = parser.parse_args(arguments)
    material = find_material(options.data, options.music, options.events)
    if not material.speakers:
        parser.error(f"no speakers in {options.data}")
    build: Callable[[int], tuple[Samples, int, list[Label]]] = partial(
        make, material, seconds=options.seconds, speaker=options.speaker, rate=options.rate
    )
    for seed in range(options.seed, options.seed + options.count):
        print(write(options.out, f"messy_{seed:03d}", build(seed)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
