"""A prepared network gives the plain network's numbers, whatever it is made of and cut into."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from rvcdesk.voice import inference, inference_decoder, text_encoder
from rvcdesk.voice.inference import supports_fast
from rvcdesk.voice.inference_blocks import deal
from rvcdesk.voice.inference_conv import (
    OneDnnKernels,
    PhasedConv,
    PlainKernels,
    Rows,
    best_kernels,
)
from rvcdesk.voice.inference_decoder import BlockDecoder
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import Synthesizer, build_synthesizer
from tests.voice.test_synthesizer import CASES, arrays, inputs, small_config, small_voice

WIDE = {"upsample_initial_channel": 128}  # 64 channels: the fast filters begin


def network(**changes: Any) -> Synthesizer:
    torch.manual_seed(0)
    made = build_synthesizer(small_config(**changes)).eval()
    made.drop_posterior()
    return made


def prepared(made: Synthesizer, precision: str = "exact") -> Synthesizer:
    ready = copy.deepcopy(made)
    ready.prepare(precision)
    return ready


def sound(made: Synthesizer, frames: int, batch: int = 1, **more: Any) -> torch.Tensor:
    phone, lengths, pitch, pitchf, sid = inputs(made.config, frames, batch)
    given = (phone, lengths, pitch, pitchf, sid) if made.config.f0 else (phone, lengths, None, None, sid)
    return made.infer(*given, generator=torch.Generator().manual_seed(9), **more)


def snr(wanted: torch.Tensor, got: torch.Tensor) -> float:
    return float(10 * torch.log10(wanted.square().sum() / (wanted - got).square().sum()))


def shapes() -> dict[str, dict[str, Any]]:
    """Every preset's rates and kernels, without pitch, and widths that suit no register."""
    found: dict[str, dict[str, Any]] = {}
    for name, preset in PRESETS.items():
        config = preset.config()
        if name.startswith("rvc"):
            names = ("upsample_rates", "upsample_kernel_sizes", "sample_rate", "version", "content_dim")
            found[name] = {key: getattr(config, key) for key in names}
    found["no pitch"] = {"f0": False}
    found["wide"] = WIDE
    found["odd widths"] = {"upsample_initial_channel": 48, "inter_channels": 6, "hidden_channels": 10}
    found["even dilation"] = {**WIDE, "resblock_dilation_sizes": ((1, 2), (1, 3, 9), (4,))}
    found["other kernels"] = {**WIDE, "resblock_kernel_sizes": (1, 5, 13)}
    return found


@pytest.mark.parametrize("shape", shapes())
def test_a_prepared_network_gives_the_same_numbers(shape: str) -> None:
    made = network(**shapes()[shape])
    ready = prepared(made)
    assert isinstance(ready.dec, BlockDecoder)
    for frames in (1, 13):
        assert torch.allclose(sound(ready, frames), sound(made, frames), atol=1e-5)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("precision", ["exact", "fast"])
def test_a_prepared_voice_sounds_as_in_rvc(shared: Path, case: str, precision: str) -> None:
    made = small_voice(shared / "parity" / "synth" / f"{case}.pth")
    used = made.prepare(precision)
    data = arrays(shared / "parity" / "synth" / f"{case}.npz")
    common = (data["phone"], data["phone_lengths"], data.get("pitch"), data.get("nsff0"), data["sid"])
    audio = made.infer(*common, z_noise=data["z_noise"], source_noise=data.get("source_noise")).flatten()
    if used == "exact":
        assert torch.allclose(audio, data["audio_with_noise"], atol=1e-4)
    else:
        assert snr(data["audio_with_noise"], audio) > 44


