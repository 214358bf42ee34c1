"""From the recording's own spectrogram to the latent: used in training only."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rvcdesk.voice.config import DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.layers import Conv1d, WaveNet, sequence_mask


class PosteriorEncoder(nn.Module):
    """A WaveNet over the linear spectrogram, then a draw from the Gaussian it predicts."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.out_channels = config.inter_channels
        self.compress = config.version == DRAFT_VERSION
        self.pre = Conv1d(config.spec_channels, config.hidden_channels, 1)
        self.enc = WaveNet(config.hidden_channels, 5, config.posterior_layers, config.gin_channels)
        self.proj = Conv1d(config.hidden_channels, 2 * config.inter_channels, 1)

    def forward(
        self, spec: Tensor, lengths: Tensor, g: Tensor, eps: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """spec (B, bins, T), lengths (B,), g (B, gin, 1) -> z, mean, logs (B, C, T), mask (B, 1, T).

        `eps` (B, C, T) replaces the random draw.
        """
        mask = sequence_mask(lengths, spec.shape[2]).to(spec.dtype)
        if self.compress:
            # RVC feeds plain magnitudes, where quiet frames all look alike for thousands of steps.
            spec = torch.log(spec + 1e-3) * 0.4
        x = self.enc(self.pre(spec) * mask, mask, g)
        mean, logs = (self.proj(x) * mask).split(self.out_channels, dim=1)
        if eps is None:
            eps = torch.randn_like(mean)
        return (mean + eps * torch.exp(logs)) * mask, mean, logs, mask
