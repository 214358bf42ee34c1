"""The spectrogram of a waveform view: below the waves, or in their place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from rvcdesk.audio.spectrogram import Scale, SpectrogramOptions, frequency_at, share_of
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.marks_paint import mark_edges
from rvcdesk.ui.widgets.spectrogram_colors import palette
from rvcdesk.ui.widgets.spectrogram_tiles import Tile, TileStore
from rvcdesk.ui.widgets.waveform_model import Viewport, column_flags, runs
from rvcdesk.ui.widgets.waveform_paint import Scene, color_table
from rvcdesk.ui.widgets.waveform_source import Piece

Mode = Literal["waveform", "both", "spectrogram"]
MODES: tuple[Mode, ...] = ("waveform", "both", "spectrogram")
GAP = 4  # px between waves and spectrogram
LEAST_LEVEL = 5  # 32 frames a column: closer columns would all but repeat each other
_COARSER = 6  # levels that are looked through for something to show meanwhile


@dataclass(frozen=True)
class SpectrogramLane:
    """Where a spectrogram is, logical pixels, and which frequency is where in it."""

    top: float
    bottom: float
    rate: int
    scale: Scale

    def frequency_at(self, y: float) -> float:
        """Hz at row `y`, clamped to the lane."""
        share = (self.bottom - y) / max(self.bottom - self.top, 1.0)
        return frequency_at(min(max(share, 0.0), 1.0), self.rate, self.scale)

    def y_of(self, hz: float) -> float:
        """The row of a frequency."""
        return self.bottom - share_of(hz, self.rate, self.scale) * (self.bottom - self.top)


class SpectrogramPart(QObject):
    """Draws one lane from tiles; what is not there yet is drawn from coarser tiles, or left empty.

    Signals:
        changed: draw again.
        arranged: mode or options are others.
    """

    changed = Signal()
    arranged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode: Mode = "waveform"
        self.options = SpectrogramOptions()
        self.tiles = TileStore(self)
        self.tiles.arrived.connect(self.changed)
        self._lane: SpectrogramLane | None = None

    @property
    def lane(self) -> SpectrogramLane | None:
        """Where the spectrogram is; None while it is not shown."""
        return self._lane

    def set_mode(self, mode: Mode) -> None:
        """Waves, both, or the spectrogram alone."""
        if mode != self.mode:
            self.mode = mode
            if mode == "waveform":
                self.tiles.clear()
            self.arranged.emit()
            self.changed.emit()

    def set_options(self, options: SpectrogramOptions) -> None:
        """Another window, scale or range."""
        if options != self.options:
            self.options = options
            self.tiles.clear()
            self.arranged.emit()
            self.changed.emit()

    def arrange(self, scene: Scene, height: int, rate: int) -> int:
        """Share out a view's height; returns what the waves with their strip get, 0 for nothing at all."""
        waves = height
        if self.mode == "both":
            waves = scene.strip + (height - scene.strip - GAP) // 2
        elif self.mode == "spectrogram":
            waves = scene.strip
        top = waves + (GAP if self.mode == "both" else 0)
        self._lane = None
        if self.mode != "waveform" and height - top >= 8:
            self._lane = SpectrogramLane(top, height, rate, self.options.scale)
        scene.frequency_lanes = (self._lane,) if self._lane is not None else ()
        return waves

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        port: Viewport,
        ratio: float,
        selections: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Draw the lane, and ask for the tiles that it lacks."""
        lane, source = self._lane, scene.source
        if lane is None or source is None:
            return
        area = QRectF(0, lane.top, port.width, lane.bottom - lane.top)
        if self.mode == "both":
            painter.fillRect(QRectF(0, lane.top - GAP, port.width, GAP), theme.color("border"))
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        level = max(math.ceil(math.log2(max(port.scale / ratio, 1e-9)) - 1e-9), LEAST_LEVEL)
        drawn: list[tuple[int, int]] = []
        wanted: list[Tile] = []
        empty = QColor.fromRgb(int(palette(theme.scheme())[0]))
        clip = painter.clipBoundingRect()
        for piece in source.pieces(port.start, port.end):
            left, right = (round(port.x_of(edge) * ratio) / ratio for edge in (piece.begin, piece.end))
            shown = QRectF(left, area.top(), right - left, area.height()).intersected(area)
            drawn.append((piece.begin, piece.end))
            painter.save()
            painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
            for tile in self._tiles(piece, port, level, round(area.height() * ratio), source.rate):
                wanted.append(tile)
                if not self._paint_tile(painter, piece, tile, port, area, clip, ratio):
                    painter.fillRect(_target(piece, tile.start, tile.frames, port, area, ratio), empty)
            painter.restore()
        for start, end in _gaps(drawn, port):
            painter.fillRect(
                QRectF(port.x_of(start), area.top(), (end - start) / port.scale + 1, area.height()), empty
            )
        self._paint_over(painter, scene, port, area, selections)
        painter.restore()
        middle = (port.start + port.end) / 2
        self.tiles.want(sorted(wanted, key=lambda tile: abs(tile.start + tile.frames / 2 - middle)))

    def _tiles(self, piece: Piece, port: Viewport, level: int, rows: int, rate: int) -> list[Tile]:
        """The tiles that cover what is seen of a piece."""
        length = (1 << level) * 256
        first = max(piece.begin, port.start) - piece.begin + piece.from_frame
        last = min(piece.end, port.end) - piece.begin + piece.from_frame
        whole = Tile(
            piece.sound, level, 0, rows, self.options, theme.scheme(), piece.gain_db, piece.channel,
            piece.source, rate,
        )  # fmt: skip
        return [
            replace(whole, index=index)
            for index in range(math.floor(first / length), math.ceil(max(last, first + 1) / length))
        ]

    def _paint_tile(
        self,
        painter: QPainter,
        piece: Piece,
        tile: Tile,
        port: Viewport,
        area: QRectF,
        clip: QRectF,
        ratio: float,
    ) -> bool:
        """Draw a tile, or the part of a coarser one that is there; False when there is none."""
        target = _target(piece, tile.start, tile.frames, port, area, ratio)
        if not target.intersects(clip):
            return True
        image = self.tiles.get(tile)
        if image is not None:
            _draw(painter, target, image, QRectF(image.rect()))
            return True
        for up in range(1, _COARSER + 1):
            other = replace(tile, level=tile.level + up, index=tile.index >> up)
            image = self.tiles.get(other)
            if image is not None:
                width = image.width() / (1 << up)
                left = (tile.index - (other.index << up)) * width
                _draw(painter, target, image, QRectF(left, 0, width, image.height()))
                return True
        return self._paint_finer(painter, piece, tile, port, area, ratio)

    def _paint_finer(
        self, painter: QPainter, piece: Piece, tile: Tile, port: Viewport, area: QRectF, ratio: float
    ) -> bool:
        """The two halves one level closer, when both are there: what zooming out shows meanwhile."""
        halves = [replace(tile, level=tile.level - 1, index=tile.index * 2 + side) for side in (0, 1)]
        images = [self.tiles.get(half) for half in halves]
        if any(image is None for image in images):
            return False
        for half, image in zip(halves, images, strict=True):
            if image is not None:
                target = _target(piece, half.start, half.frames, port, area, ratio)
                _draw(painter, target, image, QRectF(image.rect()))
        return True

    def _paint_over(
        self,
        painter: QPainter,
        scene: Scene,
        port: Viewport,
        area: QRectF,
        selections: Sequence[tuple[int, int]],
    ) -> None:
        """Cut, silenced and selected stretches, and the edges of marks."""
        columns = max(round(port.width), 1)
        flags = column_flags(scene.cut, port, columns)
        for first, last in runs(flags):
            box = QRectF(first, area.top(), last - first, area.height())
            painter.fillRect(box, theme.color("lane_cut", 0.62))
            painter.setBrushOrigin(-round(port.start / port.scale) % 8, 0)
            painter.fillRect(box, QBrush(theme.color("hatch", 0.8), Qt.BrushStyle.BDiagPattern))
        if len(selections):
            picked = column_flags(np.array(selections, np.int64), port, columns)
            for first, last in runs(picked):
                box = QRectF(first, area.top(), last - first, area.height())
                painter.fillRect(box, theme.color("selection_edge", 0.22))
        colors = color_table(theme.scheme())
        for x, index, state in mark_edges(scene, port):
            style = Qt.PenStyle.SolidLine if state == "accepted" else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor.fromRgb(colors[index]), 0, style))
            painter.drawLine(round(x), round(area.top()), round(x), round(area.bottom()))


def _target(piece: Piece, start: int, frames: int, port: Viewport, area: QRectF, ratio: float) -> QRectF:
    """Where frames of a piece's sound are on screen, on whole device pixels."""
    offset = piece.begin - piece.from_frame
    left, right = (round(port.x_of(edge + offset) * ratio) / ratio for edge in (start, start + frames))
    return QRectF(left, area.top(), right - left, area.height())


def _draw(painter: QPainter, target: QRectF, image: QImage, source: QRectF) -> None:
    """Draw part of a tile; far beyond the screen nothing is asked of the painter."""
    seen = target.intersected(painter.clipBoundingRect())
    if seen.isEmpty():
        return
    scale = source.width() / target.width()
    # whole columns, so that a scrolled picture does not shimmer
    first = math.floor((seen.left() - target.left()) * scale)
    last = math.ceil((seen.right() - target.left()) * scale)
    part = QRectF(source.left() + first, 0, last - first, source.height())
    painter.drawImage(
        QRectF(target.left() + first / scale, target.top(), (last - first) / scale, target.height()),
        image,
        part,
    )


def _gaps(pieces: Sequence[tuple[int, int]], port: Viewport) -> list[tuple[float, float]]:
    """What of the view no piece covers."""
    gaps, at = [], port.start
    for start, end in pieces:
        if start > at:
            gaps.append((at, float(start)))
        at = max(at, float(end))
    return [*gaps, (at, port.end)] if at < port.end else gaps
