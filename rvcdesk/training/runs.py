"""Run folders seen from outside: create, start the child, ask it, see how it stands. No torch, no Qt.

A run is its folder: `options.json`, `events.jsonl`, `control` (a word for the child), `checkpoints/`,
`previews/`, `log.txt`. Who holds `.lock` is training.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.disk import write_text
from rvcdesk.events import read_events
from rvcdesk.messages import BadInput, UserError
from rvcdesk.options import from_json, to_json
from rvcdesk.training.options import TrainOptions

STOP, SAVE = "stop", "save"


@dataclass(frozen=True)
class RunStatus:
    """How a run stands. `state` is new, running, stopped, done or failed; steps count from 1."""

    state: str
    step: int = 0
    steps: int = 0
    epoch: int = 0


def create_run(options: TrainOptions) -> Path:
    """Make the folder of a new run.

    Raises:
        BadInput: bad options, or there is a run of this name already.
    """
    options.check()
    folder = options.run_folder
    if (folder / "options.json").exists():
        raise BadInput(
            "There is a run called {name} in this project already; resume it or choose another name.",
            name=options.name,
        )
    stored = to_json(options) | {"project": "."}
    write_text(folder / "options.json", json.dumps(stored, ensure_ascii=False, indent=1) + "\n")
    return folder


def read_options(folder: Path) -> TrainOptions:
    """A run's own options; the project is where the run lies now.

    Raises:
        BadInput: not a run.
    """
    try:
        data = json.loads((folder / "options.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            "{folder} is not a training run (no options.json can be read there).", folder=folder
        ) from error
    return from_json(TrainOptions, data | {"project": str(folder.parent.parent), "name": folder.name})


def resume_options(options: TrainOptions, given: Sequence[str]) -> TrainOptions:
    """The stored options of the run, after checking that the `given` ones do not differ.

    Raises:
        BadInput: there is no such run, or an option differs.
    """
    stored = read_options(options.run_folder)
    for name in given:
        if name not in ("project", "name") and getattr(options, name) != getattr(stored, name):
            raise BadInput(
                "This run was started with {name} {stored}, not {given}; leave it out to resume, "
                "or start a new one.",
                name=name.replace("_", "-"),
                stored=str(getattr(stored, name)),
                given=str(getattr(options, name)),
            )
    return stored


def start_child(folder: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the child that trains `folder`, in its own process group, its words in log.txt.

    Raises:
        UserError: it cannot be started, or the run is being trained already.
    """
    if is_running(folder):
        raise UserError("The run {name} is being trained already.", name=folder.name)
    (folder / "control").unlink(missing_ok=True)
    group: dict[str, Any] = (
        {"creationflags": 0x00000200} if sys.platform == "win32" else {"start_new_session": True}
    )
    try:
        with open(folder / "log.txt", "ab") as log:
            return subprocess.Popen(
                [*command, "run", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                **group,
            )
    except OSError as error:
        raise UserError(
            "The training could not be started ({command}: {reason}); check the engine command in Settings.",
            command=command[0],
            reason=error.strerror or str(error),
        ) from error


def _environment() -> dict[str, str]:
    """Ours, with this very package found first, however the window was started."""
    paths = [str(Path(__file__).resolve().parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def is_running(folder: Path) -> bool:
    """Whether some process holds the run's lock."""
    import filelock

    if not (folder / ".lock").exists():
        return False
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            return False
    except (filelock.Timeout, OSError):
        return True


def ask(folder: Path, word: str) -> None:
    """Leave a word for the child: `STOP` (save and end) or `SAVE`."""
    write_text(folder / "control", word)


def take_word(folder: Path) -> str:
    """What was asked, once; '' when nothing was."""
    place = folder / "control"
    if not place.exists():
        return ""
    word = place.read_text(encoding="utf-8").strip()
    place.unlink(missing_ok=True)
    return word


def status(folder: Path) -> RunStatus:
    """How a run stands, from its folder alone."""
    events, _ = read_events(folder / "events.jsonl")
    step = epoch = steps = 0
    last = ""
    for event in events:
        kind = event["event"]
        if kind == "step":
            step, epoch = int(event["step"]), int(event["epoch"])
        elif kind == "prepare" and "steps" in event:
            steps = int(event["steps"])
        if kind in ("step", "save", "done", "failed", "resume"):
            last = kind
    if is_running(folder):
        return RunStatus("running", step, steps, epoch)
    if last in ("done", "failed"):
        return RunStatus(last, step, steps, epoch)
    return RunStatus("stopped" if events else "new", step, steps, epoch)


def list_runs(project: Path) -> list[Path]:
    """The run folders of a project, the newest last."""
    found = [path.parent for path in (project / "runs").glob("*/options.json")]
    return sorted(found, key=lambda folder: (folder / "options.json").stat().st_mtime)
