"""`rvcdesk health`: how good recordings are for a voice."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import clear, print_json, verb
from rvcdesk.jobs import Reporter, lower_priority
from rvcdesk.messages import BadInput, visible
from rvcdesk.terminal import print_table


def add(verbs: Any) -> None:
    """The verb and its options."""
    about = "Say how good a project's recordings, or audio files, are for a voice, and what would help."
    parser = verb(verbs, "health", about, _health)
    parser.add_argument("input", nargs="+", type=Path, help="a project's folder, or audio files")
    parser.add_argument("--html", type=Path, help="also write a page that can be read in a browser")
    parser.add_argument(
        "--no-search", action="store_true", help="do not look for suspects in audio files: twice as fast"
    )


def _health(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.cleaning.health_measure import HealthOptions, health

    paths: list[Path] = arguments.input
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise BadInput("Give one project, or audio files; {folder} is a folder.", folder=folders[0])
    lower_priority()
    options = HealthOptions(
        folders[0] if folders else None, () if folders else tuple(paths), not arguments.no_search
    )
    found = health(options, report)
    clear(report)
    if arguments.html is not None:
        from rvcdesk.cleaning.health_page import page
        from rvcdesk.disk import write_text

        title = paths[0].resolve().name if len(paths) == 1 else f"{paths[0].name}, …"
        write_text(arguments.html, page(found, title))
    if arguments.json:
        print_json(found.to_json())
        return 0
    rows = [("score", f"{found.score} of 100")]
    rows += [(part.title.lower(), str(part.value)) for part in found.parts]
    print_table(rows)
    for item in found.advice:
        print(f"! {visible(str(item))}")
    return 0
