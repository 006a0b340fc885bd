"""The ledger: every conversation of this program with a host."""

from __future__ import annotations

from datetime import datetime

from copilot.records import LedgerRow
from copilot.store.encoding import from_json, to_json, to_time
from copilot.store.store import Store


class Ledger:
    """Rows in the order they were added."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, row: LedgerRow) -> None:
        sql = "INSERT INTO ledger (created, record) VALUES (?, ?)"
        self._store.write(lambda db: db.execute(sql, (to_time(row.created), to_json(row))))

    def all(self, since: datetime | None = None) -> tuple[LedgerRow, ...]:
        """From `since` on, or all."""
        start = to_time(since) if since else ""
        sql = "SELECT record FROM ledger WHERE created >= ? ORDER BY number"
        found = self._store.read(lambda db: db.execute(sql, (start,)).fetchall())
        return tuple(from_json(record, LedgerRow) for (record,) in found)
