"""Sound on disk: the same numbers as in memory, and memory that does not grow."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.audio.files import decode, write
from rvcdesk.audio.resampling import resample
from rvcdesk.conversion.converter import convert
from rvcdesk.conversion.levels import condition, limit, mix_rms, mix_rms_on_disk
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.conversion.pipeline import Manner, Pipeline
from rvcdesk.conversion.scratch import Excerpt, Scratch
from rvcdesk.conversion.segments import PLAIN, padded, split_points
from rvcdesk.conversion.streaming import hear
from rvcdesk.evaluation.timing import lag_ms
from rvcdesk.jobs import SILENT, Cancelled
from rvcdesk.messages import BadInput, Message
from rvcdesk.settings import cache_dir
from rvcdesk.voice.index import build_index
from rvcdesk.voice.voice_header import VoiceMetadata
from tests.conversion.echo import Ear, Echo, pretend


def singing(seconds: float, rate: int, level: float = 0.4, rumble: float = 0.1) -> np.ndarray:
    """Bursts of noise that come and go, with some rumble and an offset: (n,) float32."""
    time = np.arange(round(seconds * rate)) / rate
    envelope = 0.02 + np.square(np.sin(2 * np.pi * 0.37 * time)) * (np.sin(2 * np.pi * 1.7 * time) > -0.5)
    sound = np.random.default_rng(3).normal(0, 0.3, time.size) * envelope
    sound += rumble * (1 + np.sin(40 * time))
    return (level * sound / 0.5).astype(np.float32)


def saved(path: Path, sound: np.ndarray, rate: int) -> Path:
    write(path, sound, rate, subtype="FLOAT")
    return path


class Noted:
    """A reporter that remembers; cancels after so many words."""

    def __init__(self, most: int = 10**9) -> None:
        self.done: list[float] = []
        self.stages: list[str] = []
        self.warnings: list[str] = []
        self._most = most

    def progress(self, done: float, total: float, stage: str) -> None:
        self.done.append(done / total)
        self.stages.append(stage)
        if len(self.done) > self._most:
            raise Cancelled

    def warn(self, message: Message) -> None:
        self.warnings.append(str(message))


def test_a_scratch_gives_back_what_was_put_in(tmp_path: Path) -> None:
    with Scratch(tmp_path / "nowy") as scratch:
        scratch.append(np.arange(10))
        scratch.append(np.zeros(0))
        scratch.append(np.arange(10, 20, dtype=np.float64))
        scratch.put(2, np.array([-1.0, -2.0]))
        assert scratch[:5].tolist() == [0, 1, -1, -2, 4] and scratch[18:99].tolist() == [18, 19]
        assert scratch[7:3].size == 0 and Excerpt(scratch, 5, 15)[-2:].tolist() == [13, 14]
    assert list((tmp_path / "nowy").iterdir()) == []


def test_a_long_file_is_heard_as_in_memory(tmp_path: Path) -> None:
    sound = singing(95, 22050, 1.2)
    path = saved(tmp_path / "długi.wav", np.stack([sound, 0.5 * sound]), 22050)
    samples, rate = decode(path, mono=True)
    whole = condition(resample(samples.reshape(-1), rate, 16000))
    heard = hear(path, PLAIN.margin, tmp_path / "c", SILENT)
    with heard.padded:
        np.testing.assert_allclose(heard.padded[:], padded(whole, PLAIN), atol=1e-6)
        points = split_points(heard.body, PLAIN)
        assert points == split_points(whole, PLAIN) and len(points) == 2


def test_filtering_in_chunks_equals_filtering_at_once() -> None:
    from scipy.signal import butter, filtfilt

    sound = singing(70, 16000)
    once = filtfilt(*butter(5, 48, "high", fs=16000), sound)
    assert np.abs(condition(sound) - once * min(1, 0.95 / np.abs(sound).max())).max() < 1e-6


def test_a_streamed_conversion_equals_one_in_memory(tmp_path: Path) -> None:
    sound = singing(95, 16000)
    path = saved(tmp_path / "a.wav", sound, 16000)
    pipeline = Pipeline.of(Echo(40000), Ear(), None, PLAIN, torch.device("cpu"))  # type: ignore[arg-type]
    whole = condition(sound)
    raw = pipeline.run(whole, None)
    wanted = limit(mix_rms(whole, 16000, raw, 40000, 0.25))
    with hear(path, PLAIN.margin, tmp_path, SILENT).padded as heard, Scratch(tmp_path) as result:
        for part in pipeline.stream(heard, None, raw.size, Manner()):
            result.append(part)
        body = Excerpt(heard, PLAIN.margin, heard.size - PLAIN.margin)
        mix_rms_on_disk(body, 16000, result, 40000, 0.25)
        assert result.size == raw.size
        np.testing.assert_allclose(limit(result[:]), wanted, atol=1e-6)


def test_memory_does_not_grow_with_the_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = pretend(monkeypatch, tmp_path, Echo(32000, f0=False))
    peaks = []
    for minutes in (4, 9):
        sound = np.tile(singing(20, 16000), 3 * minutes)
        path = saved(tmp_path / f"{minutes}.wav", sound, 16000)
        del sound
        options = ConvertOptions((path,), voice, tmp_path / "o.wav", index_rate=0, threads=1, resample=44100)
        tracemalloc.start()
        convert(options)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0], peaks


@pytest.mark.parametrize("rate", [32000, 40000, 48000])
def test_the_result_is_as_long_as_the_source_and_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate: int
) -> None:
    voice = pretend(monkeypatch, tmp_path, Echo(rate, f0=False))
    for source_rate, resample_to, seconds in (
        (44100, 0, 47.123), (8000, 44100, 3.777), (192000, 0, 2.2222), (22050, 48000, 6.0001),
        (16000, 8000, 5.03),
    ):  # fmt: skip
        sound = singing(seconds, source_rate, rumble=0)
        path = saved(tmp_path / "a.wav", sound, source_rate)
        options = ConvertOptions((path,), voice, tmp_path / "o.wav", index_rate=0, rms_mix=1, threads=1)
        (result,) = convert(replace(options, resample=resample_to))
        out, out_rate = decode(result.out, mono=True)
        assert out_rate == (resample_to or rate)
        assert out.size == round(sound.size * out_rate / source_rate)
        assert abs(lag_ms(sound, source_rate, out.reshape(-1), out_rate)) < 1


@pytest.mark.parametrize("kind", ["tenth", "silence", "constant", "loud", "two channels"])
def test_odd_sounds_are_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    sound = {
        "tenth": singing(0.1, 44100),
        "silence": np.zeros(44100, np.float32),
        "constant": np.full(44100, 0.5, np.float32),
        "loud": 30 * singing(1, 44100),
        "two channels": np.stack([singing(1, 44100), np.zeros(44100, np.float32)]),
    }[kind]
    path = saved(tmp_path / "a.wav", sound, 44100)
    voice = pretend(monkeypatch, tmp_path, Echo(40000))
    report = Noted()
    options = ConvertOptions((path,), voice, tmp_path / "o.flac", index_rate=0, f0="pm", threads=1)
    (result,) = convert(options, report)
    out, rate = decode(result.out)
    assert out.shape == (1, round(sound.shape[-1] * rate / 44100)) and np.isfinite(out).all()
    assert bool(report.warnings) == (kind == "silence")
    assert np.abs(out).max() <= 0.991 and (kind in ("silence", "constant") or np.abs(out).max() > 0.01)


def test_one_bar_moves_forward_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = tuple(saved(tmp_path / f"{name}.wav", singing(60, 8000), 8000) for name in "ab")
    voice = pretend(monkeypatch, tmp_path, Echo(32000))
    report = Noted()
    options = ConvertOptions(files, voice, tmp_path / "out", index_rate=0, f0="pm", threads=1)
    convert(options, report)
    assert report.done == sorted(report.done) and report.done[-1] == 1 and len(set(report.done)) > 20
    firsts = list(dict.fromkeys(report.stages))
    assert firsts == ["Loading the voice", "Reading audio", "Finding the pitch", "Converting", "Writing"]


def test_a_cancelled_conversion_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.wav", singing(5, 8000), 8000)
    voice = pretend(monkeypatch, tmp_path, Echo(32000))
    options = ConvertOptions((path,), voice, tmp_path / "o.wav", index_rate=0, f0="pm", threads=1)
    counted = Noted()
    convert(options, counted)
    (tmp_path / "o.wav").unlink()
    for most in range(1, len(counted.done), 3):
        with pytest.raises(Cancelled):
            convert(options, Noted(most))
        assert not (tmp_path / "o.wav").exists() and not list(tmp_path.glob(".o*"))
        assert not [path for path in cache_dir().rglob("*") if path.is_file()]


def test_the_voice_says_its_dialect_and_the_options_may_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = np.arange(48000) / 16000
    sound = (0.3 * np.sign(np.sin(2 * np.pi * 150 * time)) * (time % 1 < 0.5)).astype(np.float32)
    path = saved(tmp_path / "a.wav", sound, 16000)
    for unvoiced, asked, used in (
        ("zero", "auto", "classic"), ("interpolate", "auto", "2026"), ("interpolate", "classic", "classic")
    ):  # fmt: skip
        network = Echo(32000)
        voice = pretend(monkeypatch, tmp_path, network, VoiceMetadata(unvoiced=unvoiced))
        options = ConvertOptions((path,), voice, tmp_path / "o.wav", index_rate=0, f0="pm", threads=1)
        (result,) = convert(replace(options, dialect=asked, precision="exact"))
        assert result.dialect == used and result.precision == "exact"
        assert ((network.pitches[0] == 0).mean() > 0.3) == (used == "classic")
        assert network.pitches[0].max() == pytest.approx(150, rel=0.02)


def test_a_drawn_pitch_is_what_the_network_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.wav", singing(3, 16000), 16000)
    (tmp_path / "f0.csv").write_text("1,200\n2,400", encoding="utf-8")
    network = Echo(32000)
    voice = pretend(monkeypatch, tmp_path, network)
    options = ConvertOptions((path,), voice, tmp_path / "o.wav", index_rate=0, f0="pm", threads=1)
    convert(replace(options, f0_file=tmp_path / "f0.csv", transpose=12.0))
    np.testing.assert_allclose(network.pitches[0][200:301], np.linspace(200, 400, 101), rtol=1e-6)
    with pytest.raises(BadInput, match="one recording"):
        convert(replace(options, inputs=(path, path), f0_file=tmp_path / "f0.csv"))


def test_a_bad_index_stops_only_who_asked_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.wav", singing(0.5, 16000), 16000)
    voice = pretend(monkeypatch, tmp_path, Echo(32000, f0=False))
    options = ConvertOptions((path,), voice, tmp_path / "o.wav", threads=1)
    other = build_index(np.random.default_rng(0).normal(size=(60, 256)), tmp_path / "i", "x", "v1")
    for content in (b"IwFl but no more", other.read_bytes()):
        (tmp_path / "echo.index").write_bytes(content)
        report = Noted()
        convert(options, report)
        assert len(report.warnings) == 1 and "without its index" in report.warnings[0]
        with pytest.raises(BadInput, match=r"echo\.index"):
            convert(replace(options, index=tmp_path / "echo.index"))
    with pytest.raises(BadInput, match="nowhere"):
        convert(replace(options, index=tmp_path / "nowhere.index"))
