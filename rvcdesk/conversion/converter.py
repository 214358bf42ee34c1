"""The convert verb: one file after another, each as a stream, with models that are loaded once."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rvcdesk.conversion import progress
from rvcdesk.conversion.levels import mix_rms_on_disk
from rvcdesk.conversion.melody import melody, read_curve
from rvcdesk.conversion.memory import tidy
from rvcdesk.conversion.models import VoiceModels, load_network, stamp, usable_index, windows_for
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.conversion.scratch import Scratch
from rvcdesk.conversion.segments import RATE, WINDOW, Windows
from rvcdesk.conversion.streaming import Heard, check_length, check_output, hear, write_levelled
from rvcdesk.jobs import SILENT, Reporter, worker_threads
from rvcdesk.messages import N_, BadInput, UserError
from rvcdesk.settings import cache_dir
from rvcdesk.voice.config import DRAFT_VERSION

if TYPE_CHECKING:
    import torch

    from rvcdesk.conversion.pipeline import Pipeline

F0 = NDArray[np.float64]
# Up to so much sound the models stay in memory, all of them: previews follow each other.
WARM_S = 20.0


@dataclass(frozen=True)
class Converted:
    """One finished file: what it was made with really, where the options said auto.

    `rtf` is processing seconds per second of audio.
    """

    source: Path
    out: Path
    audio_s: float
    seconds: float
    rtf: float
    f0: str
    precision: str
    dialect: str


@dataclass(frozen=True)
class _Work:
    """Everything that is the same for all files of one call."""

    options: ConvertOptions
    models: VoiceModels
    device: torch.device
    dialect: str
    method: str
    curve: F0 | None

    @property
    def windows(self) -> Windows:
        return windows_for(self.models.config, self.models.precision, self.device)

    def pipeline(self) -> Pipeline:
        from rvcdesk.conversion.pipeline import Pipeline

        return Pipeline(self.models, self.windows, self.device)


def convert(options: ConvertOptions, report: Reporter = SILENT) -> list[Converted]:
    """Convert every input; a file that fails ends the work, what is finished stays.

    Memory does not grow with the length of a file: sound lies in temporary files.

    Raises:
        BadInput: bad options, voice, index or input.
        UserError: a model is missing, the memory or the disk is full, a result cannot be written.
    """
    import torch

    options.check()
    torch.set_num_threads(worker_threads(options.threads))
    for source in options.inputs:
        check_length(source)
        check_output(options.output_for(source), source)
    lengths = [_seconds(source) for source in options.inputs]
    work = _prepare(options, sum(lengths), report)
    bars = progress.parts(report, lengths)
    try:
        return [_convert_file(work, source, bar) for source, bar in zip(options.inputs, bars, strict=True)]
    except torch.cuda.OutOfMemoryError as error:
        raise UserError(
            "The graphics card has too little free memory; close what else uses it, "
            "or convert on the processor."
        ) from error


def _seconds(source: Path) -> float:
    from rvcdesk.audio.files import probe

    return probe(source).seconds


def _prepare(options: ConvertOptions, seconds: float, report: Reporter) -> _Work:
    """Look at everything that could stop the work before the long part begins."""
    from rvcdesk.content import encoder
    from rvcdesk.devices import pick_device
    from rvcdesk.pitch.estimate import resolve_method
    from rvcdesk.voice.library import resolve

    curve = None if options.f0_file is None else read_curve(options.f0_file)
    entry = resolve(options.voice, options.project)
    device, _ = pick_device(options.device)
    # Fast where the device can: on RVC's own cases it is 47 to 52 dB below what is heard.
    asked = "fast" if options.precision == "auto" else options.precision
    report.progress(0, 1, N_("Loading the voice"))
    voice = load_network(entry.path, stamp(entry.path), str(device), asked)
    config = voice.network.config
    if not 0 <= options.speaker < config.speakers:
        raise BadInput(
            "The voice {voice} has no speaker {number}; it has {count}.",
            voice=entry.name,
            number=options.speaker,
            count=config.speakers,
        )
    if not encoder.encoder_available(config.content):
        encoder.load_encoder(config.content, str(device))  # says what is missing
    index = usable_index(options, entry, config.content_dim, report)
    method = resolve_method(options.f0) if config.f0 else "none"
    dialect = options.dialect
    if dialect == "auto":
        dialect = "2026" if voice.metadata.unvoiced == "interpolate" else "classic"
    turns = device.type == "cpu" and seconds > WARM_S
    models = VoiceModels(entry.path, index, config, str(device), asked, voice.precision, turns)
    return _Work(options, models, device, dialect, method, curve)


def _convert_file(work: _Work, source: Path, report: Reporter) -> Converted:
    options, config = work.options, work.models.config
    network = progress.DRAFT_NETWORK if config.version == DRAFT_VERSION else progress.NETWORK
    shares = [progress.READING, progress.PITCH.get(work.method, 0.0), progress.CONTENT + network]
    reading, finding, converting, writing = progress.parts(report, [*shares, progress.WRITING])
    began, folder = time.monotonic(), cache_dir() / "convert"
    with contextlib.ExitStack() as stack:
        heard = hear(source, work.windows.margin, folder, reading)
        stack.callback(heard.padded.close)
        f0 = _find_pitch(work, heard, finding)
        pipeline = work.pipeline()
        result = stack.enter_context(Scratch(folder))
        _convert_sound(work, pipeline, heard, f0, result, converting)
        rate = pipeline.rate
        if options.rms_mix < 1:
            mix_rms_on_disk(heard.body, RATE, result, rate, options.rms_mix)
        out, out_rate = options.output_for(source), options.resample or rate
        frames = round(heard.frames * out_rate / heard.rate)
        write_levelled(result, rate, out, out_rate, frames, writing)
    seconds = time.monotonic() - began
    rtf = seconds / heard.seconds
    return Converted(
        source, out, heard.seconds, seconds, rtf, work.method, work.models.precision, work.dialect
    )


def _find_pitch(work: _Work, heard: Heard, report: Reporter) -> F0 | None:
    """Pitch of the padded sound as the network takes it; None for a voice without pitch."""
    from rvcdesk.pitch import estimate
    from rvcdesk.pitch.chunks import Sound

    if work.method == "none":
        return None
    work.models.make_room()
    report.progress(0, 1, N_("Finding the pitch"))
    found = estimate.estimate_f0(
        Sound(heard.padded),
        RATE,
        work.method,
        str(work.device),
        report,
        filter_radius=work.options.filter_radius,
        repair_octaves=work.options.repair_octaves,
        precision=work.models.precision,
    )
    if work.models.turns:
        estimate.free_models()
        tidy()
    return melody(
        found,
        transpose=work.options.transpose,
        interpolate=work.dialect == "2026",
        curve=work.curve,
        first_frame=heard.margin // WINDOW,
    )


def _convert_sound(
    work: _Work, pipeline: Pipeline, heard: Heard, f0: F0 | None, result: Scratch, report: Reporter
) -> None:
    from rvcdesk.conversion.pipeline import Manner

    options = work.options
    manner = Manner(options.index_rate, options.protect, options.speaker, options.seed)
    wanted = round(heard.frames * pipeline.rate / heard.rate)
    for part in pipeline.stream(heard.padded, f0, wanted, manner, report):
        result.append(part)
