"""Line icons drawn from a few strokes, in the palette's own colours at any size and scale.

Each icon is SVG path data on a 24 x 24 grid. `stroke` paths are drawn with a pen, `fill` paths
are filled. The engine asks the palette while painting, so icons follow the theme at once.
"""

# ruff: noqa: E501 (path data reads best on one line)

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Drawing:
    """Strokes and fills of one icon."""

    stroke: str = ""
    fill: str = ""


DRAWINGS: dict[str, Drawing] = {
    # pages
    "clean": Drawing("M3 10V14 M6.5 7V17 M10 4V20 M13.5 9V15 M17 6V18 M20.5 10V14"),
    "train": Drawing("M4 4V20H20 M7 8C9 15 12 16.5 20 17 M7 14L9.5 12 12 13.5 15 10 18 11"),
    "convert": Drawing("M4 8H17 M13.5 4.5L17 8 13.5 11.5 M20 16H7 M10.5 12.5L7 16 10.5 19.5"),
    "voices": Drawing("M12 3.5A3 3 0 0 1 15 6.5V11A3 3 0 0 1 9 11V6.5A3 3 0 0 1 12 3.5Z M6 11A6 6 0 0 0 18 11 M12 17V20.5 M9 20.5H15"),
    # files
    "new": Drawing("M6 3.5H13.5L18 8V20.5H6Z M13 3.5V8.5H18 M12 11.5V17.5 M9 14.5H15"),
    "open": Drawing("M3.5 19V5.5H9.5L11.5 8H19V10.5 M3.5 19L6.5 10.5H21.5L18.5 19Z"),
    "folder": Drawing("M3.5 19V5.5H9.5L11.5 8H20.5V19Z"),
    "sample": Drawing("M4 12H6.5L8.5 6 12 18 15 9 17 12H20"),
    "save": Drawing("M4 4H16.5L20 7.5V20H4Z M8 4V9H15V4 M7.5 20V13.5H16.5V20"),
    "add": Drawing("M12 5V19 M5 12H19"),
    "download": Drawing("M12 4V14.5 M7.5 10.5L12 15 16.5 10.5 M4.5 15.5V20H19.5V15.5"),
    "import": Drawing("M12 3.5V12.5 M8.5 9.5L12 13 15.5 9.5 M8 7.5H4V20H20V7.5H16"),
    "settings": Drawing("M4 7H13 M17 7H20 M4 17H7 M11 17H20 M15 5A2 2 0 0 1 15 9 2 2 0 0 1 15 5Z M9 15A2 2 0 0 1 9 19 2 2 0 0 1 9 15Z"),
    # edits
    "undo": Drawing("M8 5L4 9 8 13 M4 9H14.5A5 5 0 0 1 14.5 19H8"),
    "redo": Drawing("M16 5L20 9 16 13 M20 9H9.5A5 5 0 0 0 9.5 19H16"),
    "cut": Drawing("M6.5 15A2.5 2.5 0 0 1 6.5 20 2.5 2.5 0 0 1 6.5 15Z M17.5 15A2.5 2.5 0 0 1 17.5 20 2.5 2.5 0 0 1 17.5 15Z M8 15.5L16 4 M16 15.5L8 4"),
    "copy": Drawing("M9 9H20V20H9Z M5.5 15H4V4H15V5.5"),
    "paste": Drawing("M9 5H6V20H18V5H15 M9 3.5H15V7H9Z"),
    "delete": Drawing("M5 7H19 M9.5 7V4H14.5V7 M7 7L8 20H16L17 7 M10.5 10.5V16.5 M13.5 10.5V16.5"),
    "trim": Drawing("M7 3.5V20.5 M17 3.5V20.5 M3 12H4.5 M19.5 12H21 M10 9V15 M12 7V17 M14 10V14"),
    "silence": Drawing("M3 12H21 M5 8V9.5 M5 14.5V16 M19 8V9.5 M19 14.5V16"),
    "restore": Drawing("M3 12H6.5 M17.5 12H21 M9 8L6.5 12 9 16 M15 8L17.5 12 15 16 M12 6V18"),
    "ripple": Drawing("M4 5V19 M20 5V19 M7 12H11 M8.8 9.5L11.3 12 8.8 14.5 M17 12H13 M15.2 9.5L12.7 12 15.2 14.5"),
    "split": Drawing("M12 3.5V20.5 M3.5 8.5H9V15.5H3.5 M20.5 8.5H15V15.5H20.5"),
    "label": Drawing("M3.5 6H14.5L20.5 12 14.5 18H3.5Z M7.5 12H12"),
    "history": Drawing("M4.5 12A7.5 7.5 0 0 1 19.5 12 7.5 7.5 0 0 1 6.7 17.3 M2.5 9.5L4.7 12.2 7.4 10 M12 8V12.5L15 14"),
    "find": Drawing("M10.5 4A6.5 6.5 0 0 1 10.5 17 6.5 6.5 0 0 1 10.5 4Z M15.2 15.2L20 20"),
    "next": Drawing("M9 5L16 12 9 19"),
    "previous": Drawing("M15 5L8 12 15 19"),
    "mark": Drawing("M12 6A6 6 0 0 1 12 18 6 6 0 0 1 12 6Z"),
    "accept": Drawing("M4.5 12.5L9.5 17.5 19.5 6.5"),
    "reject": Drawing("M6 6L18 18 M18 6L6 18"),
    # review
    "auto_clean": Drawing("M5 19L14 10 M12.5 8.5L15.5 11.5 M18 3.5V7.5 M16 5.5H20 M8 4V7 M6.5 5.5H9.5 M19 14V17 M17.5 15.5H20.5"),
    "health": Drawing("M4 15A8 8 0 0 1 20 15 M12 15L16 9.5 M4 18.5H20"),
    "batch": Drawing("M4 5H20 M4 10H20 M4 15H12 M14.5 17.5L16.5 19.5 20.5 14.5"),
    # playback
    "play": Drawing(fill="M7 4.5L19.5 12 7 19.5Z"),
    "pause": Drawing(fill="M6.5 5H10V19H6.5Z M14 5H17.5V19H14Z"),
    "stop": Drawing(fill="M6 6H18V18H6Z"),
    "record": Drawing(fill="M12 5.5A6.5 6.5 0 0 1 12 18.5 6.5 6.5 0 0 1 12 5.5Z"),
    "loop": Drawing("M17 3.5L20 6.5 17 9.5 M4 11.5V9.5A3 3 0 0 1 7 6.5H20 M7 20.5L4 17.5 7 14.5 M20 12.5V14.5A3 3 0 0 1 17 17.5H4"),
    "kept": Drawing("M3.5 9.5V14.5 M6.5 7V17 M9.5 10V14", "M13 5.5L21.5 12 13 18.5Z"),
    "switch": Drawing("M4 17L7.5 7 11 17 M5.2 13.5H9.8 M14.5 7V17H17.5A2.6 2.6 0 0 0 17.5 11.8H14.5 M14.5 11.8H17A2.4 2.4 0 0 0 17 7H14.5"),
    "volume": Drawing("M15.5 9A4 4 0 0 1 15.5 15 M18 6.5A7.5 7.5 0 0 1 18 17.5", "M4 9.5H7.5L12 5.5V18.5L7.5 14.5H4Z"),
    # view
    "zoom_in": Drawing("M10.5 4A6.5 6.5 0 0 1 10.5 17 6.5 6.5 0 0 1 10.5 4Z M15.2 15.2L20 20 M7.5 10.5H13.5 M10.5 7.5V13.5"),
    "zoom_out": Drawing("M10.5 4A6.5 6.5 0 0 1 10.5 17 6.5 6.5 0 0 1 10.5 4Z M15.2 15.2L20 20 M7.5 10.5H13.5"),
    "zoom_selection": Drawing("M5 4V20 M19 4V20 M8 12H16 M10.5 9.5L8 12 10.5 14.5 M13.5 9.5L16 12 13.5 14.5"),
    "zoom_fit": Drawing("M4 9V4H9 M15 4H20V9 M20 15V20H15 M9 20H4V15"),
    "spectrogram": Drawing("M4 4V20H20 M8 17V14 M8 11V9 M12 17V11 M12 8V5 M16 17V15 M16 12V7 M20 17V13"),
    # messages
    "info": Drawing("M12 3.5A8.5 8.5 0 0 1 12 20.5 8.5 8.5 0 0 1 12 3.5Z M12 11V16.5 M12 7.5V8"),
    "warning": Drawing("M12 4L21 19.5H3Z M12 10V14.5 M12 16.7V17"),
    "error": Drawing("M8.5 3.5H15.5L20.5 8.5V15.5L15.5 20.5H8.5L3.5 15.5V8.5Z M12 7.5V13 M12 16V16.3"),
    "close": Drawing("M6.5 6.5L17.5 17.5 M17.5 6.5L6.5 17.5"),
    "lock": Drawing("M6 11H18V20H6Z M8.5 11V8A3.5 3.5 0 0 1 15.5 8V11"),
}  # fmt: skip


