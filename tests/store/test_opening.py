"""Wrong keys, damaged, newer and missing files, a second owner: clear words, no byte changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import DamagedStore, NewerStore, StoreError, WrongKey
from copilot.store import migrations, opening
from copilot.store.connection import cipher_key, connect
from copilot.store.profile import Profile
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import ticket


@pytest.fixture
def closed(path: Path, key: bytes) -> Path:
    """A store with content that nobody has open."""
    store = Store.open(path, key, create=True)
    Tickets(store).save(ticket(str(number), hours=number) for number in range(40))
    Profile(store).set("a", "b")
    store.close()
    return path


@pytest.fixture
def crashed(closed: Path, key: bytes, tmp_path: Path) -> Path:
    """A store whose process ended in the middle, with the write-ahead log still beside it."""
    store = Store.open(closed, key)
    Profile(store).set("a", "written just before the crash")
    folder = tmp_path / "crashed"
    folder.mkdir()
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        shutil.copy(closed.with_name(name), folder / name)
    store.close()
    return folder / "store.db"


def state(path: Path) -> dict[str, str]:
    """The sha256 of the store and of every file beside it but the lock."""
    files = [file for file in path.parent.iterdir() if file.is_file() and file.suffix != ".lock"]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def refused(path: Path, secret: bytes | str, error: type[StoreError], words: str) -> None:
    before = state(path)
    with pytest.raises(error, match=words) as caught:
        Store.open(path, secret)
    assert type(caught.value) is error
    assert state(path) == before


def test_no_store(path: Path, key: bytes):
    refused(path, key, StoreError, "There is no store")
    assert not path.exists()


def test_another_key(closed: Path):
    refused(closed, os.urandom(32), WrongKey, "does not open")


def test_another_passphrase(path: Path):
    Store.open(path, "correct horse battery staple", create=True).close()
    refused(path, "correct horse battery stable", WrongKey, "check it")


def test_another_key_leaves_the_log_of_a_crash_alone(crashed: Path, key: bytes):
    refused(crashed, os.urandom(32), WrongKey, "does not open")
    store = Store.open(crashed, key)
    assert Profile(store).get("a") == "written just before the crash"
    store.close()


DAMAGE = {
    "cut to nothing": lambda data: b"",
    "cut in the first page": lambda data: data[:1000],
    "cut in a later page": lambda data: data[:9000],
    "cut between pages": lambda data: data[: 4096 * 5],
    "a bit in the first page": lambda data: data[:600] + bytes([data[600] ^ 1]) + data[601:],
    "a bit in a later page": lambda data: data[:30000] + bytes([data[30000] ^ 1]) + data[30001:],
    "a plain database": lambda data: b"SQLite format 3\x00" + data[16:],
    "a text": lambda data: b"Dear diary\n" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage(closed: Path, key: bytes, damage):
    closed.write_bytes(damage(closed.read_bytes()))
    refused(closed, key, DamagedStore, "is damaged, or is no store")


def test_damage_that_happens_while_it_is_open(store: Store, path: Path):
    Tickets(store).save(ticket(str(number), texts=("x" * 3000,)) for number in range(30))
    store.write(lambda db: None)
    store.read(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    with pytest.raises(DamagedStore):
        Tickets(store).get(ticket("29").key)


def test_a_newer_file(closed: Path, key: bytes):
    connection = connect(closed, cipher_key(key))
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('store', 'm999_from_the_future', '')"
    )
    connection.close()
    refused(closed, key, NewerStore, "newer version")


def test_an_existing_file_is_never_made_anew(path: Path, key: bytes):
    path.write_bytes(b"")
    with pytest.raises(DamagedStore):
        Store.open(path, key, create=True)
    assert path.read_bytes() == b""


def test_a_passphrase_opens_it_as_sqlcipher_itself_would(path: Path):
    passphrase = 'it\'s a "long" passphrase, Übermut'
    store = Store.open(path, passphrase, create=True)
    Profile(store).set("a", "b")
    store.close()
    plain = sqlcipher.connect(path)
    plain.execute(f"PRAGMA key = '{passphrase.replace(chr(39), chr(39) * 2)}'")
    assert plain.execute("SELECT value FROM profile").fetchall() == [("b",)]
    plain.close()


def test_a_key_of_another_length_is_refused_before_there_is_a_file(path: Path):
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(path, b"short", create=True)
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are access lists there")
def test_only_the_owner_can_read_the_files(store: Store, path: Path):
    Profile(store).set("a", "b")
    for name in ("store.db", "store.db-wal", "store.db-shm", "store.db.lock"):
        assert stat.S_IMODE(path.with_name(name).stat().st_mode) == 0o600, name


# --- one owner ---

HOLD = """
import sys
from pathlib import Path
from copilot.store.store import Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_and_a_dead_one_holds_nothing(closed: Path, key: bytes):
    command = [sys.executable, "-c", HOLD, str(closed), key.hex()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="already open, in a window or a command"):
            Store.open(closed, key)
        other.kill()
        other.wait(30)
        store = Store.open(closed, key)
        assert Profile(store).get("a") == "b"
        store.close()


