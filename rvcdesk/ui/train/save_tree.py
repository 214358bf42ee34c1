"""The list of a run's saves: what each measured, which one is recommended, which one is the voice."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from rvcdesk.training.recommend import Recommendation
from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.train.digest import Save
from rvcdesk.ui.train.words import similarity

STEP_ROLE = Qt.ItemDataRole.UserRole
PLAY, STAR, VOICE, EPOCH, STEP, MEL, HELD_OUT, SIMILARITY = range(8)
WIDTHS = (26, 24, 24, 54, 56, 56, 70, 74)
STAR_SIGN = "★"


class SaveTree(QTreeWidget):
    """The newest save first. Return and a double click play; two can be chosen to be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[int, QTreeWidgetItem] = {}
        self._star = ""
        self._unknown = {HELD_OUT: True, SIMILARITY: True}
        self.setAccessibleName(self.tr("Saves of this run"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(16, 16))
        self.setFont(theme.tabular_font(self.font()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._make_header()

    def _make_header(self) -> None:
        names = ["", "", "", self.tr("Epoch"), self.tr("Step"), self.tr("Mel"), self.tr("Held-out"),
                 self.tr("Likeness")]  # fmt: skip
        self.setHeaderLabels(names)
        tips = {
            STAR: self.tr("The save that is recommended, or the best so far"),
            VOICE: self.tr("The save that is the project's voice now"),
            MEL: self.tr("The mel loss: the mean of the 20 steps up to the save; lower is better"),
            HELD_OUT: self.tr(
                "The mel loss of the pieces kept out of the training; lower is better. "
                "The recommendation comes from it"
            ),
            SIMILARITY: self.tr(
                "How like the speaker of the recordings the preview sounds to a speaker recogniser, 0 to 1. "
                "It tells little between good saves, so it never chooses; your ears do"
            ),
        }
        header: QHeaderView = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
            side = Qt.AlignmentFlag.AlignRight if column >= EPOCH else Qt.AlignmentFlag.AlignHCenter
            self.headerItem().setTextAlignment(column, side | Qt.AlignmentFlag.AlignVCenter)
            if column in tips:
                self.headerItem().setToolTip(column, tips[column])

    @property
    def steps(self) -> list[int]:
        """The saves on the list, the newest first."""
        return [step_of(self.topLevelItem(row)) for row in range(self.topLevelItemCount())]

    @property
    def chosen(self) -> list[int]:
        """The chosen saves, the earlier first."""
        return sorted(step_of(item) for item in self.selectedItems())

    def choose(self, step: int) -> None:
        """Choose one alone."""
        if step in self._items:
            self.setCurrentItem(self._items[step])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem(), 0)
        else:
            super().keyPressEvent(event)

    def show_saves(self, saves: dict[int, Save], best: Recommendation | None, voice: int | None) -> None:
        """`best` is the one that is recommended, `voice` the step that is the project's voice now."""
        for step in [step for step in self._items if step not in saves]:
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._items.pop(step)))
        self._star = self.tr("Recommended") if best is not None and best.settled else self.tr("Best so far")
        for save in saves.values():
            self._show(save, best is not None and save.step == best.step, save.step == voice)
        self._unknown = {HELD_OUT: all(save.held_out is None for save in saves.values()),
                         SIMILARITY: all(save.similarity is None for save in saves.values())}  # fmt: skip
        self._make_room()

    def _make_room(self) -> None:
        """What nobody measured takes no room; where it is narrow, what says least gives way."""
        hidden = {column for column, unknown in self._unknown.items() if unknown}
        for spare in (STEP, MEL if HELD_OUT not in hidden else SIMILARITY):
            if sum(width for column, width in enumerate(WIDTHS) if column not in hidden) > self.width():
                hidden.add(spare)
        for column in (STEP, MEL, HELD_OUT, SIMILARITY):
            self.setColumnHidden(column, column in hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def show_playing(self, saves: dict[int, Save], playing: int | None) -> None:
        """Put the right sign before every save."""
        for step, item in self._items.items():
            ready = step in saves and bool(saves[step].preview)
            item.setIcon(PLAY, icon("stop" if step == playing else "play") if ready else icon("save"))

    def _show(self, save: Save, is_best: bool, is_voice: bool) -> None:
        item = self._items.get(save.step)
        if item is None:
            item = self._items[save.step] = QTreeWidgetItem()
            item.setData(PLAY, STEP_ROLE, save.step)
            # The newest first: it is the one to listen to.
            before = sum(1 for step in self.steps if step > save.step)
            self.insertTopLevelItem(before, item)
            for column in range(self.columnCount()):
                side = Qt.AlignmentFlag.AlignRight if column >= EPOCH else Qt.AlignmentFlag.AlignHCenter
                item.setTextAlignment(column, side | Qt.AlignmentFlag.AlignVCenter)
        words = {
            STAR: STAR_SIGN if is_best else "",
            EPOCH: str(save.epoch),
            STEP: str(save.step),
            MEL: _loss(save.mel),
            HELD_OUT: _loss(save.held_out),
            SIMILARITY: similarity(save.similarity) if save.similarity is not None else "–",
        }
        for column, word in words.items():
            item.setText(column, word)
        item.setForeground(STAR, theme.color("warning"))
        item.setIcon(VOICE, icon("voices") if is_voice else QIcon())
        item.setToolTip(PLAY, self.tr("Play the preview") if save.preview else "")
        item.setToolTip(STAR, self._star if is_best else "")
        item.setToolTip(VOICE, self.tr("The project's voice is of this save") if is_voice else "")
        item.setToolTip(EPOCH, self.tr("Step {step}").format(step=save.step))
        for column in (MEL, HELD_OUT, SIMILARITY):
            item.setToolTip(column, self.headerItem().toolTip(column))
        said = [self.tr("Save of epoch {epoch}, step {step}").format(epoch=save.epoch, step=save.step)]
        said += [self._star] * is_best + [self.tr("the voice now")] * is_voice
        item.setData(PLAY, Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))


def step_of(item: QTreeWidgetItem | None) -> int:
    """The save that a line is of."""
    return int(item.data(PLAY, STEP_ROLE)) if item is not None else 0


def _loss(value: float | None) -> str:
    return decimal(f"{value:.2f}") if value is not None else "–"
