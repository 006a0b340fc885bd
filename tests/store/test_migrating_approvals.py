"""A store of the version before: what was approved and sent under it is kept, and still guarded."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.records import OutboxState
from copilot.store import migrations, opening
from copilot.store.connection import Connection, cipher_key, connect
from copilot.store.encoding import to_json
from copilot.store.outbox import OutboxRows
from copilot.store.store import Store
from tests.store.records_for_tests import START, approved

BEFORE = tuple(step for step in migrations.STEPS if step.__name__ < "m006")
STATES = ("waiting", "confirmed", "unknown", "taken back")


def as_it_was(name: str) -> str:
    """The record of an approval as that version wrote it."""
    text = to_json(approved(name, body=f"Text of {name}."))
    for later in (',"expires":"2026-03-09T09:30:00Z"', ',"policy":"none"', ',"bcc":[]'):
        assert later in text
        text = text.replace(later, "")
    return text


def fill(db: Connection) -> None:
    for place, state in enumerate(STATES, start=1):
        name, digest = f"ap{place}", approved(body=f"Text of ap{place}.").digest
        db.execute(
            "INSERT INTO approvals VALUES (?, 'rt', '17', ?, ?, ?, 'Mira Lindqvist', ?, ?)",
            (
                name,
                f"Text of {name}.",
                digest,
                "5e" * 64,
                START.isoformat(timespec="microseconds"),
                as_it_was(name),
            ),
        )
        values = (name, digest, START.isoformat(timespec="microseconds"), place)
        db.execute("INSERT INTO outbox VALUES (?, ?, 'waiting', ?, 0, '', ?)", values)
        db.execute("UPDATE outbox SET state = ? WHERE approval = ?", (state, name))
    db.execute("INSERT INTO receipts VALUES ('ap2', 'm99', '2026-03-02T09:31:00.000000+00:00')")


@pytest.fixture
def old(path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", BEFORE)
        patched.setattr(opening, "NAMES", tuple(step.__name__ for step in BEFORE))
        Store.open(path, key, create=True).close()
    db = connect(path, cipher_key(key))
    fill(db)
    db.close()
    return path


def test_everything_is_kept(old: Path, key: bytes):
    store = Store.open(old, key)
    rows = OutboxRows(store)
    assert [item.state for item in rows.all()] == [OutboxState(state) for state in STATES]
    assert [item.approved.id for item in rows.all()] == ["ap1", "ap2", "ap3", "ap4"]
    assert {item.approved.expires for item in rows.all()} == {None}
    assert rows.receipt("ap2").message_id == "m99"
    assert rows.faults() == ()
    store.close()


def test_it_is_guarded_as_a_new_one(old: Path, key: bytes, tmp_path: Path):
    Store.open(old, key).close()
    new = tmp_path / "new.db"
    Store.open(new, key, create=True).close()
    found = []
    for path in (old, new):
        db = connect(path, cipher_key(key))
        sql = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'table') ORDER BY name"
        found.append(db.execute(sql).fetchall())
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.close()
    assert found[0] == found[1]
    db = connect(old, cipher_key(key))
    with pytest.raises(sqlcipher.IntegrityError, match="not deleted"):
        db.execute("DELETE FROM outbox")
    db.close()
