"""What people said about redaction on this helpdesk: always hide a text, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# AUTOINCREMENT: the stamps of solved tickets name corrections by id, so an id is never used again.
CORRECTIONS = """
    CREATE TABLE corrections (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        form TEXT NOT NULL UNIQUE, -- the text in small letters, with single spaces
        record TEXT NOT NULL       -- Correction as JSON, without its id
    )
"""


def m008_corrections(db: Database) -> None:
    db.execute(CORRECTIONS)
