"""What was prepared for a ticket, given back only while the ticket is still the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copilot.records import (
    PersonalSpan,
    RedactedTicket,
    RestoreMap,
    Summary,
    TicketKey,
    TicketVersion,
)
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, to_json
from copilot.store.store import Store

Spans = dict[str, tuple[PersonalSpan, ...]]  # by message id


@dataclass(frozen=True, slots=True)
class PreparedRedaction:
    """A redacted ticket, and where in the messages of the original the personal data is."""

    ticket: RedactedTicket
    spans: Spans


class Prepared:
    """Restore maps, redacted tickets and summaries; nothing is kept for a ticket that is gone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def restore_map(self, key: TicketKey) -> RestoreMap:
        """Empty when there is none yet."""
        sql = "SELECT record FROM restore_maps WHERE connector = ? AND id = ?"
        row = self._store.read(lambda db: db.execute(sql, (key.connector, key.id)).fetchone())
        return from_json(row[0], RestoreMap) if row else RestoreMap()

    def save_restore_map(self, key: TicketKey, restore: RestoreMap) -> None:
        sql = """
            INSERT OR REPLACE INTO restore_maps (connector, id, record)
            SELECT connector, id, ? FROM tickets WHERE connector = ? AND id = ?
        """
        values = (to_json(restore), key.connector, key.id)
        self._store.write(lambda db: db.execute(sql, values))

    def redacted(self, key: TicketKey) -> PreparedRedaction | None:
        """None when there is none, or the ticket has another version by now."""
        sql = """
            SELECT r.record, r.spans FROM redacted r JOIN tickets t USING (connector, id, version)
            WHERE connector = ? AND id = ?
        """
        row = self._store.read(lambda db: db.execute(sql, (key.connector, key.id)).fetchone())
        if row is None:
            return None
        return PreparedRedaction(from_json(row[0], RedactedTicket), from_json(row[1], Spans))

    def save_redacted(
        self, ticket: RedactedTicket, spans: Spans, *, version: TicketVersion
    ) -> None:
        """`version`: of the ticket this was made from."""
        sql = """
            INSERT OR REPLACE INTO redacted (connector, id, version, language, record, spans)
            SELECT connector, id, ?, ?, ?, ? FROM tickets WHERE connector = ? AND id = ?
        """
        made = (to_json(version), ticket.language, to_json(ticket), to_json(spans))
        values = (*made, ticket.key.connector, ticket.key.id)
        self._store.write(lambda db: db.execute(sql, values))

    def summary(self, key: TicketKey) -> Summary | None:
        """None when there is none, or the ticket has another version by now."""
        sql = """
            SELECT s.record FROM summaries s JOIN tickets t USING (connector, id, version)
            WHERE connector = ? AND id = ?
        """
        row = self._store.read(lambda db: db.execute(sql, (key.connector, key.id)).fetchone())
        return from_json(row[0], Summary) if row else None

    def save_summary(self, key: TicketKey, summary: Summary, *, version: TicketVersion) -> None:
        """`version`: of the ticket this was made from. Urgency and mood show in the queue."""
        sql = """
            INSERT OR REPLACE INTO summaries (connector, id, version, urgency, mood, record)
            SELECT connector, id, ?, ?, ?, ? FROM tickets WHERE connector = ? AND id = ?
        """
        made = (to_json(version), summary.urgency, summary.mood, to_json(summary))
        self._store.write(lambda db: db.execute(sql, (*made, key.connector, key.id)))

    def drop(self, keys: Iterable[TicketKey]) -> None:
        """Forgets redacted tickets and summaries, to be made anew; the restore maps stay."""
        batch = [(key.connector, key.id) for key in keys]

        def work(db: Connection) -> None:
            db.executemany("DELETE FROM redacted WHERE connector = ? AND id = ?", batch)
            db.executemany("DELETE FROM summaries WHERE connector = ? AND id = ?", batch)

        self._store.write(work)
