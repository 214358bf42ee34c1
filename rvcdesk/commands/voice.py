"""`rvcdesk voice`: the library of voices."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import clear, print_json, verb
from rvcdesk.jobs import Reporter
from rvcdesk.messages import visible
from rvcdesk.options import to_json


def add(verbs: Any) -> None:
    """The verb, what can be done with voices, and their options."""
    parser = verbs.add_parser("voice", help="The library of voices: list, import, remove.")
    inner = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    taking = verb(inner, "import", "Take voices into the library.", _import)
    taking.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=".pth, .safetensors, .zip or folder"
    )
    taking.add_argument("--name", default="", help="(default: from the file)")
    taking.add_argument("--replace", action="store_true", help="in place of the voice of that name")
    verb(inner, "list", "List the voices.", _list)
    removing = verb(inner, "remove", "Delete a voice from the library.", _remove)
    removing.add_argument("voice", help="its name")


def _import(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.voice.importing import ImportVoiceOptions, import_voice

    entries = import_voice(
        ImportVoiceOptions(tuple(arguments.paths), arguments.name, arguments.replace), report
    )
    clear(report)
    if arguments.json:
        print_json(to_json(entries))
    else:
        for entry in entries:
            print(f"{visible(entry.name)}: {entry.path}")
    return 0


def _list(arguments: argparse.Namespace, _report: Reporter) -> int:
    from rvcdesk.voice.library import list_voices

    entries = list_voices()
    if arguments.json:
        print_json(to_json(entries))
        return 0
    rows = [("NAME", "VERSION", "RATE", "INDEX", "FILE")]
    for entry in entries:
        rate = entry.facts.get("sample_rate")
        rows.append(
            (
                visible(entry.name),
                visible(str(entry.facts.get("version") or "?")),
                f"{rate} Hz" if isinstance(rate, int) else "?",
                "yes" if entry.index is not None else "no",
                visible(str(entry.path)),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows if entries else []:
        print("  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[4]]))
    if not entries:
        print("There is no voice yet: train one, or import one with: rvcdesk voice import FILE")
    return 0


def _remove(arguments: argparse.Namespace, _report: Reporter) -> int:
    from rvcdesk.voice.importing import remove_voice
    from rvcdesk.voice.library import resolve

    entry = resolve(arguments.voice)
    remove_voice(entry)
    if arguments.json:
        print_json(to_json(entry))
    else:
        print(f"Removed {visible(entry.name)}.")
    return 0
