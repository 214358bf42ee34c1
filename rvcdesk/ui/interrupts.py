"""Ctrl+C in the terminal, and a polite kill, close the window as the user would."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QMainWindow


def close_on_interrupt(window: QMainWindow) -> None:
    """Close `window` on SIGINT and SIGTERM. Python runs no handler while Qt waits, so a socket wakes it."""
    ours, pythons = socket.socketpair()
    ours.setblocking(False)
    pythons.setblocking(False)
    signal.set_wakeup_fd(pythons.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, window)

    def wake() -> None:
        ours.recv(64)
        if pythons.fileno() >= 0:
            window.close()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    notifier.activated.connect(wake)
