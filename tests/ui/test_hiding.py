"""F8 hides what names a person on every screen, also in dialogs, and shows it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from copilot.records import OutboxState
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from tests.ui.test_lock import strings_of
from ui.approval.preview import Preview
from ui.outbox.delegate import why

# Of ticket 4217: its requester, her address, her order, her address, the colleague.
NAMED = ("Dana", "Whitfield", "dana.whitfield@example.com", "A-88213", "Harbour Lane", "Luis")


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        open_ticket(qtbot, made, 4217)
        yield made


def named_in(text):
    return [one for one in NAMED if one in text]


def all_parts(desk):
    """Each screen with what it shows now; what was taken off it is gone first."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    views = {
        "queue": (desk.queue.view, desk.queue.item_model),
        "conversation": (desk.conversation.view,),
        "approval bar": (desk.approval.view,),
        "right column": (desk.panel.view,),
        "status line": (desk.status.view,),
        "outbox": (desk.outbox.view,),
    }
    found = {}
    for name, things in views.items():
        texts = []
        for thing in things:
            below = thing.findChildren(QWidget) if isinstance(thing, QWidget) else ()
            for one in (thing, *below):
                if not isinstance(one, QWidget) or not one.isHidden():
                    texts += strings_of(one)
        found[name] = "\n".join(texts)
    hits = desk.search.item_model.hits
    found["palette"] = "\n".join(f"{one.title} {one.aside} {one.place} {one.quote}" for one in hits)
    rows = desk.outbox.item_model
    found["rows of the outbox"] = "\n".join(rows.index(at).data() for at in range(rows.rowCount()))
    found["window title"] = desk.window.windowTitle()
    return found


def test_no_screen_names_anybody_while_it_is_hidden(qtbot, desk, road):
    draft = road.drafts[shop.FILTER.key]
    item = road.approve(draft, road.outgoing(draft, new_status=None))
    reason = "Luis answered Dana Whitfield at 09:58."
    road.items[item.approved.id] = replace(item, state=OutboxState.CONFLICT, reason=reason)
    desk.outbox.refresh()
    desk.search.open()
    desk.search.view.field.setText("filter")
    qtbot.waitUntil(lambda: desk.search.item_model.rowCount() > 0)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    before = all_parts(desk)
    assert named_in("\n".join(before.values())) == list(NAMED)
    desk.set_hidden(True)
    qtbot.waitUntil(lambda: not named_in(all_parts(desk)["palette"]))
    hidden = {name: named_in(text) for name, text in all_parts(desk).items()}
    assert {name: found for name, found in hidden.items() if found} == {}
    covered = desk.composer.view.editor.covered()
    text = desk.composer.view.editor.toPlainText()
    assert {"Dana", "Luis"} <= {text[start:end] for start, end in covered}
    desk.set_hidden(False)
    assert named_in(all_parts(desk)["conversation"]) == list(NAMED)
    desk.search.view.reject()


def test_a_reason_of_the_outbox_is_left_out_while_it_is_hidden(road):
    draft = road.drafts[shop.FILTER.key]
    item = replace(road.approve(draft, road.outgoing(draft, new_status=None)), reason="Luis did.")
    assert why(item).startswith("Luis did.")
    assert "Luis" not in why(item, hidden=True)


@pytest.mark.parametrize("dialog", ["preview", "outbox", "knowledge", "privacy"])
def test_the_key_works_in_dialogs_too(qtbot, desk, road, dialog):
    match dialog:
        case "preview":
            outgoing = road.outgoing(road.drafts[shop.FILTER.key], new_status=None)
            view = desk.approval.preview(outgoing, desk.window)
            view.open()
        case "outbox":
            desk.outbox.open()
            view = desk.outbox.view
        case "knowledge":
            desk.knowledge.open()
            view = desk.knowledge.view
        case _:
            desk.privacy.open()
            view = desk.privacy.view
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    QTest.keyClick(view.focusWidget() or view, Qt.Key.Key_F8)
    assert desk.hidden
    QTest.keyClick(view.focusWidget() or view, Qt.Key.Key_F8)
    assert not desk.hidden
    view.close()


def test_the_open_preview_is_covered_and_says_that_it_is_sent_as_written(qtbot, desk, road):
    outgoing = road.outgoing(road.drafts[shop.FILTER.key], new_status=None)
    preview = desk.approval.preview(outgoing, desk.window)
    preview.open()
    assert isinstance(preview, Preview)
    assert "dana.whitfield@example.com" in preview.values["Recipients"].text()
    assert not preview.covered.isVisible()
    desk.set_hidden(True)
    text = preview.body.toPlainText() + "".join(one.text() for one in preview.values.values())
    assert named_in(text) == []
    assert preview.covered.isVisible()
    desk.set_hidden(False)
    assert preview.body.toPlainText() == outgoing.body
    preview.close()


def test_a_gap_of_the_knowledge_is_covered(qtbot, desk, road):
    gap = replace(road.state.gaps[0], question="Where is A-88213 of [[PERSON_1]], ana@example.com?")
    road.state = replace(road.state, gaps=(gap,))
    desk.knowledge.open()
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    model = desk.knowledge.gaps.item_model
    detail = desk.knowledge.gaps.detail
    assert model.rows[0].title == "Where is A-88213 of (person), ana@example.com?"
    assert detail.question.text() == model.rows[0].title
    desk.set_hidden(True)
    assert model.rows[0].title == "Where is •••••• of (person), ••••••?"
    assert detail.question.text() == model.rows[0].title
    desk.knowledge.view.close()
