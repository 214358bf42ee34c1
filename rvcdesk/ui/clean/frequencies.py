"""Selecting time and frequency: the switch, and the numbers of the box in the transport bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeySequence

from rvcdesk.cleaning.findings import KINDS
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.mark_legend import MarkLegend
from rvcdesk.ui.widgets.transport import TransportBar
from rvcdesk.ui.widgets.waveform_model import ViewMark


class Frequencies(Part):
    """The box of frequencies; beside it what else the view itself can do: zoom toggle, legend, hints."""

    def __init__(
        self, services: Services, editor: Editor, bar: TransportBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions, self._settings = services.actions, services.settings
        self._editor, self._view, self._bar = editor, editor.view, bar
        view = self._view
        view.box_changed.connect(self._show_box)
        view.selection_changed.connect(lambda _selection: bar.set_more(len(view.selections) - 1))
        view.mark_hint = self.hint
        bar.frequencies.edited.connect(self._on_typed)
        view.snap_to_zero = bool(self._settings.get("snap_to_zero"))
        self._actions.action("snap_to_zero").setChecked(view.snap_to_zero)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "spectral_selection": self.switch,
            "snap_to_zero": self.set_snap,
            "zoom_toggle": self._view.zoom_toggle,
            "next_stretch": lambda: self._view.select_stretch(after=True),
            "previous_stretch": lambda: self._view.select_stretch(after=False),
            "mark_legend": self.show_legend,
        }

    def usable(self) -> dict[str, bool]:
        return dict.fromkeys(("zoom_toggle", "next_stretch", "previous_stretch"), self._editor.ready)

    def switch(self) -> None:
        """Q: drags over the spectrogram select frequencies too; it is shown when it was not."""
        view = self._view
        view.spectral_selecting = self._actions.action("spectral_selection").isChecked()
        part = view.spectrogram
        if view.spectral_selecting and part is not None and part.mode == "waveform":
            self._actions.action("view_both").trigger()
        if not view.spectral_selecting:
            view.spectral_box = None

    def set_snap(self) -> None:
        """Remembered for the next time."""
        self._view.snap_to_zero = self._actions.action("snap_to_zero").isChecked()
        self._settings.set("snap_to_zero", self._view.snap_to_zero)
        self._settings.save()

    def _show_box(self) -> None:
        self._bar.set_box(self._view.spectral_box, self._view.rate / 2)

    def _on_typed(self, low: float, high: float) -> None:
        self._view.spectral_box = (low, high)

    def hint(self, mark: ViewMark) -> str:
        """Which keys answer a mark."""
        keys = {}
        for name in ("accept_mark", "reject_mark"):
            key = self._actions.action(name).shortcut()
            keys[name] = key.toString(QKeySequence.SequenceFormat.NativeText) or "–"
        line = self.tr("{accept} accepts, {reject} rejects")
        return line.format(accept=keys["accept_mark"], reject=keys["reject_mark"])

    def show_legend(self) -> None:
        """What the marks mean, in a small window over the marks."""
        kinds = [ViewMark(0, 1, name, "open", text(kind.title), kind.action) for name, kind in KINDS.items()]
        legend = MarkLegend(kinds, self._editor)
        legend.move(self._view.mapToGlobal(QPoint(8, max(self._view.scene.strip, 8) + 4)))
        legend.show()
        legend.setFocus()
