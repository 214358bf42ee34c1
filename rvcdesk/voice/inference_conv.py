"""Dilated convolutions for inference: channels last, packed weights, and fewer multiplications.

Sound lies as rows of channels, (1, C, 1, rows) in channels-last memory, so that a slice of rows is
one piece of memory and no layer has to reorder its input. Every convolution here is "valid": it
needs its neighbours' rows and pads nothing.

Wide layers use fast FIR algorithms (Z.-J. Mou and P. Duhamel, "Short-length FIR filters and their
use in fast nonrecursive filtering", IEEE Trans. Signal Processing 39(6), 1991; the split of a
2-parallel filter is also Karatsuba's): the rows are dealt out to 2 or 4 phases, and every pair of
filters costs three half-length ones instead of four. Only additions are added, so that the rounding
stays that of the plain sum, unlike with Winograd's larger tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional as F

CHANNELS_LAST = torch.channels_last
PHASES = 4


@dataclass
class Rows:
    """Rows [at, end) of a longer signal: x (1, C, 1, end - at)."""

    x: Tensor
    at: int

    @property
    def end(self) -> int:
        """One past the last row."""
        return self.at + self.x.shape[3]

    def cut(self, start: int, end: int) -> Tensor:
        """The rows [start, end), sharing memory."""
        assert self.at <= start <= end <= self.end, (self.at, start, end, self.end)
        return self.x[..., start - self.at : end - self.at]

    def within(self, start: int, end: int) -> Rows:
        """`cut`, knowing where it is."""
        return Rows(self.cut(start, end), start)

    def earlier(self, rows: int) -> Rows:
        """The same rows, `rows` places further to the front."""
        return Rows(self.x, self.at - rows)


def difference(left: Rows, right: Rows) -> Rows:
    """left - right, where both are."""
    start, end = max(left.at, right.at), min(left.end, right.end)
    return Rows(left.cut(start, end) - right.cut(start, end), start)


class Kernels(Protocol):
    """The three convolutions that everything is made of. `weight` is what `pack` gave."""

    def pack(self, weight: Tensor, dilation: int, rows: int) -> Tensor:
        """weight (out, in, 1, k) in the form that these kernels like, for about `rows` rows."""

    def conv(self, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int, slope: float) -> Tensor:
        """The convolution; then leaky ReLU if slope is not 1."""

    def conv_add(
        self, x: Tensor, other: Tensor, weight: Tensor, bias: Tensor | None, dilation: int
    ) -> Tensor:
        """other + convolution, in new memory."""

    def conv_into(self, total: Tensor, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int) -> None:
        """total += convolution."""


class PlainKernels:
    """Torch's public functions: any processor, any device."""

    def pack(self, weight: Tensor, dilation: int, rows: int) -> Tensor:
        """See `Kernels`."""
        return weight.contiguous(memory_format=CHANNELS_LAST)

    def conv(self, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int, slope: float) -> Tensor:
        """See `Kernels`."""
        y = F.conv2d(x, weight, bias, dilation=(1, dilation))
        return y if slope == 1 else F.leaky_relu_(y, slope)

    def conv_add(
        self, x: Tensor, other: Tensor, weight: Tensor, bias: Tensor | None, dilation: int
    ) -> Tensor:
        """See `Kernels`."""
        return self.conv(x, weight, bias, dilation, 1).add_(other)

    def conv_into(self, total: Tensor, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int) -> None:
        """See `Kernels`."""
        total.add_(self.conv(x, weight, bias, dilation, 1))


class OneDnnKernels:
    """oneDNN with packed weights and fused sums: the operators torch.compile uses on processors.

    They are not part of torch's public interface, so `best_kernels` tries them before using them.
    """

    def __init__(self) -> None:
        self.ops: Any = torch.ops.mkldnn

    def pack(self, weight: Tensor, dilation: int, rows: int) -> Tensor:
        """See `Kernels`."""
        weight = weight.contiguous(memory_format=CHANNELS_LAST)
        size = [1, weight.shape[1], 1, rows]
        packed: Tensor = self.ops._reorder_convolution_weight(weight, [0, 0], [1, 1], [1, dilation], 1, size)
        return packed

    def conv(self, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int, slope: float) -> Tensor:
        """See `Kernels`."""
        after, numbers = ("none", []) if slope == 1 else ("leaky_relu", [slope])
        y: Tensor = self.ops._convolution_pointwise(
            x, weight, bias, [0, 0], [1, 1], [1, dilation], 1, after, numbers, ""
        )
        return y

    def conv_add(
        self, x: Tensor, other: Tensor, weight: Tensor, bias: Tensor | None, dilation: int
    ) -> Tensor:
        """See `Kernels`."""
        y: Tensor = self.ops._convolution_pointwise.binary(
            x, other, weight, bias, [0, 0], [1, 1], [1, dilation], 1, "add", None, None, [], None
        )
        return y

    def conv_into(self, total: Tensor, x: Tensor, weight: Tensor, bias: Tensor | None, dilation: int) -> None:
        """See `Kernels`."""
        self.ops._convolution_pointwise_.binary(
            total, x, weight, bias, [0, 0], [1, 1], [1, dilation], 1, "add", 1.0, None, [], None
        )


