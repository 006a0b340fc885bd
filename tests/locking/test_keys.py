"""Secrets: the keyring, the passphrase file, the key of the store; never a plain file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from copilot.errors import BadInput, KeyringMissing, StoreError, WrongKey
from copilot.locking.keys import KeyringKeys, passphrase_from_file, store_key
from copilot.store.store import Store
from tests.peers import keyring as private_keyring


class MemoryKeys:
    """Keys in a dictionary."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


class Backend(KeyringBackend):
    """A keyring in a dictionary, which can be made to fail."""

    priority = 1

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlaintextKeyring(Backend):
    """Stands for the ones that write a readable file."""


class Chain(chainer.ChainerBackend):
    """Several backends in turn."""

    backends = ()
    priority = 10


def chain(*backends: KeyringBackend) -> Chain:
    made = Chain()
    made.backends = backends
    return made


@pytest.fixture
def use():
    """Makes a backend the one that the library uses."""
    before = keyring.core._keyring_backend
    yield keyring.set_keyring
    keyring.core._keyring_backend = before


# --- the keyring ---


def test_secrets_are_kept_per_profile(use):
    use(Backend())
    default, other = KeyringKeys(), KeyringKeys("work")
    default.set("rt", "one")
    other.set("rt", "two")
    assert (default.get("rt"), other.get("rt"), default.get("zammad")) == ("one", "two", None)
    default.delete("rt")
    default.delete("rt")
    assert (default.get("rt"), other.get("rt")) == (None, "two")


UNFIT = {
    "fail": lambda: fail.Keyring(),
    "null": lambda: null.Keyring(),
    "plain text": lambda: PlaintextKeyring(),
    "an empty chain": lambda: chain(),
    "a chain with plain text": lambda: chain(Backend(), PlaintextKeyring()),
    "no keyring": lambda: Backend(NoKeyringError("none")),
    "no session": lambda: Backend(InitError("no bus")),
}


@pytest.mark.parametrize("backend", UNFIT.values(), ids=UNFIT.keys())
def test_no_fit_keyring_is_said_with_what_to_do(use, backend):
    use(backend())
    with pytest.raises(KeyringMissing, match="SUPPORT_COPILOT_PASSPHRASE_FILE"):
        KeyringKeys().get("rt")


def test_a_locked_keyring_is_called_locked(use):
    use(Backend(KeyringLocked("locked")))
    with pytest.raises(KeyringMissing, match="is locked"):
        KeyringKeys().get("rt")


def test_nothing_is_given_to_an_unfit_keyring(use):
    backend = PlaintextKeyring()
    use(backend)
    with pytest.raises(KeyringMissing):
        KeyringKeys().set("rt", "a token")
    assert backend.kept == {}


def test_a_chain_of_fit_ones_is_used(use):
    use(chain(Backend(), Backend()))
    KeyringKeys().set("rt", "a token")
    assert KeyringKeys().get("rt") == "a token"


# --- the key of the store ---


def test_a_new_store_gets_a_random_key_that_is_kept(tmp_path: Path):
    keys, others = MemoryKeys(), MemoryKeys()
    key = store_key(keys, tmp_path / "store.db")
    assert len(key) == 32
    assert store_key(keys, tmp_path / "store.db") == key
    assert store_key(others, tmp_path / "store.db") != key


def test_a_store_without_its_key_is_left_alone(tmp_path: Path):
    path, keys = tmp_path / "store.db", MemoryKeys()
    Store.open(path, store_key(keys, path), create=True).close()
    before = path.read_bytes()
    keys.delete("store")
    with pytest.raises(StoreError, match="has no key for the store"):
        store_key(keys, path)
    assert keys.secrets == {}
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", ["", "not hexadecimal", "abcd"])
def test_what_is_no_key_is_not_used(tmp_path: Path, kept: str):
    keys = MemoryKeys()
    keys.set("store", kept)
    with pytest.raises(StoreError, match="is no key of this program"):
        store_key(keys, tmp_path / "store.db")
    assert keys.get("store") == kept


