"""The road in the terminal, command by command, on the demo desk."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from copilot import paths
from copilot.commandline.sending import _write_new
from copilot.errors import BadInput
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.settings import Settings, save
from copilot.store.store import Store
from tests.commandline.conftest import Terminal

ASK = "How many months or litres does the cartridge of the AquaPure 300 last, what comes first?"


@pytest.fixture
def desk(at: paths.Places) -> DemoDesk:
    """The profile's desk, on which the customer of 4217 asked something plain."""
    save(Settings(undo_seconds=0), at.settings)
    made = DemoDesk(at.data, paths.shipped("resources", "demo", "tickets.json"))
    made.other_agent_replies("4217", "Hi Dana, it goes out by express today. Luis")
    made.customer_writes("4217", ASK)
    return made


def test_sync_list_show(terminal: Terminal, desk: DemoDesk) -> None:
    first = terminal("sync")
    assert (first.status, first.out.split()[1:3]) == (0, ["tickets", "changed,"])
    again = terminal("sync", "--json")
    assert again.data == {"online": True, "changed": [], "gone": [], "reason": ""}
    listed = terminal("list", "mine", "--search", "aquapure filter")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["#4217"]
    rows = terminal("list", "mine", "--json").data
    assert "4217" in [row["key"]["id"] for row in rows]
    assert terminal("list", "--search", "no such words anywhere").out == "No tickets here.\n"
    shown = terminal("show", "#4217")
    assert shown.out.startswith("#4217  Where is my AquaPure filter?\n")
    assert "Luis Ortega (internal note)" in shown.out
    assert ASK in shown.out
    assert terminal("show", "4217", "--json").data["ticket"]["subject"] in shown.out


def test_from_a_draft_to_the_sent_reply(terminal: Terminal, desk: DemoDesk) -> None:
    summary = terminal("summarise", "4217")
    assert "  Wants     The customer wants to know how often" in summary.out
    assert terminal("summarise", "4217", "--json").data["mood"] == "angry"
    drafted = terminal("draft", "4217")
    assert "lasts 6 months or 1,200 litres" in drafted.out
    assert "Changing the AquaPure 300 cartridge: “" in drafted.out
    assert "Looking through the knowledge" in drafted.err

    refused = terminal("approve", "4217", typed="no\n")
    assert refused.status == 1
    assert "To:          dana.whitfield@example.com" in refused.out
    assert "the draft is kept" in refused.err
    assert terminal("outbox").out == "Nothing there.\n"

    approved = terminal("approve", "4217", "--status", "pending", typed="yes\n")
    assert approved.status == 0
    (item,) = terminal("outbox", "--json").data
    number = item["approved"]["id"]
    assert number in approved.out
    taken = terminal("outbox", "--take-back", number)
    assert "taken back" in taken.out
    assert terminal("send").out == "Nothing there.\n"
    assert desk.mails() == ()

    assert terminal("approve", "4217", typed="yes\n").status == 0
    assert "confirmed" in terminal("send").out
    (mail,) = desk.mails()
    assert "lasts 6 months or 1,200 litres" in mail.text
    assert terminal("send", "--json").data == []
    late = terminal("outbox", "--take-back", number)
    assert (late.status, late.out) == (1, "")
    assert "cannot be taken back any more" in late.err

    whole = terminal("audit", "verify")
    assert whole.status == 0
    assert whole.out.endswith("rows, all whole and in order.\n")
    events = [row["event"] for row in terminal("audit", "show", "--json").data]
    assert [one for one in events if one != "opened"][-3:] == ["approved", "sending", "confirmed"]
    assert events[0] == "opened"
    assert "demo/4217" in terminal("audit", "show").out


