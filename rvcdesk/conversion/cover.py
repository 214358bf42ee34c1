"""Covers: a folder per song with its takes, and the mix that is exported."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.files import decode, write
from rvcdesk.audio.resampling import resample
from rvcdesk.conversion.options import ConvertOptions, MixOptions
from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.options import to_json
from rvcdesk.settings import documents_dir

Samples = NDArray[np.float32]
SCHEMA = 1
PEAK = 0.99
REALLY = ("precision", "dialect")


@dataclass(frozen=True)
class Mixed:
    """The exported mix; `gain_db` is what it was turned down by so that it does not clip."""

    out: Path
    seconds: float
    rate: int
    gain_db: float


def cover_folder(project: Path | None, song: Path) -> Path:
    """Where a song's takes and cover lie."""
    return (project / "covers" if project else documents_dir()) / song.stem


def next_take(folder: Path) -> Path:
    """The file of the next take; none is ever overwritten."""
    number = 1
    while (folder / f"take {number:02d}.wav").exists():
        number += 1
    return folder / f"take {number:02d}.wav"


def read_cover(folder: Path) -> dict[str, Any]:
    """What cover.json holds; {} where there is none, or none that can be read."""
    try:
        data = json.loads((folder / "cover.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_takes(folder: Path) -> list[dict[str, Any]]:
    """The takes of a cover, oldest first; [] where there is no cover.json."""
    try:
        return [take for take in read_cover(folder)["takes"] if (folder / take["file"]).is_file()]
    except (KeyError, TypeError):
        return []


def record_take(
    folder: Path,
    take: Path,
    source: Path,
    options: ConvertOptions,
    used: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Note a finished take, with everything it was made from, in cover.json.

    `used` is what "auto" came to, from `Converted`: stored for the options in `REALLY`.
    """
    settings = to_json(options) | {name: used[name] for name in REALLY if used and name in used}
    for name in ("inputs", "out", "project", "device", "threads"):
        settings.pop(name, None)
    entry = {
        "file": take.name,
        "source": stored_path(folder, source),
        "created": time.time(),
        "settings": settings,
    }
    _update(folder, takes=[*read_takes(folder), entry])
    return entry


def record_mix(folder: Path, mix: dict[str, Any]) -> None:
    """Note how the cover is mixed (see `MixOptions`), beside its takes."""
    _update(folder, mix=mix)


def stored_path(folder: Path, path: Path) -> str:
    """A path as cover.json has it: relative inside the cover's folder, so that a project can move.

    `folder / stored` gives the path back, whichever it is.
    """
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _update(folder: Path, **values: Any) -> None:
    data = {"schema": SCHEMA, "takes": read_takes(folder), **read_cover(folder), **values}
    write_text(folder / "cover.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def mix(options: MixOptions, report: Reporter = SILENT) -> Mixed:
    """Mix vocal and instrumental at the higher of their rates and write the file by its suffix.

    The mix is as long as the longer part (parts within 10 ms of the vocal count as equal to it), and
    turned down where it would clip.

    Raises:
        BadInput: an input cannot be read, or the format is not known.
        UserError: the file cannot be written.
    """
    parts = [(options.vocal, options.vocal_gain_db, options.offset_s)]
    if options.instrumental:
        parts.append((options.instrumental, options.instrumental_gain_db, 0.0))
    if any(not -120 <= gain <= 40 for _, gain, _ in parts):
        raise BadInput("A gain must be between -120 and 40 dB.")
    sounds = []
    for index, (path, _, _) in enumerate(parts):
        report.progress(index, len(parts) + 1, N_("Reading audio"))
        sounds.append(decode(path))
    rate = max(rate for _, rate in sounds)
    placed = [
        _placed(resample(samples, own, rate), gain, round(offset * rate))
        for (samples, own), (_, gain, offset) in zip(sounds, parts, strict=True)
    ]
    total = _sum([placed[0], *(_like(placed[0], part, rate) for part in placed[1:])])
    peak = float(np.abs(total).max(initial=0.0))
    gain = min(1.0, PEAK / peak) if peak > 0 else 1.0
    report.progress(len(parts), len(parts) + 1, N_("Writing"))
    write(options.out, total * np.float32(gain), rate)
    report.progress(1, 1, N_("Writing"))
    return Mixed(options.out, total.shape[1] / rate, rate, float(20 * np.log10(gain)))


def _placed(samples: Samples, gain_db: float, offset: int) -> Samples:
    """Gain in dB; a positive offset puts silence before, a negative one cuts the beginning."""
    samples = samples * np.float32(10 ** (gain_db / 20))
    return np.pad(samples, ((0, 0), (offset, 0))) if offset >= 0 else samples[:, -offset:]


def _like(vocal: Samples, part: Samples, rate: int) -> Samples:
    """Cut the last moment off a part that is longer than the vocal by less than 10 ms."""
    return part[:, : vocal.shape[1]] if part.shape[1] - vocal.shape[1] < rate // 100 else part


def _sum(parts: list[Samples]) -> Samples:
    """Add parts of any length; mono goes to every channel."""
    channels = max(part.shape[0] for part in parts)
    total = np.zeros((channels, max(part.shape[1] for part in parts)), np.float32)
    for part in parts:
        if part.shape[0] not in (1, channels):
            part = part.mean(axis=0, keepdims=True)
        total[:, : part.shape[1]] += part
    return total
