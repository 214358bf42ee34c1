"""The waveform editor of one clip: tools, overview, ruler, waveform."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import ClipState, Label, Mark
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.messages import Message
from rvcdesk.ui import icons
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.clean.channel_choice import ChannelChoice
from rvcdesk.ui.clean.editor_menus import ON_BOX, ON_LABEL, ON_MARK, ON_WAVEFORM, pop_up
from rvcdesk.ui.clean.editor_tools import make_tools
from rvcdesk.ui.clean.facts import Facts
from rvcdesk.ui.clean.sound import heard, replaced
from rvcdesk.ui.clean.waves import ClipWaves
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.widgets.label_lane import LabelLane
from rvcdesk.ui.widgets.overview import OverviewBar
from rvcdesk.ui.widgets.ruler import Ruler
from rvcdesk.ui.widgets.segment_source import OneChannel
from rvcdesk.ui.widgets.side_ruler import SideRuler
from rvcdesk.ui.widgets.spans import Spans
from rvcdesk.ui.widgets.waveform import Selection, WaveformView
from rvcdesk.ui.widgets.waveform_model import ViewMark

LEAST_SEEN = 12  # px: a stretch that is drawn narrower is looked at from close by
CLOSE_S = 8.0


@dataclass(frozen=True)
class _Place:
    """Where the user was in a clip."""

    start: float
    end: float
    cursor: int
    selection: Selection | None


def view_mark(mark: Mark, key: int | None) -> ViewMark:
    """A mark as the waveform draws it; `key` is its index in the clip, None for a mere suggestion."""
    label = text(KINDS[mark.kind].title) if mark.kind in KINDS else mark.kind
    detail = text(mark.detail) if mark.detail else ""
    return ViewMark(
        mark.start, mark.end, mark.kind, mark.state, label, mark.action, key, mark.confidence, detail
    )


class Editor(QWidget):
    """Shows one clip and edits it.

    Signals:
        edited: the clip has changed, by whatever verb.
        usable_changed: what can be done now has changed.
        opened: the clip can be seen and played.
        failed: clip and `Message`: it cannot.
    """

    edited = Signal()
    usable_changed = Signal()
    opened = Signal()
    failed = Signal(object, object)

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clip: Clip | None = None
        self._cache = Path()
        self._open = False
        self._places: dict[str, _Place] = {}
        self._selected: dict[tuple[str, int], tuple[ClipState, Spans]] = {}  # before each edit of it
        self._drawn: list[tuple[object, int, int]] = []
        self._suggested: tuple[Mark, ...] = ()
        self._current_mark = -1
        self._usable: tuple[bool, ...] = ()
        self.quietly: Callable[[], AbstractContextManager[None]] = nullcontext  # edits do not seek
        self._actions = actions
        self.waves = ClipWaves(self)
        self.view = WaveformView()
        self.ruler = Ruler(self.view)
        self.side = SideRuler(self.view)
        self.corner = QToolButton()
        self.corner.setIcon(icons.icon("settings"))
        self.corner.setAutoRaise(True)
        self.corner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.corner.setAccessibleName(self.tr("Spectrogram settings"))
        self.corner.setToolTip(self.tr("Spectrogram settings"))
        self.overview = OverviewBar(self.view)
        self.labels = LabelLane(self.view)
        self.channels = ChannelChoice()
        self.facts = Facts()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.setMinimumWidth(280)
        top = QHBoxLayout()
        top.setContentsMargins(4, 3, 8, 3)
        top.setSpacing(10)
        top.addWidget(make_tools(self._actions))
        top.addWidget(self.facts, 1)
        top.addWidget(self.channels.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.channels)
        column.addWidget(self.overview)
        grid = QGridLayout()
        grid.setSpacing(0)
        grid.addWidget(self.corner, 0, 0)
        grid.addWidget(self.ruler, 0, 1)
        grid.addWidget(self.side, 1, 0)
        grid.addWidget(self.view, 1, 1)
        grid.addWidget(self.labels, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        column.addLayout(grid, 1)

    def _connect(self) -> None:
        self.waves.opened.connect(self._on_opened)
        self.waves.changed.connect(self._on_more)
        self.waves.progressed.connect(self.view.refresh)
        self.waves.failed.connect(self._on_failed)
        self.view.selection_changed.connect(lambda _selection: self._check_usable())
        self.view.cursor_moved.connect(lambda _frame: self._check_usable())
        self.view.context_menu_requested.connect(self._menu)
        self.labels.menu_requested.connect(lambda place: pop_up(self, self._actions, ON_LABEL, place))
        self.channels.chosen.connect(self._choose_channel)

    # --- which clip

    @property
    def ready(self) -> bool:
        """Whether the clip is on show."""
        return self.clip is not None and self._open

    @property
    def can_edit(self) -> bool:
        """Whether it may also be changed."""
        return self.ready and self.clip is not None and not self.clip.read_only

    def set_clip(self, clip: Clip | None, cache: Path) -> None:
        """Show another clip; its file is opened in a worker thread."""
        self._remember_place()
        self.channels.set_clip(None)
        self.clip, self._cache, self._open = clip, cache, False
        self._suggested, self._current_mark = (), -1
        self.view.set_audio(None)
        self.view.set_empty_text(self.tr("Opening…") if clip is not None else "")
        self.facts.set_recording("")
        self.waves.set_clip(clip, cache)
        self._check_usable()

    def _remember_place(self) -> None:
        if self.clip is not None and self._open:
            port = self.view.port
            place = _Place(port.start, port.end, self.view.edit_cursor, self.view.selection)
            self._places[self.clip.id] = place

    def _on_opened(self) -> None:
        clip = self.clip
        if clip is None:
            return
        self._open = True
        self._drawn = heard(clip.state.segments)
        self._show_audio()
        place = self._places.get(clip.id)
        if place is not None:
            self.view.set_view(place.start, place.end)
            self.view.selection = place.selection
            self.view.edit_cursor = place.cursor
        self.facts.set_recording(self._described(clip))
        self.channels.set_clip(clip)
        self.show_edits()
        self.opened.emit()
        self._check_usable()

    def _on_more(self) -> None:
        """A recording, or what an effect has made of it, can be drawn only now."""
        self._show_audio(keep_view=True)

    def _on_failed(self, message: Message) -> None:
        self.view.set_empty_text(text(message))
        if self.clip is not None:
            self.failed.emit(self.clip, message)

    def _show_audio(self, *, keep_view: bool = False) -> None:
        clip, source = self.clip, self.waves.source()
        if clip is None or source is None or not self._open:
            return
        channel = clip.state.channel
        alone = channel != "mix" and source.channels == 2
        shown = OneChannel(source, int(channel == "right")) if alone else source
        self.view.set_audio(shown, keep_view=keep_view)
        self.view.set_missing(source.missing())

    def _described(self, clip: Clip) -> str:
        source = next(iter(clip.sources.values()))
        names = {1: self.tr("mono"), 2: self.tr("stereo")}
        channels = names.get(source.channels, self.tr("{count} channels").format(count=source.channels))
        rate = decimal(f"{source.rate / 1000:g}")
        return self.tr("{rate} kHz, {channels}").format(rate=rate, channels=channels)

    # --- what the clip looks like now

    def show_edits(self) -> None:
        """Draw cuts, silence and marks as the clip has them."""
        if self.clip is None or not self.ready:
            return
        segments = self.clip.state.segments
        marks = [view_mark(mark, index) for index, mark in enumerate(self.clip.state.marks)]
        marks += [view_mark(mark, None) for mark in self._suggested]
        marks.sort(key=lambda mark: mark.start)
        current = next((i for i, mark in enumerate(marks) if mark.key == self._current_mark), -1)
        self._show_timeline(segments)
        self.view.set_spans(
            edits.cut_spans(segments), edits.silent_spans(segments), edits.split_points(segments)
        )
        self.view.set_marks(marks, current if self._current_mark >= 0 else -1)
        self._show_labels(self.clip.state.labels)
        self._check_usable()

    def _show_labels(self, labels: tuple[Label, ...]) -> None:
        """The chosen one stays chosen, wherever it is by now."""
        view = self.view
        chosen = view.labels[view.current_label] if 0 <= view.current_label < len(view.labels) else None
        same = (i for i, label in enumerate(labels) if chosen is not None and label == chosen)
        view.set_labels(labels, next(same, -1))

    def _show_timeline(self, segments: edits.Segments) -> None:
        """Draw the audio anew when other sound is on the timeline, or at another place."""
        sounding = heard(segments)
        if sounding != self._drawn:
            self._drawn = sounding
            self.waves.refresh()
            self._show_audio(keep_view=True)

    def suggest(self, marks: Sequence[Mark]) -> None:
        """Show what a search would mark, without marking it."""
        self._suggested = tuple(marks)
        self.show_edits()

    def point_out(self, index: int) -> None:
        """Show which of the clip's marks is under review; -1 for none."""
        self._current_mark = index
        self.show_edits()

    def go_to(self, start: int, end: int, margin_s: float = 0.5) -> None:
        """Select a stretch and bring it into view: all of it, and not as a mere line."""
        view = self.view
        view.selection = (start, end)
        view.edit_cursor = start
        margin = margin_s * view.rate
        middle = (start + end) / 2
        if (end - start) / view.port.scale < LEAST_SEEN:
            half = max(CLOSE_S * view.rate, 4 * (end - start)) / 2
            view.set_view(middle - half, middle + half)
            return
        if view.port.start <= start - margin and end + margin <= view.port.end:
            return
        length = max(view.port.end - view.port.start, (end - start + 2 * margin) * 1.5)
        view.set_view(middle - length / 2, middle + length / 2)

    # --- verbs

    def act(
        self, work: Callable[[Clip], bool], select: Spans | None = None, cursor: int | None = None
    ) -> bool:
        """Change the clip by `work`, as one undoable step.

        Args:
            work: does it; False when nothing changed.
            select: what is selected afterwards; None leaves the selection. Undo gives back what was.
            cursor: where the cursor is afterwards; None leaves it.
        """
        clip, before = self.clip, self.view.selections
        if clip is None or not self.can_edit or not work(clip):
            return False
        self._selected[clip.id, clip.history.index] = (clip.state, before)
        with self.quietly():
            self.after_edit()
            if select is not None:
                self.view.selections = select
            if cursor is not None:
                self.view.edit_cursor = cursor
        return True

    def restorable(self) -> Spans:
        """The stretches whose cuts "restore" would take back: selected ones, or the cut at the cursor."""
        if self.clip is None or not self.can_edit:
            return ()
        cuts = edits.cut_spans(self.clip.state.segments)
        if self.view.selections:
            chosen = self.view.selections
            return chosen if any(a < end and b > start for a, b in cuts for start, end in chosen) else ()
        cursor = self.view.edit_cursor
        return next((((a, b),) for a, b in cuts if a <= cursor <= b), ())

    def undo(self) -> None:
        """One step back."""
        self._step(back=True)

    def redo(self) -> None:
        """One step forward again."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if self.clip is not None:
            self.go_to_step(self.clip.history.index + (-1 if back else 1))

    def go_to_step(self, index: int) -> None:
        """Undo or redo as often as it takes to be at that state of the history."""
        clip = self.clip
        if clip is None or not self.can_edit:
            return
        before, last = clip.state, clip.history.index
        while clip.history.index > index and clip.undo():
            last = clip.history.index + 1
        back = clip.state is not before
        while clip.history.index < index and clip.redo():
            pass
        if clip.state is before:
            return
        if before.channel != clip.state.channel:
            self._channel_changed()
        state, selections = self._selected.get((clip.id, last), (None, ()))
        undone = clip.history.states[last] if last < len(clip.history.states) else None
        with self.quietly():
            self.after_edit()
            self._show_change(before.segments, clip.state.segments)
            if back and state is not None and state is undone:
                self.view.selections = selections

    def _show_change(self, old: edits.Segments, new: edits.Segments) -> None:
        """Scroll to what an undo has changed, when it is out of sight."""
        spans = replaced(old, new)
        span = spans[1] if spans is not None else None
        if span is not None and (span[1] < self.view.port.start or span[0] > self.view.port.end):
            self.view.ensure_visible(span[0])

    def _choose_channel(self, channel: str) -> None:
        if self.clip is not None and self.can_edit and self.clip.set_channel(channel):
            self._channel_changed()
            self.after_edit()

    def _channel_changed(self) -> None:
        self._show_audio(keep_view=True)
        self.channels.show_choice()

    def after_edit(self) -> None:
        """Whoever has changed the clip calls this."""
        self.show_edits()
        self.edited.emit()

    # --- what can be done

    def _usable_now(self) -> tuple[bool, ...]:
        clip, view = self.clip, self.view
        history = (clip.history.can_undo, clip.history.can_redo) if clip is not None else (False, False)
        return self.ready, *history, view.selection is not None, bool(self.restorable())

    def _check_usable(self) -> None:
        usable = self._usable_now()
        if usable != self._usable:
            self._usable = usable
            self.usable_changed.emit()

    def _menu(self, frame: int, place: QPoint) -> None:
        selection = self.view.selection
        if selection is None or not selection[0] <= frame <= selection[1]:
            self.view.selection = None
            self.view.edit_cursor = frame
        marks = self.clip.state.marks if self.clip is not None else ()
        mark = marks[self._current_mark] if 0 <= self._current_mark < len(marks) else None
        groups = ON_MARK if mark is not None and mark.start <= frame <= mark.end else ()
        groups += ON_BOX if self.view.spectral_box is not None else ()
        pop_up(self, self._actions, groups + ON_WAVEFORM, place)
