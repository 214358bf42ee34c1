"""Start-up: what the arguments ask for, then the window.

rvcdesk                     the window, with the project that was open last
rvcdesk FOLDER              the window with that project
rvcdesk --sample            the window with the sample project
rvcdesk --engine …          the child process (in a frozen app, where there is no python -m)
rvcdesk VERB …              the command line, without Qt
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rvcdesk.messages import Message
    from rvcdesk.ui.services import Services
    from rvcdesk.ui.window import MainWindow


@dataclass
class WindowOptions:
    """What the window shows first."""

    sample: bool = False
    project: Path | None = None
    qt: list[str] = field(default_factory=list)


def window_options(argv: list[str]) -> WindowOptions | None:
    """What the arguments say about the window; None when they are for the command line."""
    options = WindowOptions()
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word == "--sample":
            options.sample = True
        elif word in ("-platform", "-style") and rest:
            options.qt += [word, rest.pop(0)]
        elif options.project is None and _is_project(word):
            options.project = Path(word)
        else:
            return None
    return options


def _is_project(word: str) -> bool:
    path = Path(word)
    return (path / "project.json").is_file() or (path.name == "project.json" and path.is_file())


def main(argv: list[str] | None = None) -> int:
    """Entry point of `rvcdesk` and main.py. Returns the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    if argv[:1] == ["--engine"]:
        from rvcdesk import engine

        return engine.main(argv[1:])
    options = window_options(argv)
    if options is None:
        from rvcdesk import cli

        return cli.main(argv)
    return run_window(options)


def run_window(options: WindowOptions) -> int:
    """Show the window until it is closed."""
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        sys.stderr.write(
            f"The window cannot be opened ({error}). Install the system libraries that Qt needs "
            "(on Debian: libegl1 libxkbcommon-x11-0 libxcb-cursor0), or use `rvcdesk --help`.\n"
        )
        return 1
    if sys.platform.startswith("linux") and not _has_display(options.qt):
        sys.stderr.write("There is no display here; `rvcdesk --help` lists what works without one.\n")
        return 1
    from rvcdesk.ui import errors, interrupts

    errors.start_logging()
    crash_file = errors.CrashFile()
    app = QApplication([sys.argv[0], *options.qt])
    window = make_window(app)
    hooks = errors.Hooks(window.services.notify)
    hooks.install()
    interrupts.close_on_interrupt(window)
    window.keep_on_screen()
    window.show()
    window.activateWindow()  # where no window manager does, keys would wait for a click
    _after_first_paint(window, options)
    try:
        return int(app.exec())
    finally:
        hooks.remove()
        crash_file.close()


def _has_display(qt_arguments: list[str]) -> bool:
    import os

    chosen = os.environ.get("QT_QPA_PLATFORM", "") or " ".join(qt_arguments)
    if any(name in chosen for name in ("offscreen", "minimal", "vnc", "eglfs", "linuxfb")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_window(app: QApplication) -> MainWindow:
    """The window and its services, not yet shown. Loads neither a page nor the sound system."""
    from PySide6.QtGui import QIcon

    from rvcdesk.resources import icon_path
    from rvcdesk.settings import Settings
    from rvcdesk.ui import language, theme
    from rvcdesk.ui.actions import ActionTable
    from rvcdesk.ui.engine_client import EngineClient
    from rvcdesk.ui.jobbar import Jobs
    from rvcdesk.ui.keys import KeyGuard
    from rvcdesk.ui.models.service import Models
    from rvcdesk.ui.notify import Notifier
    from rvcdesk.ui.player_service import PlayerService
    from rvcdesk.ui.projects import Projects
    from rvcdesk.ui.services import Services
    from rvcdesk.ui.window import MainWindow

    app.setApplicationName("RVC Desk")
    app.setDesktopFileName("rvcdesk")
    app.setWindowIcon(QIcon(str(icon_path("rvcdesk"))))
    settings = Settings.load()
    language.install(app, settings.get("language"))
    theme.apply(app, settings.get("theme"))
    if app.findChild(KeyGuard) is None:
        KeyGuard(app)
    notify, jobs = Notifier(), Jobs()
    services = Services(
        settings=settings,
        notify=notify,
        engine=EngineClient(settings),
        player=PlayerService(settings),
        jobs=jobs,
        models=Models(jobs),
        actions=ActionTable(settings),
    )
    services.player.problem.connect(partial(_tell_about_sound, services))
    window = MainWindow(services, Projects(settings))
    # The services live as long as the window, and their Qt halves die with it.
    parts = (notify, services.engine, services.player, jobs, services.models, services.actions)
    for part in (*parts, window.projects):
        part.setParent(window)
    return window


def _tell_about_sound(services: Services, message: Message) -> None:
    """What the player says: good news once the trouble is over."""
    tell = services.notify.info if services.player.player.problem is None else services.notify.warn
    tell(message)


def _after_first_paint(window: MainWindow, options: WindowOptions) -> None:
    """What would delay the first paint: the project, the page, the sound device, an earlier crash."""
    from PySide6.QtCore import QTimer

    def go_on() -> None:
        from rvcdesk.messages import UserError
        from rvcdesk.ui.errors import earlier_crash

        try:
            if options.sample:
                window.open_sample()
            elif (folder := options.project or window.last_project()) is not None:
                window.open_project(folder.parent if folder.is_file() else folder)
        except UserError as error:
            window.services.notify.error(error)
        window.load_current_page()
        window.services.player.start()
        if stacks := earlier_crash():
            window.tell_crash(stacks)

    QTimer.singleShot(0, window, go_on)
