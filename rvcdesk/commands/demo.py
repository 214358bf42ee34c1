"""`rvcdesk demo`: the whole job on the sample project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import print_json, verb
from rvcdesk.jobs import Reporter, lower_priority
from rvcdesk.messages import BadInput
from rvcdesk.options import to_json
from rvcdesk.terminal import TrainingLine, print_table


def add(verbs: Any) -> None:
    """The verb and its options."""
    parser = verb(verbs, "demo", "The whole job on the sample project, with progress.", _demo)
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
        print_json(to_json(result))
    else:
        print_table(result.rows())
    return 0
