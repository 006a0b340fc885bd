"""What the organisation set is shown, said to be theirs, and cannot be changed in the window."""

from __future__ import annotations

import argparse

import pytest
from PySide6.QtWidgets import QDialog

from copilot.commandline.window import open_window
from copilot.errors import BrokenPolicy
from copilot.records import DataKind
from tests.ui.desk import sitting_on, window_on
from ui import main, refusal
from ui.connect.view import ConnectDialog
from ui.shared.organisation import SET
from ui.sitting import Wishes

ADDRESS = "https://rt.example.com"


@pytest.fixture
def fixed_sitting(qtbot, theme, road, tmp_path):
    def make(*names):
        wishes = Wishes(
            prepare_ahead=False,
            fixed=frozenset(names),
            address=ADDRESS,
            connect=lambda address, token: None,
        )
        return sitting_on(qtbot, theme, road, tmp_path, wishes=wishes)

    return make


def test_the_times_that_are_set_are_locked_and_the_others_are_not(fixed_sitting):
    with fixed_sitting("retention.tickets") as sitting:
        kept = sitting.desk.privacy.kept
        sitting.desk.privacy.open_at("Kept")
        assert not kept.days[DataKind.TICKETS].isEnabled()
        assert kept.days[DataKind.TICKETS].accessibleDescription() == SET
        assert kept.notes[DataKind.TICKETS].isVisible()
        assert kept.days[DataKind.DRAFTS].isEnabled()
        assert not kept.notes[DataKind.DRAFTS].isVisible()


def test_the_minutes_until_it_locks(fixed_sitting):
    with fixed_sitting("lock_minutes") as sitting:
        sitting.desk.privacy.open_at("Lock")
        lock = sitting.desk.privacy.lock
        assert (lock.minutes.isEnabled(), lock.note.isVisible()) == (False, True)
        assert lock.lock.isEnabled()


def test_after_a_lock_they_are_still_locked(fixed_sitting, qtbot):
    with fixed_sitting("lock_minutes") as sitting:
        with qtbot.waitSignal(sitting.locked):
            sitting.lock()
        with qtbot.waitSignal(sitting.opened):
            sitting.unlock()
        assert not sitting.desk.privacy.lock.minutes.isEnabled()


def test_the_address_of_the_helpdesk_is_given_and_the_token_is_asked(fixed_sitting):
    with fixed_sitting("helpdesk_url") as sitting:
        (connect,) = [c for c in sitting.desk.search.commands if c.title.startswith("Connect")]
        connect.run()
        (dialog,) = sitting.window.findChildren(ConnectDialog)
        assert (dialog.address.text(), dialog.address.isEnabled()) == (ADDRESS, False)
        assert dialog.note.text() == SET
        told = []
        dialog.given.disconnect()
        dialog.given.connect(lambda address, token: told.append((address, token)))
        dialog.token.setText("1-14-abc")
        dialog.connect_now.click()
        assert told == [(ADDRESS, "1-14-abc")]


def test_folders_that_are_set_can_be_neither_added_nor_removed(fixed_sitting, qtbot):
    with fixed_sitting("knowledge") as sitting:
        page = sitting.desk.knowledge
        page.open()
        qtbot.waitUntil(lambda: page.sources.item_model.rowCount() > 0)
        assert not page.view.add.isVisible()
        assert page.view.fixed.isVisible()
        for at in range(page.sources.item_model.rowCount()):
            page.sources.list.setCurrentIndex(page.sources.item_model.index(at))
            assert not page.sources.detail.remove.isVisible()


def test_light_or_dark(qtbot, theme, road):
    theme.fixed = True
    with window_on(qtbot, theme, road) as desk:
        desk.fix(frozenset({"theme"}), "")
        theme.toggle()
        assert theme.name == "light"
        assert not desk.top.theme.isEnabled()


def test_a_broken_policy_is_said_in_a_window_and_nothing_is_opened(
    qtbot, monkeypatch, tmp_path, qapp
):
    (tmp_path / "policy.toml").write_text("nonsense = 1\n")
    (tmp_path / "policy.toml").chmod(0o644)
    shown = []
    monkeypatch.setattr(main, "run", lambda *given, **more: pytest.fail("the window was opened"))
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog.why.text()))
    with pytest.raises(BrokenPolicy):
        open_window(argparse.Namespace(profile="default"))
    assert len(shown) == 1
    assert "nonsense" in shown[0]


def test_why_it_did_not_start_can_be_read_and_left(qtbot):
    dialog = refusal.Refusal("The settings of your organisation are broken.")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.why.text() == "The settings of your organisation are broken."
    dialog.leave.click()
    assert not dialog.isVisible()
