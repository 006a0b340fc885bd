"""What audit rows are about, apart from the chain, which seals only a hash of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE audit_contents (
        number INTEGER PRIMARY KEY REFERENCES audit,
        salt TEXT NOT NULL CHECK (length(salt) = 64),
        subject TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload))
    )
    """,
    "CREATE INDEX audit_contents_by_subject ON audit_contents (subject)",
    """
    CREATE TRIGGER audit_contents_follow BEFORE INSERT ON audit_contents
    WHEN NEW.number IS NOT (SELECT max(number) FROM audit)
        OR EXISTS (SELECT 1 FROM audit_contents WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'the content of an audit row is written with it'); END
    """,
    """
    CREATE TRIGGER audit_contents_keep BEFORE UPDATE ON audit_contents
    BEGIN SELECT RAISE(ABORT, 'the content of an audit row never changes'); END
    """,
    # It goes only when the chain says so first.
    """
    CREATE TRIGGER audit_contents_stay BEFORE DELETE ON audit_contents
    WHEN NOT EXISTS (
        SELECT 1 FROM audit, json_each(audit.payload, '$.rows') AS named
        WHERE audit.event = 'person deleted' AND named.value = CAST(OLD.number AS TEXT)
    )
    BEGIN SELECT RAISE(ABORT, 'the content of an audit row goes with a person alone'); END
    """,
)


def m010_audit_contents(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
