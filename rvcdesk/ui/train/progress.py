"""Where a run stands: step, epoch, time left, pace."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.start import dim
from rvcdesk.ui.statusline import ElidedLabel
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.train.words import size
from rvcdesk.voice.presets import PRESETS

FINE = 1000
WIDTH = 92  # px a figure takes; the last ones give way where there is no room
SPACE = 14


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
        self.state = ElidedLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setForegroundRole(self.state.foregroundRole().PlaceholderText)
        self.step = Figure(self.tr("Step"), self.tr("Steps done, of all"))
        self.epoch = Figure(self.tr("Epoch"), self.tr("An epoch goes through all recordings once"))
        self.left = Figure(self.tr("Time left"), self.tr("At the pace of the last steps, saves included"))
        self.step_time = Figure(self.tr("Step time"), self.tr("The usual time of one step"))
        self.pace = Figure(self.tr("Pieces a second"), self.tr("Pieces learnt from in a second"))
        self.memory = Figure(self.tr("GPU memory"), self.tr("Taken of the graphics card's memory"))
        self.heat = Figure(self.tr("GPU"), self.tr("The graphics card's temperature, and how busy it is"))
        self.rate = Figure(
            self.tr("Learning rate"), self.tr("How far a step moves; it falls with each epoch")
        )
        self.figures = (
            self.step, self.epoch, self.left, self.step_time, self.pace, self.memory, self.heat, self.rate
        )  # fmt: skip
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        figures = QHBoxLayout()
        figures.setSpacing(SPACE)
        for figure in self.figures:
            figures.addWidget(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(figures)
        column.addWidget(self.bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """As many figures as fit, the first ones first; what is not known anywhere takes no room."""
        optional = (self.memory, self.heat, self.rate)
        wanted = [figure for figure in self.figures if figure not in optional or figure.value != "–"]
        room = max(3, (self.width() + SPACE) // (WIDTH + SPACE))
        for figure in self.figures:
            figure.setVisible(figure in wanted[:room])

    def show_run(self, watch: RunWatch) -> None:
        """Show where `watch` stands now."""
        digest = watch.digest
        steps = f" / {digest.steps}" if digest.steps else ""
        self.step.show_value(f"{digest.step}{steps}" if digest.step else "–")
        epochs = f" / {digest.epochs}" if digest.epochs else ""
        self.epoch.show_value(f"{digest.epoch}{epochs}" if digest.epoch else "–")
        left, step_s = digest.seconds_left, digest.step_seconds
        goes_on = watch.running and watch.begun
        self.left.show_value(clock(left) if left is not None and goes_on else "–")
        self.step_time.show_value(_step_time(step_s) if step_s else "–")
        self.pace.show_value(decimal(f"{self._batch(watch) / step_s:.1f}") if step_s else "–")
        self._show_machine(watch)
        self._make_room()
        self.state.setText(self._state(watch))
        self.state.setToolTip(self.state.text())
        self._show_bar(watch)

    def _show_machine(self, watch: RunWatch) -> None:
        machine = watch.digest.machine
        used, total = machine.get("gpu_memory_used"), machine.get("gpu_memory_total")
        of = f" / {size(total)}" if total else ""
        self.memory.show_value(size(used) + of if used is not None else "–")
        heat, use = machine.get("temperature_c"), machine.get("gpu_use")
        parts = [f"{heat:.0f} °C"] if heat is not None else []
        parts += [f"{100 * use:.0f} %"] if use is not None else []
        self.heat.show_value(" · ".join(parts) or "–")
        rate = watch.digest.learning_rate
        self.rate.show_value(decimal(f"{rate:.2e}") if rate else "–")

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
            return self.tr("pausing: it saves after this step…")
        if watch.running and not (watch.begun and digest.last):
            return self.tr("starting…")
        if watch.running and digest.preparing:
            return text(digest.stage) + "…"
        words = {
            "running": self.tr("is being trained on {host}").format(host=watch.host)
            if watch.host
            else self.tr("is being trained"),
            "reading": self.tr("reading what it left…"),
            "done": self.tr("finished"),
            "failed": self.tr("failed"),
            "stopped": self.tr("paused, can be resumed"),
            "new": self.tr("not begun"),
        }
        return " · ".join([words[watch.state], *self._facts(watch)])

    def _facts(self, watch: RunWatch) -> list[str]:
        facts = []
        prepared = watch.digest.prepared
        if "device" in prepared:
            facts.append(short_name(str(prepared["device"])))
        if "precision" in prepared:
            facts.append(str(prepared["precision"]))
        if "batch_size" in prepared:
            facts.append(self.tr("batch {size}").format(size=prepared["batch_size"]))
        if int(prepared.get("world") or 1) > 1:
            facts.append(self.tr("%n processes", "", int(prepared["world"])))
        if watch.options is not None and watch.options.preset in PRESETS:
            facts.append(text(PRESETS[watch.options.preset].title))
        if "minutes" in prepared:
            facts.append(
                self.tr("{time} in {pieces} pieces").format(
                    time=clock(float(prepared["minutes"]) * 60), pieces=prepared.get("pieces")
                )
            )
        return facts

    def _batch(self, watch: RunWatch) -> int:
        told = watch.digest.prepared.get("batch_size")
        if told:
            return int(told)
        options = watch.options
        if options is None or options.preset not in PRESETS:
            return 1
        return options.batch_size or PRESETS[options.preset].training.batch_size


def short_name(device: str) -> str:
    """What tells one device from another: "NVIDIA GeForce RTX 3050 Laptop GPU" is an RTX 3050."""
    return (
        re.sub(r"\b(NVIDIA|GeForce|AMD|Radeon|Intel|Laptop GPU)\b\s*|\((R|TM)\)", "", device).strip()
        or device
    )


def _step_time(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 0.1 else decimal(f"{seconds:.2f} s")
