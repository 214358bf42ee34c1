"""dsp/f0_*: coarse pitch in both dialects, a drawn curve, and the methods that find the pitch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.parity_cases.report import FAIL, PASS, Line, Skip, fact, limited, near, near_relative, same
from rvcdesk.conversion.melody import draw_in, melody
from rvcdesk.pitch.coarse import coarse
from rvcdesk.pitch.estimate import estimate_f0, free_models

Array = np.ndarray[Any, Any]
SHIFTED = re.compile(r"(rvc2026|classic)_(coarse|f0)_([+-]\d+(?:\.\d+)?)")
FOUND = re.compile(
    r"(pm|harvest|dio|crepe|fcpe)(?:_(full|tiny|stonemask))?(?:_fr(\d+))?(?:_first(\d+)s)?_(f0|coarse)"
)
RATE, HOP = 16000, 160
SHIFT = 1e-9
HZ, CREPE_HZ = 0.01, 0.5
DITHER_CENTS = 20.0


def is_coarse(names: set[str]) -> bool:
    """Whether these arrays are of the first kind."""
    return any(SHIFTED.fullmatch(name) for name in names)


def is_methods(names: set[str]) -> bool:
    """Whether these arrays are of the second kind."""
    return "audio16k" in names and any(FOUND.fullmatch(name) for name in names)


def compare_coarse(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    """Transposed pitch and its steps 1..255, exactly; the curve put into a track of 120 Hz."""
    if "f0_in" not in data:
        raise Skip(f"{path.name} has no f0_in")
    for name in data:
        if match := SHIFTED.fullmatch(name):
            dialect, what, semitones = match.groups()
            got = melody(data["f0_in"], transpose=float(semitones), interpolate=dialect == "rvc2026")
            if what == "coarse":
                yield same(case, name, coarse(got), data[name])
            else:
                yield near_relative(case, name, got, data[name], SHIFT)
    if "inp_f0_sec_hz" in data and "inp_f0_result" in data:
        yield from _drawn(case, data)


def _drawn(case: str, data: dict[str, Any]) -> Iterator[Line]:
    """The peers count the curve's time from the end of the margin, which was 1 s."""
    wanted = data["inp_f0_result"]
    track = np.full(len(wanted), 120.0)
    got = draw_in(track, np.asarray(data["inp_f0_sec_hz"], np.float64), first_frame=100)
    yield near_relative(case, "inp_f0_result", got, wanted, SHIFT)
    if "inp_f0_coarse" in data:
        yield same(case, "inp_f0_coarse", coarse(got), data["inp_f0_coarse"])


def compare_methods(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    """Each method against classic RVC's."""
    for name in data:
        match = FOUND.fullmatch(name)
        if match is None:
            continue
        method, variant, radius, seconds, what = match.groups()
        audio = data["audio16k"]
        audio = audio if seconds is None else audio[: int(seconds) * RATE]
        called = "crepe-tiny" if variant == "tiny" else method
        got = estimate_f0(audio, RATE, called, filter_radius=int(radius or 0)).astype(np.float64)
        if method == "crepe":
            free_models()
            yield from _crepe(case, name, got, data[name].astype(np.float64))
        else:
            yield from _plain(case, name, method, what, got, data[name], audio.size)


def _plain(
    case: str,
    name: str,
    method: str,
    what: str,
    got: Array,
    want: Array,
    n: int,
) -> Iterator[Line]:
    first, last, note = 0, min(len(got), len(want)), ""
    if method == "pm":
        # Praat's window is three periods of 50 Hz. Ours goes on to the ends of the sound; RVC fills with 0.
        first, last = 3, n // HOP - 2
        note = "RVC has no frames in the first and last 30 ms; ours there left out"
        ends = np.concatenate([want[:first], want[last:]])
        if what == "f0":
            yield fact(case, f"{name}: nothing to compare at the ends", not ends.any())
    if abs(len(got) - len(want)) > 1:
        yield Line(case, name, None, HZ, FAIL, f"{len(got)} frames, wanted {len(want)}")
        return
    if what == "coarse":
        yield same(case, name, coarse(got[first:last]), want[first:last], note)
    else:
        yield near(case, f"{name} (Hz)", got[first:last], want[first:last], HZ, note)


def _crepe(case: str, name: str, got: Array, want: Array) -> Iterator[Line]:
    """The peer adds random noise (torchcrepe's dither) of up to 20 cents, unseeded, to every frame.

    Two runs of the peer itself differ by more than 0.5 Hz, so a bound of 0.5 Hz on the largest error would
    judge the dice. Ours has none; what is judged is what does not depend on them: which frames are voiced;
    no frame further off than the dice can throw; and the mean error under the 0.5 Hz.
    """
    if got.shape != want.shape:
        yield Line(case, name, None, CREPE_HZ, FAIL, f"{len(got)} frames, wanted {len(want)}")
        return
    yield same(case, f"{name} voicing", got > 0, want > 0)
    both = (got > 0) & (want > 0)
    error = np.abs(got - want)[both]
    cents = np.abs(1200 * np.log2(got[both] / want[both]))
    plain = (
        f"plain max {error.max(initial=0):.2f} Hz, {(error > CREPE_HZ).sum()} of {error.size} frames over 0.5"
    )
    why = f"{plain}: the peer's own unseeded dither is +-20 cents a frame"
    yield limited(case, f"{name}: max cents", cents.max(initial=0), DITHER_CENTS, why)
    yield limited(case, f"{name}: mean abs Hz", error.mean() if error.size else 0, CREPE_HZ)
    status = PASS if error.size else FAIL
    yield Line(case, f"{name}: voiced frames", float(error.size), None, status)
