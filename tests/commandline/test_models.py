"""models list and verify on a made catalogue; doctor says what is not in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.commandline import machine
from copilot.model_files.catalogue import Catalogue
from tests.commandline.conftest import Terminal
from tests.model_files.made_files import entry_for, gguf_bytes
from tests.model_files.search_folders import embedding_folder, reranker_folder
from tests.redaction.names_network import write_network

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


def test_use_sets_what_a_folder_is_for(
    terminal: Terminal, folder: Path, tmp_path: Path, at: paths.Places
) -> None:
    embedding, reranker = embedding_folder(tmp_path / "e"), reranker_folder(tmp_path / "r")
    said = terminal("models", "use", str(embedding)).out
    assert str(embedding) in said
    assert "the earlier files serve" in said
    assert terminal("models", "use", str(reranker)).status == 0
    kept = settings.load(at.settings)
    assert (kept.embedder, kept.reranker, kept.model_file) == (str(embedding), str(reranker), "")
    listed = terminal("models", "list").out
    assert f"chosen  {embedding} (your own)" in listed
    assert f"chosen  {reranker} (your own)" in listed
    assert terminal("models", "use", "no-reranker").status == 0
    assert settings.load(at.settings).reranker == ""


def test_use_takes_files_for_names_and_lets_go_of_them(
    terminal: Terminal, folder: Path, tmp_path: Path, at: paths.Places
) -> None:
    names = write_network(tmp_path / "n", ("O", "B-PER"))
    assert "for names" in terminal("models", "use", str(names)).out
    assert settings.load(at.settings).names_model == str(names)
    assert terminal("models", "use", "no-names").status == 0
    assert settings.load(at.settings).names_model == ""


def test_use_of_a_folder_for_nothing_changes_nothing(
    terminal: Terminal, folder: Path, tmp_path: Path, at: paths.Places
) -> None:
    (tmp_path / "empty").mkdir()
    refused = terminal("models", "use", str(tmp_path / "empty"))
    assert refused.status != 0
    assert "model.safetensors" in refused.err
    assert settings.load(at.settings).embedder == ""
