"""The legend of a loss plot: a button a curve with its line, name and value; it shows or hides the curve."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from math import isfinite, nan

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal

GAP = 4
WIDEST = "00000"
WIDEST_RATE = "0.00e-00"
UNKNOWN = "–"
LONGEST = 28  # characters of another run's name


def figure(value: float) -> str:
    """A value of three or four digits; a dash when there is none."""
    if not isfinite(value):
        return UNKNOWN
    if 0.1 <= abs(value) < 1000:
        return decimal(f"{value:.3g}")
    if 0.001 <= abs(value) < 0.1:
        return decimal(f"{value:.3f}")
    return f"{value:.0f}" if abs(value) >= 1 else decimal(f"{value:.3g}")


class Legend(QWidget):
    """One button a curve, in as many lines as the width asks for.

    The buttons keep their size whatever the values are: new values move nothing and cost no new layout.

    Signals:
        toggled: a curve is to be shown or hidden.
        looked_at: the name of the curve whose button the mouse or the keyboard is on, "" for none.
    """

    toggled = Signal()
    looked_at = Signal(str)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        self._standings: dict[str, str] = {}
        self._with_value: dict[str, str] = {}
        self._offered: set[str] = set()
        self.buttons: dict[str, QToolButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(10)
        for name, title in titles.items():
            self.add(name, title, widest=WIDEST_RATE if name == "learning_rate" else WIDEST)

    def add(self, name: str, title: str, *, widest: str = WIDEST) -> None:
        """A button more; `widest` is its curve's longest value, "" when it shows none."""
        short = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
        self._titles[name] = short
        self._sentences[name] = ""
        button = self.buttons[name] = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(28, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(title)
        button.toggled.connect(lambda _on: self.toggled.emit())
        button.installEventFilter(self)
        button.show()
        if widest:
            self._with_value[name] = widest
        self._offered.add(name)
        self._tell(name)
        self._measure()

    def remove(self, name: str) -> None:
        """Take a button away."""
        button = self.buttons.pop(name)
        self._offered.discard(name)
        self._with_value.pop(name, None)
        self._standings.pop(name, None)
        button.removeEventFilter(self)
        button.hide()
        button.deleteLater()
        self._flow()

    def offer(self, names: Collection[str]) -> None:
        """Show the buttons of these curves alone; the others keep their state."""
        if set(names) != self._offered:
            self._offered = set(names)
            for name, button in self.buttons.items():
                button.setVisible(name in self._offered)
            self._flow()

    @property
    def shown(self) -> list[str]:
        """The curves on offer that are to be seen, in order."""
        return [n for n, button in self.buttons.items() if n in self._offered and button.isChecked()]

    def alone(self, name: str) -> None:
        """Show this curve alone, or all when it is alone already; other runs stay."""
        only = [n for n in self.shown if n in self._with_value] == [name]
        before = self.blockSignals(True)
        for other in self._offered & self._with_value.keys():
            self.buttons[other].setChecked(only or other == name)
        self.blockSignals(before)
        self.toggled.emit()

    def explain(self, name: str, sentence: str) -> None:
        """Say what a curve means, in the tooltip of its button."""
        self._sentences[name] = sentence
        self._tell(name)

    def tell_standings(self, standings: Mapping[str, str]) -> None:
        """Say how curves stand, in the tooltips of their buttons."""
        for name in standings.keys() | self._standings.keys():
            words = standings.get(name, "")
            if words != self._standings.get(name, "") and name in self.buttons:
                self._standings[name] = words
                self._tell(name)

    def _tell(self, name: str) -> None:
        button = self.buttons[name]
        said = [words for words in (self._sentences[name], self._standings.get(name, "")) if words]
        help_ = self.tr("Click: show or hide. Double click or Return: this curve alone.")
        button.setToolTip("\n".join([*said, help_]))
        button.setAccessibleDescription(" ".join(said))

    def show_values(self, values: Mapping[str, float] | None) -> None:
        """Show these losses beside the names; None: only the names."""
        for name in self._offered & self.buttons.keys():
            words = self._titles[name]
            if values is not None and name in self._with_value:
                words += f"  {figure(values.get(name, nan))}"
            if words != self.buttons[name].text():
                self.buttons[name].setText(words)

    def said(self) -> str:
        """Everything in words."""
        return ", ".join(button.text() for name, button in self.buttons.items() if name in self._offered)

    def dress(self, swatch: Callable[[str], QIcon]) -> None:
        """Put the curves' lines on the buttons."""
        for name, button in self.buttons.items():
            button.setIcon(swatch(name))
        self._measure()

    def set_icon(self, name: str, icon: QIcon) -> None:
        """Another line on one button."""
        fresh = self.buttons[name].icon().isNull()
        self.buttons[name].setIcon(icon)
        if fresh:
            self._measure()

    def _measure(self) -> None:
        font = theme.tabular_font(self.font())
        for name, button in self.buttons.items():
            before = button.text()
            button.setFont(font)
            button.setText(f"{self._titles[name]}  {self._with_value.get(name, '')}".rstrip())
            button.setFixedSize(button.sizeHint())
            button.setText(before or self._titles[name])
        self._flow()

    def _flow(self) -> None:
        x = y = height = 0
        for name, button in self.buttons.items():
            if name not in self._offered:
                continue
            if x and x + button.width() > self.width():
                x, y = 0, y + height + GAP
            button.move(x, y)
            x += button.width() + GAP
            height = button.height()
        if self.height() != y + height:
            self.setFixedHeight(y + height)

    def sizeHint(self) -> QSize:
        offered = (button for name, button in self.buttons.items() if name in self._offered)
        return QSize(sum(button.width() + GAP for button in offered), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "buttons"):
            self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        name = next((n for n, button in self.buttons.items() if button is watched), "")
        if kind in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.looked_at.emit(name)
        elif kind in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.looked_at.emit("")
        elif kind == QEvent.Type.MouseButtonDblClick and name in self._with_value:
            # the first click has hidden it (or shown it) already
            self.buttons[name].setChecked(not self.buttons[name].isChecked())
            self.alone(name)
            return True
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and name in self._with_value
        ):
            self.alone(name)
            return True
        return super().eventFilter(watched, event)
