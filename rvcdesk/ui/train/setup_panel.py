"""The left side of the Train page: the form, what is checked before the start, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.train.options_form import OptionsForm
from rvcdesk.ui.train.preflight import Preflight
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.widgets.action_button import ActionButton
from rvcdesk.ui.widgets.wheel import WheelGuard

WIDTH = 330
LEFT, RIGHT = 18, 14


class SetupPanel(QWidget):
    """Scrolls the form and the list of checks; the buttons stay in sight.

    Signals:
        focus_lost: what has the focus here is about to be switched off.
    """

    focus_lost = Signal()

    def __init__(self, form: OptionsForm, survey: Survey, actions: ActionTable) -> None:
        super().__init__()
        self._form = form
        self._running = self._resumable = self._following = False
        self.preflight = Preflight(survey, actions)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(LEFT, 14, 2, 8)
        column.setSpacing(12)
        column.addWidget(heading(self.tr("Train"), 1.5))
        column.addWidget(form)
        column.addWidget(self.preflight)
        column.addStretch(1)
        self._inner = inner
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._make_room())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        self.short = dim("")
        self.short.setContentsMargins(LEFT, 6, RIGHT, 0)
        outer.addWidget(self.short)
        outer.addLayout(self._make_buttons(actions))
        WheelGuard(form)
        self._make_room()
        self.setMinimumWidth(WIDTH)
        survey.changed.connect(self._show_short)
        self.preflight.option_wanted.connect(form.set_option)
        self.preflight.models_wanted.connect(lambda: self._get_models(actions))
        self.set_running(False)
        self.set_resumable(False)

    def _make_buttons(self, actions: ActionTable) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(LEFT, 8, RIGHT, 14)
        row.setSpacing(8)
        self._buttons = {
            id: ActionButton(actions.action(id), icon_name)
            for id, icon_name in (
                ("train_start", "train"),
                ("train_resume", "play"),
                ("train_stop", "pause"),
                ("train_save", "save"),
            )
        }
        for button in self._buttons.values():
            row.addWidget(button, 1)
        return row

    def set_running(self, running: bool) -> None:
        """A form that can be filled in and Start, or a run's options and Pause."""
        focus = QApplication.focusWidget()
        if running != self._running and focus is not None and self.isAncestorOf(focus):
            # Before its place is switched off: Qt would pass the focus on to just anything.
            self.focus_lost.emit()
        self._running = running
        self._show_buttons()
        self._form.setEnabled(not running)
        self._form.check()
        self.preflight.setVisible(not running)
        self._show_short()

    def set_resumable(self, resumable: bool) -> None:
        """Whether the run that is shown can go on: then that is what is offered first."""
        self._resumable = resumable
        self._show_buttons()

    def set_following(self, following: bool) -> None:
        """Whether the run that is shown is trained elsewhere: it can be paused, and another one started."""
        self._following = following
        self._show_buttons()

    def set_reasons(self, reasons: dict[str, str]) -> None:
        """Action id -> why it cannot be used now."""
        for id, button in self._buttons.items():
            button.set_reason(reasons.get(id, ""))

    def _get_models(self, actions: ActionTable) -> None:
        """By the form's own banner, where it is about them; else in the list of all models."""
        if not self._form.missing.isHidden():
            self._form.missing.get.click()
        else:
            actions.action("models").trigger()

    def _show_short(self) -> None:
        said = self.preflight.in_short() if not self._running else ""
        self.short.setText(said)
        self.short.setVisible(bool(said))

    def _show_buttons(self) -> None:
        running, resumable = self._running, self._resumable
        shown = {
            "train_start": not running,
            "train_resume": not running and resumable,
            "train_stop": running or self._following,
            "train_save": running,
        }
        for id in sorted(shown, key=lambda id: not shown[id]):  # first show, then hide
            self._buttons[id].setVisible(shown[id])
        self._buttons["train_start"].set_main(not resumable)
        self._buttons["train_resume"].set_main(resumable)

    def _make_room(self) -> None:
        """The fields keep their width when the scroll bar comes and goes."""
        bar = self._scroll.verticalScrollBar()
        room = 0 if bar.maximum() > 0 else bar.sizeHint().width()
        self._inner.setContentsMargins(0, 0, room, 0)
