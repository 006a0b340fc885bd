"""Waiting for the window outside of a test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication


def settle(until: Callable[[], bool], seconds: float = 5) -> None:
    """Run the event loop until something is so; raises when it does not become so."""
    deadline = QDeadlineTimer(int(seconds * 1000))
    app = QApplication.instance()
    while not until():
        if deadline.hasExpired():
            raise TimeoutError
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    for _ in range(5):
        app.processEvents()
