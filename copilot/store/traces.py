"""Traces: which steps made a draft, what each cost, what became of the draft; no text."""

from __future__ import annotations

from datetime import datetime

from copilot.records import TicketKey, Trace
from copilot.store.encoding import from_json, to_json
from copilot.store.store import Store


class Traces:
    """Every step, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, trace: Trace) -> None:
        sql = "INSERT INTO traces (id, connector, ticket, record) VALUES (?, ?, ?, ?)"
        values = (trace.id, trace.ticket.connector, trace.ticket.id, to_json(trace))
        self._store.write(lambda db: db.execute(sql, values))

    def get(self, id: str) -> Trace | None:
        sql = "SELECT record FROM traces WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (id,)).fetchone())
        return from_json(row[0], Trace) if row else None

    def change(self, trace: Trace) -> None:
        """Takes the place of the trace with its id; one that is gone stays gone."""
        sql = "UPDATE traces SET record = ? WHERE id = ?"
        self._store.write(lambda db: db.execute(sql, (to_json(trace), trace.id)))

    def all(self, ticket: TicketKey | None = None) -> tuple[Trace, ...]:
        """Those of one ticket, or of every one."""
        values = (ticket.connector, ticket.id) if ticket else (None, None)
        sql = """
            SELECT record FROM traces
            WHERE ?1 IS NULL OR (connector = ?1 AND ticket = ?2) ORDER BY number
        """
        found = self._store.read(lambda db: db.execute(sql, values).fetchall())
        return tuple(from_json(record, Trace) for (record,) in found)


def untold(id: str, ticket: TicketKey, step: str, moment: datetime) -> Trace:
    """A trace of which no more is known."""
    return Trace(
        id=id,
        ticket=ticket,
        step=step,
        prompt_name="",
        prompt_version="",
        prompt_sha256="",
        model_sha256="",
        passages=(),
        prompt_tokens=0,
        kept_tokens=0,
        answer_tokens=0,
        first_token_seconds=0.0,
        seconds=0.0,
        created=moment,
    )
