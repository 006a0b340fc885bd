"""From the queue to a sent reply, with nothing but keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from copilot.errors import EngineFailed, HelpdeskUnreachable, NotApproved
from copilot.records import (
    EngineState,
    EngineStatus,
    Finding,
    OutboxState,
    Role,
    Severity,
    Status,
    SyncReport,
)
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.desk import open_ticket, window_on
from ui.composer.marks import open_findings

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def key(qtbot, code, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), code, modifier)


def test_from_the_queue_to_a_sent_reply_with_the_keyboard_alone(qtbot, theme):
    road = FakeRoad(undo_seconds=0)
    with window_on(qtbot, theme, road) as desk:
        qtbot.waitUntil(desk.queue.view.list.hasFocus)
        key(qtbot, Qt.Key.Key_J)
        key(qtbot, Qt.Key.Key_K)
        key(qtbot, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desk.composer.draft is not None)
        assert not desk.approval.view.approve.isEnabled()
        assert "no source" in desk.approval.view.reason.text()

        key(qtbot, Qt.Key.Key_R)
        assert desk.composer.view.editor.hasFocus()
        key(qtbot, Qt.Key.Key_A, ALT)
        qtbot.waitUntil(lambda: not open_findings(desk.composer.draft))
        key(qtbot, Qt.Key.Key_End, CTRL)
        qtbot.keyClicks(QApplication.focusWidget(), " Berg")
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        assert road.calls.count("edit") >= 1

        shown = desk.composer.view.editor.toPlainText()
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(
            lambda: [one.state for one in road.items.values()] == [OutboxState.CONFIRMED]
        )
        sent = next(iter(road.items.values())).approved.outgoing
        assert sent.body == shown
        assert sent.body.endswith("Kind regards, Anna Berg")
        assert sent.to == (shop.DANA.email,)
        assert sent.new_status is Status.PENDING
        qtbot.waitUntil(desk.banner.isVisible)
        assert desk.banner.text() == "Sent, and read back from the helpdesk: #4217."
        qtbot.waitUntil(desk.queue.view.list.hasFocus)
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
        assert "draft" not in road.calls


def test_what_slipped_in_while_it_was_sent_is_said(qtbot, theme):
    road = FakeRoad(undo_seconds=0)
    road.delivered_reason = "While this was being sent: Bert Basis already replied."
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        key(qtbot, Qt.Key.Key_R)
        key(qtbot, Qt.Key.Key_A, ALT)
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(desk.banner.isVisible)
        assert desk.banner.text() == f"Sent. #4217: {road.delivered_reason}"
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def test_a_struck_sentence_is_gone_and_comes_back_with_undo(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        before = desk.composer.view.editor.toPlainText()
        key(qtbot, Qt.Key.Key_R)
        key(qtbot, Qt.Key.Key_S, ALT)
        qtbot.waitUntil(lambda: not desk.composer.draft.findings)
        assert "before the 20th" not in desk.composer.view.editor.toPlainText()
        assert desk.composer.draft.text == before.replace(
            "With express it will arrive before the 20th. ", ""
        )
        key(qtbot, Qt.Key.Key_Z, CTRL)
        assert desk.composer.view.editor.toPlainText() == before
        qtbot.waitUntil(lambda: len(desk.composer.draft.findings) == 1)


def test_a_struck_item_leaves_no_hole_in_its_list_and_comes_back_with_undo(qtbot, theme, road):
    said = "With express it will arrive before the 20th."
    text = f"Hello Dana,\n1. We look.\n2. {said}\n3. We send it.\n4. We write.\n"
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        editor = desk.composer.view.editor
        editor.replace_all(text)
        qtbot.waitUntil(lambda: desk.composer.draft.text == text)
        desk.composer.strike(desk.composer.first_finding())
        assert editor.toPlainText() == "Hello Dana,\n1. We look.\n2. We send it.\n3. We write.\n"
        editor.undo()
        assert editor.toPlainText() == text


def test_an_approval_can_be_taken_back_and_nothing_goes_out(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        text = desk.composer.draft.text
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(desk.undo.view.isVisible)
        qtbot.waitUntil(desk.queue.view.list.hasFocus)
        assert desk.composer.view.editor.toPlainText() == ""
        key(qtbot, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: desk.composer.view.editor.toPlainText() == text)
        assert [one.state for one in road.items.values()] == [OutboxState.TAKEN_BACK]
        assert not desk.undo.view.isVisible()


def test_the_bar_tells_the_newest(qtbot, theme):
    road = FakeRoad(undo_seconds=1)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(desk.undo.view.isVisible)
        key(qtbot, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: "Taken back" in desk.banner.text())
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        desk.composer.view.editor.setFocus()
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(desk.undo.view.isVisible)
        assert "Taken back" not in desk.banner.text()
        desk.banner.say("Taken back.", "good")  # an older event that nobody dismissed
        qtbot.waitUntil(
            lambda: desk.banner.text() == "Sent, and read back from the helpdesk: #4231."
        )
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def test_what_is_typed_is_not_approved_before_it_is_checked(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        key(qtbot, Qt.Key.Key_R)
        key(qtbot, Qt.Key.Key_End, CTRL)
        qtbot.keyClicks(QApplication.focusWidget(), " [[CUSTOMER_1]].")
        key(qtbot, Qt.Key.Key_Return, CTRL)
        assert not desk.approval.view.approve.isEnabled()
        qtbot.waitUntil(lambda: "to repair" in desk.approval.view.reason.text())
        key(qtbot, Qt.Key.Key_Return, CTRL)
        assert road.items == {}


def test_a_refused_approval_shows_what_stands_in_its_way(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        road.faults["approve"] = NotApproved("A name is in the draft that no record knows.")
        stranger = Finding("unknown person", Severity.ACCEPT, 0, 5, "Nobody knows it.", "Look.")
        road.seen_later = (stranger,)
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: stranger in desk.composer.draft.findings)
        assert road.items == {}


def test_a_ticket_that_moved_on_is_told_plainly(qtbot, theme):
    road = FakeRoad(undo_seconds=0)
    road.delivered_state = OutboxState.CONFLICT
    road.delivered_reason = "Luis Ortega answered after you had looked."
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        key(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(desk.banner.isVisible)
        assert "Luis Ortega answered" in desk.banner.text()
        assert "Nothing was sent" in desk.banner.text()
        qtbot.waitUntil(lambda: desk.top.outbox.text() == "Outbox 1")


def test_writing_streams_and_escape_stops_it(qtbot, theme, road):
    road.hold = True
    with window_on(qtbot, theme, road) as desk:
        desk.open(shop.key(4202))
        qtbot.waitUntil(lambda: desk.composer.view.editor.toPlainText().startswith("Hello,\nthank"))
        assert desk.composer.view.editor.isReadOnly()
        assert "Writing" in desk.composer.view.step.text()
        qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not desk.composer.writing)
        assert not desk.composer.view.editor.isReadOnly()
        assert desk.composer.view.editor.toPlainText() == ""
        assert not desk.banner.isVisible()


def test_a_failed_sync_says_what_happened_and_keeps_the_queue(qtbot, theme, road):
    road.faults["sync"] = HelpdeskUnreachable("No answer. Everything is kept; try again with F5.")
    with window_on(qtbot, theme, road) as desk:
        qtbot.waitUntil(desk.banner.isVisible)
        assert desk.banner.text() == "No answer. Everything is kept; try again with F5."
        assert desk.queue.item_model.rowCount() == 13
        road.faults.clear()
        qtbot.keyClick(desk.window, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: desk.status.view.connection.text() == "Online")


def test_f8_hides_every_name_and_address(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        qtbot.keyClick(desk.window, Qt.Key.Key_F8)
        row = desk.queue.item_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        seen = row + desk.conversation.view.about.text() + desk.approval.view.where.text()
        assert "Dana" not in seen
        assert "example.com" not in seen
        covered = [
            desk.composer.view.editor.toPlainText()[a:b]
            for a, b in desk.composer.view.editor.covered()
        ]
        assert "Dana" in covered
        qtbot.keyClick(desk.window, Qt.Key.Key_F8)
        assert "Dana" in desk.conversation.view.about.text()


def test_tickets_are_prepared_ahead_until_all_are(qtbot, theme, road):
    with window_on(qtbot, theme, road, prepare_ahead=True) as desk:
        qtbot.waitUntil(lambda: desk.status.view.prepared.text() == "Prepared 13 of 13")
        qtbot.waitUntil(lambda: road.calls.count("prepare") == 9 + 4)


def answer(road, *numbers):
    """The team wrote last on these tickets."""
    for number in numbers:
        ticket = road.tickets[shop.key(number)]
        ours = replace(ticket.messages[0], id="last", author=Role.AGENT)
        road.tickets[ticket.key] = replace(ticket, messages=(*ticket.messages, ours))


def test_what_needs_no_reply_is_no_draft_that_is_missing(qtbot, theme, road):
    answer(road, 4202, 4199)
    with window_on(qtbot, theme, road, prepare_ahead=True) as desk:
        said = "Prepared 11 of 13 · 2 need no reply"
        qtbot.waitUntil(lambda: desk.status.view.prepared.text() == said)
        assert "no reply is due" in desk.status.view.prepared.toolTip()
        again = road.tickets[shop.key(4202)]
        road.hold = True
        road.tickets[again.key] = replace(again, messages=again.messages[:1])
        desk.syncer.synced.emit(SyncReport(True, (again.key,), ()))
        said = "Prepared 11 of 13 · 1 needs no reply"
        qtbot.waitUntil(lambda: desk.status.view.prepared.text() == said)


def test_an_opened_ticket_that_is_answered_counts_as_well(qtbot, theme, road):
    answer(road, 4202)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4202)
        qtbot.waitUntil(lambda: desk.status.view.prepared.text().endswith("1 needs no reply"))


def test_what_could_not_be_prepared_is_said(qtbot, theme, road):
    road.faults["prepare"] = EngineFailed("The engine stopped. Try again.")
    with window_on(qtbot, theme, road, prepare_ahead=True) as desk:
        said = "Prepared 4 of 13 · 9 could not be prepared"
        qtbot.waitUntil(lambda: desk.status.view.prepared.text() == said)


def test_a_ticket_that_is_read_while_the_knowledge_is_indexed_says_so(qtbot, theme, road):
    road.hold = True
    with window_on(qtbot, theme, road) as desk:
        desk.open(shop.key(4202))
        step = desk.composer.view.step
        qtbot.waitUntil(lambda: step.text() == "Writing …")
        desk.knowledge.reading.emit(58)
        assert step.text() == "Writing …"
        desk.composer._writing.add_step("Reading the ticket")
        said = "Reading the ticket while the knowledge is indexed, 58 % …"
        qtbot.waitUntil(lambda: step.text() == said)
        desk.knowledge.reading.emit(None)
        assert step.text() == "Reading the ticket …"


def test_without_a_model_file_nothing_is_drafted_and_a_reply_can_be_written(qtbot, theme, road):
    road.engine.now = EngineStatus(
        EngineState.NO_MODEL_FILE, reason="Run: support-copilot models fetch"
    )
    with window_on(qtbot, theme, road, prepare_ahead=True) as desk:
        open_ticket(qtbot, desk, 4202)
        key(qtbot, Qt.Key.Key_R)
        qtbot.keyClicks(desk.composer.view.editor, "Hello Sam.")
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        assert "draft" not in road.calls
        assert "prepare" not in road.calls
