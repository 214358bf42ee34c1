"""`rvcdesk …`: the same verbs as the window, headless.

Exit codes: 0 done, 1 failed, 2 bad input. An error is one line on stderr; its traceback goes to the log.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rvcdesk import __version__
from rvcdesk.commands import assets, clean, convert, demo, health, inspect, pitch, train, voice
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import UserError
from rvcdesk.tensors import limits
from rvcdesk.terminal import TerminalReporter


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
    limits.at_worst = _end
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
    except MemoryError:
        reporter.clear()
        sys.stderr.write("rvcdesk: there is not enough memory; close other programs and try again.\n")
        logging.exception("Out of memory")
        return 1
    except Exception as error:
        reporter.clear()
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        sys.stderr.write(
            f"rvcdesk: something went wrong ({reason}); the log has the details: {_log_path()}\n"
        )
        logging.exception("The command failed")
        return 1
    finally:
        limits.at_worst = None


def _end(error: UserError) -> None:
    """What is left when a file that hangs cannot be interrupted."""
    sys.stderr.write(f"rvcdesk: {error}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)


def build_parser() -> argparse.ArgumentParser:
    """Every verb and option, with the defaults of the options classes."""
    parser = argparse.ArgumentParser(prog="rvcdesk", description="A desktop studio for AI voice covers.")
    parser.add_argument("--version", action="version", version=f"RVC Desk {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in (demo, clean, health, train, convert, pitch, inspect, voice, assets):
        command.add(verbs)
    return parser


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
