"""`rvcdesk clean`: find what does not belong in voice recordings."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import clear, print_json, verb
from rvcdesk.jobs import Reporter, lower_priority
from rvcdesk.messages import visible


def add(verbs: Any) -> None:
    """The verb and its options."""
    parser = verb(verbs, "clean", "Find what does not belong in voice recordings, and cut it.", _clean)
    parser.add_argument("audio", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="folder for the cleaned WAV, labels and findings")
    parser.add_argument(
        "--accept",
        help="comma-separated kinds to accept (default: all that are cut; hum and noise are filtered)",
    )
    parser.add_argument(
        "--confidence", type=float, help="accept what is at least so sure, 0 to 1 (default: 0.5)"
    )
    parser.add_argument(
        "--one-voice", action="store_true", help="the recordings are of one person: compare them"
    )


def _clean(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.cleaning.clean import CleanOptions, clean

    options = CleanOptions(tuple(arguments.audio), arguments.out, one_voice=arguments.one_voice)
    if arguments.accept is not None:
        kinds = tuple(kind.strip() for kind in arguments.accept.split(",") if kind.strip())
        options = replace(options, accept=kinds)
    if arguments.confidence is not None:
        options = replace(options, confidence=arguments.confidence)
    lower_priority()
    documents = clean(options, report)
    clear(report)
    if arguments.json:
        print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for document in documents:
        kept = sum(end - start for start, end in document["kept"])
        counts = Counter(item["kind"] for item in document["flagged"])
        found = ", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "nothing found"
        print(f"{visible(document['file'])}: {kept:.1f} s of {document['duration_s']:.1f} s kept; {found}")
    return 0
