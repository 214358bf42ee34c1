"""The terms of RVC's training loss (RECIPE: LSGAN, feature matching, mel, KL), one function each."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from rvcdesk.audio.mel import mel_filters
from rvcdesk.voice.presets import MelSpec

# The constants of RVC's two dialects: spectrogram sqrt(power + a), mel ln(max(mel, b)).
CONSTANTS = {"classic": (1e-6, 1e-5), "2026": (2e-7, 2e-6)}


class Spectrogram(nn.Module):
    """Linear magnitude spectrogram and its log-mel, as RVC's loss sees them."""

    window: Tensor
    filters: Tensor

    def __init__(self, mel: MelSpec, dialect: str = "classic") -> None:
        super().__init__()
        self.mel = mel
        self.power_floor, self.mel_floor = CONSTANTS[dialect]
        filters = mel_filters(mel.sample_rate, mel.n_fft, mel.mels, mel.fmin, mel.fmax)
        self.register_buffer("filters", torch.from_numpy(filters), persistent=False)
        self.register_buffer("window", torch.hann_window(mel.win), persistent=False)

    def linear(self, audio: Tensor, frames: Tensor | None = None) -> Tensor:
        """audio (B, N) in float32 -> magnitudes (B, n_fft // 2 + 1, N // hop).

        `frames` (B,) says how long each item is; it is then mirrored at its own end, as alone, and what
        comes after that end means nothing.
        """
        mel = self.mel
        margin = (mel.n_fft - mel.hop) // 2
        rest = mel.n_fft - mel.hop - margin
        if frames is None:
            padded = nn.functional.pad(audio.unsqueeze(1), (margin, rest), mode="reflect").squeeze(1)
        else:
            last = (frames * mel.hop - 1).clamp(max=audio.shape[1] - 1).unsqueeze(1)
            places = torch.arange(-margin, audio.shape[1] + rest, device=audio.device).abs().unsqueeze(0)
            padded = audio.gather(1, (last - (last - places).abs()).clamp(min=0))
        spectrum = torch.stft(
            padded, mel.n_fft, mel.hop, mel.win, self.window, center=False, return_complex=True
        )
        return torch.sqrt(spectrum.real.square() + spectrum.imag.square() + self.power_floor)

    def log_mel(self, linear: Tensor) -> Tensor:
        """(B, bins, T) -> (B, mels, T)."""
        return torch.log(torch.clamp(self.filters @ linear, min=self.mel_floor))

    def forward(self, audio: Tensor) -> Tensor:
        """audio (B, N) -> log-mel (B, mels, N // hop)."""
        return self.log_mel(self.linear(audio))


def discriminator_loss(real: Sequence[Tensor], fake: Sequence[Tensor]) -> Tensor:
    """Least squares: real scores to 1, fake ones to 0 (Mao et al. 2017), summed over the parts."""
    terms = [
        (1 - r.float()).square().mean() + f.float().square().mean() for r, f in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).sum()


def generator_loss(fake: Sequence[Tensor]) -> Tensor:
    """Least squares: fake scores to 1, summed over the parts."""
    return torch.stack([(1 - f.float()).square().mean() for f in fake]).sum()


def feature_matching_loss(real: Sequence[Sequence[Tensor]], fake: Sequence[Sequence[Tensor]]) -> Tensor:
    """L1 between the discriminators' inner layers (Kumar et al. 2019), before its weight."""
    terms = [
        # The differences in the maps' own precision, their mean in full.
        (r.detach() - f).abs().mean(dtype=torch.float32)
        for real_part, fake_part in zip(real, fake, strict=True)
        for r, f in zip(real_part, fake_part, strict=True)
    ]
    return torch.stack(terms).sum()


def kl_loss(z_p: Tensor, logs_q: Tensor, m_p: Tensor, logs_p: Tensor, mask: Tensor) -> Tensor:
    """KL of the posterior's sample (through the flow) to the prior (Kim et al. 2021, VITS eq. 4).

    All (B, C, T), `mask` (B, 1, T); the mean is over the valid frames.
    """
    z_p, logs_q, m_p, logs_p, mask = (item.float() for item in (z_p, logs_q, m_p, logs_p, mask))
    terms = logs_p - logs_q - 0.5 + 0.5 * (z_p - m_p).square() * torch.exp(-2 * logs_p)
    return (terms * mask).sum() / mask.sum()
