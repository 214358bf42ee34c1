"""The left side of the Clean page: recordings, their state, and how much is kept of them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio.clip import Clip
from rvcdesk.project import Project
from rvcdesk.ui import icons, theme
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.clean.clip_model import ROW, ClipModel, Index, Row
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.start import heading
from rvcdesk.ui.statusline import ElidedLabel

PAD, BAR = 10, 3
# state: (icon, colour)
LOOKS = {
    "problem": ("warning", "error"),
    "review": ("find", "mark_cut"),
    "edited": ("cut", "text_dim"),
    "untouched": ("", "text_dim"),
}


class ClipDelegate(QStyledItemDelegate):
    """Two lines and a bar: name and duration, state and kept time, the share that is kept."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 2 * option.fontMetrics.height() + BAR + 22)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        height = editor.sizeHint().height()
        editor.setGeometry(option.rect.adjusted(PAD - 4, 4, -PAD, 0).adjusted(0, 0, 0, 0))
        editor.setFixedHeight(height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.color("button", 0.6))
        ink = option.palette.color(QPalette.ColorRole.HighlightedText) if chosen else theme.color("text")
        area = option.rect.adjusted(PAD, 7, -PAD, -7)
        line = option.fontMetrics.height()
        self._first_line(painter, option.font, QRect(area.left(), area.top(), area.width(), line), row, ink)
        second = QRect(area.left(), area.top() + line + 3, area.width(), line)
        self._second_line(painter, option.font, second, row, ink if chosen else None, index)
        self._bar(painter, QRectF(area.left(), area.bottom() - BAR + 1, area.width(), BAR), row, ink, chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(ink if chosen else theme.color("accent"))
            painter.drawRect(
                option.rect.adjusted(2, 2, -3, -3) if chosen else option.rect.adjusted(0, 0, -1, -1)
            )
        painter.restore()

    @staticmethod
    def _first_line(painter: QPainter, font: QFont, area: QRect, row: Row, ink: QColor) -> None:
        painter.setPen(ink)
        painter.setFont(theme.tabular_font(font))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        duration = clock(row.duration)
        painter.drawText(area, right, duration)
        room = area.width() - painter.fontMetrics().horizontalAdvance(duration) - 10
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    @staticmethod
    def _second_line(
        painter: QPainter, font: QFont, area: QRect, row: Row, ink: QColor | None, index: Index
    ) -> None:
        model = index.model()
        assert isinstance(model, ClipModel)
        name, token = LOOKS[row.state]
        color = ink or theme.color(token)
        painter.setFont(theme.tabular_font(font))
        kept = model.kept_text(row)
        painter.setPen(ink or theme.color("text_dim"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kept)
        room = area.width() - painter.fontMetrics().horizontalAdvance(kept) - 10
        left = area.left()
        if name:
            size = painter.fontMetrics().ascent() + 1
            top = area.center().y() - size / 2 + 0.5
            icons.draw(painter, name, QRectF(QPointF(left, top), QPointF(left + size, top + size)), color)
            left, room = left + size + 5, room - size - 5
        painter.setPen(color)
        state = painter.fontMetrics().elidedText(model.state_text(row), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, area.top() + painter.fontMetrics().ascent()), state)

    @staticmethod
    def _bar(painter: QPainter, area: QRectF, row: Row, ink: QColor, chosen: bool) -> None:
        share = min(1.0, row.kept / row.duration) if row.duration else 0.0
        ground = QColor(ink)
        ground.setAlphaF(0.25)
        painter.fillRect(area, ground if chosen else theme.color("border"))
        full = QRectF(area.left(), area.top(), area.width() * share, area.height())
        painter.fillRect(full, ink if chosen else theme.color("wave"))


class ClipView(QListView):
    """The list itself. Del removes here, instead of cutting in the waveform."""

    remove_wanted = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _removes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _removes(event):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here (N, Y, W), not the start of a name."""


def _removes(event: QKeyEvent) -> bool:
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class UndoStrip(QFrame):
    """Says what was removed, and offers to bring it back; gone after the next thing that matters."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._text = ElidedLabel()
        self.button = QToolButton()
        self.button.setText(self.tr("Bring back"))
        self.button.setIcon(icons.icon("undo"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip(self.tr("Put it back into the project with its edits (Ctrl+Z)"))
        self.button.clicked.connect(self.take_back)
        self._back: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 4, 4, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.hide()

    def offer(self, sentence: str, back: Callable[[], object]) -> None:
        """Show `sentence`; the button calls `back`."""
        self._text.setText(sentence)
        self._text.setToolTip(sentence)
        self._back = back
        self.show()

    def clear(self) -> None:
        """Nothing to bring back any more."""
        self._back = None
        self.hide()

    @property
    def offered(self) -> bool:
        """Whether there is something to bring back."""
        return self._back is not None

    def take_back(self) -> None:
        """Bring back what was removed."""
        back = self._back
        self.clear()
        if back is not None:
            back()


class ClipPanel(QWidget):
    """Head with Add, the list, what was removed, and the total.

    Signals:
        chosen: the clip to show, or None.
        remove_wanted: the selected clips should go.
    """

    chosen = Signal(object)
    remove_wanted = Signal()

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(190)
        self.model = ClipModel(self)
        self.view = self._make_view(actions)
        self.undo = UndoStrip()
        self._total = QLabel()
        self._total.setFont(theme.tabular_font(self._total.font()))
        self._total.setContentsMargins(PAD, 6, PAD, 8)
        self._total.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        add = QToolButton()
        add.setDefaultAction(actions.action("add_recordings"))
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        add.setAutoRaise(True)
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 8, 6, 6)
        head.addWidget(heading(self.tr("Recordings"), 1.1))
        head.addStretch(1)
        head.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.undo)
        column.addWidget(self._total)
        for signal in (
            self.model.dataChanged,
            self.model.modelReset,
            self.model.rowsInserted,
            self.model.rowsRemoved,
        ):
            signal.connect(self._show_total)

    def _make_view(self, actions: ActionTable) -> ClipView:
        view = ClipView()
        view.setAccessibleName(self.tr("Recordings"))
        view.setModel(self.model)
        view.setItemDelegate(ClipDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name in ("rename_clip", "remove_clip", "add_recordings", "show_project_folder"):
            view.addAction(actions.action(name))
        view.selectionModel().currentChanged.connect(self._on_current)
        view.remove_wanted.connect(self.remove_wanted)
        return view

    @property
    def current(self) -> Clip | None:
        """The clip to show."""
        row = self.view.currentIndex().row()
        return self.model.clips[row] if 0 <= row < len(self.model.clips) else None

    @property
    def selected(self) -> list[Clip]:
        """The selected clips, in the list's order."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        return [self.model.clips[row] for row in rows]

    def set_project(self, project: Project | None) -> None:
        """Show a project's clips, the first one chosen."""
        self.undo.clear()
        self.model.set_clips(project.clips if project is not None else [])
        self.choose(0)

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        if self.model.clips:
            index = self.model.index(min(max(row, 0), len(self.model.clips) - 1))
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.view.scrollTo(index)
        else:
            self.chosen.emit(None)

    def step(self, by: int) -> None:
        """Go to another row."""
        self.choose(self.view.currentIndex().row() + by)

    def rename(self) -> None:
        """Edit the current name in place."""
        self.view.setFocus()
        self.view.edit(self.view.currentIndex())

    def remove(self, clips: list[Clip], back: Callable[[], object]) -> None:
        """Take rows away, and offer to bring them back."""
        row, current = min(self.model.row_of(clip) for clip in clips), self.current
        for clip in clips:
            self.model.remove(clip)
        self.choose(row if current in clips or current is None else self.model.row_of(current))
        more = f" +{len(clips) - 1}" if len(clips) > 1 else ""
        self.undo.offer(self.tr("Removed: {name}").format(name=clips[0].name) + more, partial(back))

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(self.current)

    def _show_total(self) -> None:
        self._total.setText(
            self.tr("{kept} kept of {duration}").format(
                kept=clock(self.model.kept), duration=clock(self.model.duration)
            )
        )
        self._total.setAccessibleName(self._total.text())
