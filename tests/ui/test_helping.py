"""The about page and the support bundle: on their keys, read when asked for, shown before saved."""

from __future__ import annotations

import stat
import sys
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from copilot.errors import StoreError, UpdateRefused
from copilot.records import About, Component
from tests.ui.desk import sitting_on, window_on
from ui.sitting import Wishes
from ui.support import presenter as bundling
from ui.window.keys import KeyList

TOLD = About(
    "1.2.3",
    (("Version", "1.2.3"), ("Set by your organisation", "nothing")),
    (Component("alpha", "1.0", "MIT", "Words of alpha."), Component("Qt", "", "LGPL", "Of Qt.")),
)
TEXT = "VERSIONS\n  Support Copilot  1.2.3\n"


@pytest.fixture
def helped(qtbot, theme, road):
    @contextmanager
    def opened(about=lambda: TOLD, bundle=lambda road: TEXT):
        with window_on(qtbot, theme, road) as desk:
            desk.helping.offer(about, bundle)
            yield desk

    return opened


def test_the_key_shows_version_facts_and_licences(helped, qtbot):
    with helped() as desk:
        qtbot.keyClick(desk.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        page = desk.helping.about
        qtbot.waitUntil(page.view.isVisible)
        assert page.view.about.text() == "Version 1.2.3"
        shown = [page.facts.grid.itemAt(at).widget().text() for at in range(4)]
        assert shown == ["Version", "1.2.3", "Set by your organisation", "nothing"]
        page.view.tabs["Licences"].click()
        assert [row.title for row in page.licences.item_model.rows] == ["alpha 1.0", "Qt"]
        assert page.licences.notice.toPlainText() == "Words of alpha."
        page.licences.list.setCurrentIndex(page.licences.item_model.index(1))
        assert page.licences.notice.toPlainText() == "Of Qt."


def test_opened_twice_it_shows_the_facts_once(helped, qtbot):
    with helped() as desk:
        for _ in range(2):
            desk.helping.about.open()
            qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
        assert desk.helping.about.facts.grid.count() == 4


def test_the_list_of_keys_leads_to_both(helped, qtbot):
    with helped() as desk:
        desk.actions.show_keys()
        (keys,) = desk.window.findChildren(KeyList)
        with qtbot.waitSignal(keys.finished):
            keys.about.click()
        qtbot.waitUntil(desk.helping.about.view.isVisible)
        desk.helping.about.facts.bundle.click()
        qtbot.waitUntil(desk.helping.bundle.view.isVisible)


def test_a_page_that_cannot_be_read_is_said(helped, qtbot):
    def broken():
        raise StoreError("The settings cannot be read.")

    with helped(about=broken) as desk:
        desk.helping.about.open()
        qtbot.waitUntil(lambda: "cannot be read" in desk.banner.text())
        assert not desk.helping.about.view.isVisible()


def test_the_bundle_is_shown_to_the_letter_and_then_saved(helped, qtbot, tmp_path, monkeypatch):
    file = tmp_path / "bundle.txt"
    monkeypatch.setattr(bundling, "ask_where", lambda window: file)
    with helped() as desk:
        view = desk.helping.bundle.view
        desk.helping.bundle.open()
        assert not view.save.isEnabled()
        qtbot.waitUntil(view.save.isEnabled)
        assert view.text.toPlainText() == TEXT
        assert list(tmp_path.glob("*.txt")) == []
        view.save.click()
        qtbot.waitUntil(lambda: "Saved as" in view.banner.text())
        assert file.read_text() == TEXT
        if sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_thinking_better_of_it_saves_nothing(helped, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(bundling, "ask_where", lambda window: None)
    with helped() as desk:
        desk.helping.bundle.open()
        qtbot.waitUntil(desk.helping.bundle.view.save.isEnabled)
        desk.helping.bundle.view.save.click()
        assert desk.jobs.under_way == 0
        desk.helping.bundle.view.close_button.click()
        assert desk.helping.bundle.view.text.toPlainText() == ""


def test_a_place_that_cannot_be_written_is_said(helped, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(bundling, "ask_where", lambda window: tmp_path / "none" / "bundle.txt")
    with helped() as desk:
        view = desk.helping.bundle.view
        desk.helping.bundle.open()
        qtbot.waitUntil(view.save.isEnabled)
        view.save.click()
        qtbot.waitUntil(lambda: "could not be written" in view.banner.text())


def test_a_bundle_that_cannot_be_made_is_said_where_it_would_be(helped, qtbot):
    def broken(road):
        raise StoreError("The store is closed.")

    with helped(bundle=broken) as desk:
        view = desk.helping.bundle.view
        desk.helping.bundle.open()
        qtbot.waitUntil(lambda: "The store is closed." in view.banner.text())
        assert not view.save.isEnabled()
        assert not view.bar.isVisible()


def test_it_can_be_copied(helped, qtbot):
    with helped() as desk:
        desk.helping.bundle.open()
        qtbot.waitUntil(desk.helping.bundle.view.copy.isEnabled)
        desk.helping.bundle.view.copy.click()
        assert QApplication.clipboard().text() == TEXT


def test_without_what_tells_it_the_keys_do_nothing(helped):
    with helped(about=None, bundle=None) as desk:
        before = desk.jobs.under_way
        desk.helping.about.open()
        desk.helping.bundle.open()
        assert desk.jobs.under_way == before
        assert not desk.helping.bundle.view.isVisible()


def test_of_a_newer_version_the_window_tells_once(qtbot, theme, road, tmp_path):
    asked = []

    def news():
        asked.append(1)
        return "Version 9 is there."

    wishes = Wishes(prepare_ahead=False, news=news)
    with sitting_on(qtbot, theme, road, tmp_path, wishes=wishes) as sitting:
        qtbot.waitUntil(lambda: sitting.desk.banner.text() == "Version 9 is there.")
        with qtbot.waitSignal(sitting.locked):
            sitting.lock()
        with qtbot.waitSignal(sitting.opened):
            sitting.unlock()
        assert asked == [1]


def test_a_list_that_is_not_to_be_trusted_is_said(qtbot, theme, road, tmp_path):
    def news():
        raise UpdateRefused("The list of versions is not signed.")

    wishes = Wishes(prepare_ahead=False, news=news)
    with sitting_on(qtbot, theme, road, tmp_path, wishes=wishes) as sitting:
        qtbot.waitUntil(lambda: "not signed" in sitting.desk.banner.text())
