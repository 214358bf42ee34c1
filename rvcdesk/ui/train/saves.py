"""The saves of a run, each with its preview to listen to, beside the recording it imitates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.messages import UserError
from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.train.digest import Save

if TYPE_CHECKING:
    from rvcdesk.audio.sources import SwitchSource

STEP = Qt.ItemDataRole.UserRole
VOICE, SOURCE = 0, 1


class SaveTree(QTreeWidget):
    """The list itself: Return and a double click play."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem(), 0)
        else:
            super().keyPressEvent(event)


class SavesPanel(QWidget):
    """Step, epoch and mel loss of each save; plays its preview, or its source at the same place."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._player = services.player
        self._folder = Path()
        self._saves: dict[int, Save] = {}
        self._items: dict[int, QTreeWidgetItem] = {}
        self._playing: tuple[int, SwitchSource] | None = None
        self._side = VOICE
        self.tree = self._make_tree()
        self._empty = dim(self.tr("Saves appear here, each with a preview to listen to."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 6, 0)
        column.setSpacing(4)
        column.addLayout(self._make_head())
        column.addWidget(self.tree, 1)
        column.addWidget(self._empty, 1)
        self._player.state_changed.connect(self._on_state)
        self._show_playing()
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
        names = {VOICE: self.tr("Voice"), SOURCE: self.tr("Source")}
        tips = {
            VOICE: self.tr("Hear the preview: the phrase in the voice as it was at this save"),
            SOURCE: self.tr("Hear the recording that the preview imitates, at the same place"),
        }
        for side, name in names.items():
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setChecked(side == VOICE)
            button.setAccessibleName(name)
            button.setToolTip(tips[side])
            self._sides.addButton(button, side)
            head.addWidget(button)
        self._sides.idClicked.connect(self.listen_to)
        return head

    def _make_tree(self) -> SaveTree:
        tree = SaveTree()
        tree.setAccessibleName(self.tr("Saves of this run"))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setIconSize(QSize(16, 16))
        tree.setFont(theme.tabular_font(tree.font()))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setHeaderLabels(["", self.tr("Step"), self.tr("Epoch"), self.tr("Mel loss")])
        tree.headerItem().setToolTip(3, self.tr("The mean of the 20 steps up to the save; lower is better"))
        header: QHeaderView = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, width in enumerate((30, 80, 70, 100)):
            header.resizeSection(column, width)
            tree.headerItem().setTextAlignment(column, right)
        tree.itemActivated.connect(lambda item, _column: self.play(item.data(0, STEP)))
        tree.itemClicked.connect(self._on_clicked)
        tree.currentItemChanged.connect(lambda *_: self._show_playing())
        return tree

    # --- what it shows

    def show_run(self, folder: Path, saves: dict[int, Save]) -> None:
        """Show the saves of a run; what plays goes on playing."""
        if folder != self._folder:
            self._folder = folder
            self._items.clear()
            self.tree.clear()
        self._saves = saves
        for step in [step for step in self._items if step not in saves]:
            self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(self._items.pop(step)))
        for save in saves.values():
            self._show(save)
        self.tree.setVisible(bool(saves))
        self._empty.setVisible(not saves)
        self._show_playing()

    def _show(self, save: Save) -> None:
        item = self._items.get(save.step)
        if item is None:
            item = self._items[save.step] = QTreeWidgetItem()
            item.setData(0, STEP, save.step)
            # The newest first: it is the one to listen to.
            self.tree.insertTopLevelItem(0, item)
        mel = decimal(f"{save.mel:.2f}") if save.mel is not None else "–"
        for column, words in enumerate((str(save.step), str(save.epoch), mel), 1):
            item.setText(column, words)
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, self.tr("Play the preview"))
        item.setData(
            0,
            Qt.ItemDataRole.AccessibleTextRole,
            self.tr("Save at step {step}, play the preview").format(step=save.step),
        )

    @property
    def selected(self) -> int | None:
        """The step of the chosen save, else of the newest that has a preview."""
        item = self.tree.currentItem()
        if item is not None:
            return int(item.data(0, STEP))
        return max((save.step for save in self._saves.values() if save.preview), default=None)

    def can_play(self) -> bool:
        """Whether there is a preview to play."""
        step = self.selected
        return step is not None and bool(self._saves[step].preview)

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
        if step in self._items:
            self.tree.setCurrentItem(self._items[step])
        if self.playing == step:
            self._player.stop()
            return
        save = self._saves.get(step)
        if save is None or not save.preview:
            return
        try:
            source = self._source(self._folder / save.preview)
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
        """The voice (0) or its source (1) from now on, at the same place."""
        self._side = side
        button = self._sides.button(side)
        if button is not None:
            button.setChecked(True)
        if self.playing is not None:
            self._player.switch(side)

    def switch(self) -> None:
        """Hear the other one."""
        self.listen_to(SOURCE if self._side == VOICE else VOICE)

    def _source(self, preview: Path) -> SwitchSource:
        from rvcdesk.audio.files import decode
        from rvcdesk.audio.sources import ArraySource, SwitchSource

        original = preview.parent / "source.wav"
        paths = [preview, original if original.is_file() else preview]
        return SwitchSource([ArraySource(*decode(path)) for path in paths], self._side)

    def _on_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.play(item.data(0, STEP))

    def _on_state(self, state: str) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        playing = self.playing
        for step, item in self._items.items():
            ready = bool(self._saves[step].preview)
            item.setIcon(0, icon("stop" if step == playing else "play") if ready else icon("save"))
        self.play_button.setIcon(icon("stop" if playing is not None else "play"))
        name = self.tr("Stop the preview") if playing is not None else self.tr("Play the preview")
        self.play_button.setToolTip(name)
        self.play_button.setAccessibleName(name)
        self.play_button.setEnabled(playing is not None or self.can_play())
