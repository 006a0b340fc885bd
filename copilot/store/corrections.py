"""Corrections of redaction: texts that are always hidden here, and texts that never are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from copilot.records import Correction
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, to_json
from copilot.store.store import Store


class Corrections:
    """The rules of one helpdesk; there is one for each text, whatever its case and spaces."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Correction, ...]:
        """In the order in which they were said."""
        sql = "SELECT id, record FROM corrections ORDER BY id"
        rows = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(replace(from_json(record, Correction), id=id) for id, record in rows)

    def add(self, correction: Correction) -> Correction:
        """Keeps it with an id of its own, in the place of an earlier one of the same text."""
        created = correction.created or datetime.now(UTC)
        fresh = replace(correction, id=0, created=created)
        return replace(fresh, id=self._store.write(lambda db: _add(db, fresh)))

    def remove(self, id: int) -> None:
        """Nothing where it is gone already."""
        sql = "DELETE FROM corrections WHERE id = ?"
        self._store.write(lambda db: db.execute(sql, (id,)))


def _add(db: Connection, fresh: Correction) -> int:
    form = " ".join(fresh.text.split()).casefold()
    db.execute("DELETE FROM corrections WHERE form = ?", (form,))
    sql = "INSERT INTO corrections (form, record) VALUES (?, ?) RETURNING id"
    return int(db.execute(sql, (form, to_json(fresh))).fetchone()[0])
