"""Convolutions of a training on a processor: torch's own where those are fast, else matrix products.

oneDNN's gradients of a wide layer's weights run at a third to two thirds of the speed of a matrix product
of the same size (the rows of a period discriminator are only 2 to 37 samples long, and that is what it
computes along), so here they are one product. In bfloat16 it also has no fast way for taps that lie far
apart; there the sound is dealt out to rows, so that they lie side by side. The sums are the same ones.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

# Channels from which the copies for a matrix product cost little beside it; in float32, where oneDNN
# is only slow along short rows, it takes more of them.
WIDE, WIDE_FLOAT, SHORT_ROW = 192, 512, 8
# Distance from the first tap to the last at which oneDNN takes a slow way in bfloat16.
FAR = 48


def convolve(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> Tensor:
    """x (B, in, T) with weight (out, in / groups, k), or x (B, in, H, W) with weight (out, in, k, 1).

    Strides, paddings and dilations are those along T or H. Gradients may be asked for once.
    """
    if x.device.type == "cpu" and groups == 1 and torch.is_grad_enabled():
        if torch.is_autocast_enabled("cpu"):
            dtype = torch.get_autocast_dtype("cpu")
            x, weight = x.to(dtype), weight.to(dtype)
            bias = None if bias is None else bias.to(dtype)
        if _far(x, weight, stride, padding, dilation):
            rows = x.unflatten(2, (-1, dilation))
            y: Tensor = _Convolution.apply(rows, weight.unsqueeze(3), bias, 1, padding // dilation, 1)
            return y.flatten(2)
        if _as_product(x, weight):
            y = _Convolution.apply(x, weight, bias, stride, padding, dilation)
            return y
    return torch_convolve(x, weight, bias, stride, padding, dilation, groups)


def torch_convolve(
    x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, padding: int, dilation: int, groups: int = 1
) -> Tensor:
    """`convolve` by torch's own functions alone."""
    if x.dim() == 3:
        return F.conv1d(x, weight, bias, stride, padding, dilation, groups)
    return F.conv2d(x, weight, bias, (stride, 1), (padding, 0), (dilation, 1), groups)


def _as_product(x: Tensor, weight: Tensor) -> bool:
    """Whether the gradient of these weights is faster as a matrix product."""
    if not weight.requires_grad or weight.shape[1] == 1:
        return False
    if x.dtype == torch.float32:
        short = x.dim() == 3 or x.shape[3] < SHORT_ROW
        return short and min(weight.shape[:2]) >= WIDE_FLOAT
    return weight.shape[0] >= WIDE


def _far(x: Tensor, weight: Tensor, stride: int, padding: int, dilation: int) -> bool:
    """Whether the taps lie too far apart, and the sound can be dealt out to rows of `dilation` samples."""
    reach = (weight.shape[2] - 1) * dilation
    return (
        x.dim() == 3
        and x.dtype == torch.bfloat16
        and stride == 1
        and 2 * padding == reach >= FAR
        and padding % dilation == x.shape[2] % dilation == 0
    )


class _Convolution(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, padding: int, dilation: int
    ) -> Tensor:
        ctx.save_for_backward(x, weight)
        ctx.numbers = (stride, padding, dilation)
        return torch_convolve(x, weight, bias, stride, padding, dilation)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        (g,), (x, weight) = gradients, ctx.saved_tensors
        wants_x, wants_weight, wants_bias = ctx.needs_input_grad[:3]
        of_x = of_weight = of_bias = None
        if wants_x:
            of_x = _torch_gradient(g, x, weight, ctx.numbers, 0)
        if wants_weight and _as_product(x, weight):
            of_weight = _weight_product(g, x, weight, *ctx.numbers)
        elif wants_weight:
            # Only where taps were far apart: for this one, oneDNN's way with those is the quicker.
            (_, padding, _), row = ctx.numbers, x.shape[3]
            flat = (1, padding * row, row)
            of_weight = _torch_gradient(g.flatten(2), x.flatten(2), weight.squeeze(3), flat, 1).unsqueeze(3)
        if wants_bias:
            of_bias = g.sum([axis for axis in range(g.dim()) if axis != 1])
        return of_x, of_weight, of_bias, None, None, None


def _torch_gradient(
    g: Tensor, x: Tensor, weight: Tensor, numbers: tuple[int, int, int], which: int
) -> Tensor:
    """Torch's gradient of x (0) or weight (1)."""
    stride, padding, dilation = ([number] for number in numbers)
    if x.dim() == 4:
        stride, padding, dilation = [*stride, 1], [*padding, 0], [*dilation, 1]
    none = [0] * len(stride)
    wanted = [which == 0, which == 1, False]
    gradients = torch.ops.aten.convolution_backward(
        g, x, weight, None, stride, padding, dilation, False, none, 1, wanted
    )
    gradient: Tensor = gradients[which]
    return gradient


def _weight_product(g: Tensor, x: Tensor, weight: Tensor, stride: int, padding: int, dilation: int) -> Tensor:
    """The gradient of the weights: what every tap saw, times the gradients there."""
    if x.dim() == 3:
        x, g = x.unsqueeze(3), g.unsqueeze(3)
    (batch, out, rows, row), (channels, taps) = g.shape, weight.shape[1:3]
    x = F.pad(x, (0, 0, padding, padding)) if padding else x.contiguous()
    by_item, by_channel, by_row, by_sample = x.stride()
    seen = x.as_strided(
        (channels, taps, batch, rows, row),
        (by_channel, by_row * dilation, by_item, by_row * stride, by_sample),
    ).reshape(channels * taps, -1)
    return (g.transpose(0, 1).reshape(out, -1) @ seen.t()).view(weight.shape)
