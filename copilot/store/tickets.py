"""Tickets as read from the helpdesk, the queue over them, and the agent's last look at each."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from copilot.errors import TicketGone
from copilot.records import (
    Person,
    QueueRow,
    QueueView,
    Role,
    SinceLastLook,
    Status,
    Ticket,
    TicketKey,
    Visibility,
)
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, to_json, to_time
from copilot.store.forgotten import is_forgotten
from copilot.store.queue import queue_counts, queue_rows
from copilot.store.store import Store

PREVIEW = 160  # characters
_MARKS = " \n-./()@_#+,:"  # what stands between the characters of a number or address


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a ticket is compared with the agent's last look."""

    subject: str
    status: Status
    assignee: str
    requester: str
    messages: tuple[str, ...]
    queue: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


class Tickets:
    """The tickets of every connector in one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, tickets: Iterable[Ticket]) -> tuple[TicketKey, ...]:
        """Adds or replaces; gives the keys of those that are new or differ from what was there."""
        batch = tuple(tickets)
        return self._store.write(
            lambda db: tuple(ticket.key for ticket in batch if _save(db, ticket))
        )

    def get(self, key: TicketKey) -> Ticket | None:
        sql = "SELECT record FROM tickets WHERE connector = ? AND id = ?"
        row = self._store.read(lambda db: db.execute(sql, _key(key)).fetchone())
        return from_json(row[0], Ticket) if row else None

    def known(self, key: TicketKey) -> Ticket:
        """Raises TicketGone where there is none."""
        ticket = self.get(key)
        if ticket is None:
            raise TicketGone(
                f"There is no ticket {key.id} here: it was not read yet, or is gone from the "
                "helpdesk. Press F5, or run `support-copilot sync`, to look there again."
            )
        return ticket

    def remove(self, keys: Iterable[TicketKey]) -> None:
        """Forgets the tickets, what was prepared for them and their drafts; approvals stay."""
        sql = "DELETE FROM tickets WHERE connector = ? AND id = ?"
        batch = [_key(key) for key in keys]
        self._store.write(lambda db: db.executemany(sql, batch))

    def rows(self, view: QueueView, agent: Person, search: str = "") -> tuple[QueueRow, ...]:
        """The queue, newest first; every word of `search` must occur in the ticket, in any case."""
        return self._store.read(lambda db: queue_rows(db, view, agent, search))

    def counts(self, agent: Person) -> dict[QueueView, int]:
        """How many tickets each view shows."""
        return self._store.read(lambda db: queue_counts(db, agent))

    def solved(self) -> tuple[Ticket, ...]:
        """Newest first."""
        sql = "SELECT record FROM tickets WHERE status = 'solved' ORDER BY updated DESC"
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(from_json(record, Ticket) for (record,) in found)

    def marks(self) -> dict[TicketKey, str]:
        """Every ticket, with a mark that changes when the ticket does."""
        sql = "SELECT connector, id, updated FROM tickets ORDER BY connector, id"
        rows = self._store.read(lambda db: db.execute(sql).fetchall())
        return {TicketKey(connector, id): str(updated) for connector, id, updated in rows}

    def of_requester(self, email: str, *, besides: TicketKey) -> tuple[Ticket, ...]:
        """The other tickets of this address, newest first, at most 50; none for no address."""
        sql = """
            SELECT record FROM tickets
            WHERE lower(requester_email) = lower(?) AND requester_email <> ''
                AND (connector, id) <> (?, ?)
            ORDER BY updated DESC LIMIT 50
        """
        values = (email.strip(), *_key(besides))
        rows = self._store.read(lambda db: db.execute(sql, values).fetchall())
        return tuple(from_json(record, Ticket) for (record,) in rows)

    def holding(self, word: str) -> tuple[TicketKey, ...]:
        """The tickets in whose texts or record a word occurs, in any case."""
        sql = "SELECT connector, id FROM tickets WHERE instr(words, ?) > 0 ORDER BY connector, id"
        rows = self._store.read(lambda db: db.execute(sql, (word.casefold(),)).fetchall())
        return tuple(TicketKey(connector, id) for connector, id in rows)

    def holding_signs(self, signs: str) -> tuple[TicketKey, ...]:
        """The same for letters and digits in a row, whatever spaces and marks are between them."""
        bare = "words"
        for mark in _MARKS:
            bare = f"replace({bare}, '{mark}', '')"
        sql = f"SELECT connector, id FROM tickets WHERE instr({bare}, ?) > 0 ORDER BY 1, 2"
        rows = self._store.read(lambda db: db.execute(sql, (signs.casefold(),)).fetchall())
        return tuple(TicketKey(connector, id) for connector, id in rows)

    def cursor(self, connector: str) -> str:
        """Where the last sync of this connector ended; "" before the first."""
        sql = "SELECT cursor FROM cursors WHERE connector = ?"
        row = self._store.read(lambda db: db.execute(sql, (connector,)).fetchone())
        return str(row[0]) if row else ""

    def set_cursor(self, connector: str, cursor: str) -> None:
        sql = "INSERT OR REPLACE INTO cursors VALUES (?, ?)"
        self._store.write(lambda db: db.execute(sql, (connector, cursor)))

    def mark_looked(self, ticket: Ticket, when: datetime) -> None:
        """Remembers the ticket as the agent has it before them; nothing if it is gone by now."""
        sql = """
            INSERT OR REPLACE INTO looks (connector, id, looked, seen)
            SELECT connector, id, ?, ? FROM tickets WHERE connector = ? AND id = ?
        """
        values = (to_time(when), to_json(seen(ticket)), *_key(ticket.key))
        self._store.write(lambda db: db.execute(sql, values))

    def since(self, key: TicketKey) -> SinceLastLook:
        """What changed between the agent's last look and the ticket as it is in the store."""
        sql = """
            SELECT looked, looks.seen, tickets.seen FROM looks JOIN tickets USING (connector, id)
            WHERE connector = ? AND id = ?
        """
        row = self._store.read(lambda db: db.execute(sql, _key(key)).fetchone())
        if row is None:
            return SinceLastLook(None)
        return _difference(from_time(row[0]), from_json(row[1], Seen), from_json(row[2], Seen))


