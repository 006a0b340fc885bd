"""privacy: status, clear, delete with its question, and the lock of a profile."""

from __future__ import annotations

from pathlib import Path

from copilot import paths, settings
from copilot.locking.keys import PASSPHRASE_FILE
from copilot.settings import Retention, Settings
from tests.commandline.conftest import Terminal

DANA = "Dana Whitfield"


def test_status_says_what_is_kept_and_how_long(terminal: Terminal) -> None:
    terminal("sync")
    shown = terminal("privacy", "status")
    assert shown.status == 0
    assert "365 days" in shown.out
    assert "Locked with: passphrase." in shown.out
    state = terminal("privacy", "status", "--json").data
    assert [one["kind"] for one in state["kept"]][:2] == ["tickets", "drafts"]
    assert state["kept"][0]["rows"] > 5


def test_clear_takes_closed_tickets_that_are_too_old(terminal: Terminal) -> None:
    terminal("sync")
    assert terminal("privacy", "clear").out == "Nothing is older than its time.\n"
    before = terminal("privacy", "status", "--json").data["kept"][0]["rows"]
    settings.save(Settings(retention=Retention(tickets=1)), paths.places().settings)
    counts = dict(terminal("privacy", "clear", "--json").data["counts"])
    assert counts["tickets"] == before
    assert counts["messages"] > before
    assert terminal("privacy", "status", "--json").data["kept"][0]["rows"] == 0
    assert "0 tickets changed" in terminal("sync").out
    assert "whole" in terminal("audit", "verify").out


def test_delete_wants_the_name_typed(terminal: Terminal) -> None:
    terminal("sync")
    refused = terminal("privacy", "delete", "whitfield", typed="yes\n")
    assert (refused.status, "nothing was deleted" in refused.err) == (1, True)
    assert "4217" in terminal("list", "--search", "whitfield").out
    done = terminal("privacy", "delete", "whitfield", typed=f"{DANA}\n")
    assert done.status == 0
    assert "1  tickets" in done.out
    assert "The helpdesk itself still has these tickets" in done.out
    assert terminal("list", "--search", "whitfield").out == "No tickets here.\n"
    again = terminal("privacy", "delete", DANA, "--yes")
    assert (again.status, "Nobody called" in again.err) == (1, True)


def test_what_was_erased_is_listed_without_its_ticket(terminal: Terminal) -> None:
    terminal("sync")
    terminal("draft", "4217")
    approved = terminal("approve", "4217", "--accept-findings", typed="yes\n")
    assert approved.status == 0, approved.err
    assert "4217" in terminal("outbox").out
    done = terminal("privacy", "delete", DANA, "--yes", "--json")
    assert ["approvals taken back", 1] in done.data["counts"]
    listed = terminal("outbox").out
    assert "deleted here" in listed
    assert "4217" not in listed
    assert terminal("audit", "verify").status == 0


def test_the_passphrase_of_a_store_changes(terminal: Terminal, tmp_path: Path, monkeypatch) -> None:
    terminal("sync")
    new = tmp_path / "new"
    new.write_text("seven owls over the harbour\n")
    new.chmod(0o600)
    refused = terminal("privacy", "change-key")
    assert (refused.status, "passphrase is the key" in refused.err) == (1, True)
    asked = terminal("privacy", "passphrase")
    assert (asked.status, "--file" in asked.err) == (1, True)
    done = terminal("privacy", "passphrase", "--file", str(new))
    assert done.out == "The store is locked with: passphrase.\n"
    assert terminal("list").status == 1
    monkeypatch.setenv(PASSPHRASE_FILE, str(new))
    assert "4217" in terminal("list").out
    removed = terminal("privacy", "passphrase", "--remove")
    assert (removed.status, "not removed" in removed.err) == (1, True)
