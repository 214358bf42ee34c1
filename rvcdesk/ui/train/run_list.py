"""The runs of a project in a box to choose from, each with how it stands."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from rvcdesk.training import runs
from rvcdesk.ui.train.watch import RunWatch

END = 16384  # bytes: where a run stands is in its last lines


class RunChooser(QComboBox):
    """The newest run first; one from elsewhere is on the list while it is shown.

    Signals:
        chosen: the folder of another run to look at.
    """

    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Run"))
        self.setToolTip(self.tr("Look at another run"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaximumWidth(300)
        self.activated.connect(lambda _index: self.chosen.emit(Path(self.currentData())))

    def show_runs(self, folders: Sequence[Path], shown: RunWatch | None, live: RunWatch | None) -> None:
        """Fill the list anew and choose the run that is shown."""
        self.clear()
        for folder in reversed(folders):
            self._add(folder, live, folder.name)
        if shown is not None:
            if shown.folder not in folders:
                self._add(shown.folder, shown if shown.running else None, str(shown.folder))
            self.setCurrentIndex(self.findData(str(shown.folder)))

    def _add(self, folder: Path, live: RunWatch | None, name: str) -> None:
        words = {
            "new": self.tr("not begun"),
            "running": self.tr("running"),
            "stopped": self.tr("paused at step {step}"),
            "done": self.tr("finished, {step} steps"),
            "failed": self.tr("failed at step {step}"),
        }
        if live is not None and live.folder == folder:
            state = words["running"]
        else:
            status = glance(folder)
            state = words[status.state].format(step=status.step)
        self.addItem(f"{folder.name} — {state}", str(folder))
        tip = self._begun(folder)
        if name != folder.name:
            tip = f"{name}\n{tip}".strip()
        self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def _begun(self, folder: Path) -> str:
        try:
            when = datetime.datetime.fromtimestamp((folder / "options.json").stat().st_mtime)
        except OSError:
            return ""
        return self.tr("Begun {when}").format(when=f"{when:%Y-%m-%d %H:%M}")


def glance(folder: Path) -> runs.RunStatus:
    """How a run stands, from the end of its events alone: quick for a list of runs."""
    path = folder / "events.jsonl"
    last, step, epoch = "", 0, 0
    try:
        with open(path, "rb") as file:
            file.seek(max(0, path.stat().st_size - END))
            lines = file.read().splitlines()
    except OSError:
        lines = []
    for line in lines:
        try:
            event = json.loads(line)
            kind = event["event"]
        except (ValueError, KeyError, TypeError):
            continue
        if "step" in event:
            step, epoch = int(event["step"]), int(event.get("epoch", epoch))
        if kind not in ("warning", "machine"):
            last = kind
    if runs.is_running(folder):
        return runs.RunStatus("running", step, 0, epoch)
    if last in ("done", "failed"):
        return runs.RunStatus(last, step, 0, epoch)
    return runs.RunStatus("stopped" if lines else "new", step, 0, epoch)
