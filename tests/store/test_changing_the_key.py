"""The store under another key: everything is there, and nothing opens it with the one before."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from copilot.errors import StoreError, WrongKey
from copilot.records import Scope
from copilot.store import rekeying
from copilot.store import store as stores
from copilot.store.passages import Passages
from copilot.store.profile import Profile
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import document, indexed, passage, ticket
from tests.store.test_secrecy import VECTOR, decrypted


def fill(store: Store) -> None:
    Tickets(store).save([ticket(str(number), texts=("AquaPure " * 3000,)) for number in range(40)])
    Passages(store).replace([indexed(document(), passage("Kettle"), vectors=[VECTOR])])


def holds(store: Store) -> bool:
    found = Passages(store).by_vector(VECTOR, limit=1, scopes=frozenset(Scope), teams=set())
    return len(Tickets(store).holding("aquapure")) == 40 and found[0][0].text == "Kettle"


def test_all_is_there_under_the_new_key_alone(store: Store, path: Path, key: bytes):
    fill(store)
    new = os.urandom(32)
    copy = path.with_name("store.db.before-m009")
    copy.write_bytes(b"under the key of before")
    store.change_key(new)
    assert holds(store)
    assert not copy.exists()
    Profile(store).set("after", "written")
    store.close()
    with pytest.raises(WrongKey):
        Store.open(path, key)
    again = Store.open(path, new)
    assert holds(again)
    assert Profile(again).get("after") == "written"
    again.close()
    assert b"Dana Whitfield" in decrypted(path, new)
    assert sorted(file.name for file in path.parent.iterdir()) == ["store.db", "store.db.lock"]


def test_a_passphrase_changes_as_well(path: Path):
    store = Store.open(path, "a quiet lamp in March", create=True)
    fill(store)
    store.change_key("another lamp in April")
    assert holds(store)
    store.close()
    with pytest.raises(WrongKey):
        Store.open(path, "a quiet lamp in March")
    Store.open(path, "another lamp in April").close()


def test_who_reads_and_writes_meanwhile_waits(store: Store):
    fill(store)
    done, wrong = threading.Event(), []

    def work(number: int) -> None:
        turns = 0
        while not done.is_set() or turns == 0:
            turns += 1
            Profile(store).set(f"turn{number}", str(turns))
            if Profile(store).get(f"turn{number}") != str(turns) or not holds(store):
                wrong.append(turns)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        store.change_key(os.urandom(32))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert holds(store)


def test_a_change_that_fails_leaves_the_key_of_before(
    store: Store, path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
):
    fill(store)

    def full(path: Path, old: str, new: str) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(stores, "rekey", full)
    with pytest.raises(StoreError, match="full"):
        store.change_key(os.urandom(32))
    assert holds(store)
    store.close()
    Store.open(path, key).close()


def test_a_full_disk_is_said_and_leaves_the_key_of_before(
    store: Store, path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
):
    fill(store)

    def full(source: Path, copy: Path) -> None:
        copy.write_bytes(b"a part")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(rekeying, "copy_whole", full)
    with pytest.raises(StoreError, match="No space left on device"):
        store.change_key(os.urandom(32))
    assert holds(store)
    store.close()
    Store.open(path, key).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["store.db", "store.db.lock"]


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from copilot.store import rekeying
from copilot.store.store import Store

path, old, new, point = Path(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:4]), sys.argv[4]

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

store = Store.open(path, old)
if point == "after":
    store.change_key(new)
    die()
if point == "replaced":
    rekeying._flush_folder = die
elif point == "pages":
    copy = path.with_name("store.db.rekeyed")
    def watch():
        while not copy.exists():
            pass
        copied = copy.stat().st_mtime_ns
        while copy.stat().st_mtime_ns == copied:
            pass
        die()
    threading.Thread(target=watch, daemon=True).start()
else:
    steps = {"copied": "connect", "encrypted": "check_key", "checked": "_flush"}
    setattr(rekeying, steps[point], die)
store.change_key(new)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("point", ["copied", "pages", "encrypted", "checked", "replaced", "after"])
def test_a_program_killed_meanwhile_loses_nothing(path: Path, point: str):
    old, new = os.urandom(32), os.urandom(32)
    store = Store.open(path, old, create=True)
    fill(store)
    store.close()
    program = [sys.executable, "-c", KILLED, str(path), old.hex(), new.hex(), point]
    assert subprocess.run(program, check=False).returncode == -9
    try:
        again, other = Store.open(path, old), new
    except WrongKey:
        again, other = Store.open(path, new), old
    if point != "pages":  # killed by its second thread, which may come late
        assert other == (old if point in ("replaced", "after") else new)
    assert holds(again)
    again.close()
    with pytest.raises(WrongKey):
        Store.open(path, other)
    assert sorted(file.name for file in path.parent.iterdir()) == ["store.db", "store.db.lock"]
