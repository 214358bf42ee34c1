"""`rvcdesk …`: the same verbs as the window, headless.

Exit codes: 0 done, 1 failed, 2 bad input. An error is one line on stderr; its traceback goes to the log.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from rvcdesk import __version__
from rvcdesk.jobs import Cancelled, Reporter, lower_priority
from rvcdesk.messages import BadInput, UserError
from rvcdesk.options import to_json
from rvcdesk.terminal import TerminalReporter, TrainingLine, print_table

Handler = Callable[[argparse.Namespace, Reporter], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if not hasattr(arguments, "handler"):
        parser.print_help()
        return 0
    reporter = TerminalReporter()
    _log_to_file()
    try:
        return int(arguments.handler(arguments, reporter))
    except UserError as error:
        reporter.clear()
        sys.stderr.write(f"rvcdesk: {error}\n")
        logging.exception("%s", error)
        return error.exit_code
    except (Cancelled, KeyboardInterrupt):
        reporter.clear()
        sys.stderr.write("rvcdesk: stopped.\n")
        return 1
    except Exception as error:
        reporter.clear()
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        sys.stderr.write(
            f"rvcdesk: something went wrong ({reason}); the log has the details: {_log_path()}\n"
        )
        logging.exception("The command failed")
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Every verb and option, with the defaults of the options classes."""
    parser = argparse.ArgumentParser(prog="rvcdesk", description="A desktop studio for AI voice covers.")
    parser.add_argument("--version", action="version", version=f"RVC Desk {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(verbs)
    _add_clean(verbs)
    _add_train(verbs)
    _add_convert(verbs)
    _add_inspect(verbs)
    return parser


def _verb(verbs: Any, name: str, help_text: str, handler: Handler) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(handler=handler)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


# -- demo ------------------------------------------------------------------------------------------


def _add_demo(verbs: Any) -> None:
    parser = _verb(verbs, "demo", "The whole job on the sample project, with progress.", _demo)
    parser.add_argument(
        "--out", type=Path, help="the project folder to make (default: in the user's data folder)"
    )
    parser.add_argument("--steps", type=int, default=None, help="training steps")


def _demo(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk import demo

    line = TrainingLine(quiet=arguments.json)
    steps = arguments.steps or demo.STEPS
    if not 1 <= steps <= 1_000_000:
        raise BadInput("The option {name} cannot be {value}.", name="steps", value=steps)
    lower_priority()
    result = demo.demo(arguments.out, report, line.hear, steps)
    line.end()
    if arguments.json:
        _print_json(to_json(result))
    else:
        print_table(result.rows())
    return 0


# -- clean -----------------------------------------------------------------------------------------


def _add_clean(verbs: Any) -> None:
    parser = _verb(verbs, "clean", "Find what does not belong in voice recordings, and cut it.", _clean)
    parser.add_argument("audio", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="folder for the cleaned WAV, labels and findings")
    parser.add_argument("--accept", help="comma-separated kinds to accept (default: all that are cut)")


def _clean(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.cleaning.clean import CleanOptions, clean

    options = CleanOptions(tuple(arguments.audio), arguments.out)
    if arguments.accept is not None:
        kinds = tuple(kind.strip() for kind in arguments.accept.split(",") if kind.strip())
        options = CleanOptions(options.inputs, options.out, kinds)
    documents = clean(options, report)
    _clear(report)
    if arguments.json:
        _print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for document in documents:
        kept = sum(end - start for start, end in document["kept"])
        print(f"{document['file']}: {kept:.1f} s of {document['duration_s']:.1f} s kept, "
              f"{len(document['flagged'])} findings")  # fmt: skip
    return 0


# -- train -----------------------------------------------------------------------------------------


def _add_train(verbs: Any) -> None:
    from rvcdesk.training.options import TrainOptions

    parser = _verb(verbs, "train", "Train a voice on a project or a folder of audio.", _train)
    defaults = {item.name: item.default for item in fields(TrainOptions)}
    unset = argparse.SUPPRESS  # so that a resume knows what was really given
    parser.add_argument("input", type=Path, help="a project, or a folder of audio with --project")
    parser.add_argument("--project", type=Path, help="the project to make, or to use")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last save")
    kinds: dict[str, Any] = {
        "name": str, "preset": str, "epochs": int, "steps": int, "batch-size": int, "base": str,
        "base-g": Path, "base-d": Path, "f0": str, "seed": int, "save-every": int, "save-every-steps": int,
        "device": str, "threads": int, "precision": str, "preview-source": Path,
    }  # fmt: skip
    for name, kind in kinds.items():
        default = defaults[name.replace("-", "_")]
        parser.add_argument(f"--{name}", type=kind, default=unset, help=f"(default: {default})")


def _train(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.training import runs
    from rvcdesk.training.options import TrainOptions
    from rvcdesk.training.run import execute

    names = {item.name for item in fields(TrainOptions)} - {"project"}
    given = {name: value for name, value in vars(arguments).items() if name in names}
    TrainOptions(arguments.input, **given).check()  # before a project is made for it
    options = TrainOptions(_training_project(arguments, report), **given)
    if arguments.resume:
        runs.resume_options(options, list(given))
        folder = options.run_folder
    else:
        folder = runs.create_run(options)
    line = TrainingLine(quiet=arguments.json)
    failures: list[str] = []

    def hear(event: dict[str, Any]) -> None:
        line.hear(event)
        if event["event"] == "failed":
            failures.append(event["message"])

    lower_priority()
    with _stop_on_interrupt(folder):
        code = execute(folder, hear)
    line.end()
    if failures:
        sys.stderr.write(f"rvcdesk: {failures[-1]}\n")
    if arguments.json:
        _print_json({"run": str(folder), **to_json(runs.status(folder))})
    elif code == 0:
        print(f"{folder}: {runs.status(folder).state}")
    return code


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


# -- convert ---------------------------------------------------------------------------------------


def _add_convert(verbs: Any) -> None:
    from rvcdesk.conversion.options import ConvertOptions

    parser = _verb(verbs, "convert", "Put a voice on recordings.", _convert)
    defaults = {item.name: item.default for item in fields(ConvertOptions)}
    parser.add_argument("input", nargs="+", type=Path)
    parser.add_argument("--voice", required=True, help="a voice's file or folder, or its name in the library")
    parser.add_argument("--out", required=True, type=Path, help="a file for one input, a folder for several")
    kinds: dict[str, Any] = {
        "project": Path, "index": Path, "transpose": float, "index-rate": float, "filter-radius": int,
        "rms-mix": float, "protect": float, "resample": int, "f0": str, "seed": int, "speaker": int,
        "device": str, "threads": int,
    }  # fmt: skip
    for name, kind in kinds.items():
        default = defaults[name.replace("-", "_")]
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"(default: {default})")


def _convert(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.options import ConvertOptions

    names = {item.name for item in fields(ConvertOptions)} - {"inputs"}
    given = {name: value for name, value in vars(arguments).items() if name in names}
    options = ConvertOptions(tuple(arguments.input), **given)
    lower_priority()
    results = convert(options, report)
    _clear(report)
    if arguments.json:
        _print_json(to_json(results))
        return 0
    for result in results:
        print(f"{result.out}: {result.audio_s:.1f} s in {result.seconds:.1f} s, pitch by {result.f0}")
    return 0


# -- inspect ---------------------------------------------------------------------------------------


def _add_inspect(verbs: Any) -> None:
    parser = _verb(verbs, "inspect", "Say what a file is, and whether it can be used.", _inspect)
    parser.add_argument("file", type=Path)


def _inspect(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.voice.inspect import inspect

    facts = inspect(arguments.file)
    if arguments.json:
        _print_json(facts)
    else:
        shown = {key: value for key, value in facts.items() if key not in ("problems", "usable")}
        rows = [(key.replace("_", " "), str(value)) for key, value in shown.items()]
        print_table([row for row in rows if row[1] not in ("None", "")])
        for problem in facts["problems"]:
            print(f"! {problem}")
    return 0 if facts["usable"] else 2


# -- shared ----------------------------------------------------------------------------------------


def _print_json(document: Any) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _clear(report: Reporter) -> None:
    if isinstance(report, TerminalReporter):
        report.clear()


def _log_path() -> Path:
    from rvcdesk.settings import log_dir

    return log_dir() / "rvcdesk-cli.log"


def _log_to_file() -> None:
    """The log of the command line; without one where its folder cannot be written."""
    from logging.handlers import RotatingFileHandler

    handler: logging.Handler
    try:
        _log_path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            _log_path(), maxBytes=1 << 20, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True,
                        format="%(asctime)s %(levelname)s %(message)s")  # fmt: skip


class _stop_on_interrupt:
    """While inside, Ctrl+C asks the run to save and stop; a second one interrupts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: Any = None

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._asked)

    def _asked(self, number: int, frame: Any) -> None:
        from rvcdesk.training import runs

        runs.ask(self._folder, runs.STOP)
        sys.stderr.write("\nrvcdesk: saving and stopping; press Ctrl+C again to break off.\n")
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def __exit__(self, *error: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
