"""The left side of the page: voice, settings, and the button that starts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.settings import Settings
from rvcdesk.ui.convert.conversion import Conversion
from rvcdesk.ui.convert.options_form import OptionsForm
from rvcdesk.ui.convert.voice_picker import VoicePicker
from rvcdesk.ui.models.missing import MissingModels
from rvcdesk.ui.models.service import Models
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.widgets.action_button import dress
from rvcdesk.ui.widgets.wheel import WheelGuard

WIDTH = 356
STEPS = 1000


class SidePanel(QWidget):
    """Voice picker and form in a scroll area; under it Convert, or progress and Cancel."""

    cancel_wanted = Signal()

    def __init__(self, settings: Settings, convert: QAction, models: Models) -> None:
        super().__init__()
        self._action = convert
        self.picker = VoicePicker()
        self.missing = MissingModels(models)
        self.form = OptionsForm(settings)
        models.changed.connect(self.form.show_methods)
        self.button = QPushButton()
        self.button.setIconSize(QSize(20, 20))
        self.button.setMinimumHeight(40)
        self.button.setAutoDefault(False)
        font = QFont(self.button.font())
        font.setBold(True)
        self.button.setFont(font)
        self.button.clicked.connect(self._on_clicked)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress of the conversion"))
        self.hint = dim("")
        self._converting = False
        self._arrange()
        WheelGuard(self.form)
        WheelGuard(self.picker)
        convert.changed.connect(self._show_button)
        self.show_work(None)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(8)
        label = heading(self.tr("Voice"), 1.0)
        label.setBuddy(self.picker.box)
        column.addWidget(label)
        column.addWidget(self.picker)
        column.addWidget(self.missing)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("Settings"), 1.0))
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 8, 12)
        whole.setSpacing(6)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.bar)
        whole.addWidget(self.button)
        whole.addWidget(self.hint)
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(inside.minimumSizeHint().width() + bar)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def say(self, hint: str) -> None:
        """Why Convert cannot be pressed yet, or ""."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def show_work(self, work: Conversion | None) -> None:
        """Progress and Cancel while something runs."""
        self._converting = work is not None and work.running
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.bar.setVisible(self._converting)
        if work is not None and self._converting:
            self.bar.setRange(0, STEPS if work.share is not None else 0)
            if work.share is not None:
                self.bar.setValue(round(STEPS * min(1.0, work.share)))
        self._show_button()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._show_button()
        super().changeEvent(event)

    def _show_button(self) -> None:
        if self._converting:
            self.button.setText(self.tr("Cancel the conversion"))
            self.button.setEnabled(True)
            self.button.setToolTip(self.tr("Stop at once; nothing of it is kept"))
        else:
            self.button.setText(self.tr("Convert"))
            self.button.setEnabled(self._action.isEnabled())
            self.button.setToolTip(self._action.toolTip())
        main = self.button.isEnabled() and not self._converting
        dress(self.button, "close" if self._converting else "convert", main)

    def _on_clicked(self) -> None:
        if self._converting:
            self.cancel_wanted.emit()
        else:
            self._action.trigger()


def quiet(text: str) -> QLabel:
    """A label of one line that gives way."""
    label = QLabel(text)
    label.setForegroundRole(label.foregroundRole().PlaceholderText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
