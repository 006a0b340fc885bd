"""What the privacy page and corrections change in the rest of the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt

from copilot.records import PersonKept
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, sitting_on, window_on
from ui.jobs import Jobs
from ui.sitting import Wishes


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        yield made


def test_the_hosts_of_the_status_line_open_the_ledger(qtbot, desk):
    desk.status.view.hosts.click()
    assert desk.privacy.view.isVisible()
    assert desk.privacy.view.tabs["Ledger"].isChecked()
    qtbot.waitUntil(lambda: desk.privacy.ledger.item_model.rowCount() == 2)
    desk.privacy.view.close()


def test_the_key_opens_the_page(qtbot, desk):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(desk.queue.view.list, Qt.Key.Key_B, both)
    assert desk.privacy.view.isVisible()
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    desk.privacy.view.close()


def test_the_open_ticket_of_a_deleted_person_is_put_away(qtbot, desk, road):
    open_ticket(qtbot, desk, 4217)
    person = road.privacy.people("Dana")[0]
    road.privacy.delete_person(person)
    desk.privacy.deleted.emit(person)
    qtbot.waitUntil(lambda: desk.queue.item_model.row_of(shop.FILTER.key) == -1)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    assert desk.conversation.key is None
    assert desk.conversation.view.empty.isVisible()
    assert not desk.middle.reply_half.isVisible()
    assert desk.composer.view.editor.toPlainText() == ""
    assert desk.composer.unsaved() is None
    open_ticket(qtbot, desk, 4231)
    assert desk.composer.draft is not None
    assert desk.middle.reply_half.isVisible()


def test_a_ticket_that_only_names_the_person_is_loaded_again(qtbot, desk, road):
    open_ticket(qtbot, desk, 4231)
    before = road.calls.count("open")
    desk.privacy.deleted.emit(PersonKept("Dana", (), (shop.FILTER.key,), (shop.CHARGED.key,)))
    qtbot.waitUntil(lambda: road.calls.count("open") == before + 1)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    assert desk.conversation.key == shop.CHARGED.key


def test_a_correction_removed_on_the_page_has_the_open_ticket_read_anew(qtbot, desk, road):
    open_ticket(qtbot, desk, 4217)
    before = road.calls.count("summarise")
    desk.privacy.corrected.emit()
    qtbot.waitUntil(lambda: road.calls.count("summarise") == before + 1)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def test_the_page_locks_and_its_minutes_are_kept(qtbot, theme, road, tmp_path):
    kept = []
    wishes = Wishes(prepare_ahead=False, lock_minutes=20, keep_lock_minutes=kept.append)
    with sitting_on(qtbot, theme, road, tmp_path, wishes=wishes) as sitting:
        page = sitting.desk.privacy
        page.open_at("Lock")
        assert page.lock.minutes.text() == "20 minutes"
        page.lock.minutes.setValue(5)
        page.lock.minutes.give()
        assert kept == [5]
        assert sitting.idle.minutes == 5
        with qtbot.waitSignal(sitting.locked):
            page.lock.lock.click()
        with qtbot.waitSignal(sitting.opened):
            sitting.unlock()
        assert sitting.desk.privacy.lock.minutes.text() == "5 minutes"
        qtbot.waitUntil(lambda: sitting.desk.queue.item_model.rowCount() > 0)


# --- winding down


def test_the_last_work_comes_after_all_others_and_its_end_is_told_here(qtbot, qapp):
    jobs, order = Jobs(ThreadPoolExecutor(2)), []

    def slow(stop):
        stop.wait(10)
        order.append("job")

    jobs.run(slow, lambda _: order.append("reported"), lambda _: order.append("failed"))
    jobs.wind_down(lambda: order.append("last"), lambda: order.append("ended"))
    assert jobs.run(slow, order.append, order.append).dropped
    qtbot.waitUntil(lambda: "ended" in order)
    assert order == ["job", "last", "ended"]
    jobs.shutdown()
    assert order == ["job", "last", "ended"]


def test_shutdown_does_what_winding_down_has_not_done_yet(qapp):
    jobs, order = Jobs(ThreadPoolExecutor(1)), []
    jobs.run(lambda stop: stop.wait(10), order.append, order.append)
    jobs.wind_down(lambda: order.append("last"), lambda: order.append("ended"))
    jobs.shutdown()
    assert order == ["last"]


def test_with_nothing_under_way_it_winds_down_at_once(qtbot, executor, qapp):
    jobs, order = Jobs(executor), []
    jobs.wind_down(lambda: order.append("last"), lambda: order.append("ended"))
    executor.drain()
    qtbot.waitUntil(lambda: order == ["last", "ended"])
    jobs.shutdown()
