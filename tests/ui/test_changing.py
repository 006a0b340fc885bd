"""Changes without a reply, in the window: the ticket's menu, triage, a linked ticket."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from copilot.errors import NotApproved
from copilot.records import FieldChange, Finding, OutboxState, Relation, ReplyKind, Severity
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.approval.preview import fields
from ui.approval.props import what_words
from ui.outbox.item_model import ITEM

ORDERS = FieldChange("queue", "Support", "Orders")


def menu_of(desk):
    desk.changing.menu.aboutToShow.emit()
    return {one.text(): one for one in desk.changing.menu.actions() if one.text()}


def item_of(qtbot, road):
    qtbot.waitUntil(lambda: len(road.items) == 1)
    (item,) = road.items.values()
    return item


def test_the_menu_names_what_can_be_changed_and_one_click_approves_it(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        text = desk.composer.view.editor.toPlainText()
        found = menu_of(desk)
        assert list(found) == [
            "Status: open → pending",
            "Status: open → solved",
            f"Assign: {shop.AGENT.name} → nobody",
            "New linked ticket …",
        ]
        found["Status: open → solved"].trigger()
        out = item_of(qtbot, road).approved.outgoing
        assert (out.kind, out.changes) == (
            ReplyKind.FIELD_CHANGE,
            (FieldChange("status", "open", "solved"),),
        )
        assert (out.body, out.to, out.attachments) == ("", (), ())
        qtbot.waitUntil(desk.undo.view.isVisible)
        assert "status: open → solved on #4217" in desk.undo.view.text.text()
        assert desk.composer.view.editor.toPlainText() == text, "the draft stays"


def test_a_change_is_taken_back(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.changing.change(FieldChange("status", "open", "pending"))
        item = item_of(qtbot, road)
        qtbot.waitUntil(desk.undo.view.isVisible)
        desk.undo.take_back()
        qtbot.waitUntil(lambda: "Nothing was changed" in desk.banner.text())
        assert road.items[item.approved.id].state is OutboxState.TAKEN_BACK


def test_what_triage_suggests_is_set_with_one_click(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        section = desk.panel.view.triage
        names = lambda: [one.accessibleName() for one in section.findChildren(QPushButton)]  # noqa: E731
        qtbot.waitUntil(lambda: any(one.startswith("Set ") for one in names()))
        before = shop.FILTER.queue
        setting = [one for one in section.findChildren(QPushButton) if one.text() == "Set"]
        by_name = {one.accessibleName(): one for one in setting}
        assert "Set queue Orders" in by_name
        assert f"queue: {before or 'nobody'} → Orders" in by_name["Set queue Orders"].toolTip()
        assert not any("urgency" in one for one in by_name), "there is no such field"
        by_name["Set queue Orders"].click()
        out = item_of(qtbot, road).approved.outgoing
        assert out.changes == (FieldChange("queue", before, "Orders"),)


def test_a_connector_that_changes_nothing_offers_nothing(qtbot, theme, road):
    object.__setattr__(road.changing, "fields", ())
    object.__setattr__(road.changing, "links", False)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        assert menu_of(desk) == {}
        section = desk.panel.view.triage
        qtbot.waitUntil(lambda: section.findChildren(QPushButton) != [])
        assert [one for one in section.findChildren(QPushButton) if one.text() == "Set"] == []
        desk.changing.link()
        assert desk.changing.dialog is None


def test_a_linked_ticket_is_written_and_approved(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(desk.window, Qt.Key.Key_L, both)
        dialog = desk.changing.dialog
        assert dialog.windowTitle() == "New ticket linked to #4217"
        assert dialog.subject.text() == shop.FILTER.subject
        dialog.approve.click()
        qtbot.waitUntil(lambda: "needs a subject and a text" in dialog.problem.text())
        assert road.items == {}
        dialog.subject.setText("Check batch 7")
        dialog.text.setPlainText("The seam of batch 7.")
        dialog.relations.actions()[1].trigger()
        assert dialog.relation.text() == "The new ticket is what #4217 waits for ▾"
        dialog.approve.click()
        out = item_of(qtbot, road).approved.outgoing
        assert (out.kind, out.subject, out.body, out.relation) == (
            ReplyKind.LINKED_TICKET,
            "Check batch 7",
            "The seam of batch 7.",
            Relation.NEEDED_BY,
        )
        qtbot.waitUntil(lambda: desk.changing.dialog is None)
        qtbot.waitUntil(desk.undo.view.isVisible)
        desk.undo.take_back()
        qtbot.waitUntil(lambda: desk.changing.dialog is not None)
        again = desk.changing.dialog
        assert (again.subject.text(), again.text.toPlainText()) == (out.subject, out.body)
        assert again.chosen is Relation.NEEDED_BY
        again.reject()


def test_what_the_checks_ask_is_answered_in_the_dialog(qtbot, theme, road):
    road.seen_later = (Finding("secret", Severity.ACCEPT, 0, 0, "It holds a password.", ""),)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.changing.link()
        dialog = desk.changing.dialog
        dialog.text.setPlainText("The password is hunter2.")
        assert not dialog.answer.isVisible()
        dialog.approve.click()
        qtbot.waitUntil(lambda: "It holds a password" in dialog.problem.text())
        assert dialog.answer.isVisible()
        dialog.answer.setChecked(True)
        dialog.approve.click()
        item = item_of(qtbot, road)
        assert item.approved.outgoing.body == "The password is hunter2."


def test_a_refusal_is_told(qtbot, theme, road):
    road.faults["approve"] = NotApproved("The policy does not let you.")
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.changing.change(FieldChange("status", "open", "solved"))
        qtbot.waitUntil(lambda: "does not let you" in desk.banner.text())


def test_the_outbox_and_the_preview_name_the_change(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.changing.change(ORDERS)
        out = item_of(qtbot, road).approved.outgoing
        assert what_words(out) == "queue: Support → Orders"
        said = dict(fields(out))
        assert said["Change"] == "queue: Support → Orders"
        assert "Attachments" not in said
        desk.outbox.open()
        qtbot.waitUntil(lambda: desk.outbox.item_model.rowCount() == 1)
        assert desk.outbox.item_model.index(0).data(ITEM).approved.outgoing == out
        desk.outbox.view.grab()
        desk.outbox.view.accept()


@pytest.mark.parametrize("hidden", [True, False])
def test_hidden_names_are_not_in_the_strip(qtbot, theme, road, hidden):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.set_hidden(hidden)
        desk.changing.change(FieldChange("assignee", shop.AGENT.name, ""))
        qtbot.waitUntil(desk.undo.view.isVisible)
        assert (shop.AGENT.name in desk.undo.view.text.text()) is not hidden
        desk.set_hidden(False)
