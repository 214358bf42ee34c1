"""The saves of a run, each with its preview to listen to: beside its source, or beside another save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from rvcdesk.messages import UserError
from rvcdesk.ui.icons import icon
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.train.digest import Save
from rvcdesk.ui.train.save_tree import PLAY, SaveTree, step_of
from rvcdesk.ui.train.watch import RunWatch

if TYPE_CHECKING:
    from rvcdesk.audio.sources import SwitchSource

FIRST, SECOND = 0, 1
REST = 300  # px that the head takes beside the words of the button for the voice


class SavesPanel(QWidget):
    """Plays the chosen save's preview or its source at the same place; with two chosen, one or the other."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._player = services.player
        self._folder = Path()
        self._saves: dict[int, Save] = {}
        self._playing: tuple[int, SwitchSource] | None = None
        self._heard: list[int] = []  # the two saves that are compared, none for a save and its source
        self._side = FIRST
        self.tree = SaveTree()
        self.tree.itemActivated.connect(lambda item, _column: self.play(step_of(item)))
        self.tree.itemClicked.connect(
            lambda item, column: self.play(step_of(item)) if column == PLAY else None
        )
        self.tree.itemSelectionChanged.connect(self._on_chosen)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self._empty = dim(self.tr("Saves appear here, each with a preview to listen to."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 6, 0)
        column.setSpacing(4)
        column.addLayout(self._make_head())
        column.addWidget(self.tree, 1)
        column.addWidget(self._empty, 1)
        self._player.state_changed.connect(lambda _state: self._show_playing())
        self._on_chosen()
        self.tree.hide()

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(heading(self.tr("Saves"), 1.05))
        head.addStretch(1)
        self.play_button = QToolButton()
        self.play_button.setAutoRaise(True)
        self.play_button.clicked.connect(self.toggle)
        head.addWidget(self.play_button)
        self._sides = QButtonGroup(self)
        for side in (FIRST, SECOND):
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setChecked(side == FIRST)
            self._sides.addButton(button, side)
            head.addWidget(button)
        self._sides.idClicked.connect(self.listen_to)
        self.voice_button = QToolButton()
        self.voice_button.setDefaultAction(self._services.actions.action("make_voice"))
        self.voice_button.setAutoRaise(True)
        self.voice_button.setAccessibleName(self.voice_button.text())
        head.addWidget(self.voice_button)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        words = self.voice_button.fontMetrics().horizontalAdvance(self.voice_button.text())
        roomy = event.size().width() >= REST + words  # else it is its icon alone
        self.voice_button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly
        )

    # --- what it shows

    def show_run(self, watch: RunWatch | None) -> None:
        """Show the saves of a run; what plays goes on playing."""
        folder = watch.folder if watch is not None else Path()
        digest = watch.digest if watch is not None else None
        self._saves = digest.saves if digest is not None else {}
        if folder != self._folder:
            self._folder = folder
            self.tree.show_saves({}, None, None)
        best = digest.recommendation if digest is not None else None
        voice = watch.voice_step if watch is not None and self._saves else None
        self.tree.show_saves(self._saves, best, voice)
        self.tree.setVisible(bool(self._saves))
        self._empty.setVisible(not self._saves)
        self._on_chosen()

    @property
    def selected(self) -> int | None:
        """The step of the chosen save, else of the newest that has a preview."""
        chosen = step_of(self.tree.currentItem())
        if chosen in self._saves:
            return chosen
        return max((save.step for save in self._saves.values() if save.preview), default=None)

    @property
    def chosen(self) -> Save | None:
        """The one save that is chosen."""
        steps = self.tree.chosen
        return self._saves.get(steps[0]) if len(steps) == 1 else None

    def can_play(self) -> bool:
        """Whether there is a preview to play."""
        step = self.selected
        return step is not None and bool(self._saves[step].preview)

    def _pair(self) -> tuple[Save, Save] | None:
        """Two saves that are chosen and can both be heard."""
        steps = self.tree.chosen
        if len(steps) != 2 or not all(step in self._saves and self._saves[step].preview for step in steps):
            return None
        return self._saves[steps[0]], self._saves[steps[1]]

    # --- playing

    @property
    def playing(self) -> int | None:
        """The step whose preview is heard now."""
        if self._playing is None or not self._player.playing:
            return None
        step, source = self._playing
        return step if self._player.source is source else None

    def play(self, step: int) -> None:
        """Play the preview of a save from its start (or stop it)."""
        if step not in self.tree.chosen:
            self.tree.choose(step)
        if self.playing == step:
            self._player.stop()
            return
        save = self._saves.get(step)
        if save is None or not save.preview:
            return
        try:
            source = self._source(save)
        except UserError as error:
            self._services.notify.error(error)
            return
        self._playing = (step, source)
        self._player.play(source)
        self._show_playing()

    def toggle(self) -> None:
        """Play the chosen save, or stop."""
        step = self.playing if self.playing is not None else self.selected
        if step is not None:
            self.play(step)

    def stop(self) -> None:
        """End a preview that is heard."""
        if self.playing is not None:
            self._player.stop()

    def listen_to(self, side: int) -> None:
        """The first or the second one from now on, at the same place."""
        self._side = side
        button = self._sides.button(side)
        if button is not None:
            button.setChecked(True)
        if self.playing is not None:
            self._player.switch(side)

    def switch(self) -> None:
        """Hear the other one."""
        self.listen_to(SECOND if self._side == FIRST else FIRST)

    def _source(self, save: Save) -> SwitchSource:
        from rvcdesk.audio.files import decode
        from rvcdesk.audio.sources import ArraySource, SwitchSource

        pair = self._pair()
        self._heard = [each.step for each in pair or ()]
        if pair is not None:
            paths = [self._folder / each.preview for each in pair]
        else:
            preview = self._folder / save.preview
            original = preview.parent / "source.wav"
            paths = [preview, original if original.is_file() else preview]
        return SwitchSource([ArraySource(*decode(path)) for path in paths], self._side)

    def _on_chosen(self) -> None:
        """Say what the two sides are now."""
        pair = self._pair()
        if self.playing is not None and self._heard != [each.step for each in pair or ()]:
            self._player.stop()
        if pair is not None:
            name = self.tr("Epoch {epoch}")
            if pair[0].epoch == pair[1].epoch:
                name = self.tr("Step {step}")
            names = [name.format(epoch=save.epoch, step=save.step) for save in pair]
            tips = [self.tr("Hear this save's preview; the other one goes on at the same place")] * 2
        else:
            names = [self.tr("Voice"), self.tr("Source")]
            tips = [
                self.tr("Hear the preview: the phrase in the voice as it was at this save"),
                self.tr("Hear the recording that the preview imitates, at the same place"),
            ]
        for side in (FIRST, SECOND):
            button = self._sides.button(side)
            button.setText(names[side])
            button.setAccessibleName(names[side])
            button.setToolTip(tips[side])
        self._show_playing()

    def _show_playing(self) -> None:
        playing = self.playing
        self.tree.show_playing(self._saves, playing)
        self.play_button.setIcon(icon("stop" if playing is not None else "play"))
        name = self.tr("Stop the preview") if playing is not None else self.tr("Play the preview")
        self.play_button.setToolTip(name)
        self.play_button.setAccessibleName(name)
        self.play_button.setEnabled(playing is not None or self.can_play())

    def _show_menu(self, place: QPoint) -> None:
        item = self.tree.itemAt(place) or self.tree.currentItem()  # the menu key asks at any place
        if item is None:
            return
        menu = QMenu(self.tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        step = step_of(item)
        menu.addAction(self.tr("Play the preview"), lambda: self.play(step))
        menu.addAction(self._services.actions.action("switch_ab"))
        menu.addSeparator()
        menu.addAction(self._services.actions.action("make_voice"))
        menu.popup(self.tree.viewport().mapToGlobal(place))
