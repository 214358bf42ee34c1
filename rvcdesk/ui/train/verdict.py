"""How a run ended, and what can be done now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.watch import RunWatch


class Verdict(QFrame):
    """A line over the plot once a run has ended; hidden before.

    Signals:
        convert_wanted: the voice file to convert with.
        folder_wanted: a folder to show.
    """

    convert_wanted = Signal(Path)
    folder_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.convert)
        row.addWidget(self.folder)
        self.hide()

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

    def _words(self, watch: RunWatch) -> tuple[str, str] | None:
        if watch.running or watch.state == "reading":
            return None
        if watch.reason is not None:
            return "error", text(watch.reason)
        step = watch.digest.step
        if watch.state == "done":
            return "accept", self.tr("The voice “{name}” is ready, trained for {step} steps.").format(
                name=watch.name, step=step
            )
        if watch.state == "new" or not step:
            return "info", self.tr("“{name}” has not trained yet; Resume begins.").format(name=watch.name)
        if watch.voice is None:
            return "info", self.tr("Stopped at step {step}; Resume goes on.").format(step=step)
        return "info", self.tr(
            "Stopped at step {step} with a voice of that step; Resume goes on from there."
        ).format(step=step)

    def _convert(self) -> None:
        if self._voice is not None:
            self.convert_wanted.emit(self._voice)

    def _show_folder(self) -> None:
        self.folder_wanted.emit(self._voice.parent if self._voice is not None else self._log)
