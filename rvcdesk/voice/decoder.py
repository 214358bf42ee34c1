"""From the latent to sound: the decoder interface, the sine source, and NSF-HiFiGAN."""

from __future__ import annotations

import math
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.layers import LRELU_SLOPE, NormedConv1d, NormedConvTranspose1d

SINE_AMPLITUDE = 0.1
SOURCE_NOISE = 0.003


class Decoder(Protocol):
    """What a decoder must be, so that the rest of the network does not care which one it has.

    An `nn.Module` with an attribute `hop`, called as
    `decoder(z, pitchf, g, source_noise=None, generator=None)`:

    - z (B, C, T) latent, pitchf (B, T) Hz with 0 = unvoiced (None for a voice without pitch),
      g (B, gin, 1) speaker; returns (B, 1, T * hop) in -1..1, frame t starting at sample t * hop.
    - `source_noise` (B, T * hop, 1), standard normal, replaces the source's random draw;
      `generator` makes that draw repeatable. Nothing else in a decoder may be random.
    """

    hop: int

    def __call__(
        self,
        z: Tensor,
        pitchf: Tensor | None,
        g: Tensor,
        *,
        source_noise: Tensor | None = None,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """See the class."""


def phase_turns(pitchf: Tensor, hop: int, sample_rate: int) -> Tensor:
    """Phase in turns (0..1) at every sample, each frame holding its pitch: (B, T) Hz -> (B, T * hop).

    Whole frames are summed in float64 and wrapped, so a long phrase does not drift.
    """
    # Not every accelerator has float64, and there are only 100 frames a second.
    wide = pitchf.detach().to("cpu" if pitchf.device.type == "mps" else pitchf.device, torch.float64)
    per_frame = wide * (hop / sample_rate)
    before = ((per_frame.cumsum(1) - per_frame) % 1.0).to(pitchf.device, torch.float32)
    inside = torch.arange(1, hop + 1, device=pitchf.device, dtype=torch.float32)
    turns = before.unsqueeze(2) + pitchf.float().unsqueeze(2) / sample_rate * inside
    return (turns % 1.0).flatten(1)


def standard_noise(like: Tensor, generator: torch.Generator | None) -> Tensor:
    """Standard normal noise shaped like `like`; a generator may live on another device."""
    if generator is None:
        return torch.randn_like(like)
    noise = torch.randn(like.shape, generator=generator, device=generator.device, dtype=torch.float32)
    return noise.to(like.device, like.dtype)


class SineSource(nn.Module):
    """A sine at the pitch plus a little noise; more noise where there is no pitch."""

    def __init__(self, hop: int, sample_rate: int) -> None:
        super().__init__()
        self.hop = hop
        self.sample_rate = sample_rate
        self.l_linear = nn.Linear(1, 1)

    def forward(
        self, pitchf: Tensor, source_noise: Tensor | None = None, generator: torch.Generator | None = None
    ) -> Tensor:
        """pitchf (B, T) Hz -> excitation (B, T * hop, 1)."""
        with torch.no_grad(), torch.autocast(pitchf.device.type, enabled=False):
            voiced = (pitchf > 0).float().unsqueeze(2)
            # In place: 40 s at 48 kHz are 8 MB for every step.
            turns = phase_turns(pitchf, self.hop, self.sample_rate)
            sine = turns.mul_(2 * math.pi).sin_().mul_(SINE_AMPLITUDE).unsqueeze(2)
            noise = standard_noise(sine, generator) if source_noise is None else source_noise
            level = voiced * SOURCE_NOISE + (1 - voiced) * SINE_AMPLITUDE / 3
            frames = (*pitchf.shape, self.hop)
            source = sine.view(frames).mul_(voiced).addcmul_(level, noise.reshape(frames)).view_as(sine)
        return torch.tanh(self.l_linear(source.to(self.l_linear.weight.dtype)))


class ResBlock(nn.Module):
    """HiFi-GAN's residual block: per dilation a dilated and a plain convolution."""

    def __init__(self, channels: int, kernel_size: int, dilations: tuple[int, ...]) -> None:
        super().__init__()
        half = kernel_size // 2
        self.convs1 = nn.ModuleList(
            NormedConv1d(channels, channels, kernel_size, padding=half * d, dilation=d) for d in dilations
        )
        self.convs2 = nn.ModuleList(
            NormedConv1d(channels, channels, kernel_size, padding=half) for _ in dilations
        )

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, N) -> (B, C, N)."""
        for dilated, plain in zip(self.convs1, self.convs2, strict=True):
            inner = dilated(F.leaky_relu(x, LRELU_SLOPE))
            # In place: a convolution does not need its own result again.
            x = x + plain(F.leaky_relu_(inner, LRELU_SLOPE))
        return x


class HifiGanDecoder(nn.Module):
    """(NSF-)HiFiGAN: transposed convolutions up to the sample rate, the source added at each rate.

    Without pitch there is no source, and what remains is plain HiFi-GAN.

    With `checkpointing` the values inside the residual blocks, nearly all of its memory in training, are
    computed a second time for the gradients instead of being kept.
    """

    checkpointing: bool = False

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.hop = config.hop
        rates, kernels = config.upsample_rates, config.upsample_kernel_sizes
        widths = [config.upsample_initial_channel // 2**i for i in range(len(rates) + 1)]
        self.m_source: SineSource | None = None
        if config.f0:
            self.m_source = SineSource(config.hop, config.sample_rate)
            self.noise_convs = nn.ModuleList(
                _source_conv(width, math.prod(rates[i + 1 :])) for i, width in enumerate(widths[1:])
            )
        self.conv_pre = nn.Conv1d(config.inter_channels, widths[0], 7, padding=3)
        self.ups = nn.ModuleList(
            NormedConvTranspose1d(wide, narrow, kernel, rate)
            for wide, narrow, kernel, rate in zip(widths[:-1], widths[1:], kernels, rates, strict=True)
        )
        blocks = list(zip(config.resblock_kernel_sizes, config.resblock_dilation_sizes, strict=True))
        self.blocks_per_rate = len(blocks)
        self.resblocks = nn.ModuleList(
            ResBlock(width, kernel, dilations) for width in widths[1:] for kernel, dilations in blocks
        )
        self.conv_post = nn.Conv1d(widths[-1], 1, 7, padding=3, bias=False)
        self.cond = nn.Conv1d(config.gin_channels, widths[0], 1)

    def forward(
        self,
        z: Tensor,
        pitchf: Tensor | None,
        g: Tensor,
        *,
        source_noise: Tensor | None = None,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """See `Decoder`."""
        source: Tensor | None = None
        if self.m_source is not None:
            assert pitchf is not None, "a voice with pitch needs pitchf"
            source = self.m_source(pitchf, source_noise, generator).transpose(1, 2)
        x = self.conv_pre(z) + self.cond(g)
        for index, up in enumerate(self.ups):
            x = up(F.leaky_relu(x, LRELU_SLOPE))
            if source is not None:
                x = x + self.noise_convs[index](source)
            if self.checkpointing and torch.is_grad_enabled():
                x = checkpoint(self._blocks, index, x, use_reentrant=False, preserve_rng_state=False)
            else:
                x = self._blocks(index, x)
        # Half precision would end here, in samples of 8 bits, whose noise the losses hear.
        with torch.autocast(x.device.type, enabled=False):
            x = x.to(self.conv_post.weight.dtype)
            # Torch's own default slope here, unlike everywhere else: so are the files.
            return torch.tanh(self.conv_post(F.leaky_relu(x)))

    def _blocks(self, index: int, x: Tensor) -> Tensor:
        """The mean of the residual blocks of one rate: (B, C, N) -> (B, C, N)."""
        first = index * self.blocks_per_rate
        total = self.resblocks[first](x)
        for block in self.resblocks[first + 1 : first + self.blocks_per_rate]:
            total = total + block(x)
        return total / self.blocks_per_rate


def _source_conv(channels: int, stride: int) -> nn.Conv1d:
    """Bring the source down to one of the decoder's rates."""
    if stride == 1:
        return nn.Conv1d(1, channels, 1)
    return nn.Conv1d(1, channels, stride * 2, stride=stride, padding=stride // 2)
