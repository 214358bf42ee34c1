"""Says in a form, before work starts, which model files are missing, with the ways to get them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.assets.catalog import Asset, size_text
from rvcdesk.assets.options import Imported
from rvcdesk.messages import Message
from rvcdesk.ui.icons import icon
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.models.files import dropped, import_button
from rvcdesk.ui.models.service import Models
from rvcdesk.ui.models.trust import ask_trust
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text

STEPS = 1000


class MissingModels(QFrame):
    """A calm banner; gone as soon as the files are here."""

    def __init__(self, models: Models) -> None:
        super().__init__()
        self._models = models
        self._assets: tuple[Asset, ...] = ()
        self._asked: list[Path] = []
        self._import_trouble = ""
        self.question: QMessageBox | None = None
        self.setAccessibleName(self.tr("Models that are missing"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setAcceptDrops(True)
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.lines = dim("")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        for label in (self.title, self.lines, self.problem):
            label.setMinimumWidth(10)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, STEPS)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.speed = dim("")
        self.get = QPushButton(self.tr("Get"))
        self.get.setAutoDefault(False)
        self.get.setIcon(icon("download"))
        self.get.clicked.connect(self._press)
        self.import_button = import_button(self, self.import_paths)
        self._extra = QHBoxLayout()
        self._arrange()
        models.changed.connect(self._show)
        models.progressed.connect(lambda _id: self._show_progress())
        models.imported.connect(self._on_imported)
        models.trouble.connect(self._on_trouble)
        self.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        for label in (self.title, self.lines, self.bar, self.speed, self.problem):
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.get, 1)
        row.addWidget(self.import_button)
        column.addLayout(row)
        column.addLayout(self._extra)

    def add_way(self, widget: QWidget) -> None:
        """Another way out, under the two buttons."""
        self._extra.addWidget(widget)

    def want(self, assets: tuple[Asset, ...], title: str) -> None:
        """Say that these are wanted; none: there is nothing to say."""
        if (assets, title) != (self._assets, self.title.text()):
            self._assets = assets
            self._import_trouble = ""
            self.title.setText(title)
            self.lines.setText("\n".join(self._line(item) for item in assets))
            self.setAccessibleDescription(f"{title}\n{self.lines.text()}")
        self._show()

    @property
    def sentences(self) -> list[str]:
        """What is said now."""
        parts = (self.title, self.lines, self.problem)
        return [part.text() for part in parts if part.text()] if not self.isHidden() else []

    def _line(self, item: Asset) -> str:
        return self.tr("• {model} ({size}): {purpose}").format(
            model=text(item.title), size=size_text(item.bytes), purpose=text(item.purpose)
        )

    # --- getting them

    def _press(self) -> None:
        if self._under_way():
            for item in self._assets:
                self._models.pause(item.id)
        else:
            self._import_trouble = ""
            self._models.get([item.id for item in self._assets])

    def _under_way(self) -> bool:
        return any(self._models.transfer(item.id) is not None for item in self._assets)

    def _show(self) -> None:
        self.setVisible(bool(self._assets))
        if not self._assets:
            return
        busy = self._under_way()
        left = self._models.bytes_to_get(self._assets)
        begun = any(self._models.status(item).bytes for item in self._assets)
        if busy:
            self.get.setText(self.tr("Pause"))
        elif begun:
            self.get.setText(self.tr("Resume ({size} left)").format(size=size_text(left)))
        else:
            self.get.setText(self.tr("Get ({size})").format(size=size_text(left)))
        self.get.setToolTip(
            self.tr("Stop here; it can be resumed later") if busy else self.tr("Download from the model hub")
        )
        self.import_button.setEnabled(not self._models.working)
        errors = [error for item in self._assets if (error := self._models.error(item.id)) is not None]
        self.problem.setText(self._import_trouble or (text(errors[0]) if errors else ""))
        self.problem.setVisible(bool(self.problem.text()))
        self.bar.setVisible(busy)
        self.speed.setVisible(busy)
        self._show_progress()

    def _show_progress(self) -> None:
        transfers = [self._models.transfer(item.id) for item in self._assets]
        running = next((one for one in transfers if one is not None and one.running), None)
        if running is None:
            self.speed.setText(self.tr("Waiting for its turn"))
            self.bar.setValue(0)
            return
        self.bar.setValue(round(STEPS * min(1.0, running.share)))
        said = self._models.describe(running)
        if running.seconds_left is not None:
            said = self.tr("{progress}, {time} left").format(progress=said, time=clock(running.seconds_left))
        self.speed.setText(said)

    # --- from this computer

    def import_paths(self, paths: list[Path]) -> None:
        """Look for what is missing among these."""
        if paths:
            self._asked = paths
            self._import_trouble = ""
            self._models.import_paths(paths)

    def _on_imported(self, results: list[Imported]) -> None:
        if not self._asked:
            return
        asked, self._asked = self._asked, []
        unknown = [one for one in results if one.outcome == "unknown"]
        if unknown:
            self.question = ask_trust(self, unknown, lambda: self._trust(asked))
        wanted = {item.id for item in self._assets}
        if wanted and not wanted & {one.asset for one in results if one.outcome in ("imported", "here")}:
            said = [text(one.message) for one in results[:2] if one.outcome != "unknown"]
            if not results:
                said = [self.tr("There is no model among these files.")]
            self._import_trouble = "\n".join(said)
        self._show()

    def _trust(self, paths: list[Path]) -> None:
        self._asked = paths
        self._models.import_paths(paths, trust_unknown=True)

    def _on_trouble(self, message: Message) -> None:
        if self._asked:
            self._asked = []
            self._import_trouble = text(message)
            self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.import_paths(dropped(event.mimeData()))
