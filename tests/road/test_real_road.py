"""The main job with nothing faked: Request Tracker, the model, the window, and keys alone."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from copilot import paths
from copilot.app import profile
from copilot.locking.keys import PASSPHRASE_FILE
from copilot.pipeline import Road
from copilot.records import OutboxState, TicketKey
from copilot.settings import KnowledgeFolder, Settings
from tests.peers.fixtures import request_tracker as request_tracker
from tests.peers.request_tracker import RequestTracker
from tests.road.window import ALT, CTRL, SOON, WRITTEN, go_to, press, window_on
from tests.ui.conftest import OFFSCREEN
from ui.composer.marks import open_findings
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.peer,
    pytest.mark.model,
    pytest.mark.qt_log_ignore(OFFSCREEN, extend=True),
]
ARTICLES = ("changing-the-aquapure-300-cartridge.md", "aquapure-slow-flow.md")
UNDO_SECONDS = 2


@pytest.fixture(scope="module")
def road(
    request_tracker: RequestTracker,
    reference_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Road]:
    """A profile that was connected as a person does it, with its real engine process."""
    home = tmp_path_factory.mktemp("profile")
    secret = home / "passphrase"
    secret.write_text("nine boats in the harbour\n")
    secret.chmod(0o600)
    knowledge = home / "articles"
    knowledge.mkdir()
    for name in ARTICLES:
        article = paths.shipped("resources", "demo", "articles", name)
        (knowledge / name).write_bytes(article.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPPORT_COPILOT_HOME", str(home))
        patch.setenv("SUPPORT_COPILOT_MODELS", str(reference_file.parent))
        patch.setenv(PASSPHRASE_FILE, str(secret))
        at = paths.places()
        chosen = Settings(
            helpdesk="rt",
            helpdesk_url=request_tracker.url,
            team="Lab",
            knowledge=(KnowledgeFolder(str(knowledge)),),
            undo_seconds=UNDO_SECONDS,
        )
        person = profile.connect(at, chosen, request_tracker.token)
        assert (person.name, person.email) == ("Anna Agent", "agent1@lab.example")
        opened = profile.open_road(at)
    opened.engine.start()
    yield opened
    opened.close()


def ticket_for_anna(rt: RequestTracker, subject: str, text: str) -> TicketKey:
    number = rt.create_ticket(subject, text)
    rt.root.set(number, Owner="agent1")
    return TicketKey("rt", number)


def corresponds(rt: RequestTracker, key: TicketKey, by: str = "agent1") -> list[bytes]:
    """The bytes of every public reply of somebody on a ticket, as Request Tracker keeps them."""
    history = rt.root.client.get(
        f"ticket/{key.id}/history", params={"fields": "Type,Creator", "per_page": 100}
    ).json()
    found = []
    for item in history["items"]:
        if item["Type"] == "Correspond" and item["Creator"]["id"] == by:
            listed = rt.root.client.get(f"transaction/{item['id']}/attachments").json()
            parts = [
                rt.root.client.get(f"attachment/{one['id']}").json() for one in listed["items"]
            ]
            (part,) = (one for one in parts if one["ContentType"] == "text/plain")
            found.append(base64.b64decode(part["Content"]))
    return found


def wait_for_draft(qtbot: QtBot, desk: WindowPresenter) -> None:
    """Summary and draft of the open ticket, as the window asks for them by itself."""
    composer, opener = desk.composer, desk.opener
    qtbot.waitUntil(lambda: composer.draft is not None and not composer.writing, timeout=WRITTEN)
    qtbot.waitUntil(
        lambda: opener.current is not None and opener.current.summary is not None, timeout=WRITTEN
    )


def type_and_accept(qtbot: QtBot, desk: WindowPresenter, words: str) -> str:
    """Add words at the end of the reply, accept what is asked about; the text as it is shown."""
    press(qtbot, Qt.Key.Key_R)
    qtbot.waitUntil(desk.composer.view.editor.hasFocus, timeout=SOON)
    press(qtbot, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), words)
    text = desk.composer.view.editor.toPlainText()
    assert text.endswith(words)
    qtbot.waitUntil(lambda: _draft_text(desk) == text, timeout=SOON)
    accept_all(qtbot, desk)
    return text


def accept_all(qtbot: QtBot, desk: WindowPresenter) -> None:
    """Answer for everything that the checks ask about."""
    while found := len(open_findings(desk.composer.draft)):
        press(qtbot, Qt.Key.Key_A, ALT)
        qtbot.waitUntil(lambda before=found: _open(desk) < before, timeout=SOON)
    qtbot.waitUntil(desk.approval.view.approve.isEnabled, timeout=SOON)


def _draft_text(desk: WindowPresenter) -> str:
    return desk.composer.draft.text if desk.composer.draft else ""


def _moved_on(desk: WindowPresenter) -> bool:
    """Whether the draft that is back asks about the colleague's reply."""
    found = desk.composer.draft.findings if desk.composer.draft else ()
    return any(one.check == "moved on" for one in found)


