"""The screens beside the main road: rewrites, sources, palette, outbox, themes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton

from copilot.errors import HelpdeskUnreachable
from copilot.records import OutboxState, ReplyKind
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.desk import open_ticket, window_on
from ui.conversation import saving
from ui.conversation.presenter import CHOOSE, NONE_HERE
from ui.copilot_panel.source_card import SourceCard
from ui.window.keys import KEYS


def test_a_rewrite_is_shown_beside_the_old_text_and_taken_or_not(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        before = desk.composer.view.editor.toPlainText()
        rewriter = desk.composer.rewriter
        rewriter.rewrite("shorter")
        qtbot.waitUntil(lambda: rewriter.dialog.use.isEnabled())
        after = rewriter.dialog.after.toPlainText()
        assert after != before
        rewriter.dialog.reject()
        assert desk.composer.view.editor.toPlainText() == before
        rewriter.rewrite("shorter")
        qtbot.waitUntil(lambda: rewriter.dialog.use.isEnabled())
        rewriter.dialog.use.click()
        assert desk.composer.view.editor.toPlainText() == after
        qtbot.waitUntil(lambda: desk.composer.draft.text == after)
        desk.composer.view.editor.undo()
        assert desk.composer.view.editor.toPlainText() == before


def test_nothing_is_prepared_ahead_while_a_text_is_rewritten(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        told = []
        desk.composer.busy.connect(told.append)
        desk.composer.rewriter.rewrite("shorter")
        assert told == [True]
        qtbot.waitUntil(lambda: desk.composer.rewriter.dialog.use.isEnabled())
        assert told == [True, False]
        desk.composer.rewriter.dialog.reject()


def test_a_part_is_rewritten_with_a_tool_of_the_team(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        editor, rewriter = desk.composer.view.editor, desk.composer.rewriter
        desk.composer.view.others.aboutToShow.emit()
        names = [action.text() for action in desk.composer.view.others.actions()]
        assert names == ["More formal", "Longer", "Simpler", "Fix the language", "For children"]
        before = editor.toPlainText()
        cursor = editor.textCursor()
        cursor.setPosition(0)
        cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        desk.composer.view.others.actions()[-1].trigger()
        qtbot.waitUntil(lambda: rewriter.dialog.use.isEnabled())
        assert rewriter.dialog.after.toPlainText() == "A part."
        rewriter.dialog.use.click()
        assert editor.toPlainText() == f"A part.{before[5:]}"


def test_a_source_opens_with_the_passage_marked(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        desk.source.open(shop.SOURCES[0])
        qtbot.waitUntil(lambda: desk.source.dialog is not None)
        text = desk.source.dialog.text.toPlainText()
        (marked,) = desk.source.dialog.text.extraSelections()
        assert marked.cursor.selectedText() == shop.SOURCES[0].passage.text
        assert text.index(shop.SOURCES[0].passage.text) == marked.cursor.selectionStart()
        assert not desk.source.dialog.note.isVisible()
        desk.source.dialog.accept()


def test_a_source_card_opens_the_text_with_what_is_cited_marked(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        draft = road.drafts[shop.FILTER.key]
        cited = draft.sources[1].passage.text[:40]  # the first in the text
        sentences = tuple(
            replace(
                one, evidence=tuple(replace(each, quote=cited, end=40) for each in one.evidence)
            )
            for one in draft.sentences
        )
        road.drafts[shop.FILTER.key] = replace(draft, sentences=sentences)
        open_ticket(qtbot, desk, 4217)
        card = desk.panel.view.sources.findChildren(SourceCard)[0]
        card.click()
        qtbot.waitUntil(lambda: desk.source.dialog is not None)
        marked = [one.cursor.selectedText() for one in desk.source.dialog.text.extraSelections()]
        assert marked == [cited]
        desk.source.dialog.accept()


def test_folded_sources_come_when_they_are_asked_for(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        draft = road.drafts[shop.FILTER.key]
        road.drafts[shop.FILTER.key] = replace(draft, sentences=draft.sentences[-3:])
        open_ticket(qtbot, desk, 4217)
        section = desk.panel.view.sources
        qtbot.waitUntil(lambda: len(_cards(section)) == 1)
        (more,) = [one for one in _buttons(section) if one.text() == "▸ 2 more found"]
        more.click()
        assert len(_cards(section)) == 3


def _buttons(section):
    return [item.widget() for item in map(section.body.itemAt, range(section.body.count()))]


def _cards(section):
    return [one for one in _buttons(section) if isinstance(one, SourceCard)]


def _file_chip(desk, text):
    return next(
        one
        for one in desk.conversation.view.surface.findChildren(QPushButton)
        if one.text().startswith(text)
    )


def test_a_file_is_saved_where_the_person_says(qtbot, theme, road, tmp_path, monkeypatch):
    asked = []
    target = tmp_path / "statement.pdf"
    monkeypatch.setattr(saving, "ask_where", lambda _, name: asked.append(name) or target)
    road.files["a1"] = b"%PDF-1.7"
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        _file_chip(desk, "extracto").click()
        qtbot.waitUntil(desk.banner.isVisible)
        assert asked == ["extracto-noviembre.pdf"]
        assert target.read_bytes() == b"%PDF-1.7"
        assert str(target) in desk.banner.text()


def test_a_file_that_cannot_be_fetched_or_written_is_told(
    qtbot, theme, road, tmp_path, monkeypatch
):
    target = tmp_path / "nowhere" / "a.pdf"
    monkeypatch.setattr(saving, "ask_where", lambda *_: target)
    road.files["a1"] = b"x"
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        _file_chip(desk, "extracto").click()
        qtbot.waitUntil(desk.banner.isVisible)
        assert "could not be written" in desk.banner.text()
        desk.banner.clear()
        road.faults["attachment"] = HelpdeskUnreachable("No answer. Try again later.")
        _file_chip(desk, "extracto").click()
        qtbot.waitUntil(desk.banner.isVisible)
        assert desk.banner.text() == "No answer. Try again later."
        assert not target.exists()


def test_nothing_is_fetched_when_the_person_thinks_better_of_it(qtbot, theme, road, monkeypatch):
    monkeypatch.setattr(saving, "ask_where", lambda *_: None)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        _file_chip(desk, "extracto").click()
        assert "attachment" not in road.calls


def test_empty_columns_say_what_to_do(qtbot, theme):
    with window_on(qtbot, theme, FakeRoad(tickets=())) as desk:
        qtbot.waitUntil(lambda: desk.conversation.view.hint.title.text() == NONE_HERE)
        assert desk.conversation.view.hint.keys.isVisible()
        assert desk.panel.view.empty.isVisible()
        assert not desk.middle.reply_half.isVisible()
    with window_on(qtbot, theme, FakeRoad()) as desk:
        assert desk.conversation.view.hint.title.text() == CHOOSE
        open_ticket(qtbot, desk, 4217)
        assert not desk.conversation.view.hint.isVisible()
        assert not desk.panel.view.empty.isVisible()
        assert desk.middle.reply_half.isVisible()


def test_the_palette_goes_to_a_ticket_with_keys(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        qtbot.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        field = desk.search.view.field
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "gift card")
        qtbot.waitUntil(
            lambda: desk.search.item_model.index(0).data() == "Ticket: Gift card balance"
        )
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desk.conversation.key == shop.key(4197))


def test_the_palette_runs_commands(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        desk.search.open()
        qtbot.keyClicks(desk.search.view.field, "hide personal")
        qtbot.waitUntil(lambda: desk.search.item_model.rowCount() == 1)
        qtbot.keyClick(desk.search.view.field, Qt.Key.Key_Return)
        assert desk.hidden


def test_the_outbox_takes_back_what_waits(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        draft = road.drafts[shop.CHARGED.key]
        road.approve(draft, road.outgoing(draft, new_status=None))
        desk.outbox.open()
        qtbot.waitUntil(desk.outbox.view.take_back.isEnabled)
        desk.outbox.view.take_back.click()
        qtbot.waitUntil(
            lambda: [one.state for one in road.items.values()] == [OutboxState.TAKEN_BACK]
        )
        qtbot.waitUntil(lambda: not desk.outbox.view.take_back.isEnabled())
        desk.outbox.view.accept()


def test_a_person_decides_about_what_nobody_knows(qtbot, theme):
    road = FakeRoad(undo_seconds=0)
    road.delivered_state = OutboxState.UNKNOWN
    with window_on(qtbot, theme, road) as desk:
        draft = road.drafts[shop.CHARGED.key]
        item = road.approve(draft, road.outgoing(draft, new_status=None))
        desk.outbox.open()
        desk.outbox.deliver()
        qtbot.waitUntil(desk.outbox.view.again.isVisible)
        road.delivered_state = OutboxState.CONFIRMED
        desk.outbox.view.again.click()
        qtbot.waitUntil(lambda: road.items[item.approved.id].state is OutboxState.CONFIRMED)
        qtbot.waitUntil(lambda: not desk.outbox.view.again.isVisible())
        desk.outbox.view.accept()


def test_a_note_is_kept_apart_from_the_reply(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        reply = desk.composer.view.editor.toPlainText()
        desk.queue.focus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
        qtbot.waitUntil(lambda: desk.composer.draft is not None)
        qtbot.keyClicks(desk.composer.view.editor, "Asked accounting.")
        qtbot.waitUntil(desk.approval.view.approve.isEnabled)
        assert desk.approval.view.what.text() == "Internal note"
        assert desk.approval.view.where.text() == "colleagues only · no attachments"
        desk.composer.focus(ReplyKind.PUBLIC_REPLY)
        assert desk.composer.view.editor.toPlainText() == reply
        open_ticket(qtbot, desk, 4217)
        open_ticket(qtbot, desk, 4231)
        desk.composer.focus(ReplyKind.INTERNAL_NOTE)
        qtbot.waitUntil(lambda: desk.composer.view.editor.toPlainText() == "Asked accounting.")


def test_typing_for_one_ticket_is_saved_when_another_is_opened(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.composer.focus(ReplyKind.PUBLIC_REPLY)
        qtbot.keyClicks(desk.composer.view.editor, "X")
        open_ticket(qtbot, desk, 4217)
        assert road.drafts[shop.CHARGED.key].text.startswith("X")
        assert desk.composer.view.editor.toPlainText().startswith("Hello Dana")


def test_both_themes_can_be_shown(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        light = desk.window.grab().toImage().pixelColor(5, 5).lightness()
        qtbot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        dark = desk.window.grab().toImage().pixelColor(5, 5).lightness()
        assert light > 200 > 80 > dark


def test_no_timer_runs_on_when_the_window_has_stopped(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        desk.knowledge.open()
        desk.knowledge.update()
        desk.search.open()
        qtbot.keyClicks(desk.search.view.field, "parcel")
        timers = desk.findChildren(QTimer) + desk.window.findChildren(QTimer)
        assert any(one.isActive() for one in timers)
        desk.stop()
        ours = [one for one in timers if type(one) is QTimer]
        assert [one for one in ours if one.isActive()] == []
        desk.search.view.reject()
        desk.knowledge.view.accept()


def test_no_key_means_two_things():
    keys = [one for key in KEYS for one in key.keys]
    assert len(keys) == len(set(keys))


def test_every_button_and_field_has_a_name(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        unnamed = [
            widget
            for widget in QApplication.allWidgets()
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert unnamed == []
