"""What every command needs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from rvcdesk.jobs import Reporter
from rvcdesk.terminal import TerminalReporter

Handler = Callable[[argparse.Namespace, Reporter], int]


def verb(verbs: Any, name: str, help_text: str, handler: Handler) -> argparse.ArgumentParser:
    """A command called `name`; it takes `--json` like all of them."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(handler=handler)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def add_options(parser: argparse.ArgumentParser, options: type, kinds: Mapping[str, Any]) -> None:
    """A `--name` for each of `kinds`, with the default that the options class has."""
    defaults = {item.name: item.default for item in fields(options)}
    for name, kind in kinds.items():
        default = defaults[name.replace("-", "_")]
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"(default: {default})")


def given_options(arguments: argparse.Namespace, options: type) -> dict[str, Any]:
    """What the command line says of an options class's fields."""
    names = {item.name for item in fields(options)}
    return {name: value for name, value in vars(arguments).items() if name in names}


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a narrow terminal, or a file name that is no text
        text = json.dumps(document, indent=1)
    sys.stdout.write(text + "\n")


def clear(report: Reporter) -> None:
    """Take the progress line off the terminal."""
    if isinstance(report, TerminalReporter):
        report.clear()
