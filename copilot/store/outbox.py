"""Approvals and the outbox; the database itself refuses whatever was not approved."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from copilot.errors import Bug, DamagedStore
from copilot.records import (
    ApprovedDraft,
    OutboxItem,
    OutboxState,
    Receipt,
    SecondSignature,
    TicketKey,
)
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, to_json, to_time
from copilot.store.store import Store

T = TypeVar("T")

ITEMS = """
    SELECT approvals.record, state, not_before, tries, reason, erased,
        second.digest, email, key, signed, second.signature
    FROM outbox JOIN approvals ON approvals.id = outbox.approval
    LEFT JOIN second_signatures AS second ON second.approval = outbox.approval
"""

COLUMNS = "id, connector, ticket, body, digest, signature, approver, approved, record"


class OutboxRows:
    """Everything that was approved, in the order it entered the outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def together(self, work: Callable[[], T]) -> T:
        """One transaction over all that `work` writes to this store, through any repository."""
        return self._store.write(lambda db: work())

    def save_approval(self, approved: ApprovedDraft) -> None:
        """Writes an approval with its files, once and for ever.

        Raises Bug for an id that is there already, and for a file that is not kept here.
        """
        self._store.write(lambda db: _save_approval(db, approved))

    def save_second(self, second: SecondSignature) -> None:
        """Writes a second signature, once and for ever, before its item is enqueued.

        Raises Bug where the approval does not want one.
        """
        values = (
            second.approved_id,
            second.digest,
            second.email,
            second.key,
            to_time(second.signed),
            second.signature,
        )
        sql = "INSERT INTO second_signatures VALUES (?, ?, ?, ?, ?, ?)"
        self._store.write(lambda db: db.execute(sql, values))

    def enqueue(self, item: OutboxItem) -> None:
        """Adds a waiting item.

        Raises Bug without its approval, or the second signature that this wants, and when it is
        there already.
        """
        self._store.write(lambda db: _enqueue(db, item))

    def update(self, item: OutboxItem) -> None:
        """Writes state, time, tries and reason.

        Raises Bug for an unknown item, and for leaving CONFIRMED or TAKEN_BACK.
        """
        self._store.write(lambda db: _update(db, item))

    def confirm(self, item: OutboxItem, receipt: Receipt) -> None:
        """Writes the state and the proof together; the proof once and for ever."""
        values = (receipt.approved_id, receipt.message_id, to_time(receipt.confirmed))

        def both(db: Connection) -> None:
            db.execute("INSERT INTO receipts VALUES (?, ?, ?)", values)
            _update(db, item)

        self._store.write(both)

    def erase(self, item: OutboxItem) -> None:
        """Writes what is left of an approval that is done, and of its item; `erased` says when.

        Raises Bug for one that is not done or was erased before.
        """
        self._store.write(lambda db: _erase(db, item))

    def receipt(self, approved_id: str) -> Receipt | None:
        sql = "SELECT approval, message, confirmed FROM receipts WHERE approval = ?"
        row = self._store.read(lambda db: db.execute(sql, (approved_id,)).fetchone())
        return _receipt(row) if row else None

    def approval(self, approved_id: str) -> ApprovedDraft | None:
        sql = "SELECT record FROM approvals WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (approved_id,)).fetchone())
        return _approved(row[0]) if row else None

    def files(self, approved_id: str) -> tuple[bytes, ...]:
        """The bytes of what is attached, in the order in which the approval names it."""
        sql = """
            SELECT bytes FROM approved_files JOIN kept_files USING (sha256)
            WHERE approval = ? ORDER BY number
        """
        rows = self._store.read(lambda db: db.execute(sql, (approved_id,)).fetchall())
        return tuple(bytes(data) for (data,) in rows)

    def get(self, approved_id: str) -> OutboxItem | None:
        found = self._items("WHERE outbox.approval = ?", approved_id)
        return found[0] if found else None

    def all(self) -> tuple[OutboxItem, ...]:
        return self._items("")

    def in_state(self, state: OutboxState) -> tuple[OutboxItem, ...]:
        return self._items("WHERE state = ?", state.value)

    def of_draft(self, draft_id: str) -> tuple[OutboxItem, ...]:
        """Everything approved of one draft."""
        return self._items("WHERE record ->> '$.outgoing.draft_id' = ?", draft_id)

    def of_ticket(self, key: TicketKey) -> tuple[OutboxItem, ...]:
        """Everything approved for one ticket."""
        return self._items("WHERE connector = ? AND ticket = ?", key.connector, key.id)

    def faults(self) -> tuple[tuple[str, str], ...]:
        """(id, what is wrong) for each row that this program did not write so."""
        return self._store.read(lambda db: tuple(_faults(db)))

    def _items(self, where: str, *values: str) -> tuple[OutboxItem, ...]:
        sql = f"{ITEMS} {where} ORDER BY entered"
        return tuple(map(_item, self._store.read(lambda db: db.execute(sql, values).fetchall())))


def _save_approval(db: Connection, approved: ApprovedDraft) -> None:
    sql = f"INSERT INTO approvals ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    db.execute(sql, _columns(approved))
    files = enumerate(approved.outgoing.attachments)
    rows = [(approved.id, number, file.sha256) for number, file in files]
    db.executemany("INSERT INTO approved_files VALUES (?, ?, ?)", rows)


