"""Layers every part of the network shares: weight norm, channel norm, the WaveNet stack, slices.

Weight norm is the old style (`weight_g`, `weight_v`), because those are the keys in RVC's files.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.voice.train_conv import convolve

LRELU_SLOPE = 0.1


def split_weight(module: nn.Module) -> None:
    """Replace `weight` by magnitude `weight_g` (along dim 0) and direction `weight_v`."""
    weight = cast(Tensor, module.weight).detach()
    del module.weight
    if weight.is_meta:  # only shapes are wanted; to compute there, torch would load its compiler
        magnitude = weight.new_empty(len(weight), *[1] * (weight.dim() - 1))
    else:
        magnitude = torch.norm_except_dim(weight, 2, 0)
    module.register_parameter("weight_g", nn.Parameter(magnitude))
    module.register_parameter("weight_v", nn.Parameter(weight))


def effective_weight(module: nn.Module) -> Tensor:
    """The weight to compute with, folded or not."""
    if "weight" in module._parameters:
        return cast(Tensor, module.weight)
    return torch._weight_norm(cast(Tensor, module.weight_v), cast(Tensor, module.weight_g), 0)


def working_weight(module: nn.Module) -> Tensor:
    """`effective_weight` in the precision that autocast computes with, to be used more than once."""
    weight = effective_weight(module)
    kind = weight.device.type
    return weight.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else weight


def fold_weight_norm(network: nn.Module) -> None:
    """Multiply magnitudes into directions everywhere in `network`, in place (for inference only)."""
    for module in network.modules():
        if "weight_g" in module._parameters:
            weight = effective_weight(module).detach()
            del module.weight_g, module.weight_v
            module.register_parameter("weight", nn.Parameter(weight, requires_grad=False))


class Conv1d(nn.Conv1d):
    """`nn.Conv1d` with padding by zeros, trained at the processor's speed."""

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, T) -> (B, out, T')."""
        return _convolved(self, x, self.weight)


class NormedConv1d(nn.Conv1d):
    """`nn.Conv1d` under weight norm."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        dilation: int = 1,
        groups: int = 1,
    ) -> None:
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups)
        split_weight(self)

    def forward(self, x: Tensor, weight: Tensor | None = None) -> Tensor:
        """(B, in, T) -> (B, out, T'). `weight` is its own, if the caller has it already."""
        return _convolved(self, x, effective_weight(self) if weight is None else weight)


class NormedConv2d(nn.Conv2d):
    """`nn.Conv2d` under weight norm."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: tuple[int, int],
        stride: tuple[int, int] = (1, 1),
        padding: tuple[int, int] = (0, 0),
    ) -> None:
        super().__init__(in_channels, out_channels, kernel_size, stride, padding)
        split_weight(self)

    def forward(self, x: Tensor, weight: Tensor | None = None) -> Tensor:
        """(B, in, H, W) -> (B, out, H', W'). `weight` is its own, if the caller has it already."""
        weight = effective_weight(self) if weight is None else weight
        if self.kernel_size[1] > 1:
            return self._conv_forward(x, weight, self.bias)
        return _convolved(self, x, weight)


class NormedConvTranspose1d(nn.ConvTranspose1d):
    """`nn.ConvTranspose1d` under weight norm, upsampling by exactly `stride`."""

    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, stride: int) -> None:
        pad = (kernel_size - stride) // 2
        super().__init__(in_channels, out_channels, kernel_size, stride, pad)
        self.pad = pad
        split_weight(self)

    def forward(self, x: Tensor, output_size: list[int] | None = None) -> Tensor:
        """(B, in, T) -> (B, out, T * stride)."""
        return F.conv_transpose1d(x, effective_weight(self), self.bias, self.stride, self.pad)


def _convolved(module: nn.Conv1d | nn.Conv2d, x: Tensor, weight: Tensor) -> Tensor:
    """The convolution of x (B, in, T) or (B, in, H, W), along its first axis, with a module's numbers."""
    padding = module.padding[0]
    assert isinstance(padding, int)
    return convolve(x, weight, module.bias, module.stride[0], padding, module.dilation[0], module.groups)


class ChannelNorm(nn.Module):
    """Layer norm over the channels of (B, C, T), with RVC's names for its parameters."""

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.eps = eps
        self.gamma = nn.Parameter(torch.ones(channels))
        self.beta = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, T) -> (B, C, T)."""
        x = F.layer_norm(x.transpose(1, 2), (self.gamma.shape[0],), self.gamma, self.beta, self.eps)
        return x.transpose(1, 2)


class WaveNet(nn.Module):
    """Gated convolutions with skips, conditioned on the speaker; every layer has dilation 1."""

    def __init__(self, channels: int, kernel_size: int, n_layers: int, gin_channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.in_layers = nn.ModuleList()
        self.res_skip_layers = nn.ModuleList()
        self.cond_layer = NormedConv1d(gin_channels, 2 * channels * n_layers, 1)
        for index in range(n_layers):
            self.in_layers.append(NormedConv1d(channels, 2 * channels, kernel_size, padding=kernel_size // 2))
            # The last layer has nobody to pass a residual to.
            out = channels if index == n_layers - 1 else 2 * channels
            self.res_skip_layers.append(NormedConv1d(channels, out, 1))

    def forward(self, x: Tensor, mask: Tensor, g: Tensor) -> Tensor:
        """x (B, C, T), mask (B, 1, T), g (B, gin, 1) -> (B, C, T)."""
        conditions = self.cond_layer(g).chunk(len(self.in_layers), dim=1)
        output = torch.zeros_like(x)
        for conv, res_skip, condition in zip(self.in_layers, self.res_skip_layers, conditions, strict=True):
            gate_in, gate = (conv(x) + condition).chunk(2, dim=1)
            both = res_skip(torch.tanh(gate_in) * torch.sigmoid(gate))
            if both.shape[1] == self.channels:
                output = output + both
            else:
                x = (x + both[:, : self.channels]) * mask
                output = output + both[:, self.channels :]
        return output * mask


def sequence_mask(lengths: Tensor, frames: int) -> Tensor:
    """lengths (B,) -> 1.0 where a frame belongs to the item, (B, 1, frames)."""
    steps = torch.arange(frames, device=lengths.device)
    return (steps[None, :] < lengths[:, None]).unsqueeze(1).float()


def random_starts(lengths: Tensor, segment: int, generator: torch.Generator | None = None) -> Tensor:
    """A random start (B,) for a slice of `segment` frames inside each item."""
    room = (lengths - segment + 1).clamp(min=1)
    draw = torch.rand(lengths.shape, generator=generator, device=lengths.device)
    return (draw * room).long()


def slices(x: Tensor, starts: Tensor, segment: int) -> Tensor:
    """Cut (B, ..., T) to (B, ..., segment), each item from its own start; short items end in zeros.

    Without asking the device where they start, so that nothing waits for it.
    """
    between = [1] * (x.dim() - 2)
    places = starts[:, None] + torch.arange(segment, device=x.device)
    places = places.view(len(x), *between, segment)
    cut = x.gather(-1, places.clamp(max=x.shape[-1] - 1).expand(*x.shape[:-1], segment))
    return cut.masked_fill(places >= x.shape[-1], 0)
