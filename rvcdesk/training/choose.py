"""The verb that makes the voice of one save the project's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput


@dataclass(frozen=True)
class MakeVoiceOptions:
    """A run's folder and the step of one of its saves."""

    run: Path
    step: int


def make_voice(options: MakeVoiceOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Write the project's voice from a save; the one that was there is replaced.

    Raises:
        BadInput: there is no such save, or the run lies outside a project.
    """
    from rvcdesk.training import runs
    from rvcdesk.training.dataset import read_tables
    from rvcdesk.training.finish import publish, voice_path
    from rvcdesk.training.prepare import prepare
    from rvcdesk.voice.presets import get_preset

    run = runs.read_options(options.run)
    if not voice_path(options.run, options.step).is_file():
        raise BadInput(
            "There is no voice of step {step} in the run {name}; choose another save.",
            step=options.step,
            name=run.name,
        )
    if not (run.project / "project.json").is_file():
        raise BadInput(
            "The run {folder} lies outside a project, which the voice would belong to; copy it into the runs "
            "folder of one.",
            folder=options.run,
        )
    prepared = prepare(run, runs.pitch_method(run), report=report)
    tables = read_tables(prepared, get_preset(run.preset))
    files = publish(options.run, run, options.step, tables.features(), report.warn)
    return {"files": [str(path) for path in files]}
