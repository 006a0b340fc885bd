"""The help: its pages in the window, the ways to it, and the settings file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextTable

from copilot.paths import shipped
from tests.ui.desk import sitting_on, window_on
from ui.help import presenter as helping
from ui.help.pages import FIRST, SETTINGS, read_pages
from ui.search.hits import Command, fitting, in_order
from ui.sitting import Wishes
from ui.window.keys import KeyList


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        yield made


def typed(qtbot, desk, text):
    """The titles that the palette shows for it."""
    desk.search.open()
    desk.search.view.field.setText(text)
    qtbot.waitUntil(lambda: desk.search._shown_for == text)
    return [one.title for one in desk.search.item_model.hits]


def test_every_page_is_there_and_the_first_is_where_to_begin():
    pages = read_pages()
    files = {path.name for path in shipped("resources", "help").glob("*.md")}
    assert {page.name for page in pages} == files
    assert pages[0].name == FIRST
    assert pages[0].title == "Getting started"
    assert all(page.title and "#" not in page.title for page in pages)


def test_every_page_is_rendered_in_the_colours_of_the_window(desk, theme):
    help_ = desk.helping.pages
    for name in ("light", "dark"):
        theme.choose(name)
        for page in help_.pages:
            help_.show_page(page.name)
            text = help_.view.text.toPlainText()
            assert text.startswith(page.title)
            assert "**" not in text
            assert "](" not in text
            assert "|---" not in text


def test_a_table_has_hairlines_of_the_theme(desk, theme):
    desk.helping.pages.show_page("keyboard.md")
    frames = desk.helping.pages.view.text.document().rootFrame().childFrames()
    (table,) = [one for one in frames if isinstance(one, QTextTable)]
    assert table.format().borderBrush().color().name() == theme.tokens.line
    theme.choose("dark")
    frames = desk.helping.pages.view.text.document().rootFrame().childFrames()
    (table,) = [one for one in frames if isinstance(one, QTextTable)]
    assert table.format().borderBrush().color().name() == theme.tokens.line


def test_help_is_the_first_that_the_palette_finds(qtbot, desk):
    assert typed(qtbot, desk, "help")[0] == "Help"
    desk.search.view.field.returnPressed.emit()
    view = desk.helping.pages.view
    qtbot.waitUntil(view.isVisible)
    assert view.windowTitle() == "Help · Getting started"


def test_the_palette_finds_a_page_by_its_title(qtbot, desk):
    assert typed(qtbot, desk, "help: keyb")[0] == "Help: Keyboard"
    desk.search.view.field.returnPressed.emit()
    qtbot.waitUntil(desk.helping.pages.view.isVisible)
    assert desk.helping.pages.view.windowTitle() == "Help · Keyboard"


def test_with_nothing_typed_the_help_is_one_command(desk):
    desk.search.open()
    titles = [one.title for one in desk.search.item_model.hits]
    assert [title for title in titles if title.startswith("Help")] == ["Help"]
    every = [one.title for one in desk.search.commands]
    assert titles == [title for title in every if not title.startswith("Help:")]


def test_every_page_is_found_by_help_and_one_by_a_part_of_its_title(qtbot, desk):
    pages = [f"Help: {page.title}" for page in read_pages()]
    assert typed(qtbot, desk, "help")[: len(pages) + 1] == ["Help", *pages]
    assert typed(qtbot, desk, "keyb") == ["Help: Keyboard"]


def test_commands_that_begin_with_what_was_typed_come_first():
    names = ("Lock", "Look for locks", "Unlock")
    commands = fitting("lock", tuple(Command(one, "", int) for one in names))
    assert [one.title for one in commands] == ["Lock", "Look for locks", "Unlock"]
    last = fitting("unlock", tuple(Command(one, "", int) for one in names))
    near = fitting("", (Command("A ticket", "", int),))
    assert in_order("lock", near=near, commands=commands) == (commands[0], *near, *commands[1:])
    assert in_order("unlock", near=near, commands=last) == (*last, *near)
    assert in_order("", near=near, commands=last) == (*near, *last)


def test_the_list_of_keys_and_the_about_page_lead_to_the_help(qtbot, desk):
    desk.actions.show_keys()
    (keys,) = desk.window.findChildren(KeyList)
    with qtbot.waitSignal(keys.finished):
        keys.help.click()
    qtbot.waitUntil(desk.helping.pages.view.isVisible)
    desk.helping.pages.view.close_button.click()
    assert not desk.helping.pages.view.isVisible()
    desk.helping.about.facts.help.click()
    qtbot.waitUntil(desk.helping.pages.view.isVisible)


def test_a_link_to_a_page_opens_there_and_one_outside_is_only_shown(desk, monkeypatch):
    opened = []
    monkeypatch.setattr(helping.QDesktopServices, "openUrl", lambda url: opened.append(url))
    view = desk.helping.pages.view
    desk.helping.pages.open()
    view.text.anchorClicked.emit(QUrl("settings.md"))
    assert view.windowTitle() == "Help · The settings file"
    view.text.anchorClicked.emit(QUrl("https://elsewhere.example/page"))
    assert view.windowTitle() == "Help · The settings file"
    assert "https://elsewhere.example/page" in view.foot.text()
    assert opened == []
    view.text.anchorClicked.emit(QUrl("keyboard.md"))
    assert view.foot.text() == ""


def test_the_settings_file_is_named_and_its_folder_opens(qtbot, theme, road, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(helping, "open_folder", lambda folder: asked.append(folder) or True)
    file = tmp_path / "settings.toml"
    wishes = Wishes(prepare_ahead=False, settings_file=file)
    with sitting_on(qtbot, theme, road, tmp_path, wishes=wishes) as sitting:
        assert typed(qtbot, sitting.desk, "settings")[0] == "Settings file …"
        sitting.desk.search.view.field.returnPressed.emit()
        view = sitting.desk.helping.pages.view
        qtbot.waitUntil(view.file.isVisible)
        assert str(file) in view.where.text()
        assert "not there yet" in view.where.text()
        assert "undo_seconds" in view.text.toPlainText()
        view.folder.click()
        assert asked == [tmp_path]
        monkeypatch.setattr(helping, "open_folder", lambda folder: False)
        view.folder.click()
        assert str(tmp_path) in view.foot.text()
        file.write_text('theme = "dark"\n')
        sitting.desk.helping.pages.show_page(FIRST)
        assert not view.file.isVisible()
        sitting.desk.helping.pages.show_page(SETTINGS)
        assert "not there yet" not in view.where.text()
