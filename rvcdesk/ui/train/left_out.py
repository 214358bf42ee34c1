"""What of the recordings is left out, and why: looked up when it is wanted."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.widgets.fold import Fold

HEIGHT = 150  # px


class LeftOut(Fold):
    """A list of places by reason, folded away."""

    def __init__(self, survey: Survey) -> None:
        self.tree = QTreeWidget()
        super().__init__("", self.tree)
        self._survey = survey
        self.tree.setHeaderHidden(True)
        self.tree.setFixedHeight(HEIGHT)
        self.tree.setAccessibleName(self.tr("What is left out, and why"))
        self.set_title(self.tr("What is left out"))
        self.toggled.connect(lambda is_open: self._look() if is_open else None)
        survey.changed.connect(self._look)
        survey.summarised.connect(self._fill)

    def _look(self) -> None:
        """The list is of the same options as the checks."""
        self.setVisible(bool(self._survey.checks))
        if self.button.isChecked() and not self._survey.busy:
            self._survey.summarise()

    def _fill(self, summary: dict[str, Any]) -> None:
        self.tree.clear()
        reasons: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for item in summary["unused"]:
            reasons[item["reason"]].append(item)
        for reason, items in reasons.items():
            seconds = sum(item["end_s"] - item["start_s"] for item in items)
            top = QTreeWidgetItem([f"{text(reason)} ({len(items)}, {clock(seconds)})"])
            self.tree.addTopLevelItem(top)
            for item in items:
                line = f"{item['clip']}   {clock(item['start_s'])} – {clock(item['end_s'])}"
                top.addChild(QTreeWidgetItem([line]))
        if not reasons:
            self.tree.addTopLevelItem(QTreeWidgetItem([self.tr("Nothing: all that is kept can be used")]))
