"""A line above the page for a state that lasts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rvcdesk.ui.icons import icon


class Banner(QFrame):
    """Says why nothing can be changed; hidden otherwise.

    Signals:
        retried: the user wants to know whether it has passed.
    """

    retried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        lock = QLabel()
        lock.setPixmap(icon("lock").pixmap(18, 18))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self.button = QPushButton(self.tr("Try again"))
        self.button.setToolTip(self.tr("Open the project to be changed, once it is closed elsewhere"))
        self.button.clicked.connect(self.retried)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(lock)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.hide()

    def show_holder(self, holder: str | None) -> None:
        """Who has the project open, so that it can only be read here; "" when its folder cannot be written.

        None: it can be changed.
        """
        said = QCoreApplication.translate(
            "MainWindow",
            "This project is open in another window of RVC Desk ({holder}): "
            "you can look and listen, not change.",
        )
        if not holder:
            said = QCoreApplication.translate(
                "MainWindow",
                "The folder of this project cannot be written: you can look and listen, not change. "
                "Mend its permissions, or copy it elsewhere.",
            )
        self.say(said.format(holder=holder) if holder is not None else "")

    def say(self, text: str) -> None:
        """Show `text`; "" hides the banner."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.setVisible(bool(text))
