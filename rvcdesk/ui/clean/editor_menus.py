"""What a right click offers: on the waveform, on a mark, on a box of frequencies, on a label."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from rvcdesk.ui.actions import ActionTable

Groups = tuple[tuple[str, ...], ...]

ON_WAVEFORM: Groups = (
    ("cut", "copy", "paste", "delete", "ripple_delete"),
    ("keep_only", "silence", "restore", "split", "split_new"),
    ("add_label", "play_stop", "cut_preview", "zoom_selection"),
)
ON_MARK: Groups = (("accept_mark", "reject_mark", "trim_mark", "play_mark"), ("accept_kind",))
ON_BOX: Groups = (("spectral_delete", "spectral_attenuate", "spectral_heal"),)
ON_LABEL: Groups = (
    ("rename_label", "remove_label"),
    ("labelled_cut", "labelled_delete", "labelled_silence"),
    ("play_stop", "zoom_selection"),
)


def pop_up(parent: QWidget, actions: ActionTable, groups: Groups, place: QPoint) -> None:
    """Open a menu of these actions at a place on the screen."""
    menu = QMenu(parent)
    for number, group in enumerate(groups):
        if number:
            menu.addSeparator()
        for name in group:
            menu.addAction(actions.action(name))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
