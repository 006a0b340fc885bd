"""What locks a store: the keyring, a passphrase around its key, or a passphrase alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from copilot.errors import BadInput, PassphraseNeeded, StoreError, WrongKey
from copilot.locking import unlocking
from copilot.locking.keys import STORE_KEY, KeyringKeys
from copilot.locking.unlocking import NEXT_KEY, Lock, unlocked
from copilot.locking.wrapping import is_wrapped, new_wrapping, wrapping_of
from copilot.store.profile import Profile
from tests.locking.test_keys import Backend

WORDS, OTHERS = "a quiet lamp in March", "another lamp in April"


@pytest.fixture
def ring() -> Iterator[Backend]:
    before = keyring.core._keyring_backend
    backend = Backend()
    keyring.set_keyring(backend)
    yield backend
    keyring.core._keyring_backend = before


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def opened(path: Path, passphrase: str | None = None) -> str:
    """Opens and closes, and says what locks it and what is in it."""
    lock = unlocked(path, "default", passphrase)
    said = f"{lock.by()}: {Profile(lock.store).get('held')}"
    lock.store.close()
    return said


def made(path: Path, passphrase: str | None = None) -> Lock:
    lock = unlocked(path, "default", passphrase)
    Profile(lock.store).set("held", "all of it")
    return lock


def test_a_passphrase_around_the_key_and_off_again(path: Path, ring: Backend):
    lock = made(path)
    assert lock.by() == "keyring"
    plain = KeyringKeys().get(STORE_KEY)
    lock.set_passphrase(WORDS)
    lock.store.close()
    kept = KeyringKeys().get(STORE_KEY)
    assert is_wrapped(kept)
    assert plain not in kept
    with pytest.raises(PassphraseNeeded):
        unlocked(path, "default", None)
    with pytest.raises(WrongKey, match="Nothing was changed"):
        unlocked(path, "default", OTHERS)
    assert opened(path, WORDS) == "keyring and passphrase: all of it"
    lock = unlocked(path, "default", WORDS)
    lock.set_passphrase(OTHERS)
    lock.set_passphrase(None)
    lock.store.close()
    assert KeyringKeys().get(STORE_KEY) == plain
    assert opened(path) == "keyring: all of it"


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_key_changes_and_nothing_is_lost(path: Path, ring: Backend, wrapped: bool):
    lock = made(path)
    if wrapped:
        lock.set_passphrase(WORDS)
    before = KeyringKeys().get(STORE_KEY)
    lock.change_key()
    lock.store.close()
    assert KeyringKeys().get(STORE_KEY) != before
    assert KeyringKeys().get(NEXT_KEY) is None
    assert opened(path, WORDS if wrapped else None).endswith("all of it")


class Stopped(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("point", ["before the file", "after the file", "promoted"])
def test_a_change_that_stops_is_finished_or_dropped_when_it_is_opened(
    path: Path, ring: Backend, monkeypatch: pytest.MonkeyPatch, wrapped: bool, point: str
):
    lock = made(path)
    if wrapped:
        lock.set_passphrase(WORDS)

    def stop(*given: object) -> None:
        raise Stopped

    with monkeypatch.context() as patched:
        match point:
            case "before the file":
                patched.setattr(lock.store, "change_key", stop)
            case "after the file":
                patched.setattr(unlocking, "_promote", stop)
            case _:
                patched.setattr(KeyringKeys, "delete", stop)
        with pytest.raises(Stopped):
            lock.change_key()
    lock.store.close()
    assert KeyringKeys().get(NEXT_KEY) is not None
    passphrase = WORDS if wrapped else None
    assert opened(path, passphrase).endswith("all of it")
    assert KeyringKeys().get(NEXT_KEY) is None
    assert opened(path, passphrase).endswith("all of it")


def test_without_a_keyring_the_passphrase_is_the_key(path: Path, ring: Backend):
    lock = made(path, WORDS)
    assert lock.by() == "passphrase"
    with pytest.raises(BadInput, match="its key changes with it"):
        lock.change_key()
    with pytest.raises(BadInput, match="not removed"):
        lock.set_passphrase(None)
    with pytest.raises(BadInput, match="at least 12"):
        lock.set_passphrase("short")
    lock.set_passphrase(OTHERS)
    lock.store.close()
    with pytest.raises(WrongKey):
        unlocked(path, "default", WORDS)
    assert opened(path, OTHERS) == "passphrase: all of it"
    assert ring.kept == {}


def test_a_keyring_that_forgets_changes_nothing(
    path: Path, ring: Backend, monkeypatch: pytest.MonkeyPatch
):
    lock = made(path)
    monkeypatch.setattr(Backend, "set_password", lambda *given: None)
    with pytest.raises(StoreError, match="Nothing was changed"):
        lock.change_key()
    with pytest.raises(StoreError, match="Nothing was changed"):
        lock.set_passphrase(WORDS)
    lock.store.close()
    assert opened(path) == "keyring: all of it"


def test_every_changed_part_of_a_wrapped_key_is_refused():
    wrapping = new_wrapping(WORDS)
    text = wrapping.wrap(b"k" * 32)
    assert wrapping_of(text, WORDS).unwrap(text) == b"k" * 32
    assert wrapping.wrap(b"k" * 32) != text
    parts = text.split(":")
    others = ("wrapped-2", "16384", "4", "2", "00" * 16, "00" * 12, "00" * 48)
    for place, other in enumerate(others):
        changed = ":".join([*parts[:place], other, *parts[place + 1 :]])
        with pytest.raises(StoreError):
            wrapping_of(changed, WORDS).unwrap(changed)
    for broken in ("wrapped-1", text[:-1], text.replace("131072", "1073741824"), "wrapped-1:::"):
        with pytest.raises(StoreError):
            wrapping_of(broken, WORDS).unwrap(broken)
