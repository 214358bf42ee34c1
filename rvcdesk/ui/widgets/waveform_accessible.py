"""What a screen reader hears of a waveform: its length, the cursor and the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rvcdesk.ui.widgets.waveform_model import clock

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView

_installed = False


def described(view: WaveformView) -> str:
    """Length, cursor and selection in words."""
    translate = QCoreApplication.translate
    if not view.frames:
        return translate("WaveformView", "empty")
    rate = view.rate
    parts = [
        translate("WaveformView", "length {time}").format(time=clock(view.frames / rate)),
        translate("WaveformView", "cursor at {time}").format(time=clock(view.edit_cursor / rate)),
    ]
    if view.selection is not None:
        start, end = (clock(edge / rate) for edge in view.selection)
        parts.append(translate("WaveformView", "selected {start} to {end}").format(start=start, end=end))
    return ", ".join(parts)


class WaveformAccessible(QAccessibleWidget):
    """The widget's interface with a text value."""

    def __init__(self, widget: WaveformView) -> None:
        super().__init__(widget, QAccessible.Role.Chart, widget.accessibleName())
        self._widget = widget

    def text(self, kind: QAccessible.Text) -> str:
        """The name, the described value, or whatever a plain widget says."""
        if kind == QAccessible.Text.Value:
            return described(self._widget)
        return super().text(kind)


def install() -> None:
    """Register the factory once a process."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_factory)


def value_changed(widget: QWidget) -> None:
    """Tell a listening screen reader that `described` says something new."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.ValueChanged))


def _factory(key: str, item: QObject | None) -> Any | QAccessibleInterface | None:
    from rvcdesk.ui.widgets.waveform import WaveformView

    return WaveformAccessible(item) if isinstance(item, WaveformView) else None
