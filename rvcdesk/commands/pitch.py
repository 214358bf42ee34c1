"""`rvcdesk pitch`: write down the pitch of recordings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import add_options, clear, given_options, print_json, verb
from rvcdesk.jobs import Reporter, lower_priority


def add(verbs: Any) -> None:
    """The verb and its options."""
    from rvcdesk.pitch.track import PitchOptions

    about = "Write the pitch of recordings as CSV: time_s,f0_hz every 10 ms, 0 where nobody sings."
    parser = verb(verbs, "pitch", about, _pitch)
    parser.add_argument("audio", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path, help="a file for one input, a folder for several")
    kinds: dict[str, Any] = {
        "method": str, "filter-radius": int, "precision": str, "device": str, "threads": int,
    }  # fmt: skip
    add_options(parser, PitchOptions, kinds)
    parser.add_argument("--threshold", type=float, help="how sure the method must be (default: its own)")
    parser.add_argument("--repair-octaves", action="store_true", help="bring short octave jumps back")


def _pitch(arguments: argparse.Namespace, report: Reporter) -> int:
    from rvcdesk.pitch.track import PitchOptions, track

    options = PitchOptions(tuple(arguments.audio), **given_options(arguments, PitchOptions))
    lower_priority()
    documents = track(options, report)
    clear(report)
    if arguments.json:
        print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for document in documents:
        pitch = "no pitch found"
        if document["voiced"]:
            share = round(100 * document["voiced"] / document["frames"])
            pitch = (
                f"{document['median_hz']:.1f} Hz ({document['low_hz']:.1f} to {document['high_hz']:.1f}), "
                f"{share} % voiced"
            )
        print(f"{document['out']}: {pitch}, by {document['method']}")
    return 0
