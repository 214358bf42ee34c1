"""Hearing a clip as the voice will: its pieces in a list, played in order, each a step to its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import Message, UserError
from rvcdesk.project import Project
from rvcdesk.training.data.pieces import Unused
from rvcdesk.ui import theme
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.pieces_sound import Heard, PiecesSound, pieces_of
from rvcdesk.ui.icons import icon
from rvcdesk.ui.jobbar import clock as minutes
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.widgets.waveform_model import clock
from rvcdesk.ui.work import Worker

FIGURE_SPACE = "\u2007"  # as wide as a figure


class PiecesPanel(QFrame):
    """The list.

    Signals:
        chosen: row, and whether to play from there.
        closed: it is not wanted any more.
        shown: whether it is open.
    """

    chosen = Signal(int, bool)
    closed = Signal()
    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pieces"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(2)
        self.list.setFont(theme.tabular_font(self.list.font()))
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item), False))
        self.list.itemActivated.connect(lambda item: self.chosen.emit(self.list.row(item), True))
        self.total = QLabel()
        self.total.setWordWrap(True)
        self.left_out = dim("")
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 4)
        head.addWidget(heading(self.tr("Pieces for training"), 1.1))
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        for label in (self.total, self.left_out):
            label.setContentsMargins(12, 0, 10, 0)
            column.addWidget(label)
        self.hide()

    def show_pieces(self, pieces: list[Heard], unused: list[Unused], rate: int) -> None:
        """Fill the list."""
        self.list.clear()
        wide = len(str(len(pieces)))
        for number, piece in enumerate(pieces, 1):
            long = decimal(f"{(piece.end - piece.start) / rate:.1f}")
            place = f"{number:{wide}}".replace(" ", FIGURE_SPACE)
            item = QListWidgetItem(f"{place}   {clock(piece.start / rate, 1)}   {long} s")
            said = self.tr("Piece {number} at {time}, {seconds} s")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                said.format(number=number, time=clock(piece.start / rate, 1), seconds=long),
            )
            self.list.addItem(item)
        seconds = sum(piece.end - piece.start for piece in pieces) / rate
        counted = self.tr("{count} pieces, {time}").format(count=len(pieces), time=minutes(seconds))
        self.total.setText(counted if pieces else self.tr("Nothing that is kept can be trained on."))
        reasons: dict[str, float] = {}
        for rest in unused:
            reasons[rest.reason] = reasons.get(rest.reason, 0.0) + rest.end_s - rest.start_s
        lines = [
            self.tr("Left out, {seconds} s: {reason}").format(
                seconds=decimal(f"{length:.1f}"), reason=text(reason)
            )
            for reason, length in sorted(reasons.items(), key=lambda item: -item[1])
            if length >= 0.05
        ]
        self.left_out.setText("\n".join(lines))
        self.left_out.setVisible(bool(lines))

    def point_out(self, row: int) -> None:
        """Show which piece is heard."""
        if 0 <= row < self.list.count() and row != self.list.currentRow():
            self.list.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.shown.emit(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class Pieces(Part):
    """Joins the list with the player and the waveform."""

    def __init__(self, services: Services, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._editor, self._player = services, editor, services.player
        self._clip: Clip | None = None
        self._pieces: list[Heard] = []
        self._sound: PiecesSound | None = None
        self._at = -1
        self._goal = -1  # the piece that was asked for, until it is heard
        self._play_when_there = False
        self._worker = Worker(self)
        self.panel = PiecesPanel()
        self._worker.done.connect(self._on_cut)
        self._worker.failed.connect(self._on_failed)
        self.panel.chosen.connect(self._choose)
        self.panel.closed.connect(self.close)
        self._player.position_changed.connect(self._on_position)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "play_pieces": self.play,
            "next_piece": lambda: self.step(1),
            "previous_piece": lambda: self.step(-1),
        }

    def usable(self) -> dict[str, bool]:
        return {
            "play_pieces": self._editor.ready,
            **dict.fromkeys(("next_piece", "previous_piece"), bool(self._pieces)),
        }

    def set_project(self, project: Project | None) -> None:
        self._forget()

    def set_clip(self, clip: Clip | None) -> None:
        self._forget()
        self._clip = clip
        if clip is not None and not self.panel.isHidden():
            self._cut()

    def edited(self) -> None:
        """The pieces are others now."""
        self._forget()
        if not self.panel.isHidden():
            self._cut()

    def _forget(self) -> None:
        self._play_when_there = False
        self._worker.wait()
        if self.mine:
            self._player.stop()
        self._pieces, self._sound, self._at = [], None, -1
        self.panel.list.clear()

    @property
    def busy(self) -> bool:
        """Whether the pieces are being cut."""
        return self._worker.is_busy

    @property
    def mine(self) -> bool:
        """Whether the player has our sound, playing or paused."""
        sound = self._sound
        return sound is not None and self._player.source is sound and self._player.state != "stopped"

    # --- commands

    def play(self) -> None:
        """Open the list and play from the cursor on; when it plays, stop."""
        if self.mine:
            self._player.stop()
            return
        self.panel.show()
        if self._sound is None:
            self._play_when_there = True
            self._cut()
        else:
            self._play_from_cursor()

    def close(self) -> None:
        """The list is not wanted any more."""
        self._forget()
        self.panel.hide()
        self._editor.view.setFocus()
        self.changed.emit()

    def step(self, by: int) -> None:
        """To the next or previous piece; what plays goes on there."""
        if not self._pieces:
            return
        at = self._at if self._at >= 0 else self._near_cursor() - (by > 0)
        self._choose(min(max(0, at + by), len(self._pieces) - 1), self.mine)

    def _choose(self, row: int, play: bool) -> None:
        """Go to a piece's place in the recording, and perhaps hear it."""
        if not 0 <= row < len(self._pieces) or self._sound is None:
            return
        self._at = row
        self.panel.point_out(row)
        piece = self._pieces[row]
        if play or self.mine:
            self._start(row)
        self._editor.go_to(piece.start, piece.end)

    def _cut(self) -> None:
        clip = self._clip
        if clip is None:
            return
        self.panel.total.setText(self.tr("Cutting pieces…"))
        self.panel.left_out.hide()

        def work(report: Any) -> tuple[Clip, list[Heard], list[Unused]]:
            return (clip, *pieces_of(clip, report))

        self._worker.start(work)

    def _on_cut(self, result: tuple[Clip, list[Heard], list[Unused]]) -> None:
        clip, pieces, unused = result
        if clip is not self._clip:
            return
        self._pieces = pieces
        self._sound = PiecesSound(pieces, clip.rate)
        self.panel.show_pieces(pieces, unused, clip.rate)
        self.changed.emit()
        if self._play_when_there:
            self._play_when_there = False
            self._play_from_cursor()

    def _on_failed(self, message: Message) -> None:
        self.panel.total.setText(text(message))

    def _near_cursor(self) -> int:
        """The first piece that ends after the cursor."""
        cursor = self._editor.view.edit_cursor
        after = (row for row, piece in enumerate(self._pieces) if piece.end > cursor)
        return next(after, 0)

    def _play_from_cursor(self) -> None:
        if self._pieces:
            self._start(self._near_cursor())
        else:
            self._services.notify.info(self.tr("Nothing that is kept can be trained on."))

    def _start(self, row: int) -> None:
        sound = self._sound
        if sound is None:
            return
        self._at = self._goal = row
        try:
            self._player.play(sound, sound.start_of(row), None, False)
        except UserError as error:
            self._services.notify.error(error)

    def _on_position(self, frame: int) -> None:
        sound = self._sound
        if sound is None or not self.mine or not self._pieces:
            return
        index, place = sound.place(frame)
        if self._goal >= 0 and index != self._goal:
            return  # what is heard is still what played before
        self._at, self._goal = index, -1
        self.panel.point_out(self._at)
        self._editor.view.play_cursor = place
