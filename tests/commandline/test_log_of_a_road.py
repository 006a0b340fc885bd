"""A whole road with its refusals: the log says what ran, and holds no word of a ticket."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from copilot import paths
from copilot.paths import shipped
from copilot.program_log import NAME
from tests.commandline.conftest import Terminal

WORDS = re.compile(r"[A-Za-zÀ-ÿ]{3,}(?:['’-][a-z]+)? [A-Za-zÀ-ÿ]{3,} [A-Za-zÀ-ÿ]{3,}")


def texts(value: Any) -> list[str]:
    """Every text of the demo desk's tickets, at any depth."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in texts(each)]


@pytest.fixture(scope="module")
def told() -> set[str]:
    """Names, addresses, and every three words that follow each other in a ticket."""
    desk = json.loads(shipped("resources", "demo", "tickets.json").read_text(encoding="utf-8"))
    found = texts(desk)
    whole = {text for text in found if "@" in text or (" " in text and len(text) < 40)}
    return whole | {three for text in found for three in WORDS.findall(text)}


@pytest.fixture
def log(at: paths.Places) -> Path:
    return at.logs / NAME


def test_a_road_leaves_no_word_of_a_ticket(terminal: Terminal, log: Path, told: set[str]) -> None:
    assert len(told) > 500
    terminal("sync")
    terminal("list", "--search", "whitfield")
    terminal("show", "4217")
    terminal("summarise", "4217")
    terminal("draft", "4217")
    assert terminal("approve", "4217", "--accept-findings", typed="yes\n").status == 0
    terminal("send")
    assert terminal("show", "999999").status == 1
    assert terminal("privacy", "delete", "Dana Whitfield of Nowhere", "--yes").status == 1
    assert terminal("privacy", "delete", "Dana Whitfield", "--yes").status == 0
    text = log.read_text(encoding="utf-8")
    assert "Start of sync" in text
    assert "End of show by " in text
    assert "End of privacy by BadInput at " in text
    assert [words for words in sorted(told) if words in text] == []
    assert "4217" not in text
    assert "999999" not in text
    assert "Whitfield" not in text


def test_what_breaks_on_the_way_leaves_none_either(
    terminal: Terminal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("sync")

    def breaks(*_: object, **__: object) -> None:
        raise ValueError("Dana Whitfield, order NL-48210")

    monkeypatch.setattr("copilot.pipeline.Road.summarise", breaks)
    with pytest.raises(ValueError, match="Dana"):
        terminal("summarise", "4217")
    text = log.read_text(encoding="utf-8")
    assert "End of summarise by ValueError at " in text
    assert "Dana" not in text
    assert "48210" not in text
