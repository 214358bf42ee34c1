r"""Label tracks as Audacity writes and reads them.

A line a label: `start<TAB>end<TAB>text`, seconds with a decimal point; start == end is a point. A label with
a box of frequencies has a second line, `\<TAB>low<TAB>high`, in Hz, -1 where a side is open.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rvcdesk.audio.history import Label
from rvcdesk.disk import write_text
from rvcdesk.messages import BadInput

LARGEST = 32 << 20  # bytes: a label a second for a year is less
_COMMA = re.compile(r"[+-]?\d+,\d+")


class Row(NamedTuple):
    """A label in seconds; `low_hz` and `high_hz` are both 0 for one without a box, inf where it is open."""

    start_s: float
    end_s: float
    text: str = ""
    low_hz: float = 0.0
    high_hz: float = 0.0


def read_rows(path: Path) -> list[Row]:
    """The labels of a file, in its order.

    Raises:
        BadInput: the file cannot be read, or a line is not a label.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput("{file} is too large for a file of labels.", file=path.name)
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadInput(
            "The labels {file} are not text in UTF-8; save them as that.", file=path.name
        ) from error
    except OSError as error:
        raise BadInput("The labels {file} cannot be read.", file=path.name) from error
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        fields = line.split("\t")
        if not line.strip():
            continue
        if fields[0] == "\\":
            if rows:
                low, high = (_number(path, number, field) for field in _two(path, number, fields))
                low, high = max(0.0, low), high if high >= 0 else math.inf
                rows[-1] = rows[-1]._replace(low_hz=min(low, high), high_hz=max(low, high))
            continue
        rows.append(_row(path, number, fields))
    return rows


def _row(path: Path, number: int, fields: list[str]) -> Row:
    start = _number(path, number, fields[0])
    rest = fields[1:]
    end = start
    if rest and (_is_number(rest[0]) or _COMMA.fullmatch(rest[0].strip())):
        end = _number(path, number, rest.pop(0))
    return Row(min(start, end), max(start, end), rest[0] if rest else "")


def _two(path: Path, number: int, fields: list[str]) -> list[str]:
    if len(fields) < 3:
        raise BadInput("Line {line} of {file} is not a label.", line=number, file=path.name)
    return fields[1:3]


def _is_number(field: str) -> bool:
    try:
        return math.isfinite(float(field))
    except ValueError:
        return False


def _number(path: Path, number: int, field: str) -> float:
    if _COMMA.fullmatch(field.strip()):
        raise BadInput(
            "Line {line} of {file} has the number {value} with a comma; write it with a point: {point}.",
            line=number,
            file=path.name,
            value=field.strip(),
            point=field.strip().replace(",", "."),
        )
    if not _is_number(field):
        raise BadInput("Line {line} of {file} is not a label.", line=number, file=path.name)
    return float(field)


def rows_text(rows: Iterable[Row]) -> str:
    """The file's text."""
    lines = []
    for row in rows:
        name = " ".join(row.text.split())  # a tab or a line break would end the label
        lines.append(f"{row.start_s:.6f}\t{row.end_s:.6f}\t{name}\n")
        if row.low_hz or row.high_hz:
            high = row.high_hz if math.isfinite(row.high_hz) else -1.0
            lines.append(f"\\\t{row.low_hz:.6f}\t{high:.6f}\n")
    return "".join(lines)


def read_labels(path: Path, rate: int, frames: int) -> tuple[Label, ...]:
    """The labels of a file on a timeline of `frames` frames; what lies beyond its ends is left out.

    Raises:
        BadInput: see `read_rows`.
    """
    labels = []
    for row in read_rows(path):
        start, end = round(row.start_s * rate), round(row.end_s * rate)
        if start <= frames and end >= 0:
            high = min(row.high_hz, rate / 2)
            labels.append(Label(max(0, start), min(end, frames), row.text, min(row.low_hz, high), high))
    return tuple(sorted(labels))


def write_labels(path: Path, labels: Iterable[Label], rate: int) -> None:
    """Write labels for Audacity.

    Raises:
        UserError: the file cannot be written.
    """
    rows = (
        Row(label.start / rate, label.end / rate, label.text, label.low_hz, label.high_hz) for label in labels
    )
    write_text(path, rows_text(rows))
