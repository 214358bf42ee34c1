"""Draws a waveform view's picture: lanes, cut and silenced spans, selections, marks.

The picture is a ring of columns on a fixed grid of the timeline: scrolling draws only the columns that
come into view, a selection that grows only those it takes in, and nothing is moved in memory.
Cursors are drawn over it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen, QPolygonF

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.marks_paint import draw_mark_strip, mark_edges
from rvcdesk.ui.widgets.waveform_model import (
    FrequencyLane,
    ViewMark,
    Viewport,
    column_flags,
    runs,
)
from rvcdesk.ui.widgets.waveform_source import WaveSource

NO_SPANS: NDArray[np.int64] = np.zeros((0, 2), np.int64)
LANE_GAP = 4
_DOT_SPACING = 5.0  # px between samples from which each is drawn as a dot
_LABEL_ROOM = 16  # px of a lane from which it is labelled
_JOIN = 24  # columns: stretches to draw that lie closer are drawn as one


@dataclass
class Scene:
    """Everything the picture shows."""

    source: WaveSource | None = None
    mix: bool = False
    gain: float = 1.0
    db_range: float = 0.0  # 0: a linear scale; else the dB below full scale at the middle line
    cut: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)
    silent: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)
    missing: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)  # no recording to draw
    marks: tuple[ViewMark, ...] = ()
    mark_rows: tuple[int, ...] = ()  # the row of each mark in the strip
    mark_row: int = 0  # height in px of one of them
    mark_spans: NDArray[np.int64] = field(default_factory=lambda: NO_SPANS)  # (n, 2), of each mark
    tints: dict[int, NDArray[np.int64]] = field(default_factory=dict)  # `tinted_spans` of the marks
    current_mark: int = -1
    strip: int = 0  # height in px of the strip with the marks' names
    labels: tuple[str, ...] = ()  # one a lane
    splits: tuple[int, ...] = ()  # frames at which the clip is split
    frequency_lanes: tuple[FrequencyLane, ...] = ()  # one a spectrogram that is drawn

    @property
    def lanes(self) -> list[tuple[int, ...]]:
        """The channels that each lane shows."""
        channels = self.source.channels if self.source is not None else 1
        if self.mix or channels > 2:
            return [tuple(range(channels))]
        return [(channel,) for channel in range(channels)]


class Picture:
    """The drawn scene at device resolution.

    Attributes:
        ring: the columns drawn last, where column c of the timeline is at c modulo the width.
        columns_drawn: how many columns were ever drawn.
    """

    def __init__(self) -> None:
        self._canvas = render.Canvas(1, 1)
        self.ring = QImage()
        self.columns_drawn = 0
        self._wanted: tuple[object, ...] | None = None  # what was asked for last
        self._place: tuple[object, ...] | None = None  # what `ring` was drawn for
        self._scale = 0.0
        self._first = 0  # the column at the view's left edge
        self._origin = 0  # the column at the ring's place 0
        self._lit: NDArray[np.bool_] = np.zeros(0, np.bool_)  # which are drawn as selected
        self._strip: QImage | None = None
        self._samples: list[tuple[QPolygonF, float, float]] = []  # lines closer than a column a sample

    def forget(self) -> None:
        """The scene has changed: everything is drawn again."""
        self._place = self._wanted = None

    def draw(
        self,
        scene: Scene,
        view: Viewport,
        height: int,
        ratio: float,
        selections: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draw what of `scene`, seen through `view`, is not drawn yet.

        Args:
            scene: what to draw.
            view: which part of the timeline.
            height: logical pixels; the view has its own width.
            ratio: device pixels per logical pixel.
            selections: frames, (start, end), drawn as selected.
        """
        wanted = (view, height, ratio, scene.strip, tuple(selections), theme.scheme())
        if wanted == self._wanted:
            return
        self._wanted = wanted
        columns, rows = max(round(view.width * ratio), 1), max(round(height * ratio), 1)
        scale = view.scale / ratio
        if abs(scale - self._scale) <= scale * 1e-9:  # rounding is no zoom
            scale = self._scale
        self._scale = scale
        place = (scale, columns, rows, ratio, scene.strip, theme.scheme())
        first = round(view.start / scale)
        grid = replace(view, start=first * scale, scale=scale * ratio)
        lit = column_flags(np.array(selections, np.int64).reshape(-1, 2), grid, columns)
        stale = np.ones(columns, np.bool_)
        if place == self._place:
            shift = first - self._first
            low, high = max(-shift, 0), min(columns - shift, columns)
            if high > low:
                stale[low:high] = lit[low:high] != self._lit[low + shift : high + shift]
        elif self._canvas.pixels.shape[0] != rows or self._canvas.capacity != columns:
            self._canvas = render.Canvas(columns, rows, ratio)
        self._canvas.ratio = ratio
        if place != self._place or first != self._first:
            self._strip = None
        self._place, self._first, self._lit = place, first, lit
        for begin, end in _joined(runs(stale)):
            part = replace(grid, start=(first + begin) * scale, width=(end - begin) / ratio)
            self._draw_part(scene, part, first + begin, lit[begin:end])
        self._samples = sample_lines(scene, view, lane_rects(scene, rows, ratio), ratio) if scale < 1 else []

    def _draw_part(self, scene: Scene, part: Viewport, first: int, lit: NDArray[np.bool_]) -> None:
        canvas, count = self._canvas, len(lit)
        canvas.begin(count)
        self.columns_drawn += count
        self._draw_canvas(scene, part, first)
        canvas.select(runs(lit), round(scene.strip * canvas.ratio))
        indexed = QImage(
            canvas.pixels.data, count, canvas.height, canvas.stride, QImage.Format.Format_Indexed8
        )
        indexed.setColorTable(color_table(theme.scheme()))
        drawn = indexed.convertToFormat(QImage.Format.Format_RGB32)
        if count == canvas.capacity:
            self.ring, self._origin = drawn, first
            self.ring.setDevicePixelRatio(canvas.ratio)
            return
        self.ring.setDevicePixelRatio(1)
        painter = QPainter(self.ring)
        place = (first - self._origin) % canvas.capacity
        painter.drawImage(place, 0, drawn)
        painter.drawImage(place - canvas.capacity, 0, drawn)  # what goes over the ring's end
        painter.end()
        self.ring.setDevicePixelRatio(canvas.ratio)

    def _draw_canvas(self, scene: Scene, part: Viewport, first: int) -> None:
        canvas = self._canvas
        cut, silent, missing = (
            column_flags(spans, part, canvas.width) for spans in (scene.cut, scene.silent, scene.missing)
        )
        paper = np.full(canvas.width, render.LANE, np.uint8)
        for index, spans in scene.tints.items():
            paper[column_flags(spans, part, canvas.width)] = index
        paper[cut | missing] = render.LANE_CUT
        ink = np.where(cut | silent, np.uint8(render.WAVE_CUT), np.uint8(render.WAVE))
        canvas.background(paper)
        if scene.source is not None and part.scale / canvas.ratio >= 1:
            self._draw_waves(scene, part, first, paper, ink)
        top = round(scene.strip * canvas.ratio)
        canvas.hatch(runs(silent & ~cut), top, first, "dots")
        canvas.hatch(runs(missing), top, first, "cross")
        canvas.hatch(runs(cut), top, first)
        before = replace(part, start=part.start - part.scale / canvas.ratio)
        for flags, spans in ((cut, scene.cut), (silent, scene.silent)):
            canvas.edges(flags & ~column_flags(spans, before, canvas.width), top)
        for x, index, state in mark_edges(scene, part):
            canvas.edge(math.floor(x * canvas.ratio + 0.5 + 1e-6), top, index, state)

    def _draw_waves(
        self, scene: Scene, part: Viewport, first: int, paper: NDArray[np.uint8], ink: NDArray[np.uint8]
    ) -> None:
        assert scene.source is not None
        canvas = self._canvas
        scale = part.scale / canvas.ratio
        table = _heights(scene.db_range, scene.gain)
        # One column more at the left, for the bar that the first one has to touch.
        start, count = (first - 1) * scale, canvas.width + 1
        for channels, (top, height) in zip(
            scene.lanes, lane_rects(scene, canvas.height, canvas.ratio), strict=True
        ):
            found = [scene.source.columns(start, scale, count, channel) for channel in channels]
            known = [columns for columns in found if columns is not None]
            if known:
                mins, maxs = (_mean([pair[side] for pair in known]) for side in (0, 1))
                upper, lower = render.bar_rows(mins, maxs, height, table)
                loud = render.clipped(mins, maxs)[1:] & (ink == render.WAVE)
                shown = np.where(loud, np.uint8(render.CLIPPED), ink)
                canvas.lane(top, height, upper[1:], lower[1:], paper, shown)

    def paint(self, painter: QPainter, scene: Scene, view: Viewport, font: QFont) -> None:
        """Put the picture onto a widget, with the names that do not scroll."""
        ratio, width, rows = self._canvas.ratio, self.ring.width(), self.ring.height()
        split = (self._first - self._origin) % max(width, 1)
        painter.drawImage(QPointF(0, 0), self.ring, QRectF(split, 0, width - split, rows))
        if split:
            painter.drawImage(QPointF((width - split) / ratio, 0), self.ring, QRectF(0, 0, split, rows))
        lanes = lane_rects(scene, rows, ratio)
        if self._samples:
            self._paint_samples(painter, view, rows / ratio, ratio)
        painter.setFont(font)
        if scene.strip:
            painter.drawImage(QPointF(0, 0), self._strip_image(scene, view, font, ratio))
        _draw_lane_labels(painter, scene, lanes, ratio, view.width)

    def _strip_image(self, scene: Scene, view: Viewport, font: QFont, ratio: float) -> QImage:
        """The marks' names; kept while the view stays, since moving cursors repaint parts of it."""
        if self._strip is None:
            size = QSize(max(round(view.width * ratio), 1), max(round(scene.strip * ratio), 1))
            self._strip = QImage(size, QImage.Format.Format_RGB32)
            self._strip.setDevicePixelRatio(ratio)
            painter = QPainter(self._strip)
            painter.setFont(font)
            draw_mark_strip(painter, scene, view)
            painter.end()
        return self._strip

    def _paint_samples(self, painter: QPainter, view: Viewport, height: float, ratio: float) -> None:
        draw_samples(painter, self._samples, "wave", view)
        for first, last in runs(self._lit):
            painter.save()
            area = QRectF(first / ratio, 0, (last - first) / ratio, height)
            painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
            draw_samples(painter, self._samples, "wave_selected", view)
            painter.restore()


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with those that lie close together made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < _JOIN:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=4)
def _heights(db_range: float, gain: float) -> NDArray[np.float32]:
    return render.heights(db_range, gain)


