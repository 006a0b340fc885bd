"""models list and verify on a made catalogue; doctor says what is not in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.commandline import machine
from copilot.model_files.catalogue import Catalogue
from tests.commandline.conftest import Terminal
from tests.model_files.made_files import entry_for, gguf_bytes

CONTENT = gguf_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty models folder, and a catalogue of one small file."""
    made = tmp_path / "models"
    made.mkdir()
    monkeypatch.setenv("SUPPORT_COPILOT_MODELS", str(made))
    catalogue = Catalogue(entry=(entry_for(CONTENT),))
    monkeypatch.setattr(machine, "load_catalogue", lambda: catalogue)
    return made


def test_list_says_what_is_here(terminal: Terminal, folder: Path) -> None:
    assert terminal("models", "list").out.split()[:2] == ["-", "small"]
    (folder / "small.gguf").write_bytes(CONTENT)
    assert terminal("models", "list").out.split()[:2] == ["here", "small"]
    (entry,) = terminal("models", "list", "--json").data
    assert (entry["id"], entry["present"], entry["size"]) == ("small", True, len(CONTENT))


def test_verify_proves_every_byte(terminal: Terminal, folder: Path) -> None:
    missing = terminal("models", "verify", "small")
    assert (missing.status, missing.out) == (1, "")
    assert "small" in missing.err
    path = folder / "small.gguf"
    path.write_bytes(CONTENT)
    right = terminal("models", "verify", "small")
    assert (right.status, right.out) == (0, f"small: right ({path})\n")
    path.write_bytes(CONTENT[:-1] + b"x")
    assert terminal("models", "verify", "small").status == 1
    path.write_bytes(CONTENT[:-7])
    assert terminal("models", "verify", "small").status == 1
    assert path.read_bytes() == CONTENT[:-7]
