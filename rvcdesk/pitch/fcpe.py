"""`fcpe`: a small convolutional network on the mel spectrogram; weights from the package torchfcpe.

The network normalises its first layer over the whole recording. So the statistics are taken from the
whole recording first, and the rest, which sees less than a second around each frame, goes in chunks:
the same numbers as in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from rvcdesk.audio.mel import mel_filters
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import FINDING, HOP, RATE, How, Mono, Sound, frame_count
from rvcdesk.pitch.weights import packaged_weights

N_FFT, N_MELS = 1024, 128
WIDTH, LAYERS, KERNEL = 512, 6, 31
BINS, GROUPS = 360, 4
THRESHOLD = 0.006
CHUNK = 3000  # frames
CONTEXT = LAYERS * (KERNEL // 2) + 4
PAD = (N_FFT - HOP) // 2
WEIGHTS = "fcpe_c_v001.pt"


class _Turn(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2)


class _Depthwise(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(channels, channels, KERNEL, padding=KERNEL // 2, groups=channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class _Layer(nn.Module):
    """One convolution block with a residual; `norm` is in the weights but not in use."""

    def __init__(self) -> None:
        super().__init__()
        self.conformer = nn.Module()
        inner = 2 * WIDTH
        self.conformer.net = nn.Sequential(
            nn.LayerNorm(WIDTH),
            _Turn(),
            nn.Conv1d(WIDTH, 2 * inner, 1),
            nn.GLU(dim=1),
            _Depthwise(inner),
            nn.SiLU(),
            nn.Conv1d(inner, WIDTH, 1),
            _Turn(),
        )
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conformer.get_submodule("net")(x)


class FcpeNet(nn.Module):
    """Mel (T, 128) -> salience (T, 360) in 0..1, with the first layer's statistics given."""

    cent_table: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.input_stack = nn.Sequential(
            nn.Conv1d(N_MELS, WIDTH, 3, padding=1),
            nn.GroupNorm(GROUPS, WIDTH),
            nn.LeakyReLU(),
            nn.Conv1d(WIDTH, WIDTH, 3, padding=1),
        )
        self.net = nn.Module()
        self.net.encoder_layers = nn.ModuleList(_Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.output_proj = nn.utils.parametrizations.weight_norm(nn.Linear(WIDTH, BINS))
        self.register_buffer("cent_table", torch.zeros(BINS))
        self.register_buffer("gaussian_blurred_cent_mask", torch.zeros(()))

    def first(self, mel: Tensor) -> Tensor:
        """Mel (T, 128) -> (4 groups, 128, T) before normalisation."""
        return self.input_stack[0](mel.T[None])[0].view(GROUPS, -1, len(mel))

    def forward(self, mel: Tensor, mean: Tensor, spread: Tensor) -> Tensor:
        """Args: mean and spread: (4,) of the whole recording's `first`."""
        norm = self.input_stack[1]
        x = (self.first(mel) - mean[:, None, None]) / spread[:, None, None]
        x = x.view(WIDTH, -1) * norm.weight[:, None] + norm.bias[:, None]  # type: ignore[index]
        x = self.input_stack[3](self.input_stack[2](x[None])).transpose(1, 2)
        for layer in self.net.encoder_layers:  # type: ignore[union-attr]
            x = layer(x)
        return torch.sigmoid(self.output_proj(self.norm(x)))[0]


class Fcpe:
    """The network with its mel front end on one device."""

    def __init__(self, device: str) -> None:
        self.device = torch.device(device)
        self.net = FcpeNet()
        self.net.load_state_dict(packaged_weights("torchfcpe", WEIGHTS)["model"])
        self.net.eval().requires_grad_(False).to(self.device)
        self.filters = torch.from_numpy(mel_filters(RATE, N_FFT, N_MELS)).to(self.device)
        self.window = torch.hann_window(N_FFT, device=self.device)

    def mel(self, sound: Sound, start: int, stop: int) -> Tensor:
        """Frames [start, stop) of the recording, (stop - start, 128)."""
        samples = sound.reflected(start * HOP - PAD, (stop - 1) * HOP + N_FFT - PAD)
        span = torch.from_numpy(samples).to(self.device)
        spectrum = torch.stft(span, N_FFT, HOP, window=self.window, center=False, return_complex=True)
        power = spectrum.real.square() + spectrum.imag.square()
        return (self.filters @ (power + 1e-9).sqrt()).clamp(min=1e-5).log().T

    def statistics(self, sound: Sound, frames: int) -> tuple[Tensor, Tensor]:
        """Mean and spread (4,) of the first layer over the whole recording."""
        total, squares = torch.zeros(2, GROUPS, dtype=torch.float64, device=self.device)
        for start, stop, first, last in _spans(frames):
            mel = self.mel(sound, first, last)
            values = self.net.first(mel)[:, :, start - first : stop - first].double().flatten(1)
            total, squares = total + values.sum(1), squares + values.square().sum(1)
        count = frames * WIDTH / GROUPS
        mean = total / count
        spread = (squares / count - mean.square() + 1e-5).sqrt()
        return mean.float(), spread.float()

    def decode(self, salience: Tensor, threshold: float = THRESHOLD) -> Tensor:
        """(T, 360) -> (T,) Hz: the mean of the nine bins around the largest."""
        confidence, peak = salience.max(1)
        near = (peak[:, None] + torch.arange(-4, 5, device=peak.device)).clamp(0, BINS - 1)
        weights = salience.gather(1, near)
        cents = (self.net.cent_table[near] * weights).sum(1) / weights.sum(1)
        return torch.where(confidence > threshold, 10 * 2 ** (cents / 1200), 0.0)


def _spans(frames: int) -> Iterator[tuple[int, int, int, int]]:
    """Chunks [start, stop) and the same with context."""
    for start in range(0, frames, CHUNK):
        stop = min(start + CHUNK, frames)
        yield start, stop, max(0, start - CONTEXT), min(frames, stop + CONTEXT)


@lru_cache(maxsize=1)
def _loaded(device: str) -> Fcpe:
    return Fcpe(device)


def free() -> None:
    """Let go of the network."""
    _loaded.cache_clear()


@torch.inference_mode()
def estimate(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""
    result = np.zeros(frame_count(sound.size), np.float32)
    if sound.size < N_FFT:
        return result
    fcpe = _loaded(how.device)
    threshold = THRESHOLD if how.threshold is None else how.threshold
    frames = sound.size // HOP
    mean, spread = fcpe.statistics(sound, frames)
    for start, stop, first, last in _spans(frames):
        report.progress(start, frames, FINDING)
        mel = fcpe.mel(sound, first, last)
        if last == frames:  # the network's own way to the last frame
            mel = torch.cat([mel, mel[-1:]])
        f0 = fcpe.decode(fcpe.net(mel, mean, spread), threshold)[start - first :].cpu().numpy()
        wanted = stop + 1 if stop == frames else stop
        result[start:wanted] = f0[: wanted - start]
    report.progress(frames, frames, FINDING)
    return result
