"""`rvcdesk inspect`: say what a file is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rvcdesk.commands.shared import print_json, verb
from rvcdesk.jobs import Reporter
from rvcdesk.messages import visible
from rvcdesk.terminal import clock, print_table


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
        print_table(_rows(facts))
        for problem in facts["problems"]:
            print(f"! {problem}")
    return 0 if facts["usable"] else 2


def _rows(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts that apply, in the order a person asks for them, with units."""
    rate, parameters = facts["sample_rate"], facts["parameters"]
    channels = {1: "mono", 2: "stereo"}.get(facts.get("channels", 0), f"{facts.get('channels')} channels")
    weights = " ".join([f"{parameters:,}" if parameters else "", *(facts.get("precision") or [])])
    rows = {
        "kind": " ".join(part for part in (facts["kind"], facts.get("role")) if part),
        "name": facts.get("name"),
        "version": facts["version"],
        "rate": f"{rate} Hz" if rate else None,
        "length": _length(facts.get("duration_s")),
        "channels": channels if "channels" in facts else None,
        "format": " ".join(str(facts[key]) for key in ("format", "subtype") if facts.get(key)),
        "pitch": {True: "yes", False: "no"}.get(facts["f0"]),
        "epochs": facts["epochs"],
        "steps": facts.get("steps"),
        "speakers": facts["speakers"],
        "content": facts["content"],
        "author": facts.get("author"),
        "info": facts.get("info"),
        "dimensions": facts.get("dimensions"),
        "layers": facts.get("layers"),
        "features": f"{facts['features']:,} in {facts['lists']} lists" if facts.get("features") else None,
        "clips": facts.get("clips"),
        "voices": _listed(facts.get("voices")),
        "holds": _listed(facts.get("holds")),
        "weights": weights.strip(),
        "index": facts.get("index"),
        "missing": _listed(facts["missing"]),
        "size": _size(facts.get("bytes")),
        "file": facts["file"],
        "sha256": facts["sha256"],
    }
    return [(name, visible(str(value))) for name, value in rows.items() if value not in (None, "")]


def _length(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return f"{clock(seconds)} ({seconds:.3f} s)" if seconds >= 60 else f"{seconds:.3f} s"


def _listed(names: list[str] | None) -> str | None:
    if not names:
        return None
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _size(count: int | None) -> str | None:
    if count is None:
        return None
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count:,} bytes"
