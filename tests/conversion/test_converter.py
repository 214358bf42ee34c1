"""Conversion with a real (barely trained) voice: length, time, repeatability, errors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.audio.files import decode, write
from rvcdesk.conversion.converter import convert
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.conversion.pipeline import Pipeline
from rvcdesk.conversion.segments import Windows
from rvcdesk.messages import BadInput
from rvcdesk.voice.config import VoiceConfig

SECONDS = 3.0


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of the sung line at 44.1 kHz stereo, and an odd number of samples."""
    folder = tmp_path_factory.mktemp("song")
    root = Path(__file__).resolve().parents[2]
    samples, rate = decode(root / "resources/sample/sung_line.flac", start=32000, frames=48000, rate=44100)
    path = folder / "Pieśń – żółta.wav"
    write(path, np.repeat(samples, 2, axis=0)[:, :-7], rate)
    return path


def options(song: Path, project: Path, out: Path, **changes: object) -> ConvertOptions:
    base = ConvertOptions((song,), "voice", out, project=project, f0="pm", threads=1)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [0, 44100])
def test_the_result_is_as_long_as_the_source(
    trained_project: Path, song: Path, tmp_path: Path, rate: int
) -> None:
    source, source_rate = decode(song)
    (result,) = convert(options(song, trained_project, tmp_path / "wynik.wav", resample=rate))
    samples, out_rate = decode(result.out)
    assert out_rate == (rate or 32000) and samples.shape[0] == 1
    assert samples.shape[1] == round(source.shape[1] * out_rate / source_rate)
    assert np.abs(samples).max() > 1e-3 and np.abs(samples).max() <= 1
    assert (
        result.f0 == "pm"
        and result.rtf > 0
        and result.audio_s == pytest.approx(source.shape[1] / source_rate)
    )


def test_the_same_seed_gives_the_same_bytes(trained_project: Path, song: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.wav", "b.wav", "c.wav")]
    for path, seed in zip(files, (5, 5, 6), strict=True):
        convert(options(song, trained_project, path, seed=seed))
    assert files[0].read_bytes() == files[1].read_bytes() != files[2].read_bytes()


class _Echo(torch.nn.Module):
    """A network that gives back, at its own rate, what its content encoder heard: shows every shift."""

    def __init__(self, rate: int) -> None:
        super().__init__()
        from rvcdesk.voice.presets import PRESETS

        self.config: VoiceConfig = replace(PRESETS["draft"].config(), sample_rate=rate)

    def infer(self, phone: torch.Tensor, *_: object, **__: object) -> torch.Tensor:
        sound = phone[:, ::2].reshape(1, 1, -1)
        return torch.nn.functional.interpolate(sound, scale_factor=self.config.sample_rate / 16000)


class _Samples:
    """A content encoder whose features are the 320 samples of each frame."""

    name, dim, rate = "samples", 320, 50

    def encode(self, audio16k: np.ndarray, report: object = None) -> torch.Tensor:
        whole = audio16k.size // 320
        return torch.from_numpy(audio16k[: whole * 320].reshape(whole, 320).copy())


@pytest.mark.parametrize("rate", [32000, 48000])
@pytest.mark.parametrize("seconds", [0.11, 2.0, 7.03, 33.333])
def test_split_and_joined_sound_is_in_place_to_the_sample(rate: int, seconds: float) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, round(seconds * 16000)).astype(np.float32)
    pipeline = Pipeline(_Echo(rate), _Samples(), None, Windows(1, 2, 10, 12), torch.device("cpu"))  # type: ignore[arg-type]
    out = pipeline.run(noise, None)
    assert out.size == round(noise.size * rate / 16000)
    heard = out[:: rate // 16000][: noise.size]
    same = heard[: len(noise) // 320 * 320] == noise[: len(noise) // 320 * 320]
    # Only where a segment's last 10 ms is half a content frame may the echo repeat a frame.
    assert same.mean() > 1 - 0.03 / min(seconds, 10)


def test_several_inputs_go_to_a_folder(trained_project: Path, song: Path, tmp_path: Path) -> None:
    second = tmp_path / "druga.flac"
    samples, rate = decode(song, frames=20000)
    write(second, samples, rate)
    results = convert(replace(options(song, trained_project, tmp_path / "out"), inputs=(song, second)))
    assert [result.out.name for result in results] == ["Pieśń – żółta.wav", "druga.wav"]
    assert all(result.out.is_file() for result in results)


def test_what_cannot_be_converted_is_one_sentence(trained_project: Path, song: Path, tmp_path: Path) -> None:
    (tmp_path / "strona.wav").write_text("<html>", encoding="utf-8")
    write(tmp_path / "krótkie.wav", np.zeros((1, 100), np.float32), 16000)
    (tmp_path / "x.pth").write_text("hello", encoding="utf-8")
    good = options(song, trained_project, tmp_path / "o.wav")
    for bad, words in (
        ({"inputs": (tmp_path / "strona.wav",)}, "strona.wav"),
        ({"inputs": (tmp_path / "krótkie.wav",)}, "shorter than"),
        ({"inputs": (tmp_path / "nie ma.wav",)}, "nie ma.wav"),
        ({"voice": str(tmp_path / "x.pth")}, "x.pth"),
        ({"voice": "nobody"}, "nobody"),
        ({"speaker": 9999}, "speaker"),
        ({"protect": 0.9}, "protect"),
        ({"resample": 100}, "resample"),
        ({"f0": "magic"}, "magic"),
        ({"inputs": ()}, "nothing to convert"),
    ):
        with pytest.raises(BadInput, match=words):
            convert(replace(good, **bad))
    assert not (tmp_path / "o.wav").exists()
