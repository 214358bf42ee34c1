"""The bundled content encoder against OpenAI's numbers, and its way with audio of any length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from rvcdesk.content.encoder import ENCODERS, load_encoder
from rvcdesk.content.whisper import HOP, STEP, WINDOW, WhisperEncoder, load_strict, windows
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message
from rvcdesk.resources import model_path

DATA = Path(__file__).resolve().parents[1] / "data"
WEIGHTS = "whisper-base-encoder.safetensors"
POSITIONS = "whisper-base-positions.safetensors"


@pytest.fixture(scope="module")
def encoder() -> WhisperEncoder:
    found = load_encoder("whisper-base")
    assert isinstance(found, WhisperEncoder)
    return found


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    with np.load(DATA / "whisper-base-golden.npz") as data:
        return dict(data)


def test_features_are_openais(encoder: WhisperEncoder, golden: dict[str, np.ndarray]) -> None:
    raw = encoder.encode(golden["audio16k"], raw=True)
    assert raw.shape == (300, 512) and raw.dtype == torch.float32
    assert np.abs(raw.numpy() - golden["features"]).max() < 1e-3


def test_position_is_taken_out(encoder: WhisperEncoder, golden: dict[str, np.ndarray]) -> None:
    """The same words, 2 s later in the window, are nearly the same features."""
    audio = golden["audio16k"]
    late = np.concatenate([audio[-32000:][::-1], audio])

    def agreement(raw: bool) -> float:
        one, two = encoder.encode(audio, raw=raw), encoder.encode(late, raw=raw)[100:]
        middle = slice(50, 250)
        mean = one.mean(0)
        return F.cosine_similarity(one[middle] - mean, two[middle] - mean).mean().item()

    assert agreement(raw=False) > 0.9
    assert agreement(raw=False) > agreement(raw=True) + 0.2


@pytest.mark.parametrize("samples", [0, 100, 319, 320, 639, 1600, 16000, 16479])
def test_frames_are_exact(encoder: WhisperEncoder, samples: int) -> None:
    noise = np.random.default_rng(0).normal(0, 0.01, samples).astype(np.float32)
    features = encoder.encode(noise)
    assert features.shape == (samples // HOP, 512)
    assert features.isfinite().all()


def test_silence_is_finite(encoder: WhisperEncoder) -> None:
    assert encoder.encode(np.zeros(16000, np.float32)).isfinite().all()


@pytest.mark.parametrize("frames", [1, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW, 180_000])
def test_windows_cover_everything_with_room_to_fade(frames: int) -> None:
    spans = windows(frames)
    assert spans[0][0] == 0 and spans[-1][1] == frames
    assert all(stop - start == min(WINDOW, frames) for start, stop in spans)
    for (_, stop), (start, _) in zip(spans, spans[1:], strict=False):
        assert stop - start >= WINDOW - STEP


def test_long_audio_has_no_seam(encoder: WhisperEncoder, golden: dict[str, np.ndarray]) -> None:
    audio = np.tile(golden["audio16k"], 4)[: 21 * 16000]
    seen: list[tuple[float, float]] = []

    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            seen.append((done, total))

        def warn(self, message: Message) -> None: ...

    features = encoder.encode(audio, Report())
    assert features.shape == (1050, 512) and features.isfinite().all()
    assert [done for done, _ in seen] == [0, 50, 1050]
    # The second window starts at frame 50; 100 are dropped, 50 cross-faded.
    first = encoder.encode(audio[: WINDOW * HOP])
    assert (features[:150] - first[:150]).abs().max() < 0.05
    assert (features[200:900] - first[200:900]).abs().max() > 0.5

    def largest_step(x: torch.Tensor) -> float:
        return (x[145:205] - x[144:204]).norm(dim=1).max().item()

    assert largest_step(features) < 1.2 * largest_step(first)


def test_windows_go_together_as_they_do_one_by_one(
    encoder: WhisperEncoder, golden: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = np.tile(golden["audio16k"], 40)[: 47 * 16000] * np.linspace(0.2, 1, 47 * 16000, dtype=np.float32)
    alone = encoder.encode(audio)
    shapes: list[tuple[int, ...]] = []
    monkeypatch.setattr(encoder, "together", 2)
    hook = encoder.net.register_forward_pre_hook(lambda net, given: shapes.append(tuple(given[0].shape)))
    together = encoder.encode(audio)
    hook.remove()
    assert shapes == [(2, 80, 2000), (1, 80, 2000)]
    assert float((alone - together).abs().max()) < 1e-4 * float(alone.abs().max())


def test_cancel_stops_between_windows(encoder: WhisperEncoder) -> None:
    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: Message) -> None: ...

    with pytest.raises(Cancelled):
        encoder.encode(np.zeros(3200, np.float32), Report())


def test_half_precision_is_near(golden: dict[str, np.ndarray], encoder: WhisperEncoder) -> None:
    half = WhisperEncoder(model_path(WEIGHTS), model_path(POSITIONS), half=True)
    audio = golden["audio16k"][:32000]
    one, two = encoder.encode(audio), half.encode(audio)
    assert two.dtype == torch.float32
    assert F.cosine_similarity(one, two).min() > 0.97


def test_directions_are_orthonormal() -> None:
    directions = load_file(model_path(POSITIONS))["directions"]
    assert torch.allclose(directions @ directions.T, torch.eye(len(directions)), atol=1e-5)


def _drop(tensors: dict[str, torch.Tensor]) -> None:
    del tensors["a"]


def _add(tensors: dict[str, torch.Tensor]) -> None:
    tensors["c"] = torch.ones(1)


def _reshape(tensors: dict[str, torch.Tensor]) -> None:
    tensors["a"] = torch.ones(3)


def _poison(tensors: dict[str, torch.Tensor]) -> None:
    tensors["b"][0] = float("nan")


@pytest.mark.parametrize("change", [_drop, _add, _reshape, _poison])
def test_weights_are_read_strictly(tmp_path: Path, change: Callable[[dict[str, torch.Tensor]], None]) -> None:
    shapes = {"a": torch.Size([2]), "b": torch.Size([1, 2])}
    tensors = {name: torch.ones(shape) for name, shape in shapes.items()}
    path = tmp_path / "głos 声.safetensors"
    save_file(tensors, path)
    assert load_strict(path, shapes)["b"].shape == (1, 2)
    change(tensors)
    save_file(tensors, path)
    with pytest.raises(BadInput, match="głos 声"):
        load_strict(path, shapes)


def test_damaged_weights_are_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.safetensors"
    path.write_bytes(model_path(WEIGHTS).read_bytes()[:5000])
    with pytest.raises(BadInput, match="damaged"):
        load_strict(path, {})


def test_encoder_by_name() -> None:
    assert load_encoder("whisper-base") is load_encoder("whisper-base")
    assert ENCODERS[0] == "whisper-base"
    with pytest.raises(BadInput, match="contentvec"):
        load_encoder("contentvec-v9")
