"""How loud: the levels of the selection or the recording, and of what plays."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.loudness import SILENCE_DB, Loudness, Meter
from rvcdesk.audio.render import ClipRender
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.widgets.level_meter import LevelMeter
from rvcdesk.ui.work import Worker

SETTLE_MS = 300  # after the selection's last move
LONGEST_S = 20 * 60  # of a recording without a selection: half a minute of work
BLOCK = 1 << 16
REMEMBERED = 64

_MEASURING = N_("Measuring levels")


class Levels(Part):
    """Measures in a thread when the selection has settled, and feeds the meter while the clip plays."""

    def __init__(
        self, services: Services, editor: Editor, meter: LevelMeter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._meter = editor, meter
        self._clip: Clip | None = None
        self._known: dict[Any, Loudness] = {}
        self._worker = Worker(self)
        self._worker.done.connect(self._on_measured)
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self._measure)
        self._player = services.player
        self._player.peaks_heard.connect(self._on_peaks)
        self._player.state_changed.connect(self._on_state)
        editor.view.selection_changed.connect(lambda _selection: self._changed())

    def set_clip(self, clip: Clip | None) -> None:
        self._later.stop()
        self._worker.wait()
        self._clip = clip
        if clip is not None:
            self._changed()

    def edited(self) -> None:
        self._changed()

    def _changed(self) -> None:
        self._worker.cancel()
        if self._clip is not None:
            self._later.start()

    # --- what is selected

    def _measure(self) -> None:
        clip = self._clip
        if clip is None:
            return
        spans = tuple(sorted(self._editor.view.selections))
        if not spans and clip.duration > LONGEST_S:
            self._editor.facts.set_levels((), self.tr("Select a part to measure its levels"))
            return
        segments = clip.state.segments
        pieces = [edits.extract(segments, *span) for span in spans] or [segments]
        # Without a selection: what a voice learns. With one: what is selected, cut or not.
        renders = [clip.render_of(piece, kept_only=not spans, wait=False) for piece in pieces]
        key = (clip.id, tuple(pieces))
        if key in self._known:
            self._show(self._known[key], bool(spans))
            return
        rate = clip.rate
        self._worker.start(lambda report: (key, bool(spans), measured(renders, rate, report)))

    def _on_measured(self, result: tuple[Any, bool, Loudness]) -> None:
        key, selected, loudness = result
        while len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[key] = loudness
        self._show(loudness, selected)

    def _show(self, loudness: Loudness, selected: bool) -> None:
        about = self.tr("Of the selection:") if selected else self.tr("Of what is kept of the recording:")
        if loudness.peak_db <= SILENCE_DB:
            self._editor.facts.set_levels((self.tr("digital silence"),), about)
            return
        facts = [
            self.tr("peak {level} dBFS").format(level=_said(loudness.peak_db)),
            self.tr("{level} LUFS").format(level=_said(loudness.lufs)),
            self.tr("RMS {level} dBFS").format(level=_said(loudness.rms_db)),
        ]
        clipped = self.tr("%n clipped samples", "", loudness.clipped_samples)
        facts.insert(1 if loudness.clipped_samples else len(facts), clipped)
        self._editor.facts.set_levels(facts, about)

    # --- what plays

    def _on_peaks(self, peaks: tuple[float, ...]) -> None:
        if peaks and self._meter.isVisible():
            self._meter.show_peaks(peaks)

    def _on_state(self, state: str) -> None:
        if state == "playing" and self._meter.isVisible():
            self._player.player.take_peaks()  # what was heard before
            self._meter.reset()


def _said(level: float) -> str:
    return decimal(f"{level:.1f}").replace("-", "\N{MINUS SIGN}")


def measured(renders: list[ClipRender], rate: int, report: Reporter) -> Loudness:
    """The levels of several stretches together, every channel as it is."""
    total, done = sum(render.frames for render in renders), 0
    meter = Meter(rate, max((render.channels for render in renders), default=1))
    for render in renders:
        for block in render.blocks(BLOCK):
            report.progress(done, total, _MEASURING)
            meter.add(block)
            done += block.shape[1]
    return meter.result()
