"""What the doctor says of model files: of those that are used, not of those that could be."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot import paths
from copilot.app.support import model_files_tried
from copilot.model_files.own_folders import take_over
from copilot.settings import Settings
from tests.model_files.made_files import gguf_bytes
from tests.model_files.search_folders import embedding_folder


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> paths.Places:
    """Places without any model file."""
    monkeypatch.setenv("SUPPORT_COPILOT_MODELS", str(tmp_path / "models"))
    return paths.places()


def test_without_files_each_is_missed(at: paths.Places) -> None:
    rows = model_files_tried(Settings(), at)
    assert [(what, right) for what, right, _ in rows] == [
        ("generation file", False),
        ("embedding file", False),
        ("ner file", False),
    ]


def test_files_of_ones_own_take_the_place_of_the_references(
    at: paths.Places, tmp_path: Path
) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(gguf_bytes())
    folder = embedding_folder(tmp_path / "embedding")
    take_over(folder, at.models)
    chosen = Settings(model_file=str(own), embedder=str(folder))
    assert model_files_tried(chosen, at)[:2] == [
        ("generation file", True, str(own)),
        ("embedding file", True, str(folder)),
    ]


def test_a_choice_that_is_for_something_else_is_said(at: paths.Places) -> None:
    row = model_files_tried(Settings(model_file="all-minilm-l6-v2"), at)[0]
    assert row[:2] == ("generation file", False)
    assert "all-minilm-l6-v2" in row[2]
