"""The rows of the audit chain: appended one after another, never changed."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Callable

from copilot.records import AuditRow
from copilot.store.connection import Connection
from copilot.store.encoding import from_time, to_time
from copilot.store.store import Store

COLUMNS = "number, created, actor, event, subject, payload, previous, sha256"


class AuditRows:
    """The chain, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        """Hands `make` the last row and writes what it makes of it; no other row comes between."""
        return self._store.write(lambda db: _append(db, make))

    def all(self) -> tuple[AuditRow, ...]:
        sql = f"SELECT {COLUMNS} FROM audit ORDER BY number"
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(AuditRow(row[0], from_time(row[1]), *row[2:]) for row in found)

    def head(self) -> tuple[int, str]:
        """Number and sha256 of the row that was appended last; (0, 64 zeros) before the first."""
        sql = "SELECT number, sha256 FROM audit_head"
        number, sha256 = self._store.read(lambda db: db.execute(sql).fetchone())
        return int(number), str(sha256)


def _append(db: Connection, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
    last = db.execute(f"SELECT {COLUMNS} FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    row = make(AuditRow(last[0], from_time(last[1]), *last[2:]) if last else None)
    db.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.number,
            to_time(row.created),
            row.actor,
            row.event,
            row.subject,
            row.payload,
            row.previous,
            row.sha256,
        ),
    )
    return row
