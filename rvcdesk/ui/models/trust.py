"""Asks about a file that looks right and is not the published one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rvcdesk.assets.options import Imported
from rvcdesk.ui.tr import text


def ask_trust(parent: QWidget, unknown: list[Imported], take: Callable[[], object]) -> QMessageBox:
    """Import them anyway? Then `take` is called. Does not wait."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("trust")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("ModelTrust", "Not the published file"))
    box.setText("\n".join(text(one.message) for one in unknown))
    box.setInformativeText(
        translate(
            "ModelTrust", "It may be someone's own version. If you know where it is from, it can be used."
        )
    )
    yes = box.addButton(translate("ModelTrust", "Import anyway"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    yes.clicked.connect(lambda: take())
    box.open()
    return box
