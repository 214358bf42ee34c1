"""From content features and pitch to the prior: a small transformer with relative positions."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.layers import LRELU_SLOPE, ChannelNorm, Conv1d, sequence_mask

WINDOW = 10
MASKED = -1e4
# Scores computed at a time without gradients: what a processor's cache holds, or a card at once.
BLOCK_SCORES, BLOCK_SCORES_CARD = 1 << 19, 1 << 26


def _skew(x: Tensor) -> Tensor:
    """Per-offset scores (B, H, T, 2W+1) -> by position (B, H, T, T); 0 beyond the window."""
    batch, heads, frames, offsets = x.shape
    # Rows one longer than the wanted width make every row slide one further to the right.
    x = F.pad(x, (0, frames)).reshape(batch, heads, -1)[..., :-frames]
    return x.reshape(batch, heads, frames, frames + offsets - 1)[..., WINDOW : WINDOW + frames]


def _unskew(x: Tensor) -> Tensor:
    """The inverse view: by position (B, H, T, T) -> per offset (B, H, T, 2W+1)."""
    batch, heads, frames, _ = x.shape
    x = F.pad(x, (WINDOW, WINDOW)).reshape(batch, heads, -1)
    x = F.pad(x, (0, frames)).reshape(batch, heads, frames, frames + 2 * WINDOW + 1)
    return x[..., : 2 * WINDOW + 1]


def _offsets(x: Tensor, start: int) -> Tensor:
    """What lies within the window of each row, sharing memory: (B, H, rows, 2W+1).

    x (B, H, rows, T + 2W) holds the rows from `start` on over positions with W more at both ends.
    """
    batch, heads, rows, width = x.shape
    strides = (heads * rows * width, rows * width, width + 1, 1)
    return x.as_strided((batch, heads, rows, 2 * WINDOW + 1), strides, start)


class RelativeAttention(nn.Module):
    """Self-attention whose keys and values also know the distance, up to `WINDOW` frames."""

    def __init__(self, channels: int, n_heads: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        depth = channels // n_heads
        self.emb_rel_k = nn.Parameter(torch.empty(1, 2 * WINDOW + 1, depth))
        self.emb_rel_v = nn.Parameter(torch.empty(1, 2 * WINDOW + 1, depth))
        for embedding in (self.emb_rel_k, self.emb_rel_v):
            nn.init.normal_(embedding, std=depth**-0.5)
        self.conv_q = Conv1d(channels, channels, 1)
        self.conv_k = Conv1d(channels, channels, 1)
        self.conv_v = Conv1d(channels, channels, 1)
        self.conv_o = Conv1d(channels, channels, 1)
        for conv in (self.conv_q, self.conv_k, self.conv_v):
            nn.init.xavier_uniform_(conv.weight)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, C, T), mask (B, 1, T) -> (B, C, T); what comes out beyond the mask means nothing."""
        batch, channels, frames = x.shape
        depth = channels // self.n_heads
        query, key, value = (
            conv(x).view(batch, self.n_heads, depth, frames).transpose(2, 3)
            for conv in (self.conv_q, self.conv_k, self.conv_v)
        )
        query = query / math.sqrt(depth)
        if torch.is_grad_enabled():
            out = self._at_once(query, key, value, mask)
        else:
            out = self._in_blocks(query, key, value, mask)
        return self.conv_o(out.transpose(2, 3).reshape(batch, channels, frames))

    def _at_once(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """All (B, H, T, D) -> (B, H, T, D)."""
        scores = query @ key.transpose(2, 3) + _skew(query @ self.emb_rel_k.transpose(1, 2))
        scores = scores.float().masked_fill(mask.unsqueeze(1) == 0, MASKED)
        weights = scores.softmax(dim=-1).to(value.dtype)
        return weights @ value + _unskew(weights) @ self.emb_rel_v

    def _in_blocks(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """The same some queries at a time: the scores of 40 s would fill hundreds of megabytes."""
        batch, heads, frames, _ = query.shape
        # With WINDOW masked frames on both sides, every query has all its offsets.
        pad = (0, 0, WINDOW, WINDOW)
        key, value = F.pad(key, pad).transpose(2, 3).contiguous(), F.pad(value, pad)
        outside = (F.pad(mask, (WINDOW, WINDOW)) == 0).unsqueeze(1)
        only_padding = int(outside.sum()) == 2 * WINDOW * batch
        width = frames + 2 * WINDOW
        budget = BLOCK_SCORES if query.device.type == "cpu" else BLOCK_SCORES_CARD
        count = max(16, budget // (batch * heads * width))
        out = torch.empty_like(value[:, :, :frames])
        for start in range(0, frames, count):
            block = query[:, :, start : start + count]
            scores = (block @ key).float()
            _offsets(scores, start).add_(block @ self.emb_rel_k.transpose(1, 2))
            if only_padding:
                scores[..., :WINDOW] = scores[..., -WINDOW:] = MASKED
            else:
                scores.masked_fill_(outside, MASKED)
            weights = scores.softmax(dim=-1).to(value.dtype)
            found = weights @ value + _offsets(weights, start) @ self.emb_rel_v
            out[:, :, start : start + count] = found
        return out


class FeedForward(nn.Module):
    """Two convolutions over time with ReLU between."""

    def __init__(self, channels: int, filter_channels: int, kernel_size: int) -> None:
        super().__init__()
        self.pads = ((kernel_size - 1) // 2, kernel_size // 2)
        self.conv_1 = Conv1d(channels, filter_channels, kernel_size)
        self.conv_2 = Conv1d(filter_channels, channels, kernel_size)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, C, T), mask (B, 1, T) -> (B, C, T)."""
        x = torch.relu(self.conv_1(F.pad(x * mask, self.pads)))
        return self.conv_2(F.pad(x * mask, self.pads)) * mask


class Transformer(nn.Module):
    """Post-norm transformer layers over (B, C, T)."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        channels, layers = config.hidden_channels, range(config.n_layers)
        self.attn_layers = nn.ModuleList(RelativeAttention(channels, config.n_heads) for _ in layers)
        self.norm_layers_1 = nn.ModuleList(ChannelNorm(channels) for _ in layers)
        self.ffn_layers = nn.ModuleList(
            FeedForward(channels, config.filter_channels, config.kernel_size) for _ in layers
        )
        self.norm_layers_2 = nn.ModuleList(ChannelNorm(channels) for _ in layers)
        self.drop = nn.Dropout(config.p_dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, C, T), mask (B, 1, T) -> (B, C, T)."""
        x = x * mask
        layers = zip(self.attn_layers, self.norm_layers_1, self.ffn_layers, self.norm_layers_2, strict=True)
        for attention, norm_1, feed_forward, norm_2 in layers:
            x = norm_1(x + self.drop(attention(x, mask)))
            x = norm_2(x + self.drop(feed_forward(x, mask)))
        return x * mask


class TextEncoder(nn.Module):
    """Content features (and coarse pitch) to the mean and log-deviation of the prior."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.channels = config.hidden_channels
        self.out_channels = config.inter_channels
        self.emb_phone = nn.Linear(config.content_dim, config.hidden_channels)
        self.emb_pitch = nn.Embedding(256, config.hidden_channels) if config.f0 else None
        self.encoder = Transformer(config)
        self.proj = Conv1d(config.hidden_channels, 2 * config.inter_channels, 1)

    def forward(self, phone: Tensor, lengths: Tensor, pitch: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """phone (B, T, content), lengths (B,), pitch (B, T) -> mean, logs (B, C, T), mask (B, 1, T)."""
        x = self.emb_phone(phone)
        if self.emb_pitch is not None and pitch is not None:
            x = x + self.emb_pitch(pitch)
        x = F.leaky_relu(x * math.sqrt(self.channels), LRELU_SLOPE).transpose(1, 2)
        mask = sequence_mask(lengths, x.shape[2]).to(x.dtype)
        mean, logs = (self.proj(self.encoder(x, mask)) * mask).split(self.out_channels, dim=1)
        return mean, logs, mask