@lru_cache(maxsize=4)
def color_table(_scheme: str) -> list[int]:
    """The colours of the canvas's indices: plain, then as seen in a selection."""
    return [*_colors(selected=False), *_colors(selected=True)]


def _colors(*, selected: bool) -> list[int]:
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


def _draw_lane_labels(
    painter: QPainter, scene: Scene, lanes: list[tuple[int, int]], ratio: float, width: float
) -> None:
    if lanes[0][1] / ratio < _LABEL_ROOM:
        return
    painter.setPen(theme.color("text_dim"))
    for label, (top, rows) in zip(scene.labels, lanes, strict=False):
        painter.drawText(QRectF(6, top / ratio + 3, 60, rows / ratio), Qt.AlignmentFlag.AlignLeft, label)
    painter.setPen(QPen(theme.color("border"), 0))
    for top, _ in lanes[1:]:
        y = top / ratio - LANE_GAP / 2
        painter.drawLine(QPointF(0, y), QPointF(width, y))


def sample_lines(
    scene: Scene, view: Viewport, lanes: list[tuple[int, int]], ratio: float
) -> list[tuple[QPolygonF, float, float]]:
    """Closer than one sample a pixel: the points of each lane's line, and its top and height in px."""
    if scene.source is None:
        return []
    first = max(int(view.start) - 1, 0)
    count = int(view.end) + 2 - first
    table = _heights(scene.db_range, scene.gain)
    lines = []
    for channels, (top, rows) in zip(scene.lanes, lanes, strict=True):
        values = _mean([scene.source.samples(first, count, channel) for channel in channels])
        half = (rows / ratio - 1) / 2
        y = top / ratio + half - render.shares(values, table) * half
        x = (np.arange(first, first + len(values)) - view.start) / view.scale
        points = [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]
        lines.append((QPolygonF(points), top / ratio, rows / ratio))
    return lines


def draw_samples(
    painter: QPainter, lines: list[tuple[QPolygonF, float, float]], token: str, view: Viewport
) -> None:
    """A line through the samples, and from a certain distance the samples themselves as dots."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for points, top, height in lines:
        painter.setPen(QPen(theme.color("lane_line"), 0))
        painter.drawLine(QPointF(0, top + (height - 1) / 2), QPointF(view.width, top + (height - 1) / 2))
        painter.setPen(QPen(theme.color(token), 0))
        painter.drawPolyline(points)
        if 1 / view.scale >= _DOT_SPACING:
            painter.setPen(QPen(theme.color(token), 4.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(points)
    painter.restore()
