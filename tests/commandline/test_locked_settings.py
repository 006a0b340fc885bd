"""Under a policy the command line says what it may not change, and starts or does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot import paths, settings
from copilot.app import profile
from copilot.records import Person
from copilot.settings import Settings
from tests.commandline.conftest import Terminal

ADDRESS = "https://rt.example.com"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


def set_policy(file: Path, text: str) -> None:
    file.write_text(text)
    file.chmod(0o644)


REFUSED = {
    "another helpdesk": (("connect", "rt", "https://other.example.com"), "helpdesk_url"),
    "the demo desk": (("connect", "demo"), "helpdesk"),
    "no reranker": (("models", "use", "no-reranker"), "reranker"),
}
POLICY = f'helpdesk = "rt"\nhelpdesk_url = "{ADDRESS}"\nreranker = "/srv/reranker"\n'


@pytest.mark.parametrize(("command", "name"), REFUSED.values(), ids=REFUSED)
def test_what_is_locked_is_refused_in_words(
    terminal: Terminal, policy: Path, at: paths.Places, command: tuple[str, ...], name: str
) -> None:
    set_policy(policy, POLICY)
    done = terminal(*command, typed="a-token\n")
    assert done.status == 1
    assert f"“{name}” is set by your organisation" in done.err
    assert "Nothing was changed." in done.err
    assert not at.settings.exists()


def test_a_folder_of_articles_is_refused(
    terminal: Terminal, policy: Path, tmp_path: Path, at: paths.Places
) -> None:
    set_policy(policy, "knowledge = []\n")
    (tmp_path / "articles").mkdir()
    done = terminal("knowledge", "add", str(tmp_path / "articles"))
    assert (done.status, "“knowledge” is set by your organisation" in done.err) == (1, True)
    assert str(tmp_path / "articles") not in terminal("knowledge", "status").out


def test_connecting_takes_the_address_of_the_policy(
    terminal: Terminal, policy: Path, at: paths.Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_policy(policy, f'{POLICY}team = "Desk of all"\n')
    tried: list[tuple[Settings, str]] = []

    def connect(places: paths.Places, chosen: Settings, token: str) -> Person:
        settings.require_open(chosen)
        tried.append((chosen, token))
        return Person("Ana", "ana@example.com")

    monkeypatch.setattr(profile, "connect", connect)
    assert terminal("connect", "rt", typed="a-token\n").status == 0
    ((chosen, token),) = tried
    assert (chosen.helpdesk_url, chosen.team, token) == (ADDRESS, "Desk of all", "a-token")


STOPPED = [("sync",), ("doctor",), ("privacy", "status"), ("draft", "1"), ("demo",), ("redact",)]


@pytest.mark.parametrize("command", STOPPED, ids=" ".join)
def test_a_broken_policy_stops_every_command(
    terminal: Terminal, policy: Path, at: paths.Places, command: tuple[str, ...]
) -> None:
    set_policy(policy, "lock_minutes = 'soon'\n")
    done = terminal(*command)
    assert done.status == 1
    assert "does not start with less than they ask for" in done.err
    assert not at.store.exists()


def test_under_a_broken_policy_data_can_still_be_removed(
    terminal: Terminal, policy: Path, at: paths.Places
) -> None:
    terminal("sync")
    set_policy(policy, "lock_minutes = 'soon'\n")
    assert terminal("remove-data", "--yes").status == 0
    assert not at.store.exists()
