"""The lock: nothing of any ticket is left on the screen, and unlocking goes back to the place."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import getAllValidWrappers

from copilot.app.profile import open_road
from copilot.errors import BadInput, DamagedStore, KeyringMissing, WrongKey
from copilot.paths import places
from copilot.records import OutboxState, QueueView, ReplyKind, TicketKey
from copilot.settings import Settings, save
from tests.fakes import road_tickets as shop
from tests.fakes.engine import ScriptedEngine
from tests.fakes.road import FakeRoad
from tests.ui.desk import open_ticket, sitting_on
from ui.lock.idle import Idle
from ui.sitting import LOST, Wishes

PASSPHRASE = "a quiet lamp in March"
SECRETS = (
    "AquaPure",
    "Dana",
    "Whitfield",
    "A-88213",
    "Harbour Lane",
    "Tomás",
    "88107",
    "Fjordwind",
    "4217",
    "anna@nordlicht",
    "Nordlicht Outdoor",
    "Parcel lost",
    "warehouse",
)
TEXTS = (
    "text",
    "toPlainText",
    "toolTip",
    "accessibleName",
    "windowTitle",
    "title",
    "placeholderText",
)


class Clock:
    """A time that only the test moves."""

    def __init__(self):
        self.now = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


def strings_of(thing: QObject):
    """Every text that a widget, document or item model holds."""
    for name in TEXTS:
        get = getattr(thing, name, None)
        if callable(get):
            yield str(get())
    if isinstance(thing, QTextDocument):
        yield thing.toPlainText()
    if isinstance(thing, QAbstractItemModel):
        for row in range(thing.rowCount()):
            for column in range(8):
                for role in (0, 3, 11, *range(256, 262)):
                    yield str(thing.data(thing.index(row, column), role))


def everything_shown() -> str:
    """The texts of all that Qt still has: widgets, what is below them, item models, documents."""
    gc.collect()
    things = {id(one): one for one in getAllValidWrappers() if isinstance(one, QObject)}
    for widget in QApplication.allWidgets():
        things |= {id(one): one for one in (widget, *widget.findChildren(QObject))}
    return "\n".join(text for thing in things.values() for text in strings_of(thing))


def locked(qtbot, sitting):
    """Lock, and wait until it is shut."""
    with qtbot.waitSignal(sitting.locked):
        sitting.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sitting.page.card.unlock.isEnabled()


def unlock(qtbot, sitting):
    with qtbot.waitSignal(sitting.opened):
        QTest.keyClick(sitting.window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sitting.desk.queue.item_model.rowCount() > 0)


def test_the_look_at_all_widgets_finds_a_ticket_where_there_is_one(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        open_ticket(qtbot, sitting.desk, 4217)
        sitting.desk.search.open()
        shown = everything_shown()
        assert [one for one in SECRETS if one not in shown] == []


def test_nothing_of_a_ticket_is_left_when_it_is_locked(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4217)
        desk.outbox.open()
        desk.knowledge.open()
        desk.source.open(shop.SOURCES[0])
        desk.approval.preview(
            road.outgoing(road.drafts[shop.FILTER.key], new_status=None), desk.window
        ).open()
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
        locked(qtbot, sitting)
        shown = everything_shown()
        assert [one for one in SECRETS if one in shown] == []
        assert sitting.window.windowTitle() == "Support Copilot · locked"
        assert [one for one in sitting.window.findChildren(QDialog) if one.isVisible()] == []
        assert road.closed
        assert road.calls[-1] == "close"
        assert sitting.desk is None


def test_what_was_typed_is_saved_and_the_place_is_found_again(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        desk.show_tab(QueueView.ALL)
        open_ticket(qtbot, desk, 4188)
        desk.composer.focus(ReplyKind.INTERNAL_NOTE)
        qtbot.waitUntil(lambda: desk.composer.draft is not None)
        qtbot.waitUntil(lambda: not desk.conversation._follow)
        bar = desk.conversation.view.area.verticalScrollBar()
        bar.setValue(bar.maximum() // 3)
        place = bar.value()
        assert place > 0
        desk.set_hidden(True)
        qtbot.keyClicks(desk.composer.view.editor, "remember")
        locked(qtbot, sitting)
        assert road.notes[shop.key(4188)].text == "remember"
        unlock(qtbot, sitting)
        again = sitting.desk
        qtbot.waitUntil(lambda: again.conversation.key == shop.key(4188))
        qtbot.waitUntil(lambda: again.composer.view.editor.toPlainText() == "remember")
        assert again.composer.kind is ReplyKind.INTERNAL_NOTE
        assert again.queue.tab is QueueView.ALL
        assert again.hidden
        scrolled = again.conversation.view.area.verticalScrollBar()
        qtbot.waitUntil(lambda: not again.conversation._follow)
        assert abs(scrolled.value() - place) <= 2
        assert sitting.window.windowTitle() == "Support Copilot"


def test_a_text_whose_draft_is_not_made_yet_is_saved_too(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4188)
        desk.composer.view.editor.setPlainText("typed in the last moment")
        locked(qtbot, sitting)
        assert road.drafts[shop.key(4188)].text == "typed in the last moment"


def test_a_draft_under_way_is_stopped_and_its_half_is_not_kept(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        before = road.drafts[shop.CHARGED.key]
        open_ticket(qtbot, desk, 4231)
        road.hold = True
        desk.composer.write()
        qtbot.waitUntil(lambda: "draft" in road.calls)
        locked(qtbot, sitting)
        assert road.calls[-1] == "close"
        assert road.drafts[shop.CHARGED.key] == before


def test_an_approval_waits_while_it_is_locked_and_can_be_taken_back_after(qtbot, theme, tmp_path):
    clock = Clock()
    road = FakeRoad(clock=clock)
    with sitting_on(qtbot, theme, road, tmp_path, clock=clock) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4231)
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        desk.approval.approve()
        qtbot.waitUntil(desk.undo.view.isVisible)
        locked(qtbot, sitting)
        assert [one.state for one in road.items.values()] == [OutboxState.WAITING]
        clock.now += timedelta(seconds=4)
        unlock(qtbot, sitting)
        qtbot.waitUntil(lambda: sitting.desk.undo.view.isVisible())
        assert "6 s to take it back" in sitting.desk.undo.view.text.text()
        assert [one.state for one in road.items.values()] == [OutboxState.WAITING]
        clock.now += timedelta(seconds=7)
        sitting.desk.undo.tick()
        qtbot.waitUntil(
            lambda: [one.state for one in road.items.values()] == [OutboxState.CONFIRMED]
        )


def test_a_passphrase_is_asked_again_and_a_wrong_one_says_so(qtbot, theme, road, tmp_path):
    given, forgotten = [], []

    def make(passphrase):
        given.append(passphrase)
        if len(given) == 1 or passphrase == "right":
            return road
        if passphrase is None:
            raise KeyringMissing("Type the passphrase.")
        raise WrongKey("This passphrase does not open the store.")

    wishes = Wishes(prepare_ahead=False, forget_key=lambda: forgotten.append(True))
    with sitting_on(qtbot, theme, road, tmp_path, make_road=make, wishes=wishes) as sitting:
        locked(qtbot, sitting)
        assert forgotten == [True]
        QTest.keyClick(sitting.window.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: sitting.starter.dialog is not None)
        dialog = sitting.starter.dialog
        assert dialog.leave.text() == "Stay locked"
        dialog.reject()
        assert sitting.page.card.unlock.isEnabled()
        sitting.unlock()
        qtbot.waitUntil(lambda: sitting.starter.dialog is not None)
        dialog = sitting.starter.dialog
        qtbot.keyClicks(dialog.first, "wrong")
        qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.wrong.isVisible)
        assert sitting.desk is None
        qtbot.keyClicks(dialog.first, "right")
        with qtbot.waitSignal(sitting.opened):
            qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: sitting.desk.queue.item_model.rowCount() > 0)
        assert given == [None, None, None, "wrong", "right"]


def test_a_store_that_does_not_open_again_is_told_on_the_page(qtbot, theme, road, tmp_path):
    faults = []

    def make(passphrase):
        if faults:
            raise faults.pop()
        return road

    with sitting_on(qtbot, theme, road, tmp_path, make_road=make) as sitting:
        locked(qtbot, sitting)
        faults.append(DamagedStore("The file is damaged. It was left as it is."))
        sitting.unlock()
        qtbot.waitUntil(sitting.page.card.banner.isVisible)
        assert sitting.page.card.banner.text() == "The file is damaged. It was left as it is."
        unlock(qtbot, sitting)


def test_a_change_that_could_not_be_saved_is_told_when_it_is_open_again(
    qtbot, theme, road, tmp_path, caplog
):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        open_ticket(qtbot, sitting.desk, 4231)
        qtbot.keyClicks(sitting.desk.composer.view.editor, "X")
        road.faults["edit"] = BadInput("The disk is full.")
        locked(qtbot, sitting)
        assert road.closed
        del road.faults["edit"]
        unlock(qtbot, sitting)
        assert sitting.desk.banner.text() == LOST
    assert "could not be saved" in caplog.text
    caplog.clear()


def test_the_key_locks_and_the_window_can_be_closed_while_locked(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        with qtbot.waitSignal(sitting.locked):
            QTest.keyClick(
                sitting.window.focusWidget(),
                Qt.Key.Key_L,
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
            )
        sitting.window.close()
        assert road.calls.count("close") == 1


def test_closing_while_it_locks_still_saves_and_closes_the_road(qtbot, theme, road, tmp_path):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        open_ticket(qtbot, sitting.desk, 4231)
        qtbot.keyClicks(sitting.desk.composer.view.editor, "X")
        sitting.lock()
        sitting.window.close()
        assert road.drafts[shop.CHARGED.key].text.startswith("X")
        assert road.calls.count("close") == 1


# --- idle time


@pytest.fixture
def idle(qtbot, qapp):
    clock = Clock()
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Idle(qapp, clock, 15, parent)
    made.start()
    made.fell = []
    made.passed.connect(lambda: made.fell.append(clock.now))
    made.moves = clock
    made.touched = parent
    return made


def test_it_falls_after_its_minutes_and_only_once(idle):
    for minutes, fell in ((14, 0), (1, 1), (5, 1)):
        idle.moves.now += timedelta(minutes=minutes)
        if idle._timer.isActive():
            idle.look()
        assert len(idle.fell) == fell


@pytest.mark.parametrize("use", ["key", "click", "wheel"])
def test_any_key_click_or_wheel_counts_as_use(idle, qtbot, use):
    idle.moves.now += timedelta(minutes=14)
    match use:
        case "key":
            qtbot.keyClick(idle.touched, Qt.Key.Key_A)
        case "click":
            qtbot.mouseClick(idle.touched, Qt.MouseButton.LeftButton)
        case "wheel":
            QApplication.sendEvent(idle.touched, _wheel())
    idle.moves.now += timedelta(minutes=14)
    idle.look()
    assert idle.fell == []
    idle.moves.now += timedelta(minutes=1)
    idle.look()
    assert len(idle.fell) == 1


def _wheel():
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    return QWheelEvent(
        QPointF(),
        QPointF(),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_a_clock_that_was_set_back_does_not_keep_it_open(idle):
    idle.moves.now -= timedelta(hours=3)
    idle.look()
    idle.moves.now += timedelta(minutes=15)
    idle.look()
    assert len(idle.fell) == 1


def test_zero_minutes_never_locks(idle):
    idle.minutes = 0
    idle.moves.now += timedelta(days=2)
    idle.look()
    assert idle.fell == []


def test_it_locks_itself_and_says_after_how_long(qtbot, theme, road, tmp_path):
    clock = Clock()
    with sitting_on(qtbot, theme, road, tmp_path, clock=clock) as sitting:
        clock.now += timedelta(minutes=15)
        with qtbot.waitSignal(sitting.locked):
            sitting.idle.look()
        assert "after 15 minutes" in sitting.page.card.says.text()


# --- with the real store


def test_the_real_store_is_shut_while_locked_and_opens_with_its_passphrase_alone(
    qtbot, theme, tmp_path
):
    save(Settings(undo_seconds=0), places().settings)
    first = open_road(places(), passphrase=PASSPHRASE, engine=ScriptedEngine())
    first.sync()
    first.let_go = Event()  # what sitting_on() sets of a fake road
    waiting = [first]
    closed = []

    def make(passphrase):
        if waiting:
            return waiting.pop()
        return open_road(places(), passphrase=passphrase, engine=ScriptedEngine())

    first_close = first.close
    first.close = lambda: (first_close(), closed.append(True))
    with sitting_on(qtbot, theme, first, tmp_path, make_road=make) as sitting:
        desk = sitting.desk
        key = TicketKey("demo", "4217")
        desk.open(key)
        qtbot.waitUntil(lambda: desk.conversation.key == key)
        desk.composer.focus(ReplyKind.PUBLIC_REPLY)
        qtbot.waitUntil(lambda: not desk.composer.writing and desk.composer.draft is not None)
        desk.composer.view.editor.setPlainText("Typed before the lock, for Dana Whitfield.")
        locked(qtbot, sitting)
        assert closed == [True]
        shown = everything_shown()
        assert [one for one in ("Dana", "AquaPure", "Typed before") if one in shown] == []
        sitting.unlock()
        qtbot.waitUntil(lambda: sitting.starter.dialog is not None)
        dialog = sitting.starter.dialog
        qtbot.keyClicks(dialog.first, "not the passphrase")
        qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.wrong.isVisible, timeout=20_000)
        dialog.first.setText(PASSPHRASE)
        with qtbot.waitSignal(sitting.opened, timeout=20_000):
            qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
        editor = sitting.desk.composer.view.editor
        qtbot.waitUntil(lambda: editor.toPlainText().startswith("Typed before the lock"))
