"""RVC's discriminators: one over the wave itself, several over the wave folded by a period."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.messages import BadInput
from rvcdesk.voice.layers import LRELU_SLOPE, NormedConv1d, NormedConv2d

PERIODS: dict[str, tuple[int, ...]] = {
    "v1": (2, 3, 5, 7, 11, 17),
    "v2": (2, 3, 5, 7, 11, 17, 23, 37),
}


class Judgement(NamedTuple):
    """One list item per sub-discriminator: scores (B, n), and the feature maps on the way."""

    scores_real: list[Tensor]
    scores_fake: list[Tensor]
    fmaps_real: list[list[Tensor]]
    fmaps_fake: list[list[Tensor]]


class ScaleDiscriminator(nn.Module):
    """Grouped convolutions over the wave."""

    def __init__(self) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            [
                NormedConv1d(1, 16, 15, 1, padding=7),
                NormedConv1d(16, 64, 41, 4, groups=4, padding=20),
                NormedConv1d(64, 256, 41, 4, groups=16, padding=20),
                NormedConv1d(256, 1024, 41, 4, groups=64, padding=20),
                NormedConv1d(1024, 1024, 41, 4, groups=256, padding=20),
                NormedConv1d(1024, 1024, 5, 1, padding=2),
            ]
        )
        self.conv_post = NormedConv1d(1024, 1, 3, 1, padding=1)

    def forward(self, wave: Tensor) -> tuple[Tensor, list[Tensor]]:
        """wave (B, 1, N) -> score (B, n), feature maps."""
        return run_convs(wave, self.convs, self.conv_post)


class PeriodDiscriminator(nn.Module):
    """Convolutions along columns of the wave written in rows of `period` samples."""

    def __init__(self, period: int, channels: tuple[int, ...] = (32, 128, 512, 1024, 1024)) -> None:
        super().__init__()
        self.period = period
        widths = (1, *channels)
        self.convs = nn.ModuleList(
            NormedConv2d(before, after, (5, 1), (3 if index < len(channels) - 1 else 1, 1), (2, 0))
            for index, (before, after) in enumerate(zip(widths[:-1], widths[1:], strict=True))
        )
        self.conv_post = NormedConv2d(channels[-1], 1, (3, 1), (1, 1), (1, 0))

    def forward(self, wave: Tensor) -> tuple[Tensor, list[Tensor]]:
        """wave (B, 1, N) -> score (B, n), feature maps."""
        batch, _, samples = wave.shape
        wave = F.pad(wave, (0, -samples % self.period), "reflect")
        return run_convs(wave.view(batch, 1, -1, self.period), self.convs, self.conv_post)


def run_convs(x: Tensor, convs: nn.ModuleList, last: nn.Module) -> tuple[Tensor, list[Tensor]]:
    """Apply the layers, keeping every map; the last one flattened is the score."""
    maps: list[Tensor] = []
    for conv in convs:
        x = F.leaky_relu(conv(x), LRELU_SLOPE)
        maps.append(x)
    x = last(x)
    maps.append(x)
    return x.flatten(1), maps


class Discriminator(nn.Module):
    """A list of sub-discriminators.

    While its weights are trained, real and fake go through together, in one batch. While they are
    frozen (`requires_grad_(False)`, the generator's step) the real half is judged without a graph:
    the same gradients for the generator at two thirds of the cost.
    """

    def __init__(self, discriminators: list[nn.Module]) -> None:
        super().__init__()
        self.discriminators = nn.ModuleList(discriminators)

    def forward(self, real: Tensor, fake: Tensor) -> Judgement:
        """real, fake (B, 1, N) -> scores and feature maps of both."""
        frozen = not any(parameter.requires_grad for parameter in self.parameters())
        result = Judgement([], [], [], [])
        for discriminator in self.discriminators:
            if frozen:
                with torch.no_grad():
                    score_real, maps_real = discriminator(real)
                score_fake, maps_fake = discriminator(fake)
            else:
                score, maps = discriminator(torch.cat([real, fake.to(real.dtype)]))
                score_real, score_fake = score.chunk(2)
                halves = [item.chunk(2) for item in maps]
                maps_real, maps_fake = [half[0] for half in halves], [half[1] for half in halves]
            result.scores_real.append(score_real)
            result.scores_fake.append(score_fake)
            result.fmaps_real.append(maps_real)
            result.fmaps_fake.append(maps_fake)
        return result


def build_discriminator(name: str) -> Discriminator:
    """The discriminator a preset names: v1, v2 or draft.

    Raises:
        BadInput: there is none of that name.
    """
    if name in PERIODS:
        return Discriminator([ScaleDiscriminator(), *(PeriodDiscriminator(p) for p in PERIODS[name])])
    if name == "draft":
        from rvcdesk.voice.draft_discriminators import draft_parts

        return Discriminator(draft_parts())
    raise BadInput("There is no discriminator {name}.", name=name)
