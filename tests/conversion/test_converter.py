"""Conversion with a real (barely trained) voice: length, time, repeatability, errors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.assets import store
from rvcdesk.audio.files import decode, probe, write
from rvcdesk.content import encoder
from rvcdesk.content.contentvec import ContentVec
from rvcdesk.conversion import converter, models
from rvcdesk.conversion.converter import convert
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.voice.checkpoint import VoiceFile, save_voice
from rvcdesk.voice.inference import supports_fast
from rvcdesk.voice.synthesizer import Synthesizer
from tests.conversion.echo import Loud, small_network
from tests.helpers import hubert

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
        ({"out": tmp_path / "o.docx"}, "must end in"),
        ({"out": song}, "recording itself"),
        ({"dialect": "2024"}, "dialect"),
        ({"precision": "half"}, "precision"),
    ):
        with pytest.raises(BadInput, match=words):
            convert(replace(good, **bad))
    assert not (tmp_path / "o.wav").exists()


def test_a_missing_content_encoder_is_said_before_the_work(song: Path, tmp_path: Path) -> None:
    voice = VoiceFile(small_network("rvc-v2-40k").config, small_network("rvc-v2-40k").state_dict())
    saved = save_voice(tmp_path / "v", voice, "głos")
    stages: list[str] = []

    class Listener:
        def progress(self, done: float, total: float, stage: str) -> None:
            stages.append(stage)

        def warn(self, message: Message) -> None:
            stages.append(str(message))

    asked = ConvertOptions((song,), str(saved.safetensors), tmp_path / "o.wav", f0="pm", threads=1)
    with pytest.raises(UserError, match="contentvec"):
        convert(asked, Listener())
    assert stages == ["Loading the voice"]
    voice.config = replace(voice.config, content="wav2vec-large")
    saved = save_voice(tmp_path / "w", voice, "inny")
    with pytest.raises(BadInput, match="wav2vec-large"):
        convert(replace(asked, voice=str(saved.pth)))


def test_a_voice_from_elsewhere_is_put_on_in_both_precisions(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `.pth` alone, two speakers, with ContentVec's count of features."""
    network = small_network("rvc-v2-40k")
    saved = save_voice(tmp_path / "v", VoiceFile(network.config, network.state_dict()), "głos")
    saved.safetensors.unlink()
    monkeypatch.setattr(encoder, "load_encoder", lambda *_: Loud(768))
    monkeypatch.setattr(encoder, "encoder_available", lambda name: name == "contentvec-768")
    asked = ConvertOptions((song,), str(saved.pth), tmp_path / "o.wav", f0="pm", threads=1, speaker=1)
    for precision in ("auto", "exact", "fast"):
        (result,) = convert(replace(asked, precision=precision))
        wanted = "fast" if precision != "exact" and supports_fast("cpu") else "exact"
        assert (result.precision, result.dialect, probe(result.out).rate) == (wanted, "classic", 40000)
        assert probe(result.out).frames == round(probe(song).frames * 40000 / 44100)
    monkeypatch.setattr(encoder, "load_encoder", lambda *_: Loud(256))
    with pytest.raises(BadInput, match="features of 768"):
        convert(asked)


@pytest.mark.parametrize("warm", [1.0, 60.0])
def test_a_long_sound_has_the_models_of_one_stage_in_memory(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm: float
) -> None:
    network = small_network("rvc-v1-40k")
    saved = save_voice(tmp_path / "v", VoiceFile(network.config, network.state_dict()), "głos")
    store.models_dir().mkdir(parents=True)
    hubert.write_fairseq(store.models_dir() / "hubert_base.pt", hubert.tiny())
    asked = ConvertOptions((song,), str(saved.pth), tmp_path / "o.wav", f0="pm", threads=1, precision="exact")
    there: list[tuple[bool, bool]] = []
    encode, infer = ContentVec.encode, Synthesizer.infer

    def look() -> None:
        there.append((bool(encoder._loaded), bool(models._network.cache_info().currsize)))

    monkeypatch.setattr(ContentVec, "encode", lambda *a, **k: (look(), encode(*a, **k))[1])
    monkeypatch.setattr(Synthesizer, "infer", lambda *a, **k: (look(), infer(*a, **k))[1])
    monkeypatch.setattr(converter, "WARM_S", warm)
    convert(asked)
    both = (True, True)
    assert there == ([(True, False), (False, True)] if warm < SECONDS else [both, both])
