"""Runs one command line after another on a profile with a passphrase and a scripted engine."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from copilot import paths
from copilot.app import profile, transient
from copilot.commandline.parser import run
from copilot.locking.keys import PASSPHRASE_FILE
from tests.road.scripted import RecordingEngine


@dataclass(frozen=True)
class Done:
    """What one command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """A terminal of which the person types `typed` before the next command reads it."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, typed: str = "") -> Done:
        self.monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        self.capsys.readouterr()
        status = run(arguments)
        out, err = self.capsys.readouterr()
        return Done(status, out, err)


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = tmp_path / "passphrase"
    path.write_text("three foxes under the bridge\n")
    path.chmod(0o600)
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))
    return "three foxes under the bridge"


@pytest.fixture
def terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, passphrase_file: str
) -> Terminal:
    """Each command gets an engine of its own, as each has a process of its own."""
    for of_road in (profile, transient):
        monkeypatch.setattr(of_road, "engine_for", lambda chosen, at: RecordingEngine())
    return Terminal(capsys, monkeypatch)


@pytest.fixture
def at() -> paths.Places:
    return paths.places()
