"""Requests for a second signature that wait for their answer: the newest of each draft."""

from __future__ import annotations

from copilot.records import SecondRequest
from copilot.store.encoding import from_json, to_json
from copilot.store.store import Store


class Asked:
    """A request is kept as long as its draft, or until somebody drops it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, request: SecondRequest) -> None:
        """In the place of an earlier one of the same draft; not at all without that draft."""
        sql = "INSERT OR REPLACE INTO asked SELECT id, ? FROM drafts WHERE id = ?"
        values = (to_json(request), request.approved.outgoing.draft_id)
        self._store.write(lambda db: db.execute(sql, values))

    def drop(self, draft_id: str) -> None:
        self._store.write(lambda db: db.execute("DELETE FROM asked WHERE draft = ?", (draft_id,)))

    def all(self) -> tuple[SecondRequest, ...]:
        """Oldest first."""
        sql = "SELECT record FROM asked ORDER BY record ->> '$.approved.approved'"
        rows = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(from_json(record, SecondRequest) for (record,) in rows)
