"""From a project's clips to what the trainer reads: levelled pieces with pitch and content features.

Everything lands in the project's cache under a name made from what it depends on (recordings, edits,
rate, content encoder, pitch method), so changed clips are prepared anew and unchanged ones never twice.
Pitch and content are computed on whole stretches, then cut, because both look around themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.audio.clip import Clip
from rvcdesk.disk import atomic_write, write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.options import to_json
from rvcdesk.project import Project
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.pieces import Piece, Stretch, Unused, cut_pieces, level, stretches
from rvcdesk.voice.presets import Preset, get_preset

VERSION = 1
FEATURE_RATE = 16000
MUTE_S = 3.0
ENOUGH_S = 600.0
PREPARING = N_("Preparing recordings")


@dataclass(frozen=True)
class Prepared:
    """A prepared dataset on disk: `files` are .npz with wave, content (50/s), f0 (100/s)."""

    folder: Path
    files: tuple[Path, ...]
    seconds: float
    unused: tuple[Unused, ...]
    f0_median: float
    f0_low: float
    f0_high: float


def prepare(
    options: TrainOptions, f0_method: str, device: str = "cpu", report: Reporter = SILENT
) -> Prepared:
    """Prepare (or find prepared) the dataset of `options.project`.

    Args:
        f0_method: a resolved method name, or "none" for a voice without pitch.

    Raises:
        BadInput: no clip, or nothing in them can be used.
    """
    preset = get_preset(options.preset)
    with Project.open(options.project, read_only=True) as project:
        clips = _clips(project)
        folder = project.folder / "cache" / "prepared" / _key(clips, preset, f0_method, options.dialect)
        if not (folder / "pieces.json").exists():
            _prepare(clips, preset, f0_method, options.dialect, folder, device, report)
    return _load(folder)


def summarise(options: TrainOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """What a training would use: minutes, pieces, what is left out and why, and advice.

    Raises:
        BadInput: the project has no clip.
    """
    with Project.open(options.project, read_only=True) as project:
        clips = _clips(project)
        place = project.folder / "cache" / "summaries" / f"{_key(clips, get_preset(options.preset), '')}.json"
        if place.exists():
            return dict(json.loads(place.read_text(encoding="utf-8")))
        summary = _summary(clips, report)
        if not project.folder.joinpath("cache").exists() or _writable(project.folder / "cache"):
            write_text(place, json.dumps(summary, ensure_ascii=False))
        return summary


def _summary(clips: list[Clip], report: Reporter) -> dict[str, Any]:
    total = sum(clip.kept for clip in clips)
    pieces, unused, done = 0, [], 0.0
    seconds = 0.0
    for clip in clips:
        for stretch in stretches(clip):
            found, left = cut_pieces(stretch)
            pieces += len(found)
            seconds += sum(piece.end_s - piece.start_s for piece in found)
            unused += left
            done += stretch.audio.size / stretch.rate
            report.progress(done, total, N_("Looking at the recordings"))
    advice: list[Message] = []
    if 0 < total < ENOUGH_S:
        advice.append(
            Message(
                N_("{minutes} minutes of voice; 10 are recommended, more clean speech makes a better voice."),
                {"minutes": round(total / 60, 1)},
            )
        )
    return {
        "recordings": len(clips),
        "duration_s": sum(clip.duration for clip in clips),
        "kept_s": total,
        "pieces": pieces,
        "pieces_s": seconds,
        "unused": [asdict(item) for item in unused],
        "advice": [message.to_json() for message in advice],
    }


def _clips(project: Project) -> list[Clip]:
    clips = [clip for clip in project.clips if clip.kept > 0]
    if not clips:
        raise BadInput(
            "The project {name} has nothing to train on; add recordings on the Clean page first.",
            name=project.name,
        )
    return clips


def _key(clips: Iterable[Clip], preset: Preset, f0_method: str, dialect: str = "classic") -> str:
    """A name from everything the prepared data depends on."""
    from rvcdesk.content.encoder import encoder_files

    facts: dict[str, Any] = {
        "version": VERSION,
        "rate": preset.sample_rate,
        "content": preset.network.content,
        "f0": f0_method,
        "clips": [
            [
                [source.sha256 for source in clip.sources.values()],
                [item.to_json() for item in clip.state.segments],
                clip.state.channel,
            ]
            for clip in clips
        ],
    }
    if dialect != "classic":
        facts["dialect"] = dialect
    if files := encoder_files(preset.network.content):
        facts["encoder"] = files
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]


def _prepare(
    clips: list[Clip],
    preset: Preset,
    f0_method: str,
    dialect: str,
    folder: Path,
    device: str,
    report: Reporter,
) -> None:
    from rvcdesk.content.encoder import load_encoder

    folder.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(preset.network.content, device)
    total = sum(clip.kept for clip in clips)
    done, seconds = 0.0, 0.0
    names: list[str] = []
    places: list[dict[str, Any]] = []
    unused: list[Unused] = []
    voiced: list[np.ndarray] = []
    for clip in clips:
        for stretch in stretches(clip):
            pieces, left = cut_pieces(stretch)
            unused += left
            paths = [folder / f"{len(names) + index:05d}.npz" for index in range(len(pieces))]
            f0 = _write_pieces(stretch, pieces, paths, preset, f0_method, dialect, encoder, device)
            voiced.append(f0[f0 > 0])
            names += [path.name for path in paths]
            places += [{"clip": clip.id, "name": clip.name, "start_s": piece.clip_s} for piece in pieces]
            seconds += sum(piece.end_s - piece.start_s for piece in pieces)
            done += stretch.audio.size / stretch.rate
            report.progress(done, total, PREPARING)
    if not names:
        raise BadInput("Nothing in the recordings can be used: every piece is too short, silent or broken.")
    _write_mute(folder / "mute.npz", preset, encoder)
    pitch = np.concatenate(voiced) if voiced else np.zeros(0)
    low, median, high = np.percentile(pitch, [5, 50, 95]).tolist() if pitch.size else (0.0, 0.0, 0.0)
    manifest = {
        "version": VERSION,
        "files": names,
        "places": places,
        "seconds": seconds,
        "unused": to_json(unused),
        "f0": {"low": low, "median": median, "high": high},
    }
    write_text(folder / "pieces.json", json.dumps(manifest, ensure_ascii=False, indent=1))


def _write_pieces(
    stretch: Stretch,
    pieces: list[Piece],
    paths: list[Path],
    preset: Preset,
    f0_method: str,
    dialect: str,
    encoder: Any,
    device: str,
) -> np.ndarray:
    """Features of a whole stretch, cut into its pieces. Returns the stretch's f0 in Hz."""
    from rvcdesk.audio.resampling import resample
    from rvcdesk.pitch.coarse import interpolate_unvoiced
    from rvcdesk.pitch.estimate import estimate_f0

    wave = high_pass(resample(stretch.audio, stretch.rate, preset.sample_rate), preset.sample_rate)
    audio16k = high_pass(resample(stretch.audio, stretch.rate, FEATURE_RATE), FEATURE_RATE)
    content = encoder.encode(audio16k).cpu().numpy().astype(np.float32)
    if f0_method == "none":
        f0 = np.zeros(audio16k.size // 160 + 1, np.float32)
    else:
        f0 = estimate_f0(audio16k, FEATURE_RATE, f0_method, device)
    for piece, path in zip(pieces, paths, strict=True):
        first, last = round(piece.start_s * 50), min(round(piece.end_s * 50), len(content))
        hop = preset.sample_rate // 50
        pitch = f0[2 * first : 2 * last]
        if dialect == "2026":  # each piece by itself, as there
            pitch = interpolate_unvoiced(pitch)
        _save_piece(path, level(wave[first * hop : last * hop]), content[first:last], pitch)
    return f0


def _write_mute(path: Path, preset: Preset, encoder: Any) -> None:
    """Silence with its features, so that the voice learns to be silent."""
    content = (
        encoder.encode(np.zeros(round(MUTE_S * FEATURE_RATE), np.float32)).cpu().numpy().astype(np.float32)
    )
    wave = np.zeros(len(content) * preset.sample_rate // 50, np.float32)
    _save_piece(path, wave, content, np.zeros(2 * len(content), np.float32))


def _save_piece(path: Path, wave: np.ndarray, content: np.ndarray, f0: np.ndarray) -> None:
    with atomic_write(path) as temporary:
        np.savez(temporary, wave=wave, content=content, f0=f0.astype(np.float32))


def _load(folder: Path) -> Prepared:
    data = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
    f0 = data["f0"]
    return Prepared(
        folder,
        tuple(folder / name for name in data["files"]),
        float(data["seconds"]),
        tuple(Unused(**item) for item in data["unused"]),
        f0["median"],
        f0["low"],
        f0["high"],
    )


def high_pass(audio: np.ndarray, rate: int) -> np.ndarray:
    """RVC's 48 Hz Butterworth high-pass of order 5, causal; mono float32."""
    from scipy.signal import butter, lfilter

    numerator, denominator = butter(5, 48, "high", fs=rate)
    return np.asarray(lfilter(numerator, denominator, audio), dtype=np.float32)


def _writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)
