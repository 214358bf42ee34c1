"""The menu bar, made from the table of actions, with the projects opened before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMainWindow, QMenu

from rvcdesk.ui.action_specs import MENUS
from rvcdesk.ui.actions import ActionTable, translated


class Menus(QObject):
    """Every action has its place in a menu, and its keys in the window.

    Signals:
        project_chosen: the folder of one of the recent projects.
        forget_wanted: the list of them is to be emptied.
    """

    project_chosen = Signal(Path)
    forget_wanted = Signal()

    def __init__(self, window: QMainWindow, actions: ActionTable) -> None:
        super().__init__(window)
        self.recent = QMenu(QCoreApplication.translate("MainWindow", "Open &recent"), window)
        menus = {id: window.menuBar().addMenu(translated(text)) for id, text in MENUS}
        groups: dict[str, int] = {}
        for spec, action in actions.actions():
            menu = menus[spec.menu]
            if groups.setdefault(spec.menu, spec.group) != spec.group:
                menu.addSeparator()
            groups[spec.menu] = spec.group
            menu.addAction(action)
            window.addAction(action)  # keys work even where the desktop takes the menu bar away
            if spec.id == "open_project":
                menu.addMenu(self.recent)

    def show_recent(self, folders: list[Path]) -> None:
        """Offer these projects."""
        self.recent.clear()
        self.recent.setEnabled(bool(folders))
        for folder in folders:
            entry = self.recent.addAction(folder.name.replace("&", "&&"))
            entry.setToolTip(str(folder))
            entry.triggered.connect(lambda _checked=False, folder=folder: self.project_chosen.emit(folder))
        self.recent.addSeparator()
        clear = self.recent.addAction(QCoreApplication.translate("MainWindow", "&Clear this list"))
        clear.triggered.connect(lambda: self.forget_wanted.emit())
