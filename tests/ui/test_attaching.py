"""Files in the composer: chosen, dropped, pasted, shown, taken off, approved."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from copilot.records import ReplyKind
from tests.fakes import road_tickets as shop
from tests.fakes.files import BOTH
from tests.ui.desk import open_ticket, window_on
from ui.approval.preview import fields
from ui.composer import attaching

PLAN = b"%PDF-1.4 the plan"


def a_file(folder, name="plan.pdf", data=PLAN):
    path = folder / name
    path.write_bytes(data)
    return path


def names(desk):
    return [file.name for file in desk.composer.view.files.files]


def dropped_on(widget, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    inside, buttons = QPointF(20, 20), Qt.MouseButton.LeftButton
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(inside.toPoint(), copy, data, buttons, none)
    widget.dragEnterEvent(enter)
    marked = widget.property("drop")
    widget.dropEvent(QDropEvent(inside, copy, data, buttons, none))
    return enter.isAccepted(), marked


def test_the_key_asks_for_files_and_what_leaves_names_them(
    qtbot, theme, road, tmp_path, monkeypatch
):
    monkeypatch.setattr(attaching, "ask_files", lambda _: (a_file(tmp_path),))
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        bar = desk.approval.view
        assert "no attachments" in bar.where.text()
        assert not desk.composer.view.files.isVisible()
        qtbot.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: "plan.pdf (17 B)" in bar.where.text())
        strip = desk.composer.view.files
        assert strip.isVisible()
        assert [each.text() for each in strip.findChildren(QLabel)] == ["plan.pdf · 17 B"]
        qtbot.waitUntil(bar.approve.isEnabled)
        desk.approval.approve()
        qtbot.waitUntil(lambda: bool(road.items))
        (item,) = road.items.values()
        assert [file.name for file in item.approved.outgoing.attachments] == ["plan.pdf"]
        qtbot.waitUntil(lambda: names(desk) == [])


def test_a_file_is_taken_off_with_its_button(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.composer.attaching.add((a_file(tmp_path), a_file(tmp_path, "b.txt", b"b")))
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf", "b.txt"])
        off = desk.composer.view.files.removers["plan.pdf"]
        assert off.accessibleName() == "Take plan.pdf off"
        off.click()
        qtbot.waitUntil(lambda: names(desk) == ["b.txt"])
        qtbot.waitUntil(lambda: "b.txt (1 B)" in desk.approval.view.where.text())


def test_files_are_dropped_on_the_card_or_into_the_text(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        view = desk.composer.view
        text = view.editor.toPlainText()
        assert dropped_on(view, [a_file(tmp_path)]) == (True, "true")
        assert view.property("drop") == "false"
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf"])
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path, "b.txt", b"b")))])
        assert view.editor.canInsertFromMimeData(data)
        view.editor.insertFromMimeData(data)
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf", "b.txt"])
        assert view.editor.toPlainText() == text, "no path was put into the text"
        assert dropped_on(view, [])[0] is False


def test_a_picture_is_pasted_as_a_file_and_text_as_text(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        editor = desk.composer.view.editor
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        QGuiApplication.clipboard().setImage(image)
        editor.paste()
        qtbot.waitUntil(lambda: names(desk) == ["picture.png"])
        editor.paste()
        qtbot.waitUntil(lambda: names(desk) == ["picture.png", "picture-2.png"])
        (_, data), _ = road.attaching.kept[desk.composer.draft.id]
        assert QImage.fromData(data).pixelColor(1, 1) == QColor("red")
        QGuiApplication.clipboard().setText("some words")
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.paste()
        assert editor.toPlainText().endswith("some words")
        assert len(names(desk)) == 2


def test_what_cannot_be_attached_is_told_and_the_rest_is_attached(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        paths = (a_file(tmp_path, "empty.txt", b""), a_file(tmp_path), tmp_path / "gone.pdf")
        desk.composer.attaching.add(paths)
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf"])
        qtbot.waitUntil(lambda: "empty.txt is empty" in desk.banner.text())
        assert "gone.pdf cannot be read" in desk.banner.text()


def test_a_program_waits_for_a_word(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.composer.attaching.add((a_file(tmp_path, "setup.exe", b"MZ"),))
        qtbot.waitUntil(lambda: "is a program" in desk.approval.view.reason.text())
        assert not desk.approval.view.approve.isEnabled()


def test_reply_and_note_have_files_of_their_own_and_they_come_back(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.composer.attaching.add((a_file(tmp_path),))
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf"])
        desk.composer.focus(ReplyKind.INTERNAL_NOTE)
        qtbot.waitUntil(lambda: desk.composer.draft is not None)
        assert names(desk) == []
        desk.composer.attaching.add((a_file(tmp_path, "note.txt", b"n"),))
        qtbot.waitUntil(lambda: names(desk) == ["note.txt"])
        desk.composer.focus(ReplyKind.PUBLIC_REPLY)
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf"])
        open_ticket(qtbot, desk, 4219)
        assert names(desk) == []
        open_ticket(qtbot, desk, 4231)
        qtbot.waitUntil(lambda: names(desk) == ["plan.pdf"])


def test_hidden_names_are_covered(qtbot, theme, road, tmp_path):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.composer.attaching.add((a_file(tmp_path, "dana@example.com.pdf"),))
        qtbot.waitUntil(lambda: names(desk) == ["dana@example.com.pdf"])
        desk.set_hidden(True)
        strip = desk.composer.view.files
        qtbot.waitUntil(
            lambda: (
                [each.text() for each in strip.findChildren(QLabel) if each.isVisible()]
                == ["•••••• · 17 B"]
            )
        )
        desk.set_hidden(False)


def test_the_preview_names_every_byte(road):
    draft = road.drafts[shop.FILTER.key]
    road.attaching.kept[draft.id] = [(file, b"") for file in BOTH]
    said = dict(fields(road.outgoing(draft, new_status=None)))["Attachments"]
    for file in BOTH:
        assert f"{file.name}, {file.media_type}, {file.size} bytes\nsha256 {file.sha256}" in said
