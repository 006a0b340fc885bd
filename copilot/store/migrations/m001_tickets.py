"""Tickets, the agent's last look at them, how far connectors were read, and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE tickets (
        connector TEXT NOT NULL,
        id TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('open', 'pending', 'solved', 'deleted')),
        assignee TEXT NOT NULL,
        requester_name TEXT NOT NULL,
        requester_email TEXT NOT NULL,
        updated TEXT NOT NULL,
        preview TEXT NOT NULL,
        words TEXT NOT NULL,   -- what a search looks through, case folded
        version TEXT NOT NULL, -- TicketVersion as JSON
        seen TEXT NOT NULL,    -- what is compared with the agent's last look, as JSON
        record TEXT NOT NULL,  -- Ticket as JSON
        PRIMARY KEY (connector, id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX tickets_by_time ON tickets (status, updated DESC)",
    """
    CREATE TABLE looks (
        connector TEXT NOT NULL,
        id TEXT NOT NULL,
        looked TEXT NOT NULL,
        seen TEXT NOT NULL,
        PRIMARY KEY (connector, id),
        FOREIGN KEY (connector, id) REFERENCES tickets ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    "CREATE TABLE cursors (connector TEXT PRIMARY KEY, cursor TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE profile (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


def m001_tickets(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
