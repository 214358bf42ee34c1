"""Run folders seen from outside: create, start the child, ask it, see how it stands. No torch, no Qt.

A run is its folder: `options.json`, `events.jsonl`, `control` (a word for the child), `checkpoints/`,
`voices/`, `previews/`, `log.txt`. Who holds `.lock` is training; `host.json` says on which machine, for those
on others, whose locks do not reach here.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rvcdesk.disk import write_text
from rvcdesk.events import read_events
from rvcdesk.messages import BadInput, UserError
from rvcdesk.options import from_json, to_json
from rvcdesk.training.options import TrainOptions

STOP, SAVE = "stop", "save"
# A run elsewhere that has said nothing for so long has ended without a word.
SILENT_S = 900.0


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
    _write_options(folder, options)
    return folder


def _write_options(folder: Path, options: TrainOptions) -> None:
    stored = to_json(options) | {"project": "."}
    write_text(folder / "options.json", json.dumps(stored, ensure_ascii=False, indent=1) + "\n")


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


def extend(folder: Path, epochs: int) -> TrainOptions:
    """More epochs for a run that has stopped or ended: `epochs` in all. Then start it as for a resume.

    Raises:
        BadInput: it would not be more, there is no save to go on from, or the options cannot be read.
        UserError: the run is being trained.
    """
    if is_running(folder):
        raise UserError("The run {name} is being trained already.", name=folder.name)
    options = read_options(folder)
    done = status(folder).epoch
    if epochs <= done:
        raise BadInput(
            "The run {name} has done {done} epochs; ask for more than that in all.",
            name=folder.name,
            done=done,
        )
    if not any((folder / "checkpoints").glob("step_*.pt")):
        raise BadInput(
            "The run {name} has no save to go on from (its large saves may have been cleared away); start "
            "a new run.",
            name=folder.name,
        )
    longer = replace(options, epochs=epochs, steps=0)
    longer.check()
    _write_options(folder, longer)
    return longer


def last_plan(folder: Path) -> int:
    """The last step that the run was meant to have when it was last begun; 0 when it never was."""
    events, _ = read_events(folder / "events.jsonl")
    plans = (event["steps"] for event in reversed(events) if event["event"] == "prepare" and "steps" in event)
    return int(next(plans, 0))


def pitch_method(options: TrainOptions) -> str:
    """The method that "auto" stands for here; "none" for a voice without pitch."""
    from rvcdesk.pitch.estimate import resolve_method

    return "none" if options.f0 == "none" else resolve_method(options.f0)


def start_child(folder: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the child that trains `folder`, in its own process group, its words in log.txt.

    Raises:
        UserError: it cannot be started, or the run is being trained already.
    """
    forget_words(folder)
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


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Be the one process that trains the run.

    Raises:
        UserError: another one does, here or on another machine.
    """
    import filelock

    if host := running_elsewhere(folder):
        raise UserError("The run {name} is being trained on {host}.", name=folder.name, host=host)
    # Not 0: who looks whether the run is being trained holds the lock for a moment.
    lock = filelock.FileLock(folder / ".lock", timeout=1)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise UserError("The run {name} is being trained already.", name=folder.name) from error
    try:
        write_text(folder / "host.json", json.dumps({"host": platform.node(), "pid": os.getpid()}))
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / "host.json").unlink(missing_ok=True)
        lock.release()


def is_running(folder: Path) -> bool:
    """Whether some process trains the run, here or elsewhere."""
    import filelock

    if running_elsewhere(folder):
        return True
    if not (folder / ".lock").exists():
        return False
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            return False
    except (filelock.Timeout, OSError):
        return True


def running_elsewhere(folder: Path) -> str:
    """The name of the other machine that trains this run, "" when none does."""
    try:
        host = str(json.loads((folder / "host.json").read_text(encoding="utf-8"))["host"])
        quiet = time.time() - (folder / "events.jsonl").stat().st_mtime
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return host if host != platform.node() and quiet < SILENT_S else ""


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


def forget_words(folder: Path) -> None:
    """Drop what was asked of a child that is no more: the next one shall not stop for it.

    Raises:
        UserError: the run is being trained.
    """
    if is_running(folder):
        raise UserError("The run {name} is being trained already.", name=folder.name)
    (folder / "control").unlink(missing_ok=True)


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
