"""The way into the window: first frame first, then the road; and the way out, in order."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from copilot.errors import UserFacing
from copilot.pipeline import Road
from ui.jobs import Jobs
from ui.shared.theme import Theme
from ui.starting import MakeRoad, Starter
from ui.trouble import Trouble
from ui.window.memory import Memory
from ui.window.presenter import WindowPresenter

LOG = logging.getLogger(__name__)
THREADS = 8  # drafting, summarising, preparing, syncing and delivering may all block at once
# Names a file: the time of the first frame is written into it, and the window closes again.
EXIT_AFTER_FIRST_FRAME = "SUPPORT_COPILOT_EXIT_AFTER_FIRST_FRAME"


def now() -> datetime:
    """The time here, aware."""
    return datetime.now().astimezone()


class FirstFrame(QObject):
    """Calls back once, after the watched window was painted for the first time."""

    def __init__(self, watched: QObject, painted: Callable[[], None]) -> None:
        super().__init__(watched)
        self._watched, self._painted = watched, painted
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The callback runs from the event loop, so after this paint is done."""
        if event.type() is QEvent.Type.Paint:
            self._watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._call)
        return False

    @Slot()
    def _call(self) -> None:
        self._painted()


class Closing(QObject):
    """Leaves in order: stop asking, stop the jobs, save what was typed, close the store."""

    def __init__(self, desk: WindowPresenter, jobs: Jobs, memory: Memory) -> None:
        super().__init__(desk)
        self._desk, self._jobs, self._memory = desk, jobs, memory
        desk.window.closing.connect(self.leave)

    @Slot()
    def leave(self) -> None:
        """Called once, before the window goes away."""
        desk = self._desk
        self._memory.keep(desk.window, desk.middle, desk.theme.chosen)
        pending = desk.composer.unsaved()
        desk.stop()
        self._jobs.shutdown()
        road, desk.road = desk.road, None
        if road is None:
            return
        try:
            if pending is not None:
                road.edit(*pending)
        except UserFacing:
            LOG.warning("The last change of a draft could not be saved on the way out")
        finally:
            road.close()


def run(
    make_road: MakeRoad,
    *,
    config: Path,
    logs: Path,
    new_store: bool = False,
    sync_seconds: int = 60,
    theme: str = "system",
    connect: Callable[[str, str], None] | None = None,
    notice: str = "",
    prepare_ahead: bool = True,
) -> int:
    """Show the window, then open the road in it; returns the exit status.

    make_road(passphrase or None) runs on a worker thread and may raise KeyringMissing or WrongKey.
    `config` and `logs` are folders of the profile. `theme` is "light", "dark" or "system", until
    a person toggles it; that is remembered. `connect` is told address and token of a helpdesk that
    somebody wants to work with, and then the window closes. `notice` is said when the road is open.
    """
    started = time.perf_counter()
    app = QApplication.instance() or QApplication(["support-copilot"])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker; no other kind is ever made
    app.setApplicationName("Support Copilot")
    app.setDesktopFileName("support-copilot")
    memory = Memory(config)
    jobs = Jobs(ThreadPoolExecutor(THREADS, thread_name_prefix="window-job"))
    desk = WindowPresenter(
        Theme(app, memory.theme, preferred="" if theme == "system" else theme),
        jobs,
        clock=now,
        sync_seconds=sync_seconds,
        prepare_ahead=prepare_ahead,
    )
    trouble = Trouble(desk)
    trouble.window = desk.window
    jobs.broke.connect(trouble.show)
    crashes = trouble.install(logs)
    Closing(desk, jobs, memory)
    starter = Starter(make_road, jobs, desk, new_store=new_store)
    starter.given_up.connect(desk.window.close)
    if notice:
        starter.opened.connect(lambda road: desk.banner.say(notice, "plain"))
    if connect is not None:
        desk.offer_connecting(connect)

    def painted() -> None:
        LOG.info("First frame after %.3f s", time.perf_counter() - started)
        if target := os.environ.get(EXIT_AFTER_FIRST_FRAME):
            Path(target).write_text(f"{time.time():.6f}", encoding="ascii")
            desk.window.close()
        else:
            starter.start()

    memory.restore(desk.window, desk.middle)
    FirstFrame(desk.window.backdrop, painted)
    desk.window.show()
    status = app.exec()
    crashes.flush()
    return status


__all__ = ["MakeRoad", "Road", "run"]
