"""Findings name their sentence, show it in the text, and are accepted together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from copilot.records import DraftSentence, Finding, SentenceKind, Severity
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.approval.preview import accepted
from ui.copilot_panel.checks import checks
from ui.copilot_panel.rows import CheckRow
from ui.shared.citations import short

RULE = "It states something that rests on no source."
TEXT = "We send it. You pay nothing. It comes soon.\n\nWe mend it. Thanks for waiting."


def on(words, check="no source", **more):
    start = TEXT.index(words)
    return Finding(check, Severity.ACCEPT, start, start + len(words), RULE, "Strike it.", **more)


@pytest.fixture
def draft(road):
    sentences = tuple(
        DraftSentence(one.start, one.end, SentenceKind.STATEMENT, typed=words != "It comes soon.")
        for words in ("We send it.", "You pay nothing.", "It comes soon.", "We mend it.")
        for one in [on(words)]
    )
    return replace(road.open(shop.FILTER.key).draft, text=TEXT, sentences=sentences)


def test_a_finding_names_its_sentence(draft):
    on_value = replace(on("pay"), check="unsupported value")
    whole = Finding("language", Severity.ACCEPT, 0, 0, "Another language.", "Translate it.")
    lines = checks(replace(draft, findings=(whole, on("We send it."), on_value)))
    assert [one.about for one in lines] == ["", "“We send it.”", "“You pay nothing.”"]


@pytest.mark.parametrize(
    ("words", "most", "told"),
    [
        ("We send it.", 20, "We send it."),
        ("We send it to you", 12, "We send …"),
        ("“We send it to you”", 12, "“We send …”"),
        ("Donaudampfschifffahrt", 12, "Donaudampf …"),
        ("a\n b", 12, "a b"),
    ],
)
def test_long_words_are_cut(words, most, told):
    assert short(words, most) == told


def test_what_a_person_typed_in_one_paragraph_is_accepted_together(draft):
    first, second, soon, other = map(
        on, ("We send it.", "You pay nothing.", "It comes soon.", "We mend it.")
    )
    of_other = on("We send it.", check="wording")
    lines = checks(replace(draft, findings=(first, of_other, second, soon, other)))
    assert [one.together for one in lines] == [(first, second), (), (), (), ()]
    done = replace(second, accepted=True)
    lines = checks(replace(draft, findings=(first, done)))
    assert [one.together for one in lines] == [(), ()]


def test_the_preview_names_a_rule_once_with_its_sentences():
    bound = (f"no source: {RULE}\n“We send it.”", f"no source: {RULE}\n“You pay.”", "tone: Odd.")
    assert accepted(bound).splitlines() == [
        f"no source: {RULE}",
        "    “We send it.”",
        "    “You pay.”",
        "tone: Odd.",
    ]
    many = tuple(f"no source: {RULE}\n“Sentence {at}.”" for at in range(12))
    assert accepted(many).splitlines()[-1] == "    and 2 more, marked ✓ in the text"
    assert accepted(()) == "nothing"


def rows_of(qtbot, desk, count):
    def shown():
        every = desk.panel.view.checks.findChildren(CheckRow)
        return [one for one in every if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == count)
    return shown()


def test_a_click_and_enter_select_the_sentence(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        (finding,) = desk.composer.draft.findings
        words = desk.composer.draft.text[finding.start : finding.end]
        (row,) = rows_of(qtbot, desk, 1)
        editor = desk.composer.view.editor

        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        assert editor.textCursor().selectedText() == words
        assert editor.hasFocus()

        editor.moveCursor(editor.textCursor().MoveOperation.Start)
        row.show_words.setFocus()
        qtbot.keyClick(row.show_words, Qt.Key.Key_Return)
        assert editor.textCursor().selectedText() == words


def test_all_of_a_paragraph_are_accepted_with_one_press(qtbot, theme, road, draft):
    findings = (on("We send it."), on("You pay nothing."))
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        taken = []
        desk.panel.accepted.disconnect(desk.composer.accept)
        desk.panel.accepted.connect(taken.append)
        desk.panel.show_draft(replace(draft, findings=findings))
        first, second = rows_of(qtbot, desk, 2)
        assert (first.accept_all.text(), second.accept_all.isVisible()) == ("Accept all 2", False)
        first.accept_all.click()
        second.accept.click()
        assert taken == [findings, findings[1:]]
