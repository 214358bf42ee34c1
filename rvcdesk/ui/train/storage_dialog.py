"""What a project's trainings take on the disk, and making room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message
from rvcdesk.training.storage import ClearOptions, StorageOptions, clear_storage, storage
from rvcdesk.ui import theme
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.words import size
from rvcdesk.ui.work import Worker

ID = Qt.ItemDataRole.UserRole
NAME, SIZE, CLEAR = range(3)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW = 26  # px high


class StorageDialog(QDialog):
    """One line an item: what it is, its size, and a button to clear it; several can be chosen.

    Signals:
        cleared: something has been deleted.
        failed: a `Message`.
    """

    cleared = Signal()
    failed = Signal(object)

    def __init__(self, project: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("storage")
        self.setWindowTitle(self.tr("Storage"))
        self._project = project
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._left = 0
        self.items: list[dict[str, Any]] = []
        self.total = QLabel()
        self.note = dim("")
        self.note.setMinimumHeight(2 * self.note.fontMetrics().lineSpacing())
        self.tree = self._make_tree()
        self.clear_button = QPushButton()
        self.clear_button.setAutoDefault(False)
        self.clear_button.clicked.connect(lambda: self._ask(self._chosen()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.clear_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        for part in (self.total, self.tree, self.note, buttons):
            column.addWidget(part)
        self.resize(620, 420)
        self._look()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("What takes room"))
        tree.setHeaderLabels([self.tr("What"), self.tr("Size"), ""])
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(SIZE, 90)
        header.resizeSection(CLEAR, 90)
        tree.itemSelectionChanged.connect(self._show_chosen)
        tree.headerItem().setTextAlignment(SIZE, RIGHT)
        return tree

    # --- what there is

    def _look(self) -> None:
        self.total.setText(self.tr("Looking…"))
        options = StorageOptions(self._project)
        self._worker.start(lambda report: storage(options, report))

    def _on_done(self, result: dict[str, Any]) -> None:
        if "items" not in result:
            self._left = int(result["left"])
            self.cleared.emit()
            self._look()
            return
        self.items = sorted(result["items"], key=lambda item: -item["bytes"])
        said = self.tr("{size} in all").format(size=size(sum(item["bytes"] for item in self.items)))
        if self._left:
            said += ". " + self.tr("%n files are in use by another program and stay.", "", self._left)
        self.total.setText(said)
        self.tree.clear()
        for item in self.items:
            self._add(item)
        self._show_chosen()

    def _add(self, item: dict[str, Any]) -> None:
        title, told = (text(Message.from_json(item[key])) for key in ("title", "text"))
        line = QTreeWidgetItem([title, size(item["bytes"]), ""])
        line.setToolTip(NAME, told)
        line.setToolTip(SIZE, told)
        line.setData(NAME, ID, item["id"])
        line.setTextAlignment(SIZE, RIGHT)
        line.setSizeHint(NAME, QSize(0, ROW))
        self.tree.addTopLevelItem(line)
        if not item["clearable"] or not item["bytes"]:
            line.setText(CLEAR, self.tr("kept"))
            line.setToolTip(CLEAR, told)
            line.setTextAlignment(CLEAR, Qt.AlignmentFlag.AlignCenter)
            for column in range(3):
                line.setForeground(column, theme.color("text_dim"))
            return
        clear = QToolButton()
        clear.setText(self.tr("Clear…"))
        clear.setAccessibleName(self.tr("Clear {item}").format(item=title))
        clear.setToolTip(told)
        clear.clicked.connect(lambda: self._ask([item]))
        self.tree.setItemWidget(line, CLEAR, clear)

    # --- clearing

    def _chosen(self) -> list[dict[str, Any]]:
        ids = {line.data(NAME, ID) for line in self.tree.selectedItems()}
        return [item for item in self.items if item["id"] in ids and item["clearable"]]

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.clear_button.setEnabled(bool(chosen))
        words = self.tr("C&lear selected")
        freed = size(sum(item["bytes"] for item in chosen))
        self.clear_button.setText(f"{words} ({freed})" if chosen else words)
        lines = self.tree.selectedItems()
        self.note.setText(lines[0].toolTip(NAME) if len(lines) == 1 else "")

    def _ask(self, items: list[dict[str, Any]]) -> None:
        """It cannot be undone, so ask once."""
        box = QMessageBox(self)
        box.setObjectName("clear")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Clear"))
        freed = size(sum(item["bytes"] for item in items))
        box.setText(self.tr("Delete this from the disk ({size})?").format(size=freed))
        lines = [
            "• " + ": ".join(text(Message.from_json(item[key])) for key in ("title", "text"))
            for item in items
        ]
        box.setInformativeText("\n".join(lines))
        clear = box.addButton(self.tr("&Delete"), QMessageBox.ButtonRole.DestructiveRole)
        clear.setObjectName("delete")
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        clear.clicked.connect(lambda: self._clear(tuple(item["id"] for item in items)))
        box.open()

    def _clear(self, ids: tuple[str, ...]) -> None:
        options = ClearOptions(self._project, ids)

        def work(report: Reporter) -> dict[str, Any]:
            return clear_storage(options, report)

        self.total.setText(self.tr("Clearing…"))
        self._worker.start(work)

    def _on_failed(self, message: Message) -> None:
        self.total.setText(text(message))
        self.failed.emit(message)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._worker.wait()
        super().closeEvent(event)
