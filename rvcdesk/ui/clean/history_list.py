"""Every step of the recording on show by its name; a click goes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import ClipState, History
from rvcdesk.project import Project
from rvcdesk.ui import theme
from rvcdesk.ui.clean.clip_model import ROOT, Index
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.icons import icon
from rvcdesk.ui.start import heading
from rvcdesk.ui.tr import text


class HistoryModel(QAbstractListModel):
    """The states of a clip, oldest first. What was undone is dim; where this session began is marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: list[str] = []
        self.current = 0
        self._began = -1

    def show(self, history: History | None, began: ClipState | None) -> None:
        """Read a history anew; rows that are there already stay."""
        labels = history.labels if history is not None else []
        states = history.states if history is not None else []
        self._began = next((row for row, state in enumerate(states) if state is began), -1)
        same = 0
        for same, (one, other) in enumerate(zip(labels, self._labels, strict=False)):  # noqa: B007
            if one != other:
                break
        else:
            same = min(len(labels), len(self._labels))
        if same < len(self._labels):
            self.beginRemoveRows(ROOT, same, len(self._labels) - 1)
            del self._labels[same:]
            self.endRemoveRows()
        if same < len(labels):
            self.beginInsertRows(ROOT, same, len(labels) - 1)
            self._labels += labels[same:]
            self.endInsertRows()
        self.current = history.index if history is not None else 0
        if self._labels:
            self.dataChanged.emit(self.index(0), self.index(len(self._labels) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._described(row, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("text" if row <= self.current else "text_dim")
        if role == Qt.ItemDataRole.FontRole and row == self.current:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and row == self._began:
            return self.tr("As it was when you opened the project")
        return None

    def _described(self, row: int, spoken: bool) -> str:
        label = self._labels[row]
        first = self.tr("As it was added")  # not within an f-string: the translators' tool would not see it
        parts = [f"{row}  {text(label) if label else first}"]
        if row == self._began:
            parts.append(self.tr("opened here"))
        if spoken and row > self.current:
            parts.append(self.tr("undone"))
        return (", " if spoken else "  ·  ").join(parts)


class StepView(QListView):
    """The list; Return and Space go where the keyboard is, Escape closes."""

    def __init__(self, go: Callable[[int], object], close: Callable[[], object]) -> None:
        super().__init__()
        self._go, self._close = go, close
        self.clicked.connect(lambda index: go(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not the start of a name."""


class HistoryList(Part):
    """The panel beside the waveform, and its action."""

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._clip: Clip | None = None
        self._began: dict[str, ClipState] = {}
        self.model = HistoryModel(self)
        self.view = StepView(editor.go_to_step, self.close)
        self.panel = self._make_panel()

    def _make_panel(self) -> QWidget:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName(self.tr("History"))
        view.setToolTip(self.tr("A click undoes or redoes as many steps as it takes"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSpacing(1)
        view.setFont(theme.tabular_font(view.font()))
        view.setViewportMargins(8, 0, 8, 0)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.close)
        self._count = QLabel()
        self._count.setFont(theme.tabular_font(self._count.font()))
        self._count.setForegroundRole(self._count.foregroundRole().PlaceholderText)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 4)
        head.addWidget(heading(self.tr("History"), 1.1))
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(close)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(view, 1)
        panel.hide()
        return panel

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"history": self.toggle}

    def usable(self) -> dict[str, bool]:
        return {"history": self._editor.ready or not self.panel.isHidden()}

    def set_project(self, project: Project | None) -> None:
        self._began = {clip.id: clip.state for clip in project.clips} if project is not None else {}

    def set_clip(self, clip: Clip | None) -> None:
        self._clip = clip
        if clip is not None:
            self._began.setdefault(clip.id, clip.state)
        self._show()

    def edited(self) -> None:
        self._show()

    def toggle(self) -> None:
        """Show the list with the keyboard in it, or close it."""
        if self.panel.isHidden():
            self.panel.show()
            self._show()
            self.view.setFocus()
        else:
            self.close()

    def close(self) -> None:
        """Back to the waveform."""
        had_focus = self.view.hasFocus()
        self.panel.hide()
        if had_focus:
            self._editor.view.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        if self.panel.isHidden():
            return
        clip = self._clip
        history = clip.history if clip is not None else None
        self.model.show(history, self._began.get(clip.id) if clip is not None else None)
        steps = len(history.states) - 1 if history is not None else 0
        self._count.setText(self.tr("steps: {count}").format(count=steps) if steps else "")
        index = self.model.index(self.model.current) if history is not None else QModelIndex()
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)
