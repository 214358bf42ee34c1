"""NSF-HiFiGAN for inference: block by block, so that what is computed stays in the caches.

The numbers are those of `decoder.HifiGanDecoder` up to float rounding, for any block length: each
rate takes the rows it needs beyond its block from the rate before, and no layer sees a seam.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.decoder import HifiGanDecoder
from rvcdesk.voice.inference_blocks import FastResBlock, Given, activated, rows_matrix, zero_outside
from rvcdesk.voice.inference_conv import CHANNELS_LAST, PHASES, Kernels, Rows, Taps, best_kernels
from rvcdesk.voice.layers import effective_weight

# Floats of one layer's output in one block, of which several are in use at a time: a processor's
# caches should hold them, a card should be busy with one for a while.
BLOCK_FLOATS, BLOCK_FLOATS_CARD = 600_000, 32_000_000
# What lies around a block is computed twice, up to 94 rows on each side.
LEAST_ROWS, MOST_ROWS = 2_400, 1_000_000


@dataclass(frozen=True)
class Place:
    """Where one rate of the decoder stands."""

    channels: int
    per_frame: int  # rows
    after: int  # samples of the result per row


class Upsampling:
    """A transposed convolution as an ordinary one: row m gives `stride` rows of the result at once."""

    def __init__(
        self,
        conv: nn.ConvTranspose1d,
        extra_bias: Tensor | None,
        scale: float,
        kernels: Kernels,
    ) -> None:
        """`scale` multiplies the input (it must be positive); `extra_bias` (out,) is added."""
        weight = effective_weight(conv).detach() * scale
        wide, self.channels, kernel = weight.shape
        self.stride, self.pad = int(conv.stride[0]), int(conv.padding[0])
        self.taps = -(-kernel // self.stride)
        weight = F.pad(weight, (0, self.taps * self.stride - kernel))
        weight = weight.view(wide, self.channels, self.taps, self.stride).flip(2)
        weight = weight.permute(3, 1, 0, 2).reshape(self.stride * self.channels, wide, self.taps)
        bias = weight.new_zeros(self.channels) if conv.bias is None else conv.bias.detach()
        bias = bias if extra_bias is None else bias + extra_bias
        repeated = bias.repeat(self.stride)
        self.conv = Taps(weight, repeated, 1, kernels)

    def needs(self, start: int, end: int) -> tuple[int, int]:
        """The input rows for the rows [start, end) of the result."""
        first, last = (start + self.pad) // self.stride, (end - 1 + self.pad) // self.stride
        return first - (self.taps - 1), last + 1

    def __call__(self, x: Rows, start: int, end: int) -> Rows:
        """Rows [start, end) of the result."""
        first, last = self.needs(start, end)
        wide = self.conv.new(x, first, last - (self.taps - 1)).x
        rows = rows_matrix(wide).reshape(-1, self.channels)
        at = (first + self.taps - 1) * self.stride - self.pad
        return Rows(rows.t()[None, :, None], at).within(start, end)


class Rate:
    """One of the decoder's rates: climb up, add the source, average the residual blocks."""

    def __init__(self, decoder: HifiGanDecoder, index: int, place: Place, dtype: torch.dtype) -> None:
        self.place = place
        self.source_weight: Tensor | None = None
        extra = None
        if decoder.m_source is not None:
            noise = decoder.noise_convs[index]
            assert isinstance(noise, nn.Conv1d) and noise.bias is not None
            self.source_weight = noise.weight.detach()[:, 0].t().contiguous()
            self.source_pad = int(noise.padding[0])
            extra = noise.bias.detach()
        count = decoder.blocks_per_rate
        # The average of the rate before is a plain sum until here.
        scale = 1.0 if index == 0 else 1.0 / count
        up, device = decoder.ups[index], decoder.conv_pre.weight.device
        assert isinstance(up, nn.ConvTranspose1d)
        # In half precision a tenth of all steps would make half of the error.
        self.up = Upsampling(up, extra, scale, best_kernels(device, torch.float32, place.channels))
        blocks = decoder.resblocks[index * count : (index + 1) * count]
        kernels = best_kernels(device, dtype, place.channels)
        self.blocks = [FastResBlock(block, dtype, kernels) for block in blocks]  # type: ignore[arg-type]
        self.reach = max(block.reach for block in self.blocks)
        floats = BLOCK_FLOATS if device.type == "cpu" else BLOCK_FLOATS_CARD
        rows = min(max(floats // place.channels, LEAST_ROWS), MOST_ROWS)
        grain = math.lcm(PHASES, self.up.stride)
        self.step = max(1, rows // grain) * grain

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """The rows that the residual blocks need for [start, end)."""
        return start - self.reach, end + self.reach

    def needs(self, start: int, end: int) -> tuple[int, int]:
        """The rows of the rate before that [start, end) needs; they may lie outside the signal."""
        return self.up.needs(*self.widened(start, end))

    def __call__(self, x: Rows, source: Tensor | None, start: int, end: int, total: int) -> Rows:
        """Rows [start, end) of `total`, start and end multiples of PHASES: the sum of the blocks.

        x holds what `needs` says, zeros outside the signal; source (samples,) of the whole segment,
        with one frame of zeros at both ends.
        """
        first, last = self.widened(start, end)
        rows = self.up(activated(x), first, last)
        if source is not None:
            self._add_source(rows, source, total)
        zero_outside(rows, 0, 1, total)
        out = Rows(torch.zeros_like(rows.cut(start, end)), start)
        given = Given(rows)
        for block in self.blocks:
            block.add_to(out, given, total)
        return out

    def _add_source(self, rows: Rows, source: Tensor, total: int) -> None:
        """Add the source's convolution to the rows inside the signal (its bias is in `up`)."""
        weight = self.source_weight
        assert weight is not None
        first, last = max(rows.at, 0), min(rows.end, total)
        if first >= last:
            return
        stride, margin = self.place.after, self.place.after * self.place.per_frame
        offset = margin + first * stride - self.source_pad
        near = source[offset:].as_strided((last - first, weight.shape[0]), (stride, 1))
        rows_matrix(rows.cut(first, last)).addmm_(near, weight)


class BlockDecoder(nn.Module):
    """A `decoder.Decoder` for inference with the weights of a `HifiGanDecoder`."""

    def __init__(self, decoder: HifiGanDecoder, config: VoiceConfig, dtype: torch.dtype) -> None:
        """dtype: float32, or the half precision for the convolutions between the first and the last.

        The sums of the residual blocks, the source and the last convolution are float32 always.
        """
        super().__init__()
        self.hop = decoder.hop
        self.m_source = decoder.m_source
        self.conv_pre, self.cond = decoder.conv_pre, decoder.cond
        rates = config.upsample_rates
        places = [
            Place(
                config.upsample_initial_channel // 2 ** (i + 1),
                math.prod(rates[: i + 1]),
                math.prod(rates[i + 1 :]),
            )
            for i in range(len(rates))
        ]
        self.rates = [Rate(decoder, i, place, dtype) for i, place in enumerate(places)]
        post = decoder.conv_post.weight.detach()[0] / decoder.blocks_per_rate
        self.post = post.contiguous()
        self.post_pad = decoder.conv_post.kernel_size[0] // 2

    def forward(
        self,
        z: Tensor,
        pitchf: Tensor | None,
        g: Tensor,
        *,
        source_noise: Tensor | None = None,
        generator: torch.Generator | None = None,
        keep: tuple[int, int] | None = None,
    ) -> Tensor:
        """See `decoder.Decoder`; `keep` (first, end) frames are all that is computed, if given."""
        excitation: Tensor | None = None
        if self.m_source is not None:
            assert pitchf is not None, "a voice with pitch needs pitchf"
            excitation = self.m_source(pitchf, source_noise, generator)[..., 0]
            excitation = F.pad(excitation, (self.hop, self.hop)).contiguous()
        first, end = (0, z.shape[2]) if keep is None else keep
        started = self.conv_pre(z) + self.cond(g)
        out = z.new_empty((z.shape[0], 1, (end - first) * self.hop))
        for item in range(z.shape[0]):
            x = started[item : item + 1].unsqueeze(2).contiguous(memory_format=CHANNELS_LAST)
            source = None if excitation is None else excitation[item]
            self._decode(x, source, first * self.hop, out[item, 0])
        return out

    def _decode(self, x: Tensor, source: Tensor | None, start: int, out: Tensor) -> None:
        """x (1, C, 1, T) -> the samples from `start` on, as many as `out` (samples,) takes."""
        total, end = x.shape[3] * self.hop, start + len(out)
        last = len(self.rates) - 1
        step = self.rates[last].step
        feed = Feed(self._blocks(last, x, source, start - self.post_pad, end + self.post_pad), total)
        for at in range(start, end, step):
            stop = min(at + step, end)
            near = feed.take(at - self.post_pad, stop + self.post_pad)
            # Torch's own default slope here, unlike everywhere else: so are the files.
            taps = rows_matrix(F.leaky_relu(near.x)) @ self.post
            count = self.post.shape[1]
            diagonal = taps.as_strided((stop - at, count), (count, count + 1))
            torch.tanh(diagonal.sum(1), out=out[at - start : stop - start])

    def _blocks(self, level: int, x: Tensor, source: Tensor | None, start: int, end: int) -> Iterator[Rows]:
        """The output of a rate from `start` (or a little before) to `end` (or a little after)."""
        frames = x.shape[3]
        if level < 0:
            yield Rows(x, 0)
            return
        rate = self.rates[level]
        total = frames * rate.place.per_frame
        before = frames if level == 0 else frames * self.rates[level - 1].place.per_frame
        start = max(0, start) // PHASES * PHASES
        end = -(-min(end, total) // PHASES) * PHASES
        if x.device.type == "cpu":
            # Whole blocks, also at the end: oneDNN keeps code for every length it has ever seen.
            end = start + -(-(end - start) // rate.step) * rate.step
        feed = Feed(self._blocks(level - 1, x, source, *rate.needs(start, end)), before)
        for at in range(start, end, rate.step):
            stop = min(at + rate.step, end)
            yield rate(feed.take(*rate.needs(at, stop)), source, at, stop, total)


class Feed:
    """Rows from blocks that come one after another; zeros outside the signal of `total` rows."""

    def __init__(self, blocks: Iterator[Rows], total: int) -> None:
        self.blocks = blocks
        self.total = total
        self.kept: Rows | None = None

    def take(self, start: int, end: int) -> Rows:
        """The rows [start, end); what lies before `start` is forgotten."""
        first, last = max(0, start), min(end, self.total)
        kept = self.kept or next(self.blocks)
        parts = [kept.cut(max(first, kept.at), kept.end)]
        at = max(first, kept.at)
        reached = kept.end
        while reached < last:
            block = next(self.blocks)
            parts.append(block.x)
            reached = block.end
        joined = parts[0] if len(parts) == 1 else torch.cat(parts, dim=3)
        self.kept = Rows(joined, at)
        inside = self.kept.cut(first, last)
        if start == first and end == last:
            return Rows(inside, start)
        return Rows(F.pad(inside, (first - start, end - last)), start)
