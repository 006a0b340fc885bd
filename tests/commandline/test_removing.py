"""remove-data: everything of a person goes when they say so, nothing of anybody else."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from copilot import paths
from copilot.app.profile import TOKEN
from copilot.app.removing import SECRETS
from copilot.drafts.signing import KEY_NAME
from copilot.locking.keys import STORE_KEY
from copilot.store.lock import OwnerLock
from tests.commandline.conftest import Terminal


class Ring(KeyringBackend):
    """A keyring of a dictionary."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def home(at: paths.Places) -> Path:
    return at.data.parent


def test_without_the_word_nothing_goes(terminal: Terminal, at: paths.Places) -> None:
    terminal("sync")
    done = terminal("remove-data", typed="yes\n")
    assert (done.status, "Nothing was removed." in done.err) == (1, True)
    assert str(at.data) in done.err
    assert at.store.exists()


def test_with_it_everything_goes(terminal: Terminal, at: paths.Places, home: Path) -> None:
    terminal("sync")
    assert (at.logs / "support-copilot.log").exists()
    done = terminal("remove-data", typed="remove\n")
    assert done.status == 0
    assert f"removed  {at.data}" in done.out
    assert f"removed  {at.logs}" in done.out
    assert list(home.rglob("*.db*")) == []
    assert not at.data.exists()
    assert not at.logs.exists()


def test_the_keys_of_the_keyring_go_and_no_others(
    terminal: Terminal, at: paths.Places, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUPPORT_COPILOT_PASSPHRASE_FILE")
    ring.kept["another-program", STORE_KEY] = "theirs"
    ring.kept["support-copilot:work", TOKEN] = "of another profile"
    terminal("sync")
    ring.kept["support-copilot", TOKEN] = "1-14-abc"
    own = {name for service, name in ring.kept if service == "support-copilot"}
    assert {STORE_KEY, KEY_NAME, TOKEN} == own <= set(SECRETS)
    done = terminal("remove-data", "--yes")
    assert "removed  3 secrets of the keyring" in done.out
    assert set(ring.kept) == {("another-program", STORE_KEY), ("support-copilot:work", TOKEN)}


def test_one_profile_leaves_the_others_and_the_log(
    terminal: Terminal, at: paths.Places, home: Path
) -> None:
    terminal("sync")
    terminal("--profile", "work", "sync")
    terminal("--profile", "work", "remove-data", "--yes")
    assert not (home / "work").exists()
    assert at.store.exists()
    assert (at.logs / "support-copilot.log").exists()
    terminal("--profile", "work", "sync")
    terminal("remove-data", "--all", "--yes")
    assert not (home / "work").exists()
    assert not at.data.exists()
    assert not at.logs.exists()


def test_an_open_profile_is_left_whole(terminal: Terminal, at: paths.Places) -> None:
    terminal("sync")
    lock = OwnerLock(at.store)
    try:
        done = terminal("remove-data", "--yes")
    finally:
        lock.release()
    assert (done.status, "already open" in done.err) == (1, True)
    assert at.store.exists()


def test_model_files_stay_unless_asked_and_shared_ones_always(
    terminal: Terminal, at: paths.Places, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = at.models
    assert not shared.is_relative_to(home)  # named by SUPPORT_COPILOT_MODELS
    terminal("sync")
    assert terminal("remove-data", "--models", "--yes").status == 0
    assert shared.exists()
    monkeypatch.delenv("SUPPORT_COPILOT_MODELS")
    fetched = home / "models"
    fetched.mkdir(parents=True, exist_ok=True)
    (fetched / "a.gguf").write_bytes(b"GGUF")
    terminal("sync")
    terminal("remove-data", "--yes")
    assert (fetched / "a.gguf").exists()
    terminal("sync")
    terminal("remove-data", "--models", "--yes")
    assert not fetched.exists()


def test_a_profile_that_is_not_there_takes_nothing_with_it(
    terminal: Terminal, at: paths.Places
) -> None:
    terminal("sync")
    done = terminal("--profile", "none", "remove-data", "--yes")
    assert (done.status, done.out) == (0, "There is nothing to remove.\n")
    assert at.store.exists()
