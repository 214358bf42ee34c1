"""What every effect is made of: a name, options, and a renderer that works through a region in blocks.

An effect is a function of a *source* and a region of it, not of an array: so an hour is processed in
bounded memory, and an effect may look at what lies around its region (a filter's run-up) or elsewhere
(the stretch that a noise profile is taken from). Samples are float32 (channels, n), full scale 1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput

Samples = NDArray[np.float32]
PROCESSING = N_("Processing")
BLOCK = 1 << 17


class Region(NamedTuple):
    """[at, at + frames) of a source."""

    at: int
    frames: int

    @property
    def end(self) -> int:
        return self.at + self.frames


@dataclass(frozen=True)
class EffectKind:
    """One effect.

    Attributes:
        name: as it is written in a clip's file.
        title: its name for people, an `N_()` text.
        version: of the sound it makes; a new one makes every cached rendering anew.
        options: its frozen options dataclass.
        render: (source, region, options, report) -> blocks of the processed region, in order.
    """

    name: str
    title: str
    version: int
    options: type[Any]
    render: Callable[[Readable, Region, Any, Reporter], Iterator[Samples]]


def in_range(name: str, value: float, low: float, high: float) -> None:
    """Check an option.

    Raises:
        BadInput: it lies outside.
    """
    if not low <= value <= high:
        raise BadInput(
            "{name} must lie between {low} and {high}, not {value}.",
            name=name,
            low=low,
            high=high,
            value=value,
        )


def read_padded(source: Readable, start: int, frames: int) -> Samples:
    """[start, start + frames) of a source, with zeros before its beginning and after its end."""
    first = min(max(0, start), source.frames)
    last = max(first, min(source.frames, start + frames))
    out = np.zeros((source.channels, frames), np.float32)
    if last > first:
        samples = source.read(first, last - first)
        out[:, first - start : first - start + samples.shape[1]] = samples
    return out


def overlapping(
    source: Readable,
    region: Region,
    work: Callable[[Samples, int], Samples],
    *,
    context: int,
    block: int = BLOCK,
    report: Reporter = SILENT,
) -> Iterator[Samples]:
    """Process a region in blocks, each with `context` frames before and after it that are thrown away.

    `work` gets (channels, context + n + context) and the place of its first frame in the source (which may
    be negative: what lies outside the source is zero), and gives as much. Blocks lie on a grid that starts
    with the region, so the result depends on nothing but the region.
    """
    for start in range(region.at, region.end, block):
        report.progress(start - region.at, region.frames, PROCESSING)
        count = min(block, region.end - start)
        whole = read_padded(source, start - context, count + 2 * context)
        yield np.ascontiguousarray(
            work(whole, start - context)[:, context : context + count], dtype=np.float32
        )


def filtered(samples: Samples, rate: int, response: Callable[[Any], Any]) -> Samples:
    """Apply a real frequency response (Hz -> gain): zero phase; the ends of the array are run-up."""
    length = samples.shape[1]
    size = quick_size(length)
    gains = np.asarray(response(np.fft.rfftfreq(size, 1 / rate)), np.float32)
    return np.fft.irfft(np.fft.rfft(samples, size) * gains, size)[:, :length].astype(np.float32)


def quick_size(least: int) -> int:
    """The next size that an FFT is quick at: 2^a, 3 * 2^a or 5 * 2^a."""
    sizes = [factor << max(0, (-(-least // factor) - 1).bit_length()) for factor in (1, 3, 5)]
    return min(sizes)
