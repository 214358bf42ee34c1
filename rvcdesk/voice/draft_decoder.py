"""The draft decoder: everything is decided once per frame, and an inverse STFT makes the samples.

A pulse train at the pitch and white noise are cut into frames. From the latent and from those
frames a small ConvNeXt stack predicts a complex filter for the pulses, a plain filter for the
noise, and a free spectrum beside them. At 100 frames a second this costs a hundredth of what a
decoder that climbs to the sample rate costs, in training and in use.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.decoder import phase_turns, standard_noise

SOURCE_RMS = 0.1
# Log gains: speech spans exp(-10)..exp(3), and the head reaches that in tens of steps, not
# hundreds, when its outputs are stretched. They start near a quiet voice, and cannot overflow.
GAIN_STRETCH, GAIN_START = 3.0, -2.0
GAIN_LOW, GAIN_HIGH = -14.0, 6.0


def pulse_train(pitchf: Tensor, hop: int, sample_rate: int) -> Tensor:
    """All harmonics below Nyquist at equal strength, constant power: (B, T) Hz -> (B, T * hop).

    A sum of cosines in closed form (Dirichlet kernel), so 400 harmonics cost as much as one.
    """
    angle = phase_turns(pitchf, hop, sample_rate) * (2 * math.pi)
    count = torch.floor(0.499 * sample_rate / pitchf.float().clamp(min=20.0)).repeat_interleave(hop, dim=1)
    below = torch.sin(angle / 2)
    near = below.abs() < 1e-4
    ratio = torch.sin((count + 0.5) * angle) / torch.where(near, torch.ones_like(below), 2 * below)
    total = torch.where(near, count, ratio - 0.5)
    voiced = (pitchf > 0).repeat_interleave(hop, dim=1)
    return total * torch.sqrt(2 / count) * SOURCE_RMS * voiced


class ConvNeXtBlock(nn.Module):
    """Depthwise convolution over time, then a two-layer perceptron per frame, as a residual."""

    def __init__(self, channels: int, kernel_size: int, dilation: int, scale: float) -> None:
        super().__init__()
        padding = kernel_size // 2 * dilation
        self.depthwise = nn.Conv1d(
            channels, channels, kernel_size, padding=padding, dilation=dilation, groups=channels
        )
        self.norm = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, 2 * channels)
        self.narrow = nn.Linear(2 * channels, channels)
        self.scale = nn.Parameter(torch.full((channels,), scale))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, T) -> (B, C, T)."""
        y = self.norm(self.depthwise(x).transpose(1, 2))
        y = self.narrow(F.gelu(self.widen(y))) * self.scale
        return x + y.transpose(1, 2)