def test_a_text_of_ones_own_and_findings(
    terminal: Terminal, desk: DemoDesk, at: paths.Places
) -> None:
    text = at.data / "reply.txt"
    text.write_text("Hello Dana Whitfield,\n\nyou get £ 999.99 back.\n\nAnna\n", encoding="utf-8")
    held = terminal("approve", "4217", "--text", str(text), typed="yes\n")
    assert held.status == 1
    assert "This cannot be approved yet; nothing was sent." in held.err
    done = terminal("approve", "4217", "--text", str(text), "--accept-findings", typed="yes\n")
    assert done.status == 0
    assert "Accepted:    " in done.out
    note = terminal("approve", "4217", "--note", "--text", str(text), typed="yes\n")
    assert "Internal note (internal)" in note.out


def test_a_changed_audit_row_is_found(
    terminal: Terminal, desk: DemoDesk, at: paths.Places, passphrase_file: str
) -> None:
    terminal("show", "4217")
    terminal("draft", "4217")
    assert terminal("audit", "verify").status == 0
    store = Store.open(at.store, passphrase_file)

    def change(db: object) -> None:
        db.execute("DROP TRIGGER audit_keeps")
        db.execute("UPDATE audit SET actor = 'somebody.else@example.com' WHERE number = 1")

    store.write(change)
    store.close()
    broken = terminal("audit", "verify")
    assert broken.status == 1
    assert broken.out.startswith("Row 1: ")
    assert [fault["number"] for fault in terminal("audit", "verify", "--json").data["broken"]] == [
        1
    ]


def test_an_export_is_checked_by_both(terminal: Terminal, desk: DemoDesk, tmp_path: Path) -> None:
    terminal("draft", "4217")
    file = tmp_path / "audit.jsonl"
    done = terminal("audit", "export", str(file))
    assert done.status == 0
    assert "Write down outside this computer:" in done.out
    assert file.stat().st_mode & 0o777 == 0o600
    key = done.out.split()[-1]
    head = " ".join(done.out.splitlines()[1].split()[1:])
    assert terminal("audit", "verify", str(file)).status == 0
    again = terminal("audit", "export", str(file))
    assert (again.status, "is there already" in again.err) == (1, True)

    script = str(paths.shipped("resources", "audit", "verify_audit.py"))
    command = [sys.executable, "-I", script, str(file), "--key", key, "--head", head]
    alone = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (alone.returncode, alone.stderr) == (0, "")

    file.write_bytes(file.read_bytes().replace(b'"event":"generated"', b'"event":"Generated"'))
    broken = terminal("audit", "verify", str(file))
    assert broken.status == 1
    assert "the row was changed" in broken.out
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


def test_an_export_that_finds_no_room_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(BadInput, match="could not be written"):
            _write_new(file, b"more than ten bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not file.exists()


REFUSED = {
    "export without a file": (("audit", "export"), "Name the file"),
    "show with a file": (("audit", "show", "x"), "takes no file"),
    "verify of nothing": (("audit", "verify", "no-such-file"), "cannot be read"),
    "export into nowhere": (("audit", "export", "no-such-folder/x"), "cannot be written"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_audit_does_not_take(terminal: Terminal, words: tuple[str, ...], said: str) -> None:
    done = terminal(*words)
    assert (done.status, done.out) == (1, "")
    assert said in done.err


def test_an_outbox_that_was_changed_past_the_program_is_found(
    terminal: Terminal, desk: DemoDesk, at: paths.Places, passphrase_file: str
) -> None:
    terminal("draft", "4217")
    assert terminal("approve", "4217", typed="yes\n").status == 0
    assert terminal("audit", "verify").status == 0
    store = Store.open(at.store, passphrase_file)
    store.write(lambda db: db.execute("UPDATE outbox SET not_before = '2026-01-01T00:00:00'"))
    store.close()
    broken = terminal("audit", "verify")
    assert broken.status == 1
    assert "its row of the outbox cannot be read" in broken.out


def test_demo(terminal: Terminal, at: paths.Places) -> None:
    walked = terminal("demo", "--json")
    assert walked.status == 0
    assert "Outbox: confirmed." in walked.err
    assert walked.data["outbox"] == "confirmed"
    assert "4. This is what would be sent" in terminal("demo").err
    assert not at.store.exists()
