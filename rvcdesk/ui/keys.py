"""Keys that belong to what has the focus, not to the window's shortcuts.

In a text field, single keys and Ctrl+Alt (which is AltGr: ź ł ć) are typing. On a button that was
reached with Tab, Space presses it; one that was clicked leaves Space to playback, as editors do.
Shift+F10 is the menu key of keyboards that have none.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


def takes_text(widget: QObject | None) -> bool:
    """Whether typing into `widget` writes something."""
    if isinstance(widget, (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEditable()


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key press means text (or moving in it) rather than a command."""
    if event.key() in _FUNCTION_KEYS or event.key() == Qt.Key.Key_Escape:
        return False
    held = event.modifiers()
    if held & _META:
        return False
    control, alt = bool(held & _CONTROL), bool(held & _ALT)
    return control == alt


def asks_for_menu(event: QKeyEvent) -> bool:
    """Whether this is Shift+F10, where Qt does not know it."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_F10 and shift and sys.platform == "linux"


def ask_for_menu(widget: QWidget) -> bool:
    """Open the context menu of `widget` as the menu key does. Returns whether it has one."""
    place = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    point = place.center() if isinstance(place, QRect) and not place.isNull() else widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, widget.mapToGlobal(point))
    return QApplication.sendEvent(widget, event) and event.isAccepted()


class KeyGuard(QObject):
    """Follows the focus and keeps the window's shortcuts from what it types.

    Only the widget with the focus is watched: a filter on the whole application would run Python
    for every event there is.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        self._tabbed = False
        self._by_keyboard = False
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        self._by_keyboard, self._tabbed = self._tabbed, False
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._tabbed = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if asks_for_menu(event) and isinstance(watched, QWidget):
                return ask_for_menu(watched)
        elif (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._belongs_to(watched, event)
        ):
            event.accept()
            return True
        return False

    def _belongs_to(self, widget: QObject, event: QKeyEvent) -> bool:
        if takes_text(widget):
            return is_typing(event)
        pressed = event.key() in _PRESS and event.modifiers() == Qt.KeyboardModifier.NoModifier
        return pressed and self._by_keyboard and isinstance(widget, (QAbstractButton, QComboBox))
