"""Any sequence of edits against a plain model: arrays with an entry for each frame of the timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip, Clipping, load_clip, new_clip
from rvcdesk.audio.history import Label

Floats = NDArray[np.float32]
RATE = 8000
FILES = {"pierwsze.wav": (8000, 1, 1900), "drugie ż.wav": (8000, 2, 1500), "inne.flac": (11025, 1, 2200)}
RAMP_S = 0.0025
MOST = 12_000  # frames: no clip grows beyond, however often it is pasted into itself


def sound(name: str) -> Floats:
    """(channels, frames) as the file has it."""
    rate, channels, frames = FILES[name]
    noise = np.random.default_rng(rate + channels).uniform(-0.9, 0.9, (channels, frames))
    return (np.round(noise * 32767) / 32768).astype(np.float32)


@dataclass
class Model:
    """A timeline, one entry a frame: which file, which frame of it at `RATE`, how loud, cut, split before."""

    file: NDArray[np.int64]  # -1 is silence
    place: NDArray[np.int64]
    level: NDArray[np.float64]  # dB
    cut: NDArray[np.bool_]
    split: NDArray[np.bool_]
    labels: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, file: int, frames: int) -> Model:
        plain = np.zeros(frames)
        return cls(np.full(frames, file), np.arange(frames), plain, plain > 0, plain > 0)

    @property
    def frames(self) -> int:
        return len(self.file)

    def taken(self, which: Any) -> Model:
        return Model(
            self.file[which], self.place[which], self.level[which], self.cut[which], self.split[which]
        )

    def joined(self, *others: Model) -> Model:
        parts = (self, *others)
        return Model(
            np.concatenate([part.file for part in parts]),
            np.concatenate([part.place for part in parts]),
            np.concatenate([part.level for part in parts]),
            np.concatenate([part.cut for part in parts]),
            np.concatenate([part.split for part in parts]),
        )

    # --- verbs

    def changed(self, verb: str, start: int, end: int, db: float) -> Model:
        new = self.copy()
        inside = slice(start, end)
        if end <= start and verb != "split":
            return new
        if verb == "cut":
            new.cut[inside] = True
        elif verb == "restore":
            new.cut[inside] = False
        elif verb == "keep_only":
            new.cut[:start] = new.cut[end:] = True
        elif verb in ("silence", "split_delete"):
            quiet = slice(start, end)
            new.file[quiet], new.place[quiet], new.level[quiet] = -1, 0, 0
            if verb == "split_delete":
                new.split[start] = True
                new.split[end : end + 1] = True
        elif verb == "gain":
            heard = np.arange(self.frames)[inside][self.file[inside] >= 0]
            new.level[heard] = np.clip(new.level[heard] + db, -96, 60)
        elif verb == "split":
            new.split[start : start + 1] = True
        elif verb == "join":
            new.split[start : end + 1] = False
        new.split[:1] = False
        return new

    def copy(self) -> Model:
        new = self.taken(np.arange(self.frames))
        new.labels = list(self.labels)
        return new

    def without(self, start: int, end: int) -> Model:
        """Off the timeline; labels follow frame by frame."""
        gone = np.zeros(self.frames + 1, bool)
        gone[start:end] = True
        stays = np.concatenate([[0], np.cumsum(~gone[:-1])])
        new = self.taken(~gone[:-1])
        new.split[:1] = False
        for first, last, text in self.labels:
            one_point = first == last
            dead = start < first < end if one_point else gone[first:last].all()
            if not dead:
                new.labels.append((int(stays[first]), int(stays[last]), text))
        new.labels.sort()
        return new

    def with_in(self, at: int, other: Model) -> Model:
        new = self.taken(slice(0, at)).joined(other, self.taken(slice(at, None)))
        new.split[:1] = False
        for first, last, text in self.labels:
            moved = first + other.frames * (first >= at)
            ends = last + other.frames * (last > at or first == last == at)
            new.labels.append((moved, ends, text))
        new.labels.sort()
        return new

    def segments(self) -> list[slice]:
        """Stretches of which nothing changes but the place, which goes on."""
        silent = (self.file[1:] < 0) & (self.file[:-1] < 0)
        follows = (self.file[1:] == self.file[:-1]) & (silent | (self.place[1:] == self.place[:-1] + 1))
        same = follows & (self.level[1:] == self.level[:-1]) & (self.cut[1:] == self.cut[:-1])
        edges = [0, *(np.flatnonzero(~same | self.split[1:]) + 1).tolist(), self.frames]
        return [slice(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]

    def at_rate(self, rate: int, wanted: int) -> Model:
        """The same stretches, counted at another rate."""
        parts = []
        for segment in self.segments():
            first = self.taken(slice(segment.start, segment.start + 1))
            place = int(first.place[0])
            start = round(place * wanted / rate)
            frames = round((place + segment.stop - segment.start) * wanted / rate) - start
            part = first.taken(np.zeros(frames, int))
            part.place[:] = start + np.arange(frames) if first.file[0] >= 0 else 0
            part.split[1:] = False
            parts.append(part)
        return self.taken(slice(0, 0)).joined(*parts)

    # --- sound

    def render(self, sounds: list[Floats], rate: int, kept_only: bool) -> Floats:
        index = np.flatnonzero(~self.cut) if kept_only else np.arange(self.frames)
        heard = self.taken(index)
        used = {int(file) for file in self.file if file >= 0}
        channels = max((sounds[file].shape[0] for file in used), default=1)
        out = np.zeros((channels, heard.frames), np.float64)
        for file in used:
            where = heard.file == file
            out[:, where] = sounds[file][:, heard.place[where]]
        heard.split[1:] |= np.diff(index) > 1  # what a cut parts are segments of their own
        return (out * heard.gains(round(RAMP_S * rate))).astype(np.float32)

    def gains(self, ramp: int) -> NDArray[np.float64]:
        """What each frame is multiplied by: its level, changes of level over 5 ms, ramps at jumps."""
        curve = 10 ** (self.level / 20)
        segments = self.segments()
        runs = [0]
        for left, right in zip(segments, segments[1:], strict=False):
            edge = right.start
            goes_on = self.file[edge] == self.file[edge - 1] and self.place[edge] == self.place[edge - 1] + 1
            if not goes_on:
                runs.append(edge)
            elif self.level[edge] != self.level[edge - 1]:
                half = min(ramp, (edge - left.start) // 2, (right.stop - edge) // 2)
                ends = 10 ** (self.level[edge - 1] / 20), 10 ** (self.level[edge] / 20)
                share = (np.arange(2 * half) + 0.5) / max(1, 2 * half)
                curve[edge - half : edge + half] = ends[0] + share * (ends[1] - ends[0])
        for start, end in zip(runs, [*runs[1:], self.frames], strict=True):
            place = np.arange(end - start) + 0.5
            if start > 0:
                curve[start:end] *= np.minimum(1, place / ramp)
            if end < self.frames:
                curve[start:end] *= np.minimum(1, (end - start - place) / ramp)
        return curve


# --- the same steps for both


@dataclass
class Both:
    """A clip, and what it should be."""

    clip: Clip
    states: list[Model]
    index: int = 0

    @property
    def model(self) -> Model:
        return self.states[self.index]

    def push(self, model: Model, changed: bool) -> None:
        assert changed == (not equal(model, self.model))
        if changed:
            self.states[self.index + 1 :] = [model]
            self.index += 1


def equal(one: Model, other: Model) -> bool:
    same = all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("file", "place", "level", "cut", "split")
    )
    return same and one.labels == other.labels


Held = tuple[Clipping, Model, int]


def step(both: Both, held: Held | None, verb: str, first: float, second: float, db: float) -> Held | None:
    """One edit of the clip and of the model; gives what is on the clipboard."""
    clip, model = both.clip, both.model
    start, end = sorted((round(first * model.frames), round(second * model.frames)))
    if verb in ("undo", "redo"):
        index = both.index + (1 if verb == "redo" else -1)
        done = clip.undo() if verb == "undo" else clip.redo()
        assert done == (0 <= index < len(both.states))
        both.index = index if done else both.index
    elif verb == "copy":
        held = clip.copy(start, end), copied(model, start, end), clip.rate
        assert held[0].frames == held[1].frames
    elif verb in ("paste", "paste_over"):
        if held is not None and model.frames < MOST:
            piece = held[1] if held[2] == clip.rate else held[1].at_rate(held[2], clip.rate)
            over = verb == "paste_over" and end > start
            rest = model.without(start, end) if over else model
            both.push(rest.with_in(start, piece), clip.paste(start, held[0], (start, end) if over else None))
    elif verb == "duplicate":
        if model.frames < MOST:
            both.push(model.with_in(end, model.taken(slice(start, end))), clip.duplicate(start, end))
    elif verb == "ripple_delete":
        both.push(model.without(start, end), clip.ripple_delete(start, end))
    elif verb == "label":
        new = model.copy()
        new.labels = sorted([*model.labels, (start, end, f"słowo {start}")])
        labels = [*clip.state.labels, Label(start, end, f"słowo {start}")]
        both.push(new, clip.set_labels("Etykieta", labels))
    else:
        arguments = {"gain": (start, end, db), "split": (start,)}.get(verb, (start, end))
        both.push(model.changed(verb, start, end, db), getattr(clip, verb)(*arguments))
    return held


def copied(model: Model, start: int, end: int) -> Model:
    """What is kept of a stretch, or all of it when nothing is."""
    piece = model.taken(slice(start, end)).copy()
    piece = piece if piece.cut.all() else piece.taken(~piece.cut)
    piece.cut[:] = False
    piece.split[:1] = False
    return piece


def check(both: Both, sounds: dict[int, list[Floats]]) -> None:
    clip, model = both.clip, both.model
    assert clip.frames == model.frames
    assert [(label.start, label.end, label.text) for label in clip.state.labels] == model.labels
    assert len(clip.state.segments) == len(model.segments())
    for kept_only in (False, True):
        expected = model.render(sounds[clip.rate], clip.rate, kept_only)
        render = clip.render(kept_only=kept_only)
        assert (render.channels, render.frames) == expected.shape
        loudest = max(1.0, float(np.abs(expected).max(initial=0)))
        np.testing.assert_allclose(render.read(0, render.frames), expected, rtol=0, atol=3e-5 * loudest)


VERBS = (
    *("cut", "restore", "keep_only", "silence", "split_delete", "gain", "split", "join", "label"),
    *("copy", "copy", "paste", "paste", "paste_over", "duplicate", "ripple_delete", "undo", "undo", "redo"),
)
places = st.floats(0, 1, width=16)
steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(VERBS), places, places, st.sampled_from([-6.0, 0.5, 90.0])),
    min_size=1,
    max_size=14,
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with recordings and a clip of each."""
    folder = tmp_path_factory.mktemp("projekt ż")
    (folder / "clips").mkdir()
    (folder / "recordings").mkdir()
    for number, (name, (rate, _, _)) in enumerate(FILES.items()):
        soundfile.write(folder / "recordings" / name, sound(name).T, rate, subtype="PCM_16")
        new_clip(folder, f"c{number}", name, folder / "recordings" / name)
    return folder


