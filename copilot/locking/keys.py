"""Where secrets are kept: the keyring of the operating system, or behind a passphrase."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from copilot.errors import BadInput, KeyringMissing, StoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "support-copilot"
STORE_KEY = "store"
KEY = 32  # bytes
SHORTEST_PASSPHRASE = 12  # characters of a new one; the dialog asks for as many
PASSPHRASE_FILE = "SUPPORT_COPILOT_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
# Modules of backends that hold nothing, fail at once, or write secrets into files.
UNFIT = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

ADVICE = {
    "linux": "Install and unlock one (such as gnome-keyring or KWallet)",
    "darwin": "Unlock the login keychain in Keychain Access",
    "win32": "Sign in to Windows with a profile that has the Credential Manager",
}


class Keys(Protocol):
    """Secrets by name."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, secret: str) -> None: ...
    def delete(self, name: str) -> None: ...


class KeyringKeys:
    """Secrets of one profile in the keyring of the operating system.

    Every method raises KeyringMissing when there is none that can be trusted, or it is locked.
    """

    def __init__(self, profile: str = "default") -> None:
        self._service = SERVICE if profile == "default" else f"{SERVICE}:{profile}"

    def get(self, name: str) -> str | None:
        with _usable() as keyring:
            return keyring.get_password(self._service, name)

    def set(self, name: str, secret: str) -> None:
        with _usable() as keyring:
            keyring.set_password(self._service, name, secret)

    def delete(self, name: str) -> None:
        """Deleting what is not there is fine."""
        with _usable() as keyring:
            if keyring.get_password(self._service, name) is not None:
                keyring.delete_password(self._service, name)


class MemoryKeys:
    """Secrets of one run, for a store that is not kept."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self._secrets[name] = secret

    def delete(self, name: str) -> None:
        self._secrets.pop(name, None)


def store_key(keys: Keys, store: Path) -> bytes:
    """The raw key of the store at this path: the kept one, or a new one if there is no store yet.

    Raises StoreError when the file is there and its key is not; the file is not touched.
    """
    kept = keys.get(STORE_KEY)
    if kept is not None:
        return raw_key(kept)
    if store.exists():
        raise StoreError(
            f"The keyring has no key for the store {store}. The file was not changed. Sign in as "
            "the person who made it or restore the keyring; or move the file away to start with "
            "an empty store, and the tickets are fetched again from the helpdesk."
        )
    new = secrets.token_bytes(KEY)
    keys.set(STORE_KEY, new.hex())
    if keys.get(STORE_KEY) != new.hex():
        raise KeyringMissing(_text("does not give back what it was given"))
    return new


def passphrase_from_file(path: Path) -> str:
    """The passphrase in a file, without the line end.

    Raises BadInput unless it is an ordinary file that nobody but its owner can read.
    """
    try:
        # Opened before it is looked at, so that it cannot be exchanged; a pipe must not block.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise _unusable(path, "cannot be read", "Check the path and its rights.") from error
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise _unusable(path, "is not an ordinary file", "Give the path of a text file.")
        _refuse_strangers(path, about)
        content = os.read(handle, about.st_size)
    finally:
        os.close(handle)
    try:
        passphrase = content.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise _unusable(path, "is not UTF-8 text", "Write the passphrase as text.") from error
    if not passphrase.strip():
        raise _unusable(path, "is empty", "Write the passphrase into it.")
    return passphrase


def _refuse_strangers(path: Path, about: os.stat_result) -> None:
    if sys.platform == "win32":
        return  # rights there are access lists, which stat does not show
    if about.st_uid != os.geteuid():
        raise _unusable(path, "belongs to somebody else", "Make it your own file.")
    if about.st_mode & 0o077:
        raise _unusable(path, "can be read by others", f"Run: chmod 600 {path}")


def _unusable(path: Path, what: str, advice: str) -> BadInput:
    return BadInput(f"The passphrase file {path} {what}. Nothing was opened. {advice}")


@contextmanager
def _usable() -> Iterator[KeyringBackend]:
    import keyring
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

    try:
        backend = keyring.get_keyring()
        if not _trusted(backend):
            raise KeyringMissing(_text("was not found"))
        yield backend
    except (NoKeyringError, InitError) as error:
        raise KeyringMissing(_text("was not found")) from error
    except KeyringLocked as error:
        raise KeyringMissing(_text("is locked")) from error
    except KeyringError as error:
        raise KeyringMissing(_text("refused")) from error


def _trusted(backend: KeyringBackend) -> bool:
    # The chainer asks several backends in turn: it is as good as its worst, and none is no backend.
    parts = getattr(backend, "backends", (backend,))
    return bool(parts) and not any(_unfit(type(part)) for part in parts)


def _unfit(backend: type) -> bool:
    return backend.__module__.startswith(UNFIT) or "plaintext" in backend.__name__.lower()


def raw_key(text: str) -> bytes:
    """The key in a text as the keyring keeps it. Raises StoreError where it is none."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY:
        raise StoreError(
            "What the keyring holds as the key of the store is no key of this program. Nothing was "
            "changed. Restore the keyring from a backup."
        )
    return key


def _text(what: str) -> str:
    advice = ADVICE.get(sys.platform, ADVICE["linux"])
    return (
        f"A keyring to keep the key of the store in {what}. Nothing was written. {advice}, "
        "or use a passphrase: write it into a file that only you can read, and set "
        f"{PASSPHRASE_FILE} to its path."
    )
