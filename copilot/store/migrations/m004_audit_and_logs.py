"""The audit chain, which only grows, and the traces and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        created TEXT NOT NULL,
        actor TEXT NOT NULL,
        event TEXT NOT NULL,
        subject TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        previous TEXT NOT NULL CHECK (length(previous) = 64),
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
    )
    """,
    # Where the chain ends; kept beside it so that a cut tail is missed.
    """
    CREATE TABLE audit_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL
    )
    """,
    "INSERT INTO audit_head VALUES (1, 0, printf('%064d', 0))",
    """
    CREATE TRIGGER audit_continues BEFORE INSERT ON audit
    WHEN NOT EXISTS (
        SELECT 1 FROM audit_head WHERE number + 1 = NEW.number AND sha256 = NEW.previous
    )
    BEGIN SELECT RAISE(ABORT, 'an audit row continues the chain'); END
    """,
    """
    CREATE TRIGGER audit_moves_head AFTER INSERT ON audit
    BEGIN UPDATE audit_head SET number = NEW.number, sha256 = NEW.sha256; END
    """,
    """
    CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'an audit row never changes'); END
    """,
    """
    CREATE TRIGGER audit_stays BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'an audit row is not deleted'); END
    """,
    """
    CREATE TABLE traces (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        connector TEXT NOT NULL,
        ticket TEXT NOT NULL,
        record TEXT NOT NULL -- Trace as JSON
    )
    """,
    "CREATE INDEX traces_by_ticket ON traces (connector, ticket)",
    """
    CREATE TABLE ledger (
        number INTEGER PRIMARY KEY,
        created TEXT NOT NULL,
        record TEXT NOT NULL -- LedgerRow as JSON
    )
    """,
    "CREATE INDEX ledger_by_time ON ledger (created)",
)


def m004_audit_and_logs(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
