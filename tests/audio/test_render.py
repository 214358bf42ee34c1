from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio import edits
from rvcdesk.audio.edits import Effect, Segment, Segments
from rvcdesk.audio.files import AudioReader, write
from rvcdesk.audio.render import JOIN_S, ClipRender, to_mono

RATE = 8000


@pytest.fixture
def recording(tmp_path: Path) -> tuple[Path, np.ndarray]:
    noise = np.random.default_rng(3).uniform(-0.5, 0.5, (2, 4 * RATE)).astype(np.float32)
    write(tmp_path / "źródło.wav", noise, RATE, subtype="FLOAT")
    return tmp_path / "źródło.wav", noise


def rendered(path: Path, segments: Segments, *, kept_only: bool) -> tuple[np.ndarray, ClipRender]:
    with AudioReader(path) as reader:
        render = ClipRender(segments, {"a": reader}, RATE, kept_only=kept_only)
        whole = np.concatenate(list(render.blocks(777)), axis=1)
        random = np.random.default_rng(0)
        for _ in range(30):
            start = int(random.integers(0, render.frames))
            np.testing.assert_array_equal(render.read(start, 500), whole[:, start : start + 500])
        return whole, render


def test_without_edits_it_is_the_recording_to_the_bit(recording: tuple[Path, np.ndarray]) -> None:
    path, samples = recording
    whole, _ = rendered(path, (Segment("a", 0, samples.shape[1]),), kept_only=True)
    np.testing.assert_array_equal(whole, samples)


def test_kept_audio_is_the_numpy_model_with_short_ramps_at_the_joins(
    recording: tuple[Path, np.ndarray],
) -> None:
    path, samples = recording
    segments: Segments = (Segment("a", 0, samples.shape[1]),)
    segments = edits.silence(edits.cut(edits.cut(segments, 1000, 3000), 9000, 9500), 20000, 21000)
    whole, render = rendered(path, segments, kept_only=True)
    expected = samples.copy()
    expected[:, 20000:21000] = 0
    keep = np.ones(samples.shape[1], bool)
    keep[1000:3000] = keep[9000:9500] = False
    expected = expected[:, keep]
    ramp = round(JOIN_S * RATE)
    joins = [1000, 1000 + 6000, 20000 - 2500, 21000 - 2500]
    away = np.ones(expected.shape[1], bool)
    for join in joins:
        away[join - ramp : join + ramp] = False
    assert whole.shape == expected.shape
    np.testing.assert_array_equal(whole[:, away], expected[:, away])
    assert all(np.abs(whole[:, join - 1 : join + 1]).max() < 0.03 for join in joins)
    assert render.to_timeline(1000) == 3000 and render.from_timeline(3000) == 1000
    assert render.from_timeline(2000) == 1000


def test_cut_spans_are_still_heard_on_the_timeline(recording: tuple[Path, np.ndarray]) -> None:
    path, samples = recording
    segments = edits.cut((Segment("a", 0, samples.shape[1]),), 1000, 3000)
    whole, _ = rendered(path, segments, kept_only=False)
    np.testing.assert_array_equal(whole, samples)


def test_gain_and_fades(recording: tuple[Path, np.ndarray]) -> None:
    path, samples = recording
    whole, _ = rendered(
        path, (Segment("a", 100, 1000, gain_db=-6.0, fade_in=100, fade_out=200),), kept_only=True
    )
    level = 10 ** (-6 / 20)
    np.testing.assert_allclose(whole[:, 100:800], samples[:, 200:900] * level, rtol=1e-6)
    assert np.abs(whole[:, 0]).max() < 0.01 and np.abs(whole[:, -1]).max() < 0.01


class Constant:
    """A source that is one value throughout."""

    rate, channels, frames = RATE, 1, 4 * RATE

    def __init__(self, value: float) -> None:
        self._value = value

    def read(self, start: int, frames: int) -> np.ndarray:
        return np.full((1, max(0, min(frames, self.frames - start))), self._value, np.float32)


def test_another_gain_or_effect_sets_in_smoothly_and_nothing_dips() -> None:
    effect = Effect("spectral_delete", (("at", 0), ("frames", 100)))
    first = Segment("a", 0, 1000)
    ramp = round(JOIN_S * RATE)
    for second, reached in (
        (Segment("a", 1000, 1000, gain_db=-20.0), 0.1),
        (Segment("a", 1000, 1000, effects=(effect,)), 0.5),
        (Segment("a", 1000, 1000, gain_db=20 * np.log10(0.5), effects=(effect,)), 0.25),
    ):
        readers = {"a": Constant(1.0), ("a", (effect,)): Constant(0.5)}
        render = ClipRender((first, second), readers, RATE, kept_only=True)
        whole = render.read(0, render.frames)[0]
        np.testing.assert_array_equal(whole[: 1000 - ramp], 1)
        np.testing.assert_allclose(whole[1000 + ramp :], reached, rtol=1e-6)
        steps = np.diff(whole[990 - ramp : 1010 + ramp])
        assert (steps <= 1e-7).all() and np.abs(steps).max() < 1.1 * (1 - reached) / (2 * ramp)
        parts = [render.read(start, 7) for start in range(0, render.frames, 7)]
        np.testing.assert_array_equal(np.concatenate(parts, axis=1)[0], whole)
    # A piece shorter than the ramps has room for half of each; the same sound goes over unchanged.
    tiny = (first, Segment("a", 1000, 3, gain_db=-20.0), Segment("a", 1003, 1000))
    whole = ClipRender(tiny, {"a": Constant(1.0)}, RATE, kept_only=True).read(0, 2003)[0]
    assert whole[1001] == pytest.approx(0.1) and (whole[:998] == 1).all() and (whole[1006:] == 1).all()
    same = (first, Segment("a", 1000, 1000, effects=(effect,)))
    readers = {"a": Constant(0.3), ("a", (effect,)): Constant(0.3)}
    whole = ClipRender(same, readers, RATE, kept_only=True).read(0, 2000)[0]
    np.testing.assert_array_equal(whole, np.float32(0.3))


def test_mono_choices() -> None:
    stereo = np.array([[1, 1], [-1, 0]], np.float32)
    assert to_mono(stereo, "left").tolist() == [1, 1]
    assert to_mono(stereo, "right").tolist() == [-1, 0]
    assert to_mono(stereo).tolist() == [0, 0.5]
