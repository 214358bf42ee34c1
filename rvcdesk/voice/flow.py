"""The normalising flow between the prior (speaker-free) and the latent (the speaker's)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.layers import Conv1d, WaveNet

COUPLINGS = 4


class Coupling(nn.Module):
    """Shift one half of the channels by a function of the other half."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.kept_channels = config.inter_channels // 2
        self.pre = Conv1d(self.kept_channels, config.hidden_channels, 1)
        self.enc = WaveNet(config.hidden_channels, 5, config.flow_layers, config.gin_channels)
        self.post = Conv1d(config.hidden_channels, self.kept_channels, 1)
        # Starting as the identity keeps the first KL steps sane.
        nn.init.zeros_(self.post.weight)
        nn.init.zeros_(torch.as_tensor(self.post.bias))

    def forward(self, x: Tensor, mask: Tensor, g: Tensor, reverse: bool = False) -> Tensor:
        """x (B, C, T), mask (B, 1, T), g (B, gin, 1) -> (B, C, T)."""
        kept, moved = x.split(self.kept_channels, dim=1)
        shift = self.post(self.enc(self.pre(kept) * mask, mask, g)) * mask
        moved = (moved - shift) * mask if reverse else shift + moved * mask
        return torch.cat([kept, moved], dim=1)


class Flip(nn.Module):
    """Reverse the channels, so that the next coupling moves the other half."""

    def forward(self, x: Tensor, mask: Tensor, g: Tensor, reverse: bool = False) -> Tensor:
        """x (B, C, T) -> (B, C, T)."""
        return x.flip(1)


class Flow(nn.Module):
    """Four couplings with flips between; volume-preserving."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.flows = nn.ModuleList()
        for _ in range(COUPLINGS):
            self.flows.append(Coupling(config))
            self.flows.append(Flip())

    def forward(self, x: Tensor, mask: Tensor, g: Tensor, reverse: bool = False) -> Tensor:
        """x (B, C, T) latent -> prior space; with `reverse` prior space -> latent."""
        for step in reversed(self.flows) if reverse else self.flows:
            x = step(x, mask, g, reverse)
        return x
