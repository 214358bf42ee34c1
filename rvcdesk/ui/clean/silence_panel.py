"""Find silence: a few settings, their result on the waveform, one button to mark, label or shorten it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal, get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import ClipState, Mark
from rvcdesk.cleaning.review import news
from rvcdesk.cleaning.shorten import ShortenOptions, shortened
from rvcdesk.cleaning.silence import Loudness, SilenceOptions, measure, silence_in
from rvcdesk.jobs import Reporter
from rvcdesk.messages import BadInput
from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon
from rvcdesk.ui.jobbar import Job, Jobs, clock
from rvcdesk.ui.start import heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.work import Worker

LOWEST_DB, HIGHEST_DB, FIRST_DB = -90, -10, -45
PREVIEW_MS = 60

Purpose = Literal["mark", "label", "shorten"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class SilencePanel(QFrame):
    """The panel. It reads the clip once, in a worker thread; the rest is quick.

    Attributes:
        purpose: what is done with the pauses: "mark", "label", or "shorten" each to its ends.

    Signals:
        previewed: list of `Mark`: what would be marked, labelled or taken off now.
        accepted: the same, wanted.
        closed: nothing is previewed any more.
        shown: whether the panel is open.
        options_changed: plain data to remember.
    """

    previewed = Signal(object)
    accepted = Signal(object)
    closed = Signal()
    shown = Signal(bool)
    options_changed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._clip: Clip | None = None
        self._measured: dict[str, tuple[edits.Segments, Loudness]] = {}
        self._found: list[Mark] = []
        self._worker = Worker(self)
        self._worker.progressed.connect(self._on_progress)
        self._worker.done.connect(self._on_measured)
        self._worker.ended.connect(self._on_ended)
        self._worker.failed.connect(lambda message: self._say(text(message)))
        self._finder = Worker(self)  # an hour with a moving noise floor takes a second
        self._finder.done.connect(self._on_found)
        self._finder.ended.connect(self._on_looked)
        self._wanted = False  # Mark was pressed while the result was on its way
        self._later = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._later.timeout.connect(self._preview)
        self.purpose: Purpose = "mark"
        self._remembered: dict[bool, dict[str, Any]] = {False: {}, True: {}}  # shorten or not: options
        self._build()
        self.set_options({})
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.choice = QComboBox()
        for title in (self.tr("Mark to review"), self.tr("Label"), self.tr("Shorten")):
            self.choice.addItem(title)
        self.choice.setAccessibleName(self.tr("What to do with the pauses"))
        self.choice.setToolTip(self.tr("What to do with the pauses"))
        self.automatic = QCheckBox(self.tr("Automatic threshold"))
        self.automatic.setToolTip(self.tr("Finds by itself how quiet this recording's pauses are"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LOWEST_DB, HIGHEST_DB)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.slider.setToolTip(self.tr("What is quieter is silence"))
        self.threshold = QSpinBox()
        self.threshold.setRange(LOWEST_DB, HIGHEST_DB)
        self.threshold.setSuffix(" dB")
        self.threshold.setAccessibleName(self.tr("Threshold"))
        self.length = self._seconds(0.1, 10.0, 0.1, self.tr("Shorter pauses are left alone"))
        self.pad = self._seconds(
            0.0, 1.0, 0.05, self.tr("So much of a pause stays before and after each sound")
        )
        self._build_shorten()
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setFont(theme.tabular_font(self.result.font()))
        self.mark_button = QPushButton()
        self.mark_button.setDefault(True)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self._arrange()

    def _build_shorten(self) -> None:
        self.keep = self._seconds(0.0, 10.0, 0.1, self.tr("Longer pauses are shortened to this"))
        self.share = QCheckBox(self.tr("Part of the excess"))
        self.share.setToolTip(self.tr("Long pauses stay longer than short ones"))
        self.percent = QSpinBox()
        self.percent.setRange(0, 99)
        self.percent.setValue(50)
        self.percent.setSuffix(" %")
        self.percent.setAccessibleName(self.tr("Share of the excess that stays"))
        self.percent.setToolTip(self.tr("So much of what is longer stays"))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        self._title = heading(self.tr("Find silence"), 1.1)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        level = QHBoxLayout()
        level.addWidget(self.slider, 1)
        level.addWidget(self.threshold)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Shortest pause"), self.length)
        form.addRow(self.tr("&Leave at the edges"), self.pad)
        form.addRow(self.tr("Shorten to"), self.keep)
        form.addRow(self.share, self.percent)
        self._form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.automatic)
        column.addLayout(level)
        column.addLayout(form)
        column.addWidget(self.result)
        column.addWidget(self.mark_button)

    @staticmethod
    def _seconds(low: float, high: float, step: float, tip: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setDecimals(2)
        box.setSuffix(" s")
        box.setToolTip(tip)
        return box

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self.threshold.setValue)
        self.threshold.valueChanged.connect(self.slider.setValue)
        self.automatic.toggled.connect(self._on_automatic)
        self.choice.currentIndexChanged.connect(lambda index: self.set_purpose(PURPOSES[index]))
        self.share.toggled.connect(self._on_share)
        for box in (self.threshold, self.length, self.pad, self.keep, self.percent):
            box.valueChanged.connect(lambda _value: self._later.start())
        self.mark_button.clicked.connect(self._accept)
        self.close_button.clicked.connect(self.close_panel)

    # --- options

    @property
    def options(self) -> SilenceOptions:
        """How to search, as set now."""
        return SilenceOptions(
            threshold_db=None if self.automatic.isChecked() else float(self.threshold.value()),
            min_length_s=round(self.length.value(), 2),
            pad_s=0.0 if self.purpose == "shorten" else round(self.pad.value(), 2),
        )

    @property
    def shorten_options(self) -> ShortenOptions:
        """How to shorten, as set now."""
        return ShortenOptions(
            threshold_db=self.options.threshold_db,
            min_length_s=self.options.min_length_s,
            keep_s=round(self.keep.value(), 2),
            percent=float(self.percent.value()) if self.share.isChecked() else None,
        )

    @property
    def data(self) -> dict[str, Any]:
        """The settings of this purpose, as plain data."""
        return asdict(self.shorten_options if self.purpose == "shorten" else self.options)

    def set_options(self, data: dict[str, Any], shorten: dict[str, Any] | None = None) -> None:
        """Show remembered options; what is not one of them is passed over."""
        self._remembered = {False: data, True: shorten or {}}
        self._show_options()

    def set_purpose(self, purpose: Purpose) -> None:
        """Mark, label or shorten; each has its own settings."""
        if purpose != self.purpose:
            self._remembered[self.purpose == "shorten"] = self.data
            self.purpose = purpose
            self.choice.setCurrentIndex(PURPOSES.index(purpose))
            self._show_options()

    def _show_options(self) -> None:
        shorten = self.purpose == "shorten"
        options = _read(ShortenOptions if shorten else SilenceOptions, self._remembered[shorten])
        self.automatic.setChecked(options.threshold_db is None)
        self.threshold.setValue(round(options.threshold_db) if options.threshold_db is not None else FIRST_DB)
        self.slider.setValue(self.threshold.value())
        self.length.setValue(options.min_length_s)
        if isinstance(options, ShortenOptions):
            self.keep.setValue(options.keep_s)
            self.share.setChecked(options.percent is not None)
            self.percent.setValue(round(options.percent) if options.percent is not None else 50)
        else:
            self.pad.setValue(options.pad_s)
        self._form.setRowVisible(self.pad, not shorten)
        self._form.setRowVisible(self.keep, shorten)
        self._form.setRowVisible(self.percent, shorten)
        texts = {
            "mark": (
                self.tr("Find silence"),
                self.tr("Mark them"),
                self.tr("Put them on the list to accept or reject"),
            ),
            "label": (self.tr("Label pauses"), self.tr("Label them"), self.tr("Put a label on each of them")),
            "shorten": (
                self.tr("Truncate silence"),
                self.tr("Shorten them"),
                self.tr("Take the marked middles off the timeline"),
            ),
        }
        title, button, tip = texts[self.purpose]
        self._title.setText(title)
        self.mark_button.setText(button)
        self.mark_button.setToolTip(tip + "; " + self.tr("one step of undo"))
        self._on_automatic(self.automatic.isChecked())
        self._on_share(self.share.isChecked())

    def _on_share(self, share: bool) -> None:
        self.percent.setEnabled(share)
        self._later.start()

    def _on_automatic(self, automatic: bool) -> None:
        self.slider.setEnabled(not automatic)
        self.threshold.setEnabled(not automatic)
        self._later.start()

    # --- searching

    def set_clip(self, clip: Clip | None) -> None:
        """Another clip is on show: an open panel searches that one."""
        self._later.stop()
        self._worker.wait()
        self._finder.cancel()
        self._clip, self._found, self._wanted = clip, [], False
        if clip is None:
            self.hide()
        elif not self.isHidden():
            self._search()

    def forget(self) -> None:
        """Another project: what was measured is of no use."""
        self._measured.clear()

    def open_panel(self, purpose: Purpose = "mark") -> None:
        """Show the panel and search."""
        self.set_purpose(purpose)
        self.show()
        self.length.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_panel(self) -> None:
        """Drop the preview."""
        self._later.stop()
        self._worker.cancel()
        self._finder.cancel()
        self._found, self._wanted = [], False
        self.hide()
        self.closed.emit()

    def edited(self) -> None:
        """The clip has been edited under the open panel."""
        if not self.isHidden():
            self._search()

    def _sounding(self, clip: Clip) -> edits.Segments:
        """What the measurement depends on: the timeline, without what is cut of it."""
        return edits.restore(clip.state.segments, 0, clip.frames)

    def _search(self) -> None:
        clip = self._clip
        if clip is None:
            return
        self.mark_button.setEnabled(False)
        known = self._measured.get(clip.id)
        segments = self._sounding(clip)
        if known is not None and known[0] == segments:
            self._later.start()
            return
        render = clip.render(kept_only=False)
        clip_id = clip.id
        self._say(self.tr("Listening…"))
        if self._job is None:
            self._job = self._jobs.begin(self.tr("Looking for silence"), self.close_panel)

        def work(report: Reporter) -> tuple[str, edits.Segments, Loudness]:
            return clip_id, segments, measure(render, report)

        self._worker.start(work)

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        if self._job is not None:
            self._job.progress(done, total, "")  # the only stage is called like the job

    def _on_measured(self, result: tuple[str, edits.Segments, Loudness]) -> None:
        clip_id, segments, loudness = result
        self._measured[clip_id] = (segments, loudness)
        self._preview()

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.finish()

    def _preview(self) -> None:
        clip = self._clip
        known = self._measured.get(clip.id) if clip is not None else None
        if clip is None or known is None or self.isHidden() or known[0] != self._sounding(clip):
            return
        state, loudness, options = clip.state, known[1], self.options
        shorten = self.shorten_options if self.purpose == "shorten" else None

        def work(_report: Reporter) -> tuple[ClipState, list[Mark]]:
            found = silence_in(loudness, options)
            return state, news(state, found if shorten is None else shortened(found, shorten, loudness.rate))

        self._finder.start(work)

    def _on_found(self, result: tuple[ClipState, list[Mark]]) -> None:
        state, found = result
        clip = self._clip
        if clip is None or self.isHidden() or clip.state is not state:
            return
        self._found = found
        seconds = sum(mark.end - mark.start for mark in found) / clip.rate
        counted = self.tr("{count} pauses, {time} of {duration}").format(
            count=len(found), time=clock(seconds), duration=clock(clip.duration)
        )
        if self.purpose == "shorten":
            counted = self.tr("Pauses: {count}; {seconds} s shorter in all").format(
                count=len(found), seconds=decimal(f"{seconds:.1f}")
            )
        self._say(counted if found else self.tr("No unmarked pause is this long and quiet."))
        self.mark_button.setEnabled(bool(found) and not clip.read_only)
        self.previewed.emit(found)
        if self._wanted:
            self._accept()

    def _on_looked(self) -> None:
        """The last thread has ended: pressed between its result and its end, the button is answered now."""
        if self._wanted and not self._later.isActive():
            self._accept()

    def _say(self, sentence: str) -> None:
        self.result.setText(sentence)

    def _accept(self) -> None:
        if self._later.isActive() or self._finder.is_busy and not self._wanted:
            self._wanted = True  # what is on show is not what the settings say
            if self._later.isActive():
                self._later.stop()
                self._preview()
            return
        self._wanted = False
        if self._found and self.mark_button.isEnabled():
            self.options_changed.emit(self.data)
            self.hide()
            self.accepted.emit(self._found)

    def showEvent(self, event: QShowEvent) -> None:
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self.shown.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)


def _read(
    kind: type[ShortenOptions] | type[SilenceOptions], data: dict[str, Any]
) -> ShortenOptions | SilenceOptions:
    """Options from plain data; the defaults where that is not of them."""
    known = asdict(kind())
    try:
        return kind(**{key: value for key, value in data.items() if key in known})
    except (BadInput, TypeError):
        return kind()
