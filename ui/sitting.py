"""The window from its first frame to its last: a desk in it while open, the lock page while not."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from copilot.errors import UserFacing
from copilot.records import About
from ui.composer.unsaved import Unsaved
from ui.jobs import Jobs
from ui.lock.idle import Idle
from ui.lock.view import BY_HAND, OPENING, SHUTTING, LockPage, after_idle
from ui.shared.banner import sentence_of
from ui.shared.theme import Theme
from ui.starting import MakeRoad, Starter
from ui.trouble import Trouble
from ui.window.memory import Memory
from ui.window.place import Place, go_back, place_of
from ui.window.presenter import WindowPresenter
from ui.window.view import TITLE, MainWindow

if TYPE_CHECKING:
    from copilot.pipeline import Road

LOG = logging.getLogger(__name__)
LOST = (
    "The last change of a draft could not be saved before it locked. What was saved earlier is "
    "still there."
)


def nobody_to_tell() -> None:
    """Nobody has to be told."""


def keep_nothing(minutes: int) -> None:
    """Nobody keeps the minutes."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants to sit here."""

    sync_seconds: int = 60
    prepare_ahead: bool = True
    lock_minutes: int = 15  # 0: never by itself
    keep_lock_minutes: Callable[[int], None] = keep_nothing  # writes them down
    forget_key: Callable[[], None] = nobody_to_tell  # called when it locks
    connect: Callable[[str, str], None] | None = None  # told of a helpdesk's address and token
    fixed: frozenset[str] = frozenset()  # names of settings that the organisation set
    address: str = ""  # of the helpdesk
    about: Callable[[], About] | None = None  # blocks
    settings_file: Path | None = None  # of the person
    bundle: Callable[[Road], str] | None = None  # how the program is, for support; blocks
    news: Callable[[], str] | None = None  # of a newer version, "" for none; blocks


