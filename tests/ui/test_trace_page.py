"""Why a draft is as it is, with a key; and drafts from a transcript."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from copilot.records import DraftTrace, Fate, ReplyKind
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.fakes.road_tracking import FakeTracking
from tests.ui.desk import open_ticket, window_on
from ui.trace.props import BY_HAND, trace_props

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def a_draft():
    return next(iter(shop.first_drafts().values()))


def test_every_step_is_said_in_words():
    draft = a_draft()
    props = trace_props(draft, FakeTracking().why(draft), NOW)
    assert [step.what for step in props.steps] == [
        "Read the ticket",
        "Looked through the knowledge",
        "Worded an answer",
        "Checked the draft",
    ]
    read, search, _, check = props.steps
    assert read.prompt == "read, version 3"
    assert read.cost == "5.1 s · 612 tokens read, 96 written (480 from before)"
    assert read.told == "finished"
    assert draft.sources[0].passage.title in search.told
    assert check.told
    assert dict(props.facts)["Since then"] == "waiting"
    assert props.note == ""


def test_what_became_of_it_and_what_was_stopped():
    draft = a_draft()
    why = FakeTracking().why(draft)
    assert why.draft is not None
    root = replace(why.draft, fate=Fate.EDITED, distance=7)
    late = replace(why.steps[2], finish="time")
    props = trace_props(draft, DraftTrace(root, (late,), ()), NOW)
    assert "7 words" in dict(props.facts)["Since then"]
    assert props.steps[0].told == "stopped: it took too long"
    assert trace_props(draft, DraftTrace(None, (), ()), NOW).note == BY_HAND


@pytest.fixture
def desk(qtbot, theme):
    with window_on(qtbot, theme, FakeRoad()) as made:
        open_ticket(qtbot, made, next(iter(shop.first_drafts())).id)
        yield made


def test_the_key_opens_the_page_and_it_exports(qtbot, desk, tmp_path, monkeypatch):
    target = tmp_path / "spans.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(target), ""))
    qtbot.keyClick(desk.window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: desk.trace.dialog is not None and desk.trace.dialog.isVisible())
    desk.trace.dialog.export.click()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    desk.trace.dialog.accept()


def test_a_transcript_becomes_the_reply_and_the_note(qtbot, desk, tmp_path: Path, monkeypatch):
    file = tmp_path / "call.txt"
    file.write_text("Agent: I will send it.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(file), ""))
    qtbot.keyClick(desk.window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    text = desk.composer.view.editor.toPlainText
    qtbot.waitUntil(lambda: text() == "public reply: I will send it.")
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    desk.write(ReplyKind.INTERNAL_NOTE)
    qtbot.waitUntil(lambda: text() == "internal note: I will send it.")
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)


def test_a_file_that_is_no_transcript_is_told_and_the_draft_stays(
    qtbot, desk, tmp_path: Path, monkeypatch
):
    before = desk.composer.view.editor.toPlainText()
    file = tmp_path / "call.srt"
    file.write_text("no cues", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(file), ""))
    desk.composer.from_transcript()
    qtbot.waitUntil(lambda: desk.banner.isVisible())
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    assert desk.composer.view.editor.toPlainText() == before
