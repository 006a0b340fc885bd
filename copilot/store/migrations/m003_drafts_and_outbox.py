"""Drafts with their history, approvals that never change, and the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE drafts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        connector TEXT NOT NULL,
        ticket TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('public reply', 'internal note')),
        version TEXT NOT NULL, -- of the ticket the agent saw
        retired INTEGER NOT NULL DEFAULT 0,
        record TEXT NOT NULL,  -- Draft as JSON
        FOREIGN KEY (connector, ticket) REFERENCES tickets ON DELETE CASCADE
    )
    """,
    "CREATE INDEX drafts_by_ticket ON drafts (connector, ticket, kind, number)",
    """
    CREATE TABLE draft_texts (
        draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        saved TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (draft, number)
    ) WITHOUT ROWID
    """,
    # Without rowid, so that INSERT OR REPLACE can meet an old row only by its id.
    """
    CREATE TABLE approvals (
        id TEXT PRIMARY KEY,
        connector TEXT NOT NULL,
        ticket TEXT NOT NULL,
        body TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        signature TEXT NOT NULL CHECK (length(signature) > 0),
        approver TEXT NOT NULL,
        approved TEXT NOT NULL,
        record TEXT NOT NULL CHECK ( -- ApprovedDraft as JSON; says the same as the columns
            record ->> '$.id' = id AND record ->> '$.digest' = digest
            AND record ->> '$.outgoing.body' = body
            AND record ->> '$.signature' = signature
            AND record ->> '$.approver' = approver
        ),
        UNIQUE (id, digest)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER approvals_once BEFORE INSERT ON approvals
    WHEN EXISTS (SELECT 1 FROM approvals WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an approval is written once'); END
    """,
    """
    CREATE TRIGGER approvals_keep BEFORE UPDATE ON approvals
    BEGIN SELECT RAISE(ABORT, 'an approval never changes'); END
    """,
    """
    CREATE TRIGGER approvals_stay BEFORE DELETE ON approvals
    BEGIN SELECT RAISE(ABORT, 'an approval is not deleted'); END
    """,
    """
    CREATE TABLE outbox (
        approval TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN (
            'waiting', 'sending', 'confirmed', 'conflict', 'rejected', 'unknown', 'taken back'
        )),
        not_before TEXT NOT NULL,
        tries INTEGER NOT NULL CHECK (tries >= 0),
        reason TEXT NOT NULL,
        entered INTEGER NOT NULL UNIQUE,
        FOREIGN KEY (approval, digest) REFERENCES approvals (id, digest)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER outbox_once BEFORE INSERT ON outbox
    WHEN EXISTS (SELECT 1 FROM outbox WHERE approval = NEW.approval OR entered = NEW.entered)
    BEGIN SELECT RAISE(ABORT, 'an approval enters the outbox once'); END
    """,
    """
    CREATE TRIGGER outbox_waits_first BEFORE INSERT ON outbox WHEN NEW.state <> 'waiting'
    BEGIN SELECT RAISE(ABORT, 'what enters the outbox waits first'); END
    """,
    """
    CREATE TRIGGER outbox_binds BEFORE UPDATE OF approval, digest, entered ON outbox
    BEGIN SELECT RAISE(ABORT, 'an outbox row keeps its approval'); END
    """,
    """
    CREATE TRIGGER outbox_final BEFORE UPDATE OF state ON outbox
    WHEN OLD.state IN ('confirmed', 'taken back') AND NEW.state <> OLD.state
    BEGIN SELECT RAISE(ABORT, 'what was sent or taken back is done'); END
    """,
    """
    CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox
    BEGIN SELECT RAISE(ABORT, 'an outbox row is not deleted'); END
    """,
    """
    CREATE TABLE receipts (
        approval TEXT PRIMARY KEY REFERENCES outbox,
        message TEXT NOT NULL,
        confirmed TEXT NOT NULL
    ) WITHOUT ROWID
    """,
)


def m003_drafts_and_outbox(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
