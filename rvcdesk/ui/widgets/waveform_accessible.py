"""What a screen reader finds in a waveform: position and selection as its value, marks and labels inside.

The children are numbered: first the marks, then the labels, in their order on the timeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr, isValid

from rvcdesk.audio.history import Label
from rvcdesk.ui.widgets import mark_words
from rvcdesk.ui.widgets.waveform_model import ViewMark, clock

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView
    from rvcdesk.ui.widgets.waveform_select import SelectWidget

# Qt's stubs know no null pointer; what may return one here says Any.
_installed = False
_FOCUS, _PRESS = QAccessibleActionInterface.setFocusAction(), QAccessibleActionInterface.pressAction()
_MORE, _LESS = QAccessibleActionInterface.increaseAction(), QAccessibleActionInterface.decreaseAction()
_MENU = QAccessibleActionInterface.showMenuAction()


def described(view: SelectWidget) -> str:
    """Length, cursor and everything selected in words."""
    if not view.frames:
        return QCoreApplication.translate("WaveformView", "empty")
    return ", ".join(_parts(view))


def _parts(view: SelectWidget) -> list[str]:
    translate, rate = QCoreApplication.translate, view.rate
    parts = [
        translate("WaveformView", "length {time}").format(time=clock(view.frames / rate)),
        translate("WaveformView", "cursor at {time}").format(time=clock(view.edit_cursor / rate)),
    ]
    for edges in view.selections:
        start, end = (clock(edge / rate) for edge in edges)
        parts.append(translate("WaveformView", "selected {start} to {end}").format(start=start, end=end))
    if view.spectral_box is not None:
        low, high = (f"{hz:.0f}" for hz in view.spectral_box)
        parts.append(translate("WaveformView", "{low} to {high} Hz").format(low=low, high=high))
    return parts


class WaveformAccessible(QAccessibleWidget):
    """The widget's interface."""

    def __init__(self, view: WaveformView) -> None:
        super().__init__(view, QAccessible.Role.Chart, view.accessibleName())
        self.view = view
        self._items: dict[int, ItemAccessible] = {}
        ids: list[int] = []
        self._ids = ids
        # Qt keeps the items by number, and would keep them after the view.
        view.destroyed.connect(lambda: _forget(ids))

    def text(self, kind: QAccessible.Text) -> str:
        """The name, the described value, or whatever a plain widget says.

        The description is the same as the value: not every system reads the value of a chart.
        """
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            return described(self.view)
        return super().text(kind)

    def childCount(self) -> int:
        return len(self.view.scene.marks) + len(self.view.labels)

    def child(self, index: int) -> Any:
        """A mark or a label."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            item = self._items[index] = ItemAccessible(self, index)
            self._ids.append(QAccessible.registerAccessibleInterface(item))
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        number = child.number if isinstance(child, ItemAccessible) else -1
        return number if number < self.childCount() else -1

    def childAt(self, x: int, y: int) -> Any:
        """The mark or label at a point of the screen."""
        children = (self.child(index) for index in range(self.childCount()))
        return next((child for child in children if child is not None and child.rect().contains(x, y)), None)

    def focusChild(self) -> Any:
        """The mark under review, while the view has the focus."""
        return self.child(self.view.scene.current_mark) if self.view.hasFocus() else None

    def actionNames(self) -> list[str]:
        return [_FOCUS, _MORE, _LESS, _MENU]

    def doAction(self, name: str) -> None:
        """Move the cursor by a second, or what every widget can."""
        view = self.view
        if name in (_MORE, _LESS):
            view.edit_cursor += view.rate if name == _MORE else -view.rate
            view.ensure_visible(view.edit_cursor)
        elif name == _MENU:
            place = view.mapToGlobal(view.rect().center())
            view.context_menu_requested.emit(view.edit_cursor, place)
        else:
            super().doAction(name)


class _ItemActions(QAccessibleActionInterface):
    """What can be done with a mark or a label."""

    def __init__(self, item: ItemAccessible) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        return [_FOCUS, _PRESS]

    def doAction(self, name: str) -> None:
        """Go to it; pressing also selects it, as a click does."""
        item = self._item
        if item.what is None:
            return
        view = item.view
        view.setFocus()
        view.ensure_visible(item.what.start)
        if name == _PRESS:
            item.press()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class ItemAccessible(QAccessibleInterface):
    """The mark or label of a number; none when there are no longer so many."""

    def __init__(self, parent: WaveformAccessible, number: int) -> None:
        super().__init__()
        self._parent, self.number = parent, number
        self.view = parent.view
        self._actions = _ItemActions(self)

    @property
    def what(self) -> ViewMark | Label | None:
        """What the number stands for now."""
        if not isValid(self.view):
            return None
        marks, labels = self.view.scene.marks, self.view.labels
        if self.number < len(marks):
            return marks[self.number]
        place = self.number - len(marks)
        return labels[place] if place < len(labels) else None

    def press(self) -> None:
        """What a click does: the region is selected."""
        view, what = self.view, self.what
        if isinstance(what, ViewMark):
            view.mark_clicked.emit(what)
        elif what is not None:
            index = self.number - len(view.scene.marks)
            view.set_labels(view.labels, index)
            view.selection = (what.start, what.end)
            view.edit_cursor = what.start
            view.label_activated.emit(index)

    def isValid(self) -> bool:
        return self.what is not None

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self._parent.window() if isValid(self.view) else None

    def parent(self) -> QAccessibleInterface:
        return self._parent

    def child(self, index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> Any:
        return None

    def text(self, kind: QAccessible.Text) -> str:
        """Name: what it is and where; description: what else is known, and the keys that answer."""
        what = self.what
        if what is None:
            return ""
        if isinstance(what, ViewMark):
            if kind == QAccessible.Text.Name:
                return mark_words.summary(what, self.view.rate)
            if kind == QAccessible.Text.Description:
                return " ".join(part for part in (what.detail, self.view.mark_hint(what)) if part)
            return mark_words.state_of(what) if kind == QAccessible.Text.Value else ""
        return mark_words.label_text(what, self.view.rate) if kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is written from outside."""

    def rect(self) -> QRect:
        """The stretch on screen, as high as the view."""
        what, view = self.what, self.view
        if what is None:
            return QRect()
        left, right = (round(view.port.x_of(edge)) for edge in (what.start, what.end))
        left, right = max(left, 0), min(max(right, left + 4), view.width())
        place = view.mapToGlobal(view.rect().topLeft())
        return QRect(place.x() + left, place.y(), max(right - left, 0), view.height())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        what, view = self.what, self.view
        if what is None:
            state.invalid = True
            return state
        state.focusable = state.selectable = True
        chosen = view.scene.current_mark, view.current_label + len(view.scene.marks)
        state.selected = self.number == chosen[isinstance(what, Label)]
        state.offscreen = what.end < view.port.start or what.start > view.port.end
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Only actions. Anything but a pointer, None too, would be taken for one."""
        if kind == QAccessible.InterfaceType.ActionInterface:
            return self._actions
        return VoidPtr(0)


def _forget(ids: list[int]) -> None:
    for number in ids:
        QAccessible.deleteAccessibleInterface(number)


def install() -> None:
    """Register the factory once a process."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_factory)


def value_changed(view: SelectWidget) -> None:
    """Tell a listening screen reader that `described` says something new."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(view, described(view)))
        view.announcer.start()  # not every step of a drag is said


def announce(view: SelectWidget) -> None:
    """Say where the cursor or the selection has come to rest, while the view has the focus."""
    if QAccessible.isActive() and view.frames and view.hasFocus():
        skip = 2 if view.selections else 1  # the length, and a cursor that only marks the selection
        words = ", ".join(_parts(view)[skip:])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def items_changed(view: SelectWidget) -> None:
    """Tell a listening screen reader that marks or labels are others."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.ObjectReorder))


def _factory(key: str, item: QObject | None) -> Any | QAccessibleInterface | None:
    from rvcdesk.ui.widgets.waveform import WaveformView

    return WaveformAccessible(item) if isinstance(item, WaveformView) else None
