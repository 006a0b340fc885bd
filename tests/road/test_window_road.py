"""The real window on the scripted road: what the real one shows in minutes, in seconds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from copilot.helpdesk.demo.desk import DemoDesk
from copilot.records import OutboxState, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.window import ALT, CTRL, SOON, go_to, press, window_on
from tests.ui.conftest import OFFSCREEN
from ui.composer.marks import open_findings
from ui.copilot_panel.props import since_lines
from ui.shared.theme import Theme

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN, extend=True)
KEY = TicketKey("demo", "4226")


def test_a_reply_that_was_held_back_is_shown_again_with_what_changed(
    qtbot: QtBot, theme: Theme, open_demo: OpenDemo, desk: DemoDesk
) -> None:
    road = open_demo(undo_seconds=1)
    with window_on(qtbot, theme, road) as window:
        go_to(qtbot, window, KEY)
        editor, approve = window.composer.view.editor, window.approval.view.approve
        qtbot.waitUntil(lambda: window.composer.draft is not None, timeout=SOON)
        assert open_findings(window.composer.draft) == ()
        shown = editor.toPlainText()
        qtbot.waitUntil(approve.isEnabled, timeout=SOON)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: len(road.outbox()) == 1, timeout=SOON)
        desk.customer_writes(KEY.id, "It shines again, no need to answer.")

        qtbot.waitUntil(lambda: road.outbox()[0].state is OutboxState.CONFLICT, timeout=SOON)
        qtbot.waitUntil(lambda: editor.toPlainText() == shown, timeout=SOON)
        assert "Nothing was sent" in window.banner.text()
        opened = window.opener.current
        assert opened.ticket.messages[-1].text == "It shines again, no need to answer."
        assert opened.since.new_messages == (opened.ticket.messages[-1].id,)
        assert desk.mails() == ()

        qtbot.waitUntil(lambda: len(open_findings(window.composer.draft)) == 1, timeout=SOON)
        assert "wrote again. “It shines again" in window.approval.view.reason.text()
        assert not approve.isEnabled()
        press(qtbot, Qt.Key.Key_A, ALT)
        qtbot.waitUntil(approve.isEnabled, timeout=SOON)
        window.approval.view.approve.setFocus()
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: len(desk.mails()) == 1, timeout=SOON)
    assert desk.mails()[0].text == shown


def test_who_approves_a_reply_has_looked_at_its_ticket(
    qtbot: QtBot, theme: Theme, open_demo: OpenDemo, desk: DemoDesk
) -> None:
    road = open_demo(undo_seconds=0)
    with window_on(qtbot, theme, road) as window:
        go_to(qtbot, window, KEY)
        qtbot.waitUntil(lambda: window.composer.draft is not None, timeout=SOON)
        assert window.opener.current.since.looked is None
        qtbot.waitUntil(window.approval.view.approve.isEnabled, timeout=SOON)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: len(desk.mails()) == 1, timeout=SOON)
        qtbot.waitUntil(lambda: "Sent" in window.banner.text(), timeout=SOON)
        qtbot.waitUntil(lambda: window.jobs.under_way == 0, timeout=SOON)
        opened = window.opener.current
        assert opened.since.looked is not None
        assert since_lines(opened.since, opened.ticket) == ("Nothing is new.",)
