"""The optional model for names, as a tiny network made here whose weights are set by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import ModelFileError
from copilot.paths import places
from copilot.records import RestoreMap
from copilot.redaction.analyzer import load_redactor
from copilot.redaction.names_model import load_names_model
from tests.redaction.names_network import write_network


def test_people_are_told_by_the_labels(tmp_path: Path) -> None:
    ask = load_names_model(write_network(tmp_path / "n", ("O", "B-PER")))
    text = "zork blimp met zork at noon"
    (found,) = ask([text])
    assert [text[start:end] for start, end in found] == ["zork blimp", "zork"]


def test_a_long_text_is_read_to_its_end(tmp_path: Path) -> None:
    ask = load_names_model(write_network(tmp_path / "n", ("O", "B-PER")))
    text = "met at noon " * 30 + "zork"
    (found,) = ask([text])
    assert found == [(len(text) - 4, len(text))]


def test_a_folder_that_names_no_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="none of their labels"):
        load_names_model(write_network(tmp_path / "n", ("O", "B-LOC")))
    with pytest.raises(ModelFileError, match="missing"):
        load_names_model(tmp_path)


def test_it_is_heard_beside_the_pipeline(tmp_path: Path) -> None:
    folder = places().models / "en_core_web_sm"
    if not folder.is_dir():
        pytest.skip("run: support-copilot models fetch en_core_web_sm")
    redactor = load_redactor(folder, write_network(tmp_path / "n", ("O", "B-PER")))
    batch = redactor.redact(["at noon zork met"], known=(), restore=RestoreMap(), language="en")
    assert batch.redactions[0].text == "at noon [[PERSON_1]] met"