def test_a_keyring_that_forgets_at_once_is_found_out(tmp_path: Path):
    class Forgetful(MemoryKeys):
        def set(self, name: str, secret: str) -> None:
            """Keeps nothing."""

    with pytest.raises(KeyringMissing, match="does not give back"):
        store_key(Forgetful(), tmp_path / "store.db")


def test_the_key_of_another_profile_is_a_wrong_key(tmp_path: Path):
    path = tmp_path / "store.db"
    Store.open(path, store_key(MemoryKeys(), path), create=True).close()
    keys = MemoryKeys()
    keys.set("store", os.urandom(32).hex())
    with pytest.raises(WrongKey):
        Store.open(path, store_key(keys, path))


# --- the passphrase file ---


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.touch(mode=0o600)
    return path


@pytest.mark.parametrize("content", ["correct horse", "correct horse\n", "correct horse\r\n"])
def test_the_passphrase_is_the_text_without_the_line_end(file: Path, content: str):
    file.write_bytes(content.encode())
    assert passphrase_from_file(file) == "correct horse"


def test_blanks_inside_and_around_belong_to_it(file: Path):
    file.write_text(" Über mut \n")
    assert passphrase_from_file(file) == " Über mut "


@pytest.mark.parametrize("content", [b"", b"\n", b"  \r\n"])
def test_an_empty_file_is_refused(file: Path, content: bytes):
    file.write_bytes(content)
    with pytest.raises(BadInput, match="is empty"):
        passphrase_from_file(file)


def test_bytes_are_refused(file: Path):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="not UTF-8"):
        passphrase_from_file(file)


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="cannot be read"):
        passphrase_from_file(tmp_path / "none")


posix = pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_can_use_is_refused(file: Path, mode: int):
    file.write_text("correct horse")
    file.chmod(mode)
    with pytest.raises(BadInput, match="chmod 600"):
        passphrase_from_file(file)


@posix
def test_a_folder_and_a_pipe_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(BadInput, match="not an ordinary file"):
            passphrase_from_file(path)


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to give a file away"
)
def test_somebody_elses_file_is_refused(file: Path):
    file.write_text("correct horse")
    os.chown(file, 12345, 12345)
    with pytest.raises(BadInput, match="belongs to somebody else"):
        passphrase_from_file(file)


# --- a real keyring ---

ROUND = """
import sys
from pathlib import Path
import keyring
from copilot.locking.keys import KeyringKeys, store_key
from copilot.store.profile import Profile
from copilot.store.store import Store

assert type(keyring.get_keyring()).__module__ == "keyring.backends.SecretService"
path, keys = Path(sys.argv[1]), KeyringKeys("test")
assert keys.get("store") is None
store = Store.open(path, store_key(keys, path), create=True)
Profile(store).set("a", "b")
store.close()
store = Store.open(path, store_key(KeyringKeys("test"), path))
assert Profile(store).get("a") == "b"
store.close()
keys.set("rt", "Tökén")
assert keys.get("rt") == "Tökén"
keys.delete("rt")
keys.delete("rt")
assert keys.get("rt") is None
print("the real keyring did it all")
"""


@pytest.mark.keyring
@pytest.mark.skipif(sys.platform != "linux", reason="the private session is for Linux")
def test_a_real_secret_service_keeps_the_key_of_a_store(tmp_path: Path):
    if text := private_keyring.missing():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(text)
    command = [sys.executable, "-c", ROUND, str(tmp_path / "store.db")]
    ended = private_keyring.run(command, capture_output=True)
    assert "the real keyring did it all" in ended.stdout, ended.stderr
    assert ended.returncode == 0


@pytest.mark.keyring
@pytest.mark.skipif(sys.platform != "linux", reason="the private session is for Linux")
def test_without_a_session_the_program_says_so(tmp_path: Path):
    code = "from copilot.locking.keys import KeyringKeys; KeyringKeys().get('store')"
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert "copilot.errors.KeyringMissing" in ended.stderr
    assert ended.returncode == 1
