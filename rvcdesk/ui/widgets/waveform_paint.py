"""Draws a waveform view's picture: lanes, cut and silenced spans, marks.

The picture is made once for a view and kept; moving cursors and a growing selection are drawn
over copies of parts of it. It exists in two versions, plain and selected.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen, QPolygonF

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.marks_paint import draw_mark_strip, mark_edges, tinted_spans
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
        canvas = self._canvas
        if (canvas.width, canvas.height, canvas.ratio) != (columns, rows, ratio):
            canvas = self._canvas = render.Canvas(columns, rows, ratio)
        lanes = lane_rects(scene, rows, ratio)
        fine = scene.source is not None and view.scale / ratio < 1
        self._draw_canvas(scene, view, lanes, waves=not fine)
        indexed = QImage(canvas.pixels.data, columns, rows, canvas.stride, QImage.Format.Format_Indexed8)
        self.selected = None
        for is_selected in (False, True)[: 1 + selection]:
            indexed.setColorTable(color_table(selected=is_selected))
            image = indexed.convertToFormat(QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            painter = QPainter(image)
            painter.setFont(font)
            if fine:
                _draw_samples(painter, scene, view, lanes, ratio, "wave_selected" if is_selected else "wave")
            if scene.strip and not is_selected:
                draw_mark_strip(painter, scene.marks, view, scene.strip, scene.current_mark)
            _draw_lane_labels(painter, scene, lanes, ratio)
            painter.end()
            if is_selected:
                self.selected = image
            else:
                self.plain = image

    def _draw_canvas(
        self, scene: Scene, view: Viewport, lanes: list[tuple[int, int]], *, waves: bool
    ) -> None:
        canvas = self._canvas
        cut = column_flags(scene.cut, view, canvas.width)
        silent = column_flags(scene.silent, view, canvas.width)
        paper = np.full(canvas.width, render.LANE, np.uint8)
        for index, spans in tinted_spans(scene.marks).items():
            paper[column_flags(spans, view, canvas.width)] = index
        paper[cut] = render.LANE_CUT
        ink = np.where(cut | silent, np.uint8(render.WAVE_CUT), np.uint8(render.WAVE))
        canvas.background(paper)
        if waves and scene.source is not None:
            self._draw_waves(scene, view, lanes, paper, ink)
        top = round(scene.strip * canvas.ratio)
        offset = round(view.start / view.scale * canvas.ratio)
        canvas.hatch(runs(silent & ~cut), top, offset, dots=True)
        canvas.hatch(runs(cut), top, offset)
        for x, index, state in mark_edges(scene.marks, view, scene.current_mark):
            canvas.edge(round(x * canvas.ratio), top, index, state)

    def _draw_waves(
        self,
        scene: Scene,
        view: Viewport,
        lanes: list[tuple[int, int]],
        paper: NDArray[np.uint8],
        ink: NDArray[np.uint8],
    ) -> None:
        assert scene.source is not None
        count, per_column = self._canvas.width, view.scale / self._canvas.ratio
        # Columns sit on a fixed grid of the timeline, so that peaks do not flicker while panning.
        start = round(view.start / per_column) * per_column
        for channels, (top, height) in zip(scene.lanes, lanes, strict=True):
            found = [scene.source.columns(start, per_column, count, channel) for channel in channels]
            known = [columns for columns in found if columns is not None]
            if known:
                mins, maxs = (_mean([pair[side] for pair in known]) for side in (0, 1))
                self._canvas.lane(top, height, mins, maxs, paper, ink, scene.gain)


def color_table(*, selected: bool) -> list[int]:
    """The colours of the canvas's indices, plain or as seen in a selection."""
    ground = "lane_selected" if selected else "lane"
    actions = ("mark_cut", "mark_filter", "mark_report")
    tints = [theme.rgb32(action, ground, 0.14) for action in actions]
    edges = [theme.rgb32(action, ground, 0.8) for action in actions]
    return [
        theme.rgb32(ground),
        theme.rgb32(ground if selected else "lane_cut"),
        *tints,
        theme.rgb32("wave_selected" if selected else "wave"),
        theme.rgb32("wave_cut"),
        theme.rgb32("wave_clipped"),
        theme.rgb32("lane_selected_line" if selected else "lane_line"),
        theme.rgb32("hatch", ground, 0.75),
        *edges,
        theme.rgb32("accent"),
    ]


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
