"""RVC's discriminators: one over the wave itself, several over the wave folded by a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.messages import BadInput
from rvcdesk.voice.layers import LRELU_SLOPE, NormedConv1d, NormedConv2d, working_weight

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


# What a sub-discriminator says of one wave: the score (B, n), and the feature maps on the way to it.
Opinion = tuple[Tensor, list[Tensor]]


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

    def forward(self, *waves: Tensor) -> list[Opinion]:
        """Waves (B, 1, N)."""
        return run_convs(waves, self.convs, self.conv_post)


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

    def forward(self, *waves: Tensor) -> list[Opinion]:
        """Waves (B, 1, N)."""
        return run_convs([self._folded(wave) for wave in waves], self.convs, self.conv_post)

    def _folded(self, wave: Tensor) -> Tensor:
        """(B, 1, N) -> (B, 1, rows, period)."""
        wave = F.pad(wave, (0, -wave.shape[2] % self.period), "reflect")
        return wave.unflatten(2, (-1, self.period))


def run_convs(inputs: Sequence[Tensor], convs: nn.ModuleList, last: nn.Module) -> list[Opinion]:
    """Apply the layers to each input, keeping every map; the last one flattened is the score.

    A layer's weight is computed once for all of them.
    """
    maps: list[list[Tensor]] = [[] for _ in inputs]
    now = list(inputs)
    for conv in convs:
        weight = working_weight(conv)
        for index, x in enumerate(now):
            # In place: a convolution does not need its own result again.
            now[index] = F.leaky_relu_(conv(x, weight), LRELU_SLOPE)
            maps[index].append(now[index])
    weight = working_weight(last)
    scores = [last(x, weight) for x in now]
    return [(score.flatten(1), [*items, score]) for score, items in zip(scores, maps, strict=True)]


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
                # `real` comes from no network either, so that nothing of its half is kept.
                (score_real, maps_real), (score_fake, maps_fake) = discriminator(real, fake)
            else:
                ((score, maps),) = discriminator(torch.cat([real, fake.to(real.dtype)]))
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
