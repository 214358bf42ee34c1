"""How the clip is looked at: waves or spectrogram, dB scale, vertical zoom. All of it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QActionGroup

from rvcdesk.audio.spectrogram import SpectrogramOptions
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services
from rvcdesk.ui.widgets.spectrogram_part import MODES, SpectrogramPart
from rvcdesk.ui.widgets.spectrogram_settings import SpectrogramSettings

DB_RANGE = 60.0
BY_MODE = ("view_waveform", "view_both", "view_spectrogram")  # the actions, as MODES are ordered
NEED_CLIP = ("zoom_in_levels", "zoom_out_levels", "zoom_normal_levels")


class Looking(Part):
    """View modes and their settings."""

    def __init__(self, services: Services, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._editor, self._view = services, editor, editor.view
        self.spectrogram = SpectrogramPart(self)
        self.spectrogram.set_options(_options(services.settings.get("spectrogram")))
        self.spectrogram.set_mode(services.settings.get("view_mode"))
        self._view.set_spectrogram(self.spectrogram)
        self._popup: SpectrogramSettings | None = None
        editor.corner.clicked.connect(self.show_settings)
        self._modes = QActionGroup(self)
        for name in BY_MODE:
            self._modes.addAction(services.actions.action(name))
        self._show_mode()
        services.actions.action("db_scale").setChecked(services.settings.get("db_scale"))
        self._show_scale()

    def handlers(self) -> dict[str, Callable[[], object]]:
        view = self._view
        return {
            "view_mode": self.next_mode,
            **{name: partial(self.set_mode, number) for number, name in enumerate(BY_MODE)},
            "spectrogram_settings": self.show_settings,
            "db_scale": self.set_scale,
            "zoom_in_levels": lambda: view.zoom_vertically(1),
            "zoom_out_levels": lambda: view.zoom_vertically(-1),
            "zoom_normal_levels": lambda: view.set_gain(1.0),
        }

    def usable(self) -> dict[str, bool]:
        return dict.fromkeys(NEED_CLIP, self._editor.ready)

    def set_project(self, project: Project | None) -> None:
        self.spectrogram.tiles.clear()
        if project is None:
            self.spectrogram.tiles.wait()  # no thread may still read in a folder that is given back

    def next_mode(self) -> None:
        """M: waves, then both, then the spectrogram alone."""
        self.set_mode((MODES.index(self.spectrogram.mode) + 1) % len(MODES))

    def set_mode(self, number: int) -> None:
        """Waves, both or the spectrogram."""
        self.spectrogram.set_mode(MODES[number])
        self._services.settings.set("view_mode", MODES[number])
        self._show_mode()

    def _show_mode(self) -> None:
        number = MODES.index(self.spectrogram.mode)
        self._editor.corner.setVisible(number > 0)
        self._services.actions.action(BY_MODE[number]).setChecked(True)

    def set_scale(self) -> None:
        """V: levels in dB or linear."""
        self._services.settings.set("db_scale", self._services.actions.action("db_scale").isChecked())
        self._show_scale()

    def _show_scale(self) -> None:
        self._view.set_db_range(DB_RANGE if self._services.settings.get("db_scale") else 0.0)

    def show_settings(self) -> None:
        """Open the small window beside the frequency scale."""
        if self.spectrogram.mode == "waveform":
            self.set_mode(1)
        popup = self._popup = SpectrogramSettings(self.spectrogram.options, self._editor)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self._on_chosen)
        popup.move(self._editor.corner.mapToGlobal(QPoint(0, self._editor.corner.height())))
        popup.show()
        popup.scale.setFocus()

    def _on_chosen(self, options: SpectrogramOptions) -> None:
        self.spectrogram.set_options(options)
        self._services.settings.set("spectrogram", asdict(options))


def _options(stored: object) -> SpectrogramOptions:
    """What was stored, or the defaults where that is of no use."""
    try:
        options = SpectrogramOptions(**stored) if isinstance(stored, dict) else SpectrogramOptions()
    except TypeError:
        return SpectrogramOptions()
    return options if options.is_valid else SpectrogramOptions()
