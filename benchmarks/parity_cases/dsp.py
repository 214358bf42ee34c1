"""dsp/: everything around the networks, each file by the arrays in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases import mels, pitch, retrieval
from benchmarks.parity_cases.report import (
    FAIL,
    Case,
    Line,
    Skip,
    arrays,
    limited,
    near,
    near_relative,
    need,
    same,
)
from rvcdesk.audio.resampling import resample
from rvcdesk.conversion.levels import condition, conditioned, mix_rms
from rvcdesk.conversion.segments import Windows, plan, split_points
from rvcdesk.training import losses
from rvcdesk.training.data import pieces
from rvcdesk.training.data.slicer import SlicerOptions, slices
from rvcdesk.training.prepare import high_pass
from rvcdesk.voice.presets import TrainingDefaults

LOSS = 1e-5
RMS, PIECES, HIGHPASS = 1e-4, 1e-4, 1e-6
MARKS = re.compile(r"(.+_(\d+)_(\d+)_(\d+)_(\d+))_opt_ts")
RECORDED = re.compile(r"audio(\d+)k_int16")
FULL_SCALE = 32768


def cases(root: Path) -> Iterator[Case]:
    """One for each .npz, and for each .index that no .npz speaks of."""
    folder = root / "dsp"
    named = set()
    for path in sorted(folder.glob("*.npz")):
        yield Case(f"dsp/{path.stem}", partial(_case, path))
        named.add(_index_of(path))
    for path in sorted(folder.glob("*.index")):
        if path.name not in named:
            yield Case(f"dsp/{path.name}", partial(retrieval.compare_file, f"dsp/{path.name}", path))


def _index_of(path: Path) -> str:
    try:
        return str(arrays(path).get("index_file", ""))
    except Skip:
        return ""


def _case(path: Path) -> Iterator[Line]:
    data, case = arrays(path), f"dsp/{path.stem}"
    names = set(data)
    if pitch.is_coarse(names):
        yield from pitch.compare_coarse(case, path, data)
    elif pitch.is_methods(names):
        yield from pitch.compare_methods(case, path, data)
    elif any(name.endswith("_cuts_samples") for name in names):
        yield from _slicer(case, path, data)
    elif any(MARKS.fullmatch(name) for name in names):
        yield from _division(case, path, data)
    elif any(name.startswith(("mel_rvc2026", "mel_classic", "mel_basis", "spec_")) for name in names):
        yield from mels.compare(case, path, data)
    elif "disc_real_0" in names or "kl_z_p" in names or "mel_a" in names:
        yield from _losses(case, data)
    elif any(name.startswith("out_rate_") for name in names):
        yield from _rms_mix(case, path, data)
    elif "search_ids" in names or any(name.startswith("phone_rate_") for name in names):
        yield from retrieval.compare(case, path, data)
    elif "filtfilt" in names:
        need(data, path.name, "audio16k")
        # A peak of 0 says that nothing is to be turned down.
        got = np.concatenate(list(conditioned(data["audio16k"], 0.0)))
        yield near(case, "filtfilt", got, data["filtfilt"], HIGHPASS)
    elif any(RECORDED.fullmatch(name) for name in names):
        yield from _preprocess(case, path, data)
    else:
        raise Skip(f"{path.name} is of a kind this runner does not know")


def _slicer(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    for name in sorted(data):
        if not name.endswith("_cuts_samples"):
            continue
        stem = name.removesuffix("_cuts_samples")
        need(data, path.name, f"{stem}_params", f"{stem}_audio_int16")
        given = json.loads(str(data[f"{stem}_params"]))
        options = SlicerOptions(
            given["threshold"],
            given["min_length"],
            given["min_interval"],
            given["hop_size"],
            given["max_sil_kept"],
        )
        audio = data[f"{stem}_audio_int16"].astype(np.float32) / FULL_SCALE
        got = np.asarray(slices(audio, given["sr"], options)).reshape(-1, 2)
        yield same(case, name, got, data[name], f"{len(data[name])} cuts")


def _division(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    need(data, path.name, "audio16k_int16")
    audio = condition((data["audio16k_int16"] / FULL_SCALE).astype(np.float32))
    for name in sorted(data):
        if match := MARKS.fullmatch(name):
            stem = match[1]
            windows = Windows(*(int(value) for value in match.groups()[1:]))
            yield same(case, name, split_points(audio, windows), data[name])
            segments = plan(audio, windows)
            found = {
                "seg_audio_len": [segment.read_end - segment.start for segment in segments],
                "seg_pitch_len": [segment.frames for segment in segments],
            }
            for what, values in found.items():
                if f"{stem}_{what}" in data:
                    yield same(case, f"{stem}_{what}", values, data[f"{stem}_{what}"])


def _rms_mix(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    rates = {}
    for kind in ("source", "target"):
        found = [re.fullmatch(rf"{kind}(\d+)k", name) for name in data]
        match = next((item for item in found if item), None)
        if match is None:
            raise Skip(f"{path.name} has no {kind}")
        rates[kind] = (int(match[1]) * 1000, data[match[0]].astype(np.float32))
    (source_rate, source), (target_rate, target) = rates["source"], rates["target"]
    for name in sorted(data):
        if name.startswith("out_rate_"):
            mix = float(name.removeprefix("out_rate_"))
            yield near(case, name, mix_rms(source, source_rate, target, target_rate, mix), data[name], RMS)


def _losses(case: str, data: dict[str, Any]) -> Iterator[Line]:
    tensors = {name: torch.from_numpy(np.asarray(value)) for name, value in data.items()}
    numbers = TrainingDefaults()
    count = sum(name.startswith("disc_real_") for name in data)
    found: dict[str, Any] = {}
    if count:
        real = [tensors[f"disc_real_{part}"] for part in range(count)]
        fake = [tensors[f"disc_fake_{part}"] for part in range(count)]
        found["loss_disc"] = losses.discriminator_loss(real, fake)
        # One side alone: a part that is already where it should be costs nothing.
        found["loss_disc_r"] = [losses.discriminator_loss([r], [torch.zeros_like(r)]) for r in real]
        found["loss_disc_g"] = [losses.discriminator_loss([torch.ones_like(f)], [f]) for f in fake]
        found["loss_gen"] = losses.generator_loss(fake)
        found["loss_gen_each"] = [losses.generator_loss([f]) for f in fake]
    maps: dict[str, list[list[torch.Tensor]]] = {"real": [], "fake": []}
    for which, parts in maps.items():
        while f"fmap_{which}_{len(parts)}_0" in tensors:
            start = f"fmap_{which}_{len(parts)}_"
            inside = sum(name.startswith(start) for name in tensors)
            parts.append([tensors[f"{start}{layer}"] for layer in range(inside)])
    if maps["real"]:
        matching = losses.feature_matching_loss(maps["real"], maps["fake"])
        found["loss_fm"] = matching * numbers.feature_matching_weight
    if "kl_z_p" in tensors:
        parts_ = [tensors[f"kl_{name}"] for name in ("z_p", "logs_q", "m_p", "logs_p", "mask")]
        found["loss_kl"] = losses.kl_loss(*parts_)
    if "mel_a" in tensors:
        found["loss_mel"] = (tensors["mel_a"] - tensors["mel_b"]).abs().mean() * numbers.mel_weight
    for name, value in found.items():
        if name in data:
            got = [float(item) for item in value] if isinstance(value, list) else float(value)
            yield near_relative(case, name, got, data[name], LOSS)


# ---------------------------------------------------------------------------- preprocessing


def _preprocess(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    """High-pass, slicer, division, levelling, 16 kHz copy: the steps, as RVC strings them together.

    RVC gives some pieces the number of the one before and so loses that one; what it kept must all be
    among ours, in order. (A training here cuts on a grid of 20 ms instead, so that features and sound
    stay together, and computes the 16 kHz features on whole stretches.)
    """
    name = next(name for name in data if RECORDED.fullmatch(name))
    match = RECORDED.fullmatch(name)
    assert match is not None
    beside = path.with_suffix(".json")
    if not beside.is_file():
        raise Skip(f"there is no {beside.name}")
    said = json.loads(beside.read_text(encoding="utf-8"))
    rate = int(said.get("sr", int(match[1]) * 1000))
    if (said.get("per"), said.get("overlap")) != (pieces.PIECE_S, pieces.OVERLAP_S):
        raise Skip(f"pieces of {said.get('per')} s; the product cuts {pieces.PIECE_S} s")
    ours = _pieces(high_pass(data[name].astype(np.float32) / FULL_SCALE, rate), rate)
    for folder in sorted({row["dir"] for row in said["rows"]}):
        rows = [row for row in said["rows"] if row["dir"] == folder]
        to = int(rows[0]["sr"])
        yield _kept(case, folder, rows, [resample(piece, rate, to) for piece in ours])
    for array, to in (("first_gt", rate), ("first_16k", 16000)):
        if array in data:
            yield near(case, array, resample(ours[0], rate, to), data[array], PIECES)


def _pieces(audio: np.ndarray[Any, Any], rate: int) -> list[np.ndarray[Any, Any]]:
    found = []
    for start, end in slices(audio, rate):
        for low, high in pieces.split_pieces((end - start) / rate):
            part = audio[start + round(low * rate) : start + round(high * rate)]
            if np.abs(part).max(initial=0) > 0:
                found.append(pieces.level(part))
    return found


def _kept(case: str, folder: str, rows: list[dict[str, Any]], ours: list[np.ndarray[Any, Any]]) -> Line:
    """Every piece RVC kept, found among ours in order: largest difference of peak, rms and mean."""
    measure, worst, place = f"{folder}: peak, rms, mean of the kept pieces: max abs", 0.0, 0
    for row in rows:
        errors = [
            (_unlike(piece, row), index)
            for index, piece in enumerate(ours)
            if index >= place and abs(piece.size - row["n"]) <= 1
        ]
        if not errors:
            return Line(case, measure, None, PIECES, FAIL, f"{row['file']}: no piece of {row['n']} samples")
        error, index = min(errors)
        worst, place = max(worst, error), index + 1
    return limited(case, measure, worst, PIECES, f"{len(rows)} kept by RVC, {len(ours)} by us")


def _unlike(piece: np.ndarray[Any, Any], row: dict[str, Any]) -> float:
    sound = piece.astype(np.float64)
    rms = float(np.sqrt(np.square(sound).mean()))
    return max(
        abs(float(np.abs(sound).max()) - row["peak"]),
        abs(rms - row["rms"]),
        abs(float(sound.sum()) - row["sum"]) / row["n"],
    )
