"""The marks of a clip as rows: what was answered, which kind, where, how long, how sure."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.ui import theme
from rvcdesk.ui.clean.clip_model import ROOT, Index
from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.widgets.mark_kinds import draw_shape
from rvcdesk.ui.widgets.waveform_model import clock

STATE_ICONS = {"open": "mark", "accepted": "accept", "rejected": "reject"}
MARK_ROLE = Qt.ItemDataRole.UserRole
_STATE, _SHAPE, _BAR, _GAP = 15, 14, 34, 6  # px


def kind_title(kind: str) -> str:
    """What a kind is called."""
    return text(KINDS[kind].title) if kind in KINDS else kind


def kind_token(kind: str, action: str = "") -> str:
    """The theme token of a kind's colour."""
    action = action or (KINDS[kind].action if kind in KINDS else "report")
    return f"mark_{action}" if action in ("cut", "filter", "report") else "mark_report"


def kind_icon(kind: str, scale: float = 2.0) -> QIcon:
    """The kind's shape in its colour."""
    picture = QPixmap(round(16 * scale), round(16 * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(theme.color(kind_token(kind)))
    draw_shape(painter, kind, QPointF(8, 8))
    painter.end()
    return QIcon(picture)


class MarkModel(QAbstractListModel):
    """Some of a clip's marks, in some order; `indices` are their places in the clip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self.indices: list[int] = []
        self._rate = 1

    def set_marks(self, marks: tuple[Mark, ...], indices: list[int], rate: int) -> None:
        """Show these; when only answers have changed, the view stays where it is."""
        before = [(mark.start, mark.end, mark.kind) for mark in map(self._marks.__getitem__, self.indices)]
        after = [(mark.start, mark.end, mark.kind) for mark in map(marks.__getitem__, indices)]
        if before == after:
            self._marks, self.indices, self._rate = marks, indices, rate
            if indices:
                self.dataChanged.emit(self.index(0), self.index(len(indices) - 1))
            return
        self.beginResetModel()
        self._marks, self.indices, self._rate = marks, indices, rate
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.indices)

    def row_of(self, index: int) -> QModelIndex:
        """Where mark `index` of the clip is shown."""
        return self.index(self.indices.index(index)) if index in self.indices else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        mark = self._marks[self.indices[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{clock(mark.start / self._rate, 1)}   {kind_title(mark.kind)}, {self._length(mark)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(STATE_ICONS.get(mark.state, "mark"))
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("text" if mark.state == "open" else "text_dim")
        if role == Qt.ItemDataRole.ToolTipRole:
            said = self.tr("{kind}, {percent} % sure: {state}").format(
                kind=kind_title(mark.kind), percent=round(100 * mark.confidence), state=self.state_text(mark)
            )
            return f"{said}\n{text(mark.detail)}" if mark.detail else said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sure = self.tr("{percent} % sure").format(percent=round(100 * mark.confidence))
            return f"{self.data(index)}, {sure}, {self.state_text(mark)}"
        if role == MARK_ROLE:
            return mark
        return None

    def _length(self, mark: Mark) -> str:
        seconds = (mark.end - mark.start) / self._rate
        if seconds < 0.1:
            return f"{round(1000 * seconds)} ms"
        return f"{decimal(f'{seconds:.1f}')} s"

    def state_text(self, mark: Mark) -> str:
        """What was answered."""
        return {
            "open": self.tr("not answered"),
            "accepted": self.tr("accepted"),
            "rejected": self.tr("rejected"),
        }.get(mark.state, mark.state)


class MarkDelegate(QStyledItemDelegate):
    """Draws a row: the answer, the kind's shape in its colour, the words, and a bar of how sure."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, QFontMetrics(option.font).height() + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        mark = index.data(MARK_ROLE)
        if not isinstance(mark, Mark):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        faint = mark.state != "open"
        ink = theme.color("accent_text") if chosen else theme.color("text_dim" if faint else "text")
        colour = ink if chosen else theme.color(kind_token(mark.kind, mark.action), 0.55 if faint else 1.0)
        area = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        middle = area.center().y() + 1
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        state = icon(STATE_ICONS.get(mark.state, "mark"))
        state.paint(painter, QRect(area.left(), middle - _STATE // 2, _STATE, _STATE), mode=mode)
        left = area.left() + _STATE + _GAP
        painter.setPen(colour)
        draw_shape(painter, mark.kind, QPointF(left + _SHAPE / 2, middle))
        left += _SHAPE + _GAP
        words = QRect(left, area.top(), area.right() - _BAR - _GAP - left, area.height())
        font = painter.font()
        font.setStrikeOut(mark.state == "rejected")
        painter.setFont(font)
        painter.setPen(ink)
        said = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        bar = QRectF(area.right() - _BAR, middle - 3, _BAR, 6)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * mark.confidence, bar.height()), colour)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(ink if chosen else theme.color("accent"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()


class MarkView(QListView):
    """The list of a `MarkModel`.

    Signals:
        stepped: the keyboard has gone to another row.
    """

    stepped = Signal(int)

    def __init__(self, model: MarkModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setFont(theme.tabular_font(self.font()))
        self.setIconSize(QSize(15, 15))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row != before:
            self.stepped.emit(row)
