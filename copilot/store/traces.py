"""Traces: which prompt ran with which model file and passages, and what it cost; no text."""

from __future__ import annotations

from copilot.records import TicketKey, Trace
from copilot.store.encoding import from_json, to_json
from copilot.store.store import Store


class Traces:
    """Every run of a prompt, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, trace: Trace) -> None:
        sql = "INSERT INTO traces (id, connector, ticket, record) VALUES (?, ?, ?, ?)"
        values = (trace.id, trace.ticket.connector, trace.ticket.id, to_json(trace))
        self._store.write(lambda db: db.execute(sql, values))

    def all(self, ticket: TicketKey | None = None) -> tuple[Trace, ...]:
        """Those of one ticket, or of every one."""
        values = (ticket.connector, ticket.id) if ticket else (None, None)
        sql = """
            SELECT record FROM traces
            WHERE ?1 IS NULL OR (connector = ?1 AND ticket = ?2) ORDER BY number
        """
        found = self._store.read(lambda db: db.execute(sql, values).fetchall())
        return tuple(from_json(record, Trace) for (record,) in found)
