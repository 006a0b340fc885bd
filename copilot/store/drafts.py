"""Drafts: the one being worked on for each ticket and kind, and every text it had."""

from __future__ import annotations

from datetime import datetime

from copilot.errors import TicketGone
from copilot.records import Draft, ReplyKind, TicketKey
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, now, to_json, to_time
from copilot.store.files import hand_on
from copilot.store.store import Store


class Drafts:
    """A draft is saved under its id; the newest of a ticket and kind is the one that counts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, draft: Draft) -> None:
        """Adds or replaces; a changed text is added to the history. Raises TicketGone.

        A new draft takes over the files of the one that waited on the ticket before it.
        """
        self._store.write(lambda db: _save(db, draft))

    def get(self, draft_id: str) -> Draft | None:
        sql = "SELECT record FROM drafts WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (draft_id,)).fetchone())
        return from_json(row[0], Draft) if row else None

    def latest(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        """The draft that was begun last and is not retired."""
        sql = """
            SELECT record FROM drafts
            WHERE connector = ? AND ticket = ? AND kind = ? AND NOT retired
            ORDER BY number DESC LIMIT 1
        """
        values = (key.connector, key.id, kind.value)
        row = self._store.read(lambda db: db.execute(sql, values).fetchone())
        return from_json(row[0], Draft) if row else None

    def history(self, draft_id: str) -> tuple[tuple[datetime, str], ...]:
        """Every text the draft had and when it was saved, oldest first."""
        sql = "SELECT saved, text FROM draft_texts WHERE draft = ? ORDER BY number"
        found = self._store.read(lambda db: db.execute(sql, (draft_id,)).fetchall())
        return tuple((from_time(saved), text) for saved, text in found)

    def retire(self, key: TicketKey, kind: ReplyKind) -> None:
        """Takes the drafts of this kind off the ticket, as after sending; their history stays."""
        sql = "UPDATE drafts SET retired = 1 WHERE connector = ? AND ticket = ? AND kind = ?"
        values = (key.connector, key.id, kind.value)
        self._store.write(lambda db: db.execute(sql, values))

    def bring_back(self, draft_id: str) -> None:
        """The draft waits on its ticket again, as after taking back what was approved."""
        sql = "UPDATE drafts SET retired = 0 WHERE id = ?"
        self._store.write(lambda db: db.execute(sql, (draft_id,)))


def _save(db: Connection, draft: Draft) -> None:
    key = draft.ticket
    ticket = "SELECT 1 FROM tickets WHERE connector = ? AND id = ?"
    if db.execute(ticket, (key.connector, key.id)).fetchone() is None:
        raise TicketGone(
            "This ticket was deleted, merged away, or may no longer be seen. The last text was not "
            "saved; copy it if you need it elsewhere."
        )
    is_new = db.execute("SELECT 1 FROM drafts WHERE id = ?", (draft.id,)).fetchone() is None
    db.execute(
        """
        INSERT INTO drafts (id, connector, ticket, kind, version, record) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, record = excluded.record
        """,
        (
            draft.id,
            key.connector,
            key.id,
            draft.kind.value,
            to_json(draft.seen_version),
            to_json(draft),
        ),
    )
    if is_new:
        hand_on(db, draft.id)
    last = "SELECT number, text FROM draft_texts WHERE draft = ? ORDER BY number DESC LIMIT 1"
    number, text = db.execute(last, (draft.id,)).fetchone() or (0, None)
    if text != draft.text:
        values = (draft.id, number + 1, to_time(now()), draft.text)
        db.execute("INSERT INTO draft_texts VALUES (?, ?, ?, ?)", values)
