"""A small window that says how marks look: a shape a kind, a colour an action, a frame an answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.mark_kinds import draw_shape
from rvcdesk.ui.widgets.mark_words import state_of
from rvcdesk.ui.widgets.marks_paint import draw_box, token_of
from rvcdesk.ui.widgets.waveform_model import ViewMark

_COLUMNS = 3


class Sample(QWidget):
    """One mark as it looks in the strip, without its name."""

    def __init__(self, mark: ViewMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setAccessibleName(mark.label)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(56, self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, mark = QPainter(self), self._mark
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.fillRect(self.rect(), theme.color("base_alt"))
        draw_box(painter, mark, box)
        filled = mark.state == "accepted"
        painter.fillRect(QRectF(3, box.top() + 2, 15, box.height() - 4), self._ground(filled))
        painter.setPen(QPen(theme.color("mark_text" if filled else token_of(mark)), 1.4))
        draw_shape(painter, mark.kind, QPointF(10, box.center().y()))

    def _ground(self, filled: bool) -> Qt.GlobalColor | object:
        return theme.color(token_of(self._mark)) if filled else theme.color("base_alt", 0.8)


class MarkLegend(QFrame):
    """Shows the kinds it is given, and the three answers. A click outside or Escape closes it."""

    def __init__(self, kinds: Sequence[ViewMark], parent: QWidget | None = None) -> None:
        """`kinds` holds one mark of each kind, with its name and action."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What the marks mean"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        titles = {
            "cut": self.tr("Accepting cuts it out"),
            "filter": self.tr("Accepting filters it"),
            "report": self.tr("Only a remark"),
        }
        for action, title in titles.items():
            of_action = [mark for mark in kinds if mark.action == action]
            if of_action:
                column.addWidget(self._heading(title))
                column.addLayout(self._grid(of_action))
        column.addWidget(self._heading(self.tr("Your answer")))
        states = [ViewMark(0, 1, "silence", state) for state in ("open", "accepted", "rejected")]
        column.addLayout(self._grid([ViewMark(0, 1, one.kind, one.state, state_of(one)) for one in states]))

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        return label

    def _grid(self, marks: Sequence[ViewMark]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, mark in enumerate(marks):
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(Sample(mark), row, 2 * column)
            grid.addWidget(QLabel(mark.label), row, 2 * column + 1)
        grid.setColumnStretch(2 * _COLUMNS, 1)
        return grid
