"""The review queue: every mark of the clip, one key to accept or reject, on to the next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.messages import N_
from rvcdesk.settings import Settings
from rvcdesk.ui import theme
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.clean.clip_model import ROOT, Index
from rvcdesk.ui.icons import icon
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.widgets.waveform_model import clock

_ICONS = {"open": "mark", "accepted": "accept", "rejected": "reject"}


class MarkModel(QAbstractListModel):
    """The marks of a clip as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._rate = 1

    def set_marks(self, marks: tuple[Mark, ...], rate: int) -> None:
        """Show these; when only answers have changed, the view stays where it is."""
        if [(mark.start, mark.end) for mark in marks] == [(mark.start, mark.end) for mark in self._marks]:
            self._marks, self._rate = marks, rate
            if marks:
                self.dataChanged.emit(self.index(0), self.index(len(marks) - 1))
            return
        self.beginResetModel()
        self._marks, self._rate = marks, rate
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._marks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        mark = self._marks[index.row()]
        kind = text(KINDS[mark.kind].title) if mark.kind in KINDS else mark.kind
        seconds = (mark.end - mark.start) / self._rate
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{clock(mark.start / self._rate, 1)}   {kind}, {decimal(f'{seconds:.1f}')} s"
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(_ICONS.get(mark.state, "mark"))
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("text" if mark.state == "open" else "text_dim")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("{kind}, {percent} % sure: {state}").format(
                kind=kind, percent=round(100 * mark.confidence), state=self.state_text(mark)
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.data(index)}, {self.state_text(mark)}"
        return None

    def state_text(self, mark: Mark) -> str:
        """What was answered."""
        return {
            "open": self.tr("not answered"),
            "accepted": self.tr("accepted"),
            "rejected": self.tr("rejected"),
        }.get(mark.state, mark.state)


