"""Files of drafts and of approvals; an outbox that takes nothing whose files are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_USED = """
    EXISTS (SELECT 1 FROM draft_files WHERE sha256 = OLD.sha256)
    OR EXISTS (SELECT 1 FROM approved_files WHERE sha256 = OLD.sha256)
"""
_LET_GO = f"DELETE FROM kept_files WHERE sha256 = OLD.sha256 AND NOT ({_USED});"  # noqa: S608

# The bytes stand once, under their hash, as long as a draft or an approval has them.
STATEMENTS = (
    """
    CREATE TABLE kept_files (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE draft_files (
        draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (name <> ''),
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES kept_files,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size > 0),
        PRIMARY KEY (draft, name)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX draft_files_by_hash ON draft_files (sha256)",
    """
    CREATE TABLE approved_files (
        approval TEXT NOT NULL REFERENCES approvals (id),
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES kept_files,
        PRIMARY KEY (approval, number)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX approved_files_by_hash ON approved_files (sha256)",
    """
    CREATE TRIGGER kept_files_once BEFORE INSERT ON kept_files
    WHEN EXISTS (SELECT 1 FROM kept_files WHERE sha256 = NEW.sha256)
    BEGIN SELECT RAISE(ABORT, 'the bytes of a file are written once'); END
    """,
    """
    CREATE TRIGGER kept_files_keep BEFORE UPDATE ON kept_files
    BEGIN SELECT RAISE(ABORT, 'the bytes of a file never change'); END
    """,
    f"""
    CREATE TRIGGER kept_files_stay BEFORE DELETE ON kept_files WHEN {_USED}
    BEGIN SELECT RAISE(ABORT, 'a file stays as long as something has it'); END
    """,
    f"""
    CREATE TRIGGER draft_files_let_go AFTER DELETE ON draft_files
    BEGIN {_LET_GO} END
    """,
    """
    CREATE TRIGGER approved_files_first BEFORE INSERT ON approved_files
    WHEN EXISTS (SELECT 1 FROM outbox WHERE approval = NEW.approval)
        OR EXISTS (
            SELECT 1 FROM approved_files WHERE approval = NEW.approval AND number = NEW.number
        )
    BEGIN SELECT RAISE(ABORT, 'files are there before the outbox row, once'); END
    """,
    """
    CREATE TRIGGER approved_files_bound BEFORE INSERT ON approved_files
    WHEN NOT EXISTS (
        SELECT 1 FROM approvals WHERE id = NEW.approval
            AND record ->> ('$.outgoing.attachments[' || NEW.number || '].sha256') = NEW.sha256
    )
    BEGIN SELECT RAISE(ABORT, 'a file of an approval is one that it names'); END
    """,
    """
    CREATE TRIGGER approved_files_keep BEFORE UPDATE ON approved_files
    BEGIN SELECT RAISE(ABORT, 'the files of an approval never change'); END
    """,
    """
    CREATE TRIGGER approved_files_stay BEFORE DELETE ON approved_files
    WHEN EXISTS (SELECT 1 FROM approvals WHERE id = OLD.approval AND erased IS NULL)
    BEGIN SELECT RAISE(ABORT, 'the files of an approval are not deleted'); END
    """,
    f"""
    CREATE TRIGGER approved_files_let_go AFTER DELETE ON approved_files
    BEGIN {_LET_GO} END
    """,
    """
    CREATE TRIGGER outbox_with_files BEFORE INSERT ON outbox
    WHEN EXISTS (
        SELECT 1 FROM approvals, json_each(approvals.record, '$.outgoing.attachments') AS named
        WHERE approvals.id = NEW.approval AND NOT EXISTS (
            SELECT 1 FROM approved_files JOIN kept_files USING (sha256)
            WHERE approval = NEW.approval AND number = named.key
                AND sha256 = named.value ->> '$.sha256'
                AND length(bytes) = named.value ->> '$.size'
        )
    )
    BEGIN SELECT RAISE(ABORT, 'every file of an approval is kept with it'); END
    """,
)


def m013_files(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
