"""`rvcdesk demo`: the whole job on the sample project, by the same functions as the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.cleaning.clean import CleanOptions, find
from rvcdesk.cleaning.review import answered, news, sure
from rvcdesk.events import Event
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, UserError
from rvcdesk.project import Project, free_name
from rvcdesk.sample import INSTRUMENTAL, SONG, make_sample, stems
from rvcdesk.sample import VOICE as VOICE_FILES
from rvcdesk.settings import user_data_dir

VOICE = "Carlo"
STEPS = 500
SAVE_EVERY = 100
ENDS = 20


@dataclass(frozen=True)
class DemoResult:
    """The demo's table. Mel losses are means over the first and last 20 steps."""

    project: Path
    recordings: int
    recorded_s: float
    kept_s: float
    steps: int
    mel_first: float
    mel_last: float
    train_s: float
    step_s: float
    transpose: int
    rtf: float
    source_s: float
    lag_ms: float
    cover: Path
    cover_s: float
    seconds: float

    def rows(self) -> list[tuple[str, str]]:
        """The table for people."""
        return [
            ("project", str(self.project)),
            ("recordings", f"{self.recordings}, {self.recorded_s:.1f} s"),
            ("seconds kept", f"{self.kept_s:.1f} s"),
            ("steps", f"{self.steps} in {self.train_s:.0f} s ({self.step_s:.2f} s a step)"),
            (f"mean mel loss, first {ENDS} steps", f"{self.mel_first:.2f}"),
            (
                f"mean mel loss, last {ENDS} steps",
                f"{self.mel_last:.2f} ({self.mel_last / self.mel_first:.0%})",
            ),
            ("transposed by", f"{self.transpose:+d} semitones"),
            ("a resynthesis lags by", f"{self.lag_ms:+.2f} ms"),
            ("conversion, real-time factor", f"{self.rtf:.3f} (processing / audio)"),
            ("cover", f"{self.cover} ({self.cover_s:.3f} s; source {self.source_s:.3f} s)"),
            ("wall time", f"{self.seconds:.0f} s"),
        ]


def demo(
    out: Path | None = None,
    report: Reporter = SILENT,
    listener: Callable[[Event], None] | None = None,
    steps: int = STEPS,
) -> DemoResult:
    """Clean, train, convert and mix the sample in a new project; nothing that exists is replaced.

    Raises:
        UserError: a step failed.
    """
    began = time.monotonic()
    folder = free_name(out or user_data_dir() / "demo")
    with make_sample(folder) as project:
        clean_sample(project, report)
        recordings = len(project.clips)
        recorded = sum(clip.duration for clip in project.clips)
        kept = sum(clip.kept for clip in project.clips)
    training = _train(folder, steps, listener)
    converted, transpose = _convert(folder, report)
    lag = _resynthesis_lag(folder, report)
    mixed = _mix(folder, converted.out, report)
    mel = training["mel"]
    return DemoResult(
        folder,
        recordings,
        recorded,
        kept,
        len(mel),
        float(np.mean(mel[:ENDS])),
        float(np.mean(mel[-ENDS:])),
        training["seconds"],
        float(np.median(training["step_seconds"])),
        transpose,
        converted.rtf,
        converted.audio_s,
        lag,
        mixed.out,
        mixed.seconds,
        time.monotonic() - began,
    )


def clean_sample(project: Project, report: Reporter = SILENT) -> None:
    """Find what does not belong in the recordings, and cut what is sure, as "Clean up" does."""
    for number, clip in enumerate(project.clips):
        report.progress(number, len(project.clips), N_("Looking for what does not belong"))
        found = find(clip.render(kept_only=False), CleanOptions())
        clip.set_marks(N_("Find everything"), news(clip.state, found))
        wanted = dict.fromkeys(sure(clip.state.marks, {}), "accepted")
        clip.change(N_("Accept all marks"), answered(clip.state, wanted))


def _train(folder: Path, steps: int, listener: Callable[[Event], None] | None) -> dict[str, Any]:
    from rvcdesk.training.options import TrainOptions
    from rvcdesk.training.run import execute
    from rvcdesk.training.runs import create_run

    mel: list[float] = []
    step_seconds: list[float] = []
    failures: list[str] = []

    def hear(event: Event) -> None:
        if event["event"] == "step" and event["losses"]["mel"] is not None:  # a step that was not left out
            mel.append(event["losses"]["mel"])
            step_seconds.append(event["seconds"])
        elif event["event"] == "failed":
            failures.append(event["message"])
        if listener:
            listener(event)

    run = create_run(
        TrainOptions(
            folder, VOICE, "draft", steps=steps, save_every=0, save_every_steps=min(SAVE_EVERY, steps)
        )
    )
    began = time.monotonic()
    if execute(run, hear) != 0:
        raise UserError("The training of the demo failed: {reason}", reason=failures[-1] if failures else "?")
    return {"mel": mel, "step_seconds": step_seconds, "seconds": time.monotonic() - began}


def _convert(folder: Path, report: Reporter) -> tuple[Any, int]:
    from rvcdesk.audio.files import decode
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.cover import cover_folder, next_take, record_take
    from rvcdesk.conversion.options import ConvertOptions
    from rvcdesk.conversion.suggest import suggest_transpose
    from rvcdesk.options import to_json
    from rvcdesk.pitch.estimate import estimate_f0, resolve_method
    from rvcdesk.voice.library import resolve

    song = stems(folder) / SONG
    samples, rate = decode(song, mono=True)
    f0 = estimate_f0(samples.reshape(-1), rate, resolve_method("auto"))
    voice_hz = float(resolve(VOICE, folder).facts.get("f0_median") or 0)
    transpose, _ = suggest_transpose(voice_hz, float(np.median(f0[f0 > 0])) if (f0 > 0).any() else 0.0)
    place = cover_folder(folder, song)
    options = ConvertOptions((song,), VOICE, next_take(place), project=folder, transpose=float(transpose))
    # Warm first, as a second conversion in the window would be: the factor is of the work, not of loading.
    convert(options, report)
    result = convert(options, report)[0]
    record_take(place, result.out, song, options, to_json(result))
    return result, transpose


def _resynthesis_lag(folder: Path, report: Reporter) -> float:
    """How far the voice's own words, said again by the voice, are out of time with the recording."""
    from rvcdesk.audio.files import decode
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.options import ConvertOptions
    from rvcdesk.evaluation.timing import lag_ms

    source = folder / "recordings" / VOICE_FILES[0]
    options = ConvertOptions((source,), VOICE, folder / "cache" / "resynthesis.wav", project=folder)
    again, again_rate = decode(convert(options, report)[0].out, mono=True)
    sound, rate = decode(source, mono=True)
    return lag_ms(sound.reshape(-1), rate, again.reshape(-1), again_rate)


def _mix(folder: Path, take: Path, report: Reporter) -> Any:
    from rvcdesk.conversion.cover import mix
    from rvcdesk.conversion.options import MixOptions

    out = take.parent / "cover.wav"
    return mix(MixOptions(take, out, stems(folder) / INSTRUMENTAL, instrumental_gain_db=-6.0), report)
