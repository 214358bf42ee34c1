"""The panel of an effect: its settings, Preview, Compare, Apply."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui.clean.effects_forms import FORMS, EffectForm
from rvcdesk.ui.icons import icon
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import text

SETTLE_MS = 250  # after the last change of a setting, before what plays follows


class EffectPanel(QFrame):
    """Shows one effect's form at a time.

    Signals:
        preview_toggled: whether to play what the settings do.
        compare_toggled: whether to hear it without, meanwhile.
        apply_wanted: do it to the selection; True: to all recordings.
        profile_wanted: what is selected is the noise.
        shown: whether the panel is open.
        settled: the settings have been changed, and that is over.
        closed: by the user.
    """

    preview_toggled = Signal(bool)
    compare_toggled = Signal(bool)
    apply_wanted = Signal(bool)
    profile_wanted = Signal()
    shown = Signal(bool)
    settled = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: EffectForm | None = None
        self._forms: dict[str, EffectForm] = {}
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self.settled)
        self._title = heading("", 1.1)
        self._title.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.about = dim("")
        self.warning = dim("")
        self.said = dim("")
        self.preview = self._button(self.tr("Previe&w"), self.tr("Play the selection as it would be"), "play")
        self.compare = self._button(
            self.tr("Witho&ut"), self.tr("Hear it without the effect, at the same place (Shift+T)"), "switch"
        )
        self.profile = self._button(
            self.tr("The selection is noise"), self.tr("Select a pause with nothing but noise, then press")
        )
        self.apply = self._button(
            self.tr("&Apply"),
            self.tr("To the selection, or to the whole recording when nothing is selected; one step of undo"),
        )
        self.apply.setDefault(True)
        self.all = self._button(
            self.tr("All recordings"), self.tr("The same for every recording of the project; one undo each")
        )
        self.preview.setCheckable(True)
        self.compare.setCheckable(True)
        self._arrange()
        self._connect()
        self.hide()

    @staticmethod
    def _button(title: str, tip: str, icon_name: str = "") -> QPushButton:
        button = QPushButton(title)
        button.setToolTip(tip)
        button.setAccessibleName(title.replace("&", ""))
        button.setAutoDefault(False)
        if icon_name:
            button.setIcon(icon(icon_name))
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QGridLayout()
        buttons.setSpacing(6)
        for place, button in enumerate((self.preview, self.compare, self.apply, self.all)):
            buttons.addWidget(button, place // 2, place % 2)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._place)
        for sentence in (self.about, self.warning):
            sentence.setMinimumWidth(10)
            column.addWidget(sentence)
        column.insertWidget(column.indexOf(self.warning), self.profile)
        column.addLayout(buttons)
        column.addWidget(self.said)

    def _connect(self) -> None:
        self.preview.clicked.connect(self.preview_toggled)
        self.compare.clicked.connect(self.compare_toggled)
        self.profile.clicked.connect(self.profile_wanted)
        self.apply.clicked.connect(lambda: self.apply_wanted.emit(False))
        self.all.clicked.connect(lambda: self.apply_wanted.emit(True))
        self.close_button.clicked.connect(self.close_panel)

    # --- which effect

    def open(self, form_id: str) -> None:
        """Show the form of an effect, with its first box in focus."""
        if self.form is not None:
            self.form.hide()
        if form_id not in self._forms:
            made = EffectForm(FORMS[form_id])
            made.changed.connect(self._later.start)
            self._forms[form_id] = made
            self._place.addWidget(made)
        self.form = self._forms[form_id]
        self._title.setText(text(self.form.form.title))
        self.setAccessibleName(self._title.text())
        self.warning.setText(text(self.form.form.warning))
        self.warning.setVisible(bool(self.form.form.warning))
        self.all.setVisible(not self.form.form.needs_box)
        self.profile.setVisible(form_id == "noise_reduction")
        self.say("")
        self.form.show()
        self.show()
        self.shown.emit(True)
        next(iter(self.form.boxes.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, sentence: str) -> None:
        """What became of it, under the buttons."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def describe(self, sentence: str) -> None:
        """What the settings work with, under them."""
        self.about.setText(sentence)
        self.about.setVisible(bool(sentence))

    def show_playing(self, playing: bool, without: bool) -> None:
        """Whether the preview is heard, and whether without the effect."""
        self.preview.setChecked(playing)
        self.preview.setText(self.tr("Stop") if playing else self.tr("Previe&w"))
        self.preview.setIcon(icon("stop" if playing else "play"))
        self.compare.setChecked(playing and without)
        self.compare.setText(self.tr("Wit&h effect") if playing and without else self.tr("Witho&ut"))
        self.compare.setEnabled(playing)

    def close_panel(self) -> None:
        """Away with it."""
        self._later.stop()
        self.hide()
        self.shown.emit(False)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.apply.isEnabled():
                self.apply_wanted.emit(False)
        else:
            super().keyPressEvent(event)
