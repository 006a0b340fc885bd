"""Approvals and the outbox; the database itself refuses whatever was not approved."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from copilot.errors import Bug
from copilot.records import ApprovedDraft, OutboxItem, OutboxState, Receipt
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, to_json, to_time
from copilot.store.store import Store

T = TypeVar("T")

ITEMS = """
    SELECT approvals.record, state, not_before, tries, reason
    FROM outbox JOIN approvals ON approvals.id = outbox.approval
"""


class OutboxRows:
    """Everything that was approved, in the order it entered the outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def together(self, work: Callable[[], T]) -> T:
        """One transaction over all that `work` writes to this store, through any repository."""
        return self._store.write(lambda db: work())

    def save_approval(self, approved: ApprovedDraft) -> None:
        """Writes an approval, once and for ever. Raises Bug for an id that is there already."""
        self._store.write(lambda db: _save_approval(db, approved))

    def enqueue(self, item: OutboxItem) -> None:
        """Adds a waiting item. Raises Bug without its approval, or when it is there already."""
        self._store.write(lambda db: _enqueue(db, item))

    def update(self, item: OutboxItem) -> None:
        """Writes state, time, tries and reason.

        Raises Bug for an unknown item, and for leaving CONFIRMED or TAKEN_BACK.
        """
        self._store.write(lambda db: _update(db, item))

    def confirm(self, item: OutboxItem, receipt: Receipt) -> None:
        """Writes the state and the proof together."""
        values = (receipt.approved_id, receipt.message_id, to_time(receipt.confirmed))

        def both(db: Connection) -> None:
            _update(db, item)
            db.execute("INSERT OR IGNORE INTO receipts VALUES (?, ?, ?)", values)

        self._store.write(both)

    def receipt(self, approved_id: str) -> Receipt | None:
        sql = "SELECT approval, message, confirmed FROM receipts WHERE approval = ?"
        row = self._store.read(lambda db: db.execute(sql, (approved_id,)).fetchone())
        return Receipt(row[0], row[1], from_time(row[2])) if row else None

    def approval(self, approved_id: str) -> ApprovedDraft | None:
        sql = "SELECT record FROM approvals WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (approved_id,)).fetchone())
        return from_json(row[0], ApprovedDraft) if row else None

    def get(self, approved_id: str) -> OutboxItem | None:
        found = self._items("WHERE approval = ?", approved_id)
        return found[0] if found else None

    def all(self) -> tuple[OutboxItem, ...]:
        return self._items("")

    def due(self, now: datetime) -> tuple[OutboxItem, ...]:
        """Waiting items whose time has come."""
        return self._items("WHERE state = 'waiting' AND not_before <= ?", to_time(now))

    def in_state(self, state: OutboxState) -> tuple[OutboxItem, ...]:
        return self._items("WHERE state = ?", state.value)

    def _items(self, where: str, *values: str) -> tuple[OutboxItem, ...]:
        sql = f"{ITEMS} {where} ORDER BY entered"
        return tuple(map(_item, self._store.read(lambda db: db.execute(sql, values).fetchall())))


def _save_approval(db: Connection, approved: ApprovedDraft) -> None:
    values = (
        approved.id,
        approved.outgoing.connector,
        approved.outgoing.ticket_id,
        approved.outgoing.body,
        approved.digest,
        approved.signature,
        approved.approver,
        to_time(approved.approved),
        to_json(approved),
    )
    db.execute("INSERT INTO approvals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _enqueue(db: Connection, item: OutboxItem) -> None:
    values = (
        item.approved.id,
        item.approved.digest,
        item.state.value,
        to_time(item.not_before),
        item.tries,
        item.reason,
    )
    place = "(SELECT coalesce(max(entered), 0) + 1 FROM outbox)"
    db.execute(f"INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, {place})", values)


def _update(db: Connection, item: OutboxItem) -> None:
    sql = """
        UPDATE outbox SET state = ?, not_before = ?, tries = ?, reason = ?
        WHERE approval = ? AND digest = ?
    """
    values = (item.state.value, to_time(item.not_before), item.tries, item.reason)
    if db.execute(sql, (*values, item.approved.id, item.approved.digest)).rowcount != 1:
        raise Bug(f"{item.approved.id} is not in the outbox")


def _item(row: Sequence[Any]) -> OutboxItem:
    return OutboxItem(
        from_json(row[0], ApprovedDraft), OutboxState(row[1]), from_time(row[2]), row[3], row[4]
    )
