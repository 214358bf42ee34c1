"""The windows beside the main window. None of them blocks it, so work can go on under them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMainWindow

from rvcdesk.settings import log_dir
from rvcdesk.ui.services import Services


class Dialogs(QObject):
    """Makes each dialog at its first use and shows it again afterwards."""

    def __init__(self, services: Services, window: QMainWindow) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._made: dict[str, QDialog] = {}

    def _show(self, name: str, make: Callable[[], QDialog]) -> QDialog:
        if name not in self._made:
            self._made[name] = make()
        dialog = self._made[name]
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def settings(self, tab: str = "") -> None:
        """The settings; `tab` "shortcuts" goes there."""
        from rvcdesk.ui.settings.dialog import SettingsDialog

        dialog = self._show("settings", lambda: SettingsDialog(self._services, self._window))
        if isinstance(dialog, SettingsDialog):
            dialog.show_tab(tab)

    def models(self, id: str = "") -> None:
        """The model files; `id` goes to one of them."""
        from rvcdesk.ui.models.dialog import ModelsDialog

        dialog = self._show("models", lambda: ModelsDialog(self._services, self._window))
        if isinstance(dialog, ModelsDialog) and id:
            dialog.show_model(id)

    def messages(self) -> None:
        """Everything that was said and logged so far."""
        from rvcdesk.ui.log_panel import LogDialog

        def make() -> QDialog:
            dialog = LogDialog(self._services.notify, self._window)
            dialog.log_folder_wanted.connect(self.log_folder)
            dialog.diagnostics_wanted.connect(self.copy_diagnostics)
            return dialog

        dialog = self._show("messages", make)
        if isinstance(dialog, LogDialog):
            dialog.refresh()

    def about(self) -> None:
        """Version, licence and credits."""
        from rvcdesk.ui.about import AboutDialog

        self._show("about", lambda: AboutDialog(self._window))

    def palette(self) -> None:
        """The command palette."""
        from rvcdesk.ui.palette import CommandPalette

        if "palette" not in self._made:
            self._made["palette"] = CommandPalette(self._services.actions, self._window)
        palette = self._made["palette"]
        if isinstance(palette, CommandPalette):
            palette.popup()

    def log_folder(self) -> None:
        """Show the log folder in the file manager."""
        from rvcdesk.ui.errors import open_folder

        if not open_folder(log_dir()):
            self._services.notify.warn(self.tr("The log folder is {folder}.").format(folder=log_dir()))

    def copy_diagnostics(self) -> None:
        """Put versions, devices, settings and the last errors on the clipboard."""
        from rvcdesk.ui.diagnostics import diagnostics

        player = self._services.player
        errors = [note for note in self._services.notify.history if note.level != "info"]
        outputs = [text for _, text in player.devices()] if player.available else []
        QGuiApplication.clipboard().setText(diagnostics(self._services.settings, outputs, errors))
        self._services.notify.info(self.tr("The diagnostics are on the clipboard."))

    def close(self) -> None:
        """Close all of them."""
        for dialog in self._made.values():
            dialog.close()
