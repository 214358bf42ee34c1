"""Choosing models on disk: files or a folder, without holding up the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from rvcdesk.ui.icons import icon
from rvcdesk.ui.places import start_folder


def choose_files(parent: QWidget, take: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for files that may be models; `take` gets them."""
    translate = QCoreApplication.translate
    dialog = QFileDialog(parent, translate("ModelFiles", "Choose model files"), start_folder())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [
            translate("ModelFiles", "Models ({patterns})").format(
                patterns="*.pt *.pth *.bin *.safetensors *.ckpt *.json *.zip"
            ),
            translate("ModelFiles", "All files (*)"),
        ]
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    dialog.open()
    return dialog


def choose_folder(parent: QWidget, take: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for a folder that may hold models, for instance that of another RVC installation."""
    title = QCoreApplication.translate("ModelFiles", "Choose a folder with models")
    dialog = QFileDialog(parent, title, start_folder())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: take([Path(name)]))
    dialog.open()
    return dialog


class _MenuButton(QToolButton):
    """Its menu opens by key, too: Down, as in a box of choices."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.showMenu()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def import_button(parent: QWidget, take: Callable[[list[Path]], object]) -> QToolButton:
    """A button for files, with a menu for a folder."""
    translate = QCoreApplication.translate
    button = _MenuButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setText(translate("ModelFiles", "Import from disk…"))
    button.setToolTip(
        translate(
            "ModelFiles",
            "Take models you have already, wherever they came from: files, a folder of another RVC "
            "installation, or a .zip. They are recognised by their content",
        )
    )
    button.setIcon(icon("import"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    menu = QMenu(button)
    menu.addAction(translate("ModelFiles", "Files…")).triggered.connect(lambda: choose_files(parent, take))
    menu.addAction(translate("ModelFiles", "Folder…")).triggered.connect(lambda: choose_folder(parent, take))
    button.setMenu(menu)
    button.clicked.connect(lambda: choose_files(parent, take))
    return button


def dropped(data: QMimeData) -> list[Path]:
    """The files that are being dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
