"""ContentVec against fairseq's numbers and torchaudio's network, and its way with audio of any length."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from rvcdesk.assets import store
from rvcdesk.content import contentvec, hubert_net
from rvcdesk.content.contentvec import ContentVec, windows
from rvcdesk.content.encoder import ENCODERS, encoder_available, encoder_need, load_encoder
from rvcdesk.devices import devices
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message, UserError
from tests.helpers import hubert

NATIVE_BF16 = devices()[-1].bf16


@pytest.fixture(scope="module")
def weights() -> dict[str, Tensor]:
    return hubert.tiny()


@pytest.fixture(scope="module")
def model(weights: dict[str, Tensor], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hubert.write_fairseq(tmp_path_factory.mktemp("hubert") / "hubert_base.pt", weights)


@pytest.fixture(scope="module")
def encoder(model: Path) -> ContentVec:
    return ContentVec(model)


def noise(samples: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, samples).astype(np.float32)


def whole(weights: dict[str, Tensor], audio: np.ndarray, layer: int = 12) -> np.ndarray:
    """The features by torchaudio's HuBERT, which takes all the audio at once."""
    from torchaudio.models import wav2vec2_model

    conv = [(hubert.CONV, k, s) for k, s in zip(hubert.KERNELS, (5, 2, 2, 2, 2, 2, 2), strict=True)]
    net = wav2vec2_model(
        "group_norm", conv, False, hubert.DIM, 0.0, hubert.TAPS, hubert.GROUPS, hubert.LAYERS, hubert.HEADS,
        0.0, hubert.HIDDEN, 0.0, 0.0, False, 0.0, None,
    ).eval()  # fmt: skip
    state = {}
    for key, value in hubert.transformers_names(weights, new=True).items():
        name = re.sub(r"^encoder\.", "encoder.transformer.", key)
        name = re.sub(r"^feature_projection\.", "encoder.feature_projection.", name)
        if not name.startswith(("final_proj", "masked")):
            state[name] = value
    net.load_state_dict(state)
    with torch.inference_mode():
        features: Tensor = net.extract_features(torch.from_numpy(audio)[None])[0][layer - 1][0]
    return features.numpy()


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize("form", ["hubert_small.pt", "hubert_small_hf", "hubert_small_hf/pytorch_model.bin"])
@pytest.mark.parametrize("wanted", [("layer9", 9, 0), ("feats_v1", 9, 256), ("feats_v2", 12, 0)])
def test_features_are_fairseqs(shared: Path, form: str, wanted: tuple[str, int, int]) -> None:
    name, layers, projected = wanted
    with np.load(shared / "parity" / "hubert" / "hubert_small.npz") as golden:
        features = ContentVec(shared / "parity" / "hubert" / form, layers, projected).encode(
            golden["audio16k"]
        )
        assert np.abs(features.numpy() - golden[name]).max() < 1e-4


def test_the_network_is_torchaudios(weights: dict[str, Tensor], model: Path, encoder: ContentVec) -> None:
    audio = noise(9 * 16000 + 77) + 0.3 * np.sin(np.arange(9 * 16000 + 77) / 20).astype(np.float32)
    assert len(audio) // 320 // 3 > hubert_net.CHUNK, "several chunks are joined"
    wanted = whole(weights, audio)
    features = encoder.encode(audio).numpy()
    assert features.shape == wanted.shape == (449, hubert.DIM)
    assert np.abs(features - wanted).max() < 2e-5
    third = ContentVec(model, 3).encode(audio).numpy()
    assert np.abs(third - whole(weights, audio, 3)).max() < 2e-5


def test_a_constant_offset_does_not_spoil_the_norm(weights: dict[str, Tensor], encoder: ContentVec) -> None:
    audio = noise(16000) * np.float32(0.01) + np.float32(0.8)
    assert np.abs(encoder.encode(audio).numpy() - whole(weights, audio)).max() < 1e-3


