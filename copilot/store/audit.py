"""The rows of the audit chain: appended one after another, never changed."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from copilot.errors import DamagedStore
from copilot.records import AuditContent, AuditRow
from copilot.store.connection import Connection
from copilot.store.encoding import from_time, to_time
from copilot.store.store import Store

T = TypeVar("T")
COLUMNS = "number, created, actor, event, subject, payload, previous, sha256"
APART = "c.salt, c.subject, c.payload"
FROM = "audit LEFT JOIN audit_contents c USING (number)"
OWN = ", ".join(f"audit.{name}" for name in COLUMNS.split(", "))


class AuditRows:
    """The chain, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        """Hands `make` the last row and writes what it makes of it; no other row comes between."""
        return self._store.write(lambda db: _append(db, make))

    def undisturbed(self, work: Callable[[], T]) -> T:
        """Runs `work` while nobody else writes to the store: what it reads fits together."""
        return self._store.write(lambda db: work())

    def all(self) -> tuple[AuditRow, ...]:
        """Raises DamagedStore for a row that cannot be read as this program writes it."""
        sql = f"SELECT {OWN}, {APART} FROM {FROM} ORDER BY audit.number"
        return tuple(map(_row, self._store.read(lambda db: db.execute(sql).fetchall())))

    def about(self, subjects: Iterable[str]) -> tuple[tuple[int, ...], int]:
        """Numbers of rows about these that say so apart, and how many say so in the chain."""
        wanted = tuple(subjects)

        def find(db: Connection) -> tuple[tuple[int, ...], int]:
            apart = "SELECT number FROM audit_contents WHERE subject = ? ORDER BY number"
            own = "SELECT count(*) FROM audit WHERE subject = ?"
            numbers = [row[0] for name in wanted for row in db.execute(apart, (name,))]
            return tuple(numbers), sum(db.execute(own, (n,)).fetchone()[0] for n in wanted)

        return self._store.read(find)

    def forget(self, numbers: Iterable[int]) -> None:
        """Deletes what these rows are about; raises Bug unless the chain said so before."""
        sql = "DELETE FROM audit_contents WHERE number = ?"
        rows = [(number,) for number in numbers]
        self._store.write(lambda db: db.executemany(sql, rows))

    def head(self) -> tuple[int, str]:
        """Number and sha256 of the row that was appended last; (0, 64 zeros) before the first."""
        sql = "SELECT number, sha256 FROM audit_head WHERE id = 1"
        found = self._store.read(lambda db: db.execute(sql).fetchone())
        if found is None:
            raise _changed("Its head is gone.")
        return found[0], found[1]


def _append(db: Connection, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
    sql = f"SELECT {OWN}, {APART} FROM {FROM} ORDER BY audit.number DESC LIMIT 1"
    last = db.execute(sql).fetchone()
    row = make(_row(last) if last else None)
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
    if row.content is not None:
        content = (row.number, row.content.salt, row.content.subject, row.content.payload)
        db.execute("INSERT INTO audit_contents VALUES (?, ?, ?, ?)", content)
    return row


def _row(row: Sequence[Any]) -> AuditRow:
    number, created, *others, salt, subject, payload = row
    content = None if salt is None else AuditContent(salt, subject, payload)
    try:
        moment = from_time(created)
        if to_time(moment) == created and isinstance(number, int):
            return replace(AuditRow(number, moment, *others), content=content)
    except (TypeError, ValueError) as error:
        raise _changed(f"Row {number} cannot be read.") from error
    raise _changed(f"Row {number} cannot be read.")


def _changed(what: str) -> DamagedStore:
    return DamagedStore(f"Somebody changed the audit chain past this program. {what}")
