"""What was asked of a second person and waits for an answer; it goes with its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE asked (
        draft TEXT PRIMARY KEY REFERENCES drafts (id) ON DELETE CASCADE,
        record TEXT NOT NULL -- SecondRequest as JSON, without the bytes of its files
    ) WITHOUT ROWID
    """,
)


def m014_asked(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