def _open(desk: WindowPresenter) -> int:
    return len(open_findings(desk.composer.draft)) if desk.composer.draft else 0


def states(road: Road, key: TicketKey) -> list[OutboxState]:
    mine = [one for one in road.outbox() if one.approved.outgoing.ticket_id == key.id]
    return [one.state for one in mine]


def test_from_a_customers_ticket_to_the_mail_in_their_box(
    qtbot: QtBot, theme: Theme, road: Road, request_tracker: RequestTracker
) -> None:
    rt = request_tracker
    key = ticket_for_anna(
        rt,
        "Cartridge of my AquaPure 300",
        "Hello,\nhow long does the cartridge of the AquaPure 300 last?\nKarla Kundin",
    )
    with window_on(qtbot, theme, road) as desk:
        go_to(qtbot, desk, key)
        wait_for_draft(qtbot, desk)
        opened, draft = desk.opener.current, desk.composer.draft
        assert opened.summary.wants.text
        assert "1,200 litres" in draft.text or "6 months" in draft.text
        cited = [each.evidence[0].title for each in draft.sentences if each.evidence]
        assert cited[:1] == ["Changing the AquaPure 300 cartridge"]

        shown = type_and_accept(qtbot, desk, " Agent, Kundenservice, " + key.id)
        assert corresponds(rt, key) == []
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: states(road, key) == [OutboxState.CONFIRMED], timeout=SOON)
        qtbot.waitUntil(lambda: desk.opener.current.ticket.messages[-1].text == shown, timeout=SOON)
        assert desk.composer.view.editor.toPlainText() == ""

    assert corresponds(rt, key) == [shown.encode()]
    mailed = rt.mails("kunde1@lab.example", "Kundenservice, " + key.id)
    assert len(mailed) == 1
    assert shown in mailed[0]
    assert rt.root.client.get(f"ticket/{key.id}").json()["Status"] == "stalled"
    assert road.audit.broken() == ()
    events = [row.event for row in road.audit.rows() if row.subject == f"rt/{key.id}"]
    sent = [event for event in events if event != "seen"]
    assert sent[-3:] == ["approved", "sending", "confirmed"]
    assert {row.host for row in road.ledger.all()} == {"127.0.0.1"}


def test_a_colleagues_reply_in_between_holds_it_back(
    qtbot: QtBot, theme: Theme, road: Road, request_tracker: RequestTracker
) -> None:
    rt = request_tracker
    key = ticket_for_anna(
        rt,
        "Which cartridge?",
        "Hello,\nwhich part number has the cartridge of the AquaPure 300?\nKarla Kundin",
    )
    with window_on(qtbot, theme, road) as desk:
        go_to(qtbot, desk, key)
        wait_for_draft(qtbot, desk)
        shown = type_and_accept(qtbot, desk, " Agent, " + key.id)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: states(road, key) == [OutboxState.WAITING], timeout=SOON)
        rt.agent2.reply(key.id, "Hello Karla, I have answered you by telephone. Bert")

        qtbot.waitUntil(lambda: states(road, key) == [OutboxState.CONFLICT], timeout=SOON)
        qtbot.waitUntil(desk.banner.isVisible, timeout=SOON)
        assert "Nothing was sent" in desk.banner.text()
        assert corresponds(rt, key) == []
        assert rt.mails("kunde1@lab.example", "Agent, " + key.id) == []
        qtbot.waitUntil(lambda: desk.composer.view.editor.toPlainText() == shown, timeout=SOON)
        newest = desk.opener.current.ticket.messages[-1]
        assert "I have answered you by telephone" in newest.text
        assert newest.id in desk.opener.current.since.new_messages

        press(qtbot, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: _moved_on(desk), timeout=SOON)
        accept_all(qtbot, desk)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        both = [OutboxState.CONFLICT, OutboxState.CONFIRMED]
        qtbot.waitUntil(lambda: sorted(states(road, key)) == sorted(both), timeout=SOON)
    assert corresponds(rt, key) == [shown.encode()]
    assert len(rt.mails("kunde1@lab.example", "Agent, " + key.id)) == 1
