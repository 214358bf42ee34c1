"""The left side of the Train page: the form, what is known before the start, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.start import heading
from rvcdesk.ui.train.options_form import OptionsForm
from rvcdesk.ui.train.summary import Summary
from rvcdesk.ui.train.survey import Survey

WIDTH = 330


class SetupPanel(QWidget):
    """Scrolls the form and the summary; the buttons stay in sight."""

    def __init__(self, form: OptionsForm, survey: Survey, actions: ActionTable) -> None:
        super().__init__()
        self._form = form
        self.summary = Summary(survey)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 14, 14, 8)
        column.setSpacing(12)
        column.addWidget(heading(self.tr("Train"), 1.5))
        column.addWidget(form)
        column.addWidget(self.summary)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._make_buttons(actions))
        self.setMinimumWidth(WIDTH)
        form.changed.connect(lambda: self.summary.set_options(form.options()))
        self.summary.set_options(form.options())
        self.set_running(False)

    def _make_buttons(self, actions: ActionTable) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(18, 8, 14, 14)
        row.setSpacing(8)
        self._buttons: dict[str, QToolButton] = {}
        for id in ("train_start", "train_resume", "train_stop", "train_save"):
            button = QToolButton()
            button.setDefaultAction(actions.action(id))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(18, 18))
            button.setMinimumHeight(36)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._buttons[id] = button
            row.addWidget(button)
        return row

    def set_running(self, running: bool) -> None:
        """A form that can be filled in and Start, or a run's options and Stop."""
        self._form.setEnabled(not running)
        self._form.check()
        self.summary.setVisible(not running)
        for id, button in self._buttons.items():
            button.setVisible((id in ("train_stop", "train_save")) == running)
