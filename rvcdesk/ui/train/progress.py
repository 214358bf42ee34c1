"""Where a run stands: step, epoch, time left, pace."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.voice.presets import PRESETS

FINE = 1000
NARROW = 460  # below, only the figures that everybody wants


class Figure(QWidget):
    """A number, large, over what it is."""

    def __init__(self, caption: str, tip: str) -> None:
        super().__init__()
        self._caption = caption
        self._value = QLabel("–")
        font = theme.tabular_font(QFont(self._value.font()))
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._value.setFont(font)
        title = dim(caption)
        title.setWordWrap(False)
        self.setToolTip(tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._value)
        column.addWidget(title)
        self.setMinimumWidth(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> str:
        """What is shown."""
        return self._value.text()

    def show_value(self, value: str) -> None:
        """Show another value, "–" when it is not known."""
        if value != self._value.text():
            self._value.setText(value or "–")
            self._value.setAccessibleName(f"{self._caption}: {value}")


class RunProgress(QWidget):
    """One line of figures and a bar. `state` says the rest; whoever shows this places it."""

    def __init__(self) -> None:
        super().__init__()
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state.setForegroundRole(self.state.foregroundRole().PlaceholderText)
        self.step = Figure(self.tr("Step"), self.tr("Steps done, of all"))
        self.epoch = Figure(self.tr("Epoch"), self.tr("An epoch goes through all recordings once"))
        self.left = Figure(self.tr("Time left"), self.tr("At the pace of the last steps, saves included"))
        self.step_time = Figure(self.tr("Step time"), self.tr("The usual time of one step"))
        self.pace = Figure(self.tr("Pieces a second"), self.tr("Pieces learnt from in a second"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        figures = QHBoxLayout()
        figures.setSpacing(18)
        for figure in (self.step, self.epoch, self.left, self.step_time, self.pace):
            figures.addWidget(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(figures)
        column.addWidget(self.bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for figure in (self.step_time, self.pace):
            figure.setVisible(event.size().width() >= NARROW)

    def show_run(self, watch: RunWatch) -> None:
        """Show where `watch` stands now."""
        digest = watch.digest
        steps = f" / {digest.steps}" if digest.steps else ""
        self.step.show_value(f"{digest.step}{steps}" if digest.step else "–")
        epochs = -(-digest.steps // digest.steps_per_epoch) if digest.steps_per_epoch else 0
        self.epoch.show_value(f"{digest.epoch}" + (f" / {epochs}" if epochs else "") if digest.epoch else "–")
        left, step_s = digest.seconds_left, digest.step_seconds
        self.left.show_value(clock(left) if left is not None and watch.running else "–")
        self.step_time.show_value(decimal(f"{step_s:.2f} s") if step_s else "–")
        self.pace.show_value(decimal(f"{self._batch(watch) / step_s:.1f}") if step_s else "–")
        self.state.setText(self._state(watch))
        self.state.setToolTip(self.state.text())
        self._show_bar(watch)

    def _show_bar(self, watch: RunWatch) -> None:
        digest = watch.digest
        if watch.running and (digest.preparing or not digest.step) and not digest.steps:
            known = digest.preparing and digest.total > 0
            self.bar.setRange(0, FINE if known else 0)
            self.bar.setValue(round(FINE * digest.done / digest.total) if known else 0)
        else:
            self.bar.setRange(0, FINE)
            self.bar.setValue(round(FINE * digest.step / digest.steps) if digest.steps else 0)

    def _state(self, watch: RunWatch) -> str:
        digest = watch.digest
        if watch.stopping and watch.running:
            return self.tr("saving and stopping after this step…")
        if watch.running and not digest.last:
            return self.tr("starting…")
        if watch.running and digest.preparing and not digest.step:
            return text(digest.stage) + "…"
        words = {
            "running": self.tr("is being trained"),
            "reading": self.tr("reading what it left…"),
            "done": self.tr("finished"),
            "failed": self.tr("failed"),
            "stopped": self.tr("stopped, can be resumed"),
            "new": self.tr("not begun"),
        }
        return " · ".join([words[watch.state], *self._facts(watch)])

    def _facts(self, watch: RunWatch) -> list[str]:
        facts = []
        if watch.options is not None and watch.options.preset in PRESETS:
            facts.append(text(PRESETS[watch.options.preset].title))
        prepared = watch.digest.prepared
        if "minutes" in prepared:
            facts.append(
                self.tr("{time} in {pieces} pieces").format(
                    time=clock(float(prepared["minutes"]) * 60), pieces=prepared.get("pieces")
                )
            )
        if "device" in prepared:
            facts.append(str(prepared["device"]))
        return facts

    def _batch(self, watch: RunWatch) -> int:
        options = watch.options
        if options is None or options.preset not in PRESETS:
            return 1
        return options.batch_size or PRESETS[options.preset].training.batch_size