class Sitting(QObject):
    """`opened` carries a Road each time one was opened; `locked` comes when it is closed again."""

    opened = Signal(object)
    locked = Signal()

    def __init__(
        self,
        make_road: MakeRoad,
        theme: Theme,
        memory: Memory,
        wishes: Wishes,
        *,
        executor: Callable[[], Executor],
        clock: Callable[[], datetime],
        new_store: bool = False,
    ) -> None:
        super().__init__()
        self._make, self._theme, self._memory, self._wishes = make_road, theme, memory, wishes
        self._executor, self._clock, self._new = executor, clock, new_store
        app = QApplication.instance()
        assert app is not None  # noqa: S101 - there is a window, so there is one
        self.window = MainWindow()
        self.window.closing.connect(self.leave)
        self.trouble = Trouble(self)
        self.trouble.window = self.window
        self.idle = Idle(app, clock, wishes.lock_minutes, self)
        self.idle.passed.connect(self._lock_idle)
        self.page: LockPage | None = None
        self._unsaved_lost = False
        self._notice = ""
        self._asked = False  # whether there is a newer version; once in a sitting
        self._place = Place()
        self._ticket = ""  # asked for from outside while there is no desk
        self.starter: Starter | None = None
        self.jobs = self._new_jobs()
        self.desk: WindowPresenter | None = self._furnish()
        self._memory.restore(self.window, self.desk.middle)

    def _new_jobs(self) -> Jobs:
        jobs = Jobs(self._executor())
        jobs.broke.connect(self.trouble.show)
        return jobs

    def _furnish(self) -> WindowPresenter:
        desk = WindowPresenter(
            self._theme,
            self.jobs,
            clock=self._clock,
            sync_seconds=self._wishes.sync_seconds,
            prepare_ahead=self._wishes.prepare_ahead,
            window=self.window,
        )
        desk.lock_wanted.connect(self.lock)
        desk.privacy.lock.minutes.show_number(self.idle.minutes)
        desk.privacy.minutes_chosen.connect(self._lock_after)
        desk.fix(self._wishes.fixed, self._wishes.address)
        wishes = self._wishes
        desk.helping.offer(wishes.about, wishes.bundle, wishes.settings_file)
        if self._wishes.connect is not None:
            desk.offer_connecting(self._wishes.connect)
        return desk

    # --- opening

    @Slot()
    def start(self) -> None:
        """Open the road for the first time."""
        starter = Starter(self._make, self.jobs, self.window, new_store=self._new)
        starter.given_up.connect(self.window.close)
        self._begin(starter)

    def _begin(self, starter: Starter) -> None:
        starter.opened.connect(self._opened)
        starter.failed.connect(self._not_opened)
        self.starter = starter
        starter.start()

    def say_when_open(self, notice: str) -> None:
        """Say this when the road is open."""
        self._notice = notice

    @Slot(str)
    def show_ticket(self, number: str) -> None:
        """Somebody outside asks for a ticket; while it is locked, it waits for the person."""
        if self.desk is not None and self.desk.road is not None:
            self.desk.asked.ask(number)
        else:
            self._ticket = number
        self.window.come_forward()

    @Slot()
    def unlock(self) -> None:
        """Open the road again, and go back to where the person was."""
        if self.page is None:
            return
        self.page.be_busy(OPENING)
        starter = Starter(self._make, self.jobs, self.window, new_store=False, leave="Stay locked")
        starter.given_up.connect(self._stay_locked)
        self._begin(starter)

    @Slot(object)
    def _opened(self, road: Road) -> None:
        self._new = False
        if self.desk is None:
            self.page = None
            self.window.setWindowTitle(TITLE)
            self.desk = self._furnish()
            self._memory.restore_columns(self.window, self.desk.middle)
        self.desk.start(road)
        go_back(self.desk, self._place)
        if self._unsaved_lost:
            self.desk.banner.say(LOST)
        elif self._notice:
            self.desk.banner.say(self._notice, "plain")
        elif self._wishes.news is not None and not self._asked:
            self._asked = True
            self.desk.helping.ask_news(self._wishes.news)
        self._unsaved_lost, self._notice = False, ""
        if self._ticket:
            self.desk.asked.open(self._ticket)
            self._ticket = ""
        self.idle.start()
        self.opened.emit(road)

    @Slot(object)
    def _not_opened(self, error: Exception) -> None:
        if self.desk is not None:
            self.desk.not_opened(error)
        else:
            self._stay_locked()
            if self.page is not None:
                self.page.say(sentence_of(error))

    @Slot()
    def _stay_locked(self) -> None:
        if self.page is not None:
            self.page.be_busy("")

    @Slot(int)
    def _lock_after(self, minutes: int) -> None:
        self.idle.minutes = minutes
        try:
            self._wishes.keep_lock_minutes(minutes)
        except UserFacing as error:
            if self.desk is not None:
                self.desk.privacy.view.banner.report(error)

    # --- locking

    @Slot()
    def lock(self) -> None:
        """Lock now."""
        self._lock(BY_HAND)

    @Slot()
    def _lock_idle(self) -> None:
        self._lock(after_idle(self.idle.minutes))

    def _lock(self, why: str) -> None:
        desk = self.desk
        if desk is None or desk.road is None:
            return
        self.desk, road = None, desk.road
        self.idle.stop()
        self._place = place_of(desk)
        self._memory.keep(self.window, desk.middle, self._theme.chosen)
        pending = desk.composer.unsaved()
        desk.stop()
        desk.road = None
        self.page = LockPage(why)
        self.page.unlock_wanted.connect(self.unlock)
        self.page.quit_wanted.connect(self.window.close)
        self.window.cover(self.page, f"{TITLE} · locked")
        self.page.be_busy(SHUTTING)
        desk.deleteLater()
        self._wishes.forget_key()
        self.jobs.wind_down(lambda: self._shut(road, pending), self._shut_down)

    def _shut(self, road: Road, pending: Unsaved | None) -> None:
        """Save what was typed and close the road; runs on a worker thread."""
        try:
            if pending is not None:
                pending.save(road)
        except UserFacing:
            LOG.warning("The last change of a draft could not be saved on the way out")
            self._unsaved_lost = True
        finally:
            road.close()

    def _shut_down(self) -> None:
        self.jobs.shutdown()
        self.jobs.deleteLater()
        self.jobs = self._new_jobs()
        gc.collect()  # the desk's texts hang in cycles; they shall not wait for Python's leisure
        self._stay_locked()
        self.locked.emit()

    # --- leaving

    @Slot()
    def leave(self) -> None:
        """In order: stop asking, stop the jobs, save what was typed, close the store."""
        desk, self.desk = self.desk, None
        self.idle.stop()
        if desk is None:
            self.jobs.shutdown()
            return
        self._memory.keep(self.window, desk.middle, self._theme.chosen)
        pending = desk.composer.unsaved()
        desk.stop()
        self.jobs.shutdown()
        road, desk.road = desk.road, None
        if road is not None:
            self._shut(road, pending)
