"""What the documents promise is there: commands, options, keys, settings, the version."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from pathlib import Path

import msgspec
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from copilot import __version__
from copilot.commandline.parser import build
from copilot.paths import APP
from copilot.settings import (
    CategoryWords,
    KnowledgeFolder,
    Retention,
    Settings,
    TeamTool,
    Updates,
    sentences,
)
from ui.window.keys import KEYS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = build()._actions
    (found,) = (one for one in actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Those of the command and of its own commands."""
    below = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    deeper = (options(command) for one in below for command in one.choices.values())
    return {name for action in parser._actions for name in action.option_strings}.union(*deeper)


def invocations() -> list[list[str]]:
    """Every command of an indented line, one list of words each; `a | b` are two of them."""
    lines = re.findall(r"^ {4}support-copilot +([a-z].*)$", README, re.MULTILINE)
    used = [re.split(r" {3,}", line)[0] for line in lines]
    inline = re.findall(r"`support-copilot ([a-z][^`]*)`", README)
    found: list[list[str]] = []
    for text in [*used, *inline]:
        first, *others = (shlex.split(part) for part in text.split("|"))
        found.append(first)
        # `sync | list` names two commands, `audit verify | show` two actions of one.
        found += [words if len(first) == 1 else [first[0], *words] for words in others]
    return found


def test_the_readme_names_commands() -> None:
    named = {words[0] for words in invocations()} - {"the"}
    assert len(named) >= 12
    assert named <= set(commands())


@pytest.mark.parametrize("words", invocations(), ids=" ".join)
def test_every_command_line_of_the_readme_is_understood(words: list[str]) -> None:
    if words[0] == "the":  # the line that says that the window opens
        return
    chosen = build().parse_args(words)
    assert callable(chosen.work)


def test_every_option_of_the_readme_is_there() -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    known = {name for parser in commands().values() for name in options(parser)}
    assert named
    assert named <= known | options(build())


def test_every_key_of_the_readme_is_a_key_of_the_window() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", README, re.MULTILINE)
    named = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    bound = {key.replace("Return", "Enter") for one in KEYS for key in one.keys}
    assert len(named) >= 8
    assert named - {"Enter"} <= bound  # Enter is the list's own key


def test_the_page_of_keys_has_every_key_of_the_window_and_no_other() -> None:
    page = (ROOT / "resources" / "help" / "keyboard.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE)
    named = {key for cell in cells[1:] for key in re.split(r", | or ", cell)}
    bound = {key.replace("Return", "Enter") for one in KEYS for key in one.keys}
    assert named == bound | {"Enter"}  # Enter is the list's own key


def test_every_key_does_something_of_its_own() -> None:
    bound = [key for one in KEYS for key in one.keys]
    assert len(bound) == len(set(bound))
    assert all(one.says for one in KEYS)


def test_every_setting_has_a_sentence() -> None:
    said = sentences()
    assert set(said) == set(Settings.__struct_fields__)
    assert all(text.endswith(".") for text in said.values())
    assert set(said) == set(msgspec.to_builtins(Settings()))


def settings_of(struct: type, before: str = "") -> dict[str, str]:
    """Every key of a settings class with its default and sentence, as the help page has them."""
    schema = msgspec.json.schema(struct)["$defs"][struct.__name__]["properties"]
    found = {}
    for field in msgspec.structs.fields(struct):
        none = field.default is msgspec.NODEFAULT or isinstance(field.default, msgspec.Struct)
        default = "–" if none else f"`{json.dumps(field.default)}`"
        found[before + field.name] = f"{default} | {schema[field.name]['description']}"
    return found


def test_the_page_of_settings_has_every_key_with_its_default_and_sentence() -> None:
    page = (ROOT / "resources" / "help" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| (.+) \|$", page, re.MULTILINE))
    wanted = settings_of(Settings)
    for name, struct in (
        ("knowledge", KnowledgeFolder),
        ("categories", CategoryWords),
        ("tools", TeamTool),
        ("retention", Retention),
        ("updates", Updates),
    ):
        wanted |= settings_of(struct, f"{name}.")
    assert rows == wanted


def test_the_readme_and_the_page_of_settings_name_the_file() -> None:
    page = (ROOT / "resources" / "help" / "settings.md").read_text(encoding="utf-8")
    home = Path.home().as_posix()
    with_home = {
        "Linux": Unix(APP).user_config_dir.replace(home, "~"),
        "macOS": MacOS(APP).user_config_dir.replace(home, "~"),
    }
    for system, folder in with_home.items():
        assert f"| {system} | `{folder}/default/settings.toml` |" in page
    assert f"`{with_home['Linux']}/default/settings.toml`" in README


def test_every_link_of_a_help_page_leads_to_another_one() -> None:
    folder = ROOT / "resources" / "help"
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    links = {link for text in pages.values() for link in re.findall(r"\]\(([^)]+)\)", text)}
    assert len(links) > 3
    assert links <= set(pages)


def test_the_changelog_has_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == __version__


def test_every_page_that_the_readme_links_is_there() -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", README)
    local = [link for link in links if "://" not in link]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []
