"""The page for IT: its commands are understood, its policy is accepted, its names are right."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import msgspec
import pytest

from copilot import settings_policy
from copilot.commandline.parser import build
from copilot.paths import shipped
from copilot.program_log import FILES, NAME, SIZE
from copilot.settings import Settings
from copilot.updates.manifest import MANIFEST, SIGNATURE
from ui.shared.organisation import SET

PAGE = shipped("resources", "help", "roll-out.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", PAGE, re.MULTILINE)


def policies() -> list[dict]:
    texts = [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in BLOCKS]
    return [tomllib.loads(text) for text in texts if "support-copilot " not in text]


def commands() -> list[str]:
    lines = [line.strip() for block in BLOCKS for line in block.splitlines()]
    inline = re.findall(r"`(support-copilot [a-z][^`]*)`", PAGE)
    return sorted({one for one in [*lines, *inline] if one.startswith("support-copilot ")})


@pytest.mark.parametrize("line", commands())
def test_a_command_of_it_is_understood(line: str) -> None:
    words = shlex.split(line.split(" < ")[0])[1:]
    assert callable(build().parse_args(words).work)


def test_there_are_commands_and_policies() -> None:
    assert len(commands()) >= 9
    assert len(policies()) == 2


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: ",".join(policy))
def test_a_policy_of_it_is_accepted(policy: dict) -> None:
    chosen = msgspec.convert(policy, Settings)
    assert msgspec.to_builtins(chosen) != msgspec.to_builtins(Settings()) or policy == {
        "updates": {"place": ""}
    }


@pytest.mark.parametrize(
    "words",
    [
        SET,
        str(settings_policy.LINUX),
        str(settings_policy.MACOS),
        NAME,
        MANIFEST,
        SIGNATURE,
        "store.db.before-",
    ],
)
def test_it_names_things_as_they_are(words: str) -> None:
    assert words in PAGE


def test_the_size_of_the_log_is_said() -> None:
    assert (FILES + 1, SIZE) == (5, 1_000_000)
    assert "Five files of at most 1 MB" in PAGE


def test_the_folders_it_names_are_the_packages() -> None:
    packaging = Path(__file__).resolve().parents[2] / "packaging"
    contents = (packaging / "contents.py").read_text(encoding="utf-8")
    assert 'MODEL_FOLDER = "model-files"' in contents
    assert "`model-files` beside the program" in PAGE
