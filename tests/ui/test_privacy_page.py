"""The privacy page: what it shows, what it changes, what it asks before it deletes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from copilot.errors import BadInput, StoreError
from copilot.records import DataKind, Deletion, PersonKept
from tests.fakes import road_privacy
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from ui.privacy.clearing import Clearing
from ui.privacy.ledger_tab import LedgerItemModel
from ui.privacy.presenter import PrivacyPresenter
from ui.privacy.props import HELPDESK, cleared_words, kept_words, numbers, wall_words, what_goes
from ui.shared.masking import BLOT
from ui.window.view import MainWindow


class Clock:
    """A time that only the test moves."""

    def __init__(self):
        self.now = shop.NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def road(clock):
    return FakeRoad(clock=clock)


@pytest.fixture
def page(qtbot, theme, jobs, executor, road, clock):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    made = PrivacyPresenter(theme, jobs, clock, window, window)

    def quiet():
        executor.drain()
        return jobs.under_way == 0

    made.settle = lambda: qtbot.waitUntil(quiet)
    made.start(road)
    made.settle()
    yield made
    window.close()


def opened(page, tab):
    page.open_at(tab)
    page.settle()
    return page


def test_the_ledger_names_the_hosts_the_wall_and_every_conversation(page):
    opened(page, "Ledger")
    assert page.ledger.hosts.text() == "support.nordlicht.example"
    assert "seccomp" in page.ledger.wall.text()
    model = page.ledger.item_model
    cells = [model.index(0, at).data() for at in range(model.columnCount())]
    assert cells == [
        "16 Nov, 08:06",
        "support.nordlicht.example",
        "sync",
        "1.2 kB",
        "48 kB",
        "210 ms",
    ]
    assert page.ledger.sum.text() == "2 conversations · 38 kB out · 49 kB in"


def test_an_empty_ledger_says_so(page, road):
    road.ledger.all = tuple
    road.privacy.hosts = ()
    opened(page, "Ledger")
    assert not page.ledger.table.isVisible()
    assert page.ledger.nothing.isVisible()
    assert "no helpdesk outside of this laptop" in page.ledger.hosts.text()


def test_the_ledger_is_a_sound_item_model(qtbot, clock, road):
    model = LedgerItemModel(clock)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(road.ledger.all())
    model.set_rows(())
    assert model.rowCount() == 0


def test_an_unknown_wall_is_still_named():
    assert wall_words("pledge") == "shut off: pledge"


def test_days_are_kept_after_a_pause_and_the_wheel_changes_nothing(page, road, qtbot):
    opened(page, "Kept")
    number = page.kept.days[DataKind.DRAFTS]
    assert (number.value(), page.kept.amounts[DataKind.DRAFTS].text()) == (90, "37 · oldest 20 Aug")
    assert page.kept.days[DataKind.LEDGER].text() == "until deleted by hand"
    number.setValue(60)
    number.setValue(30)
    number.give()
    page.settle()
    assert road.calls.count("privacy keep_for") == 1
    assert next(one for one in road.privacy.kept if one.kind is DataKind.DRAFTS).days == 30


def test_days_that_are_refused_go_back_and_say_why(page, road):
    opened(page, "Kept")
    road.faults["privacy keep_for"] = BadInput("The settings file cannot be written.")
    page.kept.days[DataKind.TRACES].setValue(1)
    page.kept.days[DataKind.TRACES].give()
    page.settle()
    assert page.view.banner.text() == "The settings file cannot be written."
    assert page.kept.days[DataKind.TRACES].value() == 30


def test_a_number_that_was_just_typed_is_kept_when_the_page_is_closed(page, road):
    opened(page, "Kept")
    page.kept.days[DataKind.SENT].setValue(100)
    page.view.accept()
    page.settle()
    assert next(one for one in road.privacy.kept if one.kind is DataKind.SENT).days == 100


# --- clearing out


def test_it_is_cleared_out_when_opened_and_then_once_a_day(page, road, clock):
    assert road.privacy.cleared == [shop.NOW]
    clock.now += timedelta(hours=23)
    page.clearing.look()
    page.settle()
    assert len(road.privacy.cleared) == 1
    clock.now += timedelta(hours=1)
    page.clearing.look()
    page.settle()
    assert road.privacy.cleared[1:] == [clock.now]
    opened(page, "Kept")
    words = "Last cleared out 17 Nov, 08:10. Deleted: tickets 3, drafts 1, traces 12."
    assert page.kept.cleared.text() == words


def test_a_daily_clearing_that_fails_makes_no_noise_and_is_said_on_the_page(
    qtbot, jobs, executor, clock, road
):
    parent = MainWindow()
    qtbot.addWidget(parent)
    told = []
    clearing = Clearing(jobs, clock, parent)
    clearing.failed.connect(told.append)
    road.faults["privacy clear_out"] = StoreError("The disk is full.")
    clearing.start(road)
    executor.drain()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert told == []
    assert "failed" in cleared_words(clearing.deletion, clearing.when, clock.now)
    clearing.now()
    executor.drain()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert [str(one) for one in told] == ["The disk is full."]


def test_clearing_out_now_says_when_there_was_nothing(page, road):
    opened(page, "Kept")
    road.privacy.clears = Deletion((("tickets", 0),))
    page.kept.clear.click()
    page.settle()
    assert page.kept.cleared.text().endswith("Deleted: nothing.")


# --- people


def find(page, text):
    page.people.field.setText(text)
    QTest.keyClick(page.people.field, Qt.Key.Key_Return)
    page.settle()


def test_somebody_is_found_by_a_part_of_name_or_address(page):
    opened(page, "People")
    for text, found in (
        ("whit", ["Dana Whitfield"]),
        ("jule.brandt@", ["Jule Brandt"]),
        ("zz", []),
    ):
        find(page, text)
        assert [one.title for one in page.people.item_model.rows] == found
    assert "“zz”" in page.people.view.nothing.text()


def test_the_question_says_what_goes_and_what_stays_and_no_deletes_nothing(page, road):
    opened(page, "People")
    find(page, "Dana")
    page.people.detail.delete.click()
    said = "\n".join(
        one.text() for one in page.deleting.question.findChildren(type(page.ledger.sum))
    )
    for words in (
        "Delete Dana Whitfield everywhere?",
        "#4217",
        "audit chain stays whole",
        HELPDESK,
    ):
        assert words in said
    assert page.deleting.question.no.hasFocus() or page.deleting.question.no.isDefault()
    page.deleting.question.reject()
    page.settle()
    assert "privacy delete_person" not in road.calls
    assert shop.FILTER.key in road.tickets


def test_a_deletion_is_reported_and_the_report_can_be_copied(page, road):
    page.deleting.desk_name = "Nordlicht Outdoor"
    gone = []
    page.deleted.connect(gone.append)
    opened(page, "People")
    find(page, "Dana")
    page.people.detail.delete.click()
    page.deleting.question.yes.click()
    assert not page.people.detail.delete.isEnabled()
    assert page.view.progress.isVisible()
    page.settle()
    assert [one.name for one in gone] == ["Dana Whitfield"]
    assert shop.FILTER.key not in road.tickets
    assert page.people.report.title.text() == "Dana Whitfield was deleted"
    page.people.report.copy.click()
    text = QApplication.clipboard().text()
    for line in (
        "Deletion of Dana Whitfield <dana.whitfield@example.com>",
        "16 November 2026, 08:10, Support Copilot of Nordlicht Outdoor",
        "  messages: 4",
        "audit chain",
        "blacked out",
    ):
        assert line in text
    page.people.report.back.click()
    assert page.people.report.text.toPlainText() == ""
    assert page.people.item_model.rows == ()
    assert not page.view.progress.isVisible()


def test_a_deletion_that_fails_leaves_the_person_in_the_list(page, road):
    opened(page, "People")
    find(page, "Dana")
    road.faults["privacy delete_person"] = StoreError("The disk is full. Nothing was deleted.")
    page.people.detail.delete.click()
    page.deleting.question.yes.click()
    page.settle()
    assert page.view.banner.text() == "The disk is full. Nothing was deleted."
    assert [one.title for one in page.people.item_model.rows] == ["Dana Whitfield"]
    assert page.people.detail.delete.isEnabled()


def test_people_are_forgotten_when_the_page_is_closed_and_hidden_with_the_rest(page):
    opened(page, "People")
    find(page, "Dana")
    page.set_hidden(True)
    assert [one.title for one in page.people.item_model.rows] == [BLOT]
    assert page.people.detail.name.text() == BLOT
    page.people.detail.delete.click()
    assert "Dana" not in page.deleting.question.windowTitle()
    page.deleting.question.reject()
    page.set_hidden(False)
    assert page.people.detail.name.text() == "Dana Whitfield"
    page.view.accept()
    assert page.people.item_model.rows == ()
    assert page.people.field.text() == ""


def test_somebody_without_a_ticket_and_many_numbers_are_put_into_words():
    assert what_goes(PersonKept("A", (), ()))[0].endswith("no ticket is theirs.")
    assert numbers(tuple(shop.key(at) for at in range(15))).endswith("#11 and 3 more")
    assert kept_words(road_privacy.KEPT[4], shop.NOW) == "6 · oldest 26 Oct"


# --- corrections


def test_corrections_are_listed_and_removed(page, road):
    road.privacy.correct("Fjordwind", hide=False)
    road.privacy.correct("the grey house", hide=True, type="ADDRESS")
    told = []
    page.corrected.connect(lambda: told.append(True))
    opened(page, "Corrections")
    assert page.view.tabs["Corrections"].text() == "Corrections 2"
    assert [one.title for one in page.corrections.item_model.rows] == [
        "“the grey house”",
        "“Fjordwind”",
    ]
    page.set_hidden(True)
    assert page.corrections.detail.text.text() == f"“{BLOT}”"
    page.set_hidden(False)
    page.corrections.detail.remove.click()
    page.settle()
    assert [one.text for one in road.privacy.corrections] == ["Fjordwind"]
    assert told == [True]
    assert [one.title for one in page.corrections.item_model.rows] == ["“Fjordwind”"]


# --- lock and key


def test_a_passphrase_is_set_changed_and_removed(page, road, qtbot):
    opened(page, "Lock")
    assert not page.lock.remove.isVisible()
    page.lock.set.click()
    for text, again in (("short", "short"), ("a long passphrase", "another passphrase")):
        page.locking.passphrase.first.setText(text)
        page.locking.passphrase.again.setText(again)
        page.locking.passphrase.unlock.click()
        assert page.locking.passphrase.wrong.isVisible()
    page.locking.passphrase.again.setText("a long passphrase")
    page.locking.passphrase.unlock.click()
    page.settle()
    assert road.privacy.passphrases == ["a long passphrase"]
    assert page.locking.passphrase is None
    assert page.lock.remove.isVisible()
    page.lock.remove.click()
    page.locking.question.yes.click()
    page.settle()
    assert road.privacy.passphrases == ["a long passphrase", None]
    assert not page.lock.remove.isVisible()


def test_a_passphrase_that_is_refused_is_told_in_its_dialog(page, road):
    opened(page, "Lock")
    road.faults["privacy set_passphrase"] = BadInput("The keyring is locked.")
    page.lock.set.click()
    page.locking.passphrase.first.setText("a long passphrase")
    page.locking.passphrase.again.setText("a long passphrase")
    page.locking.passphrase.unlock.click()
    page.settle()
    assert page.locking.passphrase.wrong.text() == "The keyring is locked."
    page.locking.passphrase.reject()


def test_where_the_passphrase_is_the_key_nothing_of_the_keyring_is_offered(page, road):
    road.privacy.locked_by = "passphrase"
    opened(page, "Lock")
    assert not page.lock.remove.isVisible()
    assert not page.lock.change_key.isVisible()
    assert page.lock.set.text() == "Change it …"


def test_the_key_is_changed_after_one_question(page, road):
    opened(page, "Lock")
    page.lock.change_key.click()
    page.locking.question.yes.click()
    assert page.view.progress.isVisible()
    page.settle()
    assert "privacy change_key" in road.calls
    assert page.view.banner.text() == "The store is encrypted under a new key."
    assert not page.view.progress.isVisible()
