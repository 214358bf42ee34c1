"""What the Train page asks: a name that is taken, and leaving while a voice is being trained."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class Leaving(Enum):
    """What to do with a running training when the window or project closes."""

    STOP = "stop"
    KEEP = "keep"
    CANCEL = "cancel"


def ask_leaving(parent: QWidget, name: str) -> Leaving:
    """Pause, keep training without the window, or stay. Waits for the answer."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("leaving")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("TrainQuestions", "A training is running"))
    box.setText(translate("TrainQuestions", "“{name}” is being trained.").format(name=name))
    box.setInformativeText(
        translate(
            "TrainQuestions",
            "It can go on without this window; the Train page follows it again when you come back.",
        )
    )
    keep = box.addButton(
        translate("TrainQuestions", "&Keep training in the background"), QMessageBox.ButtonRole.AcceptRole
    )
    stop = box.addButton(
        translate("TrainQuestions", "&Pause and save"), QMessageBox.ButtonRole.DestructiveRole
    )
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    keep.setObjectName(Leaving.KEEP.value)
    stop.setObjectName(Leaving.STOP.value)
    cancel.setObjectName(Leaving.CANCEL.value)
    box.setDefaultButton(keep)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return Leaving(clicked.objectName()) if clicked is not None else Leaving.CANCEL


def offer_other_name(
    parent: QWidget, name: str, free: str, resume: Callable[[], object] | None, rename: Callable[[], object]
) -> QMessageBox:
    """There is a run called `name`: resume it (None: it has ended), or train as `free`. Does not wait."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("taken")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("TrainQuestions", "The name is taken"))
    box.setText(
        translate("TrainQuestions", "There is a run called “{name}” in this project.").format(name=name)
    )
    if resume is not None:
        again = box.addButton(translate("TrainQuestions", "&Resume it"), QMessageBox.ButtonRole.AcceptRole)
        again.setObjectName("resume")
        again.clicked.connect(lambda: resume())
    other = box.addButton(
        translate("TrainQuestions", "Train as “{name}”").format(name=free.replace("&", "&&")),
        QMessageBox.ButtonRole.YesRole,
    )
    other.setObjectName("rename")
    other.clicked.connect(lambda: rename())
    box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.open()
    return box
