"""Levels that the standards give for known signals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import blocks, decode
from rvcdesk.audio.loudness import SILENCE_DB, Meter, measure, measure_blocks


def sine(rate: int, hertz: float, peak_db: float, seconds: float = 5.0) -> np.ndarray:
    time = np.arange(round(rate * seconds)) / rate
    return (10 ** (peak_db / 20) * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


@pytest.mark.parametrize("rate", [16000, 22050, 44100, 48000, 96000])
def test_the_tone_of_ebu_tech_3341(rate: int) -> None:
    """1 kHz at -23 dBFS in both channels is -23.0 LUFS, +-0.1; in one channel 3 dB less."""
    tone = sine(rate, 1000, -23)
    stereo = measure(np.stack([tone, tone]), rate)
    assert stereo.lufs == pytest.approx(-23.0, abs=0.1)
    assert stereo.peak_db == pytest.approx(-23.0, abs=0.1)
    assert stereo.rms_db == pytest.approx(-26.01, abs=0.02)
    assert measure(tone, rate).lufs == pytest.approx(-26.0, abs=0.1)


def test_the_gates_of_ebu_tech_3341() -> None:
    """Case 3: quiet ends (-36) do not count; case 4: nor does what is under -70 LUFS."""
    parts = [(-36, 10), (-23, 60), (-36, 10)]
    tone = np.concatenate([sine(48000, 1000, level, seconds) for level, seconds in parts])
    assert measure(np.stack([tone, tone]), 48000).lufs == pytest.approx(-23.0, abs=0.1)
    parts = [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]
    tone = np.concatenate([sine(48000, 1000, level, seconds) for level, seconds in parts])
    assert measure(np.stack([tone, tone]), 48000).lufs == pytest.approx(-23.0, abs=0.1)


def test_the_weighting_hears_as_the_standard_says() -> None:
    """The filters of BS.1770 at 48 kHz, evaluated from the coefficients that the standard prints."""
    shelf = (
        [1.53512485958697, -2.69169618940638, 1.19839281085285],
        [1, -1.69065929318241, 0.73248077421585],
    )
    high_pass = ([1.0, -2.0, 1.0], [1, -1.99004745483398, 0.99007225036621])
    for hertz in (40, 100, 500, 2000, 10000):
        z = np.exp(-2j * np.pi * hertz / 48000)
        gain = 1.0
        for b, a in (shelf, high_pass):
            gain *= float(abs(np.polyval(b[::-1], z) / np.polyval(a[::-1], z)))
        expected = -0.691 + 10 * np.log10(0.01 / 2) + 20 * np.log10(gain)
        assert measure(sine(48000, hertz, -20), 48000).lufs == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("size", [100, 44100, 123_457])
def test_blocks_do_not_matter(size: int) -> None:
    rng = np.random.default_rng(0)
    sound = (rng.standard_normal((2, 150_000)) * np.linspace(0, 0.5, 150_000)).astype(np.float32)
    sound = sound.clip(-1, 1)
    whole = measure(sound, 44100)
    parts = measure_blocks((sound[:, at : at + size] for at in range(0, 150_000, size)), 44100)
    assert parts.lufs == pytest.approx(whole.lufs, abs=1e-3)
    assert parts.rms_db == pytest.approx(whole.rms_db, abs=1e-6)
    assert (parts.peak_db, parts.clipped) == (whole.peak_db, whole.clipped)


def test_silence_and_nothing_are_finite_figures() -> None:
    for sound in (np.zeros((2, 48000), np.float32), np.zeros(10, np.float32)):
        level = measure(sound, 48000)
        assert level.peak_db == level.rms_db == level.lufs == SILENCE_DB
    assert measure_blocks([], 48000).lufs == SILENCE_DB
    assert -40 < measure(sine(48000, 1000, -23, 0.1), 48000).lufs < -20  # shorter than a gating block


def test_only_flat_tops_are_clipping() -> None:
    peak = sine(16000, 100, 0.0, 1.0) * np.float32(0.998)
    peak[[10, 500]] = 1.0  # single samples at full scale
    assert measure(peak, 16000).clipped == 0.0
    driven = np.clip(sine(16000, 100, 6.0, 1.0), -1, 1)
    share = measure(driven, 16000).clipped
    assert share == pytest.approx(np.mean(np.abs(driven) >= 0.999), abs=0.001)
    assert share > 0.5
    meter = Meter(16000, 1)
    for sample in np.array([0, 1, 1, 1, 1, 0, -1, -1, 0, 1], np.float32):
        meter.add(np.array([[sample]]))
    assert meter.result().clipped == pytest.approx(0.4)  # one run of four, across blocks


def test_against_ffmpeg(shared: Path) -> None:
    """The integrated loudness of real recordings, as FFmpeg's ebur128 measures it."""
    import av

    for path in sorted((shared / "data" / "sample_ccby").glob("carlo_0*.flac"))[:2]:
        sound, rate = decode(path)
        graph = av.filter.Graph()
        source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="mono", time_base=f"1/{rate}")
        meter = graph.add("ebur128", "metadata=1")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        integrated = 0.0
        for at in range(0, sound.shape[1], rate // 10):
            piece = np.ascontiguousarray(sound[:, at : at + rate // 10])
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, at
            graph.push(frame)
            while True:
                try:
                    integrated = float(graph.pull().metadata["lavfi.r128.I"])
                except (BlockingIOError, EOFError):
                    break
        assert measure_blocks(blocks(path, 10_000), rate).lufs == pytest.approx(integrated, abs=0.05)
