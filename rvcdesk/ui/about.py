"""About: version, licence, whose work the sample is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rvcdesk import __version__
from rvcdesk.resources import icon_path
from rvcdesk.sample import attribution
from rvcdesk.ui.start import dim, heading


class AboutDialog(QDialog):
    """Version, licence and credits; does not block the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About RVC Desk"))
        self.resize(620, 460)
        picture = QLabel()
        picture.setPixmap(QIcon(str(icon_path("rvcdesk"))).pixmap(QSize(72, 72), self.devicePixelRatioF()))
        picture.setAccessibleName("RVC Desk")
        names = QVBoxLayout()
        names.addWidget(heading("RVC Desk", 1.8))
        names.addWidget(
            dim(
                self.tr("Version {version}. Free software under the GNU GPL, version 3 or later.").format(
                    version=__version__
                )
            )
        )
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(picture)
        head.addLayout(names, 1)
        credits = QTextBrowser()
        credits.setAccessibleName(self.tr("Credits"))
        credits.setOpenExternalLinks(True)
        credits.setPlainText("\n\n".join(self._paragraphs()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(credits, 1)
        column.addWidget(buttons)

    def _paragraphs(self) -> list[str]:
        return [
            self.tr("Use only voices whose owners agree, and say that a cover was made with a model."),
            self.tr(
                "The bundled content encoder is the encoder half of OpenAI's Whisper base (MIT licence)."
            ),
            self.tr(
                "Built with Qt and PySide6 (LGPL), PyTorch, praat-parselmouth (GPL) and others; "
                "the list with their licences is docs/dependencies.md."
            ),
            attribution(),
        ]
