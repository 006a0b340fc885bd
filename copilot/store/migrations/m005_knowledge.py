"""Source documents, their passages, and the two indexes over them: words and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE sources (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        title TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        embedder TEXT NOT NULL,
        record TEXT NOT NULL -- SourceDocument as JSON
    ) WITHOUT ROWID
    """,
    # AUTOINCREMENT: the id of a passage that is gone never names another one, drafts remember it.
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        title TEXT NOT NULL,
        heading TEXT NOT NULL,
        text TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        changed TEXT
    )
    """,
    "CREATE INDEX passages_by_source ON passages (source)",
    "CREATE INDEX passages_by_scope ON passages (scope, kind)",
    """
    CREATE TABLE passage_vectors (
        passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
        vector BLOB NOT NULL -- 32-bit floats, of the embedder the source names
    )
    """,
    """
    CREATE VIRTUAL TABLE passages_fts USING fts5 (
        title, heading, text,
        content = 'passages', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
    )
    """,
    # Without it the words of a deleted passage stay in the index until it is merged.
    "INSERT INTO passages_fts (passages_fts, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER passages_indexed AFTER INSERT ON passages BEGIN
        INSERT INTO passages_fts (rowid, title, heading, text)
        VALUES (NEW.id, NEW.title, NEW.heading, NEW.text);
    END
    """,
    """
    CREATE TRIGGER passages_unindexed AFTER DELETE ON passages BEGIN
        INSERT INTO passages_fts (passages_fts, rowid, title, heading, text)
        VALUES ('delete', OLD.id, OLD.title, OLD.heading, OLD.text);
    END
    """,
)


def m005_knowledge(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
