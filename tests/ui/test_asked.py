"""A ticket that is asked for from outside the window: by a second process, or by the system."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QDialog, QWidget

from copilot.app.doorbell import doorbell, ticket_of
from copilot.paths import places
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.desk import open_ticket, sitting_on
from ui.doorbell import AddressEvents, Doorbell
from ui.sitting import Wishes

ADDRESS = "support-copilot://ticket/4231"
OPEN = (sys.executable, "-m", "copilot", "open", "--")


# The window's own way in, on a road that opens when somebody rang, and ends it with the ticket.
WINDOW = """
import sys
from threading import Event
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication
from copilot.app.doorbell import doorbell, ticket_of
from copilot.paths import places
from tests.fakes.road import FakeRoad
from ui.main import run

rang, at, ticket = Event(), places(), sys.argv[1]

class EndingRoad(FakeRoad):
    def looked(self, ticket):
        print("shown", ticket.key.id, flush=True)
        app = QApplication.instance()
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

class Telling:
    def __init__(self, bell):
        self.folder, self._bell = bell.folder, bell
    def rung(self):
        number = self._bell.rung()
        if number:
            rang.set()
        return number

def make_road(passphrase):
    assert ticket or rang.wait(30)
    return EndingRoad()

with doorbell(at.data) as bell:
    print("open", flush=True)
    run(
        make_road,
        config=at.config,
        logs=at.logs,
        prepare_ahead=False,
        ticket=ticket,
        bell=Telling(bell),
        ticket_of=ticket_of,
    )
"""


def window_process(ticket=""):
    command = [sys.executable, "-c", WINDOW, ticket]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_of_their_own():
    with window_process() as window:
        assert window.stdout.readline() == "open\n"
        second = subprocess.run([*OPEN, ADDRESS], capture_output=True, text=True)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        assert window.stdout.readline() == "shown 4231\n"


def test_a_window_of_its_own_opens_at_the_ticket():
    with window_process("4217") as window:
        assert window.stdout.read() == "open\nshown 4217\n"


@pytest.fixture
def elsewhere(qtbot):
    """Another window, for a person who works there."""
    window = QWidget()
    qtbot.addWidget(window)

    def go(sitting):
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: not sitting.window.isActiveWindow())

    return go


def shows(sitting, number):
    desk = sitting.desk
    return desk is not None and desk.conversation.key == shop.key(number)


def quiet(qtbot, desk):
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def test_a_second_process_opens_a_ticket_in_the_window(qtbot, theme, road, tmp_path, elsewhere):
    with (
        doorbell(places().data) as bell,
        sitting_on(qtbot, theme, road, tmp_path) as sitting,
    ):
        door = Doorbell(bell, sitting)
        door.asked.connect(sitting.show_ticket)
        open_ticket(qtbot, sitting.desk, 4217)
        elsewhere(sitting)
        with subprocess.Popen([*OPEN, ADDRESS], stderr=subprocess.PIPE) as second:
            qtbot.waitUntil(lambda: shows(sitting, 4231), timeout=20_000)
            assert second.wait(20) == 0
            assert second.stderr.read() == b""
        quiet(qtbot, sitting.desk)
        assert "approve" not in road.calls
        assert road.items == {}


def test_another_address_reaches_no_window(qtbot, theme, road, tmp_path, elsewhere):
    with (
        doorbell(places().data) as bell,
        sitting_on(qtbot, theme, road, tmp_path) as sitting,
    ):
        door = Doorbell(bell, sitting)
        elsewhere(sitting)
        with qtbot.assertNotEmitted(door.asked):
            done = subprocess.run([*OPEN, ADDRESS + "/approve"], capture_output=True, text=True)
        assert done.returncode == 1
        assert "no address of a ticket" in done.stderr
        assert sitting.desk.conversation.key is None


def test_what_was_typed_is_kept(qtbot, theme, road, tmp_path, elsewhere):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4217)
        desk.composer.focus(desk.composer.draft.kind)
        qtbot.keyClicks(desk.composer.view.editor, "Half a sen")
        elsewhere(sitting)
        sitting.show_ticket("4231")
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, desk)
        assert "Half a sen" in road.drafts[shop.key(4217)].text


def test_who_works_in_the_window_is_asked_first(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4217)
        sitting.show_ticket("4231")
        assert desk.banner.text() == "Ticket 4231 was asked for from outside this window."
        assert shows(sitting, 4217)
        desk.banner.action.click()
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, desk)


def test_a_window_where_no_ticket_is_open_opens_it_at_once(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        sitting.show_ticket("4231")
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, sitting.desk)


def test_a_dialog_is_not_pulled_away(qtbot, theme, road, tmp_path, elsewhere):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4217)
        dialog = QDialog(sitting.window)
        dialog.open()
        elsewhere(sitting)
        sitting.show_ticket("4231")
        assert "4231" in desk.banner.text()
        assert shows(sitting, 4217)
        dialog.reject()


def test_a_locked_window_stays_locked_and_opens_there(qtbot, theme, road, tmp_path):
    roads = iter((road, FakeRoad()))
    with sitting_on(
        qtbot, theme, road, tmp_path, make_road=lambda passphrase: next(roads)
    ) as sitting:
        open_ticket(qtbot, sitting.desk, 4217)
        with qtbot.waitSignal(sitting.locked):
            sitting.lock()
        sitting.show_ticket("4231")
        assert sitting.desk is None
        with qtbot.waitSignal(sitting.opened):
            sitting.unlock()
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, sitting.desk)


def test_a_ticket_that_is_new_is_fetched(qtbot, theme, tmp_path, elsewhere):
    tickets = tuple(shop.TICKETS.values())
    road = FakeRoad(tickets=tuple(one for one in tickets if one.key != shop.key(4231)))
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        quiet(qtbot, sitting.desk)
        elsewhere(sitting)
        late = next(one for one in tickets if one.key == shop.key(4231))
        sync = road.sync

        def fetch(**options):
            road.tickets[late.key] = replace(late)
            return sync(**options)

        road.sync = fetch
        sitting.show_ticket("4231")
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, sitting.desk)


def test_a_ticket_that_is_not_there_is_said(qtbot, theme, road, tmp_path, elsewhere):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4217)
        elsewhere(sitting)
        sitting.show_ticket("999999")
        qtbot.waitUntil(lambda: "There is no ticket 999999 here" in desk.banner.text())
        quiet(qtbot, desk)
        assert shows(sitting, 4217)
        assert road.calls.count("sync") == 2


def test_the_window_opens_at_the_ticket_that_it_was_started_for(qtbot, theme, road, tmp_path):
    with sitting_on(
        qtbot, theme, road, tmp_path, wishes=Wishes(prepare_ahead=False), ticket="4231"
    ) as sitting:
        qtbot.waitUntil(lambda: shows(sitting, 4231))
        quiet(qtbot, sitting.desk)


def test_an_address_may_come_as_an_event_of_the_system(qtbot, qapp):
    events = AddressEvents(qapp, ticket_of)
    with qtbot.waitSignal(events.asked) as asked:
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(ADDRESS)))
    assert asked.args == ["4231"]
    with qtbot.assertNotEmitted(events.asked):
        for address in ("support-copilot://ticket/4231/approve", "file:///etc/passwd"):
            QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(address)))
    qapp.removeEventFilter(events)
    events.deleteLater()
