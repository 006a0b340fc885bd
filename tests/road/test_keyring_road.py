"""A profile whose store key is in a real Secret Service: made, opened again, and lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from copilot import paths
from copilot.app import profile
from copilot.errors import KeyringMissing
from tests.conftest import missing
from tests.fakes.engine import ScriptedEngine
from tests.peers import keyring as private_keyring

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from hashlib import sha256
from copilot import paths
from copilot.app import profile
from copilot.errors import KeyringMissing
from copilot.locking.keys import STORE_KEY, KeyringKeys
from copilot.records import QueueView
from tests.fakes.engine import ScriptedEngine

at = paths.places()
road = profile.open_road(at, engine=ScriptedEngine())
road.sync()
tickets = road.counts()[QueueView.ALL]
assert tickets > 20
road.close()
road = profile.open_road(at, engine=ScriptedEngine())
assert road.counts()[QueueView.ALL] == tickets
road.close()

KeyringKeys(at.data.name).delete(STORE_KEY)
before = sha256(at.store.read_bytes()).hexdigest()
try:
    profile.open_road(at, engine=ScriptedEngine())
except KeyringMissing as error:
    print(error)
assert sha256(at.store.read_bytes()).hexdigest() == before
assert KeyringKeys(at.data.name).get(STORE_KEY) is None
"""


@pytest.mark.keyring
def test_the_key_of_the_store_lives_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    if what := private_keyring.missing():
        missing("a private keyring", what)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done = private_keyring.run([sys.executable, "-c", PROGRAM], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "The keyring has no key for this store" in done.stdout
    home = Path(os.environ["SUPPORT_COPILOT_HOME"])
    assert not home.joinpath("default/store.db").read_bytes().startswith(b"SQLite format 3")


PASSPHRASE = "six clouds over the fjord"
KILLED = """
import os, signal, sys
from copilot import paths
from copilot.app import profile
from copilot.locking import unlocking
from copilot.store import store
from tests.fakes.engine import ScriptedEngine

def die(*given):
    os.kill(os.getpid(), signal.SIGKILL)

road = profile.open_road(paths.places(), passphrase=sys.argv[1], engine=ScriptedEngine())
if sys.argv[2] == "file":
    store.rekey = die
else:
    unlocking._promote = die
road.privacy.change_key()
"""
LOCKING = """
import subprocess, sys
from copilot import paths
from copilot.app import profile
from copilot.locking import unlocking
from copilot.errors import PassphraseNeeded, WrongKey
from copilot.locking.keys import STORE_KEY, KeyringKeys
from copilot.records import QueueView
from tests.fakes.engine import ScriptedEngine

at, passphrase, killed = paths.places(), *sys.argv[1:]
keys = KeyringKeys(at.data.name)

def opened(passphrase=None):
    return profile.open_road(at, passphrase=passphrase, engine=ScriptedEngine())

road = opened()
road.sync()
tickets = road.counts()[QueueView.ALL]
first = keys.get(STORE_KEY)
road.privacy.change_key()
second = keys.get(STORE_KEY)
assert first != second and keys.get(unlocking.NEXT_KEY) is None
road.privacy.set_passphrase(passphrase)
assert second not in keys.get(STORE_KEY)
assert road.privacy.state().locked_by == "keyring and passphrase"
road.close()
for given, refusal in ((None, PassphraseNeeded), ("another " + passphrase, WrongKey)):
    try:
        opened(given)
    except refusal as error:
        assert type(error) is refusal
    else:
        raise AssertionError(given)
for point in ("file", "promote"):
    before = keys.get(STORE_KEY)
    done = subprocess.run([sys.executable, "-c", killed, passphrase, point])
    assert done.returncode == -9
    assert keys.get(unlocking.NEXT_KEY) is not None
    road = opened(passphrase)
    assert road.counts()[QueueView.ALL] == tickets
    assert road.audit.broken() == ()
    road.close()
    assert keys.get(unlocking.NEXT_KEY) is None
    assert (keys.get(STORE_KEY) == before) is (point == "file")
road = opened(passphrase)
road.privacy.set_passphrase(None)
road.close()
opened().close()
print("locked and opened")
"""


@pytest.mark.keyring
def test_a_passphrase_around_the_key_and_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    if what := private_keyring.missing():
        missing("a private keyring", what)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    program = [sys.executable, "-c", LOCKING, PASSPHRASE, KILLED]
    done = private_keyring.run(program, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "locked and opened\n"


def test_without_a_keyring_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    at = paths.places()
    with pytest.raises(KeyringMissing, match="SUPPORT_COPILOT_PASSPHRASE_FILE"):
        profile.open_road(at, engine=ScriptedEngine())
    assert [path for path in at.data.rglob("*") if path.is_file()] == []
