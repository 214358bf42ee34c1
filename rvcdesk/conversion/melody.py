"""The pitch that the network is given: transposed, drawn by hand, in the voice's dialect."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rvcdesk.messages import BadInput
from rvcdesk.pitch.coarse import interpolate_unvoiced

FRAME_RATE = 100
LONGEST_FILE = 64 << 20
HIGHEST_HZ = 8000.0
F0 = NDArray[np.float64]


def read_curve(path: Path) -> F0:
    """A pitch drawn by hand: lines of `seconds,Hz`, as RVC-WebUI takes them and `rvcdesk pitch` writes them.

    Blank lines and a first line of headings do not count.

    Returns:
        float64 (n, 2), ordered by time.

    Raises:
        BadInput: it cannot be read, or a line is something else.
    """
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise BadInput("{file} is too long to be a pitch curve.", file=path.name)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(
            "{file} cannot be read as a pitch curve; it must be a text file of lines seconds,Hz.",
            file=path.name,
        ) from error
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if rows and re.match(r"\s*[^\W\d]", rows[0][1]):
        del rows[0]
    points = [_point(line, number, path) for number, line in rows]
    if not points:
        raise BadInput("{file} holds no pitch; it must have lines of seconds,Hz.", file=path.name)
    curve = np.asarray(points, np.float64)
    return np.asarray(curve[np.argsort(curve[:, 0], kind="stable")])


def _point(line: str, number: int, path: Path) -> tuple[float, float]:
    parts = re.split(r"\s*[,;\t]\s*|\s+", line.strip())
    try:
        seconds, hz = (float(part) for part in parts)
    except ValueError:
        seconds = hz = -1.0
    if not (0 <= seconds < 1e6 and 0 <= hz <= HIGHEST_HZ):
        raise BadInput(
            "Line {number} of {file} is not seconds,Hz (such as 1.25,220).", number=number, file=path.name
        )
    return seconds, hz


def draw_in(f0: F0, curve: F0, first_frame: int = 0) -> F0:
    """Put a curve (n, 2) over the frames from its first time to its last; time 0 is `first_frame`."""
    start, stop = (int(np.round(curve[end, 0] * FRAME_RATE)) for end in (0, -1))
    drawn = np.interp(np.arange(start, stop + 1), curve[:, 0] * FRAME_RATE, curve[:, 1])
    f0 = f0.copy()
    room = f0[first_frame + start : first_frame + stop + 1]
    room[:] = drawn[: len(room)]
    return f0


def melody(
    f0: NDArray[np.floating],
    *,
    transpose: float = 0.0,
    interpolate: bool = False,
    curve: F0 | None = None,
    first_frame: int = 0,
) -> F0:
    """Shape a pitch in Hz (0 unvoiced), 100 frames a second, in RVC's order.

    Args:
        transpose: semitones.
        interpolate: the 2026 dialect: unvoiced frames lie on a line between their voiced neighbours.
        curve: replaces what was found; it is meant as it is, and not transposed.
        first_frame: the frame of time 0, where margins come before it.
    """
    shaped = np.asarray(f0, np.float64)
    if interpolate:
        shaped = interpolate_unvoiced(shaped)
    shaped = shaped * 2 ** (transpose / 12)
    return shaped if curve is None else draw_in(shaped, curve, first_frame)
