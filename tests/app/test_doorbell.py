"""Addresses of tickets, and the note by which a second program hands one to the open window."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from copilot.app import doorbell as bells
from copilot.app.doorbell import FOLDER, Doorbell, doorbell, ring, ticket_of
from copilot.commandline.parser import run
from copilot.errors import BadInput, StoreError
from copilot.paths import places

NO_ADDRESSES = (
    "",
    "4211",
    "support-copilot:4211",
    "support-copilot://4211",
    "support-copilot://ticket/",
    "support-copilot://ticket/0",
    "support-copilot://ticket/-1",
    "support-copilot://ticket/4211/approve",
    "support-copilot://ticket/4211?send=1",
    "support-copilot://ticket/4211#reply",
    "support-copilot://ticket/4211 --help",
    "support-copilot://ticket/4211\n",
    "support-copilot://ticket/4211\x00",
    "support-copilot://ticket/../4211",
    "support-copilot://ticket/%34211",
    "support-copilot://ticket/٤٢١١",
    "support-copilot://ticket/" + "9" * 13,
    "support-copilot://approve/4211",
    "support-copilot://agent@ticket/4211",
    "SUPPORT-COPILOT://ticket/4211",
    "https://ticket/4211",
    "file:///etc/passwd",
)


@pytest.fixture
def data() -> Path:
    return places().data


def test_an_address_is_the_number_of_a_ticket() -> None:
    assert ticket_of("support-copilot://ticket/4211") == "4211"


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_nothing_else_is_an_address(address: str) -> None:
    with pytest.raises(BadInput, match="no address of a ticket") as caught:
        ticket_of(address)
    assert not address or address not in str(caught.value).replace(
        "support-copilot://ticket/4211.", ""
    )


def test_without_a_window_nobody_is_rung(data: Path) -> None:
    assert ring(data, "4211") is False
    assert not (data / FOLDER).exists()


def test_a_note_is_told_once_and_is_gone(data: Path) -> None:
    with doorbell(data) as bell:
        assert bell is not None
        rang = threading.Thread(target=ring, args=(data, "4211"))
        rang.start()
        said = ""
        while rang.is_alive():
            said = said or bell.rung()
        rang.join()
        assert said == "4211"
        assert bell.rung() == ""
        assert list(bell.folder.iterdir()) == []


def test_of_two_windows_one_has_the_doorbell_until_it_closes(data: Path) -> None:
    with doorbell(data) as bell:
        assert bell is not None
        with doorbell(data) as other:
            assert other is None
    with doorbell(data) as again:
        assert again is not None


def test_a_window_that_does_not_answer_is_said_and_leaves_no_note(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bells, "_PATIENCE", 0.1)
    with doorbell(data) as bell:
        assert bell is not None
        with pytest.raises(StoreError, match="does not answer"):
            ring(data, "4211")
        assert list(bell.folder.iterdir()) == []


def test_a_note_of_before_opens_nothing(data: Path) -> None:
    (data / FOLDER).mkdir()
    (data / FOLDER / "a.ticket").write_text("4211")
    with doorbell(data) as bell:
        assert bell is not None
        assert bell.rung() == ""


@pytest.mark.parametrize(
    "said", [b"", b"0", b"4211\n", b"4211 4212", b"../4211", b"\xff", b"9" * 13, b"9" * 10_000]
)
def test_a_note_that_says_something_else_is_dropped(data: Path, said: bytes) -> None:
    (data / FOLDER).mkdir()
    note = data / FOLDER / "a.ticket"
    note.write_bytes(said)
    assert Doorbell(data / FOLDER).rung() == ""
    assert not note.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no links and pipes there")
def test_a_link_or_a_pipe_is_no_note(data: Path, tmp_path: Path) -> None:
    number = tmp_path / "number"
    number.write_text("4211")
    (data / FOLDER).mkdir()
    (data / FOLDER / "a.ticket").symlink_to(number)
    os.mkfifo(data / FOLDER / "b.ticket")
    assert Doorbell(data / FOLDER).rung() == ""
    assert list((data / FOLDER).iterdir()) == []
    assert number.read_text() == "4211"


def test_the_command_refuses_what_is_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["open", "--", "support-copilot://ticket/1\x1b[2J"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("support-copilot: This is no address of a ticket")
    assert "\x1b" not in said.err


@pytest.mark.parametrize("more", [("approve", "4217"), ("--profile", "other"), ("--yes",)])
def test_words_after_the_address_are_refused(more: tuple[str, ...]) -> None:
    """Windows puts an address between quotes; one with a quote in it becomes more words."""
    with pytest.raises(SystemExit) as ended:
        run(["open", "--", "support-copilot://ticket/4211", *more])
    assert ended.value.code == 2


def test_a_second_process_rings_and_ends(data: Path) -> None:
    command = [sys.executable, "-m", "copilot", "open", "--", "support-copilot://ticket/4217"]
    with (
        doorbell(data) as bell,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as second,
    ):
        assert bell is not None
        said = ""
        while second.poll() is None:
            said = said or bell.rung()
        assert (second.returncode, said, second.communicate()) == (0, "4217", (b"", b""))
