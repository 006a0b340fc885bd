"""Folders of articles in the terminal: added, read, searched, let go of."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot import paths
from copilot.helpdesk.demo.desk import DemoDesk
from tests.commandline.conftest import Terminal


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    folder = tmp_path / "bikes"
    folder.mkdir()
    (folder / "repair.md").write_text("# Unicycles\n\nWe repair unicycles within three days.\n")
    (folder / "latin.md").write_bytes(b"# Gr\xfc\xdfe\n\nText.\n")
    (folder / "empty.md").touch()
    return folder


def test_a_folder_is_added_read_searched_and_let_go_of(terminal: Terminal, bikes: Path) -> None:
    added = terminal("knowledge", "add", str(bikes), "--internal")
    assert (added.status, added.out) == (0, "Added. `support-copilot knowledge sync` reads it.\n")

    read = terminal("knowledge", "sync")
    assert f"{bikes}/empty.md: is empty" in read.out
    assert f"{bikes}/latin.md: is not UTF-8; save it as UTF-8" in read.out
    again = terminal("knowledge", "sync", "--json").data
    assert (again["read"], len(again["problems"])) == (0, 2)

    rows = {row["name"]: row for row in terminal("knowledge", "status", "--json").data["folders"]}
    assert (rows[str(bikes)]["documents"], rows[str(bikes)]["scope"]) == (1, "internal")
    shown = terminal("search", "Do", "you", "repair", "unicycles?").out
    assert "Unicycles\n      We repair unicycles" in shown
    assert f"article · internal · words: unicycles, repair · {bikes}/repair.md" in shown

    assert terminal("knowledge", "remove", str(bikes)).status == 0
    assert str(bikes) not in terminal("knowledge", "status").out
    assert str(bikes) not in terminal("search", "Do you repair unicycles?").out


def test_data_say_whether_anything_relevant_was_found(terminal: Terminal, bikes: Path) -> None:
    terminal("knowledge", "add", str(bikes))
    right = terminal("search", "We repair unicycles within three days.", "--json").data
    assert right["is_sure"] is True
    assert right["found"][0]["passage"]["title"] == "Unicycles"
    wrong = terminal("search", "Quantum chromodynamics on a lattice", "--json").data
    assert wrong["is_sure"] is False
    assert "Nothing was found that surely answers this" in terminal("search", "lattice gauge").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("knowledge", "add", ""), "Name a folder"),
        (("knowledge", "add", "nowhere"), "is not there"),
        (("knowledge", "remove", ""), "Name a folder"),
        (("knowledge", "remove", "nowhere"), "none of the folders"),
        (("knowledge", "forget"), "There is nothing to forget"),
        (("search", " "), "Give a question, or some words"),
    ],
)
def test_what_cannot_be_done_is_said(
    terminal: Terminal, arguments: tuple[str, ...], said: str
) -> None:
    done = terminal(*arguments)
    assert (done.status, done.out) == (1, "")
    assert said in done.err


def test_a_folder_is_added_once(terminal: Terminal, bikes: Path) -> None:
    terminal("knowledge", "add", str(bikes))
    again = terminal("knowledge", "add", f"{bikes}/", "--internal")
    assert again.status == 1
    assert again.err.endswith(
        f"{bikes} is read already. To have it with another scope, remove it first.\n"
    )


def test_what_was_asked_and_not_found_names_no_placeholder(
    terminal: Terminal, at: paths.Places
) -> None:
    desk = DemoDesk(at.data, paths.shipped("resources", "demo", "tickets.json"))
    desk.customer_writes("4217", "Can Dana Whitfield bring a hamster on your zeppelin?")
    terminal("draft", "4217")
    shown = terminal("knowledge", "status").out
    assert "Can (customer) bring a hamster on your zeppelin?" in shown
    assert "[[" not in shown
