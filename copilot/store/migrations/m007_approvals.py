"""Approvals that expire, an outbox that moves only as it may, receipts and a head that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# SQLite cannot change a CHECK: the outbox is made anew, and the receipts that refer to it first.
TABLES = (
    "CREATE TEMP TABLE kept_receipts AS SELECT * FROM receipts",
    "DROP TABLE receipts",
    """
    CREATE TABLE outbox_anew (
        approval TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN (
            'waiting', 'sending', 'confirmed', 'conflict', 'rejected', 'unknown', 'taken back',
            'expired'
        )),
        not_before TEXT NOT NULL,
        tries INTEGER NOT NULL CHECK (tries >= 0),
        reason TEXT NOT NULL,
        entered INTEGER NOT NULL UNIQUE,
        FOREIGN KEY (approval, digest) REFERENCES approvals (id, digest)
    ) WITHOUT ROWID
    """,
    "INSERT INTO outbox_anew SELECT * FROM outbox",
    "DROP TABLE outbox",
    "ALTER TABLE outbox_anew RENAME TO outbox",
    """
    CREATE TABLE receipts (
        approval TEXT PRIMARY KEY REFERENCES outbox,
        message TEXT NOT NULL,
        confirmed TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO receipts SELECT * FROM kept_receipts",
    "DROP TABLE kept_receipts",
    "CREATE INDEX approvals_by_ticket ON approvals (connector, ticket)",
    "CREATE INDEX approvals_by_draft ON approvals (record ->> '$.outgoing.draft_id')",
)

APPROVALS = (
    """
    CREATE TRIGGER approvals_say_the_same BEFORE INSERT ON approvals
    WHEN NEW.record ->> '$.outgoing.connector' IS NOT NEW.connector
        OR NEW.record ->> '$.outgoing.ticket_id' IS NOT NEW.ticket
        OR strftime('%Y-%m-%d %H:%M:%f', NEW.record ->> '$.approved')
            IS NOT strftime('%Y-%m-%d %H:%M:%f', NEW.approved)
    BEGIN SELECT RAISE(ABORT, 'the record of an approval says the same as its columns'); END
    """,
    """
    CREATE TRIGGER approvals_expire BEFORE INSERT ON approvals
    WHEN julianday(NEW.record ->> '$.expires') IS NULL
        OR coalesce(NEW.record ->> '$.policy', '') = ''
    BEGIN SELECT RAISE(ABORT, 'an approval names its expiry and its policy'); END
    """,
)

OUTBOX = (
    """
    CREATE TRIGGER outbox_once BEFORE INSERT ON outbox
    WHEN EXISTS (SELECT 1 FROM outbox WHERE approval = NEW.approval OR entered = NEW.entered)
    BEGIN SELECT RAISE(ABORT, 'an approval enters the outbox once'); END
    """,
    """
    CREATE TRIGGER outbox_waits_first BEFORE INSERT ON outbox
    WHEN NEW.state <> 'waiting' OR NEW.tries <> 0
    BEGIN SELECT RAISE(ABORT, 'what enters the outbox waits first'); END
    """,
    """
    CREATE TRIGGER outbox_draft_once BEFORE INSERT ON outbox
    WHEN EXISTS (
        SELECT 1 FROM approvals AS this
        JOIN approvals AS other ON other.id <> this.id
            AND other.record ->> '$.outgoing.draft_id' = this.record ->> '$.outgoing.draft_id'
        JOIN outbox ON outbox.approval = other.id
        WHERE this.id = NEW.approval
            AND outbox.state IN ('waiting', 'sending', 'unknown', 'confirmed')
    )
    BEGIN SELECT RAISE(ABORT, 'a draft goes out once'); END
    """,
    """
    CREATE TRIGGER outbox_binds BEFORE UPDATE OF approval, digest, entered ON outbox
    BEGIN SELECT RAISE(ABORT, 'an outbox row keeps its approval'); END
    """,
    """
    CREATE TRIGGER outbox_moves BEFORE UPDATE OF state ON outbox
    WHEN OLD.state IN ('waiting', 'sending', 'unknown') AND NEW.state <> OLD.state
        AND OLD.state || ' > ' || NEW.state NOT IN (
            'waiting > sending', 'waiting > taken back', 'waiting > rejected', 'waiting > expired',
            'sending > waiting', 'sending > confirmed', 'sending > conflict', 'sending > rejected',
            'sending > expired', 'sending > unknown',
            'unknown > confirmed', 'unknown > waiting', 'unknown > taken back'
        )
    BEGIN SELECT RAISE(ABORT, 'an outbox row skips no step'); END
    """,
    """
    CREATE TRIGGER outbox_confirmed BEFORE UPDATE OF state ON outbox
    WHEN NEW.state = 'confirmed'
        AND NOT EXISTS (SELECT 1 FROM receipts WHERE approval = NEW.approval)
    BEGIN SELECT RAISE(ABORT, 'what is confirmed has a receipt'); END
    """,
    """
    CREATE TRIGGER outbox_tries BEFORE UPDATE OF tries ON outbox WHEN NEW.tries < OLD.tries
    BEGIN SELECT RAISE(ABORT, 'tries are only added'); END
    """,
    """
    CREATE TRIGGER outbox_final BEFORE UPDATE ON outbox
    WHEN OLD.state NOT IN ('waiting', 'sending', 'unknown')
    BEGIN SELECT RAISE(ABORT, 'what was sent, held or taken back is done'); END
    """,
    """
    CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox
    BEGIN SELECT RAISE(ABORT, 'an outbox row is not deleted'); END
    """,
)

RECEIPTS = (
    """
    CREATE TRIGGER receipts_once BEFORE INSERT ON receipts
    WHEN EXISTS (SELECT 1 FROM receipts WHERE approval = NEW.approval)
    BEGIN SELECT RAISE(ABORT, 'a receipt is written once'); END
    """,
    """
    CREATE TRIGGER receipts_of_sent BEFORE INSERT ON receipts
    WHEN EXISTS (
        SELECT 1 FROM outbox WHERE approval = NEW.approval AND state NOT IN ('sending', 'unknown')
    )
    BEGIN SELECT RAISE(ABORT, 'a receipt is for what was sent'); END
    """,
    """
    CREATE TRIGGER receipts_keep BEFORE UPDATE ON receipts
    BEGIN SELECT RAISE(ABORT, 'a receipt never changes'); END
    """,
    """
    CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
    BEGIN SELECT RAISE(ABORT, 'a receipt is not deleted'); END
    """,
)

AUDIT_HEAD = (
    """
    CREATE TRIGGER audit_head_once BEFORE INSERT ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the audit chain has one head'); END
    """,
    """
    CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
    WHEN NEW.id <> 1 OR NOT EXISTS (
        SELECT 1 FROM audit WHERE number = NEW.number AND sha256 = NEW.sha256
            AND number = (SELECT max(number) FROM audit)
    )
    BEGIN SELECT RAISE(ABORT, 'the head is the last row of the audit chain'); END
    """,
    """
    CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the head of the audit chain is not deleted'); END
    """,
)


def m007_approvals(db: Database) -> None:
    for statement in (*TABLES, *APPROVALS, *OUTBOX, *RECEIPTS, *AUDIT_HEAD):
        db.execute(statement)
