"""The pitch verb: the pitch of recordings as a table that any tool reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, Reporter, worker_threads
from rvcdesk.messages import BadInput
from rvcdesk.pitch.chunks import FRAME_RATE, RATE, Mono
from rvcdesk.pitch.estimate import METHODS, estimate_f0, resolve_method

HEADER = "time_s,f0_hz"


@dataclass(frozen=True)
class PitchOptions:
    """Which recordings, by which method; `out` is a file for one input, a folder for several."""

    inputs: tuple[Path, ...]
    out: Path
    method: str = "auto"
    filter_radius: int = 3
    repair_octaves: bool = False
    threshold: float | None = None
    precision: str = "exact"
    device: str = "auto"
    threads: int = 0

    def output_for(self, source: Path) -> Path:
        """Where the pitch of one input goes."""
        return self.out if len(self.inputs) == 1 else self.out / f"{source.stem}.csv"

    def check(self) -> None:
        """Refuse what cannot be done.

        Raises:
            BadInput: no input, an output that is an input, or two inputs with one output.
        """
        if not self.inputs:
            raise BadInput("There is nothing to find the pitch of; give a recording.")
        if not 0 <= self.filter_radius <= 7:
            raise BadInput("The filter radius is between 0 and 7, not {value}.", value=self.filter_radius)
        outputs: dict[Path, Path] = {}
        for source in self.inputs:
            out = self.output_for(source).resolve()
            if out == source.resolve():
                raise BadInput("{file} would be written over; choose another output.", file=source.name)
            if out in outputs:
                raise BadInput(
                    "{file} and {other} would be written to the same file; give them other names.",
                    file=outputs[out].name,
                    other=source.name,
                )
            outputs[out] = source
        if len(self.inputs) == 1 and self.out.is_dir():
            raise BadInput("{file} is a folder; give the name of a CSV file.", file=self.out.name)


def track(options: PitchOptions, report: Reporter = SILENT) -> list[dict[str, Any]]:
    """Write the pitch of every input as CSV: a row each 10 ms, `time_s,f0_hz`, 0 where unvoiced.

    Returns:
        For each input {file, method, frames, voiced, median_hz, low_hz, high_hz, out}; the Hz are those
        of the voiced frames (their median, 5th and 95th percentile), None when there are none.

    Raises:
        BadInput: bad options, or an input that cannot be read.
        UserError: the method lacks its weights, or the output cannot be written.
    """
    from rvcdesk.audio.files import decode

    options.check()
    method = resolve_method(options.method)
    device = _device(method, options)
    documents = []
    for source in options.inputs:
        samples, _ = decode(source, rate=RATE, mono=True, report=report)
        f0 = estimate_f0(
            samples,
            RATE,
            method,
            device,
            report,
            filter_radius=options.filter_radius,
            repair_octaves=options.repair_octaves,
            precision=options.precision,
            threshold=options.threshold,
        )
        out = options.output_for(source)
        write_text(out, table(f0))
        documents.append(_document(source, method, f0, out))
    return documents


def table(f0: Mono) -> str:
    """A pitch in Hz at 100 frames a second as CSV."""
    rows = (f"{frame / FRAME_RATE:.2f},{hz:.3f}\n" for frame, hz in enumerate(f0))
    return f"{HEADER}\n{''.join(rows)}"


def _device(method: str, options: PitchOptions) -> str:
    """The device by name; the methods without a network need neither it nor torch."""
    if not METHODS[method].network:
        return "cpu"
    import torch

    from rvcdesk.devices import pick_device

    torch.set_num_threads(worker_threads(options.threads))
    return str(pick_device(options.device)[0])


def _document(source: Path, method: str, f0: Mono, out: Path) -> dict[str, Any]:
    voiced = f0[f0 > 0]
    low, median, high = (
        (round(float(value), 2) for value in np.percentile(voiced, [5, 50, 95]))
        if voiced.size
        else [None] * 3
    )
    return {
        "file": str(source),
        "method": method,
        "frames": len(f0),
        "voiced": int(voiced.size),
        "median_hz": median,
        "low_hz": low,
        "high_hz": high,
        "out": str(out),
    }
