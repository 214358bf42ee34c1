"""A desk for tests of the Clean page: recordings with known pauses, a project, hands, a clock for ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.player import Player
from rvcdesk.project import Project
from rvcdesk.ui.clean.page import CleanPage
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.window import MainWindow
from tests.helpers.clock import SPEAKERS, ClockBackend
from tests.helpers.sound import voice

RATE = 16000
SECONDS = 8.0
PAUSES = ((2.0, 3.5), (5.0, 7.0))  # seconds
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def talk(channels: int = 1, seconds: float = SECONDS) -> NDArray[np.float32]:
    """Sound with two pauses of faint room noise, (channels, frames)."""
    samples = voice(RATE, channels, seconds)
    noise = 0.0004 * np.random.default_rng(3).standard_normal(samples.shape)
    for start, end in PAUSES:
        samples[:, round(start * RATE) : round(end * RATE)] = 0
    return (samples + noise).astype(np.float32)


def record(path: Path, samples: NDArray[np.float32] | None = None) -> Path:
    """Write a recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, (talk() if samples is None else samples).T, RATE, subtype="PCM_16")
    return path


def make_project(folder: Path, recordings: Sequence[Path]) -> Path:
    """A closed project with these recordings."""
    with Project.create(folder, "Głos") as project:
        for recording in recordings:
            project.add_recording(recording)
    return folder


@dataclass
class Desk:
    """The window with the Clean page in front."""

    qtbot: QtBot
    window: MainWindow
    clock: ClockBackend = field(default_factory=lambda: ClockBackend(SPEAKERS))

    def __post_init__(self) -> None:
        service = self.window.services.player
        service._player = Player(self.clock, threaded=False)
        service._connect(service._player)

    @property
    def page(self) -> CleanPage:
        page = self.window.pages["clean"]
        assert isinstance(page, CleanPage)
        return page

    @property
    def view(self) -> WaveformView:
        return self.page.editor.view

    @property
    def clip(self) -> Clip:
        assert self.page.editor.clip is not None
        return self.page.editor.clip

    @property
    def said(self) -> list[str]:
        """What the status line was told so far."""
        return [note.text for note in self.window.services.notify.history]

    def open(self, folder: Path) -> None:
        """Open a project and wait until its first clip is on show."""
        self.window.open_project(folder)
        self.window.show_page("clean")
        self.wait_ready()

    def wait_ready(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.editor.ready)
        self.window.activateWindow()
        self.view.setFocus()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def x(self, seconds: float) -> int:
        return round(self.view.port.x_of(seconds * self.view.rate))

    def drag(self, start: float, end: float) -> None:
        """Select from one second to another with the mouse."""
        y = self.view.height() // 2
        QTest.mousePress(self.view, LEFT, PLAIN, QPoint(self.x(start), y))
        for x in np.linspace(self.x(start), self.x(end), 6).astype(int)[1:]:
            QTest.mouseMove(self.view, QPoint(int(x), y))
        QTest.mouseRelease(self.view, LEFT, PLAIN, QPoint(self.x(end), y))

    def click(self, seconds: float) -> None:
        """Click on the waveform."""
        QTest.mouseClick(self.view, LEFT, PLAIN, QPoint(self.x(seconds), self.view.height() // 2))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus is on the waveform; a shortcut needs the active window."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.view, key, held)

    def can(self, action: str) -> bool:
        return self.window.services.actions.action(action).isEnabled()

    def hear(self, seconds: float, each: Callable[[], object] = lambda: None) -> None:
        """Let time pass for the sound device, in small steps."""
        service = self.window.services.player
        for _ in range(round(seconds / 0.05)):
            self.clock.advance(service.player, 0.05)
            service._tick()
            each()

    def find_silence(self) -> None:
        """Search with the settings as they are, and mark what is found."""
        self.key(Qt.Key.Key_F, CONTROL | SHIFT)
        panel = self.page.silence
        self.qtbot.waitUntil(panel.mark_button.isEnabled)
        QTest.mouseClick(panel.mark_button, LEFT)
        self.qtbot.waitUntil(lambda: bool(self.clip.state.marks) and self.can("next_mark"))
