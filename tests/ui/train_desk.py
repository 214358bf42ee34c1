"""What the tests of the Train page share: a small project, runs written by hand, a page with hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import soundfile
from pytestqt.qtbot import QtBot

from rvcdesk.audio.player import Player
from rvcdesk.events import EventLog
from rvcdesk.messages import Message
from rvcdesk.project import Project
from rvcdesk.training import runs
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.train.page import TrainPage
from rvcdesk.ui.window import MainWindow
from tests.helpers.clock import SPEAKERS, ClockBackend

LOSSES = {"discriminator": 4.0, "generator": 2.0, "feature_matching": 1.5, "mel": 60.0, "kl": 0.8}
SLOW_MS = 90_000


def make_project(folder: Path, recording: Path, seconds: float = 10) -> Path:
    """A project of the first `seconds` of a recording."""
    samples, rate = soundfile.read(recording, frames=round(seconds * soundfile.info(recording).samplerate))
    part = folder.with_suffix(".wav")
    soundfile.write(part, samples, rate)
    with Project.create(folder, "Głos") as project:
        project.add_recording(part)
    return folder


def write_run(project: Path, name: str, steps: int, *, end: str = "", save_every: int = 2) -> Path:
    """A run as a child would leave it: `end` is done, failed, or "" for one that was killed."""
    folder = runs.create_run(TrainOptions(project=project, name=name, steps=steps))
    with EventLog(folder / "events.jsonl") as log:
        log.write("prepare", done=1, total=2, stage="Preparing recordings")
        log.write("prepare", done=2, total=2, stage="Preparing recordings")
        log.write("prepare", done=1, total=1, stage="Prepared", steps=steps, steps_per_epoch=2, pieces=3,
                  minutes=0.1, unused=1, f0="pm", device="Test", seconds=1.0)  # fmt: skip
        for step in range(1, steps + 1):
            epoch = (step + 1) // 2
            log.write("step", step=step, epoch=epoch, losses={**LOSSES, "mel": 60.0 / step}, seconds=0.5)
            if step % save_every == 0:
                log.write("save", step=step, epoch=epoch, path=f"checkpoints/step_{step:08d}.pt")
                write_preview(folder, step)
                log.write("preview", step=step, epoch=epoch, path=f"previews/step_{step:08d}.wav")
        if end == "done":
            log.write("done", step=steps, epoch=steps // 2, files=[])
        elif end == "failed":
            log.write("failed", exit_code=1, **Message("The disk is full.").to_json())
    return folder


def write_measured(project: Path, name: str, mels: Sequence[float], *, end: str = "done") -> Path:
    """A run that measured `mels` on its held-out pieces, one an epoch of 4 steps, with a save at each."""
    folder = runs.create_run(TrainOptions(project=project, name=name, epochs=len(mels)))
    (folder / "voices").mkdir()
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / f"step_{4 * len(mels):08d}.pt").write_bytes(b"")
    with EventLog(folder / "events.jsonl") as log:
        log.write("prepare", done=1, total=1, stage="Prepared", steps=4 * len(mels), steps_per_epoch=4,
                  pieces=30, minutes=3.0, unused=1, f0="pm", device="Test GPU", seconds=1.0, batch_size=8,
                  micro_batch=4,
                  precision="bf16", world=1, held_out=3, epochs=len(mels))  # fmt: skip
        for epoch, mel in enumerate(mels, 1):
            for step in range(4 * epoch - 3, 4 * epoch + 1):
                norms = {"generator": 30.0, "discriminator": 2.0}
                log.write("step", step=step, epoch=epoch, losses={**LOSSES, "mel": mel}, seconds=0.5, lr=1e-4,
                          grad_norm=norms)  # fmt: skip
            log.write("validation", step=step, epoch=epoch, mel=mel, best=mel == min(mels[:epoch]))
            voice = f"voices/step_{step:08d}.safetensors"
            (folder / voice).write_bytes(b"")
            log.write("save", step=step, epoch=epoch, path=f"checkpoints/step_{step:08d}.pt", voice=voice)
            write_preview(folder, step)
            log.write("preview", step=step, epoch=epoch, path=f"previews/step_{step:08d}.wav",
                      similarity=0.5 + 0.01 * epoch)  # fmt: skip
            log.write("machine", gpu_memory_used=3_200_000_000, gpu_memory_total=8_000_000_000,
                      temperature_c=61.0, gpu_use=0.97, memory_used=2_000_000_000)  # fmt: skip
        if end:
            log.write(end, step=4 * len(mels), epoch=len(mels), files=[])
    return folder


def write_preview(run: Path, step: int) -> None:
    """A second of a tone, and its source."""
    (run / "previews").mkdir(exist_ok=True)
    for name, pitch in ((f"step_{step:08d}", 220), ("source", 440)):
        wave = 0.3 * np.sin(2 * np.pi * pitch * np.arange(32000) / 32000)
        soundfile.write(run / "previews" / f"{name}.wav", wave, 32000)


class TrainDesk:
    """The page of an open window, and the device it plays on."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path | None) -> None:
        """`folder` is the project to open; None: one is open."""
        self.qtbot, self.window = qtbot, window
        player = window.services.player
        player._player = Player(ClockBackend(SPEAKERS), threaded=False)
        player._connect(player._player)
        assert folder is None or window.open_project(folder)
        window.show_page("train")
        page = window.current_page()
        assert isinstance(page, TrainPage)
        self.page = page

    def press(self, action_id: str) -> None:
        """As from the menu; it must be allowed."""
        action = self.window.services.actions.action(action_id)
        assert action.isEnabled(), action_id
        action.trigger()

    def can(self, action_id: str) -> bool:
        return self.window.services.actions.action(action_id).isEnabled()

    def wait(self, condition: Callable[[], object], limit_ms: int = SLOW_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=limit_ms)

    def wait_read(self) -> None:
        """Until the run that is shown has been read."""
        self.wait(lambda: self.page.shown is not None and self.page.shown.state != "reading", 10_000)

    @property
    def steps(self) -> list[int]:
        """The steps on the plot."""
        return [int(step) for step in self.page.view.plot.data.steps]

    @property
    def log(self) -> list[str]:
        """The lines of the log, without the time."""
        log = self.page.view.log
        return [log.item(row).text()[10:] for row in range(log.count())]
