"""The network of RMVPE: a deep U-Net over the mel spectrogram, then a GRU in both directions.

J. Wei, H. Cao, Y. Dan, T. Chen: RMVPE: A Robust Model for Vocal Pitch Estimation in Polyphonic Music
(Interspeech 2023). The names of the weights are those of the published files. `fold` takes the batch
normalisations into the convolutions: the same numbers in two thirds of the passes over memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rvcdesk.tensors.unset import unset_weights

MELS = 128
CLASSES = 360
TOP = 3  # channels that leave the U-Net
COUNTED = "num_batches_tracked"


@dataclass(frozen=True)
class Sizes:
    """What tells one file's network from another's; the published one has these values."""

    width: int = 16  # channels of the first level, doubled at every next one
    levels: int = 5
    blocks: int = 4  # in each level
    inter: int = 4  # groups of blocks at the bottom
    gru: int = 1  # layers
    hidden: int = 256

    @property
    def stride(self) -> int:
        """Frames that make one frame at the bottom."""
        return int(2**self.levels)


LIMITS = {"width": 64, "levels": 5, "blocks": 8, "inter": 8, "gru": 4, "hidden": 1024}


def sizes_of(shapes: Mapping[str, tuple[int, ...]]) -> Sizes | None:
    """The sizes that a file's names and shapes speak of, None when they are no RMVPE's."""

    def count(pattern: str) -> int:
        found = (re.fullmatch(pattern, name) for name in shapes)
        return 1 + max((int(match[1]) for match in found if match and len(match[1]) < 4), default=-1)

    first = shapes.get("unet.encoder.layers.0.conv.0.conv.0.weight", ())
    state = shapes.get("fc.0.gru.weight_hh_l0", ())
    if len(first) != 4 or len(state) != 2:
        return None
    sizes = Sizes(
        width=first[0],
        levels=count(r"unet\.encoder\.layers\.(\d+)\.conv\.0\.conv\.0\.weight"),
        blocks=count(r"unet\.encoder\.layers\.0\.conv\.(\d+)\.conv\.0\.weight"),
        inter=count(r"unet\.intermediate\.layers\.(\d+)\.conv\.0\.conv\.0\.weight"),
        gru=count(r"fc\.0\.gru\.weight_hh_l(\d+)"),
        hidden=state[1],
    )
    inside = all(1 <= getattr(sizes, name) <= limit for name, limit in LIMITS.items())
    return sizes if inside else None


class _Block(nn.Module):
    """Two convolutions 3 x 3 and a residual, which goes through a 1 x 1 where the width changes."""

    def __init__(self, before: int, after: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(before, after, 3, padding=1, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
            nn.Conv2d(after, after, 3, padding=1, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
        )
        if before != after:
            self.shortcut = nn.Conv2d(before, after, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv[1](self.conv[0](x)).relu_()
        y = self.conv[4](self.conv[3](y)).relu_()
        return y.add_(self.shortcut(x) if hasattr(self, "shortcut") else x)


def _blocks(count: int, before: int, after: int) -> nn.ModuleList:
    return nn.ModuleList(_Block(before if index == 0 else after, after) for index in range(count))


class _Down(nn.Module):
    """Blocks at one level of the encoder (halved after it) or of the bottom."""

    def __init__(self, count: int, before: int, after: int) -> None:
        super().__init__()
        self.conv = _blocks(count, before, after)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.conv:
            x = block(x)
        return x


class _Up(nn.Module):
    """Back up one level: doubled, joined with the encoder's, blocks."""

    def __init__(self, count: int, before: int, after: int) -> None:
        super().__init__()
        self.conv1 = nn.Sequential(
            nn.ConvTranspose2d(before, after, 3, stride=2, padding=1, output_padding=1, bias=False),
            nn.BatchNorm2d(after),
            nn.ReLU(),
        )
        self.conv2 = _blocks(count, 2 * after, after)

    def forward(self, x: Tensor, levels: list[Tensor]) -> Tensor:
        """`levels`: what the encoder had on each level; its last is taken off, so that it can be freed."""
        x = self.conv1[1](self.conv1[0](x)).relu_()
        x = torch.cat([x, levels.pop()], dim=1)
        for block in self.conv2:
            x = block(x)
        return x


