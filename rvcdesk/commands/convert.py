"""`rvcdesk convert`: put a voice on recordings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import add_options, clear, given_options, print_json, verb
from rvcdesk.jobs import Reporter, lower_priority
from rvcdesk.options import to_json


def add(verbs: Any) -> None:
    """The verb and its options."""
    from rvcdesk.conversion.options import ConvertOptions

    parser = verb(verbs, "convert", "Put a voice on recordings.", _convert)
    parser.add_argument("input", nargs="+", type=Path)
    parser.add_argument("--voice", required=True, help="a voice's file or folder, or its name in the library")
    parser.add_argument("--out", required=True, type=Path, help="a file for one input, a folder for several")
    kinds: dict[str, Any] = {
        "project": Path, "index": Path, "transpose": float, "index-rate": float, "filter-radius": int,
        "rms-mix": float, "protect": float, "resample": int, "f0": str, "seed": int, "speaker": int,
        "device": str, "threads": int, "dialect": str, "precision": str, "f0-file": Path,
    }  # fmt: skip
    add_options(parser, ConvertOptions, kinds)
    parser.add_argument(
        "--repair-octaves", action="store_true", help="bring back short stretches that jumped by an octave"
    )


def _convert(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.options import ConvertOptions

    options = ConvertOptions(tuple(arguments.input), **given_options(arguments, ConvertOptions))
    lower_priority()
    results = convert(options, report)
    clear(report)
    if arguments.json:
        print_json(to_json(results))
        return 0
    for result in results:
        how = f"pitch by {result.f0}, {result.precision}, {result.dialect}"
        print(f"{result.out}: {result.audio_s:.1f} s in {result.seconds:.1f} s, {how}")
    return 0
