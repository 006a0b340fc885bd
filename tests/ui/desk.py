"""A whole window on a fake road, with real threads, for tests that walk through it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.fakes import road_tickets as shop
from ui.jobs import Jobs
from ui.main import now
from ui.sitting import Sitting, Wishes
from ui.window.memory import Memory
from ui.window.presenter import WindowPresenter
from ui.window.view import WISHED


@contextmanager
def window_on(qtbot, theme, road, *, prepare_ahead=False):
    """The presenter of a shown and active window; everything is shut down afterwards."""
    jobs = Jobs(ThreadPoolExecutor(6))
    desk = WindowPresenter(theme, jobs, clock=now, prepare_ahead=prepare_ahead)
    qtbot.addWidget(desk.window)
    desk.window.resize(WISHED)  # the offscreen screen is smaller than any real one
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.start(road)
    try:
        qtbot.waitUntil(lambda: desk.queue.item_model.rowCount() > 0 or not road.tickets)
        qtbot.waitUntil(lambda: desk.status.status is not None)
        yield desk
    finally:
        road.let_go.set()
        desk.stop()
        jobs.shutdown()
        desk.deleteLater()


@contextmanager
def sitting_on(qtbot, theme, road, folder, *, make_road=None, wishes=None, clock=now, ticket=""):
    """A sitting whose road is open; everything is shut down afterwards."""
    sitting = Sitting(
        make_road or (lambda passphrase: road),
        theme,
        Memory(folder),
        wishes or Wishes(prepare_ahead=False),
        executor=lambda: ThreadPoolExecutor(6),
        clock=clock,
    )
    qtbot.addWidget(sitting.window)
    sitting.window.resize(WISHED)
    with qtbot.waitExposed(sitting.window):
        sitting.window.show()
    sitting.window.activateWindow()
    qtbot.waitUntil(sitting.window.isActiveWindow)
    if ticket:
        sitting.show_ticket(ticket)
    sitting.start()
    try:
        qtbot.waitUntil(lambda: sitting.desk.queue.item_model.rowCount() > 0)
        qtbot.waitUntil(lambda: sitting.desk.status.status is not None)
        yield sitting
    finally:
        road.let_go.set()
        sitting.leave()
        sitting.jobs.shutdown()
        sitting.deleteLater()


def open_ticket(qtbot, desk, number):
    """Open a ticket and wait until it is shown and quiet."""
    desk.open(shop.key(number))
    qtbot.waitUntil(lambda: desk.conversation.key == shop.key(number))
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