@pytest.fixture(scope="module")
def sounds() -> dict[int, list[Floats]]:
    """Every file at every rate a timeline can have."""
    found: dict[int, list[Floats]] = {}
    for rate in (8000, 11025):
        found[rate] = []
        for name, (own, channels, frames) in FILES.items():
            samples = sound(name)
            if own != rate:
                wanted = round(frames * rate / own)
                samples = soxr.resample(samples.T, own, rate, quality="HQ").T
                samples = np.pad(samples, ((0, 0), (0, max(0, wanted - samples.shape[1]))))[:, :wanted]
            assert samples.shape[0] == channels
            found[rate].append(samples)
    return found


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequence=steps)
def test_any_sequence_sounds_like_the_model(
    template: Path, sounds: dict[int, list[Floats]], sequence: list[tuple[int, str, float, float, float]]
) -> None:
    clips = template / "clips"
    fresh = {path.name: path.read_bytes() for path in clips.iterdir()}
    all_of = [
        Both(load_clip(template, f"c{n}"), [Model.of(n, FILES[name][2])]) for n, name in enumerate(FILES)
    ]
    held: Held | None = None
    try:
        for number, (which, verb, first, second, db) in enumerate(sequence):
            held = step(all_of[which], held, verb, first, second, db)
            if number % 3 == 2:
                check(all_of[which], sounds)
        for number, (both, name) in enumerate(zip(all_of, FILES, strict=True)):
            clip = both.clip
            reopened = load_clip(template, clip.id)
            assert (reopened.history.states, reopened.history.index) == (
                clip.history.states,
                clip.history.index,
            )
            clip.close()  # writes the file anew, in its shortest form
            clip = both.clip = load_clip(template, clip.id)
            assert (reopened.history.states, reopened.history.index) == (
                clip.history.states,
                clip.history.index,
            )
            assert reopened.sources == clip.sources
            check(both, sounds)
            while clip.undo():
                pass
            np.testing.assert_array_equal(
                clip.render(kept_only=True).read(0, 1 << 20), sounds[clip.rate][number]
            )
            assert clip.state.labels == () and FILES[name][2] == clip.frames
    finally:
        for both in all_of:
            both.clip.close(compact=False)
        for name, data in fresh.items():
            (clips / name).write_bytes(data)
