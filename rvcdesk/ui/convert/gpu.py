"""Whether a training of this project holds the graphics card."""

from __future__ import annotations

import json
from pathlib import Path

from rvcdesk.devices import processor_name
from rvcdesk.training import runs


def run_on_the_card(project: Path) -> Path | None:
    """The folder of a run that is being trained on a card, None when none is."""
    for folder in runs.list_runs(project):
        if runs.is_running(folder) and device_of(folder) not in ("", "cpu", processor_name()):
            return folder
    return None


def device_of(run: Path) -> str:
    """The device that a run named last in its `prepare` event; "" before it has."""
    device = ""
    try:
        with open(run / "events.jsonl", "rb") as lines:
            for line in lines:
                if b'"prepare"' in line and b'"device"' in line:
                    device = str(json.loads(line)["device"])
    except (OSError, ValueError, KeyError, TypeError):
        return device
    return device
