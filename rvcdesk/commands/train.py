"""`rvcdesk train`: train a voice, or go on with a run."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from dataclasses import fields
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import given_options, print_json, verb
from rvcdesk.jobs import Reporter, lower_priority
from rvcdesk.messages import BadInput
from rvcdesk.options import to_json
from rvcdesk.terminal import TrainingLine


def add(verbs: Any) -> None:
    """The verb and its options."""
    from rvcdesk.training.options import TrainOptions

    parser = verb(verbs, "train", "Train a voice on a project or a folder of audio.", _train)
    defaults = {item.name: item.default for item in fields(TrainOptions)}
    unset = argparse.SUPPRESS  # so that a resume knows what was really given
    parser.add_argument("input", type=Path, help="a project, or a folder of audio with --project")
    parser.add_argument("--project", type=Path, help="the project to make, or to use")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last save")
    kinds: dict[str, Any] = {
        "name": str, "preset": str, "epochs": int, "steps": int, "batch-size": int, "base": str,
        "base-g": Path, "base-d": Path, "f0": str, "seed": int, "save-every": int, "save-every-steps": int,
        "device": str, "threads": int, "precision": str, "preview-source": Path,
        "dialect": str, "held-out": int, "compile": str, "checkpointing": str, "cache": str,
    }  # fmt: skip
    for name, kind in kinds.items():
        default = defaults[name.replace("-", "_")]
        parser.add_argument(f"--{name}", type=kind, default=unset, help=f"(default: {default})")
    parser.add_argument("--tensorboard", action=argparse.BooleanOptionalAction, default=unset)
    parser.add_argument(
        "--train-on", type=int, metavar="EPOCHS", default=0,
        help="go on with a run that has stopped or ended, to so many epochs in all",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="only say what stands in the way of a training")


def _train(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.training import runs
    from rvcdesk.training.machine.world import join
    from rvcdesk.training.options import TrainOptions
    from rvcdesk.training.run import execute

    world = join()
    if not world.first:
        return _take_part(world)
    given = given_options(arguments, TrainOptions)
    del given["project"]  # an input of the command, which may still have to be made
    TrainOptions(arguments.input, **given).check()  # before a project is made for it
    options = TrainOptions(_training_project(arguments, report), **given)
    if arguments.check:
        return _check(options, arguments.json, report)
    folder = options.run_folder
    if arguments.resume or arguments.train_on:
        runs.resume_options(options, list(given))
        if arguments.train_on:
            runs.extend(folder, arguments.train_on)
        runs.forget_words(folder)
    else:
        runs.create_run(options)
    line = TrainingLine(quiet=arguments.json)
    failures: list[str] = []

    def hear(event: dict[str, Any]) -> None:
        line.hear(event)
        if event["event"] == "failed":
            failures.append(event["message"])

    lower_priority()
    # Beside other processes the launcher's word is to end at once, or the others would wait.
    with _stop_on_interrupt(folder) if world.size == 1 else contextlib.nullcontext():
        code = execute(folder, hear, world)
    line.end()
    world.leave()
    if failures:
        sys.stderr.write(f"rvcdesk: {failures[-1]}\n")
    if arguments.json:
        print_json({"run": str(folder), **to_json(runs.status(folder))})
    elif code == 0:
        print(f"{folder}: {runs.status(folder).state}")
    return code


def _take_part(world: Any) -> int:
    """A process that a launcher started beside the first one."""
    from rvcdesk.training.run import follow

    lower_priority()
    try:
        return follow(world)
    finally:
        world.leave()


def _check(options: Any, as_json: bool, report: Reporter) -> int:
    """What a training would meet, one line each; 1 when it could not begin."""
    from rvcdesk.messages import Message
    from rvcdesk.training.preflight import preflight

    found = preflight(options, report)
    if as_json:
        print_json(found)
    else:
        for check in found["checks"]:
            title, text = (Message.from_json(check[part]) for part in ("title", "text"))
            print(f"{check['state']:5} {title}: {text}")
    return int(any(check["state"] == "stop" for check in found["checks"]))


def _training_project(arguments: argparse.Namespace, report: Reporter) -> Path:
    """The project to train: the input itself, or a new one made from a folder of audio."""
    from rvcdesk.audio.files import AUDIO_SUFFIXES
    from rvcdesk.project import Project

    source: Path = arguments.input
    if (source / "project.json").is_file():
        return source
    if not source.exists():
        raise BadInput("{path} does not exist; name a project or a folder of recordings.", path=source)
    if arguments.project is None:
        raise BadInput("{path} is not a project; name one to make with --project.", path=source)
    if (arguments.project / "project.json").is_file():
        return Path(arguments.project)
    files = [source] if source.is_file() else sorted(source.rglob("*"))
    recordings = _usable([path for path in files if path.suffix.lower() in AUDIO_SUFFIXES], report)
    if not recordings:
        raise BadInput("There are no recordings in {path} that can be used.", path=source)
    with Project.create(arguments.project) as project:
        for recording in recordings:
            project.add_recording(recording)
    return Path(arguments.project)


def _usable(files: list[Path], report: Reporter) -> list[Path]:
    """The recordings that can be read; one that cannot is said, and is an error when it is the only one."""
    from rvcdesk.audio.files import probe

    found = []
    for path in files:
        try:
            probe(path)
        except BadInput as error:
            if len(files) == 1:
                raise
            report.warn(error.message)
        else:
            found.append(path)
    return found


class _stop_on_interrupt:
    """While inside, Ctrl+C or a shutdown asks the run to save and stop; a second one interrupts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._before = {
                number: signal.signal(number, self._asked) for number in (signal.SIGINT, signal.SIGTERM)
            }

    def _asked(self, number: int, frame: Any) -> None:
        from rvcdesk.training import runs

        runs.ask(self._folder, runs.STOP)
        sys.stderr.write("\nrvcdesk: saving and stopping; press Ctrl+C again to break off.\n")
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def __exit__(self, *error: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