class ReviewPanel(QWidget):
    """List, counter and buttons; knows which mark is under review.

    Signals:
        gone_to: index of the mark and whether to play it.
        answered: the clip's marks have been answered (and perhaps cut).
        finished: the last open mark has been answered.
    """

    gone_to = Signal(int, bool)
    answered = Signal()
    finished = Signal()

    def __init__(self, actions: ActionTable, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._clip: Clip | None = None
        self._current: Mark | None = None
        self._searching = False
        self.model = MarkModel(self)
        self.counter = QLabel()
        self.counter.setFont(theme.tabular_font(self.counter.font()))
        self.counter.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = self._make_list()
        self.auto_play = QCheckBox(self.tr("Play each mark"))
        self.auto_play.setToolTip(self.tr("Going to a mark plays it, with a little before and after"))
        self.auto_play.setChecked(bool(settings.get("auto_play_marks")))
        self.auto_play.toggled.connect(self._remember)
        self._actions = actions
        self._hint = dim("")
        self._pages = QStackedWidget()
        self._arrange(actions)

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Marks"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setFont(theme.tabular_font(view.font()))
        view.setIconSize(QSize(15, 15))
        view.setSpacing(1)
        view.clicked.connect(lambda index: self.go_to(index.row(), play=False))
        view.activated.connect(lambda index: self.go_to(index.row(), play=True))
        return view

    def _arrange(self, actions: ActionTable) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 10, 6)
        head.addWidget(heading(self.tr("Review"), 1.1))
        head.addStretch(1)
        head.addWidget(self.counter)
        grid = QGridLayout()
        grid.setContentsMargins(10, 6, 10, 10)
        grid.setSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        short = [self.tr("Accept"), self.tr("Reject"), self.tr("Previous"), self.tr("Next")]
        short += [self.tr("Accept all"), self.tr("Reject all")]  # the menus say "mark" too
        names = (("accept_mark", "reject_mark"), ("previous_mark", "next_mark"), ("accept_all", "reject_all"))
        for row, pair in enumerate(names):
            for place, name in enumerate(pair):
                actions.action(name).setIconText(short[2 * row + place])
                grid.addWidget(_button(actions, name), row, place)
        grid.addWidget(self.auto_play, len(names), 0, 1, 2)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._hint.setContentsMargins(12, 8, 10, 2)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        column.addLayout(grid)
        self._pages.addWidget(self._make_empty(actions))
        self._pages.addWidget(work)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)

    def _make_empty(self, actions: ActionTable) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 6, 10, 10)
        column.setSpacing(10)
        column.addWidget(
            dim(self.tr("Pauses are found for you: listen to each, then keep it or cut it with one key."))
        )
        column.addWidget(_button(actions, "find_silence"))
        column.addStretch(1)
        return page

    # --- state

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Of the clip on show."""
        return self._clip.state.marks if self._clip is not None else ()

    @property
    def current(self) -> int:
        """Index of the mark under review, -1 for none."""
        if self._current is None:
            return -1
        here = (self._current.start, self._current.end, self._current.kind)
        places = ((mark.start, mark.end, mark.kind) for mark in self.marks)
        return next((index for index, place in enumerate(places) if place == here), -1)

    @property
    def open_count(self) -> int:
        """Marks that are not answered."""
        return sum(mark.state == "open" for mark in self.marks)

    def set_clip(self, clip: Clip | None) -> None:
        """Show another clip's marks."""
        self._clip, self._current = clip, None
        self.refresh()

    def refresh(self) -> None:
        """The clip has changed."""
        marks = self.marks
        self.model.set_marks(marks, self._clip.rate if self._clip is not None else 1)
        self._pages.setCurrentIndex(1 if marks else 0)
        self.setVisible(bool(marks) or not self._searching)
        counted = self.tr("{open} of {all} open").format(open=self.open_count, all=len(marks))
        self.counter.setText(counted if marks else "")
        self._show_hint()
        self._show_current()

    def _show_hint(self) -> None:
        """What the keys mean, while there is something to answer."""
        named = {}
        for name in ("next", "accept", "reject"):
            key = self._actions.action(f"{name}_mark").shortcut()
            named[name] = key.toString(QKeySequence.SequenceFormat.NativeText) or "–"
        words = self.tr("{next} goes to a mark, {accept} cuts it, {reject} keeps it.").format(**named)
        self._hint.setText(words)
        self._hint.setVisible(self.open_count > 0)

    def _show_current(self) -> None:
        index = self.model.index(self.current) if self.current >= 0 else QModelIndex()
        selection = self.list.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            selection.clear()

    # --- commands

    def go_to(self, index: int, *, play: bool) -> None:
        """Put a mark under review."""
        if 0 <= index < len(self.marks):
            self._current = self.marks[index]
            self._show_current()
            self.gone_to.emit(index, play)

    def set_searching(self, searching: bool) -> None:
        """The search panel is open above: do not offer to open it."""
        self._searching = searching
        self.setVisible(bool(self.marks) or not searching)

    def leave(self) -> None:
        """No mark is under review."""
        self._current = None
        self._show_current()

    def step(self, by: int, cursor: int) -> None:
        """Go to the next (1) or previous (-1) open mark from the current one, else from the cursor.

        With no open mark left, it goes through all of them.
        """
        marks = self.marks
        wanted = [i for i, mark in enumerate(marks) if mark.state == "open"] or list(range(len(marks)))
        if not wanted:
            return
        if self.current >= 0:
            after = [i for i in wanted if i > self.current]
            before = [i for i in wanted if i < self.current]
        else:
            after = [i for i in wanted if marks[i].start >= cursor]
            before = [i for i in wanted if marks[i].start < cursor]
        index = (after or wanted)[0] if by > 0 else (before or wanted)[-1]
        self.go_to(index, play=self.auto_play.isChecked())

    def answer(self, state: str) -> None:
        """Answer the mark under review, and go on to the next open one."""
        clip, index = self._clip, self.current
        if clip is None or index < 0:
            return
        accepted = state == "accepted"
        if clip.answer({index: state}, N_("Accept mark") if accepted else N_("Reject mark")):
            self.answered.emit()
        if self.open_count:
            self.step(1, 0)
        else:
            self.finished.emit()

    def answer_all(self, state: str) -> None:
        """Answer every open mark, as one step."""
        clip = self._clip
        answers = {index: state for index, mark in enumerate(self.marks) if mark.state == "open"}
        accepted = state == "accepted"
        if clip is not None and answers:
            clip.answer(answers, N_("Accept all marks") if accepted else N_("Reject all marks"))
            self.answered.emit()
            self.finished.emit()

    def _remember(self, auto_play: bool) -> None:
        self._settings.set("auto_play_marks", auto_play)
        self._settings.save()


def _button(actions: ActionTable, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions.action(name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
