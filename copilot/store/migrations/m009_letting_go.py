"""Texts of approvals that may go when they are done, and tickets that do not come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "ALTER TABLE approvals ADD COLUMN erased TEXT",  # when its text went
    "DROP TRIGGER approvals_keep",
    # Nothing of an approval ever changes, but for this: when it is done, its text may go, once and
    # whole. Digest and signature stay.
    """
    CREATE TRIGGER approvals_keep BEFORE UPDATE ON approvals
    WHEN OLD.erased IS NOT NULL OR coalesce(NEW.erased, '') = ''
        OR (NEW.id, NEW.connector, NEW.digest, NEW.signature, NEW.approver, NEW.approved)
            IS NOT (OLD.id, OLD.connector, OLD.digest, OLD.signature, OLD.approver, OLD.approved)
        OR NEW.ticket <> '' OR NEW.body <> ''
        OR NEW.record ->> '$.outgoing.ticket_id' <> '' OR NEW.record ->> '$.outgoing.subject' <> ''
        OR json_array_length(NEW.record, '$.outgoing.to') <> 0
        OR json_array_length(NEW.record, '$.outgoing.cc') <> 0
        OR json_array_length(NEW.record, '$.outgoing.bcc') <> 0
        OR NEW.record ->> '$.outgoing.draft_id' IS NOT OLD.record ->> '$.outgoing.draft_id'
        OR NEW.record ->> '$.expires' IS NOT OLD.record ->> '$.expires'
        OR NOT EXISTS (
            SELECT 1 FROM outbox
            WHERE approval = OLD.id AND state NOT IN ('waiting', 'sending', 'unknown')
        )
    BEGIN SELECT RAISE(ABORT, 'an approval never changes; when it is done its text may go'); END
    """,
    "DROP TRIGGER outbox_final",
    """
    CREATE TRIGGER outbox_final BEFORE UPDATE ON outbox
    WHEN OLD.state NOT IN ('waiting', 'sending', 'unknown') AND (
        (NEW.state, NEW.not_before, NEW.tries, NEW.reason)
            IS NOT (OLD.state, OLD.not_before, OLD.tries, '')
        OR NOT EXISTS (SELECT 1 FROM approvals WHERE id = OLD.approval AND erased IS NOT NULL)
    )
    BEGIN SELECT RAISE(ABORT, 'what was sent, held or taken back is done'); END
    """,
    """
    CREATE TRIGGER approvals_enter_whole BEFORE INSERT ON approvals WHEN NEW.erased IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an approval is entered with its text'); END
    """,
    # Keyed hashes of a ticket and its last message: as long as nobody writes, it stays away.
    "CREATE TABLE forgotten (mark BLOB PRIMARY KEY) WITHOUT ROWID",
)


def m009_letting_go(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