def test_chunks_are_exact(encoder: ContentVec, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = torch.from_numpy(noise(48000))
    with torch.inference_mode():
        first = encoder.net.first_layer(audio)
        joined = encoder.net.embed(audio, first)
        monkeypatch.setattr(hubert_net, "CHUNK", 10_000)
        assert torch.allclose(joined, encoder.net.embed(audio, first), atol=1e-6)


@pytest.mark.parametrize("frames", [1, 7, 8, 9, 100])
@pytest.mark.parametrize("taps", [8, 7])
def test_the_positional_convolution_is_one(frames: int, taps: int) -> None:
    draw = torch.Generator().manual_seed(frames)
    weight, bias = torch.randn(12, 3, taps, generator=draw), torch.randn(12, generator=draw)
    net = hubert_net.PositionalConv(12, 4, taps)
    net.load_state_dict({"spectrum": net.spectrum_of(weight, 4), "bias": bias})
    x = torch.randn(frames, 12, generator=draw)
    wanted = torch.nn.functional.conv1d(x.T[None], weight, bias, padding=taps // 2, groups=4)
    with torch.inference_mode():
        assert torch.allclose(net(x), wanted[0, :, :frames].T, atol=1e-5)


@pytest.mark.parametrize("projected", [0, 256])
def test_fast_is_near(model: Path, encoder: ContentVec, projected: int) -> None:
    audio = noise(3 * 16000)
    exact = ContentVec(model, 9, projected).encode(audio)
    fast = ContentVec(model, 9, projected, precision="fast")
    features = fast.encode(audio)
    assert features.dtype == torch.float32 and features.shape == exact.shape
    error = (features - exact).square().sum() / exact.square().sum()
    if NATIVE_BF16:
        assert fast.net.layers[0].fc1.weight.dtype == torch.bfloat16
        assert 0 < error < 10**-2.5
    else:
        assert error == 0


def test_attention_in_bf16_is_attention() -> None:
    draw = torch.Generator().manual_seed(1)
    q, k, v = (torch.randn(3, 600, 16, generator=draw) for _ in range(3))
    assert hubert_net.ROWS < 600
    wanted = torch.nn.functional.scaled_dot_product_attention(q, k, v)
    assert torch.allclose(hubert_net.attention(q, k, v), wanted, atol=1e-6)
    half = hubert_net.attention(q.bfloat16(), k.bfloat16(), v.bfloat16())
    assert (half.float() - wanted).abs().max() < 0.02


# ---------------------------------------------------------------- lengths


@pytest.mark.parametrize("samples", [0, 1, 399, 400, 719, 720, 16000, 16079, 16080])
def test_frames_are_exact(encoder: ContentVec, samples: int) -> None:
    features = encoder.encode(noise(samples))
    assert features.shape == (max(0, (samples - 400) // 320 + 1), hubert.DIM)
    assert features.dtype == torch.float32 and features.isfinite().all()


def test_silence_is_finite(encoder: ContentVec) -> None:
    assert encoder.encode(np.zeros(16000, np.float32)).isfinite().all()


@pytest.mark.parametrize("frames", [1, 4499, 4500, 4501, 6000, 8500, 8501, 180_000])
def test_windows_cover_everything_with_room_to_fade(frames: int) -> None:
    spans = windows(frames)
    assert spans[0][0] == 0 and spans[-1][1] == frames
    lengths = {stop - start for start, stop in spans}
    assert len(lengths) == 1 and max(lengths) <= contentvec.WINDOW
    assert (len(spans) == 1) == (frames <= contentvec.WINDOW)
    for (_, stop), (start, _) in zip(spans, spans[1:], strict=False):
        assert contentvec.OVERLAP <= stop - start < 2 * contentvec.OVERLAP


def test_long_audio_has_no_seam(encoder: ContentVec, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped = 40
    for constant, value in (("WINDOW", 450), ("OVERLAP", 120), ("DROPPED", dropped), ("FADE", 20)):
        monkeypatch.setattr(contentvec, constant, value)
    audio = noise(10 * 16000)
    seen: list[float] = []

    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            seen.append(done / total)

        def warn(self, message: Message) -> None: ...

    features = encoder.encode(audio, Report())
    frames = len(features)
    (_, first_stop), (second_start, _) = windows(frames)
    assert frames == (len(audio) - 400) // 320 + 1 and features.isfinite().all()
    assert seen == sorted(seen) and seen[0] == 0 and seen[-1] == 1 and len(seen) > 20

    with torch.inference_mode():
        sound = torch.from_numpy(audio)
        first = encoder.net.first_layer(sound)
        one = encoder.net.transform(encoder.net.embed(sound[: (first_stop - 1) * 320 + 400], first))
        two = encoder.net.transform(encoder.net.embed(sound[second_start * 320 :], first))
    assert torch.allclose(features[: second_start + dropped], one[: second_start + dropped], atol=1e-5)
    assert torch.allclose(features[first_stop - dropped :], two[first_stop - dropped - second_start :])
    # Where both are good, they agree: the seam is no step.
    middle = slice(second_start + dropped, first_stop - dropped)
    other = two[middle.start - second_start : middle.stop - second_start]
    assert (features[middle] - other).norm() < 0.1 * other.norm()


def test_cancel_stops_between_layers(encoder: ContentVec) -> None:
    class Report:
        calls = 0

        def progress(self, done: float, total: float, stage: str) -> None:
            self.calls += 1
            if self.calls == 3:
                raise Cancelled

        def warn(self, message: Message) -> None: ...

    with pytest.raises(Cancelled):
        encoder.encode(noise(3200), Report())


# ---------------------------------------------------------------- by name


def test_encoders_by_name(weights: dict[str, Tensor]) -> None:
    assert encoder_available("whisper-base") and not encoder_available("nonsense")
    assert not any(encoder_available(name) for name in ENCODERS[1:])
    with pytest.raises(UserError, match="needed and not here"):
        load_encoder("contentvec-768")
    hubert.write_fairseq(_models() / "hubert_base.pt", weights)
    v1, v2 = load_encoder("contentvec-256"), load_encoder("contentvec-768")
    assert (v1.dim, v2.dim, v1.rate, v1.name) == (256, hubert.DIM, 50, "contentvec-256")
    audio = noise(8000)
    assert v1.encode(audio).shape == (24, 256)
    assert encoder_available("contentvec-256") and not encoder_available("spin")
    with pytest.raises(BadInput, match="wavlm"):
        load_encoder("wavlm")


def test_embedders_of_applio(weights: dict[str, Tensor]) -> None:
    plain = hubert.transformers_names({k: v for k, v in weights.items() if not k.startswith("final_proj")})
    for name in ENCODERS[3:]:
        hubert.write_folder(_models() / encoder_need(name), plain)
        assert encoder_available(name)
    audio = noise(8000)
    spin = load_encoder("spin")
    assert spin.name == "spin" and spin.dim == hubert.DIM
    assert np.abs(spin.encode(audio).numpy() - whole(weights, audio)).max() < 2e-5


def test_the_last_encoder_stays_until_its_file_changes(weights: dict[str, Tensor]) -> None:
    folder = hubert.write_folder(_models() / "hubert_base", hubert.transformers_names(weights))
    first = load_encoder("contentvec-768")
    assert load_encoder("contentvec-768") is first
    assert load_encoder("contentvec-768", precision="fast") is not first
    again = load_encoder("contentvec-768")
    assert again is not first
    hubert.write_folder(folder, hubert.transformers_names(hubert.tiny(5)))
    assert load_encoder("contentvec-768") is not again


def test_asking_costs_no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    code = (
        "import sys; from rvcdesk.content.encoder import encoder_available; "
        "encoder_available('contentvec-768'); print('torch' in sys.modules)"
    )
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _models() -> Path:
    folder = store.models_dir()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
