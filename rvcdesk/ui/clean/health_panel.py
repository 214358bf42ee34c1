"""The health score: a line that is always there, and what it is made of when it is opened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.cleaning.health import Health
from rvcdesk.cleaning.health_parts import Part, note_name
from rvcdesk.ui import theme
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import text


def grade(score: float) -> str:
    """The theme token of a score, 0..1."""
    return "good" if score >= 0.75 else "warning" if score >= 0.45 else "error"


class Meter(QWidget):
    """A bar from 0 to 1; its colour repeats what its length says."""

    def __init__(self, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self.setFixedHeight(height)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, value: float | None) -> None:
        """None: it is not known."""
        self._value = value
        self.setAccessibleName("–" if value is None else f"{round(100 * value)} %")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._value is not None:
            filled = QRectF(frame.left(), frame.top(), frame.width() * self._value, frame.height())
            painter.fillRect(filled, theme.color(grade(self._value)))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(frame)


class NoteBars(QWidget):
    """Seconds of every semitone as bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: dict[int, float] = {}
        self.setFixedHeight(56)

    def set_notes(self, notes: dict[int, float]) -> None:
        """MIDI note -> seconds."""
        self._notes = {note: seconds for note, seconds in notes.items() if seconds >= 0.1}
        self.setVisible(bool(self._notes))
        if self._notes:
            most = max(self._notes, key=lambda note: self._notes[note])
            said = self.tr("Pitch from {low} to {high}, mostly {most}").format(
                low=note_name(min(self._notes)), high=note_name(max(self._notes)), most=note_name(most)
            )
            self.setToolTip(said)
            self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._notes:
            return
        painter = QPainter(self)
        low, high, most = min(self._notes), max(self._notes), max(self._notes.values())
        wide = self.width() / (high - low + 1)
        font = theme.tabular_font(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.75)
        painter.setFont(font)
        floor = self.height() - painter.fontMetrics().height()
        for note in range(low, high + 1):
            left = (note - low) * wide
            tall = floor * self._notes.get(note, 0.0) / most
            painter.fillRect(QRectF(left, floor - tall, max(1.0, wide - 1), tall), theme.color("wave"))
            if note % 12 == 0 or note == low:
                painter.setPen(theme.color("text_dim"))
                painter.drawText(QRectF(left, floor, 40, 20), note_name(note))

    def sizeHint(self) -> QSize:
        return QSize(180, 56)


class HealthPanel(QWidget):
    """The score's line and, folded away under it, its parts.

    Signals:
        listen_wanted: every recording is to be listened to.
        export_wanted: "html" or "json".
        opened: whether the parts are shown.
    """

    listen_wanted = Signal()
    export_wanted = Signal(str)
    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._build()
        self._arrange()
        self.show_details(False)

    def _build(self) -> None:
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip(self.tr("How good these recordings are for a voice, and what would help"))
        self.button.toggled.connect(self.show_details)
        self.meter = Meter(10)
        self.score = heading("–", 1.1)
        self.listen = QPushButton(self.tr("Measure all"))
        self.listen.setToolTip(
            self.tr("Measure noise, loudness, pitch, the room and who speaks, in every recording")
        )
        self.listen.clicked.connect(self.listen_wanted)
        self.html = QPushButton(self.tr("Save page…"))
        self.html.setToolTip(self.tr("The whole verdict as a page for the browser (HTML)"))
        self.html.clicked.connect(lambda: self.export_wanted.emit("html"))
        self.json = QPushButton(self.tr("JSON…"))
        self.json.setToolTip(self.tr("The whole verdict as data (JSON)"))
        self.json.clicked.connect(lambda: self.export_wanted.emit("json"))
        self.advice = QLabel()
        self.advice.setWordWrap(True)
        self.advice.setTextFormat(Qt.TextFormat.PlainText)
        self.note = dim("")
        self.notes = NoteBars()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(6, 6, 10, 4)
        line.addWidget(self.button)
        line.addWidget(self.meter, 1)
        line.addWidget(self.score)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(2)
        self.grid.setColumnStretch(1, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 2, 10, 8)
        column.addWidget(self.note)
        column.addWidget(self.advice)
        column.addLayout(self.grid)
        column.addWidget(self.notes)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 4, 10, 8)
        buttons.setSpacing(4)
        for button in (self.listen, self.html, self.json):
            button.setMinimumWidth(20)
            buttons.addWidget(button)
        self.details = QWidget()
        body = QVBoxLayout(self.details)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(scroll, 1)
        body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.details, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the line, not on its small arrow only."""
        below = self.details.y() if self.details.isVisible() else self.height()
        if event.button() == Qt.MouseButton.LeftButton and 0 <= event.position().y() < below:
            self.button.toggle()

    def show_details(self, shown: bool) -> None:
        """Open or close what lies under the line."""
        self.button.setChecked(shown)
        self.button.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.button.setText(self.tr("Health"))
        self.details.setVisible(shown)
        policy = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.opened.emit(shown)

    def show_health(self, health: Health) -> None:
        """The verdict as it is now."""
        self.score.setText(str(health.score))
        self.meter.set_value(health.score / 100)
        said = self.tr("Health: {score} of 100").format(score=health.score)
        self.button.setAccessibleName(said)
        self.advice.setText("\n".join(f"• {text(item)}" for item in health.advice))
        self.advice.setVisible(bool(health.advice))
        self.note.setText(
            self.tr("Only what was decided counts so far; let the app listen to measure the rest.")
        )
        self.note.setVisible(not health.measured)
        self.notes.set_notes(health.notes)
        self._show_parts(health)

    def _show_parts(self, health: Health) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, part in enumerate(health.parts):
            self._show_part(2 * place, part)

    def _show_part(self, row: int, part: Part) -> None:
        title = QLabel(text(part.title))
        meter = Meter()
        meter.set_value(part.score)
        points = QLabel("–" if part.score is None else f"{part.score * part.weight:.0f}/{part.weight:.0f}")
        points.setFont(theme.tabular_font(points.font()))
        points.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.grid.addWidget(title, row, 0)
        self.grid.addWidget(meter, row, 1)
        self.grid.addWidget(points, row, 2, Qt.AlignmentFlag.AlignRight)
        self.grid.addWidget(dim(text(part.value)), row + 1, 0, 1, 3)
