"""What is known of the chosen voice, and what its file itself says when it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rvcdesk.assets.catalog import size_text
from rvcdesk.assets.store import missing
from rvcdesk.content.encoder import ENCODERS, encoder_need
from rvcdesk.messages import Message
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.icons import icon
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.voice.config import CONTENT
from rvcdesk.voice.library import VoiceEntry

COLUMNS = 3
HASH_SHOWN = 16
_Stamp = tuple[Path, int, int]  # another file of the same name is another voice


class VoiceDetails(QFrame):
    """Facts in a small table under the list.

    Signals:
        models_wanted: show the model files; the voice cannot sing without one of them.
    """

    models_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._entry: VoiceEntry | None = None
        self._found: dict[_Stamp, dict[str, Any]] = {}
        self._request: Request | None = None
        self._asked: Path | None = None
        self._lacking = _lacking()
        self.setAccessibleName(self.tr("About the voice"))
        self.name = heading("", 1.1)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.inspect = QPushButton(self.tr("Inspect the file"))
        self.inspect.setIcon(icon("find"))
        self.inspect.setAutoDefault(False)
        self.inspect.setToolTip(self.tr("Read the file itself: check every weight, and compute its SHA-256"))
        self.inspect.clicked.connect(self._ask)
        self.models = QPushButton(self.tr("Get what it needs…"))
        self.models.setIcon(icon("download"))
        self.models.setAutoDefault(False)
        self.models.clicked.connect(lambda: self.models_wanted.emit())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        self.problems = QLabel()
        self.problems.setWordWrap(True)
        self.problems.setMinimumWidth(10)
        self.problems.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.models)
        head.addWidget(self.inspect)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addLayout(self._grid)
        whole.addWidget(self.problems)
        services.models.changed.connect(self._on_models)
        self.show_voice(None)

    def show_voice(self, entry: VoiceEntry | None) -> None:
        """Tell about this one; None: the pane is gone."""
        self._entry = entry
        self.setVisible(entry is not None)
        self._show()

    # --- the facts

    def facts(self) -> list[tuple[str, str]]:
        """(what, value) as shown; what is not known is left out."""
        entry = self._entry
        if entry is None:
            return []
        facts = {**entry.facts, **{k: v for k, v in self._inspected().items() if v is not None}}
        rate, median = facts.get("sample_rate"), facts.get("f0_median")
        pairs = [
            (self.tr("Version"), self._version(str(facts.get("version") or ""))),
            (self.tr("Sample rate"), self._rate(rate) if isinstance(rate, int) else ""),
            (self.tr("Pitch"), self._pitch(facts.get("f0"), median)),
            (self.tr("Epochs"), self._number(facts.get("epochs"))),
            (self.tr("Speakers"), self._number(facts.get("speakers"))),
            (self.tr("Encoder"), self._encoder(facts)),
            (self.tr("Index"), self._file(entry.index) if entry.index else self.tr("none")),
            (self.tr("File"), self._file(entry.path)),
            (self.tr("SHA-256"), self._hash(facts)),
        ]
        return [(title, value) for title, value in pairs if value]

    def _inspected(self) -> dict[str, Any]:
        return self._found.get(_stamp(self._entry.path), {}) if self._entry is not None else {}

    def _on_models(self) -> None:
        """Files have come or gone: what an inspection said of them may not be so any more."""
        lacking = _lacking()
        if lacking != self._lacking:
            self._lacking = lacking
            self._found.clear()
        self._show()

    def _version(self, version: str) -> str:
        if version.startswith("rvcdesk-draft"):
            return self.tr("Draft")
        return f"RVC {version}" if version in ("v1", "v2") else version

    def _rate(self, rate: int) -> str:
        return self.tr("{rate} kHz").format(rate=decimal(f"{rate / 1000:g}"))

    def _pitch(self, f0: object, median: object) -> str:
        if not isinstance(f0, bool):
            return ""
        if not f0:
            return self.tr("without: for speech")
        if isinstance(median, (int, float)) and median > 0:
            return self.tr("with, around {hz} Hz").format(hz=round(median))
        return self.tr("with")

    @staticmethod
    def _number(value: object) -> str:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    @staticmethod
    def _content(facts: dict[str, Any]) -> str:
        version = str(facts.get("version") or "")
        return str(facts.get("content") or CONTENT.get(version, ("", 0))[0])

    def _encoder(self, facts: dict[str, Any]) -> str:
        content = self._content(facts)
        if self._lacks(content):
            return self.tr("{encoder} — not here yet").format(encoder=content)
        return content

    @staticmethod
    def _lacks(content: str) -> bool:
        return content in ENCODERS and bool(missing(encoder_need(content)))

    @staticmethod
    def _file(path: Path) -> str:
        try:
            return f"{path.name} ({size_text(path.stat().st_size)})"
        except OSError:
            return path.name

    def _hash(self, facts: dict[str, Any]) -> str:
        files = facts.get("files")
        known = facts.get("sha256") or (
            files.get(self._entry.path.name) if isinstance(files, dict) and self._entry is not None else None
        )
        return str(known or "")

    def _show(self) -> None:
        if self._entry is None:
            return
        self.name.setText(self._entry.name)
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (title, value) in enumerate(self.facts()):
            row, column = divmod(number, COLUMNS)
            label = dim(title)
            label.setWordWrap(False)
            label.setToolTip(self._meanings().get(title, ""))
            self._grid.addWidget(label, row, 2 * column)
            self._grid.addWidget(self._value(title, value), row, 2 * column + 1)
        self.models.setVisible(self._lacks(self._content({**self._entry.facts, **self._inspected()})))
        self._show_problems()

    def _meanings(self) -> dict[str, str]:
        return {
            self.tr("Pitch"): self.tr("Whether the voice follows a melody"),
            self.tr("Encoder"): self.tr("The model that hears what is said; a voice knows only its own"),
            self.tr("Index"): self.tr("Sounds of the training; with them a cover comes closer to the voice"),
            self.tr("SHA-256"): self.tr("The fingerprint of the file: the same for the same file everywhere"),
        }

    def _value(self, title: str, value: str) -> QWidget:
        short = f"{value[:HASH_SHOWN]}…" if title == self.tr("SHA-256") and len(value) > HASH_SHOWN else value
        label = QLabel(short)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(value)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMinimumWidth(40)
        return label

    def _show_problems(self) -> None:
        found = self._inspected()
        said = [text(Message.from_json(one)) for one in found.get("messages", [])]
        if found and not said:
            said = [self.tr("The file is in order.")]
        if self._request is not None and self._entry is not None and self._asked == self._entry.path:
            said = [self.tr("Reading the file…")]
        wrong = bool(found) and not found.get("usable", True)
        role = QPalette.ColorRole.BrightText if wrong else QPalette.ColorRole.PlaceholderText
        self.problems.setForegroundRole(role)
        self.problems.setText("\n".join(said))
        self.problems.setVisible(bool(said))

    # --- asking the file

    def _ask(self) -> None:
        entry = self._entry
        if entry is None or self._request is not None:
            return
        stamp = _stamp(entry.path)
        self._asked = entry.path
        request = self._request = self._services.engine.submit("inspect", {"file": str(entry.path)})
        self._services.jobs.follow(self.tr("Inspecting {voice}").format(voice=entry.name), request)
        request.done.connect(lambda found: self._on_found(stamp, found))
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._end)
        self._show()

    def _on_found(self, stamp: _Stamp, found: dict[str, Any]) -> None:
        self._found[stamp] = found
        self._end()

    def _on_failed(self, message: Message) -> None:
        self._services.notify.error(message)
        self._end()

    def _end(self) -> None:
        self._request = None
        self._show()


def _lacking() -> tuple[str, ...]:
    return tuple(name for name in ENCODERS if missing(encoder_need(name)))


def _stamp(path: Path) -> _Stamp:
    try:
        stat = path.stat()
    except OSError:
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size
