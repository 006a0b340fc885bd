"""support-bundle: shown before it is saved; it holds what helps, and nobody."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.locking.keys import PASSPHRASE_FILE
from copilot.settings import Settings
from tests.commandline.conftest import Terminal

OWN = Settings(agent_name="Anna Lindqvist", signature="Warmly, Anna", undo_seconds=0)
HEADS = ("VERSIONS", "MACHINE", "SETTINGS", "TRIED", "COUNTS", "ENGINE", "LOG", "CRASHES OF C CODE")


@pytest.fixture
def used(terminal: Terminal, at: paths.Places) -> Terminal:
    """A profile in which work was done and something was refused."""
    settings.save(OWN, at.settings)
    terminal("sync")
    terminal("draft", "4217")
    terminal("approve", "4217", "--accept-findings", typed="yes\n")
    terminal("show", "999999")
    return terminal


def test_it_holds_what_helps(used: Terminal) -> None:
    shown = used("support-bundle", "--show")
    assert shown.status == 0
    assert [head for head in HEADS if f"\n{head}\n" not in shown.out] == []
    assert "ok  store" in shown.out
    assert "ok  audit chain" in shown.out
    assert "undo_seconds" in shown.out
    assert "End of show by TicketGone at " in shown.out
    assert "audit rows" in shown.out


def test_it_holds_nobody_and_no_ticket(used: Terminal, at: paths.Places) -> None:
    text = used("support-bundle", "--show").out
    for secret in (
        *("Dana", "Whitfield", "AquaPure", "4217", "999999", "A-88213", "Harbour"),
        *("Anna", "Lindqvist", "Warmly", "nordlicht.example", "three foxes", "Nordlicht"),
        *(str(at.data), str(Path.home())),
    ):
        assert secret not in text, secret


def test_it_is_shown_and_then_saved_byte_for_byte(used: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bundle.txt"
    done = used("support-bundle", str(file), typed="yes\n")
    assert done.status == 0
    saved = file.read_text(encoding="utf-8")
    assert done.out == saved + "\n"
    assert "Nothing was sent to anybody." in done.err
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_saved_without_a_yes(used: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bundle.txt"
    done = used("support-bundle", str(file), typed="no\n")
    assert (done.status, done.err) == (1, "Save this? Type yes: Nothing was saved.\n")
    assert not file.exists()
    assert used("support-bundle", "--show").status == 0
    assert list(tmp_path.glob("*.txt")) == []


def test_a_script_saves_it_unasked_and_never_over_a_file(used: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bundle.txt"
    assert used("support-bundle", str(file), "--yes").out == ""
    before = file.read_bytes()
    again = used("support-bundle", str(file), "--yes")
    assert (again.status, "is there already" in again.err) == (1, True)
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(used: Terminal, tmp_path: Path) -> None:
    done = used("support-bundle", str(tmp_path / "none" / "bundle.txt"), "--yes")
    assert (done.status, "Nothing was saved" in done.err) == (1, True)


def test_it_wants_a_file_or_to_be_shown(terminal: Terminal) -> None:
    done = terminal("support-bundle")
    assert (done.status, "--show" in done.err) == (1, True)


def test_a_store_that_does_not_open_is_in_it(
    used: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.write_text("four foxes under the bridge\n")
    other.chmod(0o600)
    monkeypatch.setenv(PASSPHRASE_FILE, str(other))
    text = used("support-bundle", "--show").out
    assert "NOT store" in text
    assert "WrongKey at " in text
    assert "\nCOUNTS\n" not in text
