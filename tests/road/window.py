"""The real window on a real road, worked with keys."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copilot.pipeline import Road
from copilot.records import TicketKey
from ui.jobs import Jobs
from ui.main import THREADS, now
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SOON, WRITTEN = 30_000, 240_000  # milliseconds


@contextmanager
def window_on(qtbot: QtBot, theme: Theme, road: Road) -> Iterator[WindowPresenter]:
    """A shown and active window that syncs once; it is shut down afterwards, the road is not."""
    jobs = Jobs(ThreadPoolExecutor(THREADS))
    desk = WindowPresenter(theme, jobs, clock=now, sync_seconds=3600, prepare_ahead=False)
    qtbot.addWidget(desk.window)
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.start(road)
    try:
        yield desk
    finally:
        desk.stop()
        jobs.shutdown()
        desk.deleteLater()


def press(
    qtbot: QtBot,
    code: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), code, modifier)


def go_to(qtbot: QtBot, desk: WindowPresenter, key: TicketKey) -> None:
    """Wait until the queue shows a ticket, step to it and open it."""
    model, view = desk.queue.item_model, desk.queue.view.list
    qtbot.waitUntil(lambda: model.row_of(key) >= 0, timeout=SOON)
    qtbot.waitUntil(view.hasFocus, timeout=SOON)
    while steps := model.row_of(key) - view.currentIndex().row():
        press(qtbot, Qt.Key.Key_J if steps > 0 else Qt.Key.Key_K)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.conversation.key == key, timeout=SOON)
