"""The draft's discriminators: RVC's two ideas at a size that two processor cores can train."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rvcdesk.voice.discriminators import Opinion, PeriodDiscriminator, run_convs
from rvcdesk.voice.layers import NormedConv2d

PERIODS = (2, 3, 5, 7, 11)
PERIOD_CHANNELS = (16, 32, 64, 128, 256)
RESOLUTIONS = ((2048, 512), (1024, 256), (512, 128))  # window and hop in samples
STRIDES = (3, 3, 2)
# Loudness differences of speech span 60 dB; a root brings them into reach of one filter.
COMPRESSION = 0.3


class SpectrogramDiscriminator(nn.Module):
    """Convolutions over a compressed magnitude spectrogram, narrowing the frequency axis at once.

    The first layers are where the time goes, so they take the largest strides.
    """

    window: Tensor

    def __init__(self, n_fft: int, hop: int, channels: tuple[int, ...] = (16, 32, 32)) -> None:
        super().__init__()
        self.n_fft, self.hop = n_fft, hop
        self.register_buffer("window", torch.hann_window(n_fft), persistent=False)
        widths = (1, *channels)
        self.convs = nn.ModuleList(
            NormedConv2d(before, after, (5, 3), (stride, 1), (2, 1))
            for before, after, stride in zip(widths[:-1], widths[1:], STRIDES, strict=True)
        )
        self.conv_post = NormedConv2d(channels[-1], 1, (3, 3), (1, 1), (1, 1))

    def forward(self, *waves: Tensor) -> list[Opinion]:
        """Waves (B, 1, N)."""
        return run_convs([self._image(wave) for wave in waves], self.convs, self.conv_post)

    def _image(self, wave: Tensor) -> Tensor:
        """(B, 1, N) -> compressed magnitudes (B, 1, bins, frames)."""
        with torch.autocast(wave.device.type, enabled=False):
            spectrum = torch.stft(
                wave.squeeze(1).float(), self.n_fft, self.hop, window=self.window, return_complex=True
            )
            power = spectrum.real.square() + spectrum.imag.square()
            return (power + 1e-7).pow(COMPRESSION / 2).unsqueeze(1)


def draft_parts() -> list[nn.Module]:
    """Five small period discriminators and one per spectrogram resolution."""
    periods = [PeriodDiscriminator(period, PERIOD_CHANNELS) for period in PERIODS]
    return [*periods, *(SpectrogramDiscriminator(n_fft, hop) for n_fft, hop in RESOLUTIONS)]
