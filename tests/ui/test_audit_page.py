"""The audit page: rows with filters, whether the chain holds, the export, the team's policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from copilot.audit.chain import Broken
from copilot.errors import StoreError
from copilot.records import PolicyState
from tests.fakes import road_policy
from tests.ui.desk import window_on
from ui.audit import presenter as audit
from ui.audit.props import (
    KINDS,
    NOTHING,
    about,
    audit_row,
    broken_lines,
    chosen_rows,
    detail_lines,
    policy_lines,
    state_words,
)
from ui.shared.masking import BLOT

ROWS = road_policy.rows()
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def numbers(found):
    return [row.number for row in found]


def test_rows_are_chosen_by_kind_and_words_newest_first():
    assert numbers(chosen_rows(ROWS, "Everything", "")) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert numbers(chosen_rows(ROWS, "Approved and sent", "")) == [8, 7]
    assert numbers(chosen_rows(ROWS, "People, keys, settings", "")) == [3, 2, 1]
    assert numbers(chosen_rows(ROWS, "Everything", "#4217 WRITTEN")) == [5]
    assert numbers(chosen_rows(ROWS, "Everything", "a1")) == [8, 7]
    assert numbers(chosen_rows(ROWS, "Seen", "policy")) == []
    assert numbers(chosen_rows(ROWS, "Everything", "", most=2)) == [9, 8]


def test_no_event_belongs_to_two_kinds():
    events = [event for every in KINDS.values() for event in every]
    assert len(events) == len(set(events))


def test_what_the_program_did_is_not_said_of_a_person():
    ahead = replace(ROWS[6], event="prepared ahead")
    assert audit_row(ahead, NOW, hidden=False).title == "A draft was prepared ahead"
    for hidden, who in ((False, "the program, for anna@nordlicht.example"), (True, BLOT)):
        assert who in audit_row(ahead, NOW, hidden=hidden).below
        assert who in dict(detail_lines(ahead, hidden=hidden))["Who"]
    assert dict(detail_lines(replace(ahead, actor=""), hidden=False))["Who"] == "the program"


def test_a_row_is_told_in_words():
    row = audit_row(ROWS[6], NOW, hidden=False)
    assert row.title == "A reply or note was approved"
    assert "#4217 on demo" in row.below
    assert "anna@nordlicht.example" in row.below
    assert BLOT in audit_row(ROWS[6], NOW, hidden=True).below
    lines = dict(detail_lines(ROWS[1], hidden=False))
    assert lines["Names"] == "policy_file, policy_key"
    assert lines["Seal"] == ROWS[1].sha256
    assert dict(detail_lines(ROWS[1], hidden=True))["Who"] == BLOT


def test_a_row_whose_person_was_deleted_says_so():
    gone = replace(ROWS[3], subject="", payload='{"content":"ab"}')
    assert about(gone) == "what it was about was deleted"
    assert dict(detail_lines(replace(gone, payload="oops"), hidden=False))["Payload"] == "oops"


def test_the_state_of_the_chain_in_words():
    assert state_words(None, 1) == ("1 row · checking …", "plain")
    assert state_words((), 9)[1] == "supported"
    broken = (Broken(4, "the row was changed"), Broken(0, "it ended"))
    assert state_words(broken, 9) == ("9 rows · the chain does not hold at 2 places", "danger")
    assert broken_lines(broken) == "Row 4: the row was changed.\nit ended."


def test_the_policy_in_words():
    assert "no policy" in policy_lines(PolicyState())[0]
    assert policy_lines(PolicyState(fault="Broken.")) == ("Broken.",)
    assert policy_lines(road_policy.POLICY) == road_policy.POLICY.sentences


def test_a_key_opens_the_page_with_the_rows_and_what_the_check_found(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(desk.window, Qt.Key.Key_O, both)
        page = desk.audit
        qtbot.waitUntil(lambda: "whole" in page.view.about.text())
        QAbstractItemModelTester(page.rows.item_model)
        assert page.rows.item_model.rowCount() == 9
        qtbot.waitUntil(page.rows.words.hasFocus)
        qtbot.keyClicks(page.rows.words, "policy")
        qtbot.waitUntil(lambda: page.rows.item_model.rowCount() == 2)
        page.rows.choose_kind("Deleted")
        assert page.rows.item_model.rowCount() == 0
        assert page.rows.view.nothing.text() == NOTHING
        page.rows.words.clear()
        qtbot.waitUntil(lambda: page.rows.item_model.rowCount() == 1)
        assert page.rows.detail.title.text() == "A customer was deleted"
        page.view.accept()


def test_a_chain_that_does_not_hold_is_told_and_checked_again(qtbot, theme, road):
    road.broken = (Broken(4, "the row was changed"),)
    with window_on(qtbot, theme, road) as desk:
        desk.audit.open()
        chain = desk.audit.chain
        qtbot.waitUntil(lambda: "1 place" in chain.state.text())
        assert chain.found.text() == "Row 4: the row was changed."
        assert chain.state.property("role") == "danger"
        road.broken = ()
        chain.check.click()
        qtbot.waitUntil(lambda: "whole" in chain.state.text())
        assert ROWS[-1].sha256 in chain.head.text()
        road.faults["audit_rows"] = StoreError("The store is damaged.")
        desk.audit.refresh()
        qtbot.waitUntil(lambda: desk.audit.view.banner.text() == "The store is damaged.")
        desk.audit.view.accept()


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_the_export_is_written_and_its_head_is_said(
    qtbot, theme, road, tmp_path, monkeypatch, folder
):
    target = tmp_path / folder / "chain.jsonl"
    monkeypatch.setattr(audit, "ask_where", lambda window: target)
    with window_on(qtbot, theme, road) as desk:
        desk.audit.open()
        desk.audit.chain.export.click()
        qtbot.waitUntil(lambda: bool(desk.audit.view.banner.text()))
        said = desk.audit.view.banner.text()
        if folder:
            assert "could not be written" in said
        else:
            assert target.read_bytes() == b"the chain\n"
            assert f"row 9, head {'ab' * 32}" in said
        desk.audit.view.accept()


def test_hiding_covers_who_did_it(qtbot, theme, road):
    road.policy.shown = road_policy.POLICY
    with window_on(qtbot, theme, road) as desk:
        desk.audit.open()
        qtbot.waitUntil(lambda: desk.audit.rows.item_model.rowCount() == 9)
        desk.set_hidden(True)
        assert all(BLOT in row.below for row in desk.audit.rows.item_model.rows)
        assert desk.audit.policy.title.text() == "Policy 3 of Nordlicht Outdoor"
        desk.audit.view.accept()
