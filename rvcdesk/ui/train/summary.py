"""What a training would use and how long it would take, before it starts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from rvcdesk.messages import BadInput, Message
from rvcdesk.training.base import base_note, find_base
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.icons import icon
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.train.spinner import Spinner
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.widgets.fold import Fold
from rvcdesk.voice.presets import get_preset

LIST_HEIGHT = 150


class Hint(QWidget):
    """A sentence with an icon before it."""

    def __init__(self, icon_name: str, sentence: str) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icon(icon_name, QPalette.ColorRole.PlaceholderText).pixmap(16, 16))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = dim(sentence)
        line.setMinimumWidth(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(line, 1)


class Summary(QWidget):
    """The dataset, what is left out, advice, the base model, and the time."""

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self._survey = survey
        self._options: TrainOptions | None = None
        self._shown: object = None
        self._spinner = Spinner()
        self.dataset = QLabel()
        self.time = QLabel()
        for label in (self.dataset, self.time):
            label.setWordWrap(True)
            label.setMinimumWidth(10)
        self.unused = QTreeWidget()
        self.unused.setHeaderHidden(True)
        self.unused.setAccessibleName(self.tr("What is left out, and why"))
        self.unused.setFixedHeight(LIST_HEIGHT)
        self.left_out = Fold(self.tr("Left out"), self.unused)
        self._hints = QVBoxLayout()
        self._hints.setSpacing(4)
        head = QHBoxLayout()
        self._heading = heading(self.tr("Before you start"), 1.1)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._spinner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.dataset)
        column.addWidget(self.left_out)
        column.addWidget(self.time)
        column.addLayout(self._hints)
        survey.changed.connect(self._show)
        self._show()

    def set_options(self, options: TrainOptions) -> None:
        """What the base model's sentence is about."""
        self._options = options
        self._show()

    def hints(self) -> list[str]:
        """The sentences shown: what is wrong, advice, the base model."""
        return [sentence for _, sentence in self._sentences()]

    def _show(self) -> None:
        survey = self._survey
        self._spinner.setVisible(survey.busy)
        self.dataset.setText(self._dataset(survey.summary))
        self.dataset.setVisible(bool(self.dataset.text()))
        self.time.setText(self._time(survey.estimate))
        self.time.setVisible(bool(self.time.text()))
        self._show_unused((survey.summary or {}).get("unused", []))
        sentences = self._sentences()
        said = self.dataset.text() or self.time.text() or sentences or survey.busy
        self._heading.setVisible(bool(said))
        if sentences != self._shown:
            self._shown = sentences
            while (item := self._hints.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            for name, sentence in sentences:
                self._hints.addWidget(Hint(name, sentence))

    def _dataset(self, summary: dict[str, Any] | None) -> str:
        if summary is None:
            return self.tr("Looking at the recordings…") if self._survey.busy else ""
        return self.tr("<b>{time}</b> of voice in {recordings} recordings, {pieces} pieces").format(
            time=clock(summary["kept_s"]), recordings=summary["recordings"], pieces=summary["pieces"]
        )

    def _time(self, estimate: dict[str, Any] | None) -> str:
        if estimate is None:
            return self.tr("Timing a few trial steps…") if self._survey.busy else ""
        return self.tr("About <b>{time}</b> for {steps} steps of {step} s on {device}").format(
            time=clock(estimate["seconds"]),
            steps=estimate["steps"],
            step=decimal(f"{estimate['step_s']:.2g}"),
            device=estimate["device"],
        )

    def _sentences(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if self._survey.problem is not None:
            found.append(("error", text(self._survey.problem)))
        for advice in (self._survey.summary or {}).get("advice", []):
            found.append(("info", text(Message.from_json(advice))))
        if self._options is not None:
            try:
                nothing = find_base(self._options)[0] is None
                if nothing and self._options.base == "auto" and get_preset(self._options.preset).base_g:
                    return found  # the banner says it
                found.append(("warning" if nothing else "info", text(base_note(self._options))))
            except BadInput:
                pass  # said at the field
        return found

    def _show_unused(self, unused: list[dict[str, Any]]) -> None:
        self.left_out.setVisible(bool(unused))
        self.unused.clear()
        if not unused:
            return
        seconds = sum(item["end_s"] - item["start_s"] for item in unused)
        self.left_out.set_title(
            self.tr("{time} left out, in {places} places").format(time=clock(seconds), places=len(unused))
        )
        reasons: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for item in unused:
            reasons[item["reason"]].append(item)
        for reason, items in reasons.items():
            top = QTreeWidgetItem([f"{text(reason)} ({len(items)})"])
            self.unused.addTopLevelItem(top)
            for item in items:
                line = f"{item['clip']}   {clock(item['start_s'])} – {clock(item['end_s'])}"
                top.addChild(QTreeWidgetItem([line]))
        self.unused.setAccessibleDescription(self.left_out.button.text())
