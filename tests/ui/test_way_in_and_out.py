"""Opening with and without a keyring, and leaving in the middle of things."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QSize, Qt

from copilot.errors import DamagedStore, KeyringMissing, WrongKey
from tests.benchmarks.first_frame import once
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, sitting_on
from ui.jobs import Jobs
from ui.main import FirstFrame, now
from ui.shared.theme import Theme
from ui.starting import TYPE, WRONG, Starter
from ui.trouble import Trouble, details
from ui.window.memory import Memory
from ui.window.presenter import WindowPresenter
from ui.window.view import MainWindow, opening_size


@pytest.fixture
def desk(qtbot, theme):
    jobs = Jobs(ThreadPoolExecutor(2))
    made = WindowPresenter(theme, jobs, clock=now, prepare_ahead=False)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.stop()
    jobs.shutdown()
    made.deleteLater()


def test_the_real_entry_paints_first_and_imports_nothing_heavy():
    found = once()
    assert found["heavy"] == []
    assert found["seconds"] < 5


def test_without_a_keyring_the_passphrase_is_asked_until_it_is_right(qtbot, desk, road):
    given = []

    def make(passphrase):
        given.append(passphrase)
        if passphrase is None:
            raise KeyringMissing("This machine keeps no keys. Choose a passphrase.")
        if passphrase != "right":
            raise WrongKey("This passphrase does not open the store.")
        return road

    starter = Starter(make, desk.jobs, desk.window, new_store=False)
    starter.opened.connect(desk.start)
    starter.start()
    qtbot.waitUntil(lambda: starter.dialog is not None)
    assert starter.dialog.says.text() == TYPE
    qtbot.keyClicks(starter.dialog.first, "wrong")
    qtbot.keyClick(starter.dialog.first, Qt.Key.Key_Return)
    qtbot.waitUntil(starter.dialog.wrong.isVisible)
    assert starter.dialog.wrong.text() == WRONG
    qtbot.keyClicks(starter.dialog.first, "right")
    with qtbot.waitSignal(starter.opened):
        qtbot.keyClick(starter.dialog.first, Qt.Key.Key_Return)
    assert given == [None, "wrong", "right"]
    assert starter.dialog is None
    qtbot.waitUntil(lambda: desk.queue.item_model.rowCount() == 13)


def test_a_damaged_store_is_told_in_the_window(qtbot, desk):
    def make(passphrase):
        raise DamagedStore("The file is damaged. It was left as it is.")

    starter = Starter(make, desk.jobs, desk.window, new_store=False)
    starter.failed.connect(desk.not_opened)
    starter.start()
    qtbot.waitUntil(desk.banner.isVisible)
    assert desk.banner.text() == "The file is damaged. It was left as it is."


def test_closing_during_a_job_saves_what_was_typed_and_closes_the_road(
    qtbot, theme, road, tmp_path
):
    with sitting_on(qtbot, theme, road, tmp_path) as sitting:
        desk = sitting.desk
        open_ticket(qtbot, desk, 4231)
        road.hold = True
        desk.opener.summarise()
        desk.composer.focus(desk.composer.draft.kind)
        qtbot.keyClicks(desk.composer.view.editor, "X")
        sitting.window.resize(1200, 700)
        sitting.window.close()
        assert road.closed
        assert road.calls[-1] == "close"
        assert road.drafts[shop.CHARGED.key].text.startswith("X")
        assert desk.jobs.under_way == 0
    assert (tmp_path / "window.ini").is_file()


@pytest.mark.parametrize(
    ("available", "opened"),
    [
        ((2560, 1400), (1440, 900)),
        ((1280, 720), (1276, 680)),
        ((1280, 672), (1276, 632)),
        ((1920, 900), (1440, 860)),
        ((800, 600), (1160, 620)),  # less would not be laid out
    ],
)
def test_the_window_opens_as_large_as_the_screen_has_room_for(available, opened):
    assert opening_size(QSize(*available)) == QSize(*opened)


def test_a_new_window_takes_the_size_of_its_screen(qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.size() == opening_size(window.screen().availableSize())


def test_sizes_and_theme_come_back(qtbot, desk, tmp_path):
    desk.window.columns.setSizes([400, 600, 300])
    left, _, right = desk.window.columns.sizes()
    Memory(tmp_path).keep(desk.window, desk.middle, "dark")
    desk.window.columns.setSizes([300, 700, 300])
    again = Memory(tmp_path)
    again.restore(desk.window, desk.middle)
    found = desk.window.columns.sizes()  # the offscreen screen is smaller than the window
    assert abs(found[0] - left) <= 2
    assert abs(found[2] - right) <= 2
    assert again.theme == "dark"


def test_the_settings_choose_the_theme_until_a_person_toggles_it(qapp, tmp_path, qtbot, desk):
    wished = Theme(qapp, Memory(tmp_path).theme, preferred="dark")
    assert (wished.name, wished.chosen) == ("dark", "")
    Memory(tmp_path).keep(desk.window, desk.middle, wished.chosen)
    assert Memory(tmp_path).theme == ""
    wished.toggle()
    Memory(tmp_path).keep(desk.window, desk.middle, wished.chosen)
    again = Theme(qapp, Memory(tmp_path).theme, preferred="dark")
    assert again.name == "light"
    for one in (wished, again):
        one.deleteLater()


def test_the_first_frame_is_told_once(qtbot, desk):
    told = []
    FirstFrame(desk.window.backdrop, lambda: told.append(True))
    desk.window.backdrop.repaint()
    desk.window.backdrop.repaint()
    qtbot.waitUntil(lambda: told != [])
    assert told == [True]


def _fail():
    raise ValueError("Dana Whitfield, 14 Harbour Lane")


def test_details_name_the_place_and_never_the_words():
    with pytest.raises(ValueError, match="Dana") as caught:
        _fail()
    text = details(caught.value)
    assert "ValueError" in text
    assert "in _fail" in text
    assert "Dana" not in text


def test_errors_of_every_thread_come_to_one_window(qtbot, qapp, monkeypatch, caplog):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    trouble = Trouble()
    thread = threading.Thread(target=_fail)
    threading.excepthook = trouble.from_thread
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: trouble.dialog is not None)
    assert "ValueError" in trouble.dialog.text.toPlainText()
    trouble.dialog.accept()
    assert trouble.dialog is None
    assert "Dana" not in caplog.text
    caplog.clear()
