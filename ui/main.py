"""The way into the window: first frame first, then the road."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from copilot.records import About
from ui.doorbell import AddressEvents, Bell, Doorbell
from ui.shared.theme import Theme
from ui.sitting import Sitting, Wishes, keep_nothing, nobody_to_tell
from ui.starting import MakeRoad
from ui.window.memory import Memory

if TYPE_CHECKING:
    from copilot.pipeline import Road

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
    lock_minutes: int = 15,
    keep_lock_minutes: Callable[[int], None] = keep_nothing,
    forget_key: Callable[[], None] = nobody_to_tell,
    fixed: frozenset[str] = frozenset(),
    address: str = "",
    about: Callable[[], About] | None = None,
    settings_file: Path | None = None,
    bundle: Callable[[Road], str] | None = None,
    news: Callable[[], str] | None = None,
    ticket: str = "",
    bell: Bell | None = None,
    ticket_of: Callable[[str], str] | None = None,
) -> int:
    """Show the window, then open the road in it; returns the exit status.

    make_road(passphrase or None) runs on a worker thread and may raise KeyringMissing or WrongKey.
    `config` and `logs` are folders of the profile. `theme` is "light", "dark" or "system", until
    a person toggles it; that is remembered. `connect` is told address and token of a helpdesk that
    somebody wants to work with, and then the window closes. `notice` is said when the road is open.
    It locks after `lock_minutes` without use, 0: never; `keep_lock_minutes` writes down what a
    person chooses, and `forget_key` is called when it locks: make_road shall ask again.
    `fixed` names the settings that the organisation set; `address` is that of the helpdesk.
    `about` and `bundle` tell how the program is, `news` of a newer version; all three block and
    run on a worker thread. `settings_file` is the person's own, which the help shows. `ticket` is
    the number of the one to open first; others are asked for at the `bell`, or on macOS by an
    address that `ticket_of` reads.
    """
    started = time.perf_counter()
    app = QApplication.instance() or QApplication(["support-copilot"])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker; no other kind is ever made
    app.setApplicationName("Support Copilot")
    app.setDesktopFileName("support-copilot")
    memory = Memory(config)
    wishes = Wishes(
        sync_seconds=sync_seconds,
        prepare_ahead=prepare_ahead,
        lock_minutes=lock_minutes,
        keep_lock_minutes=keep_lock_minutes,
        forget_key=forget_key,
        connect=connect,
        fixed=fixed,
        address=address,
        about=about,
        settings_file=settings_file,
        bundle=bundle,
        news=news,
    )
    sitting = Sitting(
        make_road,
        _theme(app, memory, "" if theme == "system" else theme, fixed="theme" in fixed),
        memory,
        wishes,
        executor=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="window-job"),
        clock=now,
        new_store=new_store,
    )
    window = sitting.window
    crashes = sitting.trouble.install(logs)
    if notice:
        sitting.say_when_open(notice)
    if ticket:
        sitting.show_ticket(ticket)
    if ticket_of is not None and sys.platform == "darwin":
        AddressEvents(app, ticket_of).asked.connect(sitting.show_ticket)

    def painted() -> None:
        LOG.info("First frame after %.3f s", time.perf_counter() - started)
        if target := os.environ.get(EXIT_AFTER_FIRST_FRAME):
            Path(target).write_text(f"{time.time():.6f}", encoding="ascii")
            window.close()
        else:
            sitting.start()
            if bell is not None:
                door = Doorbell(bell, sitting)
                door.asked.connect(sitting.show_ticket)
                door.look()

    FirstFrame(window.backdrop, painted)
    window.show()
    status = app.exec()
    crashes.flush()
    return status


def _theme(app: QApplication, memory: Memory, preferred: str, *, fixed: bool) -> Theme:
    made = Theme(app, "" if fixed else memory.theme, preferred=preferred)
    made.fixed = fixed
    return made


__all__ = ["MakeRoad", "run"]
