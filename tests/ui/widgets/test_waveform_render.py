"""Columns to pixels, and where the columns come from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader, write
from rvcdesk.audio.peaks import PeakPyramid, build, probe_coarse
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.waveform_source import BLOCK, ArraySource, FileSource


def lane(mins: list[int], maxs: list[int], height: int = 101, cut: list[bool] | None = None) -> np.ndarray:
    canvas = render.Canvas(len(mins), height)
    flags = np.array(cut or [False] * len(mins))
    paper = np.where(flags, render.LANE_CUT, render.LANE).astype(np.uint8)
    ink = np.where(flags, render.WAVE_CUT, render.WAVE).astype(np.uint8)
    canvas.background(paper)
    low, high = np.array(mins, np.int16), np.array(maxs, np.int16)
    ink = np.where(render.clipped(low, high) & (ink == render.WAVE), render.CLIPPED, ink).astype(np.uint8)
    upper, lower = render.bar_rows(low, high, height, render.heights(0, 1.0))
    canvas.lane(0, height, upper, lower, paper, ink)
    return canvas.pixels[:, : len(mins)]


def test_a_column_is_a_bar_from_its_least_to_its_greatest_value() -> None:
    pixels = lane([-16384, -16384, -16384], [16384, 16384, 16384])
    rows = np.flatnonzero(pixels[:, 1] == render.WAVE)
    assert (rows[0], rows[-1]) == (25, 75)
    assert len(rows) == 51


def test_silence_is_one_row_and_full_scale_every_row() -> None:
    pixels = lane([0, 0, -32768], [0, 0, 32767])
    assert np.flatnonzero(pixels[:, 0] == render.WAVE).tolist() == [50]
    assert (pixels[:, 2] == render.CLIPPED).all()


def test_neighbouring_bars_touch() -> None:
    pixels = lane([-20000, 15000], [-15000, 20000])
    first, second = (set(np.flatnonzero(pixels[:, x] == render.WAVE)) for x in (0, 1))
    assert first & second


def test_cut_columns_are_dim_on_another_ground() -> None:
    pixels = lane([-100, -9000], [100, 9000], cut=[False, True])
    assert pixels[0].tolist() == [render.LANE, render.LANE_CUT]
    assert set(np.unique(pixels[:, 1])) == {render.LANE_CUT, render.WAVE_CUT, render.LINE}


@pytest.mark.parametrize("scale", [1.0, 1.7, 13.0, 200.5])
@pytest.mark.parametrize("start", [-50.0, 0.0, 3.3, 4900.0])
def test_reduced_agrees_with_a_plain_loop(scale: float, start: float) -> None:
    samples = np.random.default_rng(0).integers(-9000, 9000, 5000).astype(np.int16)
    mins, maxs = render.reduced(samples, 0, start, scale, 40)
    for column in range(40):
        low, high = int(np.floor(start + scale * column)), int(np.floor(start + scale * (column + 1)))
        part = samples[low:high] if low >= 0 else samples[:0]
        expected = (part.min(), part.max()) if len(part) else (0, 0)
        assert (mins[column], maxs[column]) == expected


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audio") / "głos 声.wav"
    rng = np.random.default_rng(1)
    samples = (0.3 * rng.standard_normal((2, 400_000)) * np.linspace(0, 1, 400_000)).astype(np.float32)
    write(path, samples.clip(-1, 1), 48000)
    return path


def test_file_source_is_exact_when_close_and_bounded_when_far(recording: Path) -> None:
    with AudioReader(recording) as reader:
        source = FileSource(reader, build(recording))
        samples = reader.read_int16(0, reader.frames)
        for start, scale in ((70_000.0, 5.0), (BLOCK - 100.0, 1.0), (0.0, 31.0)):
            mins, maxs = source.columns(start, scale, 500, 1)
            exact = render.reduced(samples[1], 0, start, scale, 500)
            np.testing.assert_array_equal(mins, exact[0])
            np.testing.assert_array_equal(maxs, exact[1])
        for start, scale in ((70_003.0, 33.0), (BLOCK - 100.0, 255.0), (0.0, 400.0)):
            mins, maxs = source.columns(start, scale, 1000, 0)
            exact = render.reduced(samples[0], 0, start, scale, 1000)
            assert (mins <= exact[0]).all() and (maxs >= exact[1]).all()
        np.testing.assert_array_equal(source.samples(BLOCK - 5, 10, 0), samples[0, BLOCK - 5 : BLOCK + 5])
        assert len(source.samples(reader.frames - 3, 10, 0)) == 3


def test_file_source_shows_the_coarse_picture_where_the_pyramid_is_missing(recording: Path) -> None:
    with AudioReader(recording) as reader:
        source = FileSource(reader, PeakPyramid(48000, reader.frames, 2), probe_coarse(reader, 100))
        mins, maxs = source.columns(0.0, reader.frames / 100, 100, 0)
        assert not source.is_complete
        assert maxs[90:].min() > 1000 and mins[90:].max() < -1000
        assert abs(int(maxs[0])) < 1000


def test_array_source_keeps_shape_and_scale() -> None:
    source = ArraySource(np.array([[0.0, 1.0, -1.0, 0.5]], np.float32), 40000)
    assert (source.channels, source.frames, source.rate) == (1, 4, 40000)
    mins, maxs = source.columns(0.0, 2.0, 2, 0)
    assert (mins.tolist(), maxs.tolist()) == ([0, -32767], [32767, 16384])
