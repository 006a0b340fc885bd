"""Looks of the version before: who had seen a ticket as it is keeps having seen it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.records import TicketKey
from copilot.store import migrations, opening
from copilot.store.connection import cipher_key, connect
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.assistance.people import desk_ticket

BEFORE = tuple(step for step in migrations.STEPS if step.__name__ < "m012")
SEEN = desk_ticket(
    ("c", 2, "Grüße"), number="1", queue="Käufe", tags=["a b"], fields=[("OrderNo", "A-1 “x”")]
)
CHANGED = replace(SEEN, key=TicketKey("demo", "2"), subject="Old")


@pytest.fixture
def old(path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", BEFORE)
        patched.setattr(opening, "NAMES", tuple(step.__name__ for step in BEFORE))
        store = Store.open(path, key, create=True)
        tickets = Tickets(store)
        for one in (SEEN, CHANGED):
            tickets.save([one])
            tickets.mark_looked(one, datetime(2026, 11, 2, tzinfo=UTC))
        tickets.save([replace(CHANGED, subject="New")])
        store.close()
    db = connect(path, cipher_key(key))
    # As that version wrote it: without the last three.
    for sql in (
        "UPDATE tickets SET seen = json_remove(seen, '$.queue', '$.tags', '$.fields')",
        "UPDATE looks SET seen = json_remove(seen, '$.queue', '$.tags', '$.fields')",
    ):
        db.execute(sql)
    db.close()
    return path


def test_nothing_seems_changed_that_was_not(old: Path, key: bytes) -> None:
    store = Store.open(old, key)
    tickets = Tickets(store)
    assert tickets.since(SEEN.key).changed_fields == ()
    assert tickets.since(CHANGED.key).changed_fields == (("subject", "Old", "New"),)
    sql = "SELECT l.seen = t.seen FROM looks l JOIN tickets t USING (connector, id) ORDER BY id"
    rows = store.read(lambda db: db.execute(sql).fetchall())
    assert [same for (same,) in rows] == [1, 0]
    tickets.save([replace(SEEN, queue="Payments", tags=("b",), fields=(("OrderNo", "A-2"),))])
    assert tickets.since(SEEN.key).changed_fields == (
        ("queue", "Käufe", "Payments"),
        ("tags", "a b", "b"),
        ("OrderNo", "A-1 “x”", "A-2"),
    )
    store.close()