def _columns(approved: ApprovedDraft) -> tuple[str, ...]:
    return (
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


def _erase(db: Connection, item: OutboxItem) -> None:
    if item.erased is None:
        raise Bug(f"{item.approved.id} is not said to be erased")
    sql = "UPDATE approvals SET ticket = ?, body = ?, record = ?, erased = ? WHERE id = ?"
    out = item.approved.outgoing
    when = to_time(item.erased)
    db.execute(sql, (out.ticket_id, out.body, to_json(item.approved), when, item.approved.id))
    db.execute("DELETE FROM approved_files WHERE approval = ?", (item.approved.id,))
    _update(db, item)


def _item(row: Sequence[Any]) -> OutboxItem:
    approved = _approved(row[0])
    try:
        when = None if row[5] is None else from_time(row[5])
        second = _second(approved.id, row[6:])
        not_before = from_time(row[2])
        return OutboxItem(approved, OutboxState(row[1]), not_before, row[3], row[4], when, second)
    except (TypeError, ValueError) as error:
        raise _changed() from error


def _second(approved_id: str, row: Sequence[Any]) -> SecondSignature | None:
    digest, email, key, signed, signature = row
    if signature is None:
        return None
    moment = from_time(signed)
    if to_time(moment) != signed:
        raise _changed()
    return SecondSignature(approved_id, digest, email, key, moment, signature)


def _receipt(row: Sequence[Any]) -> Receipt:
    try:
        moment = from_time(row[2])
        if to_time(moment) == row[2]:
            return Receipt(row[0], row[1], moment)
    except (TypeError, ValueError) as error:
        raise _changed() from error
    raise _changed()


def _approved(text: str) -> ApprovedDraft:
    try:
        return from_json(text, ApprovedDraft)
    except (TypeError, ValueError) as error:
        raise _changed() from error


def _changed() -> DamagedStore:
    return DamagedStore(
        "Somebody changed the outbox or an approval in the store, past this program. Nothing was "
        "sent. `support-copilot audit verify` names what was changed."
    )


def _faults(db: Connection) -> Iterator[tuple[str, str]]:
    kept = _files_as_kept(db)
    for row in db.execute(f"SELECT {COLUMNS}, erased FROM approvals ORDER BY id").fetchall():
        if not _is_as_written(row):
            yield row[0], "its record is not what was written"
        elif kept.pop(row[0], []) != _files_as_named(row):
            yield row[0], "its files are not those that were approved"
    for name in kept:
        yield name, "files are kept for it, and it was never approved"
    stray = "SELECT id FROM approvals WHERE id NOT IN (SELECT approval FROM outbox)"
    for (name,) in db.execute(stray).fetchall():
        yield name, "it never entered the outbox"
    alone = (
        "SELECT approval FROM second_signatures WHERE approval NOT IN (SELECT id FROM approvals)"
    )
    for (name,) in db.execute(alone).fetchall():
        yield name, "it has a second signature, and was never approved"
    unsent = """
        SELECT approval FROM receipts
        WHERE approval NOT IN (SELECT approval FROM outbox WHERE state = 'confirmed')
    """
    for (name,) in db.execute(unsent).fetchall():
        yield name, "it has a receipt, and was not confirmed"
    places = "SELECT count(*), coalesce(min(entered), 1), coalesce(max(entered), 0) FROM outbox"
    count, first, last = db.execute(places).fetchone()
    if (first, last) != (1, count):
        yield "outbox", "the order in which its rows entered was changed"
    unbound = """
        SELECT approval, state, not_before, id IS NOT NULL FROM outbox
        LEFT JOIN approvals ON id = approval AND approvals.digest = outbox.digest
    """
    for name, state, not_before, bound in db.execute(unbound).fetchall():
        if not bound:
            yield name, "its row of the outbox has no such approval"
        elif not _is_readable(state, not_before):
            yield name, "its row of the outbox cannot be read"


def _files_as_kept(db: Connection) -> dict[str, list[tuple[int, str, int]]]:
    """(number, sha256, size) of each file by approval, as its bytes are now."""
    found: dict[str, list[tuple[int, str, int]]] = {}
    listed = "SELECT approval, number, sha256 FROM approved_files ORDER BY approval, number"
    for name, number, named in db.execute(listed).fetchall():
        row = db.execute("SELECT bytes FROM kept_files WHERE sha256 = ?", (named,)).fetchone()
        data = bytes(row[0]) if row and isinstance(row[0], bytes) else b""
        found.setdefault(name, []).append((number, sha256(data).hexdigest(), len(data)))
    return found


def _files_as_named(row: Sequence[Any]) -> list[tuple[int, str, int]]:
    files = _approved(row[-2]).outgoing.attachments
    return [(number, file.sha256, file.size) for number, file in enumerate(files)]


def _is_as_written(row: Sequence[Any]) -> bool:
    *row, erased = row
    try:
        approved = from_json(row[-1], ApprovedDraft)
        if erased is not None and to_time(from_time(erased)) != erased:
            return False
    except (TypeError, ValueError):
        return False
    columns = _columns(approved)
    if tuple(row)[:-1] != columns[:-1]:
        return False
    # A record without expiry may be from a version that wrote fewer fields.
    return approved.expires is None or row[-1] in (columns[-1], _as_before(approved))


def _as_before(approved: ApprovedDraft) -> str:
    """As a version wrote it that knew replies and notes alone."""
    document = msgspec.to_builtins(approved)
    if not approved.outgoing.changes and approved.outgoing.relation is None:
        del document["outgoing"]["changes"], document["outgoing"]["relation"]
    return to_json(document)


def _is_readable(state: str, not_before: str) -> bool:
    try:
        OutboxState(state)
        return to_time(from_time(not_before)) == not_before
    except (TypeError, ValueError):
        return False
