"""Second signatures, and an outbox that takes nothing without the one that its policy wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE second_signatures (
        approval TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        email TEXT NOT NULL CHECK (email <> ''),
        key TEXT NOT NULL CHECK (length(key) = 64),
        signed TEXT NOT NULL,
        signature TEXT NOT NULL CHECK (length(signature) = 128),
        FOREIGN KEY (approval, digest) REFERENCES approvals (id, digest)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER second_signatures_first BEFORE INSERT ON second_signatures
    WHEN EXISTS (SELECT 1 FROM outbox WHERE approval = NEW.approval)
        OR EXISTS (SELECT 1 FROM second_signatures WHERE approval = NEW.approval)
    BEGIN SELECT RAISE(ABORT, 'a second signature is there before the outbox row, once'); END
    """,
    """
    CREATE TRIGGER second_signatures_of_two BEFORE INSERT ON second_signatures
    WHEN NOT EXISTS (
        SELECT 1 FROM approvals WHERE id = NEW.approval
            AND record ->> '$.policy' LIKE '% two people'
            AND lower(approver) <> lower(NEW.email) AND signature <> NEW.signature
    )
    BEGIN SELECT RAISE(ABORT, 'a second signature is of another person, where two are wanted'); END
    """,
    """
    CREATE TRIGGER second_signatures_keep BEFORE UPDATE ON second_signatures
    BEGIN SELECT RAISE(ABORT, 'a second signature never changes'); END
    """,
    """
    CREATE TRIGGER second_signatures_stay BEFORE DELETE ON second_signatures
    BEGIN SELECT RAISE(ABORT, 'a second signature is not deleted'); END
    """,
    """
    CREATE TRIGGER outbox_two_people BEFORE INSERT ON outbox
    WHEN EXISTS (
        SELECT 1 FROM approvals WHERE id = NEW.approval
            AND record ->> '$.policy' LIKE '% two people'
            AND NOT EXISTS (
                SELECT 1 FROM second_signatures
                WHERE approval = NEW.approval AND digest = NEW.digest
            )
    )
    BEGIN SELECT RAISE(ABORT, 'this approval wants a second signature'); END
    """,
    # The policy that it was approved under stays said when its text goes. A record from before
    # there were policies names none, which is the same as an empty one.
    """
    CREATE TRIGGER approvals_keep_policy BEFORE UPDATE ON approvals
    WHEN json_valid(NEW.record)
        AND coalesce(NEW.record ->> '$.policy', '') <> coalesce(OLD.record ->> '$.policy', '')
    BEGIN SELECT RAISE(ABORT, 'an approval keeps its policy'); END
    """,
)


def m011_second_signatures(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
