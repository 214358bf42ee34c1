"""A widget that shows a stretch of a timeline: zoom and scroll."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rvcdesk.ui.widgets.waveform_model import Viewport

ZOOM_STEP = 2.0


class PortWidget(QWidget):
    """Holds a `Viewport`. Positions are frames.

    Signals:
        view_changed: first and last visible frame, as floats.
    """

    view_changed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.port = Viewport()
        self._near: tuple[float, float] | None = None  # the closer of the two views that a toggle knows

    @property
    def frames(self) -> int:
        """Length of the timeline."""
        return self.port.frames

    @property
    def rate(self) -> int:
        """Frames a second; 1 when empty."""
        return 1

    @property
    def zoom_center(self) -> float:
        """The frame that the zoom keys zoom around."""
        return 0.0

    def set_view(self, start: float, end: float) -> None:
        """Show start..end (frames), as far as the limits allow."""
        self._set_port(self.port.showing(start, end))

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom in (factor > 1) or out, keeping the frame at pixel `x`, or else the middle, in place."""
        self._set_port(self.port.zoomed(factor, x))

    def zoom_in(self) -> None:
        """Zoom in around the edit cursor when it is visible."""
        self._zoom_at_center(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out around the edit cursor when it is visible."""
        self._zoom_at_center(1 / ZOOM_STEP)

    def _zoom_at_center(self, factor: float) -> None:
        x = self.port.x_of(self.zoom_center)
        self.zoom(factor, x if 0 <= x <= self.width() else None)

    def zoom_normal(self) -> None:
        """100 pixels a second."""
        self.zoom(self.port.scale / (self.rate / 100))

    def zoom_toggle(self) -> None:
        """From a close view to the whole timeline, and back to that same view.

        With nothing to go back to, ten seconds around the cursor.
        """
        if not self.port.is_fitted:
            self._near = (self.port.start, self.port.end)
            self.fit()
        elif self._near is not None:
            self.set_view(*self._near)
        else:
            self.set_view(self.zoom_center - 5 * self.rate, self.zoom_center + 5 * self.rate)

    def fit(self) -> None:
        """Show everything."""
        self._set_port(self.port.fit())

    def pan(self, pixels: float) -> None:
        """Scroll to the right by so many pixels."""
        self._set_port(self.port.panned(pixels))

    def ensure_visible(self, frame: int) -> None:
        """Scroll just far enough that `frame` is seen."""
        self._set_port(self.port.including(frame))

    def _set_port(self, port: Viewport) -> None:
        if port != self.port:
            self.port = port
            self.update()
            self.view_changed.emit(port.start, port.end)