def _save(db: Connection, ticket: Ticket) -> bool:
    record = to_json(ticket)
    old = db.execute(
        "SELECT record FROM tickets WHERE connector = ? AND id = ?", _key(ticket.key)
    ).fetchone()
    if old and old[0] == record:
        return False
    if old is None and is_forgotten(db, ticket):
        return False
    columns = {
        "connector": ticket.key.connector,
        "id": ticket.key.id,
        "status": ticket.status.value,
        "assignee": ticket.assignee,
        "requester_name": ticket.requester.name,
        "requester_email": ticket.requester.email,
        "updated": to_time(ticket.updated),
        "preview": _preview(ticket),
        "words": _words(ticket),
        "version": to_json(ticket.version),
        "seen": to_json(seen(ticket)),
        "record": record,
    }
    # No INSERT OR REPLACE: it would delete the row first, and what was prepared for it with it.
    db.execute(
        f"INSERT INTO tickets ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        "ON CONFLICT (connector, id) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in columns),
        tuple(columns.values()),
    )
    return True


def seen(ticket: Ticket) -> Seen:
    return Seen(
        ticket.subject,
        ticket.status,
        ticket.assignee,
        _person(ticket.requester),
        tuple(message.id for message in ticket.messages),
        ticket.queue,
        ticket.tags,
        ticket.fields,
    )


def _person(person: Person) -> str:
    return f"{person.name} <{person.email}>" if person.email else person.name


def _preview(ticket: Ticket) -> str:
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    customer = [m for m in public if m.author is Role.CUSTOMER]
    return " ".join(customer[-1].text.split())[:PREVIEW] if customer else ""


def _words(ticket: Ticket) -> str:
    parts = [ticket.key.id, ticket.subject, ticket.requester.name, ticket.requester.email]
    parts += [*ticket.tags, ticket.assignee, ticket.queue]
    parts += [value for _, value in ticket.fields]
    parts += [message.text for message in ticket.messages]
    return "\n".join(parts).casefold()


def _difference(looked: datetime, before: Seen, after: Seen) -> SinceLastLook:
    known = set(before.messages)
    names = ("subject", "status", "assignee", "requester", "queue")
    pairs = [(name, str(getattr(before, name)), str(getattr(after, name))) for name in names]
    pairs.append(("tags", ", ".join(before.tags), ", ".join(after.tags)))
    old, new = dict(before.fields), dict(after.fields)
    pairs += [(name, old.get(name, ""), new.get(name, "")) for name in {**old, **new}]
    return SinceLastLook(
        looked,
        tuple(message for message in after.messages if message not in known),
        tuple(pair for pair in pairs if pair[1] != pair[2]),
    )


def _key(key: TicketKey) -> tuple[str, str]:
    return key.connector, key.id
