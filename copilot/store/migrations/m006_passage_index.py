"""The index anew: folders, teams, search words, vectors with short codes; and what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# The knowledge is derived: what was indexed is dropped, and the next sync reads every source anew.
OLD = (
    "DROP TABLE passages_fts",
    "DROP TABLE passage_vectors",
    "DROP TABLE passages",
    "DROP TABLE sources",
)
SOURCES = (
    # The sets of passages that one person may see or not: the search chooses shelves, then ranks.
    """
    CREATE TABLE shelves (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        team TEXT NOT NULL, -- "" for every team
        UNIQUE (kind, scope, team)
    )
    """,
    """
    CREATE TABLE sources (
        id TEXT PRIMARY KEY,
        folder TEXT NOT NULL,
        stamp TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        embedder TEXT NOT NULL,
        shelf INTEGER NOT NULL REFERENCES shelves,
        title TEXT NOT NULL,
        record TEXT NOT NULL -- SourceDocument as JSON
    ) WITHOUT ROWID
    """,
    "CREATE INDEX sources_by_folder ON sources (folder)",
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
        shelf INTEGER NOT NULL REFERENCES shelves,
        title TEXT NOT NULL,
        heading TEXT NOT NULL,
        text TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        changed TEXT,
        language TEXT NOT NULL,
        valid_from TEXT,
        valid_until TEXT
    )
    """,
    "CREATE INDEX passages_by_source ON passages (source)",
    "CREATE INDEX passages_by_language ON passages (language)",
)
WORDS = (
    # `id` is the shelf, shifted by 32 bits, and the passage: the shelf shows without a look-up.
    """
    CREATE TABLE passage_words (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        heading TEXT NOT NULL,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE VIRTUAL TABLE passages_fts USING fts5 (
        title, heading, text,
        content = 'passage_words', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    # Without it the words of a deleted passage stay in the index until it is merged.
    "INSERT INTO passages_fts (passages_fts, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER words_indexed AFTER INSERT ON passage_words BEGIN
        INSERT INTO passages_fts (rowid, title, heading, text)
        VALUES (NEW.id, NEW.title, NEW.heading, NEW.text);
    END
    """,
    """
    CREATE TRIGGER words_unindexed AFTER DELETE ON passage_words BEGIN
        INSERT INTO passages_fts (passages_fts, rowid, title, heading, text)
        VALUES ('delete', OLD.id, OLD.title, OLD.heading, OLD.text);
    END
    """,
    """
    CREATE TRIGGER passages_lose_words AFTER DELETE ON passages BEGIN
        DELETE FROM passage_words WHERE id = (OLD.shelf << 32) | OLD.id;
    END
    """,
    "CREATE VIRTUAL TABLE word_counts USING fts5vocab (passages_fts, row)",
)
VECTORS = (
    "CREATE TABLE embedders (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE)",
    # `id` is the embedder, shifted by 32 bits, and the passage.
    """
    CREATE TABLE passage_vectors (
        id INTEGER PRIMARY KEY,
        vector BLOB NOT NULL CHECK (length(vector) = 384) -- of numbers from -127 to 127
    )
    """,
    """
    CREATE TRIGGER passages_lose_vectors AFTER DELETE ON passages BEGIN
        DELETE FROM passage_vectors
        WHERE id IN (SELECT (number << 32) | OLD.id FROM embedders);
    END
    """,
    # The sign of every number of a vector, under the id of the vector.
    """
    CREATE VIRTUAL TABLE passage_codes USING vec0 (
        shelf INTEGER PARTITION KEY, -- of the embedder and the passage, see passage_vectors.py
        code BIT[384]
    )
    """,
    """
    CREATE TABLE code_samples (
        id INTEGER PRIMARY KEY,
        shelf INTEGER NOT NULL,
        code BLOB NOT NULL
    )
    """,
    """
    CREATE TRIGGER vectors_lose_codes AFTER DELETE ON passage_vectors BEGIN
        DELETE FROM passage_codes WHERE rowid = OLD.id;
        DELETE FROM code_samples WHERE id = OLD.id;
    END
    """,
)
LOG = (
    """
    CREATE TABLE source_problems (
        folder TEXT NOT NULL,
        number INTEGER NOT NULL, -- place among the problems of the folder
        id TEXT NOT NULL,
        reason TEXT NOT NULL,
        left_out INTEGER NOT NULL,
        PRIMARY KEY (folder, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE index_runs (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        begun TEXT,
        ended TEXT -- of the last run that ended
    )
    """,
    "INSERT INTO index_runs VALUES (1, NULL, NULL)",
    """
    CREATE TABLE judgements (
        connector TEXT NOT NULL,
        ticket TEXT NOT NULL,
        source TEXT NOT NULL,
        judgement TEXT NOT NULL CHECK (judgement IN ('used', 'opened', 'rejected')),
        title TEXT NOT NULL,
        vector BLOB NOT NULL, -- of the question
        at TEXT NOT NULL,
        PRIMARY KEY (connector, ticket, source, judgement),
        FOREIGN KEY (connector, ticket) REFERENCES tickets ON DELETE CASCADE
    )
    """,
    "CREATE INDEX judgements_by_source ON judgements (source)",
    """
    CREATE TABLE misses (
        connector TEXT NOT NULL,
        ticket TEXT NOT NULL,
        question TEXT NOT NULL,
        vector BLOB NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (connector, ticket, question),
        FOREIGN KEY (connector, ticket) REFERENCES tickets ON DELETE CASCADE
    )
    """,
    "CREATE INDEX misses_by_time ON misses (at)",
)


def m006_passage_index(db: Database) -> None:
    given = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    for statement in (*OLD, *SOURCES, *WORDS, *VECTORS, *LOG):
        db.execute(statement)
    if given:  # the id of a passage that is gone never names another one, drafts remember it
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('passages', ?)", given)
