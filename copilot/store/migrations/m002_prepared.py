"""What was prepared for a ticket: its restore map, its redacted form and its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE restore_maps (
        connector TEXT NOT NULL,
        id TEXT NOT NULL,
        record TEXT NOT NULL, -- RestoreMap as JSON
        PRIMARY KEY (connector, id),
        FOREIGN KEY (connector, id) REFERENCES tickets ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE redacted (
        connector TEXT NOT NULL,
        id TEXT NOT NULL,
        version TEXT NOT NULL,  -- of the ticket it was made from
        language TEXT NOT NULL,
        record TEXT NOT NULL,   -- RedactedTicket as JSON
        spans TEXT NOT NULL,    -- personal spans by message id, as JSON
        PRIMARY KEY (connector, id),
        FOREIGN KEY (connector, id) REFERENCES tickets ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE summaries (
        connector TEXT NOT NULL,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        urgency TEXT NOT NULL,
        mood TEXT NOT NULL,
        record TEXT NOT NULL,   -- Summary as JSON
        PRIMARY KEY (connector, id),
        FOREIGN KEY (connector, id) REFERENCES tickets ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
)


def m002_prepared(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
