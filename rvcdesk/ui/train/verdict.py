"""How a run ended, and what can be done now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.watch import RunWatch

NARROW = 520  # from here on the buttons lie under the sentence


class Verdict(QFrame):
    """A line over the plot once a run has ended; hidden before.

    Signals:
        convert_wanted: the voice file to convert with.
        folder_wanted: a folder to show.
    """

    convert_wanted = Signal(Path)
    folder_wanted = Signal(Path)

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._train_on = actions.action("train_on")
        self._voice: Path | None = None
        self._log = Path()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._picture = QLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumWidth(10)
        self.convert = QPushButton(icon("convert"), self.tr("Convert with it"))
        self.convert.setToolTip(self.tr("Go to the Convert page with this voice"))
        self.convert.clicked.connect(self._convert)
        self.folder = QPushButton(icon("folder"), self.tr("Show folder"))
        self.folder.setToolTip(self.tr("The voice's files, or the run's log"))
        self.folder.clicked.connect(self._show_folder)
        self.further = QPushButton(icon("train"), self._train_on.iconText())
        self._train_on.changed.connect(self._show_further)
        self._show_further()
        self.further.clicked.connect(self._train_on.trigger)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self._picture)
        said.addWidget(self.sentence, 1)
        ways = QHBoxLayout()
        ways.addWidget(self.convert)
        ways.addWidget(self.further)
        ways.addWidget(self.folder)
        ways.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(12, 8, 12, 8)
        self._line.addLayout(said, 1)
        self._line.addLayout(ways)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)

    def show_run(self, watch: RunWatch) -> None:
        """Say how `watch` ended; nothing while it goes on."""
        words = self._words(watch)
        self.setVisible(bool(words))
        if not words:
            return
        picture, sentence = words
        self._voice = watch.voice
        self._log = watch.folder
        self._picture.setPixmap(icon(picture).pixmap(20, 20))
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.convert.setVisible(self._voice is not None)
        self.further.setVisible(watch.state == "done" and watch.project is not None)

    def _show_further(self) -> None:
        self.further.setEnabled(self._train_on.isEnabled())
        self.further.setToolTip(self._train_on.toolTip())

    def _words(self, watch: RunWatch) -> tuple[str, str] | None:
        if watch.running or watch.state == "reading":
            return None
        if watch.reason is not None:
            return "error", text(watch.reason)
        step = watch.digest.step
        if watch.state == "done" and watch.project is None:
            return "accept", self.tr("“{name}” is finished, trained for {step} steps.").format(
                name=watch.name, step=step
            )
        if watch.state == "done":
            # An earlier save may have been made the voice since.
            return "accept", self.tr("The voice “{name}” is ready, trained for {step} steps.").format(
                name=watch.name, step=watch.voice_step or step
            )
        if watch.state == "new" or not step:
            return "info", self.tr("“{name}” has not trained yet; Resume begins.").format(name=watch.name)
        if watch.voice is None:
            return "info", self.tr("Paused at step {step}; Resume goes on with the next one.").format(
                step=step
            )
        return "info", self.tr(
            "Paused at step {step}; the voice is of step {voice}. Resume goes on with the next one."
        ).format(step=step, voice=watch.voice_step)

    def _convert(self) -> None:
        if self._voice is not None:
            self.convert_wanted.emit(self._voice)

    def _show_folder(self) -> None:
        self.folder_wanted.emit(self._voice.parent if self._voice is not None else self._log)
