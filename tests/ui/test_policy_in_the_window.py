"""The approval under a policy, the second signature, and the earlier texts of a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from copilot.errors import NotApproved, PolicyBroken
from copilot.records import Asked, OutboxState, Terms
from tests.fakes import road_tickets as shop
from tests.fakes.road_policy import REASON
from tests.ui.desk import open_ticket, window_on
from ui.approval.preview import Preview, fields
from ui.approval.props import approval_props, second_text, terms_text
from ui.approval.view import APPROVE, ASK
from ui.outbox.delegate import why
from ui.second import files
from ui.shared.row_delegate import RowDelegate

TITLE = "policy 3 of Nordlicht Outdoor"
TWO = Terms(7, 10, TITLE, second=(REASON,))


def test_the_bar_says_under_what_an_approval_would_stand():
    assert terms_text(Terms(7, 10), 0) == "Holds 7 days · 10 s to take it back"
    assert terms_text(Terms(1, 0), 1) == ("Holds 1 day · goes out at once · you accepted 1 finding")
    hours = Terms(7, 10, TITLE, hours="Monday, 08:00 to 18:00 (UTC)")
    assert terms_text(hours, 2).endswith(
        f"you accepted 2 findings · goes out Monday, 08:00 to 18:00 (UTC) · {TITLE}"
    )
    held = replace(hours, held="Waits for working hours: goes out Monday.")
    assert "· Waits for working hours: goes out Monday ·" in terms_text(held, 0)
    assert REASON in second_text(TWO)
    assert second_text(Terms(7, 10)) == ""


def test_the_preview_says_all_of_it(road):
    out = road.outgoing(road.drafts[shop.FILTER.key], new_status=None)
    said = dict(fields(out, TWO))
    assert said["Policy"] == TITLE
    assert said["Second person"] == REASON
    assert said["Approval holds"].startswith("7 days")
    assert said["To take it back"].startswith("10 seconds")
    assert dict(fields(out, Terms(7, 0)))["Policy"].startswith("none")
    assert "Policy" not in dict(fields(out))


def test_every_caption_of_the_preview_stands_on_the_line_of_its_value(qtbot, theme, road):
    out = road.outgoing(road.drafts[shop.FILTER.key], new_status=None)
    rule = "Nothing of it stands in any source that was found for this ticket."
    accepted = tuple(f"{rule}\nIt is sentence {number}." for number in range(3))
    window = QWidget()
    qtbot.addWidget(window)
    preview = Preview(replace(out, accepted_findings=accepted), window)
    preview.show()
    qtbot.waitUntil(preview.isVisible)
    rows = range(preview.grid.rowCount())
    pairs = [[preview.grid.itemAtPosition(at, side).widget() for side in (0, 1)] for at in rows]
    accepted_row = next(pair for pair in pairs if pair[0].text() == "You accepted")
    assert accepted_row[1].height() > accepted_row[0].height()
    assert [value.y() for _, value in pairs] == [caption.y() for caption, _ in pairs]


def test_what_the_policy_refuses_is_the_reason(road):
    draft = road.drafts[shop.CHARGED.key]
    out = road.outgoing(draft, new_status=None)
    why = "Mia is not among the people of the policy."

    def props(terms):
        return approval_props(draft, out, unchecked=False, writing=False, hidden=None, terms=terms)

    assert props(Terms(7, 10, refused=why)).reason == why
    assert props(Terms(7, 10, refused=why)).blocked
    assert props(TWO).second != ""


def test_a_broken_policy_keeps_the_button_shut(qtbot, theme, road):
    road.approval_terms = Terms(7, 10, refused="The policy file is not what was signed.")
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        assert not desk.approval.view.approve.isEnabled()
        assert "not what was signed" in desk.approval.view.reason.text()
        assert not desk.approval.approve()
        assert road.items == {}


def test_terms_are_asked_again_when_an_approval_was_refused(qtbot, theme, road):
    road.faults["approve"] = PolicyBroken("The policy file is gone.")
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        asked = road.calls.count("terms")
        road.approval_terms = Terms(7, 10, refused="The policy file is gone.")
        desk.approval.view.approve.click()
        qtbot.waitUntil(lambda: road.calls.count("terms") > asked)
        qtbot.waitUntil(lambda: not desk.approval.view.approve.isEnabled())
        assert desk.banner.text() == "The policy file is gone."


def test_what_needs_two_is_saved_as_a_request_and_not_sent(
    qtbot, theme, road, tmp_path, monkeypatch
):
    road.approval_terms = TWO
    target = tmp_path / "asked.request"
    monkeypatch.setattr(files, "ask_where", lambda *_: target)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        assert desk.approval.view.approve.text() == ASK
        assert REASON in desk.approval.view.reason.text()
        desk.approval.view.approve.click()
        qtbot.waitUntil(target.exists)
        qtbot.waitUntil(lambda: "Nothing was sent yet" in desk.banner.text())
        assert target.read_bytes() == b"a request"
        assert target.stat().st_mode & 0o077 == 0
        assert road.items == {}
        road.approval_terms = Terms(7, 10)
        open_ticket(qtbot, desk, 4219)
        assert desk.approval.view.approve.text() == APPROVE


def test_a_colleague_can_look_at_the_files_before_signing(
    qtbot, theme, road, tmp_path, monkeypatch
):
    request = tmp_path / "asked.request"
    request.write_bytes(b"a request")
    monkeypatch.setattr(files, "ask_which", lambda *_: request)
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path)
    road.second.files = (b"the plan",)
    with window_on(qtbot, theme, road) as desk:
        desk.second.sign()
        qtbot.waitUntil(lambda: desk.second.dialog is not None)
        assert desk.second.dialog.save.isVisible()
        desk.second.dialog.save.click()
        qtbot.waitUntil(lambda: "The files of the request are in" in desk.banner.text())
        assert (tmp_path / "plan.pdf").read_bytes() == b"the plan"
        desk.second.dialog.reject()
        road.second.files = ()
        desk.second.sign()
        qtbot.waitUntil(lambda: desk.second.dialog is not None)
        assert not desk.second.dialog.save.isVisible()
        desk.second.dialog.reject()


def test_the_outbox_lists_what_waits_for_a_second_person(qtbot, theme, road):
    until = shop.NOW + timedelta(days=7)
    approved = replace(road.second.read(b"").approved, expires=until)
    road.second.asked = (
        Asked(approved, (REASON,), True),
        Asked(replace(approved, id="a2"), (REASON,), False),
    )
    with window_on(qtbot, theme, road) as desk:
        desk.outbox.open()
        qtbot.waitUntil(desk.outbox.view.asked.isVisible)
        first, second = desk.outbox.view.asked.text().split("\n")
        assert first.startswith(f"#4217 Re: {shop.FILTER.subject} waits for a second signature.")
        assert f"Asked by luis@nordlicht.example, until {until.astimezone():%d %b, %H:%M}" in first
        assert first.endswith(REASON)
        assert second.endswith("The draft was changed since: ask again.")
        desk.set_hidden(True)
        assert "luis" not in desk.outbox.view.asked.text()
        desk.set_hidden(False)
        desk.outbox.view.accept()


def test_a_colleague_sees_everything_and_signs(qtbot, theme, road, tmp_path, monkeypatch):
    request, answer = tmp_path / "asked.request", tmp_path / "asked.answer"
    request.write_bytes(b"a request")
    monkeypatch.setattr(files, "ask_which", lambda *_: request)
    monkeypatch.setattr(files, "ask_where", lambda *_: answer)
    with window_on(qtbot, theme, road) as desk:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(desk.window, Qt.Key.Key_S, both)
        qtbot.waitUntil(lambda: desk.second.dialog is not None)
        dialog = desk.second.dialog
        draft = road.drafts[shop.FILTER.key]
        assert dialog.body.toPlainText() == draft.text
        assert dialog.values["Two sign"].text() == REASON
        assert dialog.values["Approved by"].text() == "luis@nordlicht.example"
        assert "dana.whitfield@example.com" in dialog.values["Recipients"].text()
        desk.set_hidden(True)
        assert "dana.whitfield@example.com" not in dialog.values["Recipients"].text()
        desk.set_hidden(False)
        dialog.sign.click()
        qtbot.waitUntil(answer.exists)
        qtbot.waitUntil(lambda: "Give it back" in desk.banner.text())
        assert answer.read_bytes() == b"an answer to a request"


def test_a_request_that_is_not_signed_leaves_nothing(qtbot, theme, road, tmp_path, monkeypatch):
    request = tmp_path / "asked.request"
    request.write_bytes(b"a request")
    monkeypatch.setattr(files, "ask_which", lambda *_: request)
    with window_on(qtbot, theme, road) as desk:
        desk.second.sign()
        qtbot.waitUntil(lambda: desk.second.dialog is not None)
        desk.second.dialog.cancel.click()
        qtbot.waitUntil(lambda: desk.second.dialog is None)
        assert "second.sign" not in road.calls
        road.second.fault = NotApproved("The request is not what its first person signed.")
        desk.second.sign()
        qtbot.waitUntil(lambda: "first person signed" in desk.banner.text())
        request.unlink()
        desk.second.take()
        qtbot.waitUntil(lambda: "cannot be read" in desk.banner.text())


def test_an_answer_goes_into_the_outbox_and_can_be_taken_back(
    qtbot, theme, road, tmp_path, monkeypatch
):
    answer = tmp_path / "asked.answer"
    answer.write_bytes(b"an answer")
    monkeypatch.setattr(files, "ask_which", lambda *_: answer)
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4231)
        desk.outbox.open()
        desk.outbox.view.answer.click()
        qtbot.waitUntil(lambda: len(road.items) == 1)
        qtbot.waitUntil(desk.undo.view.isVisible)
        assert "Two people signed" in desk.banner.text()
        desk.outbox.view.accept()
        desk.undo.take_back()
        qtbot.waitUntil(
            lambda: [one.state for one in road.items.values()] == [OutboxState.TAKEN_BACK]
        )


def test_an_earlier_text_can_be_looked_at_and_taken_back(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        before = desk.composer.view.editor.toPlainText()
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda: desk.earlier.dialog is not None)
        dialog = desk.earlier.dialog
        assert dialog.text.toPlainText() == before
        assert not dialog.use.isEnabled(), "it stands in the editor already"
        assert isinstance(dialog.list.itemDelegate(), RowDelegate), "as the other lists look"
        assert [row.below.split(",")[0] for row in dialog.item_model.rows] == ["now", "9 words"]
        dialog.choose(1)
        assert dialog.text.toPlainText().startswith("Hello Dana,\nI look into it.")
        dialog.use.click()
        assert desk.composer.view.editor.toPlainText().startswith("Hello Dana,\nI look into it.")
        desk.composer.view.editor.undo()
        assert desk.composer.view.editor.toPlainText() == before


def test_hidden_words_are_hidden_in_earlier_texts_too(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        open_ticket(qtbot, desk, 4217)
        desk.set_hidden(True)
        desk.show_earlier()
        qtbot.waitUntil(lambda: desk.earlier.dialog is not None)
        desk.earlier.dialog.choose(1)
        assert "Dana" not in desk.earlier.dialog.text.toPlainText()
        desk.earlier.dialog.keep.click()
        qtbot.waitUntil(lambda: desk.earlier.dialog is None)


def test_what_waits_for_working_hours_says_when_it_goes_out(road):
    item = road.approve(
        road.drafts[shop.CHARGED.key],
        road.outgoing(road.drafts[shop.CHARGED.key], new_status=None),
    )
    held = "Waits for working hours: goes out Monday, 9 March, 08:00 (Europe/Berlin)."
    assert why(replace(item, reason=held)) == f"{held} It goes out by itself after that."
    assert why(item) == "Goes out with the next connection."