def test_a_second_store_in_the_same_process_is_refused_too(store: Store, path: Path, key: bytes):
    with pytest.raises(StoreError, match="already open"):
        Store.open(path, key)
    store.close()
    Store.open(path, key).close()


def test_a_failed_opening_gives_the_lock_back(closed: Path, key: bytes):
    with pytest.raises(WrongKey):
        Store.open(closed, os.urandom(32))
    Store.open(closed, key).close()


# --- migrations ---


def m900_next(db):
    db.execute("ALTER TABLE profile ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def m901_fails(db):
    db.execute("CREATE TABLE half (a)")
    raise RuntimeError("half way")


@pytest.fixture
def more_steps(monkeypatch: pytest.MonkeyPatch):
    def add(*steps):
        names = (*migrations.NAMES, *(step.__name__ for step in steps))
        monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))
        monkeypatch.setattr(opening, "NAMES", names)

    return add


def test_migrating_keeps_an_encrypted_copy_until_the_next_opening(
    closed: Path, key: bytes, more_steps
):
    before = closed.read_bytes()
    more_steps(m900_next)
    store = Store.open(closed, key)
    assert store.read(
        lambda db: db.execute("SELECT name, value, note FROM profile").fetchall()
    ) == [("a", "b", "")]
    store.close()
    copy = closed.with_name("store.db.before-m900_next")
    assert copy.read_bytes() == before
    Store.open(closed, key).close()
    assert not copy.exists()


def test_a_step_that_fails_changes_nothing_and_keeps_the_ones_before(
    closed: Path, key: bytes, more_steps
):
    more_steps(m900_next, m901_fails)
    with pytest.raises(RuntimeError, match="half way"):
        Store.open(closed, key)
    connection = connect(closed, cipher_key(key))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert migrations.applied(connection)[-1] == "m900_next"
    connection.close()
    assert "half" not in tables
    assert closed.with_name("store.db.before-m900_next").exists()


def test_steps_are_only_appended():
    assert migrations.NAMES == (
        "m001_tickets",
        "m002_prepared",
        "m003_drafts_and_outbox",
        "m004_audit_and_logs",
        "m005_knowledge",
        "m006_passage_index",
        "m007_approvals",
        "m008_corrections",
        "m009_letting_go",
        "m010_audit_contents",
        "m011_second_signatures",
        "m012_seen_fields",
        "m013_files",
        "m014_asked",
    )


def test_a_half_made_store_is_started_again(path: Path, key: bytes):
    path.with_name("store.db.new").write_bytes(b"half")
    Store.open(path, key, create=True).close()
    assert {file.name for file in path.parent.iterdir()} == {"store.db", "store.db.lock"}


LIGHT = """
import sys
from pathlib import Path
from copilot.store.store import Store
Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])).close()
sys.exit(sorted({"sqlite_utils", "keyring", "numpy"} & set(sys.modules)) or 0)
"""


def test_opening_what_needs_no_migration_imports_nothing_heavy(closed: Path, key: bytes):
    command = [sys.executable, "-c", LIGHT, str(closed), key.hex()]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
