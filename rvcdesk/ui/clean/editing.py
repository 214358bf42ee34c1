"""The verbs on the selection: each is one undoable step, on every selected stretch at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from rvcdesk.messages import N_
from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import translated
from rvcdesk.ui.clean.clip_list import UndoStrip
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text


class Editing(Part):
    """Cut, keep, silence, restore, undo and redo."""

    def __init__(
        self, services: Services, editor: Editor, removed: UndoStrip, parent: QObject | None = None
    ) -> None:
        """`removed` offers to bring a recording back: that may be what undo means."""
        super().__init__(parent)
        self._services, self._editor, self._removed = services, editor, removed
        editor.usable_changed.connect(self.changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        editor, view = self._editor, self._editor.view
        return {
            "undo": self._undo,
            "redo": editor.redo,
            "cut": editor.cut,
            "delete": editor.cut,
            "keep_only": editor.keep_only,
            "silence": editor.silence,
            "restore": editor.restore,
            "select_all": view.select_all,
            "select_none": lambda: setattr(view, "selection", None),
        }

    def usable(self) -> dict[str, bool]:
        usable = self._editor.usable()
        return {**usable, "undo": usable["undo"] or self._removed.offered}

    def edited(self) -> None:
        self._removed.clear()
        self.name_steps()

    def _undo(self) -> None:
        """One step back; what was done last may have been to remove a recording."""
        if self._removed.offered:
            self._removed.take_back()
        else:
            self._editor.undo()

    def name_steps(self, visible: bool = True) -> None:
        """The menu says what would be undone while the page is visible."""
        history = self._editor.clip.history if self._editor.clip is not None else None
        undo, redo = (history.undo_label, history.redo_label) if history is not None else ("", "")
        if self._removed.offered:
            undo = N_("Remove recording")
        actions = self._services.actions
        named = visible and bool(undo)
        actions.action("undo").setText(
            self.tr("&Undo: {what}").format(what=text(undo)) if named else translated(BY_ID["undo"].text)
        )
        named = visible and bool(redo)
        actions.action("redo").setText(
            self.tr("&Redo: {what}").format(what=text(redo)) if named else translated(BY_ID["redo"].text)
        )
