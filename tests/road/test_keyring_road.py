"""A profile whose store key is in a real Secret Service: made, opened again, and lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from copilot import app, paths
from copilot.errors import KeyringMissing
from tests.conftest import missing
from tests.fakes.engine import ScriptedEngine
from tests.peers import keyring as private_keyring

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from hashlib import sha256
from copilot import app, paths
from copilot.errors import KeyringMissing
from copilot.keys import STORE_KEY, KeyringKeys
from copilot.records import QueueView
from tests.fakes.engine import ScriptedEngine

at = paths.places()
road = app.open_road(at, engine=ScriptedEngine())
road.sync()
tickets = road.counts()[QueueView.ALL]
assert tickets > 20
road.close()
road = app.open_road(at, engine=ScriptedEngine())
assert road.counts()[QueueView.ALL] == tickets
road.close()

KeyringKeys(at.data.name).delete(STORE_KEY)
before = sha256(at.store.read_bytes()).hexdigest()
try:
    app.open_road(at, engine=ScriptedEngine())
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


def test_without_a_keyring_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    at = paths.places()
    with pytest.raises(KeyringMissing, match="SUPPORT_COPILOT_PASSPHRASE_FILE"):
        app.open_road(at, engine=ScriptedEngine())
    assert [path for path in at.data.rglob("*") if path.is_file()] == []