@lru_cache(maxsize=256)
def path(data: str) -> QPainterPath:
    """A painter path from the SVG subset M L H V C A(0 0) Z, absolute coordinates."""
    result = QPainterPath()
    command = ""
    numbers: list[float] = []
    need = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7}
    for token in re.findall(r"[MLHVCAZ]|-?\d*\.?\d+", data):
        if token == "Z":
            result.closeSubpath()
        elif token.isalpha():
            command, numbers = token, []
        else:
            numbers.append(float(token))
            if len(numbers) == need[command]:
                _extend(result, command, numbers)
                command, numbers = ("L" if command == "M" else command), []
    return result


def _extend(result: QPainterPath, command: str, n: list[float]) -> None:
    here = result.currentPosition()
    if command == "M":
        result.moveTo(n[0], n[1])
    elif command == "L":
        result.lineTo(n[0], n[1])
    elif command == "H":
        result.lineTo(n[0], here.y())
    elif command == "V":
        result.lineTo(here.x(), n[0])
    elif command == "C":
        result.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
    else:
        _arc(result, here, QPointF(n[5], n[6]), n[0], clockwise=n[4] == 1)


def _arc(result: QPainterPath, start: QPointF, end: QPointF, radius: float, clockwise: bool) -> None:
    """A circular arc of at most half a turn; an impossible radius becomes half the chord, as in SVG."""
    chord = math.hypot(end.x() - start.x(), end.y() - start.y())
    radius = max(radius, chord / 2)
    height = math.sqrt(max(0.0, radius**2 - (chord / 2) ** 2)) * (1 if clockwise else -1)
    middle = (start + end) / 2
    across = QPointF(-(end.y() - start.y()), end.x() - start.x()) / chord
    centre = middle + across * height
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    first = -math.degrees(math.atan2(start.y() - centre.y(), start.x() - centre.x()))
    last = -math.degrees(math.atan2(end.y() - centre.y(), end.x() - centre.x()))
    sweep = (last - first) % 360
    result.arcTo(box, first, sweep - 360 if clockwise else sweep)


def draw(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into `rect`."""
    drawing = DRAWINGS[name]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = min(rect.width(), rect.height()) / 24
    painter.translate(rect.center() - QPointF(12, 12) * scale)
    painter.scale(scale, scale)
    if drawing.fill:
        painter.fillPath(path(drawing.fill), color)
    if drawing.stroke:
        pen = QPen(color, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path(drawing.stroke), pen)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        groups = {QIcon.Mode.Disabled: QPalette.ColorGroup.Disabled}
        group = groups.get(mode, QPalette.ColorGroup.Active)
        role = QPalette.ColorRole.HighlightedText if mode == QIcon.Mode.Selected else self._role
        draw(painter, self._name, QRectF(rect), QApplication.palette().color(group, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return image


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """An icon that follows the palette.

    Args:
        name: a key of `DRAWINGS`.
        role: the palette role it takes its colour from.
    """
    if name not in DRAWINGS:
        raise KeyError(name)
    return QIcon(_Engine(name, role))
