"""`rvcdesk inspect`: say what a file is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import print_json, verb
from rvcdesk.jobs import Reporter
from rvcdesk.terminal import print_table


def add(verbs: Any) -> None:
    """The verb and its options."""
    parser = verb(verbs, "inspect", "Say what a file is, and whether it can be used.", _inspect)
    parser.add_argument("file", type=Path)


def _inspect(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.voice.inspect import inspect

    facts = inspect(arguments.file)
    if arguments.json:
        print_json(facts)
    else:
        shown = {key: value for key, value in facts.items() if key not in ("problems", "usable")}
        rows = [(key.replace("_", " "), str(value)) for key, value in shown.items()]
        print_table([row for row in rows if row[1] not in ("None", "")])
        for problem in facts["problems"]:
            print(f"! {problem}")
    return 0 if facts["usable"] else 2