class Spectra(nn.Module):
    """STFT and its inverse for frames centred in their own hop: T frames <-> T * hop samples."""

    window: Tensor

    def __init__(self, n_fft: int, hop: int) -> None:
        super().__init__()
        self.n_fft, self.hop = n_fft, hop
        self.margin = (n_fft - hop) // 2
        # It is in no file: also where only shapes are wanted (the meta device) it has its numbers.
        window = torch.hann_window(n_fft, device="cpu")
        self.register_buffer("window", window, persistent=False)

    def analyse(self, wave: Tensor) -> Tensor:
        """(B, T * hop) -> complex (B, T, bins)."""
        frames = F.pad(wave, (self.margin, self.margin)).unfold(1, self.n_fft, self.hop)
        return torch.fft.rfft(frames * self.window)

    def synthesise(self, spectrum: Tensor) -> Tensor:
        """complex (B, T, bins) -> (B, T * hop)."""
        frames = torch.fft.irfft(spectrum, n=self.n_fft) * self.window
        weight = (self.window**2).expand(1, frames.shape[1], self.n_fft)
        wave = self._overlap_add(frames) / self._overlap_add(weight).clamp(min=1e-3)
        return wave[:, self.margin : self.margin + frames.shape[1] * self.hop]

    def _overlap_add(self, frames: Tensor) -> Tensor:
        """(B, T, n_fft) -> (B, N): frames cut into hops, each hop added where it falls."""
        batch, count, _ = frames.shape
        parts = -(-self.n_fft // self.hop)
        pieces = F.pad(frames, (0, parts * self.hop - self.n_fft)).view(batch, count, parts, self.hop)
        total = F.pad(pieces[:, :, 0], (0, 0, 0, parts - 1))
        for part in range(1, parts):
            total = total + F.pad(pieces[:, :, part], (0, 0, part, parts - 1 - part))
        return total.flatten(1)


class DraftDecoder(nn.Module):
    """A `Decoder` that works at the frame rate; see the module's own text."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.hop = config.hop
        self.sample_rate = config.sample_rate
        self.f0 = config.f0
        n_fft, width = config.upsample_kernel_sizes[0], config.upsample_initial_channel
        self.bins = n_fft // 2 + 1
        self.spectra = Spectra(n_fft, config.hop)
        self.latent_in = nn.Conv1d(config.inter_channels, width, 7, padding=3)
        self.source_in = nn.Linear(2 * self.bins + 2, width) if config.f0 else None
        self.cond = nn.Conv1d(config.gin_channels, width, 1)
        kernel, dilations = config.resblock_kernel_sizes[0], config.resblock_dilation_sizes[0]
        self.blocks = nn.ModuleList(
            ConvNeXtBlock(width, kernel, dilation, 1 / len(dilations)) for dilation in dilations
        )
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 5 * self.bins)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

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
        x = self.latent_in(z) + self.cond(g)
        with torch.no_grad(), torch.autocast(z.device.type, enabled=False):
            pulses = None if pitchf is None else self._pulses(pitchf)
            noise = self._noise(z, source_noise, generator)
        if self.source_in is not None and pulses is not None and pitchf is not None:
            features = self._source_features(pulses, pitchf)
            x = x + self.source_in(features.to(self.source_in.weight.dtype)).transpose(1, 2)
        for block in self.blocks:
            x = block(x)
        values = self.head(self.norm(x.transpose(1, 2)))
        with torch.autocast(z.device.type, enabled=False):
            spectrum = self._mix(values.float(), pulses, noise)
            return self.spectra.synthesise(spectrum).unsqueeze(1)

    def _pulses(self, pitchf: Tensor) -> Tensor:
        return self.spectra.analyse(pulse_train(pitchf, self.hop, self.sample_rate))

    def _noise(self, z: Tensor, given: Tensor | None, generator: torch.Generator | None) -> Tensor:
        if given is None:
            shape = z.new_empty((z.shape[0], z.shape[2] * self.hop), dtype=torch.float32)
            given = standard_noise(shape, generator).unsqueeze(2)
        return self.spectra.analyse(given[..., 0].float() * SOURCE_RMS)

    def _source_features(self, pulses: Tensor, pitchf: Tensor) -> Tensor:
        """Compressed real and imaginary parts, log pitch and voicing: (B, T, 2 * bins + 2)."""
        soft = pulses / torch.sqrt(pulses.abs() + 1e-3)
        pitch = pitchf.float().unsqueeze(2)
        voiced = (pitch > 0).float()
        log_pitch = torch.log2(pitch.clamp(min=20.0) / 200.0) * voiced
        return torch.cat([soft.real, soft.imag, log_pitch, voiced], dim=2)

    def _mix(self, values: Tensor, pulses: Tensor | None, noise: Tensor) -> Tensor:
        """The head's five planes (B, T, 5 * bins) and the sources -> the spectrum (B, T, bins).

        The free spectrum shares the noise's gain: by itself it could never fall silent.
        """
        gain, turn, noise_gain, free_re, free_im = values.split(self.bins, dim=2)
        spectrum = _gain(noise_gain, GAIN_START) * (noise + torch.complex(free_re, free_im))
        if pulses is not None:
            spectrum = spectrum + pulses * torch.polar(_gain(gain, GAIN_START + 1), turn)
        return spectrum


def _gain(values: Tensor, start: float) -> Tensor:
    return torch.exp((values * GAIN_STRETCH + start).clamp(GAIN_LOW, GAIN_HIGH))
