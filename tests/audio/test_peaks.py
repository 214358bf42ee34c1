"""The pyramid against the samples themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio import peaks
from rvcdesk.audio.files import AudioReader, write
from rvcdesk.audio.peaks import (
    BUCKET,
    CHUNK,
    PeakPyramid,
    build,
    load_or_build,
    probe_coarse,
    read_window,
    sidecar,
)
from rvcdesk.jobs import Cancelled

FRAMES = CHUNK * 2 + 12345


class Memory:
    """int16 samples as a source."""

    def __init__(self, samples: NDArray[np.int16]) -> None:
        self.samples = samples
        self.rate, self.channels, self.frames = 48000, samples.shape[0], samples.shape[1]

    def read_int16(self, start: int, frames: int) -> NDArray[np.int16]:
        return self.samples[:, start : start + frames]


@pytest.fixture(scope="module")
def source() -> Memory:
    rng = np.random.default_rng(3)
    loudness = np.abs(np.sin(np.linspace(0, 30, FRAMES)))
    noise = rng.integers(-32768, 32767, (2, FRAMES))
    return Memory((noise * loudness * [[1.0], [0.3]]).astype(np.int16))


@pytest.fixture(scope="module")
def pyramid(source: Memory) -> PeakPyramid:
    return build(source)


def test_every_level_is_exact(source: Memory, pyramid: PeakPyramid) -> None:
    for level, (mins, maxs) in enumerate(zip(pyramid.mins, pyramid.maxs, strict=True)):
        starts = np.arange(0, FRAMES, BUCKET * 4**level)
        assert np.array_equal(mins, np.minimum.reduceat(source.samples, starts, axis=1))
        assert np.array_equal(maxs, np.maximum.reduceat(source.samples, starts, axis=1))


@pytest.mark.parametrize("columns", [1, 333, 1600])
def test_a_window_holds_the_samples_and_little_more(
    source: Memory, pyramid: PeakPyramid, columns: int
) -> None:
    """Each column covers its own samples, and nothing from beyond its neighbours."""
    for start, end in [(0, FRAMES), (777, 777 + 600_000), (CHUNK - 99, CHUNK + columns * BUCKET)]:
        edges = np.linspace(start, end, columns + 1)
        for channel in (0, 1):
            low, high = pyramid.window(start, end, columns, channel)
            assert low.shape == high.shape == (columns,)
            for column in range(0, columns, max(1, columns // 40)):
                width = edges[1] - edges[0]
                own = source.samples[channel, int(edges[column]) : int(edges[column + 1])]
                left, right = int(edges[column] - width), int(edges[column + 1] + width) + 1
                near = source.samples[channel, max(0, left) : right]
                assert near.min() <= low[column] <= own.min()
                assert own.max() <= high[column] <= near.max()


def test_close_up_columns_are_the_samples(source: Memory, pyramid: PeakPyramid) -> None:
    """From 256 frames a column down to several columns a sample."""
    for start, frames, columns in [(5000, 100_000, 1000), (CHUNK - 50, 3000, 1500), (10, 40, 400)]:
        low, high = read_window(pyramid, source, start, start + frames, columns)
        edges = np.linspace(0, frames, columns + 1)
        for column in range(0, columns, 7):
            first = int(edges[column] + 1e-9)
            last = max(first + 1, int(np.ceil(edges[column + 1] - 1e-9)))
            own = source.samples[:, start + first : start + last]
            assert np.array_equal(low[:, column], own.min(axis=1))
            assert np.array_equal(high[:, column], own.max(axis=1))


def test_beyond_the_sound_there_is_nothing(source: Memory, pyramid: PeakPyramid) -> None:
    low, high = pyramid.window(-FRAMES, 0, 100)
    assert not low.any()
    assert not high.any()
    for start, end in [(FRAMES - 500, FRAMES + 500), (FRAMES - 500_000, FRAMES + 500_000)]:
        low, high = read_window(pyramid, source, start, end, 100)
        assert high[0, :49].all()
        assert not low[:, 52:].any()
        assert not high[:, 52:].any()
    low, high = read_window(pyramid, source, FRAMES + 10, FRAMES + 20, 100)
    assert not low.any()


def test_float_samples_reach_the_same_columns() -> None:
    wave = np.sin(np.linspace(0, 50, 4000)).astype(np.float32) * np.float32(0.5)
    low, high = peaks.window_samples(wave, 100)
    exact = peaks.window_samples((wave * 32768).round().astype(np.int16), 100)
    assert np.array_equal(low, exact[0])
    assert np.array_equal(high, exact[1])
    assert peaks.window_samples(wave[:0], 10)[0].tolist() == [0] * 10


def test_a_view_can_paint_while_it_is_built(source: Memory, pyramid: PeakPyramid) -> None:
    growing = PeakPyramid(source.rate, source.frames, source.channels)
    seen: list[int] = []

    def on_chunk(done: int) -> None:
        seen.append(done)
        low, _ = growing.window(0, done, 200)
        assert np.array_equal(low, pyramid.window(0, done, 200)[0])
        if done < FRAMES:
            assert not growing.window(done, FRAMES, 1)[1].any()

    assert build(source, on_chunk, into=growing) is growing
    assert seen == [CHUNK, 2 * CHUNK, FRAMES]


def test_cancel_between_chunks(source: Memory) -> None:
    calls = iter([False, True])
    growing = PeakPyramid(source.rate, source.frames, source.channels)
    with pytest.raises(Cancelled):
        build(source, cancelled=lambda: next(calls), into=growing)
    assert growing.done == CHUNK
    assert build(source, into=growing).done == FRAMES  # goes on where it stopped


def test_the_sidecar(tmp_path: Path) -> None:
    path, cache = tmp_path / "głos.wav", tmp_path / "cache"
    rng = np.random.default_rng(0)
    write(path, (0.2 * rng.standard_normal((2, 50_000))).astype(np.float32), 16000)
    with AudioReader(path) as reader:
        built = load_or_build(reader, cache)
        kept, key = sidecar(cache, path)
        assert [p.name for p in cache.iterdir()] == [kept.name]
        loaded = PeakPyramid.load(kept, key)
        assert loaded is not None
        assert loaded.done == loaded.frames == 50_000
        for level in range(peaks.LEVELS):
            assert np.array_equal(loaded.mins[level], built.mins[level])
            assert np.array_equal(loaded.maxs[level], built.maxs[level])
        assert PeakPyramid.load(kept, "another content") is None
        again = load_or_build(reader, cache, cancelled=lambda: True)  # loads: nothing to cancel
        assert np.array_equal(again.mins[0], built.mins[0])


def test_a_damaged_sidecar_is_built_anew(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.wav", tmp_path / "cache"
    write(path, np.random.default_rng(0).uniform(-0.5, 0.5, (1, 30_000)).astype(np.float32), 16000)
    with AudioReader(path) as reader:
        built = load_or_build(reader, cache)
        kept, key = sidecar(cache, path)
        good = kept.read_bytes()
        rng = np.random.default_rng(1)
        damages = [b"", b"text", good[: len(good) // 2], good[:-30]]
        for _ in range(60):
            bad = bytearray(good)
            bad[int(rng.integers(len(good)))] ^= int(rng.integers(1, 256))
            damages.append(bytes(bad))
        for damage in damages:
            kept.write_bytes(damage)
            loaded = PeakPyramid.load(kept, key)
            assert loaded is None or np.array_equal(loaded.mins[0], built.mins[0])
            assert np.array_equal(load_or_build(reader, cache).maxs[0], built.maxs[0])


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write(path, np.full((1, 5000), 0.25, np.float32), 16000)
    with AudioReader(path) as reader:
        assert load_or_build(reader, path / "below a file").maxs[0].max() == 8192


@pytest.mark.parametrize("suffix", [".wav", ".ogg"])
def test_the_coarse_picture_is_like_the_exact_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    time = np.arange(16000 * 20) / 16000
    wave = np.sin(2 * np.pi * 300 * time) * np.abs(np.sin(0.4 * time))
    write(path, np.stack([wave, wave / 2]).astype(np.float32) * np.float32(0.8), 16000)
    with AudioReader(path) as reader:
        low, high = probe_coarse(reader, 400)
        exact = np.stack([build(reader).window(0, reader.frames, 400, channel)[1] for channel in (0, 1)])
        with pytest.raises(Cancelled):
            probe_coarse(reader, 400, lambda: True)
    assert low.shape == high.shape == (2, 400)
    assert np.abs(high.astype(int) - exact).max() < 3000
    assert np.corrcoef(high.ravel(), exact.ravel())[0, 1] > 0.99
