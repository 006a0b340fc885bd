"""Where model files are looked for in the packaged program, and in this one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from copilot import paths
from copilot.errors import BadInput


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged program, as PyInstaller lays it out."""
    program = tmp_path / "opt"
    (program / "_internal" / "model-files").mkdir(parents=True)
    (program / "model-files").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(program / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(program / "support-copilot"))
    return program


def test_a_persons_own_file_comes_before_a_shared_one(tmp_path: Path, frozen: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    inside, beside = frozen / "_internal" / "model-files", frozen / "model-files"
    assert paths.model_place(own, "a.gguf") == own / "a.gguf"
    (beside / "a.gguf").touch()
    assert paths.model_place(own, "a.gguf") == beside / "a.gguf"
    (inside / "a.gguf").touch()
    assert paths.model_place(own, "a.gguf") == inside / "a.gguf"
    (own / "a.gguf").touch()
    assert paths.model_place(own, "a.gguf") == own / "a.gguf"


def test_only_the_packaged_program_has_shared_files() -> None:
    assert paths.shared_models() == ()


@pytest.mark.parametrize("name", ["", ".", "..", "../other", "a/b", "a b", "-x", "models", "logs"])
def test_what_would_be_another_folder_is_no_profile(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_COPILOT_HOME", str(tmp_path / "home"))
    with pytest.raises(BadInput, match="cannot be the name of a profile"):
        paths.places(name)
    assert list(tmp_path.iterdir()) == []
