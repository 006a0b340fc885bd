"""What the about page tells: this version, the model files in use, who set what, whose work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot import __version__, paths, settings
from copilot.app.about import about, components
from copilot.settings import Settings, Updates


@pytest.fixture
def at() -> paths.Places:
    return paths.places()


def facts(at: paths.Places) -> dict[str, str]:
    return dict(about(at).facts)


def test_as_it_comes(at: paths.Places) -> None:
    found = facts(at)
    assert found["Version"] == __version__
    assert found["Model file"].startswith("Qwen2.5 Coder 1.5B Instruct")
    assert found["Model file"].endswith("Apache-2.0")
    assert found["Updates"] == "not looked for"
    assert found["Set by your organisation"] == "nothing"
    assert found["Log"] == str(at.logs)


def test_what_was_chosen(at: paths.Places) -> None:
    chosen = Settings(model_file="/srv/own.gguf", updates=Updates("/srv/updates", "ab" * 32))
    settings.save(chosen, at.settings)
    found = facts(at)
    assert found["Model file"] == "own.gguf, none of the catalogue"
    assert found["Updates"] == "/srv/updates"


def test_what_the_organisation_set(at: paths.Places, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('model_file = "/srv/own.gguf"\n[retention]\ntickets = 30\n')
    policy.chmod(0o644)
    found = facts(at)
    assert found["Set by your organisation"] == f"model_file, retention.tickets ({policy})"
    assert found["Model file"] == "own.gguf, none of the catalogue · set by your organisation"
    assert "set by" not in found["Search"]


def test_every_part_of_the_sbom_is_listed_with_its_words() -> None:
    listed = json.loads(paths.shipped("resources/licences/sbom.cdx.json").read_text("utf-8"))
    found = components()
    assert [one.name for one in found] == [one["name"] for one in listed["components"]]
    assert all(one.licence and one.notice for one in found)
    qt = next(one for one in found if one.name == "Qt")
    assert "linked dynamically" in qt.notice
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.notice
