"""The keys of a loss plot."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rvcdesk.ui.widgets.loss_data import LossData
from rvcdesk.ui.widgets.loss_scene import Scene

CLOSER = 0.8
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ZOOMS = {
    Qt.Key.Key_Plus: CLOSER,
    Qt.Key.Key_Equal: CLOSER,
    Qt.Key.Key_Minus: 1 / CLOSER,
    Qt.Key.Key_Underscore: 1 / CLOSER,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press(scene: Scene, data: LossData, key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Do what a key means; returns whether it meant anything."""
    if key in _WAYS and modifiers & Qt.KeyboardModifier.ControlModifier:
        step = scene.marks.walk(right=_WAYS[Qt.Key(key)] > 0)
        if step is not None and data.count:
            scene.cross_to(step)
        return step is not None
    if key in _ENTER and scene.marks.chosen is not None:
        scene.marks.activate(scene.marks.chosen)
    elif not data.count:
        return False
    elif key in _WAYS and modifiers & Qt.KeyboardModifier.ShiftModifier:
        scene.pan(_WAYS[Qt.Key(key)])
    elif key in _WAYS:
        scene.step_cross(_WAYS[Qt.Key(key)])
    elif key in _ZOOMS:
        scene.zoom(_ZOOMS[Qt.Key(key)])
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        scene.cross_to(data.steps[0] if key == Qt.Key.Key_Home else data.last)
    elif key == Qt.Key.Key_0:
        scene.fit()
    elif key == Qt.Key.Key_Escape and scene.hover is not None:
        scene.hover = None
    else:
        return False
    return True
