"""The settings dialog, made from the declarations in `rvcdesk.settings`.

There is no OK: a change counts at once, and every row can go back to its default.
"""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.messages import BadInput, UserError
from rvcdesk.settings import SETTINGS, Setting, log_dir
from rvcdesk.ui import theme
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.services import Services
from rvcdesk.ui.settings.fields import Field, make_field
from rvcdesk.ui.settings.shortcuts import ShortcutsTab
from rvcdesk.ui.tr import text


class SettingsDialog(QDialog):
    """One tab for each group of settings, and one for the keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(self.tr("Settings"))
        self.resize(680, 540)
        self.fields: dict[str, Field] = {}
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(self.tr("Groups of settings"))
        groups: dict[str, list[Setting]] = {}
        for setting in SETTINGS:
            if not setting.hidden:
                groups.setdefault(setting.group, []).append(setting)
        for group, settings in groups.items():
            self._tabs.addTab(self._group(settings), text(group))
        self.shortcuts = ShortcutsTab(services.actions)
        self._tabs.addTab(self.shortcuts, self.tr("Shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        folder = buttons.addButton(self.tr("Open log folder"), QDialogButtonBox.ButtonRole.ActionRole)
        folder.clicked.connect(lambda: open_folder(log_dir()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)

    def _group(self, settings: list[Setting]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(18)
        for setting in settings:
            field = make_field(setting, self._services)
            field.changed.connect(lambda value, key=setting.key: self._set(key, value))
            self.fields[setting.key] = field
            column.addWidget(field)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        return scroll

    def show_tab(self, name: str) -> None:
        """Go to the tab of the keys ("shortcuts"); anything else leaves the one shown last."""
        if name == "shortcuts":
            self._tabs.setCurrentWidget(self.shortcuts)
            self.shortcuts.start_search()

    def _set(self, key: str, value: object) -> None:
        settings = self._services.settings
        field = self.fields[key]
        try:
            settings.set(key, value)
            settings.save()
        except BadInput as error:
            field.say(text(error))
            return
        except UserError as error:
            self._services.notify.error(error)
        field.say("")
        self._apply(key)

    def _apply(self, key: str) -> None:
        """What takes effect without a new start."""
        settings, app = self._services.settings, QApplication.instance()
        if key == "theme" and isinstance(app, QApplication):
            theme.apply(app, settings.get("theme"))
        elif key == "language":
            self.fields[key].say(self.tr("Start RVC Desk again to see it in this language."))
        elif key == "output_device":
            self._services.player.set_device(settings.get("output_device"))
        elif key in ("engine_command", "threads", "device"):
            self._services.engine.restart()
