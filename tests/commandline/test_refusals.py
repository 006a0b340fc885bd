"""What goes wrong is one sentence on standard error and exit status 1, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copilot import __version__, paths
from copilot.commandline.parser import run
from copilot.commandline.window import has_display
from copilot.errors import HelpdeskUnreachable
from copilot.helpdesk.demo.desk import DemoReader
from tests.commandline.conftest import Terminal

WRONG = {
    "no such ticket": (("show", "9999999"), "There is no ticket 9999999 here"),
    "no draft": (("approve", "4217"), "Ticket 4217 has no draft"),
    "no ticket": (("draft",), "Name a ticket by its number"),
    "knowledge alone": (("draft", "4217", "--knowledge", "."), "--knowledge goes with --ticket"),
    "no text": (("approve", "4217", "--text", "none.txt"), "none.txt cannot be read"),
    "no file": (("summarise", "--ticket", "none.json"), "none.json: cannot be read"),
    "no item": (("outbox", "--take-back", "none"), "not in the outbox"),
    "no model": (("models", "use"), "a GGUF file"),
    "no model file": (("models", "use", "none.gguf"), "none.gguf"),
    "no such id": (("models", "verify", "none"), "none"),
    "no address": (("connect", "rt"), "Give the helpdesk's address"),
    "no web address": (("connect", "rt", "rt.example.com"), "should begin with https://"),
    "a folder above": (("--profile", "../other", "list"), "cannot be the name of a profile"),
    "nobody's profile": (("--profile", "", "list"), "cannot be the name of a profile"),
    "the models' folder": (("--profile", "models", "list"), "cannot be the name of a profile"),
    "a file as a folder": (("knowledge", "add", __file__), "is a file. Choose a folder"),
    "no policy file": (("policy", "check", "none.toml"), "none.toml cannot be read"),
    "not signed": (("policy", "check", __file__), "is not signed"),
    "no token": (("connect", "rt", "http://127.0.0.1:9"), "No token was given"),
}


@pytest.mark.parametrize("name", list(WRONG))
def test_one_sentence(terminal: Terminal, name: str) -> None:
    arguments, words = WRONG[name]
    done = terminal(*arguments)
    assert done.status == 1
    assert words in done.err
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_an_unreachable_helpdesk(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def changes(self: DemoReader, cursor: str) -> None:
        raise HelpdeskUnreachable("No answer from the helpdesk. What was read is kept; try again.")

    monkeypatch.setattr(DemoReader, "changes", changes)
    done = terminal("sync")
    assert (done.status, done.out) == (1, "")
    assert done.err == "No answer from the helpdesk. What was read is kept; try again.\n"
    assert terminal("sync", "--json").data["online"] is False


def test_a_wrong_passphrase(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("sync").status == 0
    (tmp_path / "passphrase").write_text("another one altogether")
    before = paths.places().store.read_bytes()
    done = terminal("list")
    assert done.status == 1
    assert "Traceback" not in done.err
    assert paths.places().store.read_bytes() == before


def test_settings_with_a_mistake_name_the_field(terminal: Terminal, at: paths.Places) -> None:
    at.settings.write_text("undo_seconds = 'ten'\n")
    done = terminal("list")
    assert done.status == 1
    assert "undo_seconds" in done.err


@pytest.mark.parametrize("arguments", [["--nonsense"], ["fly"], ["list", "everything"], ["show"]])
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(arguments)
    assert left.value.code == 2
    assert "usage: support-copilot" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["--version"])
    assert (left.value.code, capsys.readouterr().out.strip()) == (0, __version__)


def test_output_that_nobody_reads_on_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "copilot", "models", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "SUPPORT_COPILOT_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"},
    ) as many:
        assert many.stdout
        assert many.stderr
        many.stdout.close()
        assert many.stderr.read() == b""
    assert many.returncode == 141


@pytest.mark.skipif(sys.platform != "linux", reason="a display is named like that on Linux alone")
def test_without_a_display_it_says_what_works_in_a_terminal(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-m", "copilot"],
        env=bare | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no display" in done.stderr
    assert "“support-copilot demo”" in done.stderr
    assert "“support-copilot list”" in done.stderr


@pytest.mark.parametrize(
    ("environment", "platform", "has"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
    ],
)
def test_where_there_is_a_display(environment: dict[str, str], platform: str, *, has: bool) -> None:
    assert has_display(environment, platform) is has
