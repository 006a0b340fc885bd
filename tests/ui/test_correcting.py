"""Right click and its keys: a miss, a false alarm, copies without personal data, offered masks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from copilot.errors import BadInput
from copilot.records import EngineState, EngineStatus, Finding, Severity
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.conversation.asked import Asked, shortened, word_at
from ui.conversation.menu import TYPES, message_menu
from ui.shared.masking import BLOT, personal_places

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        open_ticket(qtbot, made, 4217)
        yield made


def body_of(desk, message=0):
    return desk.conversation.cards[message].bodies[0]


def put_caret(body, word, *, select=False):
    at = body.toPlainText().index(word)
    cursor = body.textCursor()
    cursor.setPosition(at + (0 if select else 1))
    if select:
        cursor.setPosition(at + len(word), QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    body.setFocus()


def by_key(body):
    """The menu as the context-menu key opens it."""
    keyboard = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(body, QContextMenuEvent(keyboard, QPoint(), QPoint()))


def by_mouse(body, word):
    at = body.toPlainText().index(word)
    cursor = body.textCursor()
    cursor.setPosition(at + 1)
    place = body.cursorRect(cursor).center()
    mouse = QContextMenuEvent.Reason.Mouse
    viewport = body.viewport()
    event = QContextMenuEvent(mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)


def entries(menu):
    return [one.text() for one in menu.actions() if one.text()]


def choose(desk, *words):
    """Press the entry with these words, in the submenu when there are two."""
    menu = desk.conversation.menu
    for word in words:
        action = next(one for one in menu.actions() if word in one.text())
        menu = action.menu() or menu
    action.trigger()
    desk.conversation.menu.close()


def quiet(qtbot, desk):
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def underlined(desk, message=0):
    return [one.text for one in body_of(desk, message)._segments if one.type]


# --- corrections


@pytest.mark.parametrize("how", [by_key, lambda body: by_mouse(body, "AquaPure")])
def test_a_missed_word_is_hidden_from_now_on_and_the_ticket_is_read_anew(qtbot, desk, road, how):
    body = body_of(desk)
    put_caret(body, "AquaPure")
    how(body)
    assert entries(desk.conversation.menu)[0] == "&Hide “AquaPure” as"
    assert body.textCursor().selectedText() == "AquaPure"
    before = road.calls.count("summarise")
    choose(desk, "Hide", "Order number")
    qtbot.waitUntil(lambda: "AquaPure" in underlined(desk))
    made = road.privacy.corrections[0]
    assert (made.text, made.hide, made.type) == ("AquaPure", True, "ORDER")
    assert road.calls.count("summarise") == before + 1
    words = "“AquaPure” is hidden as an order number from now on, in all tickets of this helpdesk."
    assert desk.banner.text() == words


def test_a_selection_of_some_words_is_hidden_as_a_whole(qtbot, desk, road):
    put_caret(body_of(desk), "label created", select=True)
    by_key(body_of(desk))
    choose(desk, "Hide", "Name")
    qtbot.waitUntil(lambda: road.privacy.corrections != ())
    assert road.privacy.corrections[0].text == "label created"
    quiet(qtbot, desk)


def test_a_false_alarm_is_shown_again_and_the_banner_takes_it_back(qtbot, desk, road):
    assert "A-88213" in underlined(desk)
    put_caret(body_of(desk), "A-88213")
    by_key(body_of(desk))
    assert entries(desk.conversation.menu)[0] == "“A-88213” is &not personal data"
    choose(desk, "not personal data")
    qtbot.waitUntil(lambda: "A-88213" not in underlined(desk))
    assert not road.privacy.corrections[0].hide
    quiet(qtbot, desk)
    assert desk.banner.action.isVisible()
    desk.banner.action.click()
    qtbot.waitUntil(lambda: "A-88213" in underlined(desk))
    assert road.privacy.corrections == ()
    assert desk.banner.text() == "The correction is taken back."
    assert not desk.banner.action.isVisible()
    quiet(qtbot, desk)


def test_the_caret_and_the_scroll_stay_where_they_are(qtbot, desk):
    body = body_of(desk)
    put_caret(body, "Tracking")
    place = body.textCursor().position()
    by_key(body)
    after = body.textCursor().position()
    choose(desk, "Hide", "Name")
    qtbot.waitUntil(lambda: "Tracking" in underlined(desk))
    again = body_of(desk)
    assert again is not body
    assert desk.window.focusWidget() is again
    assert again.textCursor().position() == after > place


def test_a_correction_that_is_refused_says_why_and_changes_nothing(qtbot, desk, road):
    before = underlined(desk)
    road.faults["privacy correct"] = BadInput("That is in the ticket’s own record.")
    put_caret(body_of(desk), "A-88213")
    by_key(body_of(desk))
    choose(desk, "not personal data")
    qtbot.waitUntil(desk.banner.isVisible)
    assert desk.banner.text() == "That is in the ticket’s own record."
    assert underlined(desk) == before


def test_without_an_engine_the_ticket_is_at_least_loaded_again(qtbot, desk, road):
    road.engine.now = EngineStatus(EngineState.DOWN)
    desk.status.ask()
    qtbot.waitUntil(lambda: not desk.status.can_write)
    before = road.calls.count("open")
    desk.correcting.correct("AquaPure", True, "ORDER")
    qtbot.waitUntil(lambda: road.calls.count("open") > before)
    quiet(qtbot, desk)
    assert "summarise" not in road.calls[-4:]


def test_nothing_is_corrected_while_personal_data_is_hidden(desk):
    desk.set_hidden(True)
    put_caret(body_of(desk), "AquaPure")
    by_key(body_of(desk))
    first = desk.conversation.menu.actions()[0]
    assert "F8" in first.text()
    assert not first.isEnabled()
    desk.conversation.menu.close()


def test_every_type_of_the_menu_is_one_that_can_be_kept(qtbot, road):
    for _, kind in TYPES:
        if kind != "DOCUMENT":
            road.privacy.correct("something", hide=True, type=kind)
    assert len({kind for _, kind in TYPES}) == len(TYPES)


def test_where_no_word_stands_only_copying_is_offered(qtbot, desk):
    menu = message_menu(
        desk.window,
        None,
        hidden=False,
        correct=lambda *_: None,
        copy=lambda: None,
        share=lambda: None,
    )
    assert len(entries(menu)) == 2


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("order (A-88213) now", 9, "A-88213"),
        ("Bristol.", 7, "Bristol"),
        ("“Fjordwind”", 3, "Fjordwind"),
        ("two  blanks", 4, ""),
        ("... ", 1, ""),
        ("", 0, ""),
        ("😀 Jörg-Åke!", 5, "Jörg-Åke"),
    ],
)
def test_the_word_at_a_place(text, at, word):
    start, end = word_at(text, at)
    assert text[start:end] == word


def test_long_words_are_shortened_for_the_menu():
    assert shortened("a " * 40) == f"{'a ' * 15}a…"


def test_a_word_behind_an_emoji_is_taken_whole(qtbot, desk, theme):
    from ui.conversation.body import Body
    from ui.shared.masking import Segment

    body = Body((Segment("😀😀 Jörg wrote "), Segment("A-1", "ORDER")), theme.tokens)
    qtbot.addWidget(body)
    cursor = body.textCursor()
    cursor.setPosition(6)
    assert body.asked_at(cursor) == Asked("Jörg", "", selected=False)
    cursor.setPosition(17)
    assert body.asked_at(cursor) == Asked("A-1", "ORDER", selected=False)


# --- the caret


def test_the_caret_walks_through_the_messages_with_the_keyboard(qtbot, desk):
    qtbot.keyClick(desk.queue.view.list, Qt.Key.Key_M)
    body = QApplication.focusWidget()
    assert body is body_of(desk, 3)  # the new one
    body.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(body, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is body_of(desk, 2)
    note = QApplication.focusWidget()
    note.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(note, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is body_of(desk, 3)
    qtbot.keyClick(body_of(desk, 3), Qt.Key.Key_Escape)
    assert desk.queue.view.list.hasFocus()


# --- copies


def test_a_selection_is_copied_without_personal_data(qtbot, desk):
    put_caret(body_of(desk), "(order A-88213)", select=True)
    with qtbot.waitSignal(desk.correcting.copied):
        qtbot.keyClick(body_of(desk), Qt.Key.Key_C, CTRL | SHIFT)
    assert QApplication.clipboard().text() == "(order [[ORDER_1]])"
    assert desk.banner.text() == "Copied without personal data."


def test_a_message_is_copied_from_its_menu_even_while_it_is_hidden(qtbot, desk):
    desk.set_hidden(True)
    put_caret(body_of(desk), "AquaPure")
    by_key(body_of(desk))
    with qtbot.waitSignal(desk.correcting.copied):
        choose(desk, "ithout personal data")
    text = QApplication.clipboard().text()
    assert "[[ORDER_1]]" in text
    assert "Harbour Lane" not in text
    assert BLOT not in text


def test_the_key_copies_the_whole_ticket_from_the_queue(qtbot, desk):
    desk.queue.focus()
    with qtbot.waitSignal(desk.correcting.copied):
        qtbot.keyClick(desk.queue.view.list, Qt.Key.Key_C, CTRL | SHIFT)
    text = QApplication.clipboard().text()
    assert "Off sick from tomorrow" in text
    assert "A-88213" not in text


def test_the_composers_text_is_copied_without_personal_data(qtbot, desk):
    desk.write(desk.composer.kind)
    with qtbot.waitSignal(desk.correcting.copied):
        qtbot.keyClick(desk.composer.view.editor, Qt.Key.Key_C, CTRL | SHIFT)
    assert QApplication.clipboard().text().startswith("Hello [[CUSTOMER_1]]")


def test_a_plain_copy_is_as_it_stands(qtbot, desk):
    put_caret(body_of(desk), "A-88213", select=True)
    by_key(body_of(desk))
    choose(desk, "&Copy")
    assert QApplication.clipboard().text() == "A-88213"


# --- the composer


def test_personal_data_in_the_composer_is_underlined_while_it_is_typed(qtbot, desk):
    editor = desk.composer.view.editor
    text = editor.toPlainText()
    assert [(text[start:end], kind) for start, end, kind in editor.personal()] == [
        ("Dana", "CUSTOMER"),
        ("Luis", "AGENT"),
    ]
    desk.write(desk.composer.kind)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, "A-88213, dana.whitfield@example.com: ")
    text = editor.toPlainText()
    kinds = {text[start:end]: kind for start, end, kind in editor.personal()}
    assert kinds["A-88213"] == "ORDER"
    assert kinds["dana.whitfield@example.com"] == "EMAIL"
    quiet(qtbot, desk)


def test_known_words_are_found_whole_and_in_any_case():
    found = personal_places("Ana and DANA, Danas", {"Dana": "CUSTOMER"})
    assert found == ((8, 12, "CUSTOMER"),)
    assert personal_places("anything", {}) == ()


@pytest.fixture
def card(qtbot, theme, road):
    """A desk whose open draft quotes a card number, with the offer to put another text there."""
    draft = road.drafts[shop.CHARGED.key]
    text = "Hola Tomás:\nyour card 4111 1111 1111 1111 was charged.\nAnna"
    start = text.index("4111")
    found = Finding(
        "secret",
        Severity.BLOCK,
        start,
        start + 19,
        "A card number stands in the reply",
        "It is never sent in full.",
        instead="•••• 1111",
    )
    road.drafts[draft.ticket] = replace(draft, text=text, findings=(found,), missing=())
    with window_on(qtbot, theme, road) as made:
        open_ticket(qtbot, made, 4231)
        yield made


def test_the_composer_offers_to_mask_and_the_key_does(qtbot, card):
    view = card.composer.view
    assert view.offer.isVisible()
    assert view.put.text() == "Put •••• 1111  Alt+M"
    assert not card.approval.view.approve.isEnabled()
    qtbot.keyClick(card.queue.view.list, Qt.Key.Key_M, ALT)
    qtbot.waitUntil(lambda: "your card •••• 1111 was charged" in card.composer.draft.text)
    qtbot.waitUntil(lambda: not view.offer.isVisible())
    quiet(qtbot, card)
    view.editor.setFocus()
    qtbot.keyClick(view.editor, Qt.Key.Key_Z, CTRL)
    assert "4111 1111 1111 1111" in view.editor.toPlainText()
    quiet(qtbot, card)


def test_the_right_column_offers_the_same(qtbot, card):
    from ui.copilot_panel.rows import CheckRow

    rows = card.panel.view.checks.findChildren(CheckRow)
    assert [one.put.text() for one in rows] == ["Put •••• 1111"]
    rows[0].put.click()
    qtbot.waitUntil(lambda: "•••• 1111" in card.composer.draft.text)
    quiet(qtbot, card)


def test_a_finding_without_an_offer_offers_nothing(desk):
    assert not desk.composer.view.offer.isVisible()
    desk.composer.put_offered()
    assert "before the 20th" in desk.composer.view.editor.toPlainText()
