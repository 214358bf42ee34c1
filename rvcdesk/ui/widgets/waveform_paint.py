"""Draws a waveform view's picture: lanes, cut and silenced spans, marks.

The picture is made once for a view and kept; moving cursors and a growing selection are drawn
over copies of parts of it. It exists in two versions, plain and selected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QPixmap, QPolygonF

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.marks_paint import draw_mark_regions, draw_mark_strip
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport, column_flags, runs
from rvcdesk.ui.widgets.waveform_source import WaveSource

NO_SPANS: NDArray[np.int64] = np.zeros((0, 2), np.int64)
LANE_GAP = 4
_DOT_SPACING = 5.0  # px between samples from which each is drawn as a dot


@dataclass
class Scene:
    """Everything the picture shows."""

    source: WaveSource | None = None
    mix: bool = False
    gain: float = 1.0
    cut: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)
    silent: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)
    marks: tuple[ViewMark, ...] = ()
    current_mark: int = -1
    strip: int = 0  # height in px of the strip with the marks' names
    labels: tuple[str, ...] = ()  # one a lane

    @property
    def lanes(self) -> list[tuple[int, ...]]:
        """The channels that each lane shows."""
        channels = self.source.channels if self.source is not None else 1
        if self.mix or channels > 2:
            return [tuple(range(channels))]
        return [(channel,) for channel in range(channels)]


class Picture:
    """The drawn scene, plain and selected, at device resolution."""

    def __init__(self) -> None:
        self._canvas = render.Canvas(1, 1)
        self.plain = QImage()
        self.selected: QImage | None = None

    def draw(
        self, scene: Scene, view: Viewport, height: int, ratio: float, font: QFont, *, selection: bool
    ) -> None:
        """Draw `scene` as seen through `view` into `plain` (and `selected` when there is a selection)."""
        columns, rows = max(round(view.width * ratio), 1), max(round(height * ratio), 1)
        if (self._canvas.width, self._canvas.height) != (columns, rows):
            self._canvas = render.Canvas(columns, rows)
        cut = column_flags(scene.cut, view, columns)
        silent = column_flags(scene.silent, view, columns)
        self._canvas.background(cut)
        lanes = lane_rects(scene, rows, ratio)
        per_column = view.scale / ratio
        fine = per_column < 1 and scene.source is not None
        if scene.source is not None and not fine:
            self._draw_columns(scene, view, per_column, lanes, cut, silent)
        indexed = QImage(
            self._canvas.pixels.data, columns, rows, self._canvas.stride, QImage.Format.Format_Indexed8
        )
        looks = [(render.PLAIN, False)] + ([(render.SELECTED, True)] if selection else [])
        self.selected = None
        for tokens, is_selected in looks:
            indexed.setColorTable([theme.rgb32(token) for token in tokens])
            image = indexed.convertToFormat(QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            painter = QPainter(image)
            painter.setFont(font)
            self._decorate(painter, scene, view, height, cut, silent, ratio)
            if fine:
                _draw_samples(painter, scene, view, lanes, ratio, "wave_selected" if is_selected else "wave")
            _draw_lane_labels(painter, scene, lanes, ratio)
            painter.end()
            if is_selected:
                self.selected = image
            else:
                self.plain = image

    def _draw_columns(
        self,
        scene: Scene,
        view: Viewport,
        per_column: float,
        lanes: list[tuple[int, int]],
        cut: NDArray[np.bool_],
        silent: NDArray[np.bool_],
    ) -> None:
        assert scene.source is not None
        count = self._canvas.width
        # Columns sit on a fixed grid of the timeline, so that peaks do not flicker while panning.
        start = round(view.start / per_column) * per_column
        for channels, (top, height) in zip(scene.lanes, lanes, strict=True):
            found = [scene.source.columns(start, per_column, count, channel) for channel in channels]
            known = [columns for columns in found if columns is not None]
            if known:
                mins, maxs = (_mean([pair[side] for pair in known]) for side in (0, 1))
                self._canvas.lane(top, height, mins, maxs, cut, silent, scene.gain)

    def _decorate(
        self,
        painter: QPainter,
        scene: Scene,
        view: Viewport,
        height: int,
        cut: NDArray[np.bool_],
        silent: NDArray[np.bool_],
        ratio: float,
    ) -> None:
        for flags, brush in ((cut, hatch(ratio)), (silent, dots(ratio))):
            # the pattern moves with the audio
            painter.setBrushOrigin(QPointF(-((view.start / view.scale) % 8), 0))
            for first, last in runs(flags):
                area = QRectF(first / ratio, scene.strip, (last - first) / ratio, height - scene.strip)
                painter.fillRect(area, brush)
                painter.fillRect(QRectF(area.left(), area.top(), 1, area.height()), theme.color("hatch", 0.7))
        if scene.strip:
            draw_mark_regions(painter, scene.marks, view, scene.strip, height, scene.current_mark)
            draw_mark_strip(painter, scene.marks, view, scene.strip, scene.current_mark)


def _mean(channels: list[NDArray[np.int16]]) -> NDArray[np.int16]:
    return channels[0] if len(channels) == 1 else np.mean(channels, axis=0).astype(np.int16)


def lane_rects(scene: Scene, rows: int, ratio: float) -> list[tuple[int, int]]:
    """(top row, rows) of each lane below the strip, in device pixels."""
    top, gap = round(scene.strip * ratio), round(LANE_GAP * ratio)
    count = len(scene.lanes)
    each = max((rows - top - gap * (count - 1)) // count, 4)
    return [(min(top + index * (each + gap), max(rows - 4, 0)), min(each, rows)) for index in range(count)]


def _draw_lane_labels(painter: QPainter, scene: Scene, lanes: list[tuple[int, int]], ratio: float) -> None:
    painter.setPen(theme.color("text_dim"))
    for label, (top, rows) in zip(scene.labels, lanes, strict=False):
        painter.drawText(QRectF(6, top / ratio + 3, 60, rows / ratio), Qt.AlignmentFlag.AlignLeft, label)
    painter.setPen(QPen(theme.color("border"), 0))
    for top, _ in lanes[1:]:
        y = top / ratio - LANE_GAP / 2
        painter.drawLine(QPointF(0, y), QPointF(painter.device().width() / ratio, y))


def _draw_samples(
    painter: QPainter, scene: Scene, view: Viewport, lanes: list[tuple[int, int]], ratio: float, token: str
) -> None:
    """Closer than one sample a pixel: a line through the samples, and the samples themselves as dots."""
    assert scene.source is not None
    first = max(int(view.start) - 1, 0)
    count = int(view.end) + 2 - first
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for channels, (top, rows) in zip(scene.lanes, lanes, strict=True):
        values = np.mean([scene.source.samples(first, count, c) for c in channels], axis=0)
        half = (rows / ratio - 1) / 2
        y = top / ratio + half - np.clip(values * (half * scene.gain / render.FULL_SCALE), -half, half)
        x = (np.arange(first, first + len(values)) - view.start) / view.scale
        painter.setPen(QPen(theme.color("lane_line"), 0))
        painter.drawLine(QPointF(0, top / ratio + half), QPointF(view.width, top / ratio + half))
        painter.setPen(QPen(theme.color(token), 0))
        points = [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]
        painter.drawPolyline(QPolygonF(points))
        if 1 / view.scale >= _DOT_SPACING:
            painter.setBrush(theme.color(token))
            painter.setPen(Qt.PenStyle.NoPen)
            for point in points:
                painter.drawEllipse(point, 2.4, 2.4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def hatch(ratio: float) -> QBrush:
    """Diagonal lines, the sign of what is cut, whatever the colours."""
    return _tile(ratio, lambda painter: painter.drawLine(QPointF(-1, 9), QPointF(9, -1)))


def dots(ratio: float) -> QBrush:
    """A grid of dots, the sign of what is silenced."""
    return _tile(ratio, lambda painter: painter.fillRect(QRectF(3, 3, 1.5, 1.5), painter.pen().color()))


def _tile(ratio: float, draw: Callable[[QPainter], object]) -> QBrush:
    pixmap = QPixmap(round(8 * ratio), round(8 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("hatch"), 1))
    draw(painter)
    painter.end()
    return QBrush(pixmap)
