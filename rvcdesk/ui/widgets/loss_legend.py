"""The legend of a loss plot: a button a curve with its line, name and value; it shows or hides the curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal

GAP = 4
WIDEST = "0.0000"
UNKNOWN = "–"


def figure(value: float) -> str:
    """A loss in at most as many characters as `WIDEST`; a dash when there is none."""
    if not isfinite(value):
        return UNKNOWN
    if 0.001 <= abs(value) < 1000:
        return decimal(f"{value:.3g}")
    return f"{value:.0f}" if value >= 1 else f"{value:.0e}"


class Legend(QWidget):
    """One button a curve, in as many lines as the width asks for.

    The buttons keep their size whatever the values are: new values move nothing and cost no new layout.
    """

    toggled = Signal()

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = dict(titles)
        self.buttons = {name: self._button(title) for name, title in titles.items()}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(10)
        self._measure()

    def _button(self, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(28, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(title)
        button.setToolTip(self.tr("Show or hide this curve"))
        button.toggled.connect(lambda _on: self.toggled.emit())
        return button

    def explain(self, name: str, sentence: str) -> None:
        """Say what a loss means, in the tooltip of its button."""
        button = self.buttons[name]
        button.setToolTip(f"{sentence}\n{self.tr('Show or hide this curve')}")
        button.setAccessibleDescription(sentence)

    def show_values(self, values: Mapping[str, float] | None) -> None:
        """Show these losses beside the names; None: only the names."""
        for name, button in self.buttons.items():
            words = self._titles[name]
            if values is not None:
                words += f"  {figure(values[name])}"
            if words != button.text():
                button.setText(words)

    def said(self) -> str:
        """Everything in words."""
        return ", ".join(button.text() for button in self.buttons.values())

    def dress(self, swatch: Callable[[str], QIcon]) -> None:
        """Put the curves' lines on the buttons."""
        for name, button in self.buttons.items():
            button.setIcon(swatch(name))
        self._measure()

    def _measure(self) -> None:
        font = theme.tabular_font(self.font())
        for name, button in self.buttons.items():
            before = button.text()
            button.setFont(font)
            button.setText(f"{self._titles[name]}  {WIDEST}")
            button.setFixedSize(button.sizeHint())
            button.setText(before or self._titles[name])
        self._flow()

    def _flow(self) -> None:
        x = y = height = 0
        for button in self.buttons.values():
            if x and x + button.width() > self.width():
                x, y = 0, y + height + GAP
            button.move(x, y)
            x += button.width() + GAP
            height = button.height()
        if self.height() != y + height:
            self.setFixedHeight(y + height)

    def sizeHint(self) -> QSize:
        return QSize(sum(button.width() + GAP for button in self.buttons.values()), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "buttons"):
            self._measure()