def best_kernels(device: torch.device, dtype: torch.dtype, channels: int = 32) -> Kernels:
    """oneDNN's kernels if this torch has them and they work on this processor, else torch's own.

    Those of torch are also for very few channels: with one, channels-last memory is not told apart.
    """
    if device.type != "cpu" or channels < 4:
        return PlainKernels()
    return _processor_kernels(dtype)


def _processor_kernels(dtype: torch.dtype) -> Kernels:
    fused, plain = OneDnnKernels(), PlainKernels()
    x = torch.linspace(-1, 1, 640).reshape(1, 20, 1, 32).to(dtype).contiguous(memory_format=CHANNELS_LAST)
    weight = torch.linspace(-0.2, 0.3, 1200).reshape(20, 20, 1, 3).to(dtype)
    bias = torch.linspace(-0.1, 0.1, 20).to(dtype)
    try:
        if not torch.backends.mkldnn.is_available():
            return plain
        packed, other = fused.pack(weight, 2, 32), x[..., 2:-2]
        total = other.clone(memory_format=CHANNELS_LAST)
        fused.conv_into(total, x, packed, bias, 2)
        pairs = [
            (fused.conv(x, packed, bias, 2, 0.1), plain.conv(x, weight, bias, 2, 0.1)),
            (fused.conv_add(x, other, packed, bias, 2), plain.conv_add(x, other, weight, bias, 2)),
            (total, plain.conv_add(x, other, weight, bias, 2)),
        ]
        near = 1e-4 if dtype == torch.float32 else 0.05
        good = all(torch.allclose(a.float(), b.float(), atol=near, rtol=near) for a, b in pairs)
    except (RuntimeError, AttributeError, TypeError, NotImplementedError):
        # Another version of torch may have other operators, or an old processor no bfloat16.
        return plain
    return fused if good else plain


class Taps:
    """One plain convolution: y[m] = sum over i of weight[i] x[m + dilation i]."""

    def __init__(self, weight: Tensor, bias: Tensor | None, dilation: int, kernels: Kernels) -> None:
        """weight (out, in, k)."""
        self.reach = dilation * (weight.shape[2] - 1)
        self.dilation = dilation
        self.bias = bias
        self.kernels = kernels
        self.weight = kernels.pack(weight.unsqueeze(2), dilation, 1024)

    def range(self, x: Rows) -> tuple[int, int]:
        """The rows that can be had from x."""
        return x.at, x.end - self.reach

    def new(self, x: Rows, start: int, end: int, slope: float = 1) -> Rows:
        """Rows [start, end) of the convolution."""
        near = x.cut(start, end + self.reach)
        return Rows(self.kernels.conv(near, self.weight, self.bias, self.dilation, slope), start)

    def plus(self, x: Rows, other: Rows, start: int, end: int) -> Rows:
        """Rows [start, end) of the convolution plus those of `other`."""
        near, rest = x.cut(start, end + self.reach), other.cut(start, end)
        return Rows(self.kernels.conv_add(near, rest, self.weight, self.bias, self.dilation), start)

    def into(self, x: Rows, total: Rows) -> None:
        """Add the convolution to `total`, at all of its rows."""
        near = x.cut(total.at, total.end + self.reach)
        self.kernels.conv_into(total.x, near, self.weight, self.bias, self.dilation)


