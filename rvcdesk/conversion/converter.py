"""The convert verb: voice and models loaded once and kept warm, one file after another."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rvcdesk.audio.files import decode, probe, write
from rvcdesk.audio.resampling import resample
from rvcdesk.conversion.levels import condition, limit, mix_rms
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.jobs import SILENT, Reporter, worker_threads
from rvcdesk.messages import N_, BadInput, Message

if TYPE_CHECKING:
    from rvcdesk.conversion.pipeline import Pipeline

FEATURE_RATE = 16000
SHORTEST_S = 0.1
QUIET = 10 ** (-60 / 20)


@dataclass(frozen=True)
class Converted:
    """One finished file; `rtf` is processing seconds per second of audio, models already loaded."""

    source: Path
    out: Path
    audio_s: float
    seconds: float
    rtf: float
    f0: str


def convert(options: ConvertOptions, report: Reporter = SILENT) -> list[Converted]:
    """Convert every input; a file that fails ends the work, what is finished stays.

    Raises:
        BadInput: bad options, voice or input.
        UserError: a result cannot be written.
    """
    import torch

    from rvcdesk.devices import pick_device
    from rvcdesk.voice.library import resolve

    options.check()
    torch.set_num_threads(worker_threads(options.threads))
    for source in options.inputs:
        probe(source)
    entry = resolve(options.voice, options.project)
    index = options.index or entry.index
    if options.index_rate > 0 and index is None:
        report.warn(Message(N_("The voice {voice} has no index; it is used without."), {"voice": entry.name}))
    device, _ = pick_device(options.device)
    report.progress(0, 1, N_("Loading the voice"))
    pipeline = load_pipeline(
        entry.path, _stamp(entry.path), index if options.index_rate > 0 else None, str(device)
    )
    if not 0 <= options.speaker < pipeline.network.config.speakers:
        raise BadInput(
            "The voice {voice} has no speaker {number}; it has {count}.",
            voice=entry.name,
            number=options.speaker,
            count=pipeline.network.config.speakers,
        )
    return [_convert_file(options, source, pipeline, report) for source in options.inputs]


@lru_cache(maxsize=2)
def load_pipeline(voice: Path, stamp: tuple[int, int], index: Path | None, device: str) -> Pipeline:
    """Voice, encoder and index, ready; kept while the engine lives. `stamp` tells a changed file."""
    import torch

    from rvcdesk.content.encoder import load_encoder
    from rvcdesk.conversion.pipeline import Pipeline
    from rvcdesk.conversion.segments import DRAFT, PLAIN, ROOMY
    from rvcdesk.voice.checkpoint import build, load_voice
    from rvcdesk.voice.config import DRAFT_VERSION
    from rvcdesk.voice.index import Retrieval

    network = build(load_voice(voice), device).eval()
    network.fold_weight_norm()
    encoder = load_encoder(network.config.content, device)
    retrieval = Retrieval(index) if index is not None else None
    if network.config.version == DRAFT_VERSION:
        windows = DRAFT
    else:
        windows = ROOMY if torch.device(device).type == "cuda" else PLAIN
    return Pipeline(network, encoder, retrieval, windows, torch.device(device))


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _convert_file(options: ConvertOptions, source: Path, pipeline: Pipeline, report: Reporter) -> Converted:
    from rvcdesk.pitch.estimate import estimate_f0, resolve_method

    began = time.monotonic()
    report.progress(0, 1, N_("Reading audio"))
    audio, rate = decode(source, mono=True)
    audio = audio.reshape(-1)
    _check_sound(audio, rate, source, report)
    sound = condition(resample(audio, rate, FEATURE_RATE))
    method, f0 = "none", None
    if pipeline.network.config.f0:
        method = resolve_method(options.f0)
        report.progress(0, 1, N_("Finding the pitch"))
        f0 = estimate_f0(
            sound, FEATURE_RATE, method, str(pipeline.device), filter_radius=options.filter_radius
        )
        f0 = f0 * np.float32(2 ** (options.transpose / 12))
    result = pipeline.run(
        sound,
        f0,
        index_rate=options.index_rate,
        protect=options.protect,
        speaker=options.speaker,
        seed=options.seed,
        report=report,
    )
    if options.rms_mix < 1:
        result = mix_rms(sound, FEATURE_RATE, result, pipeline.rate, options.rms_mix)
    out_rate = options.resample or pipeline.rate
    result = resample(limit(result), pipeline.rate, out_rate)
    result = _exact(result, round(audio.size * out_rate / rate))
    out = options.output_for(source)
    write(out, np.clip(result, -1, 1).reshape(1, -1), out_rate)
    seconds = time.monotonic() - began
    return Converted(source, out, audio.size / rate, seconds, seconds / (audio.size / rate), method)


def _check_sound(audio: np.ndarray, rate: int, source: Path, report: Reporter) -> None:
    if audio.size < SHORTEST_S * rate:
        raise BadInput("{file} is shorter than 0.1 s; there is nothing to convert.", file=source.name)
    if not np.isfinite(audio).all():
        raise BadInput("{file} holds values that are not numbers; export it again.", file=source.name)
    if float(np.abs(audio).max()) < QUIET:
        report.warn(Message(N_("{file} is silent; so will the result be."), {"file": source.name}))


def _exact(audio: np.ndarray, frames: int) -> np.ndarray:
    """Cut or pad the rounding of the last sample."""
    return np.pad(audio[:frames], (0, max(0, frames - audio.size)))
