"""`rvcdesk clean`: find what does not belong in voice recordings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import clear, print_json, verb
from rvcdesk.jobs import Reporter


def add(verbs: Any) -> None:
    """The verb and its options."""
    parser = verb(verbs, "clean", "Find what does not belong in voice recordings, and cut it.", _clean)
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
    clear(report)
    if arguments.json:
        print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for document in documents:
        kept = sum(end - start for start, end in document["kept"])
        print(f"{document['file']}: {kept:.1f} s of {document['duration_s']:.1f} s kept, "
              f"{len(document['flagged'])} findings")  # fmt: skip
    return 0
