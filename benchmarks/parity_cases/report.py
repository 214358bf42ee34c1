"""What a case of the parity runner yields: lines with an error, a tolerance and a verdict."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

PASS, FAIL, SKIP = "pass", "fail", "skip"


class Skip(Exception):
    """The case cannot run here; the text says why."""


class Wrong(Exception):
    """The case cannot go on, and that is a failure; the text says why."""


@dataclass(frozen=True)
class Line:
    """One comparison. `error` is None where the thing compared is not a number."""

    case: str
    measure: str
    error: float | None
    tolerance: float | None
    status: str
    note: str = ""


@dataclass(frozen=True)
class Case:
    """A named group of comparisons that share their inputs; `run` yields lines and may raise `Skip`."""

    name: str
    run: Callable[[], Iterator[Line]]


def arrays(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of an .npz, never pickled.

    Raises:
        Skip: it is missing or cannot be read.
    """
    try:
        # Opened here: numpy leaves a file open that turns out to be broken.
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as data:
            return dict(data)
    except FileNotFoundError as error:
        raise Skip(f"there is no {path.name}") from error
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise Skip(f"{path.name} cannot be read: {type(error).__name__}") from error


def need(data: Mapping[str, Any], file: str, *names: str) -> None:
    """Skip where an array that the case cannot do without is missing."""
    missing = [name for name in names if name not in data]
    if missing:
        raise Skip(f"{file} has no {', '.join(missing)}")


def near(case: str, measure: str, got: ArrayLike, want: ArrayLike, tolerance: float, note: str = "") -> Line:
    """Largest absolute difference."""
    return _judged(case, f"{measure}: max abs", got, want, tolerance, note, lambda g, w: np.abs(g - w))


def near_relative(
    case: str, measure: str, got: ArrayLike, want: ArrayLike, tolerance: float, note: str = ""
) -> Line:
    """Largest difference relative to what is wanted (where that is 0, only 0 is right)."""

    def difference(g: np.ndarray[Any, Any], w: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        scale = np.abs(w)
        wrong = np.where(g == w, 0.0, np.inf)
        return np.where(scale > 0, np.abs(g - w) / np.where(scale > 0, scale, 1), wrong)

    return _judged(case, f"{measure}: max rel", got, want, tolerance, note, difference)


def same(case: str, measure: str, got: ArrayLike, want: ArrayLike, note: str = "") -> Line:
    """How many of the numbers differ at all."""
    a, b = np.asarray(got), np.asarray(want)
    if a.shape != b.shape:
        return Line(case, f"{measure}: differing", None, 0, FAIL, f"shape {a.shape}, wanted {b.shape}")
    count = int((a != b).sum())
    return Line(case, f"{measure}: differing", count, 0, PASS if count == 0 else FAIL, note)


def fact(case: str, measure: str, holds: bool, note: str = "") -> Line:
    """A statement that is true or false."""
    return Line(case, measure, None, None, PASS if holds else FAIL, note)


def limited(case: str, measure: str, error: float, tolerance: float, note: str = "") -> Line:
    """An error worked out by the case itself."""
    error = float(error)
    return Line(case, measure, error, tolerance, PASS if error <= tolerance else FAIL, note)


def _judged(
    case: str,
    measure: str,
    got: ArrayLike,
    want: ArrayLike,
    tolerance: float,
    note: str,
    difference: Callable[[np.ndarray[Any, Any], np.ndarray[Any, Any]], np.ndarray[Any, Any]],
) -> Line:
    a, b = np.asarray(got, dtype=np.float64), np.asarray(want, dtype=np.float64)
    if a.shape != b.shape:
        return Line(case, measure, None, tolerance, FAIL, f"shape {a.shape}, wanted {b.shape}")
    error = float(difference(a, b).max(initial=0.0))
    error = float("inf") if np.isnan(error) else error
    return Line(case, measure, error, tolerance, PASS if error <= tolerance else FAIL, note)
