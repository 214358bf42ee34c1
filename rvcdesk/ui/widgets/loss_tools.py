"""The row under a loss plot: what is read at the crosshair, and how the curves are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from rvcdesk.ui import icons, theme
from rvcdesk.ui.widgets.loss_axis import UNITS
from rvcdesk.ui.widgets.wheel import WheelGuard

NARROW = 640  # below, the slider speaks for itself


class PlotTools(QWidget):
    """The row's widgets; whoever shows it connects them.

    Signals:
        fit: everything is to be shown.
    """

    fit = Signal()

    def __init__(self, smoothing: int, indent: int) -> None:
        """`smoothing` in percent; `indent` in px, under the plot's left edge."""
        super().__init__()
        self._indent = indent
        self._words = QLabel()
        self._words.setFont(theme.tabular_font(self._words.font()))
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.view = self._combo(
            self.tr("Curves"),
            self.tr(
                "What is plotted: the losses, or how strong each step's changes were and the rate of learning"
            ),
            {"losses": self.tr("Losses"), "rates": self.tr("Gradients and rate")},
        )
        units = (self.tr("Steps"), self.tr("Epochs"), self.tr("Hours"))
        self.unit = self._combo(
            self.tr("Lower axis"),
            self.tr("What the lower axis counts; epochs compare runs with batches of different size"),
            dict(zip(UNITS, units, strict=True)),
        )
        self._chosen = UNITS[0]  # kept while a run has no figures for it yet
        self.unit.activated.connect(self._on_unit)
        self.slider = self._smoothing(smoothing)
        self._smooth_label = QLabel(self.tr("Smoothin&g"))
        self._smooth_label.setBuddy(self.slider)
        self._smooth_label.setToolTip(self.slider.toolTip())
        self.log = QCheckBox(self.tr("Log scale"))
        self.log.setChecked(True)
        self.log.setToolTip(self.tr("Show losses of very different size together"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(indent, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._words, 1)
        for widget in (self.view, self.unit, self._smooth_label, self.slider, self.log, self._fit_button()):
            self._row.addWidget(widget)
        WheelGuard(self)
        self.offer(rates=False, epochs=False, hours=False)

    def _combo(self, name: str, tip: str, choices: dict[str, str]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tip)
        combo.setMinimumContentsLength(5)
        combo.view().setAccessibleName(name)
        for key, words in choices.items():
            combo.addItem(words, key)
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 12)
        return combo

    def _smoothing(self, percent: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 99)
        slider.setValue(percent)
        slider.setFixedWidth(80)
        slider.setAccessibleName(self.tr("Smoothing"))
        slider.setToolTip(
            self.tr("How calm the thick lines are; the thin ones are the losses of every single step")
        )
        return slider

    def _fit_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("zoom_fit"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Show everything and follow the run (0, or a double click in the plot)"))
        button.setAccessibleName(self.tr("Show all"))
        button.clicked.connect(self.fit)
        return button

    def add(self, tool: QWidget) -> None:
        """A widget more at the end."""
        self._row.addWidget(tool)

    def offer(self, *, rates: bool, epochs: bool, hours: bool) -> None:
        """Show the choices that the run has figures for."""
        self.view.setVisible(rates)
        self.unit.setVisible(epochs or hours)
        wanted = [self.unit.itemData(n) for n in range(self.unit.count())]
        needed = ["steps", *(["epochs"] if epochs else []), *(["hours"] if hours else [])]
        if wanted != needed:
            words = dict(zip(UNITS, (self.tr("Steps"), self.tr("Epochs"), self.tr("Hours")), strict=True))
            before = self.unit.blockSignals(True)
            self.unit.clear()
            for key in needed:
                self.unit.addItem(words[key], key)
            self.unit.setCurrentIndex(max(self.unit.findData(self._chosen), 0))
            self.unit.blockSignals(before)

    def _on_unit(self, _index: int) -> None:
        self._chosen = self.unit.currentData()

    @property
    def words(self) -> str:
        """What is said at the left."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say something at the left; what does not fit is in the tooltip."""
        if words != self._words.text():
            self._words.setText(words)
            self._words.setToolTip(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= NARROW
        self._smooth_label.setVisible(wide)
        self.log.setText(self.tr("Log scale") if wide else self.tr("Log"))
        policies = QComboBox.SizeAdjustPolicy
        policy = policies.AdjustToContents if wide else policies.AdjustToMinimumContentsLengthWithIcon
        for combo in (self.view, self.unit):
            if combo.sizeAdjustPolicy() != policy:
                combo.setSizeAdjustPolicy(policy)
        self._row.setContentsMargins(self._indent if wide else 6, 0, 0, 0)
