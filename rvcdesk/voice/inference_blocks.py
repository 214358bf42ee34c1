"""HiFi-GAN's residual block for inference, on rows of channels."""

from __future__ import annotations

from functools import cached_property, lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.voice.decoder import ResBlock
from rvcdesk.voice.inference_conv import (
    CHANNELS_LAST,
    PHASES,
    Kernels,
    PhasedConv,
    PlainKernels,
    Rows,
    Taps,
)
from rvcdesk.voice.layers import LRELU_SLOPE, effective_weight

# Below so many channels the additions of the fast filters cost more than they save: measured on one
# processor with AVX-512 for kernels of 3, 7 and 11, guessed for the others.
PHASED_FROM = {1: 1 << 30, 3: 192, 5: 128}
PHASED_FROM_LONGER = 64


def rows_matrix(x: Tensor) -> Tensor:
    """(1, C, 1, rows) -> (rows, C), sharing memory."""
    return x[0, :, 0].t()


def zero_outside(rows: Rows, phase: int, phases: int, total: int) -> None:
    """Make what lies beyond the ends of a signal of `total` rows zero, as the padding of every layer is."""
    if rows.at < 0:
        rows.x[..., : -rows.at].zero_()
    end = -(-(total - phase) // phases)
    if rows.end > end:
        rows.x[..., max(0, end - rows.at) :].zero_()


class FastResBlock:
    """`decoder.ResBlock`; in float32 and with enough channels its convolutions run in phases."""

    def __init__(self, block: ResBlock, dtype: torch.dtype, kernels: Kernels) -> None:
        convs = [conv for conv in block.convs1 if isinstance(conv, nn.Conv1d)]
        self.kernel_size = int(convs[0].kernel_size[0])
        self.dilations = tuple(int(conv.dilation[0]) for conv in convs)
        self.dtype = dtype
        wide = convs[0].in_channels >= PHASED_FROM.get(self.kernel_size, PHASED_FROM_LONGER)
        odd = all(dilation % 2 for dilation in self.dilations)
        # Half precision would lose what the differences need; a card is not short of multiplications.
        processor = effective_weight(convs[0]).device.type == "cpu"
        self.phased = wide and odd and processor and dtype == torch.float32
        self.reach = reach(self.kernel_size, self.dilations, self.phased)
        plain: list[Taps] = []
        phased: list[PhasedConv] = []
        for pair in zip(block.convs1, block.convs2, strict=True):
            for conv in pair:
                assert isinstance(conv, nn.Conv1d)
                weight = effective_weight(conv).detach().to(dtype)
                bias = None if conv.bias is None else conv.bias.detach().to(dtype)
                dilation = int(conv.dilation[0])
                if self.phased:
                    phased.append(PhasedConv(weight, bias, dilation, kernels))
                else:
                    plain.append(Taps(weight, bias, dilation, kernels))
        self.plain = list(zip(plain[::2], plain[1::2], strict=True))
        self.in_phases = list(zip(phased[::2], phased[1::2], strict=True))

    def add_to(self, out: Rows, given: Given, total: int) -> None:
        """Add the block's result to `out`; `given` has at least `reach` more rows on both sides.

        With phases, out.at, out.end and given.x.at must be multiples of PHASES.
        """
        start, end = out.at - self.reach, out.end + self.reach
        if self.phased:
            first, last = start // PHASES, end // PHASES
            x = [rows.within(first, last) for rows in given.phases]
            active = [rows.within(first, last) for rows in given.active_phases]
            for phase, rows in enumerate(self.run_phases(x, active, total)):
                out.x[..., phase::PHASES].add_(rows.cut(out.at // PHASES, out.end // PHASES))
            return
        run = self._add_plain if self.dtype == torch.float32 else self._add_halved
        run(out, given.x.within(start, end), given.active(self.dtype).within(start, end), total)

    def _add_plain(self, out: Rows, x: Rows, active: Rows, total: int) -> None:
        for number, (dilated, plain) in enumerate(self.plain):
            inner = self._inner(x, active if number == 0 else None, dilated, total)
            if number == len(self.plain) - 1:
                out.x.add_(x.cut(out.at, out.end))
                plain.into(inner, out)
                return
            x = plain.plus(inner, x, *plain.range(inner))
            zero_outside(x, 0, 1, total)

    def _add_halved(self, out: Rows, x: Rows, active: Rows, total: int) -> None:
        """In half precision only what a convolution reads and adds is rounded, not the sum."""
        for number, (dilated, plain) in enumerate(self.plain):
            inner = self._inner(x, active if number == 0 else None, dilated, total)
            change = plain.new(inner, *plain.range(inner))
            x = Rows(x.cut(change.at, change.end) + change.x, change.at)
            zero_outside(x, 0, 1, total)
        out.x.add_(x.cut(out.at, out.end))

    def _inner(self, x: Rows, active: Rows | None, dilated: Taps, total: int) -> Rows:
        """The first half of a pair, where the plain convolution is to read it."""
        half = self.kernel_size // 2
        active = (active or activated(x, self.dtype)).earlier(-half * dilated.dilation)
        inner = dilated.new(active, *dilated.range(active), slope=LRELU_SLOPE)
        zero_outside(inner, 0, 1, total)
        return inner.earlier(-half)

    def run_phases(self, x: list[Rows], active: list[Rows], total: int) -> list[Rows]:
        """The whole block from phases to phases; `active` is x behind its leaky ReLU."""
        for number, (dilated, plain) in enumerate(self.in_phases):
            y = dilated(active if number == 0 else [activated(rows) for rows in x])
            for phase, rows in enumerate(y):
                F.leaky_relu_(rows.x, LRELU_SLOPE)
                zero_outside(rows, phase, PHASES, total)
            y = plain(y)
            for phase, (rows, before) in enumerate(zip(y, x, strict=True)):
                rows.x.add_(before.cut(rows.at, rows.end))
                zero_outside(rows, phase, PHASES, total)
            x = y
        return x


class Given:
    """What the blocks of one rate have in common: their input and what each makes of it first."""

    def __init__(self, x: Rows) -> None:
        self.x = x
        self._active: dict[torch.dtype, Rows] = {}

    def active(self, dtype: torch.dtype) -> Rows:
        """The input behind a leaky ReLU."""
        if dtype not in self._active:
            self._active[dtype] = activated(self.x, dtype)
        return self._active[dtype]

    @cached_property
    def phases(self) -> list[Rows]:
        """The input dealt out."""
        return deal(self.x)

    @cached_property
    def active_phases(self) -> list[Rows]:
        """The phases behind a leaky ReLU."""
        return [activated(rows) for rows in self.phases]


def activated(x: Rows, dtype: torch.dtype = torch.float32) -> Rows:
    """Behind a leaky ReLU, in another type."""
    return Rows(F.leaky_relu(x.x, LRELU_SLOPE).to(dtype), x.at)


def deal(x: Rows) -> list[Rows]:
    """Rows to phases; x.at must be a multiple of PHASES."""
    return [
        Rows(x.x[..., phase::PHASES].contiguous(memory_format=CHANNELS_LAST), x.at // PHASES)
        for phase in range(PHASES)
    ]


@lru_cache
def reach(kernel_size: int, dilations: tuple[int, ...], phased: bool) -> int:
    """Rows that a block needs beyond both ends of its result, a multiple of PHASES."""
    rows = sum(kernel_size // 2 * (dilation + 1) for dilation in dilations)
    if phased:
        # In phases a few more are lost; how many is seen best by losing them.
        block = FastResBlock.__new__(FastResBlock)
        plain, weight = PlainKernels(), torch.zeros(1, 1, kernel_size)
        block.in_phases = [
            (PhasedConv(weight, None, dilation, plain), PhasedConv(weight, None, 1, plain))
            for dilation in dilations
        ]
        count = 4 * rows + 64 * PHASES
        x = deal(Rows(torch.zeros(1, 1, 1, count), 0))
        left = block.run_phases(x, x, count)
        rows = PHASES * max(max(rows.at, count // PHASES - rows.end) for rows in left)
    return -(-rows // PHASES) * PHASES
