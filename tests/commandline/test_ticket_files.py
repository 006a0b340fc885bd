"""summarise and draft on a ticket file and a folder of articles, with nothing configured."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from copilot import paths
from copilot.locking.keys import PASSPHRASE_FILE
from tests.commandline.conftest import Terminal

README = Path(__file__).resolve().parents[2] / "README.md"
ARTICLE = """---
title: When a parcel has not arrived
scope: public
---

An order that has not arrived after 7 days is sent again without any charge.
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The ticket of the README, letter by letter."""
    (text,) = re.findall(r"```json\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "ticket.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "parcels.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_the_example_of_the_readme(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    example: Path,
    knowledge: Path,
    at: paths.Places,
) -> None:
    monkeypatch.delenv(PASSPHRASE_FILE)
    summary = terminal("summarise", "--ticket", str(example), "--json")
    assert summary.status == 0
    assert {fact["text"] for fact in summary.data["facts"]} >= {"A-88213"}
    drafted = terminal("draft", "--ticket", str(example), "--knowledge", str(knowledge), "--json")
    assert drafted.status == 0
    assert drafted.data["text"].startswith("Hello Dana Whitfield,")
    assert drafted.data["ticket"] == {"connector": "file", "id": "17"}
    assert not at.store.exists()


def test_evidence_from_the_folder(terminal: Terminal, example: Path, knowledge: Path) -> None:
    ticket = json.loads(example.read_text(encoding="utf-8"))
    ticket["subject"] = "When a parcel has not arrived"
    ticket["messages"][0]["text"] = "Is an order that has not arrived after 7 days sent again?"
    del ticket["requester"]
    example.write_text(json.dumps(ticket | {"id": 17, "extra": {}}), encoding="utf-8")
    drafted = terminal("draft", "--ticket", str(example), "--knowledge", str(knowledge), "--json")
    (cited,) = [one for one in drafted.data["sentences"] if one["evidence"]]
    assert cited["evidence"][0]["title"] == "When a parcel has not arrived"
    assert drafted.data["text"].startswith("Hello,\n")
    assert "sent again without any charge" in drafted.data["text"]


def test_a_folder_that_is_none(terminal: Terminal, example: Path, tmp_path: Path) -> None:
    none = tmp_path / "nothing here"
    done = terminal("draft", "--ticket", str(example), "--knowledge", str(none))
    assert done.status == 1
    assert "nothing here" in done.err
    assert "Traceback" not in done.err