class Halves:
    """A filter on a signal of two phases, by three filters of half the length instead of four.

    With taps (h0, h1, h0, ...) dealt out to H0 and H1, and x2 = x0 one dilated step later:
    y0 = H0 (x0 - x1) + (H0 + H1) x1 and y1 = (H0 + H1) x1 + H1 (x2 - x1).
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, dilation: int, kernels: Kernels) -> None:
        """weight (out, in, k)."""
        even, odd = weight[..., 0::2], weight[..., 1::2]
        self.dilation = dilation
        self.filters = [Taps(even, bias, dilation, kernels)]
        if odd.shape[2]:
            both = even + F.pad(odd, (0, even.shape[2] - odd.shape[2]))
            self.filters = [
                Taps(even, None, dilation, kernels),
                Taps(both, bias, dilation, kernels),
                Taps(odd, None, dilation, kernels),
            ]

    def inputs(self, x0: Rows, x1: Rows) -> list[Rows]:
        """What the filters are fed with."""
        if len(self.filters) == 1:
            return [x0, x1]
        return [difference(x0, x1), x1, difference(x0.earlier(self.dilation), x1)]

    def range(self, given: list[Rows]) -> tuple[int, int]:
        """The rows that can be had from both phases."""
        filters = self.filters if len(self.filters) == 3 else self.filters * 2
        ranges = [one.range(x) for one, x in zip(filters, given, strict=True)]
        return max(start for start, _ in ranges), min(end for _, end in ranges)

    def new(self, given: list[Rows], start: int, end: int) -> tuple[Rows, Rows]:
        """Both phases of the result."""
        if len(self.filters) == 1:
            return self.filters[0].new(given[0], start, end), self.filters[0].new(given[1], start, end)
        first, middle, last = self.filters
        y1 = middle.new(given[1], start, end)
        y0 = first.plus(given[0], y1, start, end)
        last.into(given[2], y1)
        return y0, y1

    def plus(self, given: list[Rows], y0: Rows, y1: Rows) -> tuple[Rows, Rows]:
        """Both phases plus y0 and y1, in new memory."""
        start, end = y0.at, y0.end
        if len(self.filters) == 1:
            only = self.filters[0]
            return only.plus(given[0], y0, start, end), only.plus(given[1], y1, start, end)
        first, middle, last = self.filters
        shared = middle.new(given[1], start, end).x
        sum0, sum1 = Rows(y0.x + shared, start), Rows(shared.add_(y1.x), start)
        first.into(given[0], sum0)
        last.into(given[2], sum1)
        return sum0, sum1

    def into(self, given: list[Rows], y0: Rows, y1: Rows) -> None:
        """Add both phases to y0 and y1."""
        if len(self.filters) == 1:
            self.filters[0].into(given[0], y0)
            self.filters[0].into(given[1], y1)
            return
        first, middle, last = self.filters
        shared = middle.new(given[1], y0.at, y0.end)
        y0.x.add_(shared.x)
        y1.x.add_(shared.x)
        first.into(given[0], y0)
        last.into(given[2], y1)


class PhasedConv:
    """A dilated convolution on a signal dealt out to P = 4 phases; its dilation must be odd.

    Phase p holds the rows P m + p. Since the dilation is odd, the P signals Z_i[m] = x[P m + d i]
    are the phases in another order, and in them the dilated filter is an ordinary one over i.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, dilation: int, kernels: Kernels) -> None:
        """weight (out, in, k)."""
        assert dilation % 2 == 1 and weight.shape[2] >= 3
        self.dilation = dilation
        self.half = weight.shape[2] // 2
        even, odd = weight[..., 0::2], weight[..., 1::2]
        both = even + F.pad(odd, (0, even.shape[2] - odd.shape[2]))
        self.even = Halves(even, None, dilation, kernels)
        self.both = Halves(both, bias, dilation, kernels)
        self.odd = Halves(odd, None, dilation, kernels)

    def __call__(self, x: list[Rows]) -> list[Rows]:
        """Phases to phases; `at` of a phase counts rows of that phase.

        The split of `Halves` once more, each of its signals having two phases itself.
        """
        z0, z1, z2, z3 = (self._dilated(x, index) for index in range(PHASES))
        even = self.even.inputs(difference(z0, z1), difference(z2, z3))
        both = self.both.inputs(z1, z3)
        odd = self.odd.inputs(difference(z2, z1), difference(z0.earlier(self.dilation), z3))
        ranges = [self.even.range(even), self.both.range(both), self.odd.range(odd)]
        start, end = max(first for first, _ in ranges), min(last for _, last in ranges)
        y0, y2 = self.both.new(both, start, end)
        y1, y3 = self.odd.plus(odd, y0, y2)
        self.even.into(even, y0, y2)
        return self._in_order([y0, y1, y2, y3])

    def _dilated(self, x: list[Rows], index: int) -> Rows:
        """Z_index, such that the filter's centre tap falls on the row it computes."""
        later, phase = divmod(self.dilation * (index - self.half), PHASES)
        return x[phase].earlier(later)

    def _in_order(self, y: list[Rows]) -> list[Rows]:
        """From the dilated order back to that of the rows."""
        plain: dict[int, Rows] = {}
        for index, rows in enumerate(y):
            later, phase = divmod(self.dilation * index, PHASES)
            plain[phase] = rows.earlier(-later)
        return [plain[phase] for phase in range(PHASES)]
