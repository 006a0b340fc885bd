"""How a passage is written into its row and read back."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from copilot.records import Passage, RedactedText, Scope, SourceKind
from copilot.store.connection import Connection
from copilot.store.encoding import from_time, to_time

COLUMNS = """
    p.id, p.source, s.kind, p.title, p.heading, p.text, p.start, p."end", s.scope, p.changed,
    p.language, s.team, p.valid_from, p.valid_until
"""
FROM = "passages p JOIN shelves s ON s.number = p.shelf"


def add_passage(db: Connection, passage: Passage, *, source: str, shelf: int) -> int:
    """Writes a passage without words and vectors and gives its id; that of `passage` is ignored."""
    values = (
        source,
        shelf,
        passage.title,
        passage.heading,
        passage.text,
        passage.start,
        passage.end,
        to_time(passage.changed) if passage.changed else None,
        passage.language,
        passage.valid_from and passage.valid_from.isoformat(),
        passage.valid_until and passage.valid_until.isoformat(),
    )
    added = db.execute(
        'INSERT INTO passages (source, shelf, title, heading, text, start, "end", changed, '
        "language, valid_from, valid_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(added.lastrowid or 0)


def passages_by_id(db: Connection, ids: Sequence[int]) -> Mapping[int, Passage]:
    """Those that are still there."""
    sql = f"SELECT {COLUMNS} FROM {FROM} WHERE p.id IN ({marks(ids)})"
    return {row[0]: passage_of(row) for row in db.execute(sql, tuple(ids))}


def passage_of(row: Sequence[Any]) -> Passage:
    """From a row of COLUMNS."""
    return Passage(
        id=row[0],
        source_id=row[1],
        kind=SourceKind(row[2]),
        title=row[3],
        heading=row[4],
        text=RedactedText(row[5]),
        start=row[6],
        end=row[7],
        scope=Scope(row[8]),
        changed=from_time(row[9]) if row[9] else None,
        language=row[10],
        team=row[11],
        valid_from=date.fromisoformat(row[12]) if row[12] else None,
        valid_until=date.fromisoformat(row[13]) if row[13] else None,
    )


def marks(values: Sequence[object]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(values))
