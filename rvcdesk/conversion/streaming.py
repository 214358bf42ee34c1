"""Both ends of a conversion, block by block: a file in, conditioned; a file out, levelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.encoding import WRITE_SUFFIXES
from rvcdesk.audio.files import blocks, open_writer, probe
from rvcdesk.audio.resampling import Resampler, resampled_length
from rvcdesk.conversion.levels import conditioned, limit_gain
from rvcdesk.conversion.scratch import Excerpt, Scratch, Sound, spans
from rvcdesk.conversion.segments import RATE, margins
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, BadInput, Message

SHORTEST_S = 0.1
QUIET = 10 ** (-60 / 20)
BLOCK = 1 << 18
READING, WRITING = N_("Reading audio"), N_("Writing")


@dataclass(frozen=True)
class Heard:
    """A source as the network hears it: `padded` is 16 kHz with `margin` samples on each side."""

    frames: int
    rate: int
    padded: Scratch
    margin: int

    @property
    def body(self) -> Excerpt:
        """The sound without its margins."""
        return Excerpt(self.padded, self.margin, self.padded.size - self.margin)

    @property
    def seconds(self) -> float:
        return self.frames / self.rate


def check_length(source: Path) -> None:
    """Refuse what is too short, before any model is loaded.

    Raises:
        BadInput: it cannot be read, or is shorter than 0.1 s.
    """
    info = probe(source)
    if info.frames < SHORTEST_S * info.rate:
        raise BadInput("{file} is shorter than 0.1 s; there is nothing to convert.", file=source.name)


def check_output(out: Path, source: Path) -> None:
    """Refuse a place for the result that cannot be used, before the work and not after it.

    Raises:
        BadInput: no format that can be written, or the recording itself.
    """
    if out.suffix.lower() not in WRITE_SUFFIXES:
        raise BadInput(
            "{file} cannot be written: its name must end in one of {suffixes}.",
            file=out.name,
            suffixes=", ".join(WRITE_SUFFIXES),
        )
    if out.resolve() == source.resolve():
        raise BadInput("{file} is the recording itself; give the result another name.", file=out.name)


def hear(source: Path, margin: int, folder: Path, report: Reporter) -> Heard:
    """Decode to mono at 16 kHz, condition, and mirror the margins, all through files in `folder`.

    Raises:
        BadInput: the source is damaged, or holds values that are not numbers.
        UserError: the disk is full.
    """
    info = probe(source)
    padded = Scratch(folder)
    try:
        with Scratch(folder) as plain:
            peak = _decode(source, plain, report)
            padded.append(np.zeros(margin, np.float32))
            for part in conditioned(plain, peak):
                report.progress(plain.size + padded.size, 2 * plain.size + margin, READING)
                padded.append(part)
        body = Excerpt(padded, margin, padded.size)
        before, after = margins(body, margin)
        padded.put(0, before)
        padded.append(after)
    except BaseException:
        padded.close()
        raise
    report.progress(1, 1, READING)
    return Heard(info.frames, info.rate, padded, margin)


def _decode(source: Path, plain: Scratch, report: Reporter) -> float:
    """Fill `plain` with the source at 16 kHz; returns the peak there."""
    info = probe(source)
    wanted = resampled_length(info.frames, info.rate, RATE)
    resampler = Resampler(info.rate, RATE, 1)
    loudest = peak = 0.0
    taken = 0

    def keep(ready: NDArray[np.float32]) -> float:
        part = ready[0, : wanted - plain.size]
        plain.append(part)
        return float(np.abs(part).max(initial=0.0))

    for block in blocks(source, BLOCK):
        mono = block.mean(axis=0, keepdims=True)
        if not np.isfinite(mono).all():
            raise BadInput("{file} holds values that are not numbers; export it again.", file=source.name)
        loudest = max(loudest, float(np.abs(mono).max()))
        peak = max(peak, keep(resampler.process(mono)))
        taken += block.shape[1]
        report.progress(taken, 2 * info.frames, READING)
    peak = max(peak, keep(resampler.flush()))
    plain.append(np.zeros(wanted - plain.size, np.float32))
    if loudest < QUIET:
        report.warn(Message(N_("{file} is silent; so will the result be."), {"file": source.name}))
    return peak


def write_levelled(result: Sound, rate: int, out: Path, out_rate: int, frames: int, report: Reporter) -> None:
    """Write a result of exactly `frames` at `out_rate`, turned down where its peak is over 0.99.

    The peak is that of what is written, as in RVC: converting the rate can raise it.

    Raises:
        BadInput: the format cannot hold this.
        UserError: the disk refused.
    """
    peak, done = 0.0, 0
    for part in _at_rate(result, rate, out_rate):
        peak = max(peak, float(np.abs(part).max(initial=0.0)))
        done += part.size
        report.progress(done, 2 * frames, WRITING)
    gain, given = np.float32(limit_gain(peak)), 0
    with open_writer(out, out_rate, 1, frames=frames) as writer:
        for part in _at_rate(result, rate, out_rate):
            part = part[: frames - given]
            writer.write(part * gain)
            given += part.size
            report.progress(frames + given, 2 * frames, WRITING)
        if given < frames:
            writer.write(np.zeros(frames - given, np.float32))
    report.progress(1, 1, WRITING)


def _at_rate(sound: Sound, rate: int, out_rate: int) -> Iterator[NDArray[np.float32]]:
    resampler = Resampler(rate, out_rate, 1)
    for start, stop in spans(sound.size, BLOCK):
        yield resampler.process(sound[start:stop][None])[0]
    yield resampler.flush()[0]
