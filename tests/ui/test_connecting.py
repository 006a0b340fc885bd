"""Asking for one's own helpdesk in the window."""

from __future__ import annotations

import argparse

import pytest
from PySide6.QtCore import Qt

from copilot import settings
from copilot.app import profile
from copilot.commandline.window import open_window
from copilot.records import Person
from tests.ui.desk import window_on
from ui import main
from ui.connect.view import ConnectDialog, problem


@pytest.mark.parametrize(
    ("address", "token", "fine"),
    [
        ("https://rt.example.com", "1-14-abc", True),
        ("http://127.0.0.1:8080/rt", "1-14-abc", True),
        ("rt.example.com", "1-14-abc", False),
        ("ftp://rt.example.com", "1-14-abc", False),
        ("https://rt.example.com", "", False),
    ],
)
def test_what_can_be_tried(address, token, fine):
    assert (problem(address, token) == "") is fine


def test_the_palette_asks_for_a_helpdesk_and_the_window_closes(qtbot, theme, road):
    told = []
    with window_on(qtbot, theme, road) as desk:
        desk.offer_connecting(lambda address, token: told.append((address, token)))
        desk.search.open()
        qtbot.keyClicks(desk.search.view.field, "connect request")
        qtbot.waitUntil(lambda: desk.search.item_model.rowCount() == 1)
        qtbot.keyClick(desk.search.view.field, Qt.Key.Key_Return)
        (dialog,) = desk.window.findChildren(ConnectDialog)
        qtbot.keyClicks(dialog.address, "rt.example.com")
        dialog.connect_now.click()
        assert "whole address" in dialog.wrong.text()
        assert told == []
        dialog.address.setText("https://rt.example.com/")
        qtbot.keyClicks(dialog.token, "1-14-abc")
        dialog.connect_now.click()
        assert told == [("https://rt.example.com", "1-14-abc")]
        qtbot.waitUntil(lambda: not desk.window.isVisible())


def test_without_a_way_to_connect_there_is_no_command(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        assert not [one for one in desk.search.commands if "Connect" in one.title]


@pytest.fixture
def asks_once(monkeypatch, tmp_path):
    """The window command with a window that wishes to be connected once, and is then closed."""
    monkeypatch.setenv("SUPPORT_COPILOT_HOME", str(tmp_path))
    notices = []

    def run(make_road, *, connect, notice, **_):
        notices.append(notice)
        make_road("a passphrase that is long").close()
        if len(notices) == 1:
            connect("http://127.0.0.1:9", "1-14-abc")
        return 0

    monkeypatch.setattr(main, "run", run)
    return notices


def test_a_helpdesk_that_does_not_answer_changes_nothing(asks_once, tmp_path):
    assert open_window(argparse.Namespace(profile="default")) == 0
    before, after = asks_once
    assert before == ""
    assert after.endswith("Nothing was changed.")
    assert settings.load(tmp_path / "default" / "settings.toml").helpdesk == "demo"


def test_a_helpdesk_that_answers_is_kept_and_said(asks_once, tmp_path, monkeypatch):
    tried = []

    def connect(at, chosen, token, *, passphrase):
        tried.append((chosen.helpdesk_url, token, passphrase))
        return Person("Anna Berg", "anna@example.com")

    monkeypatch.setattr(profile, "connect", connect)
    assert open_window(argparse.Namespace(profile="default")) == 0
    assert tried == [("http://127.0.0.1:9", "1-14-abc", "a passphrase that is long")]
    assert asks_once[1] == "Connected as Anna Berg <anna@example.com>."
