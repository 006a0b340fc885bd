"""How a profile's store is opened, and what it is locked with: keyring, passphrase, or both."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copilot.errors import BadInput, KeyringMissing, PassphraseNeeded, StoreError, WrongKey
from copilot.locking.keys import (
    KEY,
    SHORTEST_PASSPHRASE,
    STORE_KEY,
    KeyringKeys,
    Keys,
    raw_key,
    store_key,
)
from copilot.locking.wrapping import Wrapping, is_wrapped, new_wrapping, wrapping_of
from copilot.store.profile import Profile, StoreKeys
from copilot.store.store import Store

NEXT_KEY = "store-next"  # beside the key in force, from before the file changes until after


@dataclass(slots=True)
class Lock:
    """What an open store is locked with."""

    store: Store
    ring: Keys | None  # None: there is no keyring, a passphrase is the key of the file itself
    wrapping: Wrapping | None = None  # the passphrase around the key in the keyring

    @property
    def keys(self) -> Keys:
        """Where the profile's other secrets are."""
        return self.ring if self.ring is not None else StoreKeys(Profile(self.store))

    def by(self) -> str:
        """In words, for people."""
        if self.ring is None:
            return "passphrase"
        return "keyring and passphrase" if self.wrapping else "keyring"

    def change_key(self) -> None:
        """A new random key. Raises BadInput where a passphrase is the key."""
        if self.ring is None:
            raise BadInput(
                "A passphrase is the key of this store. Nothing was changed. Give it another one: "
                "its key changes with it."
            )
        new = secrets.token_bytes(KEY)
        _keep(self.ring, NEXT_KEY, self._text(new))
        self.store.change_key(new)
        _promote(self.ring)

    def set_passphrase(self, passphrase: str | None) -> None:
        """Around the key in the keyring, or as the key itself; None: the keyring alone.

        Raises BadInput for one that is too short, or for None where there is no keyring.
        """
        if passphrase is not None:
            require_long(passphrase)
        if self.ring is None:
            if passphrase is None:
                raise BadInput(
                    "Without a keyring the passphrase is all that locks this store: it can be "
                    "changed, not removed. Nothing was changed."
                )
            self.store.change_key(passphrase)
            return
        key = _opened(self.ring.get(STORE_KEY) or "", self.wrapping)
        wrapping = new_wrapping(passphrase) if passphrase is not None else None
        _keep(self.ring, STORE_KEY, wrapping.wrap(key) if wrapping else key.hex())
        self.wrapping = wrapping

    def _text(self, key: bytes) -> str:
        return self.wrapping.wrap(key) if self.wrapping else key.hex()


def unlocked(path: Path, profile: str, passphrase: str | None) -> Lock:
    """The open store of a profile, made where there is none yet.

    Raises PassphraseNeeded where the keyring's key is wrapped and no passphrase is given,
    KeyringMissing where there is neither keyring nor passphrase, WrongKey and StoreError.
    """
    ring = KeyringKeys(profile)
    if passphrase is None:
        if path.exists() and ring.get(STORE_KEY) is None:
            raise KeyringMissing("The keyring has no key for this store; give its passphrase.")
        return _with_ring(path, ring, None)
    if _is_wrapped_in(ring):
        return _with_ring(path, ring, passphrase)
    if not path.exists():
        require_long(passphrase, made="Nothing was made.")
    return Lock(Store.open(path, passphrase, create=True), None)


def require_long(passphrase: str, *, made: str = "Nothing was changed.") -> None:
    """Raises BadInput for a new passphrase that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"The passphrase of a store needs at least {SHORTEST_PASSPHRASE} characters; a few "
            f"words are good. {made}"
        )


def _with_ring(path: Path, ring: Keys, passphrase: str | None) -> Lock:
    kept = ring.get(STORE_KEY)
    wrapping = None
    if kept is not None and is_wrapped(kept):
        if passphrase is None:
            raise PassphraseNeeded("This store is locked with a passphrase as well; give it.")
        wrapping = wrapping_of(kept, passphrase)
    first = store_key(ring, path) if kept is None else _opened(kept, wrapping)
    coming = ring.get(NEXT_KEY)
    if coming is None:
        return Lock(Store.open(path, first, create=True), ring, wrapping)
    # A change of key did not come to its end: the file has one of the two.
    try:
        store = Store.open(path, first)
        ring.delete(NEXT_KEY)
    except WrongKey:
        store = Store.open(path, _opened(coming, wrapping))
        _promote(ring)
    return Lock(store, ring, wrapping)


def _is_wrapped_in(ring: Keys) -> bool:
    with suppress(KeyringMissing):
        return is_wrapped(ring.get(STORE_KEY) or "")
    return False


def _opened(text: str, wrapping: Wrapping | None) -> bytes:
    return raw_key(wrapping.unwrap(text).hex() if wrapping else text)


def _keep(ring: Keys, name: str, text: str) -> None:
    ring.set(name, text)
    if ring.get(name) != text:
        raise StoreError(
            "The keyring does not give back what it was given. Nothing was changed. Unlock it, or "
            "restart the computer, and try again."
        )


def _promote(ring: Keys) -> None:
    coming = ring.get(NEXT_KEY)
    if coming is not None:
        _keep(ring, STORE_KEY, coming)
        ring.delete(NEXT_KEY)
