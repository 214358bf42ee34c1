"""Training's own way through convolutions against torch's, and what a training keeps in memory."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode

from rvcdesk.voice.decoder import HifiGanDecoder
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.layers import slices
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer
from rvcdesk.voice.train_conv import convolve, torch_convolve

# x, weight, stride, padding, dilation: what the period discriminators, WaveNet and ResBlocks are made of.
SHAPES = [
    ((2, 16, 9, 37), (192, 16, 5, 1), 3, 2, 1),
    ((2, 512, 7, 2), (512, 512, 5, 1), 1, 2, 1),
    ((3, 192, 20), (384, 192, 5), 1, 2, 1),
    ((3, 33, 20), (192, 33, 1), 1, 0, 1),
    ((2, 24, 40), (192, 24, 3), 1, 0, 1),
    ((1, 8, 65), (8, 8, 11), 1, 25, 5),
]


def gradients(function: Any, given: Any, g: Any, *numbers: int) -> list[torch.Tensor]:
    y = function(*given, *numbers)
    return [y, *torch.autograd.grad(y, given, g.to(y.dtype))]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape[1]))
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_convolution_and_its_gradients_are_torchs(shape: Any, dtype: torch.dtype) -> None:
    draw = torch.Generator().manual_seed(0)
    of_x, of_weight, *numbers = shape
    x = torch.randn(of_x, generator=draw).to(dtype).double().requires_grad_()
    weight = torch.randn(of_weight, generator=draw).to(dtype).double().requires_grad_()
    bias = torch.randn(of_weight[0], generator=draw).to(dtype).double().requires_grad_()
    g = torch.randn(torch_convolve(x, weight, bias, *numbers).shape, generator=draw).to(dtype)
    want = gradients(torch_convolve, (x, weight, bias), g.double(), *numbers)
    given = [item.detach().to(dtype).requires_grad_() for item in (x, weight, bias)]
    got = gradients(convolve, given, g, *numbers)
    near = 1e-5 if dtype == torch.float32 else 2**-8
    for ours, theirs in zip(got, want, strict=True):
        assert ours.dtype == dtype
        assert ours.shape == theirs.shape
        assert float((ours.detach().double() - theirs.detach()).abs().max()) < near * float(
            theirs.detach().abs().max()
        )


def test_wide_and_far_layers_take_our_way_and_others_torchs() -> None:
    def way(weight: torch.Tensor, x: torch.Tensor, *numbers: int) -> str:
        y = convolve(x, weight, None, *numbers)
        last = y.grad_fn if y.grad_fn is None or y._base is None else y.grad_fn.next_functions[0][0]
        return "torch" if last is None else last.name()

    wide, narrow = torch.randn(192, 32, 3, requires_grad=True), torch.randn(8, 8, 11, requires_grad=True)
    sound, spread = torch.randn(1, 32, 10), torch.randn(1, 8, 65)
    with torch.autocast("cpu", torch.bfloat16):
        assert way(wide, sound) == way(narrow, spread, 1, 25, 5) == "_ConvolutionBackward"
        assert way(wide.detach(), sound.requires_grad_()) == "ConvolutionBackward0"
        assert way(narrow, spread, 1, 5, 1) == "ConvolutionBackward0"
    assert way(narrow, spread, 1, 25, 5) == "ConvolutionBackward0"


def test_slices_are_cut_at_their_starts_and_end_in_zeros() -> None:
    x = torch.arange(20.0).view(2, 1, 10).requires_grad_()
    cut = slices(x, torch.tensor([2, 8]), 4)
    assert cut.tolist() == [[[2, 3, 4, 5]], [[18, 19, 0, 0]]]
    cut.sum().backward()
    assert x.grad is not None
    assert x.grad.view(2, 10).tolist() == [[0, 0, 1, 1, 1, 1, 0, 0, 0, 0], [0] * 8 + [1, 1]]


def test_a_forward_pass_never_asks_the_device_for_a_number() -> None:
    """With tensors that have no numbers, asking for one is an error."""
    preset = PRESETS["rvc-v2-40k"]
    with FakeTensorMode():
        network = build_synthesizer(
            dataclasses.replace(preset.config(), upsample_initial_channel=32, n_layers=1)
        )
        frames, size = 160, 2
        lengths = torch.full((size,), frames)
        out = network(
            torch.zeros(size, frames, preset.network.content_dim), lengths,
            torch.zeros(size, frames, dtype=torch.int64), torch.zeros(size, frames),
            torch.zeros(size, preset.network.spec_channels, frames), lengths, torch.zeros_like(lengths),
        )  # fmt: skip
        judge = build_discriminator("draft")
        judged = judge(torch.zeros_like(out.audio), out.audio.detach())
    assert out.audio.shape == (size, 1, preset.segment)
    assert len(judged.scores_fake) == len(judged.fmaps_real)


def test_a_frozen_discriminator_gives_the_same_gradients_and_keeps_nothing_of_the_real_half() -> None:
    torch.manual_seed(0)
    judge = build_discriminator("draft")
    real, fake = torch.randn(2, 1, 4800), torch.randn(2, 1, 4800, requires_grad=True)
    found = []
    for trained in (True, False):
        judge.requires_grad_(trained)
        judged = judge(real, fake)
        loss = sum(score.square().mean() for score in judged.scores_fake)
        found.append(torch.autograd.grad(loss, fake)[0])
    assert torch.allclose(found[0], found[1], atol=1e-6 * float(found[0].abs().max()))
    assert not any(item.requires_grad for maps in judged.fmaps_real for item in maps)
    assert all(item.requires_grad for maps in judged.fmaps_fake for item in maps)


def test_checkpointing_gives_the_same_gradients_from_less_memory() -> None:
    narrow = dataclasses.replace(
        PRESETS["rvc-v2-40k"].config(), inter_channels=8, upsample_initial_channel=32, gin_channels=8
    )
    torch.manual_seed(0)
    decoder = HifiGanDecoder(narrow)
    z, pitch, g = torch.randn(1, 8, 8), torch.full((1, 8), 200.0), torch.randn(1, 8, 1)
    noise = torch.randn(1, 8 * narrow.hop, 1)
    kept: dict[int, int] = {}

    def keep(item: torch.Tensor) -> torch.Tensor:
        kept[item.untyped_storage().data_ptr()] = item.untyped_storage().nbytes()
        return item

    found = []
    for decoder.checkpointing in (False, True):
        kept.clear()
        decoder.zero_grad()
        with torch.autograd.graph.saved_tensors_hooks(keep, lambda item: item):
            audio = decoder(z, pitch, g, source_noise=noise)
        size = sum(kept.values())
        audio.square().mean().backward()
        found.append((size, [item.grad for item in decoder.parameters() if item.grad is not None]))
    (plain, wanted), (less, again) = found
    assert less < plain / 3
    assert all(torch.equal(one, other) for one, other in zip(wanted, again, strict=True))
