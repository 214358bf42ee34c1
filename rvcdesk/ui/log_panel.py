"""Everything that was said and logged since the start, newest first, with the details of each."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import icons, theme
from rvcdesk.ui.log_ring import RING, Line
from rvcdesk.ui.notify import Level, Notifier
from rvcdesk.ui.statusline import TOKENS

LEVELS: tuple[Level, ...] = ("info", "warning", "error")
LATER_MS = 100


class LogDialog(QDialog):
    """The list, a filter, and buttons for what a maker asks for first."""

    log_folder_wanted = Signal()
    diagnostics_wanted = Signal()

    def __init__(self, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self.setWindowTitle(self.tr("Messages and log"))
        self.resize(820, 500)
        self.what = self._choice(
            self.tr("What to show"), [self.tr("Messages"), self.tr("Everything in the log")]
        )
        self.least = self._choice(
            self.tr("How serious"),
            [self.tr("All"), self.tr("Warnings and errors"), self.tr("Errors only")],
        )
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Messages"))
        self._list.setWordWrap(True)
        self._list.currentItemChanged.connect(self._show_details)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setPlaceholderText(self.tr("Select a message to see its details."))
        self._details.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._arrange()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._fill)
        notifier.posted.connect(lambda _note: self._later.start() if self.isVisible() else None)
        self._fill()

    def _choice(self, name: str, texts: list[str]) -> QComboBox:
        box = QComboBox()
        box.addItems(texts)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.currentIndexChanged.connect(lambda _index: self._fill())
        return box

    def _arrange(self) -> None:
        self._count = QLabel()
        self._count.setForegroundRole(self._count.foregroundRole().PlaceholderText)
        head = QHBoxLayout()
        head.addWidget(self.what)
        head.addWidget(self.least)
        head.addStretch(1)
        head.addWidget(self._count)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._list)
        split.addWidget(self._details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        folder = buttons.addButton(self.tr("Open log folder"), QDialogButtonBox.ButtonRole.ActionRole)
        copy = buttons.addButton(self.tr("Copy diagnostics"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(self.tr("Versions, devices, settings and the last errors, without your folders"))
        folder.clicked.connect(self.log_folder_wanted)
        copy.clicked.connect(self.diagnostics_wanted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(buttons)

    def refresh(self) -> None:
        """Read everything anew, for another look."""
        self._fill()

    def _lines(self) -> list[Line]:
        if self.what.currentIndex():
            return RING.lines
        return [
            Line(
                note.time,
                note.level,
                note.text + (f"  ({note.count}×)" if note.count > 1 else ""),
                note.details,
            )
            for note in self._notifier.history
        ]

    def _fill(self) -> None:
        least = self.least.currentIndex()
        lines = [line for line in self._lines() if LEVELS.index(line.level) >= least]
        self._list.clear()
        for line in reversed(lines):
            item = QListWidgetItem(icons.icon(line.level), f"{line.time:%H:%M:%S}  {line.text}")
            item.setForeground(theme.color("text" if line.level == "info" else TOKENS[line.level]))
            item.setData(Qt.ItemDataRole.UserRole, f"{line.text}\n\n{line.details}".strip())
            self._list.addItem(item)
        self._count.setText(self.tr("shown: {count}").format(count=len(lines)) if lines else "")
        if lines:
            self._list.setCurrentRow(0)
        else:
            self._details.setPlainText("")
        empty = self.tr("Nothing to show.")
        self._details.setPlaceholderText(self.tr("Select a message to see its details.") if lines else empty)

    def _show_details(self, item: QListWidgetItem | None) -> None:
        self._details.setPlainText(item.data(Qt.ItemDataRole.UserRole) if item is not None else "")
