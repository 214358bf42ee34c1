"""Asks how much further a voice is to be trained."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from rvcdesk.ui.start import dim
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.train.words import duration, moment
from rvcdesk.ui.widgets.fields import Row, number

WIDTH = 420
MOST = 100_000


class TrainOnDialog(QDialog):
    """A few more epochs for a run that has ended. Does not block.

    Signals:
        wanted: the new total of epochs.
    """

    wanted = Signal(int)

    def __init__(self, watch: RunWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("train_on")
        self.setWindowTitle(self.tr("Train on"))
        digest = watch.digest
        self._watch = watch
        self._epochs = max(digest.epoch, digest.epochs if watch.state == "done" else 0)
        said = QLabel(
            self.tr("“{name}” has been trained for {epochs} epochs; it keeps what it has learnt.").format(
                name=watch.name, epochs=self._epochs
            )
        )
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self.more = number(1, MOST, max(1, min(self._epochs, MOST)))
        self.more.setSuffix(" " + self.tr("epochs"))
        tip = self.tr("How many times it goes through all recordings again")
        self._row = Row(self.tr("&More"), self.more, tip)
        self.more.valueChanged.connect(self._show)
        recordings = dim(
            self.tr(
                "Recordings that you have added or changed since are taken in; the log of the run says so."
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(self.tr("&Train on"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.wanted.emit(self.total))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for part in (said, self._row, recordings, buttons):
            column.addWidget(part)
        self.setMinimumWidth(WIDTH)
        self._show()

    @property
    def total(self) -> int:
        """Epochs after it."""
        return self._epochs + self.more.value()

    def _show(self) -> None:
        digest = self._watch.digest
        sentence = self.tr("To epoch {epochs} in all.").format(epochs=self.total)
        if digest.step_seconds and digest.steps_per_epoch:
            seconds = self.more.value() * digest.steps_per_epoch * digest.step_seconds
            sentence = self.tr("To epoch {epochs} in all: about {duration}, until about {moment}.").format(
                epochs=self.total, duration=duration(seconds), moment=moment(seconds)
            )
        self._row.say(sentence)
