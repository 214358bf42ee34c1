"""The wheel scrolls a form; it turns a number only where the user has gone to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget


class WheelGuard(QObject):
    """Keeps the wheel from changing the fields of `form` that have not got the focus."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        for kind in (QAbstractSpinBox, QAbstractSlider, QComboBox):
            for part in form.findChildren(kind):
                if not isinstance(part, QScrollBar):
                    # Otherwise the wheel itself would give the focus.
                    part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                    part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