@pytest.mark.parametrize("floats", [600, 5000])
def test_the_block_length_cannot_be_heard(floats: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = network(**WIDE)
    whole = sound(prepared(made), 12)
    monkeypatch.setattr(inference_decoder, "BLOCK_FLOATS", floats)
    assert torch.allclose(sound(prepared(made), 12), whole, atol=1e-6)


def test_a_part_alone_is_that_part_of_the_whole() -> None:
    for made in (network(), prepared(network(**WIDE))):
        whole = sound(made, 20)
        for first, end in ((0, 20), (0, 3), (7, 8), (11, 20)):
            part = sound(made, 20, keep=(first, end))
            assert part.shape == (1, 1, (end - first) * 400)
            assert torch.allclose(part, whole[..., first * 400 : end * 400], atol=1e-6)


def test_items_of_a_batch_do_not_meet() -> None:
    made = network()
    assert torch.allclose(sound(prepared(made), 9, batch=3), sound(made, 9, batch=3), atol=1e-5)


@pytest.mark.parametrize("precision", ["exact", "fast"])
def test_a_seed_gives_the_same_bytes(precision: str) -> None:
    made = network(**WIDE)
    assert torch.equal(sound(prepared(made, precision), 15), sound(prepared(made, precision), 15))


def test_fast_is_near_exact_where_it_is_native() -> None:
    made = network(**WIDE)
    ready = copy.deepcopy(made)
    used = ready.prepare("fast")
    assert used == ("fast" if supports_fast("cpu") else "exact")
    exact, fast = sound(made, 30), sound(ready, 30)
    assert snr(exact, fast) > 40
    assert torch.equal(fast, sound(prepared(made), 30)) == (used == "exact")


def test_half_precision_without_its_instructions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "half_type", lambda device: None)
    assert not supports_fast("cpu")
    made = network()
    ready = copy.deepcopy(made)
    assert ready.prepare("fast") == "exact"
    assert torch.allclose(sound(ready, 9), sound(made, 9), atol=1e-5)


def test_without_onednn_torchs_own_operators_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = network(**WIDE)
    wanted = sound(made, 9)

    def missing(*_: object) -> torch.Tensor:
        raise RuntimeError("no such operator")

    monkeypatch.setattr(OneDnnKernels, "conv_add", missing)
    assert isinstance(best_kernels(torch.device("cpu"), torch.float32), PlainKernels)
    assert torch.allclose(sound(prepared(made), 9), wanted, atol=1e-5)
    monkeypatch.setattr(inference, "half_type", lambda device: torch.float16)
    assert snr(wanted, sound(prepared(made, "fast"), 9)) > 50


def test_a_draft_voice_stays_as_it_is() -> None:
    torch.manual_seed(0)
    made = build_synthesizer(PRESETS["draft"].config()).eval()
    ready = copy.deepcopy(made)
    assert ready.prepare("fast") == "exact"
    assert torch.allclose(sound(ready, 20), sound(made, 20), atol=1e-6)
    hop = made.config.hop
    assert torch.equal(sound(ready, 20, keep=(3, 9)), sound(ready, 20)[..., 3 * hop : 9 * hop])


@pytest.mark.parametrize("dilation", [1, 3, 5, 7])
@pytest.mark.parametrize("kernel", [3, 5, 7, 9, 11, 13])
def test_phases_make_the_same_convolution(kernel: int, dilation: int) -> None:
    generator = torch.Generator().manual_seed(1)
    weight, bias = torch.randn(3, 3, kernel, generator=generator), torch.randn(3, generator=generator)
    x = torch.randn(1, 3, 400, generator=generator)
    phased = PhasedConv(weight, bias, dilation, PlainKernels())
    found = phased(deal(Rows(x.unsqueeze(2), 0)))
    wanted = F.conv1d(x, weight, bias, padding=kernel // 2 * dilation, dilation=dilation)
    for phase, rows in enumerate(found):
        assert rows.end - rows.at > 60
        assert torch.allclose(rows.x[:, :, 0], wanted[..., phase::4][..., rows.at : rows.end], atol=1e-4)


def test_attention_in_blocks_is_attention(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    attention = text_encoder.RelativeAttention(24, 2)
    x, mask = torch.randn(2, 24, 150), torch.ones(2, 1, 150)
    for shorter in (150, 90):
        mask[1, :, shorter:] = 0
        wanted = attention(x, mask).detach()
        for budget in (1, 1 << 19):
            monkeypatch.setattr(text_encoder, "BLOCK_SCORES", budget)
            with torch.no_grad():
                assert torch.allclose(attention(x, mask) * mask, wanted * mask, atol=1e-5)