class _Encoder(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        widths = [1, *(sizes.width * 2**level for level in range(sizes.levels))]
        self.bn = nn.BatchNorm2d(1)
        pairs = zip(widths, widths[1:], strict=False)
        self.layers = nn.ModuleList(_Down(sizes.blocks, before, after) for before, after in pairs)


class _Bottom(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        below = sizes.width * 2**sizes.levels
        befores = [below // 2] + [below] * (sizes.inter - 1)
        self.layers = nn.ModuleList(_Down(sizes.blocks, before, below) for before in befores)


class _Decoder(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        afters = [sizes.width * 2**level for level in reversed(range(sizes.levels))]
        self.layers = nn.ModuleList(_Up(sizes.blocks, 2 * after, after) for after in afters)


class _UNet(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = _Encoder(sizes)
        self.intermediate = _Bottom(sizes)
        self.decoder = _Decoder(sizes)

    def forward(self, x: Tensor) -> Tensor:
        levels: list[Tensor] = []
        for layer in self.encoder.layers:
            x = layer(x)
            levels.append(x)
            x = F.avg_pool2d(x, 2)
        for layer in self.intermediate.layers:
            x = layer(x)
        for layer in self.decoder.layers:
            x = layer(x, levels)
        return x


class _Gru(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.gru = nn.GRU(TOP * MELS, sizes.hidden, sizes.gru, batch_first=True, bidirectional=True)


class E2E(nn.Module):
    """Mel (128, T), T a multiple of `sizes.stride`, -> salience (T, 360) in 0..1."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.unet = _UNet(sizes)
        self.cnn = nn.Conv2d(sizes.width, TOP, 3, padding=1)
        self.fc = nn.Sequential(_Gru(sizes), nn.Linear(2 * sizes.hidden, CLASSES))

    def forward(self, mel: Tensor) -> Tensor:
        return self.head(self.features(mel))[0]

    def features(self, mel: Tensor) -> Tensor:
        """Mel (128, T) -> what the GRU takes, (T, 384) in float32."""
        x = self.unet.encoder.bn(mel.T[None, None])
        x = x.to(self.cnn.weight.dtype).contiguous(memory_format=torch.channels_last)
        x = self.cnn(self.unet(x)).float()
        return x[0].permute(1, 0, 2).reshape(mel.shape[1], TOP * MELS)

    def head(self, features: Tensor, state: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Features (T, 384) and the GRU's state (2 layers, 1, hidden) -> salience (T, 360), new state.

        The GRU and what follows stay in float32: they cost little, and the pitch hangs on them.
        """
        x, state = self.gru(features[None], state)
        return torch.sigmoid(self.fc[1](x))[0], state

    def heads(self, features: list[Tensor]) -> list[Tensor]:
        """Features (T, 384) of several recordings -> salience (T, 360) of each, one GRU's run for all."""
        packed = nn.utils.rnn.pack_sequence(features, enforce_sorted=False)
        mixed, lengths = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        return [torch.sigmoid(self.fc[1](x[:length])) for x, length in zip(mixed, lengths, strict=True)]

    @property
    def gru(self) -> nn.GRU:
        """The recurrent part."""
        return self.fc[0].gru  # type: ignore[return-value]


@torch.no_grad()
def fold(net: E2E) -> E2E:
    """Take every batch normalisation that follows a convolution into it, in place."""
    for module in net.unet.modules():
        if isinstance(module, _Block):
            _join(module.conv, 0)
            _join(module.conv, 3)
        elif isinstance(module, _Up):
            _join(module.conv1, 0)
    return net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def forward_half(gru: nn.GRU) -> nn.GRU:
    """The forward direction of a GRU of one layer; it shares the weights."""
    with unset_weights("meta"):
        half = nn.GRU(gru.input_size, gru.hidden_size, batch_first=True)
    half.load_state_dict({name: getattr(gru, name) for name in half.state_dict()}, assign=True)
    return half.requires_grad_(False)


def _join(layers: nn.Sequential, place: int) -> None:
    conv, norm = layers[place], layers[place + 1]
    assert isinstance(norm, nn.BatchNorm2d) and norm.running_var is not None
    assert norm.running_mean is not None
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    # A transposed convolution has its outputs on the second axis.
    over = (1, -1, 1, 1) if isinstance(conv, nn.ConvTranspose2d) else (-1, 1, 1, 1)
    conv.weight.mul_(scale.view(over))  # type: ignore[operator]
    conv.bias = nn.Parameter(norm.bias - norm.running_mean * scale, requires_grad=False)
    layers[place + 1] = nn.Identity()


def build(sizes: Sizes, take: Callable[[str], Tensor]) -> E2E:
    """The network in float32 and eval mode with weights from `take(name)`, asked for once each."""
    with unset_weights("meta"):
        net = E2E(sizes)
    # BatchNorm's counter is of no use here.
    names = [name for name in net.state_dict() if not name.endswith(COUNTED)]
    net.load_state_dict({name: take(name) for name in names}, strict=False, assign=True)
    return net.eval().requires_grad_(False)


def wanted_shapes(sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Name and shape of every weight of the network."""
    with unset_weights("meta"):
        return {name: tuple(value.shape) for name, value in E2E(sizes).state_dict().items()}
