"""Which channel of a stereo recording counts, and a warning when mixing them would spoil it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from rvcdesk.audio.channels import ChannelCheck, check_channels
from rvcdesk.audio.clip import CHANNELS, Clip
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_
from rvcdesk.ui.statusline import ElidedLabel, LevelMark
from rvcdesk.ui.work import Worker

_CHECKING = N_("Comparing the channels")
# problem: the channel to use instead
_BETTER = {"left_dead": "right", "right_dead": "left", "inverted": "left"}


class ChannelChoice(QFrame):
    """The warning strip; `box` is the choice itself, for a tool bar. Both hide for mono recordings.

    Signals:
        chosen: "mix", "left" or "right", by the user.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._checks: dict[str, ChannelCheck] = {}
        self._worker = Worker(self)
        self._worker.done.connect(self._on_checked)
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Channel"))
        self.box.setToolTip(self.tr("Which channel a voice learns from"))
        for name, label in zip(CHANNELS, (self.tr("Mix"), self.tr("Left"), self.tr("Right")), strict=True):
            self.box.addItem(label, name)
        self.box.activated.connect(lambda row: self.chosen.emit(self.box.itemData(row)))
        self._mark = LevelMark()
        self._mark.level = "warning"
        self._text = ElidedLabel()
        self.button = QPushButton()
        self.button.setAccessibleName(self.tr("Use the other channel"))
        self.button.clicked.connect(lambda: self.chosen.emit(_BETTER[self._problem]))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 4)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.set_clip(None)

    @property
    def _problem(self) -> str:
        check = self._checks.get(self._clip.id) if self._clip is not None else None
        return check.problem if check is not None else ""

    def set_clip(self, clip: Clip | None) -> None:
        """Show the choice for a clip whose recording can be read; None stops a check under way."""
        self._worker.wait()
        self._clip = clip
        if clip is not None and self._stereo(clip) and clip.id not in self._checks:
            render = clip.render(kept_only=False)

            def check(report: Reporter) -> tuple[str, ChannelCheck | None]:
                def stopped() -> bool:
                    report.progress(0, 0, _CHECKING)  # raises Cancelled
                    return False

                return clip.id, check_channels(render, stopped)

            self._worker.start(check)
        self.show_choice()

    def show_choice(self) -> None:
        """The clip's channel may have changed."""
        clip = self._clip
        stereo = clip is not None and self._stereo(clip)
        self.box.setVisible(stereo)
        if clip is not None:
            self.box.setCurrentIndex(CHANNELS.index(clip.state.channel))
            self.box.setEnabled(not clip.read_only)
            self.button.setEnabled(not clip.read_only)
        problem = self._problem if clip is not None and clip.state.channel == "mix" else ""
        self.setVisible(bool(problem))
        if problem:
            sentence, button = self._words(problem)
            self._text.setText(sentence)
            self._text.setToolTip(sentence)
            self.button.setText(button)

    def _words(self, problem: str) -> tuple[str, str]:
        left, right = self.tr("Use the left one"), self.tr("Use the right one")
        return {
            "left_dead": (
                self.tr("The left channel is silent; a mix is half as loud as it should be."),
                right,
            ),
            "right_dead": (
                self.tr("The right channel is silent; a mix is half as loud as it should be."),
                left,
            ),
            "inverted": (
                self.tr("The channels cancel each other; a mix of them sounds hollow or is gone."),
                left,
            ),
        }[problem]

    def _on_checked(self, result: tuple[str, ChannelCheck | None]) -> None:
        clip_id, check = result
        if check is not None:
            self._checks[clip_id] = check
            self.show_choice()

    @staticmethod
    def _stereo(clip: Clip) -> bool:
        return next(iter(clip.sources.values())).channels == 2
