"""The review queue: every mark of the clip, one key to accept or reject, on to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.findings import DEFAULT_CONFIDENCE, KINDS
from rvcdesk.cleaning.review import BY_GAIN, BY_KIND, BY_TIME, at_stake, ordered, queue
from rvcdesk.settings import Settings
from rvcdesk.ui import theme
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.clean.review_kinds import KindsPopup
from rvcdesk.ui.clean.review_list import MarkModel, MarkView, kind_icon, kind_title
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import text

STEPS = 1000


class ReviewPanel(QWidget):
    """List, counter and buttons; knows which mark is under review. It changes nothing by itself.

    Signals:
        gone_to: index of the mark and whether to play it.
        order_changed: the order of the list, one of `cleaning.review.ORDERS`.
        cancel_wanted: of the search.
    """

    gone_to = Signal(int, bool)
    order_changed = Signal(str)
    cancel_wanted = Signal()

    def __init__(self, actions: ActionTable, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._settings = actions, settings
        self._clip: Clip | None = None
        self._current: Mark | None = None
        self._searching = False
        self._covered: set[str] = set()
        self._limits: Mapping[str, float] = {}
        self._shown_kinds: list[str] = []
        self.model = MarkModel(self)
        self.kinds = KindsPopup(list(KINDS), self)
        self._build()
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()

    def _build(self) -> None:
        self.counter = QLabel()
        self.counter.setFont(theme.tabular_font(self.counter.font()))
        self.counter.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = MarkView(self.model)
        self.list.setAccessibleName(self.tr("Marks"))
        self.choose_kinds = QToolButton()
        self.choose_kinds.setArrowType(Qt.ArrowType.DownArrow)
        self.choose_kinds.setToolTip(self.tr("Choose what to look for"))
        self.choose_kinds.setAccessibleName(self.tr("Choose what to look for"))
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Kinds that are listed"))
        self.filter.setToolTip(self.tr("List marks of all kinds, or of one"))
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("Order of the list"))
        self.order.setToolTip(self.tr("In which order to go through the marks"))
        for name, shown in (
            (BY_KIND, self.tr("By kind")),
            (BY_TIME, self.tr("By time")),
            (BY_GAIN, self.tr("Most to gain")),
        ):
            self.order.addItem(shown, name)
        for box in (self.filter, self.order):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        self.auto_play = QCheckBox(self.tr("Play each mark"))
        self.auto_play.setToolTip(self.tr("Going to a mark plays it, with a little before and after"))
        self.auto_play.setChecked(bool(self._settings.get("auto_play_marks")))
        self._hint = dim("")
        self.summary = QLabel()
        self.summary.setFont(theme.tabular_font(self.summary.font()))
        self.summary.setWordWrap(True)
        self.limit = dim("")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.bar.setAccessibleName(self.tr("Search for everything"))
        self.stage = QLabel()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop the search; nothing is marked"))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 10, 4)
        head.addWidget(heading(self.tr("Review"), 1.1))
        head.addStretch(1)
        head.addWidget(self.counter)
        find = QHBoxLayout()
        find.setContentsMargins(10, 0, 10, 6)
        find.setSpacing(2)
        find.addWidget(self._button("find_all", self.tr("Find all")))
        find.addWidget(self.choose_kinds)
        find.addSpacing(4)
        find.addWidget(self._button("clean_automatically", self.tr("Clean up")))
        self._search = QWidget()
        search = QHBoxLayout(self._search)
        search.setContentsMargins(12, 0, 10, 6)
        said = QVBoxLayout()
        said.addWidget(self.stage)
        said.addWidget(self.bar)
        search.addLayout(said, 1)
        search.addWidget(self.cancel)
        self._search.hide()
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_work())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(find)
        whole.addWidget(self._search)
        whole.addWidget(self._pages, 1)

    def _make_work(self) -> QWidget:
        choice = QHBoxLayout()
        choice.setContentsMargins(10, 0, 10, 4)
        choice.addWidget(self.filter, 3)
        choice.addWidget(self.order, 2)
        grid = QGridLayout()
        grid.setContentsMargins(10, 4, 10, 8)
        grid.setSpacing(4)
        for across in range(4):
            grid.setColumnStretch(across, 1)
        grid.addWidget(self._button("accept_mark", self.tr("Accept")), 0, 0, 1, 2)
        grid.addWidget(self._button("reject_mark", self.tr("Reject")), 0, 2, 1, 2)
        for place, name in enumerate(("previous_mark", "play_mark", "trim_mark", "next_mark")):
            grid.addWidget(self._button(name, "", icon_only=True), 1, place)
        grid.addWidget(self._button("accept_kind", self.tr("All of this kind, as sure")), 2, 0, 1, 4)
        grid.addWidget(self._button("accept_all", self.tr("Accept all")), 3, 0, 1, 2)
        grid.addWidget(self._button("reject_all", self.tr("Reject all")), 3, 2, 1, 2)
        grid.addWidget(self.auto_play, 4, 0, 1, 4)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._hint, self.summary, self.limit):
            label.setContentsMargins(12, 4, 10, 0)
        column.addLayout(choice)
        column.addWidget(self.list, 1)
        column.addWidget(self.summary)
        column.addWidget(self.limit)
        column.addWidget(self._hint)
        column.addLayout(grid)
        return work

    def _make_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 2, 10, 10)
        column.setSpacing(10)
        column.addWidget(
            dim(
                self.tr(
                    "Pauses, clicks, music, other voices and more are found for you: listen to each, "
                    "then keep it or cut it with one key."
                )
            )
        )
        column.addStretch(1)
        return page

    def _button(self, name: str, short: str, *, icon_only: bool = False) -> QToolButton:
        action = self._actions.action(name)
        if short:
            action.setIconText(short)  # the menus say more
        button = QToolButton()
        button.setDefaultAction(action)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if icon_only
            else (Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        )
        button.setToolButtonStyle(style)
        button.setAccessibleName(action.text().replace("&", ""))
        button.setMinimumWidth(20)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if not icon_only:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _connect(self) -> None:
        self.list.clicked.connect(lambda index: self._choose(index.row(), play=False))
        self.list.activated.connect(lambda index: self._choose(index.row(), play=True))
        self.list.stepped.connect(lambda row: self._choose(row, play=self.auto_play.isChecked()))
        self.auto_play.toggled.connect(self._remember)
        self.filter.activated.connect(lambda _row: self.refresh())
        self.order.activated.connect(lambda _row: self._on_order())
        self.choose_kinds.clicked.connect(self._open_kinds)
        self.cancel.clicked.connect(self.cancel_wanted)

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

    @property
    def wanted_order(self) -> str:
        """The order of the list."""
        return str(self.order.currentData())

    def set_order(self, order: str) -> None:
        """Show this order; an unknown one is passed over."""
        self.order.setCurrentIndex(max(0, self.order.findData(order)))
        self.refresh()

    def set_limits(self, limits: Mapping[str, float]) -> None:
        """From which confidence on each kind is accepted."""
        self._limits = limits
        self._show_limit()

    def set_clip(self, clip: Clip | None) -> None:
        """Show another clip's marks."""
        self._clip, self._current = clip, None
        self.refresh()

    def refresh(self) -> None:
        """The clip has changed."""
        marks = self.marks
        self._list_kinds(marks)
        kind = str(self.filter.currentData() or "")
        listed = [index for index, mark in enumerate(marks) if not kind or mark.kind == kind]
        rate = self._clip.rate if self._clip is not None else 1
        self.model.set_marks(marks, ordered(marks, listed, self.wanted_order), rate)
        self._show_page(1 if marks else 0)
        self._show_or_hide()
        counted = self.tr("{open} of {all} open").format(open=self.open_count, all=len(marks))
        self.counter.setText(counted if marks else "")
        self._show_hint()
        self._show_summary()
        self._show_current()

    def _show_page(self, index: int) -> None:
        """Only the page that is seen takes room."""
        for number in range(self._pages.count()):
            seen = number == index
            policy = QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
            page = self._pages.widget(number)
            if page is not None:
                page.setSizePolicy(policy, policy)
        self._pages.setCurrentIndex(index)

    def _list_kinds(self, marks: tuple[Mark, ...]) -> None:
        """The filter offers the kinds there are, with how many of each are open."""
        counts = Counter(mark.kind for mark in marks)
        opened = Counter(mark.kind for mark in marks if mark.state == "open")
        kinds = [kind for kind in KINDS if counts[kind]]
        chosen = self.filter.currentData()
        if kinds != self._shown_kinds or not self.filter.count():
            self._shown_kinds = kinds
            self.filter.clear()
            for kind in ("", *kinds):
                self.filter.addItem(kind_icon(kind) if kind else QIcon(), "", kind)
            self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        for row, kind in enumerate(("", *kinds)):
            name = kind_title(kind) if kind else self.tr("All kinds")
            total = opened[kind] if kind else sum(opened.values())
            self.filter.setItemText(row, f"{name} ({total})" if total else name)

    def _show_hint(self) -> None:
        """What the keys mean, while there is something to answer."""
        named = {}
        for name in ("next", "accept", "reject"):
            key = self._actions.action(f"{name}_mark").shortcut()
            named[name] = key.toString(QKeySequence.SequenceFormat.NativeText) or "–"
        words = self.tr("{next} goes to a mark, {accept} cuts it, {reject} keeps it.").format(**named)
        self._hint.setText(words)
        self._hint.setVisible(self.open_count > 0 and self.current < 0)

    def _show_summary(self) -> None:
        clip = self._clip
        if clip is None:
            self.summary.clear()
            return
        stake = at_stake(clip.state) / clip.rate
        words = self.tr("{clean} kept").format(clean=clock(clip.kept))
        if stake:
            words = self.tr("{clean} kept, {stake} in question").format(
                clean=clock(clip.kept), stake=clock(stake) if stake >= 10 else f"{stake:.1f} s"
            )
        self.summary.setText(words)

    def _show_limit(self) -> None:
        """From when on marks like the current one are accepted without asking, where that was learned."""
        kind = self._current.kind if self._current is not None else str(self.filter.currentData() or "")
        limit = self._limits.get(kind, DEFAULT_CONFIDENCE)
        words = self.tr("{kind}: accepted from {percent} %").format(
            kind=kind_title(kind), percent=round(100 * limit)
        )
        self.limit.setText(words if kind else "")
        self.limit.setVisible(bool(kind))

    def _show_current(self) -> None:
        current = self.current
        index = self.model.row_of(current)
        selection = self.list.selectionModel()
        if current >= 0 and index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            selection.clear()
        self._hint.setVisible(self.open_count > 0 and current < 0)
        self._show_limit()

    # --- commands

    def _choose(self, row: int, *, play: bool) -> None:
        if 0 <= row < len(self.model.indices):
            self.go_to(self.model.indices[row], play=play)

    def go_to(self, index: int, *, play: bool) -> None:
        """Put a mark under review."""
        if 0 <= index < len(self.marks):
            self._current = self.marks[index]
            if index not in self.model.indices:  # of another kind than is listed
                self.filter.setCurrentIndex(0)
                self.refresh()
            self._show_current()
            self.gone_to.emit(index, play)

    def set_searching(self, searching: bool) -> None:
        """The search panel is open above: do not offer to open it."""
        self._searching = searching
        self._show_or_hide()

    def set_covered(self, by: str, covered: bool) -> None:
        """Another panel needs the room."""
        (self._covered.add if covered else self._covered.discard)(by)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(not self._covered and (bool(self.marks) or not self._searching))

    def show_search(self, running: bool) -> None:
        """The search for everything has begun, or is over."""
        self._search.setVisible(running)
        self.bar.setValue(0)
        self.stage.setText(self.tr("Listening…"))

    def show_progress(self, done: float, total: float, stage: str) -> None:
        """How far the search is, and what it looks for."""
        self.bar.setValue(round(STEPS * done / total) if total > 0 else 0)
        self.stage.setText(self.tr("{kind}…").format(kind=text(stage)))

    def leave(self) -> None:
        """No mark is under review."""
        self._current = None
        self._show_current()

    def step(self, by: int, cursor: int) -> None:
        """Go to the next (1) or previous (-1) open mark of the list; with none open, through all of them.

        Without a mark under review it begins at the cursor (by time) or at the end of the list.
        """
        marks, rows = self.marks, self.model.indices
        asked = set(queue(marks, self.wanted_order))
        wanted = [index for index in rows if index in asked] or rows
        if not wanted:
            return
        if self.current in rows:
            place = {index: row for row, index in enumerate(rows)}
            after = [i for i in wanted if place[i] > place[self.current]]
            before = [i for i in wanted if place[i] < place[self.current]]
        elif self.wanted_order == BY_TIME:
            after = [i for i in wanted if marks[i].start >= cursor]
            before = [i for i in wanted if marks[i].start < cursor]
        else:
            after, before = wanted, wanted
        index = (after or wanted)[0] if by > 0 else (before or wanted)[-1]
        self.go_to(index, play=self.auto_play.isChecked())

    def _on_order(self) -> None:
        self.refresh()
        self.order_changed.emit(self.wanted_order)

    def _open_kinds(self) -> None:
        corner = QPoint(self.choose_kinds.width(), self.choose_kinds.height())
        counts = Counter(mark.kind for mark in self.marks)
        self.kinds.open_at(self.choose_kinds.mapToGlobal(corner), self.kinds.skipped, counts)

    def _remember(self, auto_play: bool) -> None:
        self._settings.set("auto_play_marks", auto_play)
        self._settings.save()
