"""The QActions made from the table of `action_specs`.

Menus, tool bars, the command palette and the shortcut editor all read this one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from rvcdesk.settings import Settings
from rvcdesk.ui.action_specs import ACTIONS, BY_ID, GLOBAL, ActionSpec
from rvcdesk.ui.icons import icon


def translated(source: str) -> str:
    """A text of the table in the user's language."""
    return QCoreApplication.translate("actions", source) if source else ""


def plain(source: str) -> str:
    """Translated, without the mnemonic mark and the dots: for tool tips, the palette and lists."""
    return translated(source).replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def same_scope(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether the two can be enabled at the same time, so that a shared key would be ambiguous."""
    return GLOBAL in (one.page, other.page) or one.page == other.page


class ActionTable(QObject):
    """One QAction for each spec; keys come from the settings or the defaults."""

    triggered = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions = {spec.id: self._make(spec) for spec in ACTIONS}

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(translated(spec.text), self)
        action.setObjectName(spec.id)
        action.setMenuRole(spec.role)
        action.setCheckable(spec.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if spec.icon:
            action.setIcon(icon(spec.icon))
            action.setIconVisibleInMenu(False)
        if spec.tip:
            action.setStatusTip(translated(spec.tip))
        action.triggered.connect(lambda _checked=False, id=spec.id: self.triggered.emit(id))
        self._show_keys(action, spec, self.keys(spec.id))
        return action

    def action(self, id: str) -> QAction:
        """The QAction of this id, for a tool bar or a context menu."""
        return self._actions[id]

    def actions(self) -> Iterable[tuple[ActionSpec, QAction]]:
        """Every spec with its action, in the table's order."""
        return [(spec, self._actions[spec.id]) for spec in ACTIONS]

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys in use, in portable notation."""
        own = self._settings.get("shortcuts").get(id)
        return tuple(str(key) for key in own) if isinstance(own, list) else BY_ID[id].keys

    def set_keys(self, id: str, keys: tuple[str, ...] | None) -> None:
        """Use these keys and remember them; None goes back to the defaults."""
        table = self._settings.get("shortcuts")
        if keys is None or tuple(keys) == BY_ID[id].keys:
            table.pop(id, None)
        else:
            table[id] = list(keys)
        self._settings.set("shortcuts", table)
        self._settings.save()
        self._show_keys(self._actions[id], BY_ID[id], self.keys(id))

    def users_of(self, key: str, id: str) -> list[ActionSpec]:
        """Other actions that answer `key` where action `id` would: conflicts."""
        wanted = QKeySequence(key)
        return [
            spec
            for spec in ACTIONS
            if spec.id != id
            and same_scope(spec, BY_ID[id])
            and any(QKeySequence(used) == wanted for used in self.keys(spec.id))
        ]

    def update(self, allowed: Callable[[ActionSpec], bool]) -> None:
        """Set every action's enabled state by one rule."""
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(allowed(spec))

    @staticmethod
    def _show_keys(action: QAction, spec: ActionSpec, keys: tuple[str, ...]) -> None:
        action.setShortcuts([QKeySequence(key) for key in keys])
        tip = translated(spec.tip) or plain(spec.text)
        native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        action.setToolTip(f"{tip} ({native})" if native else tip)
